"""A forest plot: an effect with its interval in each row, and the pooled one below."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kg.pages.effect import MINUS
from kg.pages.figures.svg import drawing, element, line, short, text
from kg.pages.page import Figure

# Values to mark on a scale of logarithms: coarse ones, and finer ones for plots that hold few of those.
_RATIO_TICKS = (
    (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100),
    (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.4, 1.7, 2, 2.5, 3, 4, 5, 7, 10),
    (0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.15, 1.2),
)
# What shows no difference at 0; a mean or a share shows none anywhere.
_AT_ZERO = frozenset({
    "SMD", "MD", "RD", "WMD", "Hedges g", "Cohen d", "percent change", "correlation", "beta", "log2 fold change",
})  # fmt: skip
_LEFT, _PLOT, _RIGHT, _ROW, _TOP = 220.0, 270.0, 180.0, 28.0, 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestRow:
    """Hold a row: an effect with its limits, in the unit of its measure; ``weight`` from 0 to 1."""

    label: str
    value: float
    low: float
    high: float
    weight: float = 1.0
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """Hold the pooled estimate with its limits and a line that says how it was made."""

    value: float
    low: float
    high: float
    note: str


def draw_forest(
    name: str, title: str, measure: str, rows: Sequence[ForestRow], pooled: Pooled | None = None, *, ratio: bool = False
) -> Figure:
    """Draw effects of one measure, with a line where there is no difference; ratios stand on a scale of logarithms."""
    null = 1.0 if ratio else 0.0 if measure in _AT_ZERO else None
    ends = [end for row in rows for end in (row.low, row.high)] + ([pooled.low, pooled.high] if pooled else [])
    place, ticks = _scale(ends if null is None else [*ends, null], ratio)
    bottom = _TOP + _ROW * (len(rows) + (1.4 if pooled else 0))
    shapes = [
        *_axis(place, ticks, bottom, null),
        text(_LEFT + _PLOT / 2, 16, measure, class_="axis", text_anchor="middle"),
    ]
    for at, row in enumerate(rows):
        shapes += _row(row, _TOP + _ROW * (at + 0.5), place)
    if pooled:
        shapes += _diamond(pooled, _TOP + _ROW * (len(rows) + 0.9), place)
    data = [(row.label, row.value, row.low, row.high, row.weight) for row in rows]
    if pooled:
        data.append(("pooled", pooled.value, pooled.low, pooled.high, 1.0))
    size = _LEFT + _PLOT + _RIGHT, bottom + 34
    svg = drawing(*size, title, shapes, name=name, links=any(row.path for row in rows))
    columns = ("label", measure or "value", "ci_low", "ci_high", "weight")
    return Figure(name=name, title=title, svg=svg, columns=columns, rows=tuple(data))


def _scale(ends: Sequence[float], ratio: bool) -> tuple[Callable[[float], float], list[float]]:
    """Return where a value stands in the plot, and values to mark."""
    change: Callable[[float], float] = math.log if ratio else float
    low, high = min(map(change, ends)), max(map(change, ends))
    room = (high - low) * 0.06 or 1.0
    low, high = low - room, high + room

    def place(value: float) -> float:
        return _LEFT + _PLOT * (change(value) - low) / (high - low)

    if ratio:
        within = [[value for value in values if low <= math.log(value) <= high] for values in _RATIO_TICKS]
        marks = next((values for values in within if len(values) > 2), within[-1])
    else:
        step = _step(high - low)
        marks = [step * at for at in range(math.ceil(low / step), math.floor(high / step) + 1)]
    return place, marks


def _step(width: float) -> float:
    """Return a round distance that cuts a width into about five.

    >>> _step(9.0), _step(0.7)
    (2.0, 0.1)
    """
    power = 10.0 ** math.floor(math.log10(width / 5))
    return next(power * factor for factor in (1, 2, 5, 10) if width / (power * factor) <= 7)


def _axis(place: Callable[[float], float], ticks: Sequence[float], bottom: float, null: float | None) -> list[Markup]:
    shapes = [line(_LEFT, bottom, _LEFT + _PLOT, bottom, class_="rule")]
    if null is not None:
        shapes.append(line(place(null), _TOP - 8, place(null), bottom, class_="null"))
    for tick in ticks:
        shapes.append(line(place(tick), bottom, place(tick), bottom + 5, class_="rule"))
        shapes.append(text(place(tick), bottom + 18, _number(tick), text_anchor="middle", class_="tick"))
    return shapes


def _row(row: ForestRow, y: float, place: Callable[[float], float]) -> list[Markup]:
    half = 3 + 4 * math.sqrt(max(row.weight, 0.0))
    x = place(row.value)
    label: Markup = text(_LEFT - 12, y + 4, short(row.label, 32), text_anchor="end")
    label = element("a", label, href=row.path) if row.path else label
    return [
        label,
        line(place(row.low), y, place(row.high), y, class_="interval"),
        element("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, class_="square"),
        text(_LEFT + _PLOT + 14, y + 4, _numbers(row.value, row.low, row.high), class_="number"),
    ]


def _diamond(pooled: Pooled, y: float, place: Callable[[float], float]) -> list[Markup]:
    points = (
        (place(pooled.low), y),
        (place(pooled.value), y - 8),
        (place(pooled.high), y),
        (place(pooled.value), y + 8),
    )
    written = " ".join(f"{x:.1f},{height:.1f}" for x, height in points)
    return [
        text(_LEFT - 12, y + 4, "pooled", text_anchor="end", class_="strong"),
        element("polygon", element("title", pooled.note), points=written, class_="diamond"),
        text(_LEFT + _PLOT + 14, y + 4, _numbers(pooled.value, pooled.low, pooled.high), class_="number strong"),
    ]


def _numbers(value: float, low: float, high: float) -> str:
    return f"{_number(value)} ({_number(low)} to {_number(high)})"


def _number(value: float) -> str:
    written = f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    return written.replace("-", MINUS)
