"""How strong a relation a sentence states: none, a link, that one thing may change another, or that it does.

The ladder is that of studies of exaggeration in press releases (Sumner and others 2014): correlation, conditional
cause, direct cause. It reads words alone and needs no recognised names, so that a press release and the abstract that
it is about are measured with one rule.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from enum import IntEnum

from extractors.assertion import find_aims
from extractors.negation import Scope, find_negations


class Strength(IntEnum):
    """Order statements of a relation by how much they claim."""

    NONE = 0
    LINK = 1
    MAY_CAUSE = 2
    CAUSES = 3


# Verbs that say what a subject does to an object, by stem; their endings are added.
_ACTS = (
    "caus|induc|produc|prevent|promot|inhibit|suppress|trigger|affect|influenc|impact|contribut|protect|enhanc|boost"
    "|alleviat|reliev|ameliorat|attenuat|stimulat|activat|block|kill|driv|driven|harm|damag|impair|disrupt|alter"
    "|modulat|regulat|mediat|shap|strengthen|weaken|sav|benefit|help|allow|enabl|facilitat|encourag|discourag|fuel"
    "|accelerat|exacerbat|aggravat|worsen|restor|revers|eliminat|eradicat|minimi[sz]|maximi[sz]|hamper|hinder|undermin"
    "|provok|elicit|confer|counteract|generat|creat|curb|combat|tackl|mitigat|rescu|counter|cur"
)
# Verbs that also say that something changes by itself: "rates increased from 5 to 10".
_CHANGES = (
    "increas|decreas|reduc|rais|low(?:er)|improv|delay|slow|speed|shorten|lengthen|extend|doubl|halv|limit|cut|chang"
)
_ENDINGS = r"(?:es|e|s|ed|d|ing|ting|ts|ize|izes|ized)?"
_TO = r"(?:leads?|led|leading|results?|resulted|resulting|gives? rise|gave rise|contributes?|contributed)"
_NOUNS = (
    r"(?:effects?|impacts?|influence|benefits?|consequences?) (?:of [^,;.]{2,60}? )?(?:on|upon|for)\b"
    r"|\b(?:due to|because of|owing to|as a result of|thanks to|responsible for|attributable to|the cause of"
    r"|causes of)\b"
    r"|\b(?:is|are|was|were|be|been|more|most|as|equally|an?|proved) (?:\w+ly )?(?:effective|efficacious|superior"
    r"|beneficial|harmful|detrimental|successful|useful|protective)\b"
    r"|\bplay(?:s|ed|ing)? (?:an? |the )?(?:\w+ ){0,3}(?:role|part)\b|\b(?:protective|adverse|beneficial"
    r"|causal) effects?\b"
)
_LINKS = (
    r"\bassociat(?:ed|ions?|es?)\b|\bconnect(?:ions?|ed)\b|\bvariations? (?:in|of|between)\b|\bdifferently\b"
    r"|\bin different"
    r" ways\b|\b(?:weaker|stronger|poorer|slower|faster|older|younger|longer|shorter)\b[^.;]{0,60}\bthan\b"
    r"|\bcorrelat\w+|\blink(?:ed|s)?\b|\brelat(?:ed|es|ionships?|ion) (?:to|between|with)\b"
    r"|\brelationships?\b|\bpredict(?:s|ed|or|ors|ive|ing)?\b|\brisk (?:factors?|markers?)\b|\bmarkers? (?:of|for)\b"
    r"|\b(?:more|less|as) (?:likely|prone|common|frequent|prevalent)\b|\blikelihood\b|\bodds\b|\bprone to\b"
    r"|\b(?:higher|lower|greater|increased|reduced|decreased|elevated|raised|double|twice|times) (?:the )?(?:\w+ ){0,3}"
    r"(?:risks?|rates?|odds|chances?|incidence|prevalence|mortality|levels?|scores?|likelihood)\b"
    r"|\bat (?:\w+ )?risk\b|\bcompared (?:with|to)\b|\b(?:higher|lower|better|worse|greater|fewer|smaller|larger"
    r"|poorer)"
    r" (?:\w+ ){0,6}than\b|\bdiffer(?:s|ed|ences?)?\b|\bvar(?:y|ies|ied) (?:with|by|between|across|according)\b"
    r"|\bdepend(?:s|ed|ent|ing)? (?:up)?on\b|\bindicator of\b|\baccompanied by\b|\btend to\b"
)


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    causes = (
        rf"\b(?P<act>(?:{_ACTS}){_ENDINGS})\b|\b(?P<change>(?:{_CHANGES}){_ENDINGS})\b"
        rf"|\b(?P<to>{_TO})\b|\b(?P<noun>{_NOUNS})"
    )
    return re.compile(causes, re.IGNORECASE), re.compile(_LINKS, re.IGNORECASE)


# "With increased risk", "a reduced rate": what follows a determiner or preposition describes, it does not act.
_DESCRIBES = re.compile(
    r"(?:\b(?:a|an|the|this|that|these|those|its|their|of|with|for|in|by|from|on|at|and|or|as|any|no|more|most|less"
    r"|into"
    r"|shows?|showed|shown|had|has|have|exhibit(?:s|ed)?|report(?:s|ed)?|experienced?|displayed|significant(?:ly)?)"
    r"|,|\()\s+$",
    re.IGNORECASE,
)
# "Increased from", "improved over time", "was reduced in": nobody is said to have done it.
_BY_ITSELF = re.compile(
    r"\s+(?:significantly |substantially |markedly |slightly |steadily )?(?:from|over|during|since|with age|after"
    r"|between|in"
    r"|among|at|across)\b|\s*[.,;]|\s*$",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"\s+(?:the|their|its|his|her|our|your|a|an|this|these|those|both|all)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_BY = re.compile(r"[^,;.]{0,80}?\bby\b(?! \d)", re.IGNORECASE)
# "Could be used to", "a potential treatment": something is held out, no cause is named.
_HELD_OUT = re.compile(
    r"\b(?:can|could|may|might) (?:\w+ )?be (?:used|an?|effective|useful|efficacious|beneficial|identified|treated"
    r"|explained)\b"
    r"|\bpotential (?:\w+ )?(?:strateg\w+|targets?|treatments?|therap\w+|interventions?|candidates?)\b",
    re.IGNORECASE,
)
_TRENDS = re.compile(r"\b(?:fell|fallen|rose|risen|declin(?:ed|es|ing)|grew|grown|dropped)\b", re.IGNORECASE)
# Doubt that stands beside the verb: it does not reach into the next clause.
_DOUBT = re.compile(
    r"\b(?:may|might|could|can|possibl[ey]|potential(?:ly)?|perhaps|probabl[ey]|(?:appears?|seems?|appeared|seemed) to"
    r"|(?:is|are) likely to|promising|thought to|believed to|suspected)\b",
    re.IGNORECASE,
)


def strength_of(text: str, start: int = 0, end: int | None = None) -> Strength:
    """Return the strongest relation that a sentence ``text[start:end]`` states.

    A denied relation is none, and aims and questions state none. "Suggests that" and "would" do not weaken a cause;
    "may", "can", "appears to" and "potentially" do. A trend is a link with time.

    >>> [strength_of(f"Coffee {words} sleep.").name for words in ("was not linked to", "is linked to", "may harm")]
    ['NONE', 'LINK', 'MAY_CAUSE']
    >>> strength_of("Coffee harms sleep.").name
    'CAUSES'
    """
    sentence = text[start : len(text) if end is None else end]
    return max(_stated(sentence), default=Strength.NONE)


def _stated(sentence: str) -> Iterator[Strength]:
    causes, links = _patterns()
    denials, silent = find_negations(sentence), find_aims(sentence)

    def counts(first: int, last: int) -> bool:
        return not any(span.start < last and first < span.end for span in silent) and not _is_denied(
            denials, first, last
        )

    for pattern, strength in ((links, Strength.LINK), (_TRENDS, Strength.LINK), (_HELD_OUT, Strength.MAY_CAUSE)):
        if any(counts(*match.span()) for match in pattern.finditer(sentence)):
            yield strength
    for match in causes.finditer(sentence):
        if counts(*match.span()):
            yield _of_change(sentence, match)


def _of_change(sentence: str, match: re.Match[str]) -> Strength:
    if not _acts(sentence, match):
        return Strength.LINK if match["change"] and _BY_ITSELF.match(sentence, match.end()) else Strength.NONE
    return Strength.MAY_CAUSE if _is_doubted(sentence, match.start()) else Strength.CAUSES


def _is_denied(denials: tuple[Scope, ...], first: int, last: int) -> bool:
    return sum(scope.covers(first, last) for scope in denials) % 2 == 1


def _acts(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether a word says that one thing changes another, not that it changed or how it is."""
    if match["noun"]:
        return True
    if match["to"]:
        return sentence[match.end() :].lstrip().startswith(("to ", "in "))
    word, before = match[0].lower(), sentence[: match.start()]
    if word.endswith(("ed", "en")) and _PASSIVE.search(before):
        return _BY.match(sentence, match.end()) is not None
    describes = _DESCRIBES.search(before)
    if describes and describes[0].strip() == "," and _OBJECT.match(sentence, match.end()):
        return True
    if describes and not before.endswith("and "):
        return word.endswith("ing") and re.search(r"\b(?:by|in|of|for|at)\s+$", before) is not None
    return not (match["change"] and _BY_ITSELF.match(sentence, match.end()))


def _is_doubted(sentence: str, at: int) -> bool:
    """Tell whether a hedge stands in the same clause before a word: one of the relation itself, not of the finding."""
    clause = _CLAUSE.split(sentence[max(0, at - 60) : at])[-1]
    return _DOUBT.search(clause) is not None


_CLAUSE = re.compile(r"[,;:]\s|\bthat\b|\band\b|\bbut\b")
