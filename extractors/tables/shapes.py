"""What a cell of a table looks like: a number, one with a deviation, with an interval, a fraction, a p value."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extractors.effects.numbers import BETWEEN, DASH, POINT, POWER, SIGNED, UNSIGNED, to_count, to_decimal, to_power


class Shape(StrEnum):
    """Say how the numbers of a cell stand together."""

    NUMBER = "number"
    PLUS_MINUS = "number ± number"
    BRACKET = "number (number)"
    PAIR = "number (number to number)"
    INTERVAL = "number to number"
    FRACTION = "number / number"
    ASIDE = "(number)"
    P = "comparator number"
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Hold the numbers of a cell.

    ``first`` is the value (the events of a fraction), ``second`` what stands in brackets, after ± or below the line,
    ``low`` and ``high`` an interval. ``percent`` says of which of the first two a percent sign makes a share, 3 of
    both. ``share`` is the percentage that a fraction has in brackets, ``p`` the p value behind an interval.
    """

    shape: Shape
    start: int
    end: int
    first: Decimal | None = None
    second: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: str = ""
    percent: int = 0
    whole: bool = False
    share: Decimal | None = None
    p: Decimal | None = None

    @property
    def is_odd(self) -> bool:
        """Tell whether a fraction has more above its line than below, and so is no share."""
        return self.shape is Shape.FRACTION and self.first is not None and self.first > (self.second or 0)

    @property
    def encloses(self) -> bool:
        """Tell whether the value lies within the interval."""
        return None not in (self.first, self.low, self.high) and self.low <= self.first <= self.high  # type: ignore[operator]


_MARK = r"(?:\s?(?:\^\w{1,3}|[*†‡§¶#‖]+±?(?!\s?\d)|(?<=[\d)\]%])[a-z]{1,2}(?![a-z])))*"
_OPEN, _CLOSE = r"\s?[\[(]\s?", r"\s?[\])]"
_VALUE = rf"(?P<first>{SIGNED})\s?(?P<percent>%)?{_MARK}"
_RANGE = rf"(?P<low>{SIGNED}){BETWEEN}(?P<high>{SIGNED})\s?%?"
_NOTE = rf"(?:\s?\d)?{_MARK}"
_SHAPES: dict[Shape, str] = {
    Shape.FRACTION: rf"(?P<first>\d[\d,]*)\s?/\s?(?P<second>\d[\d,]*)"
    rf"(?:{_OPEN}(?:(?P<share>{UNSIGNED})\s?%?|[{DASH}]){_CLOSE})?{_MARK}",
    Shape.PLUS_MINUS: rf"{_VALUE}\s?(?:±|\+/?[{DASH}])\s?(?P<second>{UNSIGNED})\s?%?{_MARK}"
    rf"(?:{_OPEN}{SIGNED}{BETWEEN}{SIGNED}\s?%?{_CLOSE}{_MARK})?",
    Shape.PAIR: rf"(?:.{{0,60}}[,;:]\s)??{_VALUE}(?:{_OPEN}|;\s)(?:\d\d\s?%\s?CI[:,]?\s?)?{_RANGE}(?:{_CLOSE})?{_NOTE}"
    rf"(?:[,;]?\s?\(?[Pp](?:\s?-?[Vv]alue)?\s?(?P<comparator>[<>=≤≥])\s?(?P<p>{UNSIGNED})\)?)?",
    Shape.BRACKET: rf"{_VALUE}{_OPEN}(?:±\s?|(?:[Pp]\s?)?(?P<comparator>[<>=≤≥])\s?)?(?P<second>{UNSIGNED})"
    rf"\s?(?P<percent2>%)?{_CLOSE}{_MARK}",
    Shape.NUMBER: rf"(?:±\s?)?{_VALUE}(?:{POWER})?{_MARK}",
    Shape.INTERVAL: rf"[\[(]?\s?{_RANGE}\s?[\])]?{_MARK}",
    Shape.ASIDE: rf"[\[(]\s?(?P<first>{UNSIGNED})\s?(?P<percent>%)?\s?[\])]{_MARK}",
    Shape.P: rf"(?:[Pp]\s?[{DASH}]?\s?(?:[Vv]alue)?\s?)?(?P<comparator>[<>=≤≥])\s?(?P<first>{UNSIGNED}){POWER}?{_MARK}",
}  # fmt: skip


@functools.cache
def _patterns() -> dict[Shape, re.Pattern[str]]:
    return {shape: re.compile(raw) for shape, raw in _SHAPES.items()}


_DIGIT = re.compile(r"\d")
_LONGEST = 90
_COMPARATORS = {"≤": "<=", "≥": ">="}


def read_content(text: str, start: int, end: int) -> Content:
    """Return what stands in ``text[start:end]``; marks of footnotes after a number are no part of it.

    >>> content = read_content("0.71 (0.60–0.84)*", 0, 17)
    >>> content.shape.name, content.first, content.low, content.high
    ('PAIR', Decimal('0.71'), Decimal('0.60'), Decimal('0.84'))
    """
    start, end = _stripped(text, start, end)
    if end - start <= _LONGEST and _DIGIT.search(text, start, end):
        for shape, pattern in _patterns().items():
            match = pattern.fullmatch(text, start, end)
            content = _content(shape, match) if match else None
            if content is not None:
                return content
    return Content(shape=Shape.NONE, start=start, end=end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a cell begins and ends without the spaces around it, wide ones too."""
    words = text[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())


def _content(shape: Shape, match: re.Match[str]) -> Content | None:
    groups = match.groupdict()
    low, high = _decimal(groups.get("low")), _decimal(groups.get("high"))
    if low is not None and high is not None and low > high:
        low, high = (low, -high) if low < 0 < high and low > -high else (high, low)
    first = to_power(_decimal(groups.get("first")), groups.get("power") or groups.get("exp"))
    if shape is Shape.PAIR and not (low is not None and high is not None and low < high):
        return None
    comparator = groups.get("comparator") or ""
    return Content(
        shape=shape,
        start=match.start("first") if groups.get("first") else match.start(),
        end=match.end(),
        first=first,
        second=_decimal(groups.get("second")),
        low=low,
        high=high,
        comparator=_COMPARATORS.get(comparator, comparator),
        percent=bool(groups.get("percent")) + 2 * bool(groups.get("percent2")),
        whole=bool(groups.get("first"))
        and to_count(match["first"]) is not None
        and not re.search(POINT, match["first"]),
        share=_decimal(groups.get("share")),
        p=_decimal(groups.get("p")),
    )


def _decimal(text: str | None) -> Decimal | None:
    return to_decimal(text) if text else None
