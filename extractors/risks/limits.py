"""Phrases that say what evidence cannot bear, what is claimed beyond it, and what care it may delay."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.claim import RiskKind
from extractors.screen import Choice, Screened, screened


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """Mark a phrase that is a risk by itself; ``rule`` names its pattern."""

    kind: RiskKind
    rule: str
    start: int
    end: int
    score: float = 0.7


_WHO = r"(?:human|animal|clinical|in[- ]vivo|preclinical|patient|long-term|randomi[sz]ed)"
_DATA = r"(?:evidence|data|trials?|studies|proof|testing|results|experience|research)"
_BENCH = r"(?:in[- ]vitro|lab(?:oratory)?[- ](?:dish|stud\w+)|cell culture|preclinical|animal|rodent)"
_QUALITY = (
    r"(?:rigorous|robust|high[- ]quality|good[- ]quality|strong|solid|conclusive|sufficient|adequate|reliable|published"
    r"|prospective|long-term|empirical|definitive|controlled|comparative|direct|large(?:-scale)?)"
)
_RANK = (
    r"(?:an?|one|the|another|other|its|our|main|major|key|primary|first|second|third|fourth|final|last|potential"
    r"|possible|important|notable|further|obvious|inherent|additional|several|some|of|chief|principal|significant)"
)
_FAULTS = r"(?:limitations?|weakness(?:es)?|shortcomings?|drawbacks?)"
_OURS = (
    r"(?:this|our|the|these)(?: (?:present|current|study|chosen|proposed))?(?: \w+){0,2}?"
    r" (?:study|studies|trial|review|analys[ei]s|design|work|project|method|approach|strategy|investigation|research"
    r"|meta-analysis|hand|data|report|survey|experiment|protocol)"
)
_CARE = r"(?:care|treatments?|therap(?:y|ies)|medicines?|medications?|chemotherapy|surgery|vaccination)"
_GOOD_CARE = (
    r"(?:proven|effective|standard|conventional|established|evidence-based|medical|proper|appropriate"
    r"|necessary|needed)"
)

# "Publication bias was assessed by Egger's test" says what was done, not what was found.
_NOT_ASKED = (
    r"(?! (?:was|were|is|will be) (?:\w+ )?(?:assess|evaluat|estimat|examin|test|investigat|explor|check|measur|analy"
    r"|determin|judg|inspect|quantif)\w*)"
)
STATED = "stated limitation"
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
    "no good evidence": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            rf"(?:no|lack(?:s|ing)?(?: of)?|absence of|few|little|scarce|limited|insufficient|paucity of) "
            rf"(?:\w+,? ){{0,2}}?{_QUALITY}(?:,? (?:or|and|/)? ?[\w-]+){{0,3}} {_DATA}\b",
            rf"(?:no|few|scarce) {_DATA} from (?:[\w-]+,? ){{0,5}}?(?:trials?|studies)\b",
            r"(?:data|evidence|results|findings|studies|information) (?:\w+ )?(?:are|is|were|was|remain[s]?) (?:too )?"
            r"(?:insufficient|inadequate|limited|inconclusive|scarce|sparse|weak)(?: to (?:\w+ ){1,6}\w+)?",
            r"limited (?:follow-up )?(?:data|evidence) (?:available|presented|from|exist|on)\b(?: (?:from )?these \w+"
            r" \w+)?",
            r"not been (?:\w+ )?(?:studied|tested|evaluated|investigated) (?:in (?:enough|sufficient) detail"
            r"|(?:sufficiently|adequately|enough))\b",
        ),
    ),
    STATED: (
        RiskKind.EVIDENCE_LIMITATION,
        (
            rf"(?:{_RANK} )+{_FAULTS}(?: (?:of|to|in|with) {_OURS}[^.;]{{0,40}}?)?,? (?:is|was|are|were|include[sd]?)"
            r"(?: that)?\b[^.;]{3,110}",
            rf"{_FAULTS} (?:of|to|in) {_OURS}[^.;]{{0,40}}? (?:is|was|are|were|include[sd]?)(?: that)?\b[^.;]{{3,110}}",
            rf"[\w-]+(?: [\w-]+){{0,5}} (?:is|was|were|are) (?:also )?(?:{_RANK} )+{_FAULTS}\b",
        ),
    ),
    "caution": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            r"(?:interpret\w*|view\w*|treat\w*|regard\w*|generali[sz]\w*|extrapolat\w*|considered|taken) (?:\w+ ){0,4}?"
            r"(?:with (?:\w+ )?(?:caution|care)|cautiously)\b",
            r"caution (?:is|should be|must be) (?:\w+ )?(?:warranted|needed|required|advised|exercised)\b[^.;,]{0,60}",
            r"(?:cannot|can not|may not|should not) be (?:\w+ )?(?:generali[sz]ed|extrapolated)\b[^.;,]{0,40}",
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
            r"(?<!of )(?<!for )(?:publication|selection|recall|reporting|confounding|detection|attrition"
            r"|information|performance|measurement|observer|survivor(?:ship)?|lead-time|indication|ascertainment"
            r"|response"
            rf"|language) bias\b{_NOT_ASKED}",
            r"bias in (?:\w+ )?(?:selection|recruitment|reporting|allocation|recall)\b",
            r"(?:high|substantial|considerable|large|significant) (?:rates? of )?loss(?:es)? to follow-up\b",
            r"residual confounding\b",
            r"(?:low|very low|poor)(?:[- ]to[- ]\w+)?[- ](?:quality|certainty)(?: of)?(?: the)? (?:evidence|studies"
            r"|trials)\b",
        ),
    ),
    "weak design": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            r"(?:lack|absence) of (?:an? )?(?:\w+ )?(?:control group|controls|blinding|randomi[sz]ation|follow-up"
            r"|placebo|random sampling|allocation concealment|power)\b",
            r"(?:insufficient|inadequate|incomplete|poor|imperfect) (?:blinding|randomi[sz]ation|allocation|concealment"
            r"|masking)(?:[- ]\w+)?\b",
            r"(?:in|of|was|is) (?:this |an? )?(?:non-? ?controlled|uncontrolled|unblinded|non-? ?randomi[sz]ed)"
            r" (?:study|trial|design)\b",
            r"(?:retrospective|cross-sectional|observational|single[- ]cent(?:er|re)|uncontrolled|open-label) "
            r"(?:nature|design)\b",
            r"short(?:er)? (?:follow-up|duration|study period)(?: of (?:the|this|our) (?:study|trial|follow-up))?\b",
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
            r"(?:black[ -]box|boxed) warnings?\b",
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
            r"should (?:not be (?:used|given|prescribed|administered|taken)|be avoided) (?:in|by|during|with)"
            r" (?:(?:patients|people|those|women|men|adults|children) (?:with|who have) (?:a |an )?(?:history of )?)?"
            r"(?:\w+[ -]?){1,5}",
        ),
    ),
    "interaction": (
        RiskKind.INTERACTION,
        (
            r"(?:drug|herb|food|pharmacokinetic|adverse)(?:[-–](?:drug|herb|food))? interactions?\b"
            r"(?: (?:between|with) (?:\w+[ -]?){1,5})?",
            r"interact(?:s|ed|ing)? with (?:\w+ ){0,2}(?:medications?|medicines?|drugs|anticoagulants?|antibiotics"
            r"|antidepressants?|warfarin|digoxin|statins?|chemotherapy|contraceptives?)\b",
        ),
    ),
}


@functools.cache
def _compiled() -> tuple[tuple[tuple[str, RiskKind, Screened], ...], Choice]:
    table = tuple(
        (rule, kind, screened(rf"\b(?:{'|'.join(phrases)})", re.IGNORECASE))
        for rule, (kind, phrases) in PATTERNS.items()
    )
    return table, Choice([pattern for _, _, pattern in table])


def find_cautions(text: str, start: int, end: int) -> Iterator[Caution]:
    """Yield the phrases of a sentence ``text[start:end]`` that are a risk by themselves, in the order of the table.

    >>> text = "There is no human evidence yet."
    >>> [(found.rule, text[found.start : found.end]) for found in find_cautions(text, 0, len(text))]
    [('no human or animal evidence', 'no human evidence')]
    """
    seen: list[tuple[int, int]] = []
    table, choice = _compiled()
    for number in choice.may_match(text[start:end]):
        rule, kind, pattern = table[number]
        match = pattern.search(text, start, end)
        if match:
            stop = match.start() + len(match.group().rstrip(" ,"))
            if rule == STATED or all(stop <= low or high <= match.start() for low, high in seen):
                yield Caution(kind=kind, rule=rule, start=match.start(), end=stop)
            if rule != STATED:
                seen.append((match.start(), stop))
