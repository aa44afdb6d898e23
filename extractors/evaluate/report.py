"""From the judgements of single papers to the figures of a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from extractors.evaluate.facts import Judgement
from extractors.evaluate.task import Average, Measure

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]

ALL = "all"
Cell: TypeAlias = tuple[str, str, str]
"""Measure, kind, vocabulary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Name one line of a report and the cells it is made of: cells in a group are summed, groups averaged."""

    measure: str
    kind: str
    vocabulary: str = ""
    average: Average = Average.MICRO
    groups: tuple[tuple[Cell, ...], ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return what makes lines of two reports the same."""
        return self.measure, self.kind, self.vocabulary, self.average


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Report one measure for one kind of thing, on a whole corpus.

    ``gold`` and ``found`` count facts; ``vocabulary`` lists the vocabularies that ids are counted in.
    """

    measure: str
    kind: str
    vocabulary: str
    average: Average
    precision: float
    recall: float
    f1: float
    gold: int
    found: int


class Counts:
    """Hold right, spurious and missed facts of every cell in every paper.

    ``papers`` are the ids of the papers, in order. A cell that a paper says nothing of counts zero there.
    """

    def __init__(self, judgements: Sequence[Judgement]) -> None:
        import numpy as np

        self.papers = tuple(judgement.paper for judgement in judgements)
        self.cells: dict[Cell, Array] = {}
        for number, judgement in enumerate(judgements):
            for tally in judgement.tallies:
                cell = (tally.measure, tally.kind, tally.vocabulary)
                if cell not in self.cells:
                    self.cells[cell] = np.zeros((len(self.papers), 3))
                score = tally.score
                self.cells[cell][number] += (score.right, score.spurious, score.missed)

    def gold(self, cell: Cell) -> int:
        """Return how many facts the gold has for a cell."""
        total = self.cells[cell].sum(axis=0)
        return int(total[0] + total[2])

    def summed(self, cells: Iterable[Cell]) -> Array:
        """Return right, spurious and missed facts by paper over several cells."""
        import numpy as np

        zero = np.zeros((len(self.papers), 3))
        return sum((self.cells[cell] for cell in cells if cell in self.cells), start=zero)


def lines(counts: Counts, measures: Sequence[Measure]) -> list[Line]:
    """Return the lines of a report: by measure, kind, vocabulary, and last the sum over the kinds.

    A kind for which no paper has gold has no line. Where the gold uses several vocabularies for a kind, the line of
    all of them comes first.
    """
    return [line for measure in measures for line in _lines_of(counts, measure)]


def rows(judgements: Sequence[Judgement], measures: Sequence[Measure]) -> list[Row]:
    """Return the figures of a corpus.

    >>> from extractors.evaluate.facts import judge_sets
    >>> tally = judge_sets("ids", "Disease", {"MESH:D1": "", "MESH:D2": ""}, {"MESH:D1": ""}, vocabulary="MESH")
    >>> row, = rows([Judgement(paper="1", tallies=(tally,))], [Measure(name="ids")])
    >>> row.kind, row.vocabulary, row.precision, row.recall, row.gold
    ('Disease', 'MESH', 1.0, 0.5, 2)
    """
    counts = Counts(judgements)
    return [_row(line, counts) for line in lines(counts, measures)]


def figures(line: Line, counts: Counts, weights: Array) -> tuple[Array, Array, Array]:
    """Return precision, recall and F1 of a line for each row of ``weights``: how often each paper counts.

    One row of ones gives the plain figures; rows drawn at random are samples of papers with replacement.
    """
    import numpy as np

    if line.average is Average.PAPERS:
        single = counts.summed(line.groups[0])
        there = single.sum(axis=1) > 0
        total = np.maximum(weights @ there, 1)
        by_paper = _figures(single)
        return tuple(weights @ (figure * there) / total for figure in by_paper)
    parts = [_figures(weights @ counts.summed(group)) for group in line.groups]
    return tuple(np.mean([part[place] for part in parts], axis=0) for place in range(3))


def _lines_of(counts: Counts, measure: Measure) -> Iterator[Line]:
    by_kind = _by_kind(counts, measure.name)
    averages = [average for average in (Average.MICRO, *measure.also) if average is not Average.KINDS]
    for kind, cells in by_kind.items():
        names = [name for _, _, name in cells if name]
        for average in averages:
            joint = ", ".join(names)
            yield Line(measure=measure.name, kind=kind, vocabulary=joint, average=average, groups=(cells,))
        if len(names) > 1:
            for cell in cells:
                yield Line(measure=measure.name, kind=kind, vocabulary=cell[2], groups=((cell,),))
    if len(by_kind) > 1:
        every = tuple(cell for cells in by_kind.values() for cell in cells)
        for average in averages if measure.summed else ():
            yield Line(measure=measure.name, kind=ALL, average=average, groups=(every,))
        if Average.KINDS in measure.also:
            groups = tuple(by_kind.values())
            yield Line(measure=measure.name, kind=ALL, average=Average.KINDS, groups=groups)


def _by_kind(counts: Counts, measure: str) -> Mapping[str, tuple[Cell, ...]]:
    """Return the cells of a measure by kind, those with most gold first; kinds without gold are left out."""
    found: dict[str, list[Cell]] = {}
    for cell in sorted(counts.cells):
        if cell[0] == measure:
            found.setdefault(cell[1], []).append(cell)
    ranked = {kind: tuple(sorted(cells, key=lambda cell: (-counts.gold(cell), cell))) for kind, cells in found.items()}
    return {kind: cells for kind, cells in ranked.items() if any(counts.gold(cell) for cell in cells)}


def _row(line: Line, counts: Counts) -> Row:
    import numpy as np

    precision, recall, f1 = figures(line, counts, np.ones((1, len(counts.papers))))
    right, spurious, missed = sum(counts.summed(group).sum(axis=0) for group in line.groups)
    return Row(
        measure=line.measure,
        kind=line.kind,
        vocabulary=line.vocabulary,
        average=line.average,
        precision=float(precision[0]),
        recall=float(recall[0]),
        f1=float(f1[0]),
        gold=int(right + missed),
        found=int(right + spurious),
    )


def _figures(counted: Array) -> tuple[Array, Array, Array]:
    """Return precision, recall and F1 of rows of right, spurious and missed; 0 where nothing is right."""
    import numpy as np

    right, spurious, missed = counted.T
    return (
        right / np.maximum(right + spurious, 1),
        right / np.maximum(right + missed, 1),
        2 * right / np.maximum(2 * right + spurious + missed, 1),
    )
