"""Two values of one thing that a sentence sets against each other: "57% vs 17%", "GLP-1 9.1, placebo 5.8"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.claim import Effect
from extractors.effects.numbers import DASH, SIGNED, UNSIGNED, to_decimal
from extractors.effects.patterns import UNIT
from extractors.screen import has_digit

Span = tuple[int, int]

OF_AN_ARM = frozenset({"mean", "median", "events", "percentage", "estimate", "value"})
"""Measures that one arm has by itself."""
BARE = "value"
"""The measure of a number that is set against another, where the text does not name one."""

_AGAINST = (
    r"(?:\b(?:vs?\.?|versus|against|than|whereas|while)(?!\w)|\bcompared (?:with|to)\b|\bin comparison (?:with|to)\b)"
)
_STRONG = re.compile(_AGAINST)
_WEAK = re.compile(r"\b(?:and|but|to)\b|;|,\s(?=[A-Za-z])")
_BETWEEN = 95
# A number that may be the value of an arm where nothing says what it is: a share, or one beside "vs".
_ASIDE = rf"(?:\s?[\[(]\s?(?:{UNSIGNED})(?:\s?[{DASH}]|\sto)\s?(?:{UNSIGNED})\s?[\])])?"
_NUMBER = re.compile(
    rf"(?<![\w./{DASH}])(?<![<>≥≤=~]\s)(?<![<>≥≤~])(?P<value>{SIGNED})\s?(?P<unit>%|(?:{UNIT})(?!\w))?{_ASIDE}(?![\w/]|\.\d|[{DASH}]\w)"
)
_NAMED = re.compile(
    r"\b(?:(?:figs?|figures?|tables?|grades?|stages?|types?|days?|weeks?|months?|years?|visits?|groups?|arms?|phases?|levels?"
    r"|class|dose|category|score|version|model|chapter|steps?|ages?|aged|CI|SD|SEM?|IQR|least|most|n\s?=)\.?)\s?$"
    r"|[\[(]\s?\d[\d.,]*\sto\s$",
    re.IGNORECASE,
)
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Hold two values of one thing, in the order of the text; ``strong`` says that a word sets them against each other.

    ``labels`` are the words before each value and after it, as far as they may name its arm.
    """

    first: Effect
    second: Effect
    strong: bool
    before: tuple[str, str]
    after: tuple[str, str]


def find_pairs(text: str, start: int, end: int, effects: Sequence[Effect]) -> tuple[Pair, ...]:
    """Return the pairs of values in ``text[start:end]``, in order; no value is in two.

    Values are those of ``effects`` that one arm has by itself, and bare numbers: shares, and those beside a word that
    sets them against each other. An effect is found once, whether or not it is in a pair.

    >>> pair, = find_pairs("remission was more frequent (57% vs 17%)", 0, 40, ())
    >>> pair.first.text, pair.second.text, pair.first.measure
    ('57%', '17%', 'percentage')
    """
    bare = _bare(text, start, end, effects) if has_digit(text[start:end]) else ()
    values = sorted([*_own(effects), *bare], key=lambda one: one.start)
    pairs: list[Pair] = []
    at = 0
    while at + 1 < len(values):
        pair = _paired(text, start, end, values, at, effects)
        if pair is not None:
            pairs.append(pair)
        at += 2 if pair is not None else 1
    return tuple(pairs)


def _own(effects: Sequence[Effect]) -> Iterator[Effect]:
    return (effect for effect in effects if effect.measure in OF_AN_ARM and effect.value is not None)


def _bare(text: str, start: int, end: int, effects: Sequence[Effect]) -> Iterator[Effect]:
    taken = [(effect.start, effect.end) for effect in effects]
    for match in _NUMBER.finditer(text, start, end):
        low, high = match.span()
        if any(low < other_end and other < high for other, other_end in taken):
            continue
        value, unit = to_decimal(match["value"]), match["unit"] or ""
        if value is None or _NAMED.search(text, max(start, low - 12), low) or _is_year(match["value"]):
            continue
        if unit == "%" or _is_set_against(text, start, end, match):
            name = "percentage" if unit == "%" else BARE
            yield Effect(start=low, end=high, text=text[low:high], measure=name, value=value, unit=unit)


def _is_year(digits: str) -> bool:
    return digits.isdigit() and int(digits) in _YEARS


