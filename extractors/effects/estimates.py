"""Values that stand before an interval, or in a list, and the measure that the sentence named before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from extractors.effects.atom import Atom
from extractors.effects.atoms import MEASURING
from extractors.effects.intervals import ends_of, interval_of
from extractors.effects.measures import CONTRASTS, is_possible, mention_pattern, name_of
from extractors.effects.numbers import to_decimal
from extractors.effects.patterns import CI, QUARTILES, patterns
from extractors.effects.spreads import name_spread

_FARTHEST = 260
_SOON, _SHORT = 150, 14
_NAMELESS = re.compile(r"\b[Ee]stimates?\s?[:=]?\s?$")
_LISTS = re.compile(r"\b(?:and|versus|vs)\b|[,;]")
_LINKED = re.compile(r"(?:\b(?:was|were|of|is|being|and|to|at)|[=:,;\[(])\s*$")
_SAME = re.compile(r"[^.;]{0,60}\b(?:and|vs?\.?|versus)\s")
_AVERAGE = re.compile(r"\b(?i:(median)|mean|average)s?\b[^.;]*$")
_DIFFERENCE = re.compile(r"\w+ difference", re.IGNORECASE)
_OTHER_THING = re.compile(
    r"\b(?i:means?|medians?|averages?|age|IQR|range|years|scores?|sensitivity|specificity|predictive|kappa|ICC|incidence)\b"
)
_DECLARED = re.compile(rf"s?,?\s?[\[(]\s?(?:with\s)?\d\d\s?%\s?{CI}")
_CI_MENTION = re.compile(CI)
_IQR_MENTION = re.compile(QUARTILES)


def named_before(text: str, start: int, at: int, value: Decimal, unit: str, taken: Sequence[Atom]) -> str | None:
    """Return the measure that the sentence named last before a value, where the value may be one of it.

    Between the two may stand words and other values of the same list, but no value of something else.
    """
    before = next((atom for atom in reversed(taken) if atom.start < at and atom.kind in MEASURING), None)
    if before is not None and _continues(text, before, at) and is_possible(before.fields["measure"], value, unit):
        return str(before.fields["measure"])
    if _NAMELESS.search(text, max(start, at - _SHORT), at):
        return None
    mentions = list(mention_pattern().finditer(text, max(start, at - _FARTHEST), at))
    if not mentions:
        return None
    name, _ = name_of(mentions[-1])
    declared = _DECLARED.match(text, mentions[-1].end())
    between = [atom for atom in taken if atom.kind in MEASURING and mentions[-1].start() <= atom.start < at]
    if any(atom.fields.get("measure") != name for atom in between) or not is_possible(name, value, unit):
        return None
    gap = text[between[-1].end if between else mentions[-1].end() : at]
    if (_OTHER_THING.search(gap) and not declared) or (name == "MD" and not _LINKED.search(gap)):
        return None
    return name


def _continues(text: str, before: Atom, at: int) -> bool:
    """Tell whether a value follows another of the same list, words about what it is for between them."""
    gap = text[before.end : at]
    listed = before.kind == "estimate" and before.fields["measure"] in CONTRASTS and "ci_low" in before.fields
    return listed and len(gap) < _SOON and not _OTHER_THING.search(gap) and ". " not in gap and bool(_LISTS.search(gap))


def name_for(text: str, start: int, at: int, value: Decimal, unit: str, taken: Sequence[Atom]) -> str:
    """Return what a value with an interval is called: a measure named before it, a mean, a percentage, an estimate."""
    name = named_before(text, start, at, value, unit, taken)
    if name:
        return name
    average = _AVERAGE.search(text, max(start, at - 120), at)
    if average and unit != "%":
        return "median" if average[1] else "MD" if _DIFFERENCE.match(average[0]) else "mean"
    return "percentage" if unit == "%" else "estimate"


def name_again(text: str, atom: Atom, before: Sequence[Atom]) -> None:
    """Call an estimate what the value before it is called: "median 10.2 (...) in A and 10.8 (...) in B"."""
    last = next((one for one in reversed(before) if one.kind in MEASURING), None)
    if last is None or atom.fields.get("measure") != "estimate" or last.fields["measure"] not in {"mean", "median"}:
        return
    if _SAME.fullmatch(text, before[-1].end, atom.start):
        atom.fields["measure"] = last.fields["measure"]


def find_pairs(text: str, start: int, end: int, taken: Sequence[Atom]) -> Iterator[Atom]:
    """Yield "value (low, high)" with the interval in its brackets: members of a list under one name, or estimates.

    Without "CI" in the brackets, the sentence must have named a measure, an interval or quartiles before; and the
    value must lie within.
    """
    found: list[Atom] = []
    for match in patterns()["pair"].finditer(text, start, end):
        value, ends = to_decimal(match["value"]), ends_of(match)
        if value is None or ends is None or not ends[0] <= value <= ends[1] or ends[0] == ends[1]:
            continue
        if any(match.start() < atom.end and atom.start < match.end() for atom in taken):
            continue
        fields = _pair(text, start, match, value, [*taken, *found])
        if fields:
            atom = Atom(match.start(), match.end(), "estimate", fields)
            found.append(atom)
            yield atom


def _pair(text: str, start: int, match: re.Match[str], value: Decimal, taken: Sequence[Atom]) -> dict[str, Any] | None:
    at, unit = match.start(), match["unit"] or ""
    interval = interval_of(match) or {}
    own = {"value": value, "unit": unit}
    if match["ci"]:
        return own | interval | {"measure": name_for(text, start, at, value, unit, taken)}
    known = [atom for atom in taken if atom.start < at]
    name = named_before(text, start, at, value, unit, sorted(known, key=lambda atom: atom.start))
    if name:
        return own | interval | {"measure": name} | _level_before(text, start, at)
    quartiles = [mention.start() for mention in _IQR_MENTION.finditer(text, start, at)]
    intervals = [mention.start() for mention in _CI_MENTION.finditer(text, start, at)]
    if quartiles and max(quartiles) > max(intervals, default=-1):
        ends = {"spread_low": interval["ci_low"], "spread_high": interval["ci_high"], "spread": "IQR"}
        return own | ends | {"measure": "median"}
    if not intervals:
        return None
    return own | interval | {"measure": name_for(text, start, at, value, unit, taken)} | _level_before(text, start, at)


_LEVEL_BEFORE = re.compile(rf"(\d\d(?:\.\d)?)\s?%\s?-?(?:[A-Za-z]{{2,12}}\s)?{CI}s?\)?")


def _level_before(text: str, start: int, at: int) -> dict[str, Decimal]:
    """Return the level where "(95% CI)" announced it for the values that follow."""
    announced = [match for match in _LEVEL_BEFORE.finditer(text, start, at) if text[match.end() - 1] == ")"]
    return {"ci_level": Decimal(announced[-1][1])} if announced else {}


def estimate_before(text: str, atom: Atom, start: int, free: int, taken: Sequence[Atom]) -> Atom | None:
    """Return the number before an interval that no named measure leads, such as "66.7% (95% CI ...)".

    Words may stand between the two where the number has as many decimals as the interval. ``start`` is that of the
    sentence, ``free`` the end of the last atom before the interval.
    """
    match = patterns()["estimate"].search(text, max(free, atom.start - 60), atom.start)
    unit = ((match["unit"] or "") if match else "").strip()
    near = _estimate(text, atom, match.start("value"), match["value"], unit, start, taken) if match else None
    if near is not None:
        return near
    for match in reversed(list(patterns()["farther"].finditer(text, max(free, atom.start - 160), atom.start))):
        group = "value" if match["value"] else "value2"
        unit = "%" if text.startswith(("%", " %"), match.end(group)) else ""
        found = _estimate(text, atom, match.start(group), match[group], unit, start, taken)
        named = found is not None and (group == "value2" or found.fields["measure"] in CONTRASTS)
        if found and named and _places(found.fields["value"]) == _places(atom.fields["ci_low"]):
            return found
    return None


def _estimate(text: str, atom: Atom, at: int, number: str, unit: str, start: int, taken: Sequence[Atom]) -> Atom | None:
    value = to_decimal(number)
    if value is None or not atom.fields["ci_low"] <= value <= atom.fields["ci_high"]:
        return None
    fields = {"measure": name_for(text, start, at, value, unit, taken), "value": value, "unit": unit}
    return Atom(at, at + len(number), "estimate", fields)


_RANGE_MENTION = re.compile(r"\brange\b", re.IGNORECASE)


def spread_after(text: str, atom: Atom, end: int) -> Iterator[Atom]:
    """Yield what stands in brackets after a mean or median that said what it would be: "median (IQR) was 4 (2–9)"."""
    match = patterns()["bare"].match(text, atom.end, end)
    ends = ends_of(match) if match else None
    if match is None or ends is None or not ends[0] <= atom.fields["value"] <= ends[1]:
        return
    for mention, spread in ((_CI_MENTION, ""), (_IQR_MENTION, "IQR"), (_RANGE_MENTION, "range")):
        if mention.search(text, atom.start, atom.end):
            names = ("spread_low", "spread_high") if spread else ("ci_low", "ci_high")
            fields = dict(zip(names, ends, strict=True)) | ({"spread": spread} if spread else {})
            yield Atom(match.start(), match.end(), "around" if spread else "interval", fields)
            return


def deviation_after(text: str, atom: Atom, end: int) -> Atom | None:
    """Return the deviation that is named right after a value: "mean 4.9, SD 0.4", "difference 1.0 [SE 0.15]"."""
    match = patterns()["deviation"].match(text, atom.end, end)
    sd = to_decimal(match["sd"]) if match else None
    if match is None or sd is None:
        return None
    return Atom(match.start(), match.end(), "deviation", {"sd": sd, "spread": name_spread(match[0])})


_ASIDE = re.compile(
    r"\s?%?\s?[\[(][^()\[\]]{0,80}[\])](?:\s(?:for|in|with|at|after|during|among)\s[^.;,()\d]{1,30}?(?=,?\sand\s))?"
)


def listed_after(text: str, atom: Atom, end: int) -> Iterator[Atom]:
    """Yield further values of the measure: "r = 0.6 (P = .01) and 0.5 (P = .02)", "from 0.6 to 0.8".

    They are printed with as many decimals, at least one, and the same unit.
    """
    last, places = atom, _places(atom.fields["value"])
    from_to = " from " in text[atom.start : atom.end]
    while places:
        aside = _ASIDE.match(text, last.end, end)
        match = patterns()["another"].match(text, aside.end() if aside else last.end, end)
        value = to_decimal(match["value"]) if match else None
        if match is None or value is None or _places(value) != places or not _same_unit(text, atom, match.end()):
            return
        if match["by"] == "," and "respectively" not in text[match.end() : min(end, match.end() + _SOON)]:
            return
        if (match["by"] == "to" and not from_to) or not is_possible(atom.fields["measure"], value):
            return
        stop = _end_of_unit(text, atom, match.end("value"))
        last = Atom(match.start("value"), stop, atom.kind, atom.fields | {"value": value})
        yield last


def _end_of_unit(text: str, atom: Atom, at: int) -> int:
    """Return where the unit of an atom ends, if it stands again right after a further value."""
    unit = atom.fields.get("unit") or ""
    start = at + text.startswith(" ", at)
    return start + len(unit) if unit and text.startswith(unit, start) else at


def _places(value: Decimal) -> int:
    return len(format(value, "f").partition(".")[2])


def _same_unit(text: str, atom: Atom, at: int) -> bool:
    return text.startswith(("%", " %"), at) == (atom.fields.get("unit") == "%")
