"""The arms of a table: which heads, or which names of rows, are groups of a study, and which of them is the control."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from extractors.claim import Effect
from extractors.claims.contrasts import BARE
from extractors.document import Cell
from extractors.effects.measures import CONTRASTS
from extractors.tables.forms import read_form
from extractors.tables.grid import Row
from extractors.tables.reading import Reading
from extractors.tables.shapes import Content, Shape, read_content

_COMPARABLE = frozenset({Shape.NUMBER, Shape.BRACKET})
_NO_VALUE = frozenset({"p", "other", "n", "CI", "SD", "range", "IQR"})
_OF_AN_ARM = frozenset({"mean", "median", "events", "percentage", "estimate"})
_CONTROL = re.compile(
    r"\b(?:controls?|placebo|usual care|standard care|routine care|care as usual|sham|waiting list|wait-?list|vehicle"
    r"|untreated|no treatment|comparison|saline)\b",
    re.IGNORECASE,
)
_NO_ARM = re.compile(
    r"\b(?:total|all|overall|before|after|(?:pre|post)(?:-?(?:op|test|treat|interv|proc|exerc|dose|inject|inf|chall)\w*)?"
    r"|baseline|change|week|month|day|visit|year|time|men|women|male|female"
    r"|non-?(?:interested|respond\w+|users?|smok\w+|attend\w+|participa\w+|complet\w+)"
    r"|cases?|survivors?|dead|alive|yes|no|p|mean|n|patients|responders?|periods?|phase|wave|quartile|tertile|quintile"
    r"|difference|ratio|score|grade)\b|^\W*[\d%]",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\W*(?:group|arm)\s[A-Z]\W*", re.IGNORECASE)
_EVERYONE = re.compile(r"\W*(?:total|all|overall|whole|entire|combined)\b", re.IGNORECASE)
_DOSE = re.compile(
    r"(?:(?<=[\s(])|\b)(?P<dose>\d[\d.,]*\s?[-–]?\s?(?:[mµμn]?g|m[lL]|[KM]?IU|U|mM|[µμn]M|Gy)"
    r"(?:\s?/\s?(?:kg|d|day|m2|m²|mL|ml|L|dose|week))*)(?![\w%])"
)
_GROUP = re.compile(r"\b(?:groups?|arm)\b|\([nN]\s?=", re.IGNORECASE)
SIZE = re.compile(r"[\s,;:(\[]*\b[nN]\s?=.*$|\s*\(\d+\)\W*$")
_MOST, _PAIR = 8, 2


@dataclass(frozen=True, slots=True)
class Arm:
    """Hold the value of an arm, the cell that names it and, where that is a dose, the cell that says of what."""

    name: Cell
    reading: Reading
    outer: Cell | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Return the cells that say what the arm got."""
        return (self.name,) if self.outer is None else (self.outer, self.name)


@dataclass(frozen=True, slots=True)
class Line:
    """Hold what a row, or a column of a table whose rows are arms, says of the arms, with the tests beside them.

    ``label`` names what is measured, ``head`` stands over all arms, where there is such a head: it may name what the
    row gives the time of. ``below`` are tests in the next row, each under its arm.
    """

    label: Cell
    arms: tuple[Arm, ...]
    tests: tuple[Reading, ...] = ()
    head: Cell | None = None
    below: tuple[Reading, ...] = ()


def words_of(text: str, cell: Cell) -> str:
    """Return what a cell says without the size of a group."""
    return SIZE.sub("", text[cell.start : cell.end])


def lines(text: str, readings: Sequence[Reading]) -> Iterator[Line]:
    """Yield the rows that give one measure of two arms or more, and the tests beside or right below them, in order.

    Heads of two levels make a line for each outer head that stands over several arms; columns of everybody are left
    out.
    """
    rows = [list(row) for _, row in groupby(readings, key=lambda reading: reading.row.number)]
    none: list[Reading] = []
    for row, following in zip_longest(rows, rows[1:], fillvalue=none):
        values = [one for one in row if one.effect.measure in _OF_AN_ARM and one.heads]
        tests = [one for one in row if is_test(one)]
        if len(row[0].row.labels) != 1 or len(values) + len(tests) != len(row):
            continue
        values = values or (_unexplained(text, row[0].row, tests) if tests else [])
        below = tuple(following) if following and not tests and all(map(is_test, following)) else ()
        for head, arms, own in _blocks(text, values, tests):
            if _are_comparable(arms):
                yield Line(row[0].row.labels[0], arms, own, head, below)


def _unexplained(text: str, row: Row, tests: Sequence[Reading]) -> list[Reading]:
    """Return the numbers of two columns beside a test that nothing explains: which is larger can still be told.

    Whole numbers may be counts of groups of other sizes, so they have no value.
    """
    tested = {test.anchor.column for test in tests}
    cells = [cell for column, cell in sorted(row.cells.items()) if column not in tested and row.heads.get(column)]
    told = [(cell, read_content(text, cell.start, cell.end)) for cell in cells]
    total = any(_EVERYONE.match(text, label.start, label.end) for label in row.labels)
    if total or len(told) != _PAIR or any(content.shape not in _COMPARABLE for _, content in told):
        return []
    if any(
        read_form(text[head.start : head.end]).alone in _NO_VALUE for cell in cells for head in row.heads[cell.column]
    ):
        return []
    return [
        Reading(effect=_bare(text, one), row=row, anchor=cell, content=one, heads=row.heads[cell.column])
        for cell, one in told
    ]


