"""Which effects may be pooled, which may not and why, and the pools."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.analysis.ask import Graph
from kg.analysis.meta import Summary, is_lopsided, random_effects, standard_error
from kg.analysis.reported import Estimate, estimates

_LEVEL = Decimal(95)
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """Hold an effect that was not pooled, and the reason in words."""

    estimate: Estimate
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Hold the effects of one measure in one setting, one a paper, and what they come to together.

    All values are on the scale of the measure, ratios not in logarithms; ``summary`` has the rest, on the scale of
    pooling. ``predicted_low`` and ``predicted_high`` are None below three studies.
    """

    measure: str
    setting: str
    estimates: tuple[Estimate, ...]
    summary: Summary
    value: float
    low: float
    high: float
    predicted_low: float | None
    predicted_high: float | None


def pool(
    graph: Graph, subject: str, outcome: str, *, loosely: bool = False
) -> tuple[tuple[Pool, ...], tuple[Excluded, ...]]:
    """Return the pooled effects of a subject on an outcome, and what was left out: `estimates`, `pool_estimates`."""
    return pool_estimates(estimates(graph, subject, outcome, loosely=loosely))


def pool_estimates(found: Iterable[Estimate]) -> tuple[tuple[Pool, ...], tuple[Excluded, ...]]:
    """Pool what can be compared, by measure and setting; return the pools in that order, and what was left out.

    Pooled are effects that compare two groups (OR, RR, HR, IRR, PR, fold change, SMD, MD, RD), with the same other
    treatment or with controls, that a paper found itself, with an interval that fits the value, in one known setting:
    in vitro is never pooled with clinical. Each paper counts once, with the first of its estimates in the order
    abstract, results, the rest. What a meta-analysis pooled stays apart, since its studies may be here too. Where the
    sentence says "lower" and the number "higher" the comparison runs the other way round or was misread, and the
    effect is left out. A level that is not given counts as 95 %. Raise `MissingExtraError` where statsmodels is not
    installed and there is something to pool.
    """
    kept, excluded = split(found)
    groups: dict[tuple[str, str], list[Estimate]] = defaultdict(list)
    for one in kept:
        groups[one.family, one.settings[0]].append(one)
    pools = []
    for (measure, setting), members in sorted(groups.items()):
        if len(members) < _FEWEST:
            excluded += [Excluded(estimate=one, reason="the only study of its measure and setting") for one in members]
        else:
            pools.append(_pool(measure, setting, members))
    return tuple(pools), tuple(excluded)


def split(found: Iterable[Estimate]) -> tuple[list[Estimate], list[Excluded]]:
    """Return the effects that may be pooled, one a paper, measure and setting, and the others with their reason."""
    kept: list[Estimate] = []
    excluded: list[Excluded] = []
    seen: dict[tuple[str, str, tuple[str, ...]], Estimate] = {}
    for one in found:
        reason = next((words for words, fails in _REASONS if fails(one)), "")
        place = one.paper, one.family, one.settings
        if not reason and place in seen:
            reason = "the same effect again" if _same(one, seen[place]) else "another estimate of the same paper"
        if reason:
            excluded.append(Excluded(estimate=one, reason=reason))
        else:
            seen[place] = one
            kept.append(one)
    return kept, excluded


def on_scale(one: Estimate) -> tuple[float, float, float]:
    """Return value, lower and upper limit on the scale of pooling; an effect without interval raises `ValueError`."""
    if one.low is None or one.high is None:
        raise ValueError(f"{one.words!r} has no interval")
    value, low, high = float(one.value), float(one.low), float(one.high)
    return (math.log(value), math.log(low), math.log(high)) if one.is_ratio else (value, low, high)


def _pool(measure: str, setting: str, members: list[Estimate]) -> Pool:
    scaled = [on_scale(one) for one in members]
    errors = [
        standard_error(low, high, float(one.level or _LEVEL))
        for one, (_, low, high) in zip(members, scaled, strict=True)
    ]
    summary = random_effects([value for value, _, _ in scaled], errors)
    back: Callable[[float], float] = math.exp if members[0].is_ratio else float
    low, high = summary.predicted_low, summary.predicted_high
    return Pool(
        measure=measure,
        setting=setting,
        estimates=tuple(members),
        summary=summary,
        value=back(summary.value),
        low=back(summary.low),
        high=back(summary.high),
        predicted_low=None if low is None else back(low),
        predicted_high=None if high is None else back(high),
    )


def _has_no_interval(one: Estimate) -> bool:
    return one.low is None or one.high is None or one.low >= one.high


def _leaves_the_scale(one: Estimate) -> bool:
    return one.is_ratio and any(end is not None and end <= 0 for end in (one.value, one.low))


def _is_misfit(one: Estimate) -> bool:
    return is_lopsided(*on_scale(one))


def _is_turned(one: Estimate) -> bool:
    """Tell whether number and sentence point in opposite directions."""
    if one.negated or one.direction not in ("increase", "decrease") or one.value == one.null:
        return False
    return (one.value > one.null) != (one.direction == "increase")


def _same(one: Estimate, other: Estimate) -> bool:
    """Tell whether two numbers are one, perhaps rounded differently."""
    return all(
        (a is None) == (b is None) and (a is None or b is None or _rounds_to(a, b))
        for a, b in ((one.value, other.value), (one.low, other.low), (one.high, other.high))
    )


def _rounds_to(one: Decimal, other: Decimal) -> bool:
    coarse, fine = sorted((one, other), key=lambda number: -int(number.as_tuple().exponent))
    unit = Decimal(1).scaleb(int(coarse.as_tuple().exponent))
    return abs(coarse - fine) <= unit / 2


# In this order: what comes first is the reason that is given.
_REASONS: tuple[tuple[str, Callable[[Estimate], bool]], ...] = (
    ("no comparison of two groups", lambda one: not one.is_comparable),
    ("both arms have one name", lambda one: one.is_of_itself),
    ("itself pooled from several studies", lambda one: one.is_pooled),
    ("reported from elsewhere", lambda one: one.is_retold),
    ("no interval", _has_no_interval),
    ("a ratio that is not above zero", _leaves_the_scale),
    ("the interval does not fit the value", _is_misfit),
    ("the setting is not known", lambda one: not one.settings),
    ("several settings at once", lambda one: len(one.settings) > 1),
    ("the sentence says the opposite of the number", _is_turned),
)
