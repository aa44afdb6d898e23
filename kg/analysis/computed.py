"""Effects that two arms tell by their own numbers: a risk ratio from counts, a difference from means and deviations."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist

_REACH = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """Hold the value of one arm: events or a mean, of how many, and the standard deviation of a mean.

    ``spread`` says what ``sd`` was called: "SD", or "SE" which is turned into a deviation; others cannot be used.
    """

    effect: str
    measure: str
    value: float
    unit: str = ""
    n: int | None = None
    sd: float | None = None
    spread: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """Hold an effect with its 95 % interval, and by which method it was computed."""

    measure: str
    value: float
    low: float
    high: float
    unit: str
    method: str


def compare(treated: Arm, control: Arm) -> Iterator[Computed]:
    """Yield what two arms come to: RR and OR from events, MD and SMD from means; nothing where a number lacks.

    Intervals are normal ones, on the log scale for ratios (Katz and others 1978, Woolf 1955); half an event is added to
    each cell where one is empty. The difference of means has the separate variances of the arms, the standardised one
    is Hedges' g with the error of the Cochrane Handbook (6.5.1).

    >>> treated, control = (Arm(effect="", measure="events", value=value, n=100) for value in (12, 30))
    >>> ratio, _ = compare(treated, control)
    >>> ratio.measure, round(ratio.value, 2), round(ratio.low, 2), round(ratio.high, 2)
    ('RR', 0.4, 0.22, 0.74)
    """
    if not treated.n or not control.n or treated.measure != control.measure:
        return
    if treated.measure == "events":
        yield from _ratios(treated.value, treated.n, control.value, control.n)
    elif treated.measure == "mean" and treated.unit == control.unit:
        yield from _differences(treated, control)


def _ratios(a: float, n: int, c: float, m: int) -> Iterator[Computed]:
    if not 0 <= a <= n or not 0 <= c <= m or a + c == 0 or a + c == n + m:
        return
    # Both zero cells and full ones leave the logarithm without an error.
    half = 0.5 if 0 in (a, c, n - a, m - c) else 0.0
    a, b, c, d = a + half, n - a + half, c + half, m - c + half
    risk = math.log(a / (a + b)) - math.log(c / (c + d)), math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))
    odds = math.log(a * d / (b * c)), math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    for name, (value, error) in (("RR", risk), ("OR", odds)):
        low, middle, high = (math.exp(value + shift * error) for shift in (-_REACH, 0, _REACH))
        yield Computed(measure=name, value=middle, low=low, high=high, unit="", method="computed from counts")


def _differences(treated: Arm, control: Arm) -> Iterator[Computed]:
    one, other = _deviation(treated), _deviation(control)
    if not one or not other:
        return
    n, m = treated.n or 0, control.n or 0
    method = "computed from means"
    yield _interval("MD", treated.value - control.value, math.sqrt(one**2 / n + other**2 / m), treated.unit, method)
    total = n + m
    if total > 3:
        pooled = math.sqrt(((n - 1) * one**2 + (m - 1) * other**2) / (total - 2))
        value = (treated.value - control.value) / pooled * (1 - 3 / (4 * total - 9))
        error = math.sqrt(total / (n * m) + value**2 / (2 * (total - 3.94)))
        yield _interval("SMD", value, error, "", method)


def _interval(name: str, value: float, error: float, unit: str, method: str) -> Computed:
    return Computed(
        measure=name, value=value, low=value - _REACH * error, high=value + _REACH * error, unit=unit, method=method
    )


def _deviation(arm: Arm) -> float | None:
    if arm.sd is None or arm.spread not in {"SD", "SE"} or not arm.n:
        return None
    return arm.sd * math.sqrt(arm.n) if arm.spread == "SE" else arm.sd
