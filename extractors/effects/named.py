"""Measures that a text names: "HR 0.7", "the odds ratio for boys was 1.2", "r = 0.4"."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.effects.atom import Fields
from extractors.effects.intervals import PLUS_MINUS, UP_TO
from extractors.effects.measures import is_possible, name_of
from extractors.effects.numbers import to_decimal
from extractors.effects.thresholds import is_planned

_BEATS = frozenset({"bpm", "beats/min", "min"})
# The smallest difference that matters is no result, and after "CI for" stands an interval.
_NO_VALUE = re.compile(
    r"\b[Pp][\s-]?values? (?:of|for) (?:the )?$|\b(?i:important|relevant|detectable|meaningful|significant)\s$"
    r"|(?:CI|intervals?)\)? (?:for|of) (?:the |this )?(?:(?:mean|treatment|absolute|adjusted|group) )?$"
)
_BEFORE = 30
_TESTED = re.compile(r"[Pp]\s?[<>=≤]|\bCI\b")
_FITTED = re.compile(r"[Pp]\s?[<>=≤]|\bCI\b|\bS\.?E\b|\bt\s?[=(]|regress|coefficient|R2")
_ERROR_RATE = re.compile(r"\b[Aa]lpha\b|α")
_AIM = re.compile(r"\bP$|\binterest\b|\bsignificance\b|\b(?:periods?|intervals?)\s*$|\brange$")
_BRACKET = re.compile(r"\s?%?\s?[\[(]\s?[-–−+]?[\d.·]")
_INITIALS = frozenset({"MD", "RD"})
_NO_SIGNS = {"MD": {"from", "at"}, "correlation": {"from", "at"}, "AUC": {"at"}}


def read_named(match: re.Match[str]) -> Fields | None:
    """Read a named measure with its value, and the level of an interval that its name announces."""
    name, spelled_out = name_of(match)
    value = to_decimal(match["value"])
    unit = match["unit"] or ""
    if value is None or not is_possible(name, value, "" if unit == "%" else unit) or unit in _BEATS:
        return None
    if _is_unsure(match, name, spelled_out) or _is_of_something_else(match, name, spelled_out):
        return None
    level = re.search(r"(\d\d)\s?%", match["aside"] or "")
    return {"measure": name, "value": value, "unit": unit} | ({"ci_level": Decimal(level[1])} if level else {})


def _is_unsure(match: re.Match[str], name: str, spelled_out: bool) -> bool:
    """Tell whether too little stands between a name and a number, or a second number after it, for it to be its value.

    Without a sign between, "HR 72" is a heart rate and "OR 3" a conjunction; "was 1.5% to 24%" gives a range.
    """
    bare = match["sign"] is None and not match["aside"]
    end = match.end()
    tested = bool(_TESTED.search(match.string, end, end + _BEFORE) or _BRACKET.match(match.string, end))
    if bare and match["value"].isdigit() and (not spelled_out or (name == "MD" and not tested)):
        return True
    if bare and not spelled_out and name in _INITIALS and not tested:
        # "MD 68.2 mm" is the measure of a shell.
        return True
    if match["phrase"] and match["sign"] is None:
        return True
    up_to = UP_TO.match(match.string, match.end())
    return up_to is not None and not (match["sign"] == "from" and " to " in up_to[0])


def _is_of_something_else(match: re.Match[str], name: str, spelled_out: bool) -> bool:
    """Tell whether the number is a time, a threshold, an error rate that was planned for, or some other d.

    "A difference from 5 to 7" tells two values and not how far they are apart, "at 4" tells when.
    """
    text, start, end = match.string, match.start(), match.end()
    if match["sign"] in _NO_SIGNS.get(name, ()) or _AIM.search(match["phrase"] or ""):
        return True
    if _NO_VALUE.search(text, max(0, start - _BEFORE), start) or is_planned(text, start, end):
        return True
    if name == "beta":
        return _is_no_coefficient(match, spelled_out)
    return name == "Cohen d" and not spelled_out and not _TESTED.search(text, max(0, start - _BEFORE), end + _BEFORE)


def _is_no_coefficient(match: re.Match[str], spelled_out: bool) -> bool:
    """Tell whether a B or beta is a group ("Community B = 96"), an error rate, or one parameter of a model."""
    text, start, end = match.string, match.start(), match.end()
    if _ERROR_RATE.search(text, max(0, start - 60), start):
        return True
    if spelled_out:
        return False
    odd = match["value"].isdigit() or PLUS_MINUS.match(text, end) is not None
    return odd or not _FITTED.search(text, max(0, start - 2 * _BEFORE), end + 2 * _BEFORE)


# "r = 0.03 years^-1", "p(r = 1)", "R = 1:10" and "r = 0.75, r = 1.75" are quantities of a model.
_RATE_UNIT = re.compile(r"\s?(?:(?:years?|days?|h|s|min|[mcnk]?m|[mk]?g)\b|:\d|\)\s?[→=<>])")
_LARGER = re.compile(r"(?<![\w/])[rR]\s?=\s?[-–−]?(?:[1-9]\d|[2-9]|1\.\d*[1-9])")
_AROUND = 60
_ARGUMENT = re.compile(r"\w\($")


def read_correlation(match: re.Match[str]) -> Fields | None:
    """Read "r = 0.4"."""
    text, start, end = match.string, match.start(), match.end()
    value = to_decimal(match["value"])
    modelled = _ARGUMENT.search(text, max(0, start - 2), start) or _RATE_UNIT.match(text, end) or UP_TO.match(text, end)
    if value is None or abs(value) > 1 or modelled or _LARGER.search(text, max(0, start - _AROUND), end + _AROUND):
        return None
    if match["df"] and not _TESTED.search(text, end, end + _BEFORE):
        # "r(10)" may be a function of ten.
        return None
    return {"measure": "correlation", "value": value}
