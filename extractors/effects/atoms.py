"""Readers of atoms: what a match of each pattern says."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from extractors.effects.atom import Fields
from extractors.effects.averages import read_apa, read_around, read_mean, read_median, read_plain, read_spread
from extractors.effects.counts import read_count, read_events, read_n, read_share
from extractors.effects.intervals import PLUS_MINUS, interval_of
from extractors.effects.named import read_correlation, read_named
from extractors.effects.numbers import to_count, to_decimal, to_power
from extractors.effects.patterns import CHANGE_VERB
from extractors.effects.thresholds import is_planned, is_threshold

_LEGEND = re.compile(
    r"[*†‡§#¶]\s?[=,:]?\s?$|\b[Aa]sterisks? (?:indicates?|denotes?|marks?|shows?|represents?)\b[^.;]{0,80}$"
)
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


def _p(match: re.Match[str]) -> Fields | None:
    value = to_decimal(match["p"])
    value = value.scaleb(int(to_decimal(match["ten"]) or 0) - 1) if value is not None and match["ten"] else value
    value = to_power(value, match["power"] or match["exp"])
    if value is None or not 0 <= value <= 1 or re.search("interaction|heterogeneity", match["of"] or ""):
        return None
    if PLUS_MINUS.match(match.string, match.end()):
        return None
    written = match["comparator"] or "="
    sign = _COMPARATORS.get(written, written)
    if sign not in _SIGNS:
        # "p << 0.01" says no more than its first sign.
        sign = _COMPARATORS.get(sign[0], sign[0])
    if sign.startswith("<") and _LEGEND.search(match.string, max(0, match.start() - 110), match.start()):
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


# "the hazard per 10% increase in the score" tells a step.
_STEP = re.compile(r"\b(?:per|each|every|for an?|with an?)\s(?:additional\s|further\s)?$")


def _percent(match: re.Match[str]) -> Fields | None:
    groups = match.groupdict()
    if _STEP.search(match.string, max(0, match.start() - 30), match.start()) or is_planned(
        match.string, match.start(), match.end()
    ):
        return None
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
    "measure": read_named, "i2": _i2, "interval": interval_of, "p": _p, "tau2": _single("tau2"), "q": _single("q"),
    "r": read_correlation, "mean": read_mean, "apa": read_apa, "median": read_median, "spread": read_spread,
    "times": _times, "events": read_events, "share": read_share, "fold": _fold, "percent": _percent, "by": _also_by,
    "changed": _changed, "plain": read_plain, "around": read_around, "n": read_n, "count": read_count,
}  # fmt: skip
# A word that must be in the text for the pattern to be worth a try.
CLUES: dict[str, tuple[str, ...]] = {
    "i2": ("I2", "I²", "I 2", "I^2", "I(2)", "quared"), "interval": ("CI", "nterval", "CrI", "onfidence l"),
    "p": ("P", "p"), "tau2": ("au", "τ"), "q": ("Q",), "r": ("=",),
    "mean": ("±", "+/", "SD", "SE", "S.", "s.d", "sd", "s.e", "standard "),
    "apa": ("M =", "M=", "M\u200a=", "ean =", "ean=", "ean\u200a="),
    "median": ("IQR", "ange", "quartile", "Q1", "percentile"), "spread": ("(", "["),
    "times": ("times",), "events": ("/", " of "), "share": ("%)", "%]", "% )", "%,", "%;"), "fold": ("fold",),
    "percent": ("%",), "by": ("and by",), "changed": (" by ",), "plain": ("ean", "edian", "verage"),
    "around": ("ange", "IQR", "uartile"), "n": ("=",),
}  # fmt: skip
MEASURING = READERS.keys() - {"i2", "interval", "p", "tau2", "q", "n", "count", "around"} | {"estimate"}
"""Kinds of atoms that say how much; each starts a statistic of its own."""
