"""Words of harm that no vocabulary has as the name of a disease: "died", "a maculopapular rash", "eye irritation"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from extractors.document import Sentence
from extractors.link import Link
from extractors.mention import Mention
from ontologies.term import Kind

RULE = "nil:words of harm"
_HEADS = (
    r"deaths?|died|mortality|bleeding|intoxication|poisoning|\w+toxic(?:ity|ities)?|toxicity|teratogenic(?:ity)?|aplasia"
    r"|\w+penia|\w*rrhythmias?|dysrhythmias?|lesions?|rash(?:es)?|eruptions?|exanthema?|swelling|o?edema|staining|bruising"
    r"|(?:hyper|hypo)?pigmentation|discolou?rations?|infiltrates|irritation|sedation|drowsiness|somnolence|tremulousness"
    r"|exacerbations?|aggravation|decompensation|reactivation|abnormalities|dysfunction|impairment|disturbances?"
    r"|(?:allergic|anaphylactic|anaphylactoid|dystonic|hypersensitivity|adverse|granulomatous|toxic|like|withdrawal)"
    r" (?:reactions?|syndromes?)|(?:confusional|mental) (?:states?|status changes)|outbursts"
    r"|perforation|rupture|necrosis|suicide attempts?|suicidal ideation"
    r"|(?:vision|visual|hearing|hair|weight|memory) loss|loss of consciousness"
)
_NO_PART = "and|or|with|of|the|a|an|in|by|to|for|from|after|was|were|is|had|no|he|she|they|who|patients?"
_BEFORE = rf"(?:(?!(?:{_NO_PART})\b)[a-z][\w-]*\s){{0,2}}"


@functools.cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b{_BEFORE}(?:{_HEADS})\b", re.IGNORECASE)


def find_harms(sentence: Sentence, links: Sequence[Link]) -> Iterator[Link]:
    """Yield the words of harm of a sentence that touch none of the links, each as a name that stands for no term.

    >>> sentence = Sentence(start=0, end=32, text="He died of a maculopapular rash.")
    >>> [link.mention.text for link in find_harms(sentence, ())]
    ['died', 'maculopapular rash']
    """
    for match in _pattern().finditer(sentence.text):
        start, end = match.start() + sentence.start, match.end() + sentence.start
        if all(link.mention.end <= start or end <= link.mention.start for link in links):
            mention = Mention(start=start, end=end, text=match[0], kind=Kind.PHENOTYPE, recogniser="relations")
            yield Link(mention=mention, term=None, rule=RULE)
