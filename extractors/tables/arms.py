"""Rows that compare two arms: a value for each, and a p value or a difference that tells whether they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
    """Hold what a row says of two arms; the direction is that of the treated arm against the control.

    ``head`` stands over both, where there is such a head: it may name what the row gives the time of.
    """

    label: Cell
    arm: Cell
    control: Cell
    direction: Direction
    statistics: tuple[Effect, ...]
    anchor: Cell
    head: Cell | None = None


def comparisons(text: str, readings: Sequence[Reading]) -> Iterator[Comparison]:
    """Yield what rows say of arms: each treated one against the control, with the values of both and one test of them.

    The heads tell the arms apart: exactly one speaks of a control, or two name groups of which the first is then the
    treated one. Heads of two levels make a comparison for each outer head that stands over several arms. A row whose
    test leaves the difference to chance tells of no change; one test of several arms says no more than that.
    """
    for _, row in groupby(readings, key=lambda reading: reading.row.number):
        for block in _blocks(text, list(row)):
            yield from _compared(text, block)


@dataclass(frozen=True, slots=True)
class _Block:
    """Hold the values of the arms of a row, with the head that names each, and the tests beside them."""

    values: tuple[tuple[Cell, Reading], ...]
    tests: tuple[Reading, ...]
    head: Cell | None = None


def _blocks(text: str, row: Sequence[Reading]) -> Iterator[_Block]:
    """Yield the row, or its parts under outer heads each of which stands over a control and other arms."""
    values = [one for one in row if one.effect.measure in _OF_AN_ARM and one.heads]
    tests = [one for one in row if one.effect.measure in CONTRASTS or _is_lone_p(one)]
    if len(values) + len(tests) != len(row):
        return
    nested = values and all(len(one.heads) > 1 and one.heads[0].columns > 1 for one in values)
    if not nested:
        yield _Block(tuple((one.heads[0], one) for one in values), tuple(tests))
        return
    for start, part in groupby(values, key=lambda one: one.heads[0].start):
        listed = list(part)
        own = [one for one in tests if one.heads and one.heads[0].start == start]
        yield _Block(tuple((one.heads[1], one) for one in listed), tuple(own), listed[0].heads[0])


def _is_lone_p(reading: Reading) -> bool:
    return not reading.effect.measure and reading.effect.p is not None


def _compared(text: str, block: _Block) -> Iterator[Comparison]:
    labels = block.values[0][1].row.labels if block.values else ()
    same = len({one.effect.measure for _, one in block.values}) == 1
    if len(block.tests) != 1 or len(labels) != 1 or not 2 <= len(block.values) <= _MOST_ARMS or not same:
        return
    control = _control(text, block)
    treated = [(head, one) for head, one in block.values if control is None or one is not control[1]]
    (test,) = block.tests
    if control is None or any(_NO_ARM.search(SIZE.sub("", _words(text, head))) for head, _ in treated):
        return
    for head, value in treated:
        direction = _direction(value, control[1], test.effect)
        if direction is None or (len(treated) > 1 and direction is not Direction.NO_CHANGE):
            continue
        told = (replace(value.effect, arm="subject"), replace(control[1].effect, arm="comparator"), test.effect)
        yield Comparison(
            label=labels[0],
            arm=head,
            control=control[0],
            direction=direction,
            statistics=tuple(sorted(told, key=lambda effect: effect.start)),
            anchor=test.anchor,
            head=block.head,
        )


_MOST_ARMS = 5
_GROUP = re.compile(r"\b(?:groups?|arm)\b|\([nN]\s?=", re.IGNORECASE)


def _control(text: str, block: _Block) -> tuple[Cell, Reading] | None:
    """Return the arm that the others are compared with: the only control, or the second of two named groups."""
    controls = [(head, one) for head, one in block.values if _CONTROL.search(_words(text, head))]
    if controls or len(block.values) != _PAIR:
        return controls[0] if len(controls) == 1 else None
    heads = [head for head, _ in block.values]
    named = all(_GROUP.search(_words(text, head)) for head in heads) and heads[0].start != heads[1].start
    told = named and not any(_NO_ARM.search(SIZE.sub("", _words(text, head))) for head in heads)
    return block.values[1] if told else None


_PAIR = 2


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
