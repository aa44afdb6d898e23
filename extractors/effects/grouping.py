"""From atoms to statistics: what stands together is one, a second measure starts a new one."""

from __future__ import annotations

import functools
import re
from typing import Any

from extractors.claim import Effect
from extractors.effects.atom import Atom
from extractors.effects.atoms import CLUES, MEASURING, READERS
from extractors.effects.estimates import (
    deviation_after,
    estimate_before,
    find_pairs,
    listed_after,
    name_again,
    spread_after,
)
from extractors.effects.intervals import interval_of
from extractors.effects.measures import CONTRASTS
from extractors.effects.numbers import WORD_NUMBER
from extractors.effects.patterns import patterns
from extractors.screen import screened

_DIGIT = re.compile(r"\d")
_WORD = screened(rf"\b{WORD_NUMBER}", re.IGNORECASE)
_LISTED = frozenset({"measure", "r", "plain", "changed"})
_PARAGRAPH = "\n\n"
_EARLIER = 1500


# What a paper rests on, its claims and its risks ask for the same sentences.
@functools.lru_cache(maxsize=256)
def find_effects(text: str, start: int = 0, end: int | None = None) -> tuple[Effect, ...]:
    """Return the statistics in ``text[start:end]``, in order; spans count in ``text`` and never overlap.

    Values are read, not judged: "reduced by 35%" has the value 35 and the unit "%", its direction belongs to the claim.
    An events pair "12/96 (12.5%)" has the value 12 and n 96. A p value of heterogeneity or interaction is left out,
    for it says nothing about the effect beside it, and so is one that explains a mark. A value with an interval that
    no measure leads is a "percentage" or an "estimate". Cells of a table are read by `extractors.tables`.

    >>> effect, = find_effects("pain fell (MD –1.20, 95% CI –1.90 to –0.49; P < .001)")
    >>> effect.measure, effect.value, effect.ci_low, effect.ci_high, effect.p_comparator, effect.p
    ('MD', Decimal('-1.20'), Decimal('-1.90'), Decimal('-0.49'), '<', Decimal('0.001'))
    """
    last = len(text) if end is None else end
    if not _DIGIT.search(text, start, last) and not _WORD.search(text, start, last):
        return ()
    groups: list[list[Atom]] = []
    for atom in _atoms(text, start, last):
        if groups and _belongs(text, groups, atom):
            groups[-1].append(atom)
        elif atom.kind != "around":
            groups.append([atom])
    return tuple(_effect(text, group) for group in groups)


def _atoms(text: str, start: int, end: int) -> list[Atom]:
    window = text[start:end]
    taken: list[Atom] = []
    for kind, read in READERS.items():
        if kind in CLUES and not any(clue in window for clue in CLUES[kind]):
            continue
        if kind == "interval":
            taken.extend(find_pairs(text, start, end, sorted(taken, key=_place)))
        if kind == "spread" and not (patterns()[kind].search(text, start, end) and _declared(text, start, end)):
            continue
        for match in patterns()[kind].finditer(text, start, end):
            fields = read(match)
            if fields is not None and _is_free(match.start(), match.end(), taken):
                _take(Atom(match.start(), match.end(), kind, fields), text, end, taken)
    return _with_estimates(text, start, sorted(taken, key=_place))


def _place(atom: Atom) -> int:
    return atom.start


def _is_free(start: int, end: int, taken: list[Atom]) -> bool:
    return not any(start < atom.end and atom.start < end for atom in taken)


def _take(atom: Atom, text: str, end: int, taken: list[Atom]) -> None:
    taken.append(atom)
    deviation = deviation_after(text, atom, end) if atom.kind in {"plain", "measure"} else None
    if deviation is not None:
        taken.append(deviation)
        return
    if atom.kind == "plain":
        taken.extend(spread_after(text, atom, end))
    if atom.kind == "measure":
        match = patterns()["bare"].match(text, atom.end, end)
        fields = interval_of(match) if match else None
        if match and fields and fields["ci_low"] <= atom.fields["value"] <= fields["ci_high"]:
            # Without "CI" before it, a bracket after a ratio or a difference still is its interval.
            taken.append(Atom(match.start(), match.end(), "interval", fields))
            return
    if atom.kind in _LISTED:
        taken.extend(more for more in listed_after(text, atom, end) if _is_free(more.start, more.end, taken))


