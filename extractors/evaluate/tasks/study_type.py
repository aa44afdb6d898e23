"""Kind of study: setting and design of an abstract."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.claim import Design, Setting
from extractors.document import Block, BlockKind, Document, Metadata, Role, Section
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Judgement, Tally, answer
from extractors.evaluate.task import Average, Measure, Task

SETTING, DESIGN = "setting", "design"
_COLUMN = "accepted_label"
_OBSERVED = frozenset({Design.CLINICAL_TRIAL, Design.COHORT, Design.CASE_CONTROL, Design.CROSS_SECTIONAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Say what a label of the corpus is in our terms; ``setting`` is None where the label says none."""

    label: str
    setting: Setting | None
    designs: frozenset[Design]


def _gold(label: str, setting: Setting | None, *designs: Design) -> tuple[str, Gold]:
    return label, Gold(label=label, setting=setting, designs=frozenset(designs))


# Labels of the corpus that say how a study was made; the others ("Remaining", protocols) are left out of account.
LABELS: dict[str, Gold] = dict(
    (
        _gold("Human-RCT-drug-intervention", Setting.CLINICAL, Design.RCT),
        _gold("Human-RCT-non-drug-intervention", Setting.CLINICAL, Design.RCT),
        _gold("Human-RCT-non-intervention", Setting.CLINICAL, Design.RCT),
        _gold("Human-non-RCT-drug-intervention", Setting.CLINICAL, *_OBSERVED),
        _gold("Human-non-RCT-non-drug-intervention", Setting.CLINICAL, *_OBSERVED),
        _gold("Human-case-report", Setting.CLINICAL, Design.CASE_REPORT),
        _gold("Human-systematic-review", Setting.CLINICAL, Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW),
        _gold("Animal-drug-intervention", Setting.IN_VIVO, Design.ANIMAL),
        _gold("Animal-non-drug-intervention", Setting.IN_VIVO, Design.ANIMAL),
        _gold("Animal-other", Setting.IN_VIVO, Design.ANIMAL),
        _gold("In-vitro-study", Setting.IN_VITRO, Design.CELL),
        _gold("Non-systematic-review", None, Design.REVIEW, Design.GUIDELINE),
    )
)


def read(path: Path, texts: Path | None) -> Iterator[Case]:
    """Yield a case for each abstract whose label is among `LABELS`."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            gold = LABELS.get(row[_COLUMN])
            if gold is not None:
                yield Case(id=row["pmid"], documents=(_document(row, path),), gold=gold)


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Compare the first setting and the first design that the system gives for the paper."""
    evidence = examinee.read(case.document).evidence
    tallies = [_design(case.gold, evidence.designs[0] if evidence.designs else None)]
    if case.gold.setting is not None:
        given = evidence.settings[0] if evidence.settings else ""
        tallies.insert(0, answer(SETTING, case.gold.label, expected=case.gold.setting, given=given))
    return Judgement(paper=case.id, tallies=tuple(tallies))


def _design(gold: Gold, given: Design | None) -> Tally:
    expected = "|".join(sorted(gold.designs))
    return answer(DESIGN, gold.label, expected=expected, given=expected if given in gold.designs else given or "")


def _document(row: dict[str, str], path: Path) -> Document:
    title, text = row["title"], f"{row['title']}\n{row['abstract']}"
    border = len(title) + 1
    return Document(
        id=row["pmid"],
        text=text,
        source=path.name,
        format="study types",
        metadata=Metadata(title=title),
        sections=(
            Section(start=0, end=len(title), role=Role.TITLE),
            Section(start=border, end=len(text), role=Role.ABSTRACT),
        ),
        blocks=(
            Block(start=0, end=len(title), kind=BlockKind.TITLE),
            Block(start=border, end=len(text), kind=BlockKind.PARAGRAPH),
        ),
    )


TASK = Task(
    name="study-type",
    summary="setting and design of an abstract (CSV with the column accepted_label)",
    sniff=lambda path, first: _COLUMN in first.split(","),
    read=read,
    judge=judge,
    last_stage="evidence.",
    measures=(Measure(name=SETTING, also=(Average.KINDS,)), Measure(name=DESIGN, also=(Average.KINDS,))),
)
