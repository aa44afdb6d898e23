"""Triples as a drawing: things as dots, what is said between them as arrows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from kg.pages.ask import shorten
from kg.pages.figures.svg import drawing, element, line, short, text
from kg.pages.links import page_of
from kg.pages.page import Figure
from kg.vocab import term

if TYPE_CHECKING:
    from pyoxigraph import Triple

# More lines than these cross each other too often to be followed.
MOST = 60
_WIDTH, _MARGIN = 760.0, 95.0
_LABELS = (term("skos:prefLabel"), term("rdfs:label"), term("dcterms:title"))
_NOTE = "Values such as numbers and texts are in the triples below; labels name the things that have one"
Place = tuple[float, float]


def draw_triples(triples: Sequence[Triple], base: str) -> Figure | None:
    """Draw the triples between things, each a link to its page; None where there are none, or too many to follow."""
    links = sorted({(str(one.subject), str(one.predicate), str(one.object)): one for one in triples
                    if not isinstance(one.object, Literal)}.items())  # fmt: skip
    if not 1 <= len(links) <= MOST:
        return None
    names = _names(triples)
    edges = [(one.subject, one.predicate, one.object) for _, one in links]
    places, height = _lay_out([(subject, thing) for subject, _, thing in edges])
    shapes = [shape for edge in edges for shape in _arrow(edge[1], places[edge[0]], places[edge[2]])]
    shapes += [_node(thing, names, place, base) for thing, place in places.items()]
    rows = tuple((_name(start, names), shorten(said.value), _name(end, names)) for start, said, end in edges)
    svg = drawing(_WIDTH, height, "What the triples say between things", shapes, name="triples", links=True)
    return Figure(name="triples", title="Triples between things", svg=svg,
                  columns=("subject", "predicate", "object"), rows=rows, note=_NOTE)  # fmt: skip


def _names(triples: Sequence[Triple]) -> dict[Any, str]:
    labels = {(one.subject, one.predicate): one.object.value for one in triples if isinstance(one.object, Literal)}
    found: dict[Any, str] = {}
    for relation in reversed(_LABELS):
        found |= {subject: words for (subject, stated), words in sorted(labels.items(), key=str) if stated == relation}
    return found


def _name(thing: Any, names: Mapping[Any, str]) -> str:
    if thing in names:
        return names[thing]
    return shorten(thing.value) if isinstance(thing, NamedNode) else str(thing)


def _lay_out(pairs: Sequence[tuple[Any, Any]]) -> tuple[dict[Any, Place], float]:
    """Return a place for each thing and the height of all; what hangs together stands together, the largest first."""
    import networkx as nx

    graph = nx.Graph(pairs)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(map(str, part))))
    places: dict[Any, Place] = {}
    left = top = row = 0.0
    for part in parts:
        wide, high = min(_WIDTH, 330 + 70 * (len(part) - 2)), 44 + 46.0 * (len(part) - 1)
        if left + wide > _WIDTH:
            left, top, row = 0.0, top + row, 0.0
        found = nx.spring_layout(graph.subgraph(sorted(part, key=str)), seed=1, iterations=200)
        for thing, (x, y) in _stretched(found).items():
            places[thing] = left + _MARGIN + x * (wide - 2 * _MARGIN), top + 22 + y * (high - 44)
        left, row = left + wide, max(row, high)
    return places, top + row


def _stretched(found: Mapping[Any, Sequence[float]]) -> dict[Any, Place]:
    """Return places that fill the square from 0 to 1: heights one by one, so that names do not cover each other."""
    order = {
        thing: at for at, thing in enumerate(sorted(found, key=lambda thing: (float(found[thing][1]), str(thing))))
    }
    xs = [float(place[0]) for place in found.values()]
    room = (max(xs) - min(xs)) or 1.0
    last = max(len(found) - 1, 1)
    return {thing: ((float(found[thing][0]) - min(xs)) / room, at / last) for thing, at in order.items()}


def _arrow(relation: NamedNode, start: Place, end: Place) -> list[Markup]:
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    if length < 1:
        return []
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    tip = end[0] - ux * 7, end[1] - uy * 7
    back = tip[0] - ux * 9, tip[1] - uy * 9
    points = (tip, (back[0] - uy * 4, back[1] + ux * 4), (back[0] + uy * 4, back[1] - ux * 4))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 - 3)
    return [
        line(*start, *tip, class_="spoke"),
        element("polygon", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points), class_="node"),
        text(*middle, short(shorten(relation.value), 28), text_anchor="middle", class_="halo tick"),
    ]


def _node(thing: Any, names: Mapping[Any, str], place: Place, base: str) -> Markup:
    name = _name(thing, names)
    shapes = (
        element("title", name),
        element("circle", cx=place[0], cy=place[1], r=5, class_="dot"),
        text(place[0], place[1] - 9, short(name, 30), text_anchor="middle", class_="halo"),
    )
    drawn = Markup("").join(shapes)
    return element("a", drawn, href=page_of(thing.value, base)) if isinstance(thing, NamedNode) else drawn
