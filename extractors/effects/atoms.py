"""Atoms of a statistic: what a match of each pattern says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from extractors.effects.measures import is_possible, name_of
from extractors.effects.numbers import SIGNED, WORD_NUMBER, to_count, to_decimal, to_power
from extractors.effects.patterns import CHANGE_VERB
from extractors.effects.spreads import name_spread
from extractors.effects.thresholds import is_planned, is_threshold

Fields: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Atom:
    """Mark ``text[start:end]``, which says the fields; ``kind`` is the name of its pattern."""

    start: int
    end: int
    kind: str
    fields: Fields = field(default_factory=dict)


_PERCENT_POINTS = frozenset({"percentage point", "percentage points"})
_BEATS = frozenset({"bpm", "beats/min", "min"})
# The smallest difference that matters is no result, and after "CI for" stands an interval.
_NO_VALUE = re.compile(
    r"\b[Pp][\s-]?values? (?:of|for) (?:the )?$|\b(?i:important|relevant|detectable|meaningful|significant)\s$"
    r"|(?:CI|intervals?)\)? (?:for|of) (?:the |this )?(?:(?:mean|treatment|absolute|adjusted|group) )?$"
)
_BEFORE = 30
_UP_TO = re.compile(rf"\s?%?\s?to\s{SIGNED}")
_LEGEND = re.compile(r"[*†‡§#¶]\s?=?\s?$")
_SIGNS = frozenset({"<", "<=", "=", ">", ">="})
_COMPARATORS = {
    "=<": "<=",
    "=>": ">=",
    "≤": "<=",
    "⩽": "<=",
    "≦": "<=",
    "≥": ">=",
    "⩾": ">=",
    "≧": ">=",
    "less than": "<",
    "greater than": ">",
}
_HUNDRED = 100


def _measure(match: re.Match[str]) -> Fields | None:
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
    if bare and match["value"].isdigit() and (not spelled_out or name == "MD"):
        return True
    if match["phrase"] and match["sign"] is None:
        return True
    return match["sign"] != "from" and _UP_TO.match(match.string, match.end()) is not None


_TESTED = re.compile(r"[Pp]\s?[<>=≤]|\bCI\b")
_ERROR_RATE = re.compile(r"\b[Aa]lpha\b|α")
_AIM = re.compile(r"\bP$|\binterest\b|\bsignificance\b|\b(?:periods?|intervals?)\s*$")
_NO_SIGNS = {"MD": {"from", "at"}, "correlation": {"from", "at"}, "AUC": {"at"}}


def _is_of_something_else(match: re.Match[str], name: str, spelled_out: bool) -> bool:
    """Tell whether the number is a time, a threshold, an error rate that was planned for, or some other d.

    "A difference from 5 to 7" tells two values and not how far they are apart, "at 4" tells when.
    """
    text, start, end = match.string, match.start(), match.end()
    if match["sign"] in _NO_SIGNS.get(name, ()) or _AIM.search(match["phrase"] or ""):
        return True
    if _NO_VALUE.search(text, max(0, start - _BEFORE), start) or is_planned(text, start, end):
        return True
    if name == "beta" and not spelled_out and match["value"].isdigit():
        # "Community B = 96"
        return True
    if name == "beta" and _ERROR_RATE.search(text, max(0, start - 60), start):
        return True
    return name == "Cohen d" and not spelled_out and not _TESTED.search(text, max(0, start - _BEFORE), end + _BEFORE)


def _correlation(match: re.Match[str]) -> Fields | None:
    value = to_decimal(match["value"])
    return None if value is None or abs(value) > 1 else {"measure": "correlation", "value": value}


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


def _p(match: re.Match[str]) -> Fields | None:
    value = to_decimal(match["p"])
    value = value.scaleb(int(to_decimal(match["ten"]) or 0) - 1) if value is not None and match["ten"] else value
    value = to_power(value, match["power"] or match["exp"])
    if value is None or not 0 <= value <= 1 or re.search("interaction|heterogeneity", match["of"] or ""):
        return None
    written = match["comparator"] or "="
    sign = _COMPARATORS.get(written, written)
    if sign not in _SIGNS:
        # "p << 0.01" says no more than its first sign.
        sign = _COMPARATORS.get(sign[0], sign[0])
    if sign.startswith("<") and _LEGEND.search(match.string, max(0, match.start() - 4), match.start()):
        # "* P < .05" explains a mark.
        return None
    if sign != "=" and is_threshold(match, sign, value):
        return None
    return {"p": value, "p_comparator": sign}


def _i2(match: re.Match[str]) -> Fields | None:
    low = to_decimal(match["low"])
    high = to_decimal(match["high"]) if match["high"] else low
    unsure = match["sign"] in {None, ","} and not match["pc"]
    if low is None or high is None or not 0 <= low <= high <= _HUNDRED or unsure:
        return None
    return {"i2_low": low, "i2_high": high}


# Words before or between that make "12 ... studies" a count of something else.
_NOT_THE_SAMPLE = re.compile(
    r"\b(?:per|of|in|from|and|or|with|years?|months?|weeks?|days?|hours?|mg|%|were|was|to)\b|\d"
)
_YEARS = range(1900, 2100)


def _count(match: re.Match[str]) -> Fields | None:
    count = to_count(match["n"])
    between = re.sub(r"\bin[ -]vitro\b|\bin[ -]vivo\b|\bex[ -]vivo\b|\bin[ -]silico\b", "", match["between"] or "")
    # One of what is plural belongs to a name: RAPID 1 clinical trial patients, DBA/1 mice.
    if count is None or count < 2 or _NOT_THE_SAMPLE.search(between):
        return None
    if match["people"] and match["n"][0].isalpha():
        return None
    if match["studies"] and count in _YEARS and "," not in match["n"]:
        # "a 2025 review of studies" names a year.
        return None
    return {"studies": count} if match["studies"] else {"n": count}


def _n(match: re.Match[str]) -> Fields | None:
    count = to_count(match["n"])
    return None if count is None else {"studies" if match["studies"] else "n": count}


def _fold(match: re.Match[str]) -> Fields | None:
    words = match["value"].lower()
    value = to_decimal(words) if words[0].isdigit() or words[0] in ".·" else Decimal(to_count(words) or 0)
    return {"measure": "fold change", "value": value, "unit": "fold"} if value else None


_OF_WHAT = {"hazard": "HR", "odds": "OR", "relative risk": "RR", "risk": "RR"}
_WHAT = re.compile(r"\b(hazard|odds|relative risk|risk)s?\b[^.;()]{0,120}$")


def _times(match: re.Match[str]) -> Fields | None:
    what = _WHAT.search(match.string, max(0, match.start() - 160), match.start())
    name = _OF_WHAT[what[1]] if what else "fold change"
    return {"measure": name, "value": to_decimal(match["value"]), "unit": "" if what else "fold"}


def _mean(match: re.Match[str]) -> Fields | None:
    value, sd = to_decimal(match["value"] or match["value2"]), to_decimal(match["sd"] or match["sd2"])
    unit = match["unit"] or match["unit2"] or match["unit3"] or ""
    if value is None or sd is None:
        return None
    return {"measure": "mean", "value": value, "sd": sd, "unit": unit, "spread": name_spread(match[0])}


def _apa(match: re.Match[str]) -> Fields | None:
    value, sd = to_decimal(match["value"]), to_decimal(match["sd"])
    if value is None or sd is None:
        return None
    return {"measure": "mean", "value": value, "sd": sd, "spread": name_spread(match[0])}


def _spread(match: re.Match[str]) -> Fields | None:
    value, sd = to_decimal(match["value"]), to_decimal(match["sd"])
    if value is None or not sd or not re.search(r"\d[.·]\d", match[0]):
        return None
    if match["open"] == "[" and match["sd"].isdigit():
        # "up to 6.1% [17]" cites.
        return None
    return {"measure": "mean", "value": value, "sd": sd, "unit": match["unit"] or ""}


def _median(match: re.Match[str]) -> Fields | None:
    value, ends = to_decimal(match["value"]), ends_of(match)
    if value is None or ends is None or not ends[0] <= value <= ends[1]:
        return None
    before = match.string[max(0, match.start() - 80) : match.start()].lower()
    name = "median" if match["iqr"] or before.rfind("median") >= before.rfind("mean") else "mean"
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


def _around(match: re.Match[str]) -> Fields | None:
    ends = ends_of(match)
    spread = "IQR" if match["iqr"] else "range"
    return {"spread": spread, "spread_low": ends[0], "spread_high": ends[1]} if ends else None


# What a "mean of 3" is the mean of, where the number is no mean.
_REPEATED = re.compile(
    r"\s?(?:independent|separate|replicates?|experiments?|measure(?:ment)?s|readings|repeats|samples|determinations)"
)


_SINGLE_TIMES = frozenset({"day", "week", "month", "year", "hour"})
_COUNTED = re.compile(r"\s[a-z-]+s\b")


def _is_close(match: re.Match[str]) -> bool:
    """Tell whether a number without a verb or sign before it is so near to "mean" that it must be one."""
    nouns = int(match["nouns"].count(" "))
    if (match["unit"] or "") in _SINGLE_TIMES:
        # "the mean 8 week score"
        return False
    return nouns == 0 or (nouns <= _FEW and ("." in match["value"] or bool(match["unit"])))


_WHEN = re.compile(r"\s(?:intervals?|periods?|bins|blocks|windows)$|\sat\s[^,]*$")
_HYPHENS = frozenset("-–/")
_FEW = 2


def _plain(match: re.Match[str]) -> Fields | None:
    value = to_decimal(match["value"])
    if (
        value is None
        or _REPEATED.match(match.string, match.end())
        or match.string[match.end() : match.end() + 1] in _HYPHENS
    ):
        return None
    if not match["link"] and not _is_close(match):
        return None
    if (
        match["link"] == "of"
        and not match["unit"]
        and "." not in match[0]
        and _COUNTED.match(match.string, match.end())
    ):
        # "mean accuracy of 2 tasks"
        return None
    if match["link"] in {"of", ","} and _WHEN.search(match["nouns"]):
        # "mean rates for intervals of 5 min", "mean scores at baseline, 2 weeks"
        return None
    name = "median" if match["what"].lower() == "median" else "mean"
    if name == "mean" and match["nouns"].startswith(" difference"):
        name = "MD"
    return {"measure": name, "value": value, "unit": match["unit"] or ""}


_DURATION = re.compile(
    r"\s?-?(?:person|patient|PY|h|hrs?|hours?|d|days?|weeks?|months?|years?|min|s|mm\s?Hg|kg|mg|ml|mL|cm|mm)\b"
)
_AMONG = re.compile(r"(?:[\[(]|\bin|\bvs\.?|\bv\.?|\bversus|\band|\bto|,|:)\s?$")
_FEWEST = 8
_RIVAL_AFTER = re.compile(r"\s?(?:vs\.?|versus|v\.?|compared (?:with|to)) \d[\d,]* of (?:the )?\d")
_RIVAL_BEFORE = re.compile(r"\d of (?:the )?\d[\d,]* (?:vs\.?|versus|v\.?|compared (?:with|to)) $")


def _events(match: re.Match[str]) -> Fields | None:
    events, total = to_count(match["events"]), to_count(match["n"])
    if events is None or not total or events > total:
        return None
    percent = to_decimal(match["percent"]) if match["percent"] else None
    # 120/80 mmHg and 3/7 dates are no counts: the percentage must agree, or people be named, or brackets stand around.
    agrees = percent is not None and abs(percent - Decimal(_HUNDRED * events) / total) <= 1
    if not agrees and (percent is not None or not (match["people"] or _is_share(match, total))):
        return None
    return {"measure": "events", "value": Decimal(events), "n": total}


def _is_share(match: re.Match[str], total: int) -> bool:
    if match["by"].startswith("out"):
        return True
    if match["by"].startswith("of"):
        # "11 of 80 vs 29 of 80".
        before = match.string[max(0, match.start() - 40) : match.start()]
        return _RIVAL_AFTER.match(match.string, match.end()) is not None or _RIVAL_BEFORE.search(before) is not None
    alone = match["by"] == "/" and total >= _FEWEST and not _DURATION.match(match.string, match.end())
    return alone and _AMONG.search(match.string, max(0, match.start() - 8), match.start()) is not None


_NUMBERED = re.compile(
    r"(?:\b(?i:type|grade|stage|level|class|week|day|month|year|phase|table|fig(?:ure)?|groups?|arm|visit|dose|score"
    r"|part|step|factor|age|aged|least|most|than|chapter|model|category|cluster|quartile|tertile|interleukin)s?\.?"
    r"|[<>≥≤=~±])\s?$"
)
_PLURAL = re.compile(r"s$|men$|children$|people$|mice$")
_OF_WHOLE = re.compile(rf"\b(?:\d+|{WORD_NUMBER}) (?:out )?of (?:the )?$", re.IGNORECASE)


def _share(match: re.Match[str]) -> Fields | None:
    events, percent = to_count(match["events"]), to_decimal(match["percent"])
    noun = match["noun"]
    if events is None or percent is None or percent > _HUNDRED or (events == 0) != (percent == 0):
        return None
    if _NUMBERED.search(match.string, max(0, match.start() - 14), match.start()) or (noun and not _PLURAL.search(noun)):
        return None
    if _OF_WHOLE.search(match.string, max(0, match.start() - 30), match.start()):
        # "one of 120 controls (0.8%)"
        return None
    return {"measure": "events", "value": Decimal(events)}


def _percent(match: re.Match[str]) -> Fields | None:
    groups = match.groupdict()
    value = to_decimal(groups.get("value") or groups.get("value2") or groups.get("value3") or "")
    return None if value is None else {"measure": "percent change", "value": value, "unit": "%"}


def _also_by(match: re.Match[str]) -> Fields | None:
    # "fell by 3% in A and by 5% in B": some change must have been named before.
    before = match.string[max(0, match.start() - 120) : match.start()]
    return _percent(match) if re.search(rf"\b{CHANGE_VERB}\b[^;]*\bby\s+(?:\w+\s)?[\d.]+\s?%[^.;]*$", before) else None


def _changed(match: re.Match[str]) -> Fields | None:
    value = to_decimal(match["value"] or match["value2"] or match["value3"])
    unit = match["unit"] or match["unit2"] or match["unit3"] or ""
    return None if value is None or unit == "%" else {"measure": "estimate", "value": value, "unit": unit}


def _single(name: str) -> Callable[[re.Match[str]], Fields | None]:
    def read(match: re.Match[str]) -> Fields | None:
        value = to_decimal(match["value"])
        return None if value is None else {name: value}

    return read


# In the order of precedence: of two atoms that overlap, the earlier kind stays.
READERS: dict[str, Callable[[re.Match[str]], Fields | None]] = {
    "measure": _measure, "i2": _i2, "interval": interval_of, "p": _p, "tau2": _single("tau2"), "q": _single("q"),
    "r": _correlation, "mean": _mean, "apa": _apa, "median": _median, "spread": _spread, "times": _times,
    "events": _events, "share": _share, "fold": _fold, "percent": _percent, "by": _also_by, "changed": _changed,
    "plain": _plain, "around": _around, "n": _n, "count": _count,
}  # fmt: skip
# A word that must be in the text for the pattern to be worth a try.
CLUES: dict[str, tuple[str, ...]] = {
    "i2": ("I2", "I²", "I 2", "I^2", "I(2)", "quared"), "interval": ("CI", "nterval", "CrI", "onfidence l"),
    "p": ("P", "p"), "tau2": ("au", "τ"), "q": ("Q",), "r": ("=",),
    "mean": ("±", "+/", "SD", "SE", "S.", "s.d", "s.e", "standard "),
    "apa": ("M =", "M=", "M\u200a=", "ean =", "ean=", "ean\u200a="),
    "median": ("IQR", "ange", "quartile", "Q1", "percentile"), "spread": ("(", "["),
    "times": ("times",), "events": ("/", " of "), "share": ("%)", "%]", "% )", "%,", "%;"), "fold": ("fold",),
    "percent": ("%",), "by": ("and by",), "changed": (" by ",), "plain": ("ean", "edian", "verage"),
    "around": ("ange", "IQR", "uartile"), "n": ("=",),
}  # fmt: skip
MEASURING = READERS.keys() - {"i2", "interval", "p", "tau2", "q", "n", "count", "around"} | {"estimate"}
"""Kinds of atoms that say how much; each starts a statistic of its own."""
