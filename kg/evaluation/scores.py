"""Scores, and differences between two runs, as rows of text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.evaluate.against import Difference, Flip
from extractors.evaluate.report import Row
from extractors.evaluate.run import Run
from extractors.evaluate.task import Average

COLUMNS = ("measure", "kind", "vocabulary", "average", "precision", "recall", "f1", "gold", "found")
CHANGES = ("before", "change", "low", "high")
FLIPS = ("measure", "kind", "turn", "count", "text", "note", "papers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Hold what an evaluation has to say; the differences and flips are empty where there is no run to compare with."""

    run: Run
    rows: tuple[Row, ...]
    differences: tuple[Difference, ...] = ()
    flips: tuple[Flip, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns of the scores."""
        return (*COLUMNS, *CHANGES) if self.differences else COLUMNS

    def cells(self) -> list[tuple[str, ...]]:
        """Return the scores as text, with what changed where there is a run to compare with."""
        changes = {(d.measure, d.kind, d.vocabulary, d.average): d for d in self.differences}
        return [(*_cells(row), *self._changes(row, changes)) for row in self.rows]

    def _changes(self, row: Row, changes: dict[tuple[str, str, str, str], Difference]) -> tuple[str, ...]:
        if not self.differences:
            return ()
        found = changes.get((row.measure, row.kind, row.vocabulary, row.average))
        if found is None:
            return ("",) * len(CHANGES)
        return (f"{found.before:.3f}", f"{found.change:+.3f}", f"{found.low:+.3f}", f"{found.high:+.3f}")


def flip_cells(flips: Sequence[Flip]) -> list[tuple[str, ...]]:
    """Return flips as text."""
    return [
        (flip.measure, flip.kind, flip.turn, str(flip.count), flip.text, flip.note, " ".join(flip.papers))
        for flip in flips
    ]


def to_csv(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV with a header."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([names, *rows])
    return out.getvalue()


def to_markdown(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a Markdown table.

    >>> print(to_markdown(["kind", "f1"], [["a|b", "0.5"]]), end="")
    | kind | f1 |
    |---|---|
    | a\\|b | 0.5 |
    """
    lines = [names, *rows]
    texts = ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines]
    return "".join([texts[0], "|" + "---|" * len(names) + "\n", *texts[1:]])


def to_json(report: Report) -> str:
    """Return the whole report as one JSON object; figures are rounded to four places."""
    run = report.run
    content = {
        "task": run.task,
        "gold": run.gold,
        "system": run.system,
        "papers": len(run.judgements),
        "failed": sum(bool(judgement.failure) for judgement in run.judgements),
        "scores": [dict(zip(COLUMNS, _values(row), strict=True)) for row in report.rows],
        "differences": [
            {
                "measure": d.measure, "kind": d.kind, "vocabulary": d.vocabulary, "average": d.average,
                "before": round(d.before, 4), "now": round(d.now, 4), "low": round(d.low, 4), "high": round(d.high, 4),
            }
            for d in report.differences
        ],
        "flips": [dict(zip(FLIPS, cells, strict=True)) for cells in flip_cells(report.flips)],
    }  # fmt: skip
    return json.dumps(content, indent=1, ensure_ascii=False)


def _values(row: Row) -> tuple[str | float | int | Average, ...]:
    figures = (round(figure, 4) for figure in (row.precision, row.recall, row.f1))
    return (row.measure, row.kind, row.vocabulary, row.average, *figures, row.gold, row.found)


def _cells(row: Row) -> tuple[str, ...]:
    figures = (f"{figure:.3f}" for figure in (row.precision, row.recall, row.f1))
    return (row.measure, row.kind, row.vocabulary, row.average, *figures, str(row.gold), str(row.found))
