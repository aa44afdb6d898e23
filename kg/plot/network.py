"""Draw what stands around one thing: what acts on it to the left, what it acts on to the right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.analysis.evidence import COLUMNS
from kg.analysis.spokes import Spoke, Wheel
from kg.plot.canvas import COLOURS, FAINT, INK, SIGNS, drawing, shorten

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LINE = 0.27  # inches
_REACH = 1.0


def draw_network(found: Wheel, path: Path) -> None:
    """Write a drawing as svg, png or pdf: a line for each thing said, as wide as papers say it, dashed where hedged."""
    longest = max(len(found.acting), len(found.acted_on), 6)
    with drawing(path, 10.5, longest * _LINE + 1.3) as figure:
        ax = figure.add_axes((0.01, 0.09, 0.98, 0.84))
        ax.set_axis_off()
        ax.set_xlim(-2.3, 2.3)
        ax.set_ylim(longest - 0.4, -1.0)
        middle = (longest - 1) / 2
        for side, spokes in ((-1, found.acting), (1, found.acted_on)):
            start = middle - (len(spokes) - 1) / 2
            for place, spoke in enumerate(spokes):
                _draw_spoke(ax, side, start + place, middle, spoke)
        ax.text(-_REACH, -0.9, "acts on it", ha="right", fontsize=8, color=FAINT)
        ax.text(_REACH, -0.9, "it acts on", ha="left", fontsize=8, color=FAINT)
        box = {"boxstyle": "round,pad=0.5", "facecolor": "white", "edgecolor": INK}
        ax.text(0, middle, shorten(found.label, 30), ha="center", va="center", fontsize=10, bbox=box, zorder=5)
        _draw_key(ax, longest - 0.45, found.left_out)


def _draw_spoke(ax: Axes, side: int, height: float, middle: float, spoke: Spoke) -> None:
    said = [(name, count) for name, count in zip(COLUMNS, spoke.counts, strict=True) if count]
    for place, (name, count) in enumerate(said):
        shift = 0.11 * (place - (len(said) - 1) / 2)
        _draw_line(
            ax, (0, middle), (side * _REACH, height + shift), COLOURS[name], min(0.8 + 0.7 * count, 5), spoke.hedged
        )
    counts = "  ".join(f"{SIGNS[name]}{count}" for name, count in said)
    edge = "left" if side > 0 else "right"
    ax.text(side * (_REACH + 0.03), height, shorten(spoke.label, 40), ha=edge, va="center", fontsize=8.5)
    ax.text(side * 2.28, height, counts, ha="right" if side > 0 else "left", va="center", fontsize=8, color=FAINT)


def _draw_line(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], colour: str, width: float, hedged: bool
) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Curve

    bend = (start[0] + end[0]) / 2
    points = [start, (bend, start[1]), (bend, end[1]), end]
    curve = Curve(points, [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4])
    dashes = (0, (3, 2)) if hedged else "solid"
    ax.add_patch(PathPatch(curve, facecolor="none", edgecolor=colour, linewidth=width, linestyle=dashes, alpha=0.8))


def _draw_key(ax: Axes, height: float, left_out: int) -> None:
    for place, name in enumerate(COLUMNS):
        ax.text(-2.28 + 0.52 * place, height, f"{SIGNS[name]} {name}", fontsize=8, color=COLOURS[name], va="top")
    more = f"; {left_out} more are not drawn" if left_out else ""
    ax.text(
        2.28,
        height,
        f"numbers: papers; dashed: nobody says it flatly{more}",
        fontsize=7,
        color=FAINT,
        ha="right",
        va="top",
    )
