"""Overstatement: does a press release claim more than the abstract of its paper (JSON Lines)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from extractors.claim import Certainty, Claim, Direction, Predicate, RiskKind
from extractors.document import Document
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Judgement, classed
from extractors.evaluate.task import Average, Measure, Task
from extractors.pipeline import Extraction

STRENGTH, LABEL = "strength of claim", "press release against abstract"
NONE, LINKED, MAY, DOES = "0", "1", "2", "3"
_LINKS = frozenset({Predicate.ASSOCIATED, Predicate.CORRELATED})
_SURE = frozenset({Certainty.ASSERTED})
_SIDES = ("press_release", "abstract")


def read(path: Path, texts: Path | None) -> Iterator[Case]:
    """Yield a case for each pair of conclusions: of the press release first, then of the abstract."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            name = row["original_file_id"]
            documents = tuple(
                Document(id=f"{name} {side}", text=row[f"{side}_conclusion"], source=path.name, format="conclusion")
                for side in _SIDES
            )
            strengths = tuple(str(row[f"{side}_strength"]) for side in _SIDES)
            yield Case(id=name, documents=documents, gold=(*strengths, row["exaggeration_label"]))


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Compare the strength of each conclusion, and which is stronger.

    0 states no relation, 1 a link, 2 that something may cause something, 3 that it does.
    """
    *wanted, label = case.gold
    given = [strength_of(examinee.read(document)) for document in case.documents]
    sides = zip(_SIDES, wanted, given, strict=True)
    tallies = [tally for side, one, two in sides for tally in classed(STRENGTH, one, two, note=side)]
    return Judgement(paper=case.id, tallies=(*classed(LABEL, label, compared(*given)), *tallies))


def strength_of(extraction: Extraction) -> str:
    """Return how strong the strongest statement of a text is."""
    strengths = [_strength(claim) for claim in extraction.claims]
    harms = [risk for risk in extraction.risks if risk.kind is not RiskKind.EVIDENCE_LIMITATION and risk.agent]
    strengths += [LINKED if risk.associated else DOES if risk.certainty in _SURE else MAY for risk in harms]
    return max(strengths, default=NONE)


def _strength(claim: Claim) -> str:
    if claim.direction is Direction.NO_CHANGE or claim.negated:
        return NONE
    if claim.predicate in _LINKS:
        return LINKED
    return DOES if claim.certainty in _SURE else MAY


def compared(press: str, abstract: str) -> str:
    """Return the label for two strengths.

    >>> compared(DOES, LINKED), compared(MAY, MAY), compared(NONE, LINKED)
    ('exaggerates', 'same', 'downplays')
    """
    return "exaggerates" if press > abstract else "downplays" if press < abstract else "same"


TASK = Task(
    name="overstatement",
    summary="press release against abstract, three classes (JSON Lines)",
    sniff=lambda path, first: '"press_release_conclusion"' in first,
    read=read,
    judge=judge,
    measures=(Measure(name=LABEL, also=(Average.KINDS,)), Measure(name=STRENGTH, also=(Average.KINDS,))),
)
