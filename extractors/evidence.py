"""What a paper and each of its claims rest on: design, setting, level, participants and studies.

The design comes from publication types, then MeSH headings, then the words of title, abstract and methods. The setting
of a claim comes from its sentence, else from its section's heading, else from the paper. The level is derived by
`LEVEL_RULE` from the two axes, strongest first in `LEVELS`: a synthesis is no better than the setting of what it pools.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.claim import Design, Evidence, Setting
from extractors.document import Document, Genre, Role, Sentence
from extractors.effects import find_effects
from extractors.pipeline import Extraction, Stage
from ontologies.term import Kind

LEVEL_RULE = "two axes v1: design, capped by setting"
LEVELS: tuple[str, ...] = (
    "clinical synthesis",
    "randomised trial",
    "controlled or cohort study",
    "observational study",
    "case report",
    "animal synthesis",
    "animal study",
    "ex vivo study",
    "in vitro synthesis",
    "in vitro study",
    "in silico study",
    "secondary account",
    "lay account",
)

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
MESH_SETTINGS: dict[str, Setting] = {
    "in vitro techniques": Setting.EX_VIVO,
    "cell line": Setting.IN_VITRO,
    "cell line, tumor": Setting.IN_VITRO,
    "cells, cultured": Setting.IN_VITRO,
    "tumor cells, cultured": Setting.IN_VITRO,
    "disease models, animal": Setting.IN_VIVO,
    "animals": Setting.IN_VIVO,
    "humans": Setting.CLINICAL,
    "computer simulation": Setting.IN_SILICO,
}

_DATABASES = r"(?:PubMed|MEDLINE|EMBASE|Cochrane|Scopus|Web of Science|CINAHL|PsycINFO)"
_ANIMALS = (
    r"mice|mouse|murine|rats?|rabbits?|guinea[- ]pigs?|hamsters?|dogs?|canine|cats?|pigs?|porcine|piglets?|swine"
    r"|sheep|lambs?|ovine|"
    r"goats?|cattle|cows?|bovine|calves|horses?|equine|chickens?|broilers?|hens|chicks?|zebrafish|monkeys?|macaques?"
    r"|primates|"
    r"Drosophila|fl(?:y|ies)|C\. elegans|Xenopus|fish|trout|salmon|ferrets?|gerbils?|birds?|larvae|Sprague[- ]Dawley"
    r"|Wistar|BALB/c|C57BL"
)
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
_SETTING_WORDS: dict[Setting, str] = {
    Setting.IN_VIVO: rf"\bin[- ]vivo\b|\b(?:{_ANIMALS})\b(?! et al)|\banimal (?:models?|studies|study|experiments?)\b"
    rf"|\bxenografts?\b|\bknock-?out (?:mice|animals)\b|\btransgenic\b",
    Setting.IN_VITRO: r"\bin[- ]vitro\b|\bcell[- ]lines?\b|\bcell cultures?\b|\bcultured\b|\btransfect(?:ed|ion)\b"
    r"|\blab(?:oratory)?[- ](?:dish|stud(?:y|ies)|setting)s?\b|\bin (?:a|the) (?:lab )?dish\b|\bpetri\b|"
    r"\bco-?cultured?\b|\bHeLa\b|\bHEK ?293T?\b|\bfibroblasts\b|\bassays?\b|\bincubated\b|\brecombinant\b|\bsiRNA\b",
    Setting.EX_VIVO: r"\bex[- ]vivo\b|\bexplants?\b|\b(?:brain|tissue|hippocampal|liver|cortical) slices?\b"
    r"|\bisolated (?:perfused |rat |mouse |rabbit |human )*(?:hearts?|aort\w+|arter(?:y|ies)|lungs?|kidneys?"
    r"|ileum|organs?)\b",
    Setting.IN_SILICO: r"\bin[- ]silico\b|\bmolecular (?:dynamics|docking)\b|\bdocking\b|\bcomputational(?:ly)?\b"
    r"|\bbioinformatics?\b|\bcomputer simulations?\b|\bsimulat(?:ed|ions?)\b|\bmathematical model",
    Setting.CLINICAL: r"\bpatients?\b|\bparticipants?\b|\bclinical(?:ly)?\b|\bvolunteers?\b|\bwomen\b|\bmen\b"
    r"|\bchildren\b|\badults?\b|\badolescents?\b|\binfants?\b|\bhospitals?\b|\bin humans?\b|\bhuman (?:trials?"
    r"|studies|subjects)\b|\bsubjects?\b|\bindividuals\b|\bsurviv(?:al|ors)\b|\bmorbidity\b|\bmortality\b"
    r"|\bnurs(?:es?|ing)\b|\bstudents\b|\bpeople\b|\bsurgery\b|\b\d+[- ]year[- ]old\b",
}
_WEIGHTS = {
    Setting.IN_VIVO: 1.0,
    Setting.IN_VITRO: 1.0,
    Setting.EX_VIVO: 1.5,
    Setting.IN_SILICO: 1.2,
    Setting.CLINICAL: 0.9,
}
SYNTHESES = frozenset({Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW})
_SECONDARY = frozenset({Design.REVIEW, Design.GUIDELINE})
_READ_FOR_DESIGN = frozenset({Role.TITLE, Role.ABSTRACT, Role.SUMMARY, Role.KEY_FINDINGS})


@functools.cache
def _design_patterns() -> tuple[tuple[Design, re.Pattern[str]], ...]:
    return tuple((design, re.compile(words, re.IGNORECASE)) for design, words in _DESIGN_WORDS.items())


@functools.cache
def _setting_patterns() -> tuple[tuple[Setting, re.Pattern[str]], ...]:
    return tuple((setting, re.compile(words, re.IGNORECASE)) for setting, words in _SETTING_WORDS.items())


# "in contrast to animal studies", "not in people": a setting that is named to be denied is none.
_DENIED = re.compile(r"\b(?:not|no|without|never|lack of|absence of|rather than|unlike)\b[^.;]{0,60}$", re.IGNORECASE)


def count_settings(text: str) -> Counter[Setting]:
    """Count the words of each setting in a text; a word after a negation does not count.

    >>> count_settings("Cultured cells in vitro, not tested in animals or people.").most_common(1)
    [(<Setting.IN_VITRO: 'in vitro'>, 2)]
    """
    counts: Counter[Setting] = Counter()
    for setting, pattern in _setting_patterns():
        for match in pattern.finditer(text):
            clause = text[max(0, match.start() - 80) : match.start()]
            if "n" not in clause or not _DENIED.search(clause):
                counts[setting] += 1
    return counts


def level_of(designs: Iterable[Design], settings: Iterable[Setting]) -> str:
    """Return the level of `LEVELS` for the two axes, first design and first setting leading; empty where none is known.

    >>> level_of([Design.META_ANALYSIS], [Setting.IN_VITRO]), level_of([Design.RCT], [Setting.CLINICAL])
    ('in vitro synthesis', 'randomised trial')
    """
    design, setting = next(iter(designs), None), next(iter(settings), None)
    if design is Design.LAY:
        return "lay account"
    if design in _SECONDARY:
        return "secondary account"
    bench = {
        Setting.IN_VIVO: "animal", Setting.EX_VIVO: "ex vivo", Setting.IN_VITRO: "in vitro",
        Setting.IN_SILICO: "in silico",
    }  # fmt: skip
    if setting in bench:
        kind = "synthesis" if design in SYNTHESES and f"{bench[setting]} synthesis" in LEVELS else "study"
        return f"{bench[setting]} {kind}"
    clinical = {
        Design.META_ANALYSIS: "clinical synthesis", Design.SYSTEMATIC_REVIEW: "clinical synthesis",
        Design.RCT: "randomised trial", Design.CLINICAL_TRIAL: "controlled or cohort study",
        Design.COHORT: "controlled or cohort study", Design.CASE_CONTROL: "observational study",
        Design.CROSS_SECTIONAL: "observational study", Design.CASE_REPORT: "case report",
        Design.ANIMAL: "animal study", Design.CELL: "in vitro study", Design.IN_SILICO: "in silico study",
    }  # fmt: skip
    if design in clinical:
        return clinical[design]
    return "observational study" if setting is Setting.CLINICAL else ""


def _front(document: Document) -> str:
    """Return title, abstract and summaries; where a reader found no such section, the first 3,000 characters."""
    parts = [document.text[s.start : s.end] for s in document.sections if s.role in _READ_FOR_DESIGN]
    front = "\n".join(dict.fromkeys([document.metadata.title, *parts]))
    return front if len(front) > 300 else f"{front}\n{document.text[:3000]}"


def _methods(document: Document) -> str:
    return "\n".join(document.text[s.start : s.end] for s in document.sections if s.role is Role.METHODS)[:20000]


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
        if (weak or design not in _SECONDARY) and pattern.search(text):
            yield design, rule


_REVIEW_TITLE = re.compile(
    r"\b(?:review|overview|perspectives?|advances in|update on|primer|current concepts)\b", re.IGNORECASE
)


def find_settings(document: Document, extraction: Extraction | None = None) -> tuple[Setting, ...]:
    """Return the settings of a paper, strongest first: words of title (three times) and abstract, MeSH, cell lines."""
    counts: Counter[Setting] = Counter()
    for text, weight in ((document.metadata.title, 3), (_front(document), 1)):
        for setting, count in count_settings(text).items():
            counts[setting] += weight * count
    scores = {setting: _WEIGHTS[setting] * count for setting, count in counts.items()}
    names = {heading.name.lower() for heading in document.metadata.mesh_headings}
    for name in sorted(names & MESH_SETTINGS.keys()):
        # Cell papers carry "Humans" for the source of the cells, and most animal papers no "Humans".
        scores[MESH_SETTINGS[name]] = scores.get(MESH_SETTINGS[name], 0) + (1 if name in {"humans", "animals"} else 3)
    if extraction and any(mention.kind is Kind.CELL_LINE for mention in extraction.mentions):
        scores[Setting.IN_VITRO] = scores.get(Setting.IN_VITRO, 0) + 1
    ranked = sorted((s for s in scores if scores[s] > 0), key=lambda s: (-scores[s], s.value))
    return tuple(s for s in ranked if scores[s] >= max(scores.values()) / 2)


_POOLED = re.compile(
    r"\b(?:includ|identif|eligib|pool|analy[sz]|review|synthesi[sz]|meta-analy|compris|retriev|met (?:the|our))",
    re.IGNORECASE,
)


def _find_counts(document: Document, sentences: Iterable[Sentence]) -> tuple[int | None, int | None]:
    """Return the numbers of participants and of studies that title, abstract or the whole text gives first."""
    n = studies = None
    for sentence in sentences:
        if not _POOLED.search(sentence.text) and (
            " patients" not in sentence.text and "participants" not in sentence.text
        ):
            continue
        for effect in find_effects(document.text, sentence.start, sentence.end):
            if effect.measure or effect.p is not None:
                continue
            studies = effect.studies if studies is None and effect.studies and effect.studies > 1 else studies
            n = effect.n if n is None and effect.n and effect.n > 1 else n
        if n and studies:
            break
    return n, studies


def _designs(document: Document, settings: tuple[Setting, ...]) -> list[tuple[Design, str]]:
    if document.metadata.genre is Genre.LAY:
        return [(Design.LAY, "genre")]
    found = [*_declared(document), *_worded(document.metadata.title, "title"), *_worded(_front(document), "abstract")]
    if not found:
        found = list(_worded(_methods(document), "methods", weak=False))
    if _REVIEW_TITLE.search(document.metadata.title):
        found.append((Design.REVIEW, "title"))
    bench = {
        Setting.IN_VIVO: Design.ANIMAL, Setting.IN_VITRO: Design.CELL, Setting.EX_VIVO: Design.CELL,
        Setting.IN_SILICO: Design.IN_SILICO,
    }  # fmt: skip
    lead = settings[0] if settings else None
    secondary = SYNTHESES | _SECONDARY
    if lead in bench and not any(design in secondary for design, _ in found):
        # Animals are randomised and followed up too: at the bench only the bench design counts.
        return [(bench[lead], "setting")]
    if any(design in SYNTHESES for design, _ in found):
        return [(design, rule) for design, rule in found if design in SYNTHESES]
    return found


def find_evidence(extraction: Extraction) -> Evidence:
    """Return what the whole paper rests on; ``rule`` names what decided the first design."""
    document = extraction.document
    settings = find_settings(document, extraction)
    order = list(Design)
    ranked = sorted(dict(reversed(_designs(document, settings))).items(), key=lambda item: order.index(item[0]))
    designs = tuple(design for design, _ in ranked)
    # The parts of a structured abstract have roles of their own; the abstract is around them.
    front = [s for s in extraction.sentences if any(a.role in _READ_FOR_DESIGN for a in document.sections_at(s.start))]
    n, studies = _find_counts(document, front or extraction.sentences[:60])
    synthesis = document.metadata.genre is Genre.LAY or any(design in SYNTHESES for design in designs)
    return Evidence(
        settings=settings,
        designs=designs,
        level=level_of(designs, settings),
        rule=ranked[0][1] if ranked else ("setting words" if settings else ""),
        n=n,
        studies=studies if synthesis else None,
    )


# Where what is said of one thing ends and of another begins.
_STRONG_BORDER = re.compile(r";\s|,?\s(?:whereas|while|whilst|but|although|though)\s", re.IGNORECASE)


def clause_around(text: str, start: int, end: int, at: int) -> str:
    """Return the clause of a sentence ``text[start:end]`` around an offset, cut at "whereas", "but" and semicolons."""
    borders = [match.span() for match in _STRONG_BORDER.finditer(text, start, end)]
    low = max((stop for _, stop in borders if stop <= at), default=start)
    high = min((begin for begin, _ in borders if begin >= at), default=end)
    return text[low:high]


def evidence_for(paper: Evidence, sentence: str, heading: str = "", cell_line: bool = False) -> Evidence:
    """Return what one claim rests on: the setting of its sentence, else of its section's heading, else of the paper.

    Where the sentence speaks of a setting that the paper's synthesis is not about, the claim is a secondary account:
    a meta-analysis of cell studies shows nothing of the animals that it mentions.
    """
    settings, rule = _settings_of(sentence), "sentence"
    if not settings and cell_line:
        settings, rule = (Setting.IN_VITRO,), "cell line"
    if not settings:
        settings, rule = _settings_of(heading), "section"
    if not settings:
        return _unsettled(paper)
    designs = paper.designs
    outside = bool(paper.settings) and settings[0] not in paper.settings
    if outside and any(design in SYNTHESES for design in designs):
        designs, rule = (Design.REVIEW,), f"{rule}, outside the synthesis"
    elif outside and designs and designs[0] in {Design.CELL, Design.ANIMAL, Design.IN_SILICO}:
        bench = {Setting.IN_VIVO: Design.ANIMAL, Setting.IN_VITRO: Design.CELL, Setting.IN_SILICO: Design.IN_SILICO}
        designs = (bench[settings[0]],) if settings[0] in bench else designs
    inside = not outside
    return replace(
        paper,
        settings=settings,
        designs=designs,
        level=level_of(designs, settings),
        rule=rule,
        n=paper.n if inside else None,
        studies=paper.studies if inside else None,
    )


def _unsettled(paper: Evidence) -> Evidence:
    """Return the paper's evidence for a claim that names no setting; a paper of patients and of dishes lends none.

    That something was seen in a dish must never be read as seen in people.
    """
    if len(paper.settings) < 2 or Setting.CLINICAL not in paper.settings:
        return paper
    return replace(paper, settings=(), level=level_of(paper.designs, ()), rule="paper, several settings")


# In one sentence only these put a finding among people; "survival" and "individuals" are words of cell papers too.
_PEOPLE = re.compile(
    r"\b(?:patients?|participants?|volunteers?|women|men|children|infants?|adolescents?|hospitals?|"
    r"in (?:humans?|people)|human (?:trials?|studies|subjects)|"
    r"clinical (?:trials?|stud(?:y|ies)|practice|settings?|data|evidence))\b",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=4096)
def _settings_of(text: str) -> tuple[Setting, ...]:
    counts = count_settings(text)
    if not _PEOPLE.search(text):
        del counts[Setting.CLINICAL]
    if counts[Setting.IN_VIVO] and counts[Setting.IN_VITRO] and not re.search(r"\bin[- ]vitro\b", text, re.IGNORECASE):
        # Cells that grow in an animal are no cell culture.
        del counts[Setting.IN_VITRO]
    if counts[Setting.IN_VITRO] or counts[Setting.IN_VIVO] or counts[Setting.IN_SILICO]:
        # "clinically relevant", "cancer patients need": bench words weigh more than a glance at the clinic.
        del counts[Setting.CLINICAL]
    return tuple(sorted(counts, key=lambda setting: (-counts[setting], setting.value)))


def stage() -> Stage:
    """Return the stage that finds the evidence of the whole paper; it reads sentences and, where there are,"
    " mentions."""

    def run(extraction: Extraction) -> Extraction:
        return replace(extraction, evidence=find_evidence(extraction))

    return run
