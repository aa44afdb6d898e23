"""How two things hang together: the shortest chains of claims between them, with the evidence on each step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from kg.analysis.ask import Graph, entities, store_of
from kg.analysis.network import describe, neighbours
from kg.analysis.scope import FOLLOWED, Scope
from kg.analysis.stated import Statement, between

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store

_START, _GOAL = "start", "goal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Hold two neighbours on a path, by IRI and label, and what papers state between them in either direction."""

    source: str
    source_label: str
    target: str
    target_label: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Hold the steps from one thing to another."""

    steps: tuple[Step, ...]

    def __str__(self) -> str:
        """Return the labels in order, with the number of papers on each step between them."""
        papers = (len({one.paper for one in step.statements}) for step in self.steps)
        parts = [f" -[{count}]- {step.target_label}" for step, count in zip(self.steps, papers, strict=True)]
        return self.steps[0].source_label + "".join(parts)


def paths(
    graph: Graph,
    source: str,
    target: str,
    *,
    longest: int = 4,
    limit: int = 10,
    scope: Scope = FOLLOWED,
    avoid: Iterable[str] = (),
) -> tuple[Chain, ...]:
    """Return at most ``limit`` chains of at most ``longest`` claims between two things, the shortest first.

    Claims are followed either way; those that deny, report no change or tell a method are left out unless a scope says
    otherwise. Among chains of one length those over things with fewer neighbours come first: that two things are both
    said of "patients" tells little. ``avoid`` names things that no chain may pass. The search grows from both ends by
    one query a layer and side, so that it reads only what is near.
    """
    store = store_of(graph)
    starts, goals = entities(store, source), entities(store, target)
    barred = {iri for name in avoid for iri in entities(store, name)}
    network = _between(store, starts, goals, longest, scope, barred)
    found = sorted(islice(_chains(network, longest), limit * 5), key=lambda chain: _rank(network, chain))[:limit]
    pairs = {pair for chain in found for pair in pairwise(chain)}
    stated = _by_pair(between(store, sorted(pairs | {(b, a) for a, b in pairs}), scope))
    labels = describe(store, {node for chain in found for node in chain})
    return tuple(
        Chain(
            steps=tuple(
                Step(
                    source=one,
                    source_label=labels[one]["label"],
                    target=other,
                    target_label=labels[other]["label"],
                    statements=(*stated.get((one, other), ()), *stated.get((other, one), ())),
                )
                for one, other in pairwise(chain)
            )
        )
        for chain in found
    )


def _between(
    store: Store, starts: tuple[str, ...], goals: tuple[str, ...], longest: int, scope: Scope, barred: set[str]
) -> nx.Graph:
    """Return what was seen when the two sides had grown to ``longest`` steps together, the smaller front first."""
    import networkx as nx

    network: nx.Graph = nx.Graph()
    network.add_edges_from([(_START, node) for node in starts] + [(node, _GOAL) for node in goals])
    sides = [(set(starts), set(starts)), (set(goals), set(goals))]
    for _ in range(longest):
        place = 0 if len(sides[0][1]) <= len(sides[1][1]) else 1
        seen, front = sides[place]
        pairs = [pair for pair in neighbours(store, front, scope) if not barred & set(pair)]
        network.add_edges_from(pairs)
        reached = {node for pair in pairs for node in pair} - seen
        sides[place] = (seen | reached, reached)
    return network


def _chains(network: nx.Graph, longest: int) -> Iterator[tuple[str, ...]]:
    import networkx as nx

    try:
        for chain in nx.shortest_simple_paths(network, _START, _GOAL):
            if len(chain) > longest + 3:
                return
            inner = tuple(chain[1:-1])
            if len(inner) > 1:
                yield inner
    except nx.NetworkXNoPath:
        return


def _rank(network: nx.Graph, chain: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
    return len(chain), sum(network.degree(node) for node in chain[1:-1]), chain


def _by_pair(found: Iterable[Statement]) -> dict[tuple[str, str], tuple[Statement, ...]]:
    grouped: dict[tuple[str, str], tuple[Statement, ...]] = {}
    for one in found:
        pair = one.subject, one.object
        grouped[pair] = (*grouped.get(pair, ()), one)
    return grouped
