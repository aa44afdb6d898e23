"""Rows that give each arm before and after: how an arm changed, and whether it changed more than the control."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from extractors.claim import Direction
from extractors.claims.binding import by_chance
from extractors.document import Cell
from extractors.tables.arms import Arm, control_of, is_control, is_named, is_test
from extractors.tables.comparisons import Comparison, sure_by
from extractors.tables.reading import Reading

_EARLY = re.compile(
    r"\b(?:before|baseline|pre|pre-?\w+|(?:day|week|month|T|V) ?0|initial|start|entry)\b", re.IGNORECASE
)
_LATE = re.compile(
    r"\b(?:after|post|post-?\w+|end(?:point)?|final|follow-?up|last|(?:day|week|month|T|V) ?\d+|\d+(?:th|st|nd|rd)? ?-?"
    r"(?:days?|weeks?|months?|years?))\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\b|\bgroup effect|\btreatment effect|\bintergroup|\bvs?\b", re.IGNORECASE)
_WITHIN = re.compile(r"\bwithin\b|\bintra-?group|\btime effect|\binteraction|\b(?:pre|before)\b", re.IGNORECASE)
_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Change:
    """Hold the values of an arm before and after, and the test of the two, where the table gives one."""

    arm: Cell
    early: Reading
    late: Reading
    test: Reading | None = None

    @property
    def amount(self) -> Decimal | None:
        """Return how much the value rose."""
        one, two = self.early.effect.value, self.late.effect.value
        return None if one is None or two is None or self.early.effect.measure == "events" else two - one


def changes(text: str, readings: Sequence[Reading]) -> Iterator[Comparison]:
    """Yield what rows with two columns for each of two arms say: an arm after against before, one against the other.

    A test belongs to an arm where one head stands over both or its own head says "within", and compares the arms where
    its head says "between" or where it is the only one. An arm that changed more is that which rose more.
    """
    for _, part in groupby(readings, key=lambda reading: reading.row.number):
        row = list(part)
        tests = [one for one in row if is_test(one)]
        values = [one for one in row if not is_test(one)]
        found = list(_changes(text, values, tests)) if len(row[0].row.labels) == 1 and tests else []
        if len(found) == _PAIR:
            yield from _within(text, found)
            yield from _between(text, found, tests)


def _changes(text: str, values: Sequence[Reading], tests: Sequence[Reading]) -> Iterator[_Change]:
    if not all(len(one.heads) > 1 and one.heads[0].columns > 1 and one.effect.value is not None for one in values):
        return
    for _, part in groupby(values, key=lambda one: one.heads[0].start):
        own = list(part)
        words = [text[one.heads[-1].start : one.heads[-1].end] for one in own]
        if len(own) != _PAIR or not _EARLY.search(words[0]) or not _LATE.search(words[1]) or _EARLY.search(words[1]):
            return
        yield _Change(own[0].heads[0], own[0], own[1], next((one for one in tests if _is_own(text, one, own)), None))


def _is_own(text: str, test: Reading, own: Sequence[Reading]) -> bool:
    """Tell whether a test is that of one arm: under its head, or right behind its columns and said to be within."""
    if own[0].heads[0] in test.heads:
        return True
    behind = test.anchor.column == own[-1].anchor.column + own[-1].anchor.columns
    return behind and any(_WITHIN.search(text, head.start, head.end) for head in test.heads)


def _within(text: str, found: Sequence[_Change]) -> Iterator[Comparison]:
    for one in found:
        arm, before = Arm(one.arm, one.late), Arm(one.early.heads[-1], one.early)
        if one.test is None or is_control(text, arm) or not is_named(text, arm):
            continue
        direction = _direction(one.amount, one.test)
        if direction is not None:
            yield _comparison(arm, before, direction, (one.early, one.late), one.test, within=True)


def _between(text: str, found: Sequence[_Change], tests: Sequence[Reading]) -> Iterator[Comparison]:
    arms = [Arm(one.arm, one.late) for one in found]
    own = [one.test for one in found if one.test is not None]
    free = [one for one in tests if one not in own]
    told = [one for one in free if any(_BETWEEN.search(text, head.start, head.end) for head in one.heads)]
    odd = any(_WITHIN.search(text, head.start, head.end) for one in free for head in one.heads)
    test = told[0] if len(told) == 1 else free[0] if len(free) == 1 and not odd else None
    control = control_of(text, arms, tested=True)
    if test is None or control is None or any(is_named(text, arm) is False for arm in arms if arm is not control):
        return
    treated, other = (0, 1) if control is arms[1] else (1, 0)
    one, two = found[treated].amount, found[other].amount
    direction = _direction(one - two if one is not None and two is not None else None, test)
    if direction is not None:
        yield _comparison(arms[treated], control, direction, (found[treated].late, found[other].late), test)


def _direction(amount: Decimal | None, test: Reading) -> Direction | None:
    if by_chance([test.effect]):
        return Direction.NO_CHANGE
    if not amount or not sure_by(test.effect):
        return None
    return Direction.INCREASE if amount > 0 else Direction.DECREASE


def _comparison(
    arm: Arm, control: Arm, direction: Direction, values: Sequence[Reading], test: Reading, *, within: bool = False
) -> Comparison:
    """Return a comparison with the values of both sides; within an arm they are both its own."""
    names = ("subject", "subject") if within else ("subject", "comparator")
    told = [replace(value.effect, arm=name) for value, name in zip(values, names, strict=True)]
    return Comparison(
        label=arm.reading.row.labels[0],
        section=arm.reading.row.section,
        arm=arm,
        control=control,
        direction=direction,
        statistics=tuple(sorted((*told, test.effect), key=lambda effect: effect.start)),
        anchor=test.anchor,
        within=within,
    )
