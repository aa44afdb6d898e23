"""The statistics of a table: numbers of cells, called what the heads, the row, the section or the notes call them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.claim import Effect
from extractors.document import Cell
from extractors.effects import find_effects
from extractors.effects.measures import CONTRASTS
from extractors.tables.drafts import Draft
from extractors.tables.forms import NOTHING, Form, read_form
from extractors.tables.grid import Grid, Row
from extractors.tables.shapes import Content, Shape
from extractors.tables.values import names_two, read_value


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
    bound: Content | None = None
    level: Decimal | None = None
    quartile: Content | None = None

    def enclosed(self, cell: Cell, low: Decimal | None, high: Decimal | None) -> Draft | None:
        """Return the last draft a few cells before that has no interval yet and lies within this one."""
        if low is None or high is None:
            return None
        near = [draft for draft in reversed(self.drafts) if cell.column - draft.cell.column <= _FARTHEST]
        fits = [one for one in near if one.takes("CI") and one.value is not None and low <= one.value <= high]
        return next((one for one in fits if one.measure), fits[0] if fits else None)

    def left(self, cell: Cell) -> Draft | None:
        """Return the draft right before a cell, or one cell further."""
        last = self.drafts[-1] if self.drafts else None
        near = last is not None and cell.column - (last.cell.column + last.cell.columns) <= 1
        return last if near else None


# Beside such heads a "B" is a coefficient and no arm.
_FITTED = re.compile(r"\bS\.?E\.?\b|[Ss]tandard error|\bCI\b|β|[Bb]eta\b")
_BEGINNING = 80
# Beside such cells "SD" is stable disease.
_RESPONSES = frozenset({"PD", "CR", "PR"})
# A note that says what else it is.
_OTHER_SD = re.compile(r"\bSD\s?[,:=]\s?(?![^.;,]{0,12}(?i:deviation|standard|stdev))[A-Za-z]{3,}")
_ODD = 2
_FARTHEST = 4
# A table whose heads are things and whose caption says that its numbers are correlations.
_CORRELATIONS = re.compile(
    r"\b[Cc]orrelations?\b(?: coefficients?| matrix)?|\b(?:[Pp]earson|[Ss]pearman)(?:['’]?s)?\b[^.;]{0,30}"
    r"\b(?:r|rho|coefficient)"
)
_TEST = re.compile(r"\W*(?:[Ftzχ]|F[-\s]?values?|t[-\s]?values?|χ[2²]|[Xx]2|df|[Cc]hi-?\s?square)\W*")
# A caption that calls all values of a table so.
_AVERAGES = re.compile(
    r"\W*(?:(?:adjusted|crude|geometric|least squares?|estimated|overall|total|baseline)\s)*"
    r"(?:(?:means?|averages?)|(?P<median>medians?))\b(?!\s(?:differences?|and|or))",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\bvs?\b|\bversus\b|\bdifferences?\b|\beffect\b|\bcompar\w+|[-–−]\s[A-Z]", re.IGNORECASE)
# A caption whose means are those of what a model was fitted for.
_PARAMETERS = re.compile(r"\b(?:parameter estimates?|coefficients?(?! of variation)|posterior)\b", re.IGNORECASE)
# What heads the difference of two arms.
_BETWEEN = re.compile(
    r"\b(?:interventions?|experimental|treatments?|treated|active|cases?)(?: group)?\s?[-–−]\s?(?:controls?|placebo)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[.;](?=\s|$)|\n")
_APART = {
    "CI": Shape.INTERVAL, "range": Shape.INTERVAL, "IQR": Shape.INTERVAL, "SD": Shape.NUMBER, "%": Shape.NUMBER
}  # fmt: skip


class TableReader:
    """Read one table; what caption and notes say of its numbers holds where nothing nearer does."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        said = (read_form(part.strip()) for part in _PARTS.split(grid.caption))
        self.notes = tuple(_of_means(form) for form in said if form.beside)
        heads = {grid.words(head) for heads in grid.heads().values() for head in heads}
        self._correlates = _CORRELATIONS.search(grid.caption[:_BEGINNING]) is not None
        self._fits = _PARAMETERS.search(grid.caption[:_BEGINNING]) is not None
        average = _AVERAGES.match(grid.caption)
        self._average = "" if average is None else "median" if average["median"] else "mean"
        responses = any(grid.words(cell) in _RESPONSES for cell in grid.table.cells)
        self._other_sd = responses or _OTHER_SD.search(grid.caption) is not None
        self._wholes = _has_wholes(grid)
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
            named = (*heads, *line.row.labels)
            if draft.measure == "estimate" and not any(_AGAINST.search(self.grid.words(cell)) for cell in named):
                draft.measure = self._average or draft.measure
            if draft.measure == "mean" and draft.low is not None and self._fits:
                draft.measure = "estimate"
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
        labels = [form for label in reversed(line.row.labels) if (form := self._form(label)).measure != "ratio"]
        heads = [self._form(head) for head in reversed(line.row.heads.get(cell.column, ()))]
        form = _alone(labels, heads)
        if content.shape is Shape.ASIDE and form.alone in {"SD", "%"}:
            content = replace(content, shape=Shape.NUMBER)
        if form.alone == "p" and self._tests(cell, line):
            return
        closes = form.alone == "p" and self._closes(cell, content, line)
        if (form.alone == "p" and not closes) or (content.shape is Shape.P and self.grid.text[cell.start] in "Pp"):
            unnamed = not any(words(label).strip() for label in line.row.labels) and self.grid.text[cell.start] in "Pp"
            below = unnamed or any(label.alone == "p" for label in labels)
            if not (below and _under(cell, content, line)):
                _read_p(cell, content, line, apart=below)
        elif form.alone in {"Q1", "Q3"} and content.shape is Shape.NUMBER:
            _read_quartile(content, form, line)
        elif content.shape is Shape.NUMBER and (form.alone == "CI" or closes):
            _read_bound(cell, content, form, line)
        elif _APART.get(form.alone) is content.shape:
            if form.spread == "SE":
                self._fit(line)
            _complete(cell, content, form, line, below=any(label.alone == form.alone for label in labels))
        elif form.alone != "other":
            section = read_form(words(line.row.section))
            forms = [*labels, *([section] if section.beside else []), *heads]
            self._read_value(cell, content, forms, line)

    def _closes(self, cell: Cell, content: Content, line: _Line) -> bool:
        """Tell whether an interval that has begun ends in the first of two columns that a p value heads."""
        heads = line.row.heads.get(cell.column, ())
        wide = bool(heads) and heads[-1].columns > 1 and heads[-1].column == cell.column
        return wide and line.bound is not None and line.enclosed(cell, line.bound.first, content.first) is not None

    def _fit(self, line: _Line) -> None:
        """Call the unnamed value before a standard error an estimate where the statistic of its test follows."""
        tests = any(self._tests(cell, line) for cell in line.row.cells.values())
        if tests and line.drafts and not line.drafts[-1].measure:
            line.drafts[-1].measure = "estimate"

    def _tests(self, cell: Cell, line: _Line) -> bool:
        """Tell whether the nearest head of a cell names the statistic of a test."""
        heads = line.row.heads.get(cell.column, ())
        return bool(heads) and _TEST.fullmatch(self.grid.words(heads[-1])) is not None

    def _form(self, head: Cell) -> Form:
        words = self.grid.words(head)
        odd = (words == "B" and self._arms) or (words == "SD" and self._other_sd)
        return NOTHING if odd else read_form(words)

    def _read_value(self, cell: Cell, content: Content, forms: Sequence[Form], line: _Line) -> None:
        if content.shape is Shape.INTERVAL:
            _second_half(cell, content, forms, line)
            return
        left = line.left(cell)
        if content.shape is Shape.ASIDE:
            if left is not None and left.takes_aside and self._share_head(left.cell, cell, line):
                self._explain(left.joined(cell, content), forms, line)
            return
        draft = Draft(cell, content, value=content.first)
        line.drafts.append(draft)
        if not (content.shape is Shape.NUMBER and self._reaches_over(cell, line)):
            self._explain(draft, forms, line)

    def _reaches_over(self, cell: Cell, line: _Line) -> bool:
        """Tell whether a cell reaches over the column of a deviation, share or p value: it is none of what heads it."""
        own = range(cell.column + 1, cell.column + cell.columns)
        return any(heads and self._form(heads[-1]).alone for heads in (line.row.heads.get(one, ()) for one in own))

    def _share_head(self, one: Cell, other: Cell, line: _Line) -> bool:
        """Tell whether one head stands over two cells, or none over the second."""
        first, second = (line.row.heads.get(cell.column, ()) for cell in (one, other))
        return not second or second[-1] in first or not self.grid.words(second[-1]).strip()

    def _explain(self, draft: Draft, forms: Sequence[Form], line: _Line) -> None:
        content = draft.content
        heads = [self.grid.words(head) for head in line.row.heads.get(draft.cell.column, ())]
        if not (content.shape is Shape.NUMBER and any(form.alone == "n" for form in forms)):
            labels = [self.grid.words(label) for label in line.row.labels]
            read_value(draft, forms, self.notes, heads, labels, wholes=self._wholes)
        if draft.measure == "mean" and any(map(_BETWEEN.search, heads)):
            draft.measure = "MD"
        if self._correlates and not any(form != NOTHING for form in forms):
            draft.measure = draft.measure or ("correlation" if _may_correlate(content) else "")


