"""Bars: a number for each name."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kg.pages.figures.svg import drawing, element, short, text
from kg.pages.page import Figure

_LEFT, _PLOT, _RIGHT, _ROW = 240.0, 360.0, 90.0, 24.0


def draw_bars(measure: str, bars: Sequence[tuple[str, float]]) -> Figure:
    """Draw numbers that are not negative, in the given order."""
    most = max(value for _, value in bars) or 1.0
    shapes: list[Markup] = []
    for at, (name, value) in enumerate(bars):
        y = _ROW * at
        shapes.append(text(_LEFT - 10, y + 16, short(name, 34), text_anchor="end"))
        shapes.append(element("rect", element("title", f"{name}: {value:g}"), x=_LEFT, y=y + 4,
                              width=max(1.0, _PLOT * value / most), height=_ROW - 9, class_="bar", rx=2))  # fmt: skip
        shapes.append(text(_LEFT + _PLOT * value / most + 8, y + 16, f"{value:g}", class_="number"))
    title = f"{measure} by name"
    svg = drawing(_LEFT + _PLOT + _RIGHT, _ROW * len(bars) + 6, title, shapes, name="bars")
    return Figure(name="bars", title=title, svg=svg, columns=("name", measure), rows=tuple(bars))
