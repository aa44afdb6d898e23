"""The statistics of a table: numbers of cells, called what the heads, the row, the section or the notes call them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.claim import Effect
from extractors.document import Cell
from extractors.effects import find_effects
from extractors.effects.measures import CONTRASTS
from extractors.tables.drafts import Draft
from extractors.tables.forms import NOTHING, Form, read_form
from extractors.tables.grid import Grid, Row
from extractors.tables.shapes import Content, Shape
from extractors.tables.values import read_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Hold a statistic of a table, with the row it stands in and the cells that head it, outer ones first.

    ``anchor`` is the cell of the value, or of the p value where there is none, ``content`` what stands in it.
    """

    effect: Effect
    row: Row
    anchor: Cell
    content: Content
    heads: tuple[Cell, ...] = ()


@dataclass(slots=True)
class _Line:
    """Hold the drafts of a row while it is read, and the drafts of the row above by column."""

    row: Row
    above: dict[int, Draft]
    drafts: list[Draft] = field(default_factory=list)
    since_p: int = 0

    def left(self, cell: Cell) -> Draft | None:
        """Return the draft right before a cell, or one cell further."""
        last = self.drafts[-1] if self.drafts else None
        near = last is not None and cell.column - (last.cell.column + last.cell.columns) <= 1
        return last if near else None


# Beside such heads a "B" is a coefficient and no arm.
_FITTED = re.compile(r"\bS\.?E\.?\b|[Ss]tandard error|\bCI\b|β|[Bb]eta\b")
_BEGINNING = 80
# A table whose heads are things and whose caption says that its numbers are correlations.
_CORRELATIONS = re.compile(
    r"\b[Cc]orrelations?\b(?: coefficients?| matrix)?|\b(?:[Pp]earson|[Ss]pearman)(?:['’]?s)?\b[^.;]{0,30}"
    r"\b(?:r|rho|coefficient)"
)
_PARTS = re.compile(r"[.;](?=\s|$)|\n")
_APART = {"CI": Shape.INTERVAL, "SD": Shape.NUMBER, "%": Shape.NUMBER}


class TableReader:
    """Read one table; what caption and notes say of its numbers holds where nothing nearer does."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        said = (read_form(part.strip()) for part in _PARTS.split(grid.caption))
        self.notes = tuple(_of_means(form) for form in said if form.beside)
        heads = {grid.words(head) for heads in grid.heads().values() for head in heads}
        self._correlates = _CORRELATIONS.search(grid.caption[:_BEGINNING]) is not None
        self._arms = {"A", "B"} <= heads or not any(_FITTED.search(words) for words in heads)

    def readings(self) -> Iterator[Reading]:
        """Yield the statistics in the order of the text."""
        above: dict[int, Draft] = {}
        lines: list[_Line] = []
        for row in self.grid.rows():
            line = _Line(row, above)
            for _, cell in sorted(row.cells.items()):
                self._read(cell, line)
            if line.drafts:
                above = {draft.cell.column: draft for draft in line.drafts if not draft.lone}
            lines.append(line)
        for line in lines:
            yield from self._finished(line)

    def _finished(self, line: _Line) -> Iterator[Reading]:
        for draft in line.drafts:
            heads = line.row.heads.get(draft.cell.column, ())
            for effect in self._effects(draft):
                yield Reading(effect=effect, row=line.row, anchor=draft.cell, content=draft.content, heads=heads)

    def _effects(self, draft: Draft) -> Iterator[Effect]:
        text, cell = self.grid.text, draft.cell
        if draft.is_done:
            yield draft.effect(text)
        elif draft.content.shape is Shape.NONE:
            found = find_effects(text, cell.start, cell.end)
            yield from (effect for effect in found if effect.measure or effect.p is not None)

    def _read(self, cell: Cell, line: _Line) -> None:
        content, words = self.grid.content(cell), self.grid.words
        # A row may be about a ratio ("waist-to-hip ratio") without its numbers being one.
        labels = [form for label in reversed(line.row.labels) if (form := read_form(words(label))).measure != "ratio"]
        heads = [self._form(head) for head in reversed(line.row.heads.get(cell.column, ()))]
        form = _alone(labels, heads)
        if form.alone == "p" or (content.shape is Shape.P and self.grid.text[cell.start] in "Pp"):
            below = any(label.alone == "p" for label in labels)
            if not (below and _under(cell, content, line)):
                _read_p(cell, content, line, apart=below)
        elif _APART.get(form.alone) is content.shape:
            _complete(cell, content, form, line, below=any(label.alone == form.alone for label in labels))
        elif form.alone != "other p":
            section = read_form(words(line.row.section))
            forms = [*labels, *([section] if section.beside else []), *heads]
            self._read_value(cell, content, forms, line)

    def _form(self, head: Cell) -> Form:
        words = self.grid.words(head)
        return NOTHING if words == "B" and self._arms else read_form(words)

    def _read_value(self, cell: Cell, content: Content, forms: Sequence[Form], line: _Line) -> None:
        if content.shape is Shape.INTERVAL:
            _second_half(cell, content, forms, line)
            return
        draft = Draft(cell, content, value=content.first)
        line.drafts.append(draft)
        heads = [self.grid.words(head) for head in line.row.heads.get(cell.column, ())]
        if not (content.shape is Shape.NUMBER and any(form.alone == "n" for form in forms)):
            read_value(draft, forms, self.notes, heads, [self.grid.words(label) for label in line.row.labels])
        if self._correlates and not any(form != NOTHING for form in forms):
            draft.measure = draft.measure or ("correlation" if _may_correlate(content) else "")


def _may_correlate(content: Content) -> bool:
    """Tell whether a number in a table of correlations is a correlation: with decimals, and below one."""
    value, plain = (
        content.first,
        content.shape is Shape.NUMBER or (content.shape is Shape.BRACKET and content.comparator),
    )
    return bool(plain) and value is not None and not content.whole and abs(value) < 1


def _of_means(form: Form) -> Form:
    """Return what a note says of deviations as that of means: a contrast that it names besides is of something else."""
    return replace(form, measure="mean") if form.beside == "SD" and form.measure in CONTRASTS else form


def _alone(labels: Sequence[Form], heads: Sequence[Form]) -> Form:
    """Return what says that a cell holds no value of its own: its row's name, or the nearest head that says any."""
    named = next((form for form in labels if form.alone and form.alone != "n"), None)
    return named or next((form for form in heads if form != NOTHING), NOTHING)


