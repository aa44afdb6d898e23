"""Means and medians: "41 ± 8", "median 4 (IQR 2-9)", "the mean age was 54 years"."""

from __future__ import annotations

import re

from extractors.effects.atom import Fields
from extractors.effects.intervals import UP_TO, ends_of
from extractors.effects.numbers import to_decimal
from extractors.effects.spreads import name_spread

_RATE = re.compile(r"\b(?:[Ii]ncidences?|[Ss]urvival|[Pp]revalences?|OS|[DEP]FS)\b(?:[^.;]|\.(?=\d)){0,90}$")


def read_mean(match: re.Match[str]) -> Fields | None:
    """Read a mean with its deviation, "41 ± 8", or a share of people with its error, "survival was 72 ± 7%"."""
    value, sd = to_decimal(match["value"] or match["value2"]), to_decimal(match["sd"] or match["sd2"])
    unit = match["unit"] or match["unit2"] or match["unit3"] or ""
    if value is None or sd is None:
        return None
    end = match.end()
    percent = "%" in {unit, match["unit2"]} or match.string[end : end + 1] == "%"
    rate = percent and _RATE.search(match.string, max(0, match.start() - 120), match.start())
    name = "percentage" if rate else "mean"
    return {"measure": name, "value": value, "sd": sd, "unit": unit, "spread": name_spread(match[0])}


def read_apa(match: re.Match[str]) -> Fields | None:
    """Read "M = 3.2, SD = 1.1"."""
    value, sd = to_decimal(match["value"]), to_decimal(match["sd"])
    if value is None or sd is None:
        return None
    return {"measure": "mean", "value": value, "sd": sd, "spread": name_spread(match[0])}


def read_spread(match: re.Match[str]) -> Fields | None:
    """Read "63.8 (4.5)", where the paragraph says that such brackets hold deviations."""
    value, sd = to_decimal(match["value"]), to_decimal(match["sd"])
    if value is None or not sd or not re.search(r"\d[.·]\d", match[0]):
        return None
    if match["open"] == "[" and match["sd"].isdigit():
        # "up to 6.1% [17]" cites.
        return None
    return {"measure": "mean", "value": value, "sd": sd, "unit": match["unit"] or ""}


def read_median(match: re.Match[str]) -> Fields | None:
    """Read a value with a range or quartiles; an average that was named before is none of the median."""
    value, ends = to_decimal(match["value"]), ends_of(match)
    if value is None or ends is None or not ends[0] <= value <= ends[1]:
        return None
    before = match.string[max(0, match.start() - 80) : match.start()].lower()
    mean = max(before.rfind("mean"), before.rfind("average"))
    name = "median" if match["iqr"] or before.rfind("median") >= mean else "mean"
    spread = "IQR" if match["iqr"] else "range"
    unit = match["unit"] or ""
    return {
        "measure": name,
        "value": value,
        "unit": unit,
        "spread_low": ends[0],
        "spread_high": ends[1],
        "spread": spread,
    }


def read_around(match: re.Match[str]) -> Fields | None:
    """Read a range or quartiles by themselves."""
    ends = ends_of(match)
    spread = "IQR" if match["iqr"] else "range"
    return {"spread": spread, "spread_low": ends[0], "spread_high": ends[1]} if ends else None


# What a "mean of 3" is the mean of, where the number is no mean.
_REPEATED = re.compile(
    r"\s?(?:independent|separate|biological|technical|individual|replicates?|experiments?|measure(?:ment)?s|readings"
    r"|repeats|samples|determinations)"
)
_SINGLE_TIMES = frozenset({"day", "week", "month", "year", "hour"})
_COUNTED = re.compile(r"\s[a-z-]+s\b")
_WHEN = re.compile(r"\s(?:intervals?|periods?|bins|blocks|windows)$|\sat\s[^,]*$")
# "median time to 50% recovery", "median score with 80 mg" name a condition, not the value.
_CONDITION = re.compile(r"\s(?:to|with|at|in|for|after|over|by|on|from|per|under|above|below|than|between)$")
_NUMBER_IN_BRACKETS = re.compile(r"\W*\d[\d.,]*\W*")
# "an average of 1.5 more" is how far two are apart.
_MORE = re.compile(r"\s(?:[a-z]+\s)?(?:more|fewer|less|higher|lower|longer|shorter)\b")
_HYPHENS = frozenset("-–/")
_FEW = 2


def read_plain(match: re.Match[str]) -> Fields | None:
    """Read the number that "mean" or "median" leads to; None for times, conditions, ranges and what was repeated."""
    value = to_decimal(match["value"])
    if value is None or _is_something_else(match) or not (_is_led(match) if match["link"] else _is_close(match)):
        return None
    name = "median" if match["what"].lower() == "median" else "mean"
    if name == "mean" and match["nouns"].startswith(" difference"):
        name = "MD"
    return {"measure": name, "value": value, "unit": match["unit"] or ""}


def _is_something_else(match: re.Match[str]) -> bool:
    """Tell whether a number is a count of what was averaged, or its value stood in brackets before."""
    text, end = match.string, match.end()
    declared = match["declared"] and _NUMBER_IN_BRACKETS.fullmatch(match["declared"])
    return bool(declared or _REPEATED.match(text, end) or _MORE.match(text, end)) or text[end : end + 1] in _HYPHENS


def _is_led(match: re.Match[str]) -> bool:
    """Tell whether a number after a verb or sign is the average, and no time, count or range."""
    text, link = match.string, match["link"]
    if link == "of" and not match["unit"] and "." not in match[0] and _COUNTED.match(text, match.end()):
        # "mean accuracy of 2 tasks"
        return False
    # "mean rates for intervals of 5 min", "mean scores at baseline, 2 weeks"
    when = link in {"of", ","} and _WHEN.search(match["nouns"])
    return not when and UP_TO.match(text, match.end("value")) is None


def _is_close(match: re.Match[str]) -> bool:
    """Tell whether a number without a verb or sign before it is so near to "mean" that it must be one."""
    nouns = int(match["nouns"].count(" "))
    if (match["unit"] or "") in _SINGLE_TIMES or _CONDITION.search(match["nouns"]):
        # "the mean 8 week score"
        return False
    return nouns == 0 or (nouns <= _FEW and ("." in match["value"] or bool(match["unit"])))
