"""What a whole paper rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.claim import Design, Evidence
from extractors.document import Document, Genre, Role, Sentence
from extractors.effects import find_effects
from extractors.evidence.designs import find_designs
from extractors.evidence.levels import SYNTHESES, level_of
from extractors.evidence.participants import find_participants
from extractors.evidence.parts import READ_FOR_DESIGN
from extractors.evidence.settings import find_settings
from extractors.pipeline import Extraction
from extractors.screen import screened

_POOLED = screened(
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


def _front(document: Document, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences of title, abstract and summaries; without these, the first that may tell of the work."""
    # The parts of a structured abstract have roles of their own; the abstract is around them.
    told = [s for s in sentences if any(part.role in READ_FOR_DESIGN for part in document.sections_at(s.start))]
    if any(document.role_at(s.start) is not Role.TITLE for s in told):
        return told
    return [s for s in sentences[:60] if document.role_at(s.start) not in _OF_OTHERS]


_OF_OTHERS = frozenset({Role.INTRODUCTION, Role.DISCUSSION, Role.REFERENCES})


def find_evidence(extraction: Extraction) -> Evidence:
    """Return what the whole paper rests on; ``rule`` names what decided the first design."""
    document = extraction.document
    settings = find_settings(document, extraction)
    order = list(Design)
    ranked = sorted(dict(reversed(find_designs(document, settings))).items(), key=lambda item: order.index(item[0]))
    designs = tuple(design for design, _ in ranked)
    front = _front(document, extraction.sentences)
    pooled = any(design in SYNTHESES for design in designs)
    n, studies = _find_counts(document, front)
    if not pooled and settings and document.metadata.genre is not Genre.LAY:
        n = find_participants(document, front, extraction.sentences, settings[0])
    synthesis = pooled or document.metadata.genre is Genre.LAY
    return Evidence(
        settings=settings,
        designs=designs,
        level=level_of(designs, settings),
        rule=ranked[0][1] if ranked else ("setting words" if settings else ""),
        n=n,
        studies=studies if synthesis else None,
    )
