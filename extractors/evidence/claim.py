"""What one claim rests on: the setting of its clause, sentence, place, and only then of the paper."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.claim import Design, Evidence, Setting, Status
from extractors.document import Document, Sentence
from extractors.evidence.levels import ACCOUNT, SECONDARY, SYNTHESES, level_of
from extractors.evidence.settings import count_settings, is_denied
from extractors.link import Link
from extractors.screen import screened
from ontologies.term import Kind

# Where what is said of one thing ends and of another begins.
_STRONG_BORDER = screened(
    r";\s|,?\s(?:whereas|while|whilst|but|although|though)\s"
    r"|,?\sand\s(?:then |later )?(?=(?:failed|did not|had no|could not|showed no|was not|were not)\b)",
    re.IGNORECASE,
)


# Claims and risks of one sentence follow one another.
@functools.lru_cache(maxsize=64)
def _borders(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _STRONG_BORDER.finditer(text, start, end))


def clause_around(text: str, start: int, end: int, at: int) -> str:
    """Return the clause of a sentence ``text[start:end]`` around an offset, cut at "whereas", "but" and semicolons."""
    borders = _borders(text, start, end)
    low = max((stop for _, stop in borders if stop <= at), default=start)
    high = min((begin for begin, _ in borders if begin >= at), default=end)
    return text[low:high]


def evidence_at(
    document: Document,
    paper: Evidence,
    sentence: Sentence,
    at: int,
    *,
    cell_lines: Iterable[str] = (),
    status: Status = Status.FINDING,
) -> Evidence:
    """Return what a claim at the offset ``at`` of a sentence rests on; see `evidence_for`.

    The clause decides; where it names no setting and the sentence names animals, a cell line in it grows in them.
    ``cell_lines`` are the names of cell lines in the sentence.
    """
    cell_line = any(_is_grown(name, document.text, paper) for name in cell_lines)
    clause = clause_around(document.text, sentence.start, sentence.end, at)
    if cell_line and not _settings_of(clause) and Setting.IN_VIVO in _settings_of(sentence.text):
        clause = sentence.text
    return evidence_for(
        paper,
        clause,
        headings=[part.title for part in reversed(document.sections_at(sentence.start)) if part.title],
        before=_before(document, sentence),
        cell_line=cell_line,
        status=status,
        around=sentence.text,
    )


def _is_grown(name: str, text: str, paper: Evidence) -> bool:
    """Tell whether a name is believed to be that of cells: a trial calls its arms by such letters too.

    A paper that only saw people has to speak of the cells by that name.
    """
    if paper.settings[:1] != (Setting.CLINICAL,) or Setting.IN_VITRO in paper.settings:
        return True
    told, named = rf"(?<!\w){re.escape(name)}(?!\w)", r"cells?(?: lines?)?,?(?: \w+)? "
    spoken = rf"{told}(?:[ -](?!(?:and|or|in)\b)\w+)?[ -]cells?\b|\b{named}{told}"
    return re.search(spoken, text) is not None


def cell_lines_in(links: Iterable[Link]) -> tuple[str, ...]:
    """Return the names of the cell lines among the links of a sentence."""
    return tuple(link.mention.text for link in links if link.mention.kind is Kind.CELL_LINE)


# How far back the words of a paragraph or caption still tell where something was seen.
_BACK = 500


def _before(document: Document, sentence: Sentence) -> str:
    """Return what stands before a sentence in its own paragraph or caption."""
    at = bisect_right(document.blocks, sentence.start, key=lambda block: block.start) - 1
    if at < 0 or document.blocks[at].end < sentence.end:
        return ""
    return document.text[max(document.blocks[at].start, sentence.start - _BACK) : sentence.start]


def evidence_for(
    paper: Evidence,
    sentence: str,
    *,
    headings: Sequence[str] = (),
    before: str = "",
    cell_line: bool = False,
    status: Status = Status.FINDING,
    around: str = "",
) -> Evidence:
    """Return what one claim rests on, by the first of these that names a setting.

    Its sentence; a cell line in it; the headings above it, ``headings``, the nearest first; what its paragraph said
    ``before``; the paper. A claim that is not a finding says nothing of where the paper's work was done, so only what
    was seen in people is passed on to it, and that not where it speaks of molecules, cells and models. What others
    found takes neither design nor numbers of the paper that tells of it: its level is `ACCOUNT`.

    Where the sentence speaks of a setting that the paper's synthesis is not about, the claim is a secondary account:
    a meta-analysis of cell studies shows nothing of the animals that it mentions. ``around`` is the whole sentence
    where ``sentence`` is a clause of it.
    """
    own = status is Status.FINDING
    settings, rule = _nearest(sentence, tuple(headings), before if own else "", cell_line)
    if rule in _AROUND and not _reaches(settings, paper, around or sentence):
        settings = ()
    found = _seen_in(paper, settings, rule) if settings else _from_paper(paper, sentence, own)
    return _retold(found) if status is Status.BACKGROUND else found


_AROUND = frozenset({"section", "paragraph"})
_SUMMING_UP = screened(
    r"^\W*(?:(?:taken )?(?:al)?together|in (?:summary|conclusion)|collectively|overall|we conclude)\b"
    r"|\b(?:these|our|the present) (?:results|findings|data|observations)\b",
    re.IGNORECASE,
)


def _reaches(settings: tuple[Setting, ...], paper: Evidence, sentence: str) -> bool:
    """Tell whether a sentence without a setting is about what the words around it are about.

    A calculation beside it makes no simulation of what was seen in people, animals or cells. What a paper of the bench
    concludes from all that it did is not about the patients that it named last, nor is what nobody saw in people.
    """
    if settings == (Setting.IN_SILICO,):
        return Setting.IN_SILICO in paper.settings
    if settings[:1] != (Setting.CLINICAL,) or paper.settings[:1] in {(), (Setting.CLINICAL,)}:
        return True
    return not _SUMMING_UP.search(sentence) and not any(_PEOPLE.search(part) for part in untested(sentence))


_BENCH = {Setting.IN_VIVO: Design.ANIMAL, Setting.IN_VITRO: Design.CELL, Setting.IN_SILICO: Design.IN_SILICO}
_WHOLE_DESIGNS = SYNTHESES | SECONDARY | {Design.LAY}


def _seen_in(paper: Evidence, settings: tuple[Setting, ...], rule: str) -> Evidence:
    """Return the evidence of what was seen elsewhere than most of the paper: with a design that can be made there."""
    lead, designs = settings[0], paper.designs
    outside = bool(paper.settings) and lead not in paper.settings
    if outside and any(design in SYNTHESES for design in designs):
        designs, rule = (Design.REVIEW,), f"{rule}, outside the synthesis"
    elif designs and _WHOLE_DESIGNS.isdisjoint(designs) and lead in _BENCH:
        designs = (_BENCH[lead],)
    elif lead is Setting.CLINICAL:
        designs = tuple(design for design in designs if design not in _BENCH.values())
    return replace(
        paper,
        settings=settings,
        designs=designs,
        level=level_of(designs, settings),
        rule=rule,
        n=paper.n if paper.settings[:1] in {(), (lead,)} else None,
        studies=None if outside else paper.studies,
    )


def _retold(found: Evidence) -> Evidence:
    designs = tuple(design for design in found.designs if design in SECONDARY or design is Design.LAY)
    level = level_of(designs, found.settings) if designs else ACCOUNT
    return replace(found, designs=designs, level=level, rule=f"{found.rule}, retold", n=None, studies=None)


@functools.lru_cache(maxsize=512)
def _nearest(sentence: str, headings: tuple[str, ...], before: str, cell_line: bool) -> tuple[tuple[Setting, ...], str]:
    settings = _settings_of(sentence)
    if settings:
        return settings, "sentence"
    if cell_line or (_CELLS.search(sentence) and not _GIVEN_CELLS.search(sentence)):
        return (Setting.IN_VITRO,), "cell line" if cell_line else "cells"
    for heading in headings:
        if settings := _settings_of(heading):
            return settings, "section"
    for said in reversed(_SENTENCE_END.split(before)):
        if settings := _settings_of(said):
            return settings, "paragraph"
    return (), ""


_SENTENCE_END = re.compile(r"(?<=[.;])\s+")


def _from_paper(paper: Evidence, sentence: str, own: bool) -> Evidence:
    """Return the paper's evidence for a claim that names no setting, as far as it can be that of the claim.

    That something was seen in a dish must never be read as seen in people.
    """
    bench = tuple(setting for setting in paper.settings if setting is not Setting.CLINICAL)
    foreign = not own or any(design in SECONDARY for design in paper.designs[:1])
    if not foreign and (not bench or len(bench) == len(paper.settings)):
        return paper
    if not foreign and paper.settings[0] is not Setting.CLINICAL:
        return replace(paper, settings=bench, level=level_of(paper.designs, bench), rule="paper, the bench part")
    if foreign and not bench and not _MOLECULAR.search(sentence) and not _MODELS.search(sentence):
        return paper
    rule = "paper, not its own" if foreign else "paper, several settings"
    return replace(paper, settings=(), level=level_of(paper.designs, ()), rule=rule, n=None)


# Words of mechanisms: a trial that quotes them does not say that they were seen in people.
_MOLECULAR = screened(
    r"\b(?:m?i?RNAs?|DNA|proteins?|receptors?|enzym\w+|kinases?|pathways?|signall?ing|transcription\w*|translation"
    r"|phosphorylat\w+|cells?|cellular|molecul\w+|mitochondri\w+|prostaglandin\w*|oxidative|antioxidant|synthesis"
    r"|apoptosis|proliferation)\b"
)
_MODELS = screened(
    r"\bpre-?clinical\b|\bmodels? of\b|\b(?:experimental|laboratory|bench) (?:stud(?:y|ies)|work|evidence|data|findings"
    r"|results|observations|models?|experiments?)\b",
    re.IGNORECASE,
)
# Cells by themselves, where neither an animal nor a person is named.
_CELLS = screened(
    r"\b(?:carcinoma|cancer|tumou?r|glioma|leuk(?:a)?emi[ac]|melanoma|stem|endothelial|epithelial|progenitor|wild-type"
    r"|knock-?out|mutant|immature|mature|treated|control|infected) (?:\w+ )?cells\b|\bHUVECs?\b|\bMEFs\b"
    r"|\b\w+[/-]{1,3} cells\b",
    re.IGNORECASE,
)
# Cells that are given to somebody are a treatment.
_GIVEN_CELLS = screened(
    r"\b(?:inject\w+|transplant\w+|infus\w+|implant\w+|graft\w*|treatment with|therapy with|received|doses? of)"
    r" (?:\w+[ -]){0,5}(?:stem|progenitor|stromal|CAR[- ]T|T) cells\b"
    r"|\b(?:stem|progenitor|stromal|T) cells? (?:therap(?:y|ies)|transplant\w*|infusions?|injections?|grafts?)\b"
    # Those counted in the blood are of somebody, too.
    r"|\bcirculating\b|\bmarkers? (?:of|for) (?:\w+ ){0,4}cells\b|\bcell counts?\b",
    re.IGNORECASE,
)
# In one sentence only these put a finding among people; "survival" and "individuals" are words of cell papers too.
_PEOPLE = screened(
    r"\b(?:patients?(?![- ]derived)|participants?|volunteers?|wom[ae]n|men|girls|boys|child(?:ren)?|infants?"
    r"|adolescents?"
    r"|elderly|TCGA|Cancer Genome Atlas|METABRIC|UK Biobank|nationwide"
    r"|(?:non)?smokers|athletes|hospitals?|in (?:humans?|people)|human (?:trials?|studies|subjects)"
    r"|healthy (?:\w+ )?(?:individuals|adults|subjects|controls|donors)|placebo|double[- ]blind"
    r"|randomi[sz]ed (?:\w+ )?(?:trials?|stud(?:y|ies))|clinical (?:trials?|stud(?:y|ies)|practice|settings?|data"
    r"|evidence))\b",
    re.IGNORECASE,
)
# "An assay of patients' serum", "fibroblasts in wounds of mice": these need the sentence's leave to mean a dish.
_FAINT = re.compile(r"\b(?:assays?|recombinant|fibroblasts|yeast|incubat(?:ed|ion)|IC\(?50\)?)\b", re.IGNORECASE)


def _is_denied(text: str, at: int) -> bool:
    """Tell whether people are named as those in whom nothing was seen; "no patients died" is about patients."""
    if any(start <= at < end for start, end in _untested_spans(text)):
        return True
    return is_denied(text, at) and not text[:at].lower().endswith("no ")


_STILL = r"(?:still |yet |largely |currently )?"
_TO_SEE = (
    r"(?:\w+ ){0,2}(?:tested|shown|seen|confirmed|examined|studied|established|determined|evaluated|investigated"
    r"|explored|validated|verified|clarified|assessed|proven|demonstrated|known|elucidated|answered)"
)
# "Whether it holds in patients remains to be tested", "should be tested in patients", "nobody saw it in people".
_UNTESTED = screened(
    rf"\bwhether\b[^.;]{{0,120}}?\b(?:remains?|is|are|has|have) {_STILL}(?:not (?:yet )?(?:been )?\w+|unknown|unclear"
    rf"|uncertain|untested|open|(?:to be|yet to be) {_TO_SEE})\b"
    rf"|\b(?:remains?|needs?|is|are|has|have|should|must)(?: {_STILL}to| yet to)? be {_TO_SEE}\b[^.;]{{0,120}}"
    r"|\b(?:unknown|unclear|uncertain|not (?:yet )?known|untested) (?:whether|if|in)\b[^.;]{0,120}"
    r"|\b(?:nobody|no one|no stud(?:y|ies)) (?:has|have) [^.;]{0,120}"
    r"|\b(?:clinical|further|future|more|larger) (?:[\w-]+ ){0,3}(?:trials?|studies) (?:[\w-]+ ){0,5}?(?:is|are|will be"
    r"|seems?|need) (?:\w+ )?(?:needed|warranted|required|necessary|to)\b[^.;]{0,80}",
    re.IGNORECASE,
)


def untested(text: str) -> list[str]:
    """Return the stretches of a sentence that say where a thing was not seen yet.

    >>> untested("Zinc killed the cells; whether it helps patients remains to be tested.")
    ['whether it helps patients remains to be tested']
    """
    return [text[start:end] for start, end in _untested_spans(text)]


@functools.lru_cache(maxsize=512)
def _untested_spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _UNTESTED.finditer(text))


_IN_VIVO = re.compile(r"\bin[- ]vivo\b", re.IGNORECASE)


@functools.lru_cache(maxsize=4096)
def _settings_of(text: str) -> tuple[Setting, ...]:
    counts = count_settings(text)
    people = sum(1 for match in _PEOPLE.finditer(text) if not _is_denied(text, match.start()))
    counts[Setting.CLINICAL] = max(people, counts[Setting.CLINICAL]) if people else 0
    if people and counts[Setting.IN_VIVO] == len(_IN_VIVO.findall(text)):
        # "In vivo in volunteers": no animal is named.
        counts[Setting.IN_VIVO] = 0
    elsewhere = counts[Setting.CLINICAL] or counts[Setting.IN_VIVO]
    if elsewhere and counts[Setting.IN_VITRO]:
        counts[Setting.IN_VITRO] -= sum(1 for _ in _FAINT.finditer(text))
    if counts[Setting.IN_VIVO] and not re.search(r"\bin[- ]vitro\b", text, re.IGNORECASE):
        # Cells that grow in an animal are no cell culture.
        counts[Setting.IN_VITRO] = 0
    if any(counts[setting] > 0 for setting in (Setting.IN_VITRO, Setting.IN_VIVO, Setting.IN_SILICO)):
        # "clinically relevant", "cancer patients need": bench words weigh more than a glance at the clinic.
        counts[Setting.CLINICAL] = 0
    found = [setting for setting in counts if counts[setting] > 0]
    return tuple(sorted(found, key=lambda setting: (-counts[setting], setting.value)))
