"""What claims connect a thing with: spokes around it, by how often and in which direction."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kg.pages.figures.svg import drawing, element, line, short, text
from kg.pages.links import id_of, page_of
from kg.pages.page import Figure

_WIDTH, _HEIGHT, _X, _Y = 640.0, 400.0, 130.0, 160.0
_NOTE = "↑ increases, ↓ decreases, = no change, – not stated; the number counts claims, an arrow points to the object"
_SIGNS = {"increase": "↑", "decrease": "↓", "no change": "=", "unstated": "–"}
_CLASSES = {"increase": "up", "decrease": "down", "no change": "same", "unstated": "open"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Hold a thing beside: how many claims by direction, and how many of them go out to it."""

    iri: str
    directions: Mapping[str, int]
    outward: int
    total: int

    @property
    def main(self) -> str:
        """Return the direction that most claims state; an unstated one only where there is no other."""
        stated = {name: number for name, number in self.directions.items() if name != "unstated"}
        return max(stated or self.directions, key=lambda name: (stated.get(name, 0), name))


def draw_neighbours(label: str, beside: Sequence[Neighbour], names: Mapping[str, str], base: str) -> Figure:
    """Draw the things beside one; each is a link to its page."""
    centre = (_WIDTH / 2, _HEIGHT / 2)
    most = max(one.total for one in beside)
    spokes, nodes = [], []
    for at, one in enumerate(beside):
        angle = 2 * math.pi * (at + 0.5) / len(beside) - math.pi / 2
        x, y = centre[0] + _X * math.cos(angle), centre[1] + _Y * math.sin(angle)
        spokes.append(line(*centre, x, y, class_=f"spoke {_CLASSES[one.main]}",
                           stroke_width=1 + 4 * one.total / most))  # fmt: skip
        spokes += [_head(centre, (x, y), one), _sign(centre, (x, y), one)]
        nodes.append(_node(x, y, _name(one.iri, names), one, page_of(one.iri, base)))
    middle = [
        element("circle", cx=centre[0], cy=centre[1], r=7, class_="centre"),
        text(centre[0], centre[1] + 24, short(label, 30), text_anchor="middle", class_="halo strong"),
    ]
    title = f"What claims connect {label} with"
    rows = tuple(
        (_name(one.iri, names), one.iri, direction, number)
        for one in beside
        for direction, number in sorted(one.directions.items())
    )
    svg = drawing(_WIDTH, _HEIGHT, title, [*spokes, *nodes, *middle], name="neighbours", links=True)
    columns = ("name", "iri", "direction", "claims")
    return Figure(name="neighbours", title=title, svg=svg, columns=columns, rows=rows, note=_NOTE)


def _name(iri: str, names: Mapping[str, str]) -> str:
    return names.get(iri) or id_of(iri) or iri


def _sign(centre: tuple[float, float], end: tuple[float, float], one: Neighbour) -> Markup:
    x, y = (centre[0] * 0.42 + end[0] * 0.58, centre[1] * 0.42 + end[1] * 0.58)
    sign = f"{_SIGNS[one.main]} {one.total}"
    return text(x, y + 4, sign, text_anchor="middle", class_=f"halo sign {_CLASSES[one.main]}")


def _head(centre: tuple[float, float], end: tuple[float, float], one: Neighbour) -> Markup:
    """Return the head of an arrow at the object: the neighbour where most claims go out to it, else the middle."""
    (x1, y1), (x2, y2) = (centre, end) if 2 * one.outward >= one.total else (end, centre)
    length = math.hypot(x2 - x1, y2 - y1)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    tip = x2 - ux * 8, y2 - uy * 8
    back = tip[0] - ux * 11, tip[1] - uy * 11
    points = (tip, (back[0] - uy * 5, back[1] + ux * 5), (back[0] + uy * 5, back[1] - ux * 5))
    return element(
        "polygon", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points), class_=f"node {_CLASSES[one.main]}"
    )


def _node(x: float, y: float, name: str, one: Neighbour, path: str) -> Markup:
    right = x >= _WIDTH / 2
    said = ", ".join(f"{direction} {number}" for direction, number in sorted(one.directions.items()))
    shapes = (
        element("title", f"{name}: {said}"),
        element("circle", cx=x, cy=y, r=5, class_=f"node {_CLASSES[one.main]}"),
        text(x + (10 if right else -10), y + 4, short(name, 24), text_anchor="start" if right else "end",
             class_="halo"),
    )  # fmt: skip
    return element("a", Markup("").join(shapes), href=path)
