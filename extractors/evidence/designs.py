"""How a paper's study was made, by what indexers declare and by its words."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from extractors.claim import Design, Setting
from extractors.document import Document, Genre
from extractors.evidence.levels import SECONDARY, SYNTHESES
from extractors.evidence.parts import front, methods

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
    Design.CASE_REPORT: r"\bcase reports?\b|\bcase series\b|\b(?:we|authors?|report|here) (?:here )?(?:report"
    r"|describe|present)(?:s|ed)? (?:on )?(?:a|an|the|one|two|three|our|\d) (?:\w+[ -]){0,6}(?:case|patient|man"
    r"|woman|boy|girl|infant|child|male|female|neonate)s?\b"
    r"|\b(?:a|an|the|this) (?:previously healthy )?\d{1,3}[- ](?:year|month|week|day)s?[- ]old (?:\w+ ){0,3}(?:man"
    r"|woman|boy|girl|male|female|infant|child|patient|lady|gentleman|girl|Caucasian|white|black)\b|\ba case of\b",
    Design.RCT: r"\brandomi[sz]ed,? (?:\w+[ ,-]+){0,4}(?:trial|study|design|comparison|crossover|cross-over)\b"
    r"|\bRCT\b|\bdouble[- ]blind(?:ed)?\b|\bplacebo[- ]controlled\b|"
    r"\brandom(?:ly|i[sz]ed) (?:\w+ )?(?:assigned|allocated|divided|to|into|in)\b|\b(?:assigned|allocated|divided)"
    r" (?:at random|randomly)\b|\brandomi[sz]ation\b|\bcross-?over (?:trial|study|design)\b|\bwere randomi[sz]ed\b",
    Design.CLINICAL_TRIAL: r"\bphase (?:I{1,3}|IV|[1-4])(?:/I{1,2}|[ab/]+)? (?:\w+ ){0,3}(?:trial|study)\b|\bsingle[-"
    r" ]arm\b|\bopen[- ]label\b|\bclinical trial\b|\bnon-?randomi[sz]ed\b|\bpilot (?:trial|study)\b"
    r"|\b(?:uncontrolled|before-and-after|quasi-experimental|interventional) (?:trial|study)\b",
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
    r"|summari[sz]e|outline|highlight)\b|\b(?:is|are|will be) (?:briefly |critically )?(?:reviewed|discussed"
    r"|summari[sz]ed|outlined|highlighted)\b|"
    r"\bthis (?:article|paper|chapter|essay|commentary|editorial|overview) (?:\w+ )?(?:reviews?|discusses"
    r"|summari[sz]es|describes|examines|addresses|outlines|explores|provides|considers|focuses|highlights|presents)\b"
    r"|\breview of (?:the|current|recent)\b|\boverview of\b|\bstate[- ]of[- ]the[- ]art\b|\brecent (?:advances"
    r"|progress|developments|insights) in\b",
}


@functools.cache
def _design_patterns() -> tuple[tuple[Design, re.Pattern[str]], ...]:
    return tuple((design, re.compile(words, re.IGNORECASE)) for design, words in _DESIGN_WORDS.items())


def _declared(document: Document) -> Iterator[tuple[Design, str]]:
    for name in document.metadata.publication_types:
        design = PUBLICATION_TYPES.get(name.lower())
        if design:
            yield design, "publication type"
    for heading in document.metadata.mesh_headings:
        design = MESH_DESIGNS.get(heading.name.lower())
        if design:
            yield design, "MeSH heading"


def _worded(text: str, rule: str, weak: bool = True) -> Iterator[tuple[Design, str]]:
    for design, pattern in _design_patterns():
        if (weak or design not in SECONDARY) and pattern.search(text):
            yield design, rule


_REVIEW_TITLE = re.compile(
    r"\b(?:review|overview|perspectives?|advances in|update on|primer|current concepts)\b", re.IGNORECASE
)


def find_designs(document: Document, settings: tuple[Setting, ...]) -> list[tuple[Design, str]]:
    """Return the designs that something speaks for, each with the rule that says so; ``settings`` strongest first."""
    if document.metadata.genre is Genre.LAY:
        return [(Design.LAY, "genre")]
    found = [*_declared(document), *_worded(document.metadata.title, "title"), *_worded(front(document), "abstract")]
    if not found:
        found = list(_worded(methods(document), "methods", weak=False))
    if _REVIEW_TITLE.search(document.metadata.title):
        found.append((Design.REVIEW, "title"))
    bench = {
        Setting.IN_VIVO: Design.ANIMAL, Setting.IN_VITRO: Design.CELL, Setting.EX_VIVO: Design.CELL,
        Setting.IN_SILICO: Design.IN_SILICO,
    }  # fmt: skip
    lead = settings[0] if settings else None
    secondary = SYNTHESES | SECONDARY
    if lead in bench and not any(design in secondary for design, _ in found):
        # Animals are randomised and followed up too: at the bench only the bench design counts.
        return [(bench[lead], "setting")]
    if any(design in SYNTHESES for design, _ in found):
        return [(design, rule) for design, rule in found if design in SYNTHESES]
    return found
