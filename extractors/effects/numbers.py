"""Numbers as papers print them: minus signs, raised dots, decimal and thousands commas, powers, words."""

from __future__ import annotations

import functools
import re
from decimal import Decimal, InvalidOperation

# Papers write a minus as hyphen, en dash, figure dash or the mathematical sign; its place tells a minus from a range.
DASH = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"
POINT = "[.\u00b7\u2219\u22c5]"
_WHOLE = rf"[1-9]\d{{0,2}}(?:,\d{{3}})+(?!\d)|0,\d+|\d+,\d{{1,2}}(?!\d|,\d|{POINT}\d)|\d+"
UNSIGNED = rf"(?:{_WHOLE})(?:{POINT}\d+)?|{POINT}\d+"
SIGNED = rf"(?:[+{DASH}]\s?)?[£$€]?(?:{UNSIGNED})"
BETWEEN = rf"\s*%?\s*(?:to|and|through|[,;~\u2026{DASH}])\s*"
"""What stands between the two ends of an interval."""
POWER = rf"(?:\s?[×x*·⋅]\s?10\s?\^?\(?(?P<power>[{DASH}]\s?\d+)\)?|[eE](?P<exp>[{DASH}]\d+))"

NUMBER_WORDS: dict[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_ONES = "one|two|three|four|five|six|seven|eight|nine"
WORD_NUMBER = rf"(?:{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})(?:-(?:{_ONES}))?"

_MINUS = re.compile(rf"^[{DASH}]")
_POINTS = re.compile(POINT)
_CURRENCY = re.compile(r"[£$€]")
_DECIMAL_COMMA = re.compile(r"^([+-]?(?:0(?=,\d)|\d+(?=,\d{1,2}$))),")


@functools.lru_cache(maxsize=1 << 12)
def to_decimal(text: str) -> Decimal | None:
    """Read a number as papers write it: any dash as minus, a raised dot, thousands with commas; None where it is none.

    A comma is a decimal one after a leading zero, or before one or two last digits.

    >>> to_decimal("–4.79"), to_decimal("+4.16"), to_decimal("1,204"), to_decimal("0·49"), to_decimal("n/a")
    (Decimal('-4.79'), Decimal('4.16'), Decimal('1204'), Decimal('0.49'), None)
    >>> to_decimal("0,491"), to_decimal("12,5")
    (Decimal('0.491'), Decimal('12.5'))
    """
    plain = _CURRENCY.sub("", _POINTS.sub(".", _MINUS.sub("-", text.strip())).replace(" ", ""))
    plain = _DECIMAL_COMMA.sub(r"\1.", plain).replace(",", "")
    try:
        return Decimal(plain.removeprefix("+"))
    except InvalidOperation:
        return None


def to_count(text: str) -> int | None:
    """Read a whole number in digits or English words below one hundred; None where it is neither.

    >>> to_count("1,204"), to_count("Fifty-eight"), to_count("some")
    (1204, 58, None)
    """
    plain = text.strip().lower().replace(",", "")
    if plain.isdigit():
        return int(plain)
    tens, _, ones = plain.partition("-")
    if tens not in NUMBER_WORDS or (ones and ones not in NUMBER_WORDS):
        return None
    return NUMBER_WORDS[tens] + (NUMBER_WORDS[ones] if ones else 0)


def to_power(value: Decimal | None, power: str | None) -> Decimal | None:
    """Return the value times ten to a power written with any minus; the value itself where there is none."""
    exponent = to_decimal(power.replace(" ", "")) if power else None
    return value.scaleb(int(exponent)) if value is not None and exponent is not None else value
