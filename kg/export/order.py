"""The quads of a store in an order that depends on nothing but the quads."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad, Store, Triple


def graphs(store: Store) -> list[NamedNode]:
    """Return the named graphs in the order of their IRIs."""
    found = (graph for graph in store.named_graphs() if isinstance(graph, NamedNode))
    return sorted(found, key=lambda graph: graph.value)


def quads(store: Store) -> Iterator[Quad]:
    """Yield all quads by graph, then subject, predicate and object; only one graph is held in memory at a time."""
    for graph in graphs(store):
        yield from sorted(store.quads_for_pattern(None, None, None, graph), key=_key)


def triples(store: Store) -> Iterator[Triple]:
    """Yield the union of all graphs, each triple once, where its first graph has it."""
    for quad in quads(store):
        if _is_first(store, quad):
            yield quad.triple


def _key(quad: Quad) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _is_first(store: Store, quad: Quad) -> bool:
    others = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return all(str(other.graph_name) >= str(quad.graph_name) for other in others)