def _has_wholes(grid: Grid) -> bool:
    """Tell whether "4/10" may be ten with four of them in a table: not where rows have more above the line."""
    odd = {
        cell.row for cell in grid.table.cells if grid.content(cell).is_odd and not names_two(grid.words_before(cell))
    }
    return len(odd) < _ODD


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
    if draft is None or not draft.is_contrast or draft.is_of_one_arm or draft.p is not None or not _is_p(content):
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
    several = own is not None and (
        any(one.is_of_one_arm for one in since[:-1])
        if own.is_of_one_arm
        else _is_over_others(own, since[:-1], cell, line)
    )
    if own is not None and not several:
        own.p, own.last = content, cell
    else:
        line.drafts.append(Draft(cell, content, p=content, lone=True))
    line.since_p = len(line.drafts)


def _is_over_others(own: Draft, before: Sequence[Draft], cell: Cell, line: _Line) -> bool:
    """Tell whether a p value stands under none of the wide heads that part the contrasts before it."""
    heads = line.row.heads
    over = (heads.get(one.cell.column, ()) for one in (own, *before))
    wide = [next((head for head in reversed(cells) if head.columns > 1), None) for cells in over]
    parted = len({head.start for head in wide if head is not None}) > 1 and None not in wide
    return parted and wide[0] not in heads.get(cell.column, ())


