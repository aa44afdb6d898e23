"""Which way arms differ where only their numbers say so: "pain was 12.3 in A and 15.6 in B (p = 0.01)"."""

from __future__ import annotations

import functools
import math
import re
import statistics
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.claim import Argument, Direction, Predicate
from extractors.claims.arguments import Resolver
from extractors.claims.frame import Frame, Place
from extractors.claims.grammar import Grammar
from extractors.claims.groups import is_control
from extractors.claims.tokens import Item
from extractors.claims.two_arms import HAPPENED, NUMBER, SPREAD, find_told, may_be_told, whole_patterns
from extractors.document import Sentence
from extractors.screen import has_digit

# Arms that were tested against each other; without a test two numbers are only told.
_TESTED = re.compile(
    r"\b[Pp]\s?[<>=≤≥]|\b[Pp][- ]values?\b|\bNS\b|\bn\.s\.|\bsignifican|\d\s?% ?CI\b|confidence interval"
)


@functools.lru_cache(maxsize=256)
def may_tell(sentence: str) -> bool:
    """Tell whether a sentence may give numbers of arms that were tested, can be, or are set against each other."""
    if not has_digit(sentence) or not any(pattern.search(sentence) is not None for pattern in (_TESTED, _SET, _COUNTS)):
        return False
    return _GIVEN.search(sentence) is not None or may_be_told(sentence)


_SET = re.compile(r"\d[^.;]{0,60}\b(?:vs?\.?|versus|compared (?:with|to))\s[^.;]{0,40}\d")
_COUNTS = re.compile(r"\d\s(?:out\s)?of\s(?:the\s)?\d[^;]{4,120}\d\s(?:out\s)?of\s(?:the\s)?\d|\d/\d[^;]{4,120}\d/\d")
_PERCENTS = re.compile(r"\d\s?%[^;]{4,120}\d\s?%")
_GIVEN = re.compile(
    r"\b(?:was|were|averaged|occurred|developed|arose|happened)\b[^.;]{0,25}\d|\d[^;]{5,90}\b(?:died|relapsed|responded"
    r"|recovered|improved|survived|had|developed|experienced|reported|suffered|achieved|reached|required|met|underwent)\b"
)


class Arms(NamedTuple):
    """Hold two arms whose numbers a sentence tells; ``sign`` is how the first lies to the second, by chance or not.

    ``values`` are the spans of their numbers.
    """

    match: re.Match[str]
    first: Place
    second: Place
    sign: Direction
    values: tuple[tuple[int, int], tuple[int, int]]

    def at(self, start: int, end: int) -> Direction | None:
        """Return how the arm that a span touches lies to the other; None where it touches neither or both."""
        signs = {
            sign
            for arm, sign in ((self.first, self.sign), (self.second, _OPPOSITE.get(self.sign, self.sign)))
            if start < arm.end and arm.start < end
        }
        return signs.pop() if len(signs) == 1 else None


@functools.lru_cache(maxsize=256)
def find_arms(text: str, sentence: Sentence) -> Arms | None:
    """Return the first two arms with their numbers, the one that is no control first; None where there are none."""
    if (
        not has_digit(sentence.text)
        or _GIVEN.search(sentence.text) is None
        or not (may_tell(sentence.text) or _PERCENTS.search(sentence.text))
    ):
        return None
    patterns = whole_patterns() if HAPPENED.search(sentence.text) else whole_patterns()[:2]
    matches = (pattern.search(text, sentence.start, sentence.end) for pattern in patterns)
    match = next((match for match in matches if match is not None), None)
    if match is None:
        return None
    return _seen_from(match, _place(match, "first"), _place(match, "second"))


def _seen_from(match: re.Match[str], first: Place, second: Place) -> Arms:
    """Return two arms with their numbers, the one that is tested first: no control, and with what the other lacks."""
    sign, values = _sign(*_shares(match)), (_span(match, "one"), _span(match, "two"))
    one, other = (match.string[place.start : place.end].lower() for place in (first, second))
    if (is_control(one) and not is_control(other)) or set(one.split()) < set(other.split()) - {"group", "arm"}:
        return Arms(match, second, first, _OPPOSITE.get(sign, sign), values[::-1])
    return Arms(match, first, second, sign, values)


def find_numbered(
    text: str, sentence: Sentence, items: Sequence[Item], resolver: Resolver
) -> Iterator[tuple[Frame, Argument, Argument]]:
    """Yield a frame where two arms of a study are told by their numbers; whether by chance, its statistics say."""
    if not may_tell(sentence.text):
        return
    tested = _TESTED.search(sentence.text) is not None
    whole, end = find_arms(text, sentence), sentence.start
    measured = _measured(whole.match, items) if whole is not None else None
    if whole is not None and measured is not None and not _is_open(whole.match, tested=tested):
        for frame in _frame(whole, measured, whole.match.span("verb"), resolver):
            yield frame
            end = whole.match.end()
    for told in find_told(text, sentence, items):
        if told.match.start("one") >= end and not _is_open(told.match, tested=tested):
            arms = _seen_from(told.match, told.first, told.second)
            yield from _frame(arms, told.measured, told.trigger, resolver)


def _span(match: re.Match[str], name: str) -> tuple[int, int]:
    """Return where a number stands, with the whole that it counts of."""
    whole = match.end(f"of_{name}") if f"of_{name}" in match.re.groupindex else -1
    return match.start(name), max(match.end(name), whole)