_NEXT = re.compile(rf"[\])]?,?\s*{_AGAINST}\s+(?:only\s)?(?:[A-Za-z][\w-]*:?\s)?{SIGNED}(?!\w)")
_LAST = re.compile(rf"\d\s?(?:%|{UNIT})?[\])]?,?\s*{_AGAINST}\s+(?:only\s)?(?:[A-Za-z][\w-]*:?\s)?$")
_AND = re.compile(rf"[\])]?;\s*[A-Za-z][\w -]{{0,20}}:\s?{SIGNED}(?!\w)")
_AFTER = re.compile(r"\d\s?[\])]?;\s*[A-Za-z][\w -]{0,20}:\s?$")


def _is_set_against(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Tell whether right after or right before a number a word sets it against another."""
    if _NEXT.match(text, match.end(), end) or _AND.match(text, match.end(), end):
        return True
    before = text[max(start, match.start() - 60) : match.start()]
    return _LAST.search(before) is not None or _AFTER.search(before) is not None


def _paired(
    text: str, start: int, end: int, values: Sequence[Effect], at: int, effects: Sequence[Effect]
) -> Pair | None:
    first, second = values[at], values[at + 1]
    between = text[first.end : second.start]
    tested = any(first.end <= one.start < second.start for one in effects)
    if tested or len(between) > _BETWEEN or not _alike(first, second):
        return None
    strong = _STRONG.search(between) is not None
    if not strong and not _WEAK.search(between):
        return None
    previous = values[at - 1].end if at else start
    following = values[at + 2].start if at + 2 < len(values) else end
    return Pair(
        first=first,
        second=second,
        strong=strong,
        before=(_label_before(text, previous, first.start, within=_is_open(between)), between),
        after=(between, _label_after(text, second.end, following)),
    )


def _alike(first: Effect, second: Effect) -> bool:
    """Tell whether two values may be of one thing: of the same kind, in the same unit where both have one."""
    kinds = {first.measure, second.measure}
    if len(kinds) > 1 and BARE not in kinds and kinds != {"events", "percentage"}:
        return False
    units = {first.unit, second.unit} - {""}
    return len(units) < 2 or (first.measure == second.measure == "events")


def _is_open(between: str) -> bool:
    """Tell whether both values stand in one bracket, or in none."""
    return between.count(")") + between.count("]") <= between.count("(") + between.count("[")


_REACH = 60


def _label_before(text: str, start: int, end: int, *, within: bool) -> str:
    """Return the words before a value; those before the bracket that it shares with the other are of neither."""
    words = text[max(start, end - _REACH) : end]
    opened = max(words.rfind("("), words.rfind("["))
    if opened >= 0 and within:
        return words[opened + 1 :]
    return re.split(r"[.;](?=\s\S)", words)[-1]


def _label_after(text: str, start: int, end: int) -> str:
    return re.split(r"[.;,]\s|\s(?:and|or|but)\s", text[start : min(end, start + _REACH)])[0]


_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SAYING = frozenset({"the", "of", "in", "group", "groups", "arm", "patients", "with", "and", "a", "to", "for"})
_BORDERS = re.compile(_AGAINST + r"|\band\b|\bbut\b|;")


def arm_order(pair: Pair, subject: str, comparator: str) -> tuple[str, str] | None:
    """Return whose the two values are by the words beside them; None where these do not say.

    >>> pair, = find_pairs("(placebo 5.8 vs. zinc 9.1)", 0, 26, ())
    >>> arm_order(pair, "zinc", "placebo")
    ('comparator', 'subject')
    """
    ours, theirs = _names(subject), _names(comparator)
    ours, theirs = ours - theirs, theirs - ours
    for first, second in (_near(pair), (pair.after[0], pair.after[1])):
        one, other = _names(first), _names(second)
        straight = len(ours & one) + len(theirs & other)
        turned = len(theirs & one) + len(ours & other)
        if straight != turned:
            return ("subject", "comparator") if straight > turned else ("comparator", "subject")
    return None


def _near(pair: Pair) -> tuple[str, str]:
    """Return the words right before each value: of those between the two only what follows the last border."""
    return pair.before[0], _BORDERS.split(pair.before[1])[-1]


def _names(words: str) -> frozenset[str]:
    return frozenset(word for word in _WORDS.findall(words.lower()) if word not in _SAYING)