def _bare(text: str, content: Content) -> Effect:
    share = content.percent == 1
    value = None if content.whole and not share else content.first
    name = "percentage" if share else BARE
    return Effect(
        start=content.start, end=content.end, text=text[content.start : content.end], measure=name, value=value
    )


def columns(text: str, readings: Sequence[Reading]) -> Iterator[Line]:
    """Yield the columns of a table whose rows are arms, one of them the control: "Group | ALT | AST", in order.

    The arms may stand below what is measured: "Pain | Drug | 3.1", "| Placebo | 4.0"; the head then says when.
    """
    rows = [one for one in readings if one.heads and 1 <= len(one.row.labels) <= _PAIR]
    for _, part in groupby(rows, key=_above):
        listed = list(part)
        values = [one for one in listed if one.effect.measure in _OF_AN_ARM]
        for column in sorted({one.anchor.column for one in values}):
            own = [one for one in values if one.anchor.column == column]
            arms = tuple(Arm(one.row.labels[-1], one) for one in own)
            head = own[0].heads[-1]
            told = sum(is_control(text, arm) for arm in arms) == 1 and all(one.heads[-1] is head for one in own)
            if told and _are_comparable(arms):
                tests = tuple(_tests_right_of(column, values, listed)) if len(own[0].row.labels) > 1 else ()
                label = own[0].row.labels[0] if len(own[0].row.labels) > 1 else head
                yield Line(label, arms, tests, None if label is head else head)


def _above(reading: Reading) -> tuple[int, ...]:
    """Return where the section of a row and the names before its own stand."""
    section = reading.row.section
    return (section.start if section is not None else -1, *(label.start for label in reading.row.labels[:-1]))


def _tests_right_of(column: int, values: Sequence[Reading], listed: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the tests that stand right of a column of values and before the next."""
    following = min((one.anchor.column for one in values if one.anchor.column > column), default=None)
    for one in listed:
        if is_test(one) and column < one.anchor.column and (following is None or one.anchor.column < following):
            yield one


def is_test(reading: Reading) -> bool:
    """Tell whether a reading compares arms: a contrast, or a p value by itself."""
    lone = not reading.effect.measure and reading.effect.p is not None
    return lone or reading.effect.measure in CONTRASTS


_Part = tuple[Cell | None, tuple[Arm, ...], tuple[Reading, ...]]


def _blocks(text: str, values: Sequence[Reading], tests: Sequence[Reading]) -> Iterator[_Part]:
    """Yield the row, or its parts under outer heads each of which stands over a control and other arms."""
    outer = {one.heads[0].start for one in values if len(one.heads) > 1 and one.heads[0].columns > 1}
    nested = bool(values) and all(len(one.heads) > 1 and one.heads[0].columns > 1 for one in values)
    if nested and len(outer) > 1:
        for start, part in groupby(values, key=lambda one: one.heads[0].start):
            listed = list(part)
            own = tuple(one for one in tests if one.heads and one.heads[0].start == start)
            yield listed[0].heads[0], tuple(Arm(one.heads[1], one) for one in listed), own
    elif nested:
        yield values[0].heads[0], tuple(Arm(one.heads[1], one) for one in values), tuple(tests)
    else:
        told = [_arm(text, one) for one in values]
        some = tuple(arm for arm in told if not _EVERYONE.match(words_of(text, arm.name)))
        yield None, some if len(some) >= _PAIR else tuple(told), tuple(tests)


def _arm(text: str, one: Reading) -> Arm:
    """Return the arm of a value; "5 mg" below "Zinc" is a dose of zinc."""
    doses = len(one.heads) > 1 and one.heads[0].columns > 1 and _DOSE.match(words_of(text, one.heads[1]))
    return Arm(one.heads[1], one, one.heads[0]) if doses else Arm(one.heads[0], one)


def _are_comparable(arms: Sequence[Arm]) -> bool:
    same = len({arm.reading.effect.measure for arm in arms}) == 1
    return same and _PAIR <= len(arms) <= _MOST and len({arm.name.start for arm in arms}) == len(arms)


def control_of(text: str, arms: Sequence[Arm], *, tested: bool = False) -> Arm | None:
    """Return the arm that the others are compared with: the only control, or the second of two named groups.

    With ``tested``, where a test stands beside two arms, their heads need not say that they are groups.
    """
    controls = [arm for arm in arms if is_control(text, arm)]
    if controls or len(arms) != _PAIR:
        return controls[0] if len(controls) == 1 else None
    told = tested or all(_GROUP.search(text[arm.name.start : arm.name.end]) for arm in arms)
    return arms[1] if told and all(is_named(text, arm) for arm in arms) else None


def is_control(text: str, arm: Arm) -> bool:
    """Tell whether an arm got what others are compared with."""
    return any(names_control(text[cell.start : cell.end]) for cell in arm.cells)


def names_control(words: str) -> bool:
    """Tell whether words name what others are compared with.

    >>> names_control("Usual care (n = 20)"), names_control("Zinc")
    (True, False)
    """
    return _CONTROL.search(words) is not None


def is_named(text: str, arm: Arm) -> bool:
    """Tell whether a head names an arm, and no time, measure or part of the people."""
    return _DOSE.match(text, arm.name.start, arm.name.end) is not None or not is_no_arm(words_of(text, arm.name))


def is_no_arm(words: str) -> bool:
    """Tell whether words of a head name a time, a measure or a part of the people."""
    return _NO_ARM.search(words) is not None and not _LETTERED.fullmatch(words)


def dose_in(text: str, cell: Cell) -> tuple[int, int] | None:
    """Return where a head names a dose."""
    match = _DOSE.search(text, cell.start, cell.end)
    return match.span("dose") if match is not None else None
