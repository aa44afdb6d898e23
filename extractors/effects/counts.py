"""Counts: how many were studied, and how many of them something happened to."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.effects.atom import Fields
from extractors.effects.numbers import WORD_NUMBER, to_count, to_decimal

_HUNDRED = 100
# Words before or between that make "12 ... studies" a count of something else.
_NOT_THE_SAMPLE = re.compile(
    r"\b(?:per|of|in|from|and|or|with|years?|months?|weeks?|days?|hours?|mg|%|were|was|to)\b|\d"
)
_YEARS = range(1900, 2100)


def read_count(match: re.Match[str]) -> Fields | None:
    """Read how many people, animals or studies there were."""
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


def read_n(match: re.Match[str]) -> Fields | None:
    """Read "n = 20"."""
    count = to_count(match["n"])
    return None if count is None else {"studies" if match["studies"] else "n": count}


_DURATION = re.compile(
    r"\s?-?(?:person|patient|PY|h|hrs?|hours?|d|days?|weeks?|months?|years?|min|s|mm\s?Hg|kg|[mμµnc]?g|mcg|IU|ml|mL|cm|mm)\b"
)
_AMONG = re.compile(r"(?:[\[(]|\bin|\bvs\.?|\bv\.?|\bversus|\band|\bto|,|:\s)\s?$")
# Numbers of grants and fatty acids (18:2/18:3), and a third of something.
_NO_COUNT = re.compile(r"[-–:]\d")
_PART = re.compile(r"\sof\s")
_SMALLEST = 5
_FEWEST = 8
_FREEDOM = re.compile(r"F[\[(]$")
_RIVAL_AFTER = re.compile(r"\s?(?:vs\.?|versus|v\.?|compared (?:with|to)) \d[\d,]* of (?:the )?\d")
_RIVAL_BEFORE = re.compile(r"\d of (?:the )?\d[\d,]* (?:vs\.?|versus|v\.?|compared (?:with|to)) $")


def read_events(match: re.Match[str]) -> Fields | None:
    """Read "12/96", "12 of 96 women" and "8 out of 11 (73%)"; other fractions are none."""
    events, total = to_count(match["events"]), to_count(match["n"])
    if events is None or not total or events > total or _FREEDOM.search(match.string, match.start() - 2, match.start()):
        return None
    after = match.string, match.end("n")
    if _NO_COUNT.match(*after) or (match["by"] == "/" and total <= _SMALLEST and _PART.match(*after)):
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
    if alone and _is_pair(match):
        return False
    return alone and _AMONG.search(match.string, max(0, match.start() - 8), match.start()) is not None


_FRACTION = re.compile(r"(?<![\w./])(\d+)/(\d+)(?![\w/])")
_NEAR = 80


def _is_pair(match: re.Match[str]) -> bool:
    """Tell whether a fraction near by has more above its line: "in 10/8, metastases in 14/16" counts two arms."""
    near = _FRACTION.finditer(match.string, max(0, match.start() - _NEAR), match.end() + _NEAR)
    return any(int(one[1]) > int(one[2]) for one in near)


_NUMBERED = re.compile(
    r"(?:\b(?i:type|grade|stage|level|class|week|day|month|year|phase|table|fig(?:ure)?|groups?|arm|visit|dose|score"
    r"|part|step|factor|age|aged|least|most|than|chapter|model|category|cluster|quartile|tertile|interleukin)s?\.?"
    r"|[<>≥≤=~±])\s?$"
)
_PLURAL = re.compile(r"(?<!\barm)(?<!\bgroup)(?<!\btime)(?<!\bpoint)(?<!\bside)s$|men$|children$|people$|mice$")
_TIME = re.compile(
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|mins|hrs|yrs|seconds?)(?: (?:or|and) \w+)?", re.IGNORECASE
)
_OF_WHOLE = re.compile(rf"\b(?:\d+|{WORD_NUMBER}) (?:out )?of (?:the )?$", re.IGNORECASE)


def read_share(match: re.Match[str]) -> Fields | None:
    """Read "52 women (44%)"."""
    events, percent = to_count(match["events"]), to_decimal(match["percent"])
    noun = match["noun"]
    if events is None or percent is None or percent > _HUNDRED or (events == 0) != (percent == 0):
        return None
    if _NUMBERED.search(match.string, max(0, match.start() - 14), match.start()) or (
        noun and (not _PLURAL.search(noun) or _TIME.fullmatch(noun.strip()))
    ):
        return None
    if _OF_WHOLE.search(match.string, max(0, match.start() - 30), match.start()):
        # "one of 120 controls (0.8%)"
        return None
    return {"measure": "events", "value": Decimal(events)}
