"""How a paper's study was made, by what indexers declare and by its words."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import islice

from extractors.claim import Design, Setting
from extractors.document import Document, Genre, Role
from extractors.evidence.levels import SECONDARY, SYNTHESES
from extractors.evidence.parts import front, methods
from extractors.screen import Screened, screened

# MEDLINE publication types and the MeSH headings that indexers give to study designs, in lower case.
PUBLICATION_TYPES: dict[str, Design] = {
    "meta-analysis": Design.META_ANALYSIS,
    "systematic review": Design.SYSTEMATIC_REVIEW,
    "randomized controlled trial": Design.RCT,
    "randomized controlled trial, veterinary": Design.ANIMAL,
    "clinical trial": Design.CLINICAL_TRIAL,
    "clinical trial, phase i": Design.CLINICAL_TRIAL,
    "clinical trial, phase ii": Design.CLINICAL_TRIAL,
    "clinical trial, phase iii": Design.CLINICAL_TRIAL,
    "clinical trial, phase iv": Design.CLINICAL_TRIAL,
    "controlled clinical trial": Design.CLINICAL_TRIAL,
    "pragmatic clinical trial": Design.RCT,
    "equivalence trial": Design.RCT,
    "case reports": Design.CASE_REPORT,
    "practice guideline": Design.GUIDELINE,
    "guideline": Design.GUIDELINE,
    "consensus development conference": Design.GUIDELINE,
    "review": Design.REVIEW,
    "scoping review": Design.SYSTEMATIC_REVIEW,
    "review-article": Design.REVIEW,
    "systematic-review": Design.SYSTEMATIC_REVIEW,
    "case-report": Design.CASE_REPORT,
}
MESH_DESIGNS: dict[str, Design] = {
    "cohort studies": Design.COHORT,
    "prospective studies": Design.COHORT,
    "retrospective studies": Design.COHORT,
    "follow-up studies": Design.COHORT,
    "longitudinal studies": Design.COHORT,
    "case-control studies": Design.CASE_CONTROL,
    "cross-sectional studies": Design.CROSS_SECTIONAL,
    "computer simulation": Design.IN_SILICO,
    "molecular docking simulation": Design.IN_SILICO,
}

_DATABASES = r"(?:PubMed|MEDLINE|EMBASE|Cochrane|Scopus|Web of Science|CINAHL|PsycINFO)"
# In the order of precedence, for a paper that pools trials mentions trials too.
_DESIGN_WORDS: dict[Design, str] = {
    Design.META_ANALYSIS: r"\bmeta-?\s?analy(?:sis|ses|tic|zed)\b|\bpooled (?:analysis|data|estimates?) (?:of|from)\b",
    Design.SYSTEMATIC_REVIEW: r"\b(?:systematic(?:ally)?|scoping|umbrella|integrative|Cochrane) (?:literature"
    r" )?review(?:s|ed)?\b|\bPRISMA\b|"
    rf"\bsystematic (?:literature )?search\b|\b{_DATABASES}\b(?:,? (?:and )?[\w ]+){{0,3}}\b(?:was|were) searched\b"
    rf"|\bsearch(?:ed)? (?:of |in |through |the )?(?:[\w ]+ )?{_DATABASES}\b",
    Design.CASE_REPORT: r"\bcase (?:reports?|history|description)\b|\bcase series\b|\breport of (?:a|\d|two|three|four)"
    r" (?:\w+ )?cases?\b|\b(?:we|authors?|report|here) (?:here |now )?(?:report|describe|present)(?:s|ed)? (?:on |here"
    r" |now )?(?:a|an|the|one|two|three|our|\d) (?:[\w.,-]+ ){0,6}?(?:case|patient|man|woman|boy|girl|infant|child|male"
    r"|female|neonate)s?\b|\b(?:the |a )?(?:\w+ )?(?:case|patient|child|man|woman|boy|girl)s? (?:(?:\w+ ){1,8})?(?:is"
    r"|are) (?:presented|described|reported)\b|\b(?:a|an|the|this|our) (?:previously healthy )?(?:\d+\.)?\d{1,3}[- ]"
    r"(?:year|month|week|day)s?[- ]old (?:[\w-]+ ){0,3}(?:man|woman|boy|girl|male|female|infant|child|patient|lady"
    r"|gentleman|Caucasian|white|black)\b|\ba (?:\w+ )?case of\b|\b(?:new|unusual|rare|unique|fatal|first)"
    r" (?:\w+ ){0,2}case\b|\bin a case (?:of|involving)\b|\ba (?:young|middle[- ]aged|elderly|previously healthy"
    r"|Caucasian|pregnant)"
    r" (?:\w+ )?(?:man|woman|girl|boy|male|female)\b",
    Design.RCT: r"(?<![-\w])(?<!non )(?:randomi[sz]ed,? (?:[\w-]+[ ,-]+){0,4}(?:trial|study|design|comparison"
    r"|crossover|cross-over|protocol)\b|random(?:ly|i[sz]ed) (?:\w+ )?(?:assigned|allocated|divided|to|into|in"
    r"|between)\b|randomi[sz]ed conditions\b|randomi[sz]ation\b|were randomi[sz]ed\b)|\bRCT\b|\b(?:assigned"
    r"|allocated|divided) (?:at random|randomly)\b",
    # Blinded and crossed over, but nobody says that it was by chance who got what.
    Design.CLINICAL_TRIAL: r"\bphase (?:I{1,3}|IV|[1-4])(?:/I{1,2}|[ab/]+)? (?:\w+ ){0,3}(?:trial|study)\b|\bsingle[-"
    r" ]arm\b|\bopen[- ](?:label|trial|study)\b|\bclinical trial\b|\bnon-?randomi[sz]ed\b|\bpilot (?:trial|study"
    r"|project)\b|\b(?:uncontrolled|before-and-after|quasi-experimental|interventional|controlled) (?:trial|study"
    r"|design)\b|\bpre-?test[- ]post-?test\b|\bdouble[- ]blind(?:ed)?\b|\bplacebo[- ]controlled\b|\bcross-?over"
    r" (?:trial|study|design)\b",
    Design.CASE_CONTROL: r"\bcase[- ]control(?:led)?\b|\b(?:age|sex|gender)[- ]?(?:and[- ]\w+[- ])?matched (?:healthy"
    r" )?controls?\b",
    Design.COHORT: r"\bcohorts?\b|\bretrospective(?:ly)?\b|\bprospective(?:ly)?\b|\blongitudinal\b|\bfollow(?:ed)?[-"
    r" ]up (?:study|for|of|period)\b|\bregistry\b|\bmedical records?\b|\bconsecutive patients\b",
    Design.CROSS_SECTIONAL: r"\bcross[- ]sectional\b|\bsurvey(?:ed|s)?\b|\bquestionnaires?\b|\bprevalence (?:study"
    r"|of)\b|\binterviews?\b",
    Design.GUIDELINE: r"\b(?:clinical|practice|treatment) guidelines? (?:for|on)\b|\bconsensus (?:statement|guideline"
    r"|recommendations?)\b|\bposition (?:statement|paper)\b",
    Design.REVIEW: r"\b(?:this|the present|our|present|in this|mini|brief|critical|narrative|comprehensive|literature"
    r"|current)[ -]?(?:article |paper |chapter )?review(?:s|ed)?\b|\bwe (?:will )?(?:here )?(?:review|discuss"
    r"|summari[sz]e|outline|highlight)\b|\b(?:is|are|will be) (?:briefly |critically )?(?:reviewed"
    r"|summari[sz]ed|outlined|highlighted)\b|"
    r"\bthis (?:article|paper|chapter|essay|commentary|editorial|overview) (?:\w+ )?(?:reviews?|discusses"
    r"|summari[sz]es|describes|examines|addresses|outlines|explores|provides|considers|focuses|highlights|presents)\b"
    r"|\breview of (?:the|current|recent)\b|\boverview of\b|\bstate[- ]of[- ]the[- ]art\b|\brecent (?:advances"
    r"|progress|developments|insights) in\b",
}


@functools.cache
def _design_patterns() -> tuple[tuple[Design, Screened], ...]:
    return tuple((design, screened(rf"\b(?=\w)(?:{words})", re.IGNORECASE)) for design, words in _DESIGN_WORDS.items())


def _declared(document: Document) -> Iterator[tuple[Design, str]]:
    for name in document.metadata.publication_types:
        design = PUBLICATION_TYPES.get(name.lower())
        if design:
            yield design, "publication type"
    for heading in document.metadata.mesh_headings:
        design = MESH_DESIGNS.get(heading.name.lower())
        if design:
            yield design, "MeSH heading"


# "A randomised trial is needed", "data from previous cohort studies": designs that are not the paper's own.
_WISHED = re.compile(
    r"\b(?:needs?|needed|warrant\w*|via|future|testing in|should|would|recommend\w*|previous|prior|earlier|recent"
    r"|several|(?:data|evidence|results) from|published)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"[^.;]{0,60}\b(?:(?:is|are) (?:\w+ )?(?:needed|warranted|required|indicated|necessary)|should|would|may help"
    r"|ha(?:s|ve) (?:shown|demonstrated|suggested|reported|found)|support these|suggest that)\b",
    re.IGNORECASE,
)


def _worded(text: str, rule: str, weak: bool = True) -> Iterator[tuple[Design, str]]:
    for design, pattern in _design_patterns():
        if (weak or design not in SECONDARY) and any(
            design in SECONDARY or _is_own(text, *match.span()) for match in pattern.finditer(text)
        ):
            yield design, rule


def _is_own(text: str, start: int, end: int) -> bool:
    return not _WISHED.search(text, max(0, start - 60), start) and not _WANTED.match(text, end)


_REVIEW_TITLE = re.compile(
    r"\b(?:review|overview|perspectives?|advances in|update on|primer|current concepts)\b", re.IGNORECASE
)


# What is written of work of one's own: numbers of people, statistics, and what was done and seen.
_OWN_WORK = screened(
    r"\bp\s?[<=>]\s?0?\.|\bn\s?=\s?\d|±|\+/-|\b95\s?%|\bsignificant(?:ly)?\b|\b(?:results?|methods?):"
    r"|\bwe (?:\w+ )?(?:studied|examined|measured|compared|investigated|found|observed|analy[sz]ed|assessed|evaluated"
    r"|tested|treated|recruited|conducted|performed|determined|used|enrolled|identified|developed|collected|followed"
    r"|administered|interviewed|surveyed|show)\b"
    r"|\b(?:was|were) (?:\w+ )?(?:measured|examined|studied|treated|compared|assessed|recruited|evaluated|enrolled"
    r"|investigated|performed|observed|found|determined|collected|administered|randomi[sz]ed|assigned|tested|recorded"
    r"|obtained|analy[sz]ed|included|given|divided|followed|conducted|seen|scored|interviewed|completed|reduced"
    r"|increased)\b"
    r"|\b(?:participants|subjects|patients) (?:\w+ )?(?:were|was|had|received|underwent|completed|showed)\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|\d+)"
    r" (?:[\w-]+ ){0,3}(?:patients|subjects|participants|children|adults|cases|women|men|individuals|volunteers"
    r"|students|people|caregivers|veterans)\b",
    re.IGNORECASE,
)
# Shorter texts say too little to tell that nothing was done.
_TELLING = 400
_OVER_TIME = re.compile(
    r"\b(?:treated|treatment|therapy|intervention|underwent|received|surgery|operat\w+|after|before|weeks?|months?"
    r"|years?"
    r" later|changes?|outcomes?|improve\w*|follow\w*|during)\b",
    re.IGNORECASE,
)
_OBSERVING = frozenset({Design.COHORT, Design.CASE_CONTROL, Design.CROSS_SECTIONAL, Design.CLINICAL_TRIAL, Design.RCT})
_REPORTING = frozenset({Role.METHODS, Role.RESULTS})
_BENCH = {
    Setting.IN_VIVO: Design.ANIMAL,
    Setting.IN_VITRO: Design.CELL,
    Setting.EX_VIVO: Design.CELL,
    Setting.IN_SILICO: Design.IN_SILICO,
}


def find_designs(document: Document, settings: tuple[Setting, ...]) -> list[tuple[Design, str]]:
    """Return the designs that something speaks for, each with the rule that says so; ``settings`` strongest first.

    A paper without a word of work of its own is a review, whatever designs it names. People who were studied in no
    design that is named were followed over time or, where nothing speaks for that, seen once.
    """
    if document.metadata.genre is Genre.LAY:
        return [(Design.LAY, "genre")]
    text = front(document)
    declared = list(_declared(document))
    found = [*declared, *_worded(document.metadata.title, "title"), *_worded(text, "abstract")]
    if not found:
        found = list(_worded(methods(document), "methods", weak=False))
    if _REVIEW_TITLE.search(document.metadata.title):
        found.append((Design.REVIEW, "title"))
    found = _of_trial(found, text)
    named = {design for design, _ in found}
    lead = settings[0] if settings else None
    if lead in _BENCH and not named & (SYNTHESES | SECONDARY):
        # Animals are randomised and followed up too: at the bench only the bench design counts.
        return [] if lead is Setting.IN_VIVO and _is_botanical(text) else [(_BENCH[lead], "setting")]
    if named & SYNTHESES:
        return [(design, rule) for design, rule in found if design in SYNTHESES]
    if not declared and named <= _OBSERVING and len(text) >= _TELLING:
        return found if found and _works(document, text) else _unnamed(document, text, lead)
    return found


# "Prospective", "follow-up", "questionnaire" and the headings for them are words of trials too: beside chance only the
# name of such a study tells of one.
_OBSERVED = {
    Design.COHORT: re.compile(r"\b(?:cohort|retrospective) (?:\w+ )?(?:stud(?:y|ies)|analys[ei]s)\b", re.IGNORECASE),
    Design.CASE_CONTROL: re.compile(r"\bcase[- ]control (?:\w+ )?(?:study|analysis)\b", re.IGNORECASE),
    Design.CROSS_SECTIONAL: re.compile(r"\bcross[- ]sectional (?:\w+ )?(?:study|survey|analysis)\b", re.IGNORECASE),
}


def _of_trial(found: list[tuple[Design, str]], text: str) -> list[tuple[Design, str]]:
    if not any(design is Design.RCT for design, _ in found):
        return found
    return [one for one in found if one[0] not in _OBSERVED or _is_named(_OBSERVED[one[0]], text)]


def _is_named(pattern: re.Pattern[str], text: str) -> bool:
    return any(_is_own(text, *match.span()) for match in pattern.finditer(text))


# What grows is in vivo too, but no animal.
_PLANTS = screened(
    r"\b(?:Arabidopsis|plants?|seedlings?|leaf|leaves|roots?|shoots?|crops?|wheat|barley|rice|maize|tomato|tobacco"
    r"|potato|soybeans?|cultivars?|germination|pollen|herbivor\w+|photosynthe\w+|forests?|trees?)\b",
    re.IGNORECASE,
)
_BEASTS = screened(
    r"\b(?:animals?|mice|mouse|rats?|rabbits?|dogs?|pigs?|sheep|cattle|cows?|chickens?|zebrafish|monkeys?|Drosophila"
    r"|flies|Xenopus|fish|birds?|larvae?|nematodes?|insects?)\b",
    re.IGNORECASE,
)


def _is_botanical(text: str) -> bool:
    plants = sum(1 for _ in _PLANTS.finditer(text))
    return plants >= _MANY and not any(_BEASTS.finditer(text))


_MANY = 3


def _works(document: Document, text: str, least: int = 1) -> bool:
    """Tell whether a paper did something: it says so, or it has sections for what was done and found."""
    return _reports(document) or len(list(islice(_OWN_WORK.finditer(text), least))) == least


def _reports(document: Document) -> bool:
    types = {name.lower() for name in document.metadata.publication_types}
    return "research-article" in types or any(part.role in _REPORTING for part in document.sections)


def _unnamed(document: Document, text: str, lead: Setting | None) -> list[tuple[Design, str]]:
    if not _works(document, text, least=2):
        return [(Design.REVIEW, "no work of its own")]
    if lead is not Setting.CLINICAL:
        return []
    return [(Design.COHORT if _OVER_TIME.search(text) else Design.CROSS_SECTIONAL, "people studied")]
