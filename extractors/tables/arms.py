"""Rows that compare two arms: a value for each, and a p value or a difference that tells whether they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from extractors.claim import Direction, Effect
from extractors.claims.binding import by_chance
from extractors.document import Cell
from extractors.effects.measures import CONTRASTS
from extractors.tables.reading import Reading
from extractors.tables.shapes import Shape

_OF_AN_ARM = frozenset({"mean", "median", "events", "percentage"})
_CONTROL = re.compile(
    r"\b(?:controls?|placebo|usual care|standard care|routine care|care as usual|sham|waiting list|wait-?list|vehicle"
    r"|untreated|no treatment|comparison|saline)\b",
    re.IGNORECASE,
)
_NO_ARM = re.compile(
    r"\b(?:total|all|overall|before|after|pre|post|baseline|change|week|month|day|visit|year|time|men|women|male|female"
    r"|cases?|survivors?|dead|alive|yes|no|p|mean|n|patients|responders?)\b|^\W*\d",
    re.IGNORECASE,
)
SIZE = re.compile(r"[\s,;:(\[]*\b[nN]\s?=.*$|\s*\(\d+\)\W*$")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold what a row says of two arms; the direction is that of the treated arm against the control."""

    label: Cell
    arm: Cell
    control: Cell
    direction: Direction
    statistics: tuple[Effect, ...]
    anchor: Cell


def comparisons(text: str, readings: Sequence[Reading]) -> Iterator[Comparison]:
    """Yield a comparison for each row with exactly one value for a treated arm and for a control, and one test of both.

    The heads tell the arms apart: exactly one of the two speaks of a control. A row whose test leaves the difference to
    chance tells of no change.
    """
    for _, row in groupby(readings, key=lambda reading: reading.row.number):
        found = _compared(text, list(row))
        if found is not None:
            yield found


def _compared(text: str, row: Sequence[Reading]) -> Comparison | None:
    values = [one for one in row if one.effect.measure in _OF_AN_ARM and one.heads]
    tests = [
        one for one in row if one.effect.measure in CONTRASTS or (not one.effect.measure and one.effect.p is not None)
    ]
    labels = row[0].row.labels
    if len(values) != 2 or len(tests) != 1 or len(labels) != 1 or len(row) != 3:
        return None
    controls = [_CONTROL.search(_words(text, one.heads[0])) is not None for one in values]
    if controls.count(True) != 1:
        return None
    treated, control = values if controls[1] else reversed(values)
    arm = treated.heads[0]
    if _NO_ARM.search(SIZE.sub("", _words(text, arm))) or values[0].effect.measure != values[1].effect.measure:
        return None
    direction = _direction(treated, control, tests[0].effect)
    if direction is None:
        return None
    return Comparison(
        label=labels[0],
        arm=arm,
        control=control.heads[0],
        direction=direction,
        statistics=tuple(one.effect for one in row),
        anchor=tests[0].anchor,
    )


def _direction(treated: Reading, control: Reading, test: Effect) -> Direction | None:
    if test.p is not None and (test.p_comparator in {"=", "<", "<="}) and test.p < Decimal("0.05"):
        sure = True
    else:
        sure = test.p is None and test.ci_low is not None and not by_chance([test])
    one, other = _amount(treated), _amount(control)
    if not sure:
        return Direction.NO_CHANGE if by_chance([test]) else None
    if one is None or other is None or one == other:
        return None
    return Direction.INCREASE if one > other else Direction.DECREASE


def _amount(reading: Reading) -> Decimal | None:
    """Return what is to be compared: the mean, or the share of the events."""
    if reading.effect.measure != "events":
        return reading.effect.value
    content = reading.content
    if content.shape is Shape.FRACTION and content.first is not None and content.second:
        return content.first / content.second
    return content.first if content.percent == 1 else content.second


def _words(text: str, cell: Cell) -> str:
    return text[cell.start : cell.end]