def _declared(text: str, start: int, end: int) -> bool:
    """Tell whether the paragraph says that brackets after a mean hold its deviation: "mean (SD)"."""
    first = max(text.rfind(_PARAGRAPH, 0, start), start - _EARLIER, 0)
    return patterns()["declared"].search(text, first, end) is not None


def _with_estimates(text: str, start: int, atoms: list[Atom]) -> list[Atom]:
    found: list[Atom] = []
    last = start
    for atom in atoms:
        led = found and found[-1].kind in MEASURING and _GLUE.fullmatch(text, found[-1].end, atom.start)
        estimate = estimate_before(text, atom, start, last, found) if atom.kind == "interval" and not led else None
        name_again(text, estimate or atom, found)
        found.extend([estimate, atom] if estimate else [atom])
        last = atom.end
    return found


_GLUE = re.compile(
    r"\s?%?[\s,;:()\[\]]*"
    r"(?:(?:for the )?(?:2|two|1|one)-sided\s|(?:and|with|total|overall)\s+|\d\s?(?:df|d\.f\.)[,;]?\s*)?[\s,;:()\[\]]*"
)
_FAR = re.compile(r"(?:\s?[A-Za-zµμ°][^\s()]{0,12})?[^.;()\[\]\d]{0,80}(?:[\[(][^.;()\[\]\d]{0,40})?\s*")
_ABBREVIATED = re.compile(r"(?<=\bvs)\.|(?<=\bv)\.|(?<=\d)\.(?=\d)")
_AGAINST = re.compile(r"\b(?:vs?\.?|versus|and|compared|to|than|in|for)\b|,")


def _belongs(text: str, groups: list[list[Atom]], atom: Atom) -> bool:
    group = groups[-1]
    if atom.kind == "around" and group[0].fields.get("measure") not in {"mean", "median"}:
        return False
    if atom.kind in MEASURING or any(atom.fields.keys() & other.fields.keys() for other in group):
        return False
    # A count of people opens a sentence more often than it closes a statistic.
    if atom.kind == "count" or group[-1].kind == "count" or (atom.kind == "p" and _compares(text, groups)):
        return False
    if _GLUE.fullmatch(text, group[-1].end, atom.start) is not None:
        return True
    if atom.kind != "interval" or not _encloses(atom, group):
        return False
    return group[-1].kind == "estimate" or _FAR.fullmatch(text, group[-1].end, atom.start) is not None


def _encloses(interval: Atom, group: list[Atom]) -> bool:
    value = next((atom.fields["value"] for atom in group if atom.fields.get("value") is not None), None)
    return value is not None and interval.fields["ci_low"] <= value <= interval.fields["ci_high"]


def _compares(text: str, groups: list[list[Atom]]) -> bool:
    """Tell whether a p value after the last group compares it with the one before: "12 (4%) v 30 (9%), P = .01"."""
    last = groups[-1][0]
    if last.kind not in MEASURING or last.fields["measure"] in CONTRASTS or len(groups) == 1:
        return False
    before = groups[-2]
    same = before[0].fields.get("measure") == last.fields["measure"] and not any(atom.kind == "p" for atom in before)
    between = text[before[-1].end : last.start]
    return same and ". " not in _ABBREVIATED.sub("", between).rstrip(" .") and bool(_AGAINST.search(between))


def _balanced_end(text: str, start: int, end: int) -> int:
    """Move the end so that no bracket is left half inside: a stray closing one goes, a missing one comes."""
    for opening, closing in ("()", "[]"):
        surplus = text.count(opening, start, end) - text.count(closing, start, end)
        if surplus > 0 and text.startswith(closing, end):
            end += 1
        elif surplus < 0 and text[end - 1] == closing:
            end -= 1
    return end


def _effect(text: str, group: list[Atom]) -> Effect:
    start = group[0].start
    end = _balanced_end(text, start, start + len(text[start : group[-1].end].rstrip()))
    fields: dict[str, Any] = {}
    for atom in group:
        fields |= atom.fields
    return Effect(start=start, end=end, text=text[start:end], **fields)
