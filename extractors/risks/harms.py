"""Words of harm that no vocabulary has as the name of a disease: "died", "a maculopapular rash"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.document import Sentence
from extractors.link import Link
from extractors.mention import Mention
from extractors.screen import Screened, screened
from ontologies.term import Kind

RULE = "nil:words of harm"
# Nouns that are a harm by themselves, with up to two words before them, and those that are only with a word before.
_HEADS = (
    r"deaths?|died|mortality|bleeding|intoxication|poisoning|toxicosis|(?!cyto)\w*toxicit(?:y|ies)"
    r"|(?!cyto)\w{3,}toxic|teratogenic(?:ity)?|teratogenesis|aplasia|overdosage|\w*rrhythmias?|dysrhythmias?"
    r"|rash(?:es)?|eruptions?|exanthema?|swelling|o?edema|bruising|(?:hyper|hypo)?pigmentation|discolou?rations?"
    r"|irritation|sedation|drowsiness|somnolence|tremulousness|piloerection|flare(?:-up)?s?|keratini[sz]ation"
    r"|shallowing|decompensation|reactivation|outbursts|nail[- ]changes|radiation recall|ulcerations?|upset"
    r"|suicide attempts?|suicidal ideation|opacities"
    r"|(?:allergic|anaphylactic|anaphylactoid|dystonic|hypersensitivity|granulomatous|toxic|like|withdrawal"
    r"|extrapyramidal|skin|cutaneous|infusion|injection[- ]site)"
    r" (?:reactions?|syndromes?|symptoms?|manifestations?|changes|signs)|(?:confusional|mental) (?:states?|status"
    r" changes)"
    r"|(?:vision|visual|hearing|hair|weight|memory|bone) loss|loss of (?:consciousness|vision|hearing|memory|appetite)"
    r"|(?:altered|impaired|decreased|depressed|clouded) (?:consciousness|mental status|mentation|sensorium|vision"
    r"|visual acuity|hearing|sexual function)|difficult(?:y|ies) (?:with|in) \w+|inability to \w+"
    r"|inappropriate secretion of antidiuretic hormone|addiction|(?<=risk of )dependence"
    r"|physical dependence|chemical burns?"
    r"|(?:breathing|heart|liver|kidney|stomach|bowel|sleep|skin|eye|joint|bladder) (?:trouble|problems|complaints)"
)
_MARKED_HEADS = (
    r"lesions?|abnormalities|dysfunction|impairment|disturbances?|infiltrates|deposits|calcifications?|sludge"
    r"|displacement|perforation|rupture|necrosis|discomfort|instability"
)
# Endings of words that name what ails somebody, and words that only end so.
_ENDINGS = (
    r"[a-z]{3,}(?:a?emia|uria|opathy|algia|penia|plegia|paresis|paraesthesia|paresthesia|spasms?|rrhagia|rrhea|rrhoea"
    r"|megaly|dynia|cytosis|dystonia|kinesia|lysis|itis|atosis|oedema|edema|toxicosis)"
)
_ENDED = (
    r"anemia|academia|analysis|dialysis|\w*dialysis|hydrolysis|proteolysis|lipolysis|glycolysis|electrolysis|catalysis"
    r"|paralysis of|fibrinolysis|thrombolysis|autolysis|glyca?emia|normoglyca?emia|cytolysis|phagocytosis|\w*analysis"
    r"|\w+docytosis|exocytosis|endocytosis|pinocytosis|transcytosis|efferocytosis|homeopathy|pyrolysis|photolysis"
    r"|thermolysis|adhesiolysis|plasmapheresis|calcemia|natremia"
)
# What is measured in people, and rises or falls to their harm.
_RISES = (
    r"(?:serum |plasma |blood |hepatic |liver |intra)?(?:liver (?:enzymes?|function tests?)|(?:amino)?transaminases?"
    r"|transaminase levels?|aminotransferases?|creatinine|bilirubin|creatine (?:phospho)?kinase|amylase|lipase"
    r"|(?:intra)?ocular pressure|triglycerides?|triglyceride levels?|(?:qtc?|qrs|pr) interval|prolactin levels?"
    r"|alkaline phosphatase)"
)
_FALLS = (
    r"(?:platelet|leu[ck]ocyte|neutrophil|white (?:blood )?cell|lymphocyte|blood cell) counts?|(?:systolic |arterial )?"
    r"blood pressure|(?:pulse|heart) rate|visual acuity|libido|ejection fraction|sperm counts?|bone mineral density"
)
_UP = r"(?:elevat|increas|ris|rais|prolong)\w*|higher|high|abnormal|deranged"
_DOWN = r"(?:decreas|reduc|declin|drop|fall)\w*|low(?:er(?:ing|ed)?)?|fall"
# Harms that have no name: of use only where it is said who brings them.
_GENERAL = (
    r"(?:(?:serious|severe|potential|major|minor|local|systemic|rare|common|mild|drug-related|treatment-related)\s)?"
    r"(?:(?:serious|severe|local|systemic|cardiac|renal|hepatic|ocular|[a-z]{4,}al|[a-z]{4,}ic)\s)?"
    r"(?:(?:adverse|side|toxic|untoward|unwanted)[ -](?:drug |treatment )?(?:events?|effects?|reactions?)"
    r"|complications?|toxicities)"
)
_NO_PART = (
    "and|or|but|with|of|the|an?|in|by|to|for|from|after|during|following|as|like|on|than|was|were|is|are|be|been|had"
    "|has|have|no|not|he|she|they|it|who|whom|which|that|this|these|those|its|his|her|their|our|other|another|some"
    "|any|two|three|several|many|cases?|patients?|all|when|while|total|potentially|possibly|possible|similar|further"
    "|developed|develop|cause[sd]?|causing|induce[sd]?|inducing|treat|treated|revealed|showed|documented|experienced|there|one|both"
    "|reported|later|months?|days?|weeks?|years?|hours?|before|because|due|additional|individual|recurrent|cytotoxic"
)
_WORD = rf"(?!(?:{_NO_PART})\b)[a-z][\w-]*\s"
_BEFORE = 50
_ASIDE = r"(?: \w+)?"


@functools.cache
def _pattern() -> Screened:
    changes = "|".join(
        rf"(?:{change})(?: (?:of|in))?(?: the| of)?{_ASIDE} (?:{measure})"
        rf"|(?:{measure})(?: levels?)? (?:was |were |had )?(?:{change})"
        for change, measure in ((_UP, _RISES), (_DOWN, _FALLS))
    )
    worse = (
        r"(?:exacerbation|aggravation|worsening|deterioration|impairment|progression) of (?:the |a |his |her |an )?"
        rf"(?:pre-?existing |underlying )?[\w-]+(?: (?!(?:{_NO_PART})\b)[\w-]+)?"
    )
    marked = rf"(?P<marked>{_MARKED_HEADS})"
    headed = rf"(?P<head>{_HEADS}|(?!(?:{_ENDED})\b){_ENDINGS})|{marked}"
    return screened(rf"\b(?:(?:{changes})|{worse}|{headed})(?![\w-])", re.IGNORECASE)


@functools.cache
def _called() -> Screened:
    """Return the pattern of what is called a complication: "numb lips are a complication of the block"."""
    return screened(
        rf"\b(?:{_WORD}){{1,4}}(?=(?:is|are|was|were|has been) (?:an?|the|one of the)?\s?(?:[\w-]+ ){{0,4}}"
        r"(?:complications?|(?:side|adverse|toxic|untoward) (?:effects?|events?|reactions?)) of\b)",
        re.IGNORECASE,
    )


@functools.cache
def _modifiers() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_WORD}){{1,2}}$", re.IGNORECASE)


def find_harms(sentence: Sentence, links: Sequence[Link]) -> Iterator[Link]:
    """Yield the words of harm of a sentence that touch none of the links, each as a name that stands for no term.

    >>> sentence = Sentence(start=0, end=32, text="He died of a maculopapular rash.")
    >>> [link.mention.text for link in find_harms(sentence, ())]
    ['died', 'maculopapular rash']
    """
    yield from _free(sentence, links, _spans(sentence.text))


# Risks and relations read the sentences of a paper one after the other.
@functools.lru_cache(maxsize=1 << 10)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where words of harm stand in a sentence."""
    spans = [_whole(text, match) for match in _pattern().finditer(text)]
    if " of " in text and ("complication" in text or "effect" in text):
        spans += [(match.start(), match.start() + len(match[0].rstrip())) for match in _called().finditer(text)]
    return tuple(span for span in spans if span is not None)


