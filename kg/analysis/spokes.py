"""One thing and what stands around it: the numbers behind a drawing of its network."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.analysis.ask import Graph, entities, store_of
from kg.analysis.evidence import COLUMNS
from kg.analysis.network import describe
from kg.analysis.scope import CLAIMED, Scope
from kg.analysis.stated import Statement, statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoke:
    """Hold one neighbour: its label, and in how many papers each of `COLUMNS` is said of the two.

    ``hedged`` tells that no paper states anything of the two flatly.
    """

    node: str
    id: str
    label: str
    category: str
    papers: int
    counts: tuple[int, ...]
    hedged: bool
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """Hold a thing, what acts on it and what it acts on, each with most papers first; ``left_out`` counts the rest."""

    entity: str
    label: str
    acting: tuple[Spoke, ...]
    acted_on: tuple[Spoke, ...]
    left_out: int


def wheel(graph: Graph, entity: str, *, limit: int = 20, scope: Scope = CLAIMED) -> Wheel:
    """Return what is said of a thing neighbour by neighbour, at most ``limit`` on each side.

    Raise `QueryError` where the graph does not know the thing.
    """
    store = store_of(graph)
    own = set(entities(store, entity))
    sides: tuple[dict[str, list[Statement]], ...] = (defaultdict(list), defaultdict(list))
    for one in statements(store, about=entity, scope=scope):
        if one.object in own and one.subject not in own:
            sides[0][one.subject].append(one)
        if one.subject in own and one.object not in own:
            sides[1][one.object].append(one)
    facts = describe(store, {*own, *sides[0], *sides[1]})
    acting, acted_on = (
        sorted((_spoke(node, facts[node], found) for node, found in side.items()), key=_order) for side in sides
    )
    labels = sorted((facts[node]["label"] for node in own if node in facts), key=lambda label: (len(label), label))
    return Wheel(
        entity=entity,
        label=next((label for label in labels if label), entity),
        acting=tuple(acting[:limit]),
        acted_on=tuple(acted_on[:limit]),
        left_out=len(acting[limit:]) + len(acted_on[limit:]),
    )


def _order(one: Spoke) -> tuple[int, int, str, str]:
    return -one.papers, -sum(one.counts), one.label, one.node


def _spoke(node: str, facts: dict[str, str], found: list[Statement]) -> Spoke:
    papers: dict[str, set[str]] = defaultdict(set)
    for one in found:
        papers[one.cell].add(one.paper)
    return Spoke(
        node=node,
        id=facts["id"],
        label=facts["label"],
        category=facts["category"],
        papers=len({one.paper for one in found}),
        counts=tuple(len(papers[column]) for column in COLUMNS),
        hedged=all(one.certainty != "asserted" for one in found),
        statements=tuple(found),
    )
