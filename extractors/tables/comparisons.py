"""Rows that compare arms: a value for each, and what tells whether they differ: a test, a mark, or the counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.claim import Direction, Effect
from extractors.claims.binding import by_chance
from extractors.claims.numbers import may_be_chance
from extractors.claims.words import listed
from extractors.document import Cell
from extractors.tables.arms import Arm, Line, columns, control_of, is_control, is_named, lines, words_of
from extractors.tables.marks import Mark, signs_of
from extractors.tables.reading import Reading
from extractors.tables.shapes import Shape
from extractors.tables.versus import contradicts


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold what a row says of two arms; the direction is that of the treated arm against the control.

    ``head`` stands over both, where there is such a head: it may name what the row gives the time of. ``tested`` is
    False where only the counts tell that the arms differ; with ``within`` an arm is compared with itself before.
    """

    label: Cell
    section: Cell | None
    arm: Arm
    control: Arm
    direction: Direction
    statistics: tuple[Effect, ...]
    anchor: Cell
    head: Cell | None = None
    tested: bool = True
    within: bool = False


def comparisons(text: str, readings: Sequence[Reading], marks: Sequence[Mark] = ()) -> Iterator[Comparison]:
    """Yield what rows say of arms: each treated one against the control, with the values of both and what tests them.

    The heads tell the arms apart: exactly one speaks of a control, or two name groups of which the first is then the
    treated one. What tells that two arms differ is, in this order: a test whose head names both, or the only test where
    there are two arms; a mark beside the value that a note explains; events of people too unlike for chance. One test
    of several arms says no more than that none of them differs.
    """
    for line in lines(text, readings):
        yield from _compared(text, line, marks)
    for line in columns(text, readings):
        yield from _compared(text, line, marks)


def _compared(text: str, line: Line, marks: Sequence[Mark]) -> Iterator[Comparison]:
    for arm, control, test in _pairs(text, line, marks):
        direction = _direction(arm.reading, control.reading, test, rivals=len(line.arms) - 1)
        if direction is None:
            continue
        told = [replace(arm.reading.effect, arm="subject"), replace(control.reading.effect, arm="comparator")]
        told += [test.effect] if test is not None else []
        yield Comparison(
            label=line.label,
            section=arm.reading.row.section,
            arm=arm,
            control=control,
            direction=direction,
            statistics=tuple(sorted(told, key=lambda effect: effect.start)),
            anchor=test.anchor if test is not None and test.anchor is not None else arm.reading.anchor,
            head=line.head,
            tested=test is not None,
        )


@dataclass(frozen=True, slots=True)
class _Test:
    """Hold what compares two arms; ``all_of_them`` says that it compares several at once."""

    effect: Effect
    anchor: Cell | None = None
    all_of_them: bool = False


def _pairs(text: str, line: Line, marks: Sequence[Mark]) -> Iterator[tuple[Arm, Arm, _Test | None]]:
    """Yield each arm that may be compared, with its rival and the test of the two; no test where counts must tell."""
    marked = list(_marked(text, line, marks))
    yield from marked
    control = control_of(text, line.arms, tested=bool(line.tests or line.below))
    if control is None:
        return
    treated = [arm for arm in line.arms if arm is not control]
    if not all(is_named(text, arm) for arm in treated):
        return
    for arm in treated:
        told = any(arm is one and control is rival for one, rival, _ in marked)
        test = _test_of(text, line, arm, control)
        if not told and (test is not None or not (line.tests or line.below)):
            yield arm, control, test


def _marked(text: str, line: Line, marks: Sequence[Mark]) -> Iterator[tuple[Arm, Arm, _Test]]:
    """Yield the arms whose values bear a mark that a note explains, with the arm that the note names."""
    for mark in marks:
        rival = _meant(text, mark.rival, line.arms)
        for arm in line.arms:
            own = rival is not None and arm is not rival and mark.sign in signs_of(text, arm.reading.anchor)
            if own and rival is not None and is_named(text, arm) and not is_control(text, arm):
                yield arm, rival, _Test(mark.effect)


def _test_of(text: str, line: Line, arm: Arm, control: Arm) -> _Test | None:
    """Return the test of two arms: one below the first, one whose head names both, else the only one."""
    for test in line.below:
        if arm.name in test.heads and not any(control.name in one.heads for one in line.below):
            return _Test(test.effect, test.anchor)
    for test in line.tests:
        if _names(text, test, line.arms) == {arm.name.start, control.name.start}:
            return _Test(test.effect, test.anchor)
    if len(line.tests) != 1 or _names(text, line.tests[0], line.arms):
        return None
    return _Test(line.tests[0].effect, line.tests[0].anchor, all_of_them=len(line.arms) > _PAIR)