def _whole(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """Return a harm with the words before its head; None where one is needed and there is none."""
    if not (match["head"] or match["marked"]):
        return match.span()
    before = _modifiers().search(text[max(0, match.start() - _BEFORE) : match.start()])
    if before is None:
        return None if match["marked"] else match.span()
    return match.start() - len(before[0]), match.end()


def find_general(sentence: Sentence, links: Sequence[Link]) -> Iterator[Link]:
    """Yield the words for harms without a name, "serious side effects", that touch none of the links."""
    yield from _free(sentence, links, (match.span() for match in _general().finditer(sentence.text)))


def is_general(text: str) -> bool:
    """Tell whether words stand for harms without a name.

    >>> is_general("serious adverse events"), is_general("nausea")
    (True, False)
    """
    return _general().fullmatch(text) is not None


@functools.cache
def _general() -> Screened:
    return screened(rf"\b{_GENERAL}(?![\w-])", re.IGNORECASE)


def _free(sentence: Sentence, links: Sequence[Link], spans: Iterable[tuple[int, int]]) -> Iterator[Link]:
    """Yield the spans of a sentence that touch none of the links, as links to nothing."""
    for low, high in spans:
        start, end = low + sentence.start, high + sentence.start
        if all(link.mention.end <= start or end <= link.mention.start for link in links):
            words = sentence.text[low:high]
            mention = Mention(start=start, end=end, text=words, kind=Kind.PHENOTYPE, recogniser="harms")
            yield Link(mention=mention, term=None, rule=RULE)
