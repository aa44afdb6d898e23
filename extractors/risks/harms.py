"""Words of harm that no vocabulary has as the name of a disease: "died", "a maculopapular rash"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from extractors.document import Sentence
from extractors.link import Link
from extractors.mention import Mention
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
    r"|inappropriate secretion of antidiuretic hormone"
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
    r"|(?:intra)?ocular pressure|triglycerides?|triglyceride levels?|(?:QTc?|QRS|PR) interval|prolactin levels?"
    r"|alkaline phosphatase)"
)
_FALLS = (
    r"(?:platelet|leu[ck]ocyte|neutrophil|white (?:blood )?cell|lymphocyte|blood cell) counts?|(?:systolic |arterial )?"
    r"blood pressure|(?:pulse|heart) rate|visual acuity|libido|ejection fraction|sperm counts?|bone mineral density"
)
_UP = r"(?:elevat|increas|ris|rais|prolong)\w*|higher|high|abnormal|deranged"
_DOWN = r"(?:decreas|reduc|declin|drop|fall)\w*|low(?:er(?:ing|ed)?)?|fall"
_NO_PART = (
    "and|or|but|with|of|the|an?|in|by|to|for|from|after|during|following|as|like|on|than|was|were|is|are|be|been|had"
    "|has|have|no|not|he|she|they|it|who|whom|which|that|this|these|those|its|his|her|their|our|other|another|some"
    "|any|two|three|several|many|cases?|patients?|all|when|while|total|potentially|possibly|possible|similar|further"
    "|developed|develop|cause[sd]?|causing|induce[sd]?|inducing|treat|treated|revealed|showed|documented|experienced"
    "|reported|later|months?|days?|weeks?|years?|hours?|before|because|due|additional|individual|recurrent|cytotoxic"
)
_WORD = rf"(?!(?:{_NO_PART})\b)[a-z][\w-]*\s"
_BEFORE = rf"(?:{_WORD}){{0,2}}"
_ASIDE = r"(?: \w+)?"


@functools.cache
def _pattern() -> re.Pattern[str]:
    changes = "|".join(
        rf"(?:{change})(?: (?:of|in))?(?: the| of)?{_ASIDE} (?:{measure})"
        rf"|(?:{measure})(?: levels?)? (?:was |were |had )?(?:{change})"
        for change, measure in ((_UP, _RISES), (_DOWN, _FALLS))
    )
    worse = (
        r"(?:exacerbation|aggravation|worsening|deterioration|impairment|progression) of (?:the |a |his |her |an )?"
        r"(?:pre-?existing |underlying )?[\w-]+(?: (?!and\b|or\b|by\b|in\b|with\b|after\b)[\w-]+)?"
    )
    return re.compile(
        rf"\b(?:(?:{changes})|{worse}|{_BEFORE}(?:{_HEADS}|(?!(?:{_ENDED})\b){_ENDINGS})|(?:{_WORD}){{1,2}}(?:{_MARKED_HEADS}))"
        r"(?![\w-])",
        re.IGNORECASE,
    )


def find_harms(sentence: Sentence, links: Sequence[Link]) -> Iterator[Link]:
    """Yield the words of harm of a sentence that touch none of the links, each as a name that stands for no term.

    >>> sentence = Sentence(start=0, end=32, text="He died of a maculopapular rash.")
    >>> [link.mention.text for link in find_harms(sentence, ())]
    ['died', 'maculopapular rash']
    """
    for match in _pattern().finditer(sentence.text):
        start, end = match.start() + sentence.start, match.end() + sentence.start
        if all(link.mention.end <= start or end <= link.mention.start for link in links):
            mention = Mention(start=start, end=end, text=match[0], kind=Kind.PHENOTYPE, recogniser="harms")
            yield Link(mention=mention, term=None, rule=RULE)