def _frame(
    arms: Arms, measured: Place, trigger: tuple[int, int], resolver: Resolver
) -> Iterator[tuple[Frame, Argument, Argument]]:
    subject, target = resolver.subject(arms.first, people=True), resolver.object(measured)
    if subject is None or target is None or resolver.subject(arms.second, people=True) is None:
        return
    frame = Frame(
        rule="numbers",
        predicate=Predicate.AFFECTS,
        direction=arms.sign,
        object=measured,
        trigger_start=trigger[0],
        trigger_end=trigger[1],
        comparator=arms.second,
        values=arms.values,
    )
    yield frame, subject, target


def _measured(match: re.Match[str], items: Sequence[Item]) -> Place | None:
    """Return what the numbers are of: what occurred, what people had, or that they died."""
    groups = match.groupdict()
    if "object" in groups:
        return _place(match, "object" if groups["object"] else "verb")
    at = next((here for here, item in enumerate(items) if item.start == match.start("verb")), None)
    measured = Grammar(items).subjects_of(at) if at is not None else []
    return measured[0] if measured else None


_OPPOSITE = {Direction.INCREASE: Direction.DECREASE, Direction.DECREASE: Direction.INCREASE}


@functools.cache
def _bound(tests: int) -> float:
    """Return how many standard errors two shares must differ by: about twice, as reports of trials have it."""
    return statistics.NormalDist().inv_cdf(1 - 0.025 / tests)


def _shares(match: re.Match[str]) -> tuple[float, float]:
    """Return the two numbers, those that count events as shares of the people."""
    among = _among(match)
    one, two = (_value(match[name]) for name in ("one", "two"))
    return (one / among[0], two / among[1]) if among is not None else (one, two)


def _among(match: re.Match[str]) -> tuple[float, float] | None:
    """Return of how many people the two numbers count events, where both do."""
    groups = match.groupdict()
    if not (groups.get("of_one") and groups.get("of_two")):
        return None
    one, two = (_value(match[name]) for name in ("of_one", "of_two"))
    return (one, two) if 0 < _value(match["one"]) <= one and 0 < _value(match["two"]) <= two else None


def _is_open(match: re.Match[str], *, tested: bool) -> bool:
    """Tell whether numbers that no test is told of may differ by chance.

    Counts are compared as shares; other numbers only count where they are set against each other in so many words.
    """
    if tested:
        return False
    among = _among(match)
    if among is None:
        return _SET.search(match[0]) is None
    return may_be_chance((_value(match["one"]), among[0]), (_value(match["two"]), among[1]))


def may_be_chance(one: tuple[float, float], two: tuple[float, float], tests: int = 1) -> bool:
    """Tell whether two counts of events, each with its number of people, may differ by chance.

    The pooled test of two proportions, at five in a hundred shared among ``tests``: a bound of 1.96 for one.

    >>> may_be_chance((12, 96), (30, 98)), may_be_chance((12, 96), (15, 98))
    (False, True)
    """
    pooled = (one[0] + two[0]) / (one[1] + two[1])
    error = math.sqrt(pooled * (1 - pooled) * (1 / one[1] + 1 / two[1]))
    return abs(one[0] / one[1] - two[0] / two[1]) <= _bound(tests) * error


def _place(match: re.Match[str], name: str) -> Place:
    start, end = match.span(name)
    return Place(start=start, end=end, reach_end=end, word=match[name].rsplit(maxsplit=1)[-1].lower())


_BESIDE = re.compile(rf"(?:\s+(?:group|arm|treatment|patients))?\s?[(\[][^()\d]{{0,12}}?(?P<number>{NUMBER})")
_PAIR = re.compile(
    rf"[(\[][^()\[\]]{{0,40}}?(?P<one>{NUMBER}){SPREAD}"
    rf"\s*(?:vs\.?|versus|v\.?|compared (?:with|to))\s*(?P<two>{NUMBER})"
)


def told_by_numbers(text: str, sentence: Sentence, subject: Argument, comparator: Place) -> Direction:
    """Return which way two arms differ by the numbers beside them, none where none stand there.

    >>> from extractors.claim import Argument
    >>> from ontologies.term import Kind
    >>> text = "Pain differed between zinc (3.1) and placebo (4.0)."
    >>> zinc = Argument(start=22, end=26, text="zinc", kind=Kind.CHEMICAL)
    >>> placebo = Place(start=37, end=44, reach_end=44)
    >>> told_by_numbers(text, Sentence(start=0, end=len(text), text=text), zinc, placebo).value
    'decrease'
    """
    one, two = _BESIDE.match(text, subject.end), _BESIDE.match(text, comparator.end)
    if one is not None and two is not None and subject.end < comparator.start:
        return _sign(_value(one["number"]), _value(two["number"]))
    pair = _PAIR.search(text, max(subject.end, comparator.end), sentence.end)
    if pair is None or subject.end >= comparator.start:
        return Direction.NONE
    return _sign(_value(pair["one"]), _value(pair["two"]))


def _sign(left: float, right: float) -> Direction:
    if left == right:
        return Direction.NONE
    return Direction.INCREASE if left > right else Direction.DECREASE


def _value(number: str) -> float:
    plain = number.rpartition(" ")[2].replace("−", "-").replace("–", "-").replace("·", ".")
    # "1,234" counts thousands, "12,3" is a decimal comma.
    plain = re.sub(r",(?=\d{3}\b)", "", plain).replace(",", ".")
    return float(plain if plain.count(".") < 2 else plain.replace(".", "", plain.count(".") - 1))