def _under(cell: Cell, content: Content, line: _Line) -> bool:
    """Give a p value of a row of them to the contrast above it; tell whether there is one that has none yet."""
    draft = line.above.get(cell.column)
    if draft is None or not draft.is_contrast or draft.p is not None or not _is_p(content):
        return False
    draft.p = content
    return True


def _is_p(content: Content) -> bool:
    return content.shape in {Shape.P, Shape.NUMBER} and content.first is not None and 0 <= content.first <= 1


def _read_p(cell: Cell, content: Content, line: _Line, *, apart: bool) -> None:
    """Give a p value to the contrast right before it; between arms it stands for itself, and so does a row of them."""
    if not _is_p(content):
        return
    since = [draft for draft in line.drafts[line.since_p :] if draft.measure]
    own = since[-1] if since and since[-1].is_contrast and not apart else None
    if own is not None:
        own.p, own.last = content, cell
    else:
        line.drafts.append(Draft(cell, content, p=content, lone=True))
    line.since_p = len(line.drafts)


def _complete(cell: Cell, content: Content, form: Form, line: _Line, *, below: bool) -> None:
    """Add an interval, a deviation or a share to the value beside or, where the row is named so, above."""
    draft = line.above.get(cell.column) if below else line.left(cell)
    if form.alone == "SD" and draft is not None and draft.measure == "median":
        # A deviation is that of the mean, which may stand before the median.
        draft = next((one for one in reversed(line.drafts) if one.measure == "mean"), None)
    if draft is None or not draft.takes(form.alone):
        return
    match form.alone:
        case "CI":
            draft.low, draft.high, draft.level = content.low, content.high, form.level or draft.level
            draft.measure = draft.measure or "estimate"
        case "SD":
            draft.sd, draft.measure = content.first, draft.measure or "mean"
            draft.spread = form.spread
        case _:
            draft.measure = "events"
    draft.last = draft.last if below else cell


def _second_half(cell: Cell, content: Content, forms: Sequence[Form], line: _Line) -> None:
    """Add an interval to the value in the column before, where one head is for both."""
    own, left = next((form for form in forms if form.beside == "CI"), None), line.left(cell)
    if own is None and left is not None and left.measure in CONTRASTS and left.value is not None:
        low, high = content.low, content.high
        own = Form(level=left.level) if low is not None and high is not None and low <= left.value <= high else None
    if own is not None:
        _complete(cell, content, Form(alone="CI", level=own.level), line, below=False)