_PAIR = 2
_VERSUS = re.compile(r"\s(?:vs\.?|versus|v\.?|compared (?:with|to)|minus|against|[-–−])\s", re.IGNORECASE)


def _names(text: str, test: Reading, arms: Sequence[Arm]) -> set[int]:
    """Return the arms that the heads of a test name: "5 mg v placebo"; none where it names no two."""
    for head in reversed(test.heads):
        sides = _VERSUS.split(text[head.start : head.end])
        if len(sides) == _PAIR:
            meant = [_meant(text, side, arms) for side in sides]
            return {arm.name.start if arm is not None else -1 for arm in meant}
    return set()


_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?")
_EMPTY = listed(
    "p value values group groups arm difference mean ci the of for in a between patients treated treatment received and"
    " only alone adjusted unadjusted change effect estimate respectively test by n or rr hr md"
)


def _meant(text: str, words: str, arms: Sequence[Arm]) -> Arm | None:
    """Return the one arm that words name, by whole words or by its first letter; "control" is the only control."""
    wanted = _key(words)
    if not wanted:
        return None
    keys = [
        (_key(words_of(text, arm.name)) | _key(words_of(text, arm.outer) if arm.outer else ""), arm) for arm in arms
    ]
    for fits in (
        [arm for key, arm in keys if key == wanted],
        [arm for key, arm in keys if wanted <= key],
        [arm for key, arm in keys if key and key <= wanted],
    ):
        if fits:
            return fits[0] if len(fits) == 1 else None
    if wanted <= {"control", "controls", "placebo"}:
        controls = [arm for arm in arms if is_control(text, arm)]
        return controls[0] if len(controls) == 1 else None
    (letter, *more) = sorted(wanted)
    fits = [arm for key, arm in keys if words_of(text, arm.name).lower().startswith(letter)]
    return fits[0] if len(letter) == 1 and not more and len(fits) == 1 else None


def _key(words: str) -> frozenset[str]:
    return frozenset(_WORD.findall(words.lower())) - _EMPTY


_SURE = Decimal("0.05")


def _direction(treated: Reading, control: Reading, test: _Test | None, *, rivals: int) -> Direction | None:
    """Return which way a treated arm lies to the control, no change where a test leaves that to chance."""
    if test is None:
        sure = _differ_by_counts(treated, control, rivals)
    elif by_chance([test.effect]):
        return Direction.NO_CHANGE
    else:
        sure = sure_by(test.effect)
    one, other = _amount(treated), _amount(control)
    if not sure or (test is not None and test.all_of_them) or one is None or other is None or one == other:
        return None
    if test is not None and contradicts(test.effect, one - other):
        # A fall may be given as a positive number; then nobody can tell from the row what fell.
        return None
    return Direction.INCREASE if one > other else Direction.DECREASE


def sure_by(test: Effect) -> bool:
    """Tell whether a test says that two differ: a p up to 0.05, else an interval."""
    below = test.p_comparator in {"=", "<", "<="}
    return below and test.p <= _SURE if test.p is not None else test.ci_low is not None


def _differ_by_counts(treated: Reading, control: Reading, rivals: int) -> bool:
    """Tell whether the events of two arms are too unlike for chance, and enough for the usual test.

    Where a control has several rivals, the chance of five in a hundred is shared among them (Bonferroni).
    """
    one, two = _counted(treated), _counted(control)
    if one is None or two is None:
        return False
    expected = (one[0] + two[0]) / (one[1] + two[1]) * min(one[1], two[1])
    return _FEWEST <= expected <= min(one[1], two[1]) - _FEWEST and not may_be_chance(one, two, tests=rivals)


_FEWEST = 5
"""Events, and people without, that are to be expected in each arm where proportions are compared."""


def _counted(reading: Reading) -> tuple[float, float] | None:
    """Return the events of an arm and of how many people, where the share beside them agrees."""
    events, people, share = reading.effect.value, reading.effect.n, _amount(reading)
    if reading.effect.measure != "events" or events is None or not people or share is None:
        return None
    if reading.content.shape is not Shape.FRACTION and abs(events * 100 / people - share) > 1:
        return None
    return float(events), float(people)


def _amount(reading: Reading) -> Decimal | None:
    """Return what is to be compared: the mean, or the share of the events."""
    if reading.effect.measure != "events":
        return reading.effect.value
    content = reading.content
    if content.shape is Shape.FRACTION and content.first is not None and content.second:
        return content.first / content.second
    return content.first if content.percent == 1 else content.second
