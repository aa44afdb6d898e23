"""Overstatement: does a press release claim more than the abstract of its paper (JSON Lines)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from extractors.document import Document
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Judgement, classed
from extractors.evaluate.task import Average, Measure, Task
from extractors.pipeline import Extraction
from extractors.strength import Strength
from extractors.strength import strength_of as strength_in

STRENGTH, LABEL = "strength of claim", "press release against abstract"
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

    Strengths are those of `extractors.strength`: 0 states no relation, 1 a link, 2 that something may cause something,
    3 that it does.
    """
    *wanted, label = case.gold
    given = [strength_of(examinee.read(document)) for document in case.documents]
    sides = zip(_SIDES, wanted, given, strict=True)
    tallies = [tally for side, one, two in sides for tally in classed(STRENGTH, one, str(int(two)), note=side)]
    return Judgement(paper=case.id, tallies=(*classed(LABEL, label, compared(*given)), *tallies))


def strength_of(extraction: Extraction) -> Strength:
    """Return how strong the strongest statement of a text is."""
    text = extraction.document.text
    return max((strength_in(text, one.start, one.end) for one in extraction.sentences), default=Strength.NONE)


def compared(press: Strength, abstract: Strength) -> str:
    """Return the label for two strengths.

    >>> compared(Strength.CAUSES, Strength.LINK), compared(Strength.NONE, Strength.LINK)
    ('exaggerates', 'downplays')
    """
    return "exaggerates" if press > abstract else "downplays" if press < abstract else "same"


TASK = Task(
    name="overstatement",
    summary="press release against abstract, three classes (JSON Lines)",
    sniff=lambda path, first: '"press_release_conclusion"' in first,
    read=read,
    judge=judge,
    last_stage="sentences.",
    measures=(Measure(name=LABEL, also=(Average.KINDS,)), Measure(name=STRENGTH, also=(Average.KINDS,))),
)
