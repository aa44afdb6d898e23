"""Phrases that say what evidence cannot bear, what is claimed beyond it, and what care it may delay."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.claim import RiskKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """Mark a phrase that is a risk by itself; ``rule`` names its pattern."""

    kind: RiskKind
    rule: str
    start: int
    end: int


_WHO = r"(?:human|animal|clinical|in[- ]vivo|preclinical|patient|long-term|randomi[sz]ed)"
_DATA = r"(?:evidence|data|trials?|studies|proof|testing|results|experience|research)"
_BENCH = r"(?:in[- ]vitro|lab(?:oratory)?[- ](?:dish|stud\w+)|cell culture|preclinical|animal|rodent)"
_CARE = r"(?:care|treatments?|therap(?:y|ies)|medicines?|medications?|chemotherapy|surgery|vaccination)"
_GOOD_CARE = (
    r"(?:proven|effective|standard|conventional|established|evidence-based|medical|proper|appropriate"
    r"|necessary|needed)"
)

# Name of the rule -> kind and the phrases, each a pattern of its own.
PATTERNS: dict[str, tuple[RiskKind, tuple[str, ...]]] = {
    "no human or animal evidence": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            r"(?:no|without(?: any)?|lack(?:s|ing)?(?: of)?|absence of|few|limited|little|scarce|insufficient|not"
            r" enough) "
            rf"(?:\w+ )?{_WHO}(?:,? (?:or|and|/) {_WHO})? {_DATA}\b",
            rf"{_WHO} {_DATA} (?:is|are|remains?|was|were) (?:\w+ )?"
            r"(?:absent|lacking|limited|scarce|missing|sparse|insufficient|unavailable|weak)\b",
            r"not (?:\w+ ){0,2}(?:tested|studied|evaluated|examined|shown|proven|validated|confirmed) in "
            r"(?:humans?|people|patients|animals)\b",
            r"not (?:yet )?clinical(?:ly)? (?:proof|proven|validated)\b",
        ),
    ),
    "in vitro only": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            rf"(?:only|solely|exclusively|merely|purely|still|entirely|largely|firmly) (?:\w+ )?{_BENCH}\b",
            rf"{_BENCH} (?:data |studies |work |experiments |evidence )?(?:only|alone)\b",
            rf"(?:limited|restricted|confined) to (?:\w+ )?{_BENCH}\b",
            r"(?:all|only) in (?:the lab(?:oratory)?(?: dish)?|a dish|cell culture|cells|animals|mice)\b",
            r"early[- ]stage (?:\w+ )?(?:research|science|evidence)\b",
        ),
    ),
    "heterogeneity": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            r"(?:high|moderate|substantial|considerable|significant|marked|large|great|important|unexplained)(?: \w+)?"
            r"(?: (?:to|and) \w+)? (?:statistical |between-study |clinical |methodological )?heterogeneity\b",
            r"heterogeneity (?:was|is|were|remains?) (?:\w+ )?(?:high|substantial|considerable|significant|moderate)\b",
        ),
    ),
    "small sample": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            r"(?:small|limited|modest|low)(?: \w+)? (?:sample(?: sizes?)?|cohort|study population|patient numbers?|"
            r"numbers? of (?:patients|participants|subjects|studies|cases|trials|animals))\b",
            r"underpowered\b",
            r"insufficient (?:statistical )?power\b",
        ),
    ),
    "risk of bias": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            r"(?:high|unclear|moderate|serious|substantial|some|considerable) risks? of (?:\w+ )?bias\b",
            r"(?:publication|selection|recall|reporting|confounding|detection|attrition) bias\b",
            r"residual confounding\b",
            r"(?:low|very low|poor)(?:[- ]to[- ]\w+)?[- ](?:quality|certainty)(?: of)?(?: the)? (?:evidence|studies"
            r"|trials)\b",
        ),
    ),
    "weak design": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            r"(?:lack|absence) of (?:an? )?(?:\w+ )?(?:control group|controls|blinding|randomi[sz]ation|follow-up"
            r"|placebo)\b",
            r"(?:retrospective|cross-sectional|observational|single[- ]cent(?:er|re)|uncontrolled|open-label) "
            r"(?:nature|design)\b",
            r"short(?:er)? (?:follow-up|duration|study period)\b",
            r"causality cannot be\b",
            r"cannot (?:be )?(?:infer|establish|determine)\w* caus\w+",
        ),
    ),
    "conflict of interest": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            r"(?:funded|sponsored|supported) by (?:the )?(?:manufacturer|industry|pharmaceutical)\b",
            r"industry[- ](?:funded|sponsored)\b",
        ),
    ),
    "marketing": (
        RiskKind.OVERCLAIMING,
        (
            r"(?:marketing|marketed|advertis\w+|promoted|sold|selling|sells|hyped?|touted) "
            r"(?!authori[sz]ation|approval|product)[^.;]{0,60}?\b(?:as|for)\b[^.;]{0,40}?\b(?:cures?|treatments?"
            r"|therap(?:y|ies))\b",
            r"(?:far |well )?ahead of the (?:evidence|science|data)\b",
            r"miracle (?:cure|drug|treatment)s?\b",
            r"over-?(?:read|hyp|sold|sell|stat|interpret|promis)(?!ic|us)\w*\b",
            r"exaggerat\w+ (?:claims|benefits|effects)\b",
            r"unproven (?:treatments?|therap(?:y|ies)|claims?|ideas?|cures?|interventions?|remed(?:y|ies)|stem[-"
            r" ]cell\w*)\b",
        ),
    ),
    "delay of care": (
        RiskKind.DELAY_OF_CARE,
        (
            r"(?:delay\w*|forgo\w*|forego\w*|abandon\w*|refus\w+|postpon\w+|give up|instead of|in place of"
            r"|substitutes? for) "
            rf"(?:\w+ ){{0,3}}{_GOOD_CARE}(?: \w+)? {_CARE}\b",
            r"(?:pull|draw|steer|lure|turn|keep|divert)\w* (?:\w+ ){0,2}(?:away )?from (?:\w+ )?"
            rf"{_CARE}\b(?: (?:that|which) [^.;,]{{0,25}})?",
            r"delay(?:ed|s|ing)? (?:in )?(?:diagnosis|(?:seeking|receiving|starting|initiating) (?:care|treatment"
            r"|therapy))\b",
        ),
    ),
    "safety concern": (
        RiskKind.SAFETY_CONCERN,
        (
            r"safety (?:concerns?|issues?|risks?|signals?|warnings?)\b",
            r"concerns? (?:about|regarding|over|on|for) (?:the |its |their )?(?:\w+ )?safety\b",
            r"double-edged\b",
            r"(?:black box|boxed) warning\b",
            r"withdrawn from the market\b",
            r"(?:unknown|unclear|unproven) (?:long-term )?safety\b",
            r"(?:safety|long-term effects) (?:is|are|remains?|has|have) (?:\w+ )?"
            r"(?:unknown|unclear|unproven|not been (?:established|shown))\b",
        ),
    ),
    "contraindication": (
        RiskKind.CONTRAINDICATION,
        (
            r"contra-?indicat(?:ed|ions?)\b(?: (?:in|for|with|to|during) (?:\w+[ -]?){1,5})?",
            r"should (?:not be (?:used|given|prescribed|administered|taken)|be avoided) (?:in|by|during|with) (?:\w+["
            r" -]?){1,5}",
        ),
    ),
    "interaction": (
        RiskKind.INTERACTION,
        (
            r"(?:drug|herb|food|pharmacokinetic|adverse)(?:[-–](?:drug|herb|food))? interactions?\b"
            r"(?: (?:between|with) (?:\w+[ -]?){1,5})?",
        ),
    ),
}


@functools.cache
def _compiled() -> tuple[tuple[str, RiskKind, re.Pattern[str]], ...]:
    return tuple(
        (rule, kind, re.compile(rf"\b(?:{'|'.join(phrases)})", re.IGNORECASE))
        for rule, (kind, phrases) in PATTERNS.items()
    )


@functools.cache
def _clue() -> re.Pattern[str]:
    """Return a pattern that every phrase of the tables matches: most sentences have no such word."""
    return re.compile(
        r"evidence|data|trial|stud|proof|test|heterogene|small|sample|number|power|bias|blind|random|control"
        r"|follow-up|caus"
        r"|fund|sponsor|market|advertis|promot|s[eo]l[dl]|hype|tout|over|unproven|miracle|ahead|exagg|delay|forgo"
        r"|forego|abandon"
        r"|refus|postpon|give up|instead|in place|substitut|from|safety|edged|warning|contra|avoid|should not"
        r"|interaction"
        r"|lab|early|clinical|vitro|animal|rodent|cell|design|nature|short|confound|quality|certainty|research|result"
        r"|experience",
        re.IGNORECASE,
    )


def find_cautions(text: str, start: int, end: int) -> Iterator[Caution]:
    """Yield the phrases of a sentence ``text[start:end]`` that are a risk by themselves, in the order of the tables.

    >>> text = "There is no human evidence yet."
    >>> [(found.rule, text[found.start : found.end]) for found in find_cautions(text, 0, len(text))]
    [('no human or animal evidence', 'no human evidence')]
    """
    if not _clue().search(text, start, end):
        return
    for rule, kind, pattern in _compiled():
        match = pattern.search(text, start, end)
        if match:
            stop = match.start() + len(match.group().rstrip(" ,"))
            yield Caution(kind=kind, rule=rule, start=match.start(), end=stop)
