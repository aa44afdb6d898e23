"""Where and how claims were studied: a circle for each setting and design, its area the number of claims."""

from __future__ import annotations

import math
from collections.abc import Mapping
from urllib.parse import urlencode

from markupsafe import Markup

from kg.pages.figures.svg import drawing, element, short, text
from kg.pages.page import Figure

# From the dish to the patient, and from the strongest design on; what is not stated stands last.
SETTINGS = ("in silico", "in vitro", "ex vivo", "in vivo", "clinical", "not stated")
DESIGNS = (
    "meta-analysis", "systematic review", "randomised controlled trial", "clinical trial", "cohort study",
    "case-control study", "cross-sectional study", "observational study", "case report", "animal study",
    "cell study", "computational study", "review", "not stated",
)  # fmt: skip
_LEFT, _TOP, _STEP, _ROW, _RADIUS = 176, 34, 62, 36, 14
_FINGER = 16  # what can be hit, however small the circle
_NOTE = "A claim of a paper with several designs stands at each; a circle leads to its claims"


def draw_evidence(label: str, cells: Mapping[tuple[str, str], int], path: str) -> Figure:
    """Draw counts by (setting, design); only those that occur are shown. A circle leads to its claims at a path."""
    settings = _ordered({setting for setting, _ in cells}, SETTINGS)
    designs = _ordered({design for _, design in cells}, DESIGNS)
    largest = max(cells.values())
    shapes = [
        text(_LEFT + _STEP * (at + 0.5), _TOP - 14, name, text_anchor="middle", class_="axis")
        for at, name in enumerate(settings)
    ]
    for row, design in enumerate(designs):
        y = _TOP + _ROW * (row + 0.5)
        shapes.append(text(_LEFT - 12, y + 4, short(design, 28), text_anchor="end", class_="axis"))
        shapes.append(element("line", x1=_LEFT, y1=y, x2=_LEFT + _STEP * len(settings), y2=y, class_="grid"))
        for column, setting in enumerate(settings):
            number = cells.get((setting, design), 0)
            if number:
                x = _LEFT + _STEP * (column + 0.5)
                radius = max(4.0, _RADIUS * math.sqrt(number / largest))
                shapes.append(_circle(x, y, radius, number, f"{design}, {setting}", _filtered(path, setting, design)))
    title = f"Claims about {label} by setting and design"
    size = _LEFT + _STEP * len(settings) + 10, _TOP + _ROW * len(designs) + 6
    rows = tuple((design, setting, cells[setting, design]) for design in designs for setting in settings
                 if (setting, design) in cells)  # fmt: skip
    return Figure(name="evidence", title=title, svg=drawing(*size, title, shapes, name="evidence", links=True),
                  columns=("design", "setting", "claims"), rows=rows, note=_NOTE)  # fmt: skip


def _circle(x: float, y: float, radius: float, number: int, said: str, path: str) -> Markup:
    shapes = (
        element("title", f"{said}: {number}"),
        element("circle", cx=x, cy=y, r=float(_FINGER), fill="transparent"),
        element("circle", cx=x, cy=y, r=radius, class_="dot"),
        text(x + radius + 4, y + 4, str(number), class_="number"),
    )
    return element("a", Markup("").join(shapes), href=path)


def _filtered(path: str, setting: str, design: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'setting': setting, 'design': design})}#claims"


def _ordered(found: set[str], order: tuple[str, ...]) -> list[str]:
    return sorted(found, key=lambda name: (order.index(name) if name in order else len(order) - 1.5, name))
