"""Intervals and ranges, and what shows that a number begins one."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.effects.atom import Fields
from extractors.effects.numbers import SIGNED, to_decimal

UP_TO = re.compile(rf"\s?%?\s?to\s{SIGNED}|\s?[–-]\d")
"""What follows the first of two numbers that give a range."""
PLUS_MINUS = re.compile(r"\s?±")


def ends_of(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """Return the two ends of an interval, the lower one first."""
    low, high = to_decimal(match["low"]), to_decimal(match["high"])
    if low is None or high is None:
        return None
    if low > high:
        # "-0.81 -0.49" and "1.2 -0.3": a dash read as a range may have been a minus, or the ends are swapped.
        return (low, -high) if low < 0 < high and low > -high else (high, low)
    return low, high


def interval_of(match: re.Match[str]) -> Fields | None:
    """Return the ends of an interval and its level where it is given."""
    groups, ends = match.groupdict(), ends_of(match)
    if ends is None:
        return None
    level = to_decimal(groups.get("level") or groups.get("level2") or "")
    return {"ci_low": ends[0], "ci_high": ends[1]} | ({"ci_level": level} if level else {})