def _complete(cell: Cell, content: Content, form: Form, line: _Line, *, below: bool) -> None:
    """Add an interval, a deviation or a share to the value beside or, where the row is named so, above."""
    draft = line.above.get(cell.column) if below else line.left(cell)
    if form.alone == "CI" and not below:
        draft = line.enclosed(cell, content.low, content.high) or draft
    if form.alone == "SD" and draft is not None and draft.measure == "median":
        # A deviation is that of the mean, which may stand before the median.
        draft = next((one for one in reversed(line.drafts) if one.measure == "mean"), None)
    if draft is None or not draft.takes(form.alone):
        return
    match form.alone:
        case "CI":
            draft.low, draft.high, draft.level = content.low, content.high, form.level or draft.level
            draft.measure = draft.measure or ("percentage" if draft.content.percent else "estimate")
        case "range" | "IQR":
            draft.low, draft.high, draft.spread = content.low, content.high, form.alone
        case "SD":
            draft.sd, draft.measure = content.first, draft.measure or "mean"
            draft.spread = form.spread
        case _:
            draft.measure = "events"
    draft.last = draft.last if below else cell


def _read_bound(cell: Cell, content: Content, form: Form, line: _Line) -> None:
    """Keep the lower end of an interval whose ends have a column each; with the upper one give it to its value."""
    low, high = line.bound.first if line.bound else None, content.first
    line.bound = content if line.bound is None else None
    line.level = form.level or line.level
    draft = line.enclosed(cell, low, high)
    if draft is not None:
        draft.low, draft.high, draft.level, draft.last = low, high, line.level or draft.level, cell
        draft.measure = draft.measure or "estimate"


def _read_quartile(content: Content, form: Form, line: _Line) -> None:
    """Keep the first quartile; with the third give both to the last median, which may stand before or between them."""
    if form.alone == "Q1":
        line.quartile = content
        return
    draft = next((one for one in reversed(line.drafts) if one.measure == "median" and one.takes("IQR")), None)
    low, line.quartile = line.quartile, None
    if draft is not None and low is not None:
        draft.low, draft.high, draft.spread = low.first, content.first, "IQR"


def _second_half(cell: Cell, content: Content, forms: Sequence[Form], line: _Line) -> None:
    """Add an interval to the value in the column before, where one head is for both."""
    own, left = next((form for form in forms if form.beside == "CI"), None), line.left(cell)
    if own is None and left is not None and left.measure in CONTRASTS and left.value is not None:
        low, high = content.low, content.high
        own = Form(level=left.level) if low is not None and high is not None and low <= left.value <= high else None
    if own is not None:
        _complete(cell, content, Form(alone="CI", level=own.level), line, below=False)
