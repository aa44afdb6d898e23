"""The value of a cell, as the forms around it tell to read its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.effects import to_count
from extractors.effects.measures import CONTRASTS, RATIOS, is_possible
from extractors.tables.drafts import Draft
from extractors.tables.forms import NOTHING, Form
from extractors.tables.shapes import Shape

_HUNDRED = 100
_BEHIND, _BOTH = 2, 3
_BESIDE = frozenset({"SD", "%", "n", "N"})
_ROUND = frozenset({"CI", "IQR", "range"})
_STRONG = CONTRASTS | {"percent change"}
_OF_PEOPLE = frozenset({"events", "mean", "median", "percentage"})
_INTERVAL = Form(beside="CI")
_SHARE = Form(measure="events", beside="%")
_SIZE = re.compile(r"\b[nN]\s?=\s?(\d[\d,]*)")
# "Male/Female" heads two counts.
_DIFFERENCE = re.compile(r"\b[Dd]ifferences?\b")
_TWO_THINGS = re.compile(r"[A-Za-z]\s?/\s?[A-Za-z]")


def read_value(
    draft: Draft,
    forms: Sequence[Form],
    notes: Sequence[Form],
    heads: Sequence[str],
    labels: Sequence[str] = (),
    *,
    wholes: bool = True,
) -> None:
    """Fill a draft from the numbers of its cell.

    ``forms`` come from the row, the section and the heads, nearest first, ``notes`` from caption and notes of the
    table; ``heads`` are the words above the column, ``labels`` those that name the row. Without ``wholes`` a fraction
    needs a share to be one. A draft that nothing explains stays without a measure.
    """
    match draft.content.shape:
        case Shape.FRACTION:
            _fraction(draft, (*heads, *labels), wholes)
        case Shape.PLUS_MINUS:
            differs = any(form.measure == "MD" for form in forms)
            draft.measure, draft.sd = "MD" if differs else "mean", draft.content.second
        case Shape.PAIR:
            _pair(draft, forms, notes, (*heads, *labels))
        case Shape.BRACKET:
            _bracket(draft, forms, notes, heads)
        case Shape.NUMBER:
            _number(draft, forms)
    if draft.measure in _OF_PEOPLE and draft.n is None:
        draft.n = _size(heads)
    if draft.sd is not None:
        draft.spread = next((form.spread for form in (*forms, *notes) if form.spread), "")
        if draft.measure == "MD" and draft.spread != "SE":
            # A deviation is that of people: the change of one arm, and no difference between two.
            draft.measure = "mean"


def names_two(words: str) -> bool:
    """Tell whether words name two things whose counts a line parts: "Male/Female"."""
    return _TWO_THINGS.search(words) is not None


def _fraction(draft: Draft, names: Sequence[str], wholes: bool) -> None:
    total, share = draft.content.second, draft.content.share
    if total is None or draft.value is None or not draft.value <= total or total <= 1:
        return
    two = not wholes or any(map(names_two, names))
    if not two if share is None else abs(draft.value * _HUNDRED / total - share) <= 1:
        draft.measure, draft.n = "events", int(total)


def _pair(draft: Draft, forms: Sequence[Form], notes: Sequence[Form], names: Sequence[str]) -> None:
    content = draft.content
    around = [form for form in (*forms, *notes) if form.beside in _ROUND]
    strong = (form for form in forms if form.beside == "CI" and form.measure in CONTRASTS)
    form = next(strong, around[0] if around else None)
    if form is None and _named(forms) in CONTRASTS:
        form = _INTERVAL
    if form is None or content.first is None or not content.encloses:
        return
    draft.low, draft.high, draft.level = content.low, content.high, form.level
    draft.spread = "" if form.beside == "CI" else form.beside
    nearest = form.measure if form in forms else ""
    name = nearest or _named(forms) or form.measure or ("median" if form.beside == "IQR" else "estimate")
    if name in RATIOS and content.low is not None and content.low < 0:
        # "RR/Mean difference" heads both.
        name = "MD" if any(map(_DIFFERENCE.search, names)) else ""
    draft.measure = name if is_possible(name, content.first) else ""
    if content.p is not None:
        draft.p = replace(content, shape=Shape.P, first=content.p)


def _bracket(draft: Draft, forms: Sequence[Form], notes: Sequence[Form], heads: Sequence[str]) -> None:
    content = draft.content
    behind = _whole(content.second)
    if content.comparator:
        # "0.45 (<0.001)": what a sign leads is a p value.
        draft.measure, draft.p = _named(forms), replace(content, shape=Shape.P, first=content.second)
        return
    if content.percent == _BOTH:
        return
    if content.percent == 1:
        # "92% (556)" puts the share first.
        draft.measure, draft.value = ("", None) if behind is None else ("events", content.second)
        return
    fitting = (form for form in forms if form.beside in _BESIDE and (content.whole or form.beside != "%"))
    share = _SHARE if content.percent == _BEHIND and content.whole else None
    form = next(fitting, None) or share or _noted(draft, notes, heads)
    if form.beside == "SD":
        draft.measure, draft.sd = form.measure, content.second
    elif form.beside == "%" and content.whole and _is_share(content.second):
        draft.measure = "events"
    elif form.beside == "N":
        draft.measure, draft.n = form.measure, behind
    elif form.beside == "n" and behind is not None:
        draft.measure, draft.value = "events", content.second


def _size(heads: Sequence[str]) -> int | None:
    """Return the n that the heads of a column give, the nearest first."""
    found = [match[1] for match in (_SIZE.search(words) for words in reversed(heads)) if match]
    return to_count(found[0]) if found else None


def _noted(draft: Draft, notes: Sequence[Form], heads: Sequence[str]) -> Form:
    """Return what the notes say of brackets; where they say two things, or none, arithmetic may tell shares."""
    content = draft.content
    known = {form.beside: form for form in notes if form.beside in {"SD", "%"}}
    if content.whole and _is_share(content.second) and _adds_up(draft, heads):
        return _SHARE
    if len(known) == 1:
        return next(iter(known.values()))
    return known["SD"] if known and not content.whole else NOTHING


def _adds_up(draft: Draft, heads: Sequence[str]) -> bool:
    """Tell whether the number in brackets is the percentage of the value among the n of the heads."""
    total, content = _size(heads), draft.content
    if not total or content.first is None or content.second is None:
        return False
    return abs(content.first * _HUNDRED / total - content.second) <= 1


def _number(draft: Draft, forms: Sequence[Form]) -> None:
    name, value = _named(forms), draft.value
    if draft.content.whole and any(form.beside == "SD" for form in forms):
        # Among means with deviations a whole number alone counts people.
        return
    # A bare 1 among ratios is the reference.
    if value is not None and is_possible(name, value) and not (name in RATIOS and value == 1):
        draft.measure = name
        draft.level = next((form.level for form in forms if form.level is not None), None)


def _named(forms: Iterable[Form]) -> str:
    """Return the first contrast that the forms name, else the first measure; counts with shares name none."""
    measures = [form.measure for form in forms if form.measure and form.beside not in {"%", "n", "N"}]
    return next((name for name in measures if name in _STRONG), measures[0] if measures else "")


def _is_share(number: Decimal | None) -> bool:
    return number is not None and 0 <= number <= _HUNDRED


def _whole(number: Decimal | None) -> int | None:
    return int(number) if number is not None and number == number.to_integral_value() else None
