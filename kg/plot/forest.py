"""Draw a forest plot: a block a measure and setting, a square a study, a diamond for what they come to together."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.analysis.forests import Forest, Group
from kg.analysis.pooling import Pool
from kg.analysis.reported import Estimate
from kg.plot.canvas import FAINT, INK, drawing, shorten

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Transform

_LINE = 0.24  # inches, as are all that follow
_WIDTH, _LEFT, _PLOT = 11.4, 3.0, 4.2
_TITLE, _HEAD, _FOOT = 0.55, 0.45, 0.75
_WIDEST = 60.0  # how many times the null a ratio is drawn to
# Where the columns stand, in widths of the plot: the study, n, the numbers, the weight.
_COLUMNS = ((-0.68, "left"), (-0.03, "right"), (1.04, "left"), (1.50, "left"))


def draw_forest(found: Forest, path: Path) -> None:
    """Write a forest plot as svg, png or pdf; a forest without groups becomes a picture that says so."""
    heights = [_HEAD + _lines(group) * _LINE + _FOOT for group in found.groups]
    total = _TITLE + (sum(heights) or _FOOT)
    with drawing(path, _WIDTH, total) as figure:
        figure.text(0.14 / _WIDTH, 1 - 0.3 / total, f"{found.subject} — {found.outcome}", fontsize=12)
        top = total - _TITLE
        for group, height in zip(found.groups, heights, strict=True):
            box = (_LEFT / _WIDTH, (top - height + _FOOT) / total, _PLOT / _WIDTH, _lines(group) * _LINE / total)
            _draw_group(figure.add_axes(box), group, found.outcome)
            top -= height
        if found.empty:
            words = f"No effect with an interval is reported; {len(found.listed)} without one."
            figure.text(0.14 / _WIDTH, 0.4 / total, words)


def _lines(group: Group) -> int:
    return len(group.studies) + len(group.apart) + 2 * (group.pool is not None) + bool(group.apart)


def _draw_group(ax: Axes, group: Group, outcome: str) -> None:
    low, high = _range(group)
    if group.is_ratio:
        ax.set_xscale("log")
    ax.set_xlim(low, high)
    ax.set_ylim(_lines(group) - 0.5, -0.5)
    ax.axvline(1 if group.is_ratio else 0, color=FAINT, linewidth=0.8)
    _label_axis(ax, group, outcome)
    line = 0
    heaviest = max(group.weights, default=1)
    for one, weight in zip(group.studies, group.weights, strict=True):
        _draw_estimate(ax, line, one, INK, 30 + 90 * weight / heaviest)
        _write(ax, line, [one.study, _count(one.n), _interval(one), f"{weight:.1f} %"])
        line += 1
    if group.pool is not None:
        _draw_pool(ax, line, group.pool)
        line += 2
    if group.apart:
        _write(ax, line, ["not pooled", "", "", ""], FAINT)
        line += 1
    for left in group.apart:
        _draw_estimate(ax, line, left.estimate, FAINT, 25)
        _write(ax, line, [left.estimate.study, _count(left.estimate.n), _interval(left.estimate), ""], FAINT)
        ax.text(
            _COLUMNS[3][0], line, _in_two(left.reason), transform=_across(ax), fontsize=6.5, color=FAINT, va="center"
        )
        line += 1


def _in_two(words: str) -> str:
    """Return words in two lines where they are long."""
    middle = words.rfind(" ", 0, len(words) // 2 + 3)
    return words if len(words) < 30 or middle < 0 else f"{words[:middle]}\n{words[middle + 1 :]}"


def _label_axis(ax: Axes, group: Group, outcome: str) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

    ax.set_yticks([])
    for side in ("left", "right", "top"):
        ax.spines[side].set_visible(False)
    if group.is_ratio:
        low, high = ax.get_xlim()
        wide = high / low > 20
        ax.xaxis.set_major_locator(LogLocator(subs=(1.0, 3.0) if wide else (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        ax.xaxis.set_minor_formatter(NullFormatter())
        ax.tick_params(which="minor", length=0)
    else:
        ax.xaxis.set_major_locator(MaxNLocator(6))
    ax.tick_params(labelsize=8)
    words = shorten(outcome, 26)
    null = 1 if group.is_ratio else 0
    for side, shift, label in (("right", -8, f"← less {words}"), ("left", 8, f"more {words} →")):
        ax.annotate(
            label, (null, 0), (shift, -28), xycoords=ax.get_xaxis_transform(), textcoords="offset points", ha=side,
            fontsize=8, color=FAINT, annotation_clip=False,
        )  # fmt: skip
    _write(ax, -1.0, [f"{group.measure}, {group.setting}", "", "", ""], INK, "bold")
    _write(ax, -1.0, ["", "n", "effect [interval]", "weight" if group.studies else ""], FAINT)


def _range(group: Group) -> tuple[float, float]:
    """Return the ends of the axis: all values and nearly all intervals fit, the null is in it."""
    ends = [float(end) for one in _all(group) for end in (one.low, one.high) if end is not None]
    values = [float(one.value) for one in _all(group)]
    if not group.is_ratio:
        room = 0.06 * (max(ends) - min(ends))
        return min([*ends, 0]) - room, max([*ends, 0]) + room
    low = max(min([*ends, 1]), min([*values, 1]) / 4, 1 / _WIDEST)
    high = min(max([*ends, 1]), max([*values, 1]) * 4, _WIDEST)
    room = (high / low) ** 0.06
    return low / room, high * room


def _all(group: Group) -> Iterable[Estimate]:
    return (*group.studies, *(left.estimate for left in group.apart))


def _draw_estimate(ax: Axes, line: int, one: Estimate, colour: str, size: float) -> None:
    low, high = ax.get_xlim()
    if one.low is not None and one.high is not None:
        left, right = max(float(one.low), low), min(float(one.high), high)
        ax.plot([left, right], [line, line], color=colour, linewidth=1, solid_capstyle="butt")
        ends = ((float(one.low) < low, low, "<"), (float(one.high) > high, high, ">"))
        for beyond, end, mark in ends:
            if beyond:
                ax.scatter([end], [line], marker=mark, s=28, color=colour, clip_on=False, zorder=3)
    fill = colour if colour == INK else "white"
    ax.scatter([float(one.value)], [line], marker="s", s=size, facecolor=fill, edgecolor=colour, zorder=3)


def _draw_pool(ax: Axes, line: int, pooled: Pool) -> None:
    ax.fill(
        [pooled.low, pooled.value, pooled.high, pooled.value],
        [line, line - 0.32, line, line + 0.32],
        color="#0072b2",
        zorder=3,
    )
    summary = pooled.summary
    text = f"{_short(pooled.value)} [{_short(pooled.low)}, {_short(pooled.high)}]"
    _write(ax, line, ["random effects", "", text, "100 %"], INK, "bold")
    detail = f"I² {summary.i2:.0f} %, τ² {summary.tau2:.3g}, Q {summary.q:.2f} (p {_p(summary.q_p)})"
    _write(ax, line + 1, [detail, "", "", ""], FAINT)
    if pooled.predicted_low is not None and pooled.predicted_high is not None:
        left, right = ax.get_xlim()
        ends = max(pooled.predicted_low, left), min(pooled.predicted_high, right)
        ax.plot(ends, [line + 1, line + 1], color="#0072b2", linewidth=3, alpha=0.45, solid_capstyle="butt")
        text = f"prediction [{_short(pooled.predicted_low)}, {_short(pooled.predicted_high)}]"
        _write(ax, line + 1, ["", "", text, ""], FAINT)


def _write(ax: Axes, line: float, cells: list[str], colour: str = INK, weight: str = "normal") -> None:
    style: dict[str, Any] = {
        "transform": _across(ax),
        "va": "center",
        "fontsize": 8,
        "color": colour,
        "fontweight": weight,
    }
    for (place, side), cell in zip(_COLUMNS, cells, strict=True):
        if cell:
            ax.text(place, line, shorten(cell, 46), ha=side, **style)


def _across(ax: Axes) -> Transform:
    """Return coordinates that count x in widths of the plot and y in lines."""
    transform: Transform = ax.get_yaxis_transform()
    return transform


def _count(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _interval(one: Estimate) -> str:
    level = "" if one.level in (None, Decimal(95)) else f" ({one.level:g} %)"
    numbers = [number for number in (one.value, one.low, one.high) if number is not None]
    # The store keeps no zeros at the end; papers write all three alike.
    digits = max(0, *(-int(number.as_tuple().exponent) for number in numbers))
    value, low, high = (f"{number:.{digits}f}".replace("-", "−") for number in numbers)
    return f"{value} [{low}, {high}]{level}"


def _short(number: float) -> str:
    digits = 2 if abs(number) < 100 else 0
    plain = f"{number:.{digits}f}" if abs(number) >= 0.01 or math.isclose(number, 0) else f"{number:.2g}"
    return plain.replace("-", "−")


def _p(number: float) -> str:
    return "< 0.001" if number < 0.001 else f"= {number:.3f}"
