"""The claims of a graph, or those around one entity, as a networkx graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Store

from kg.analysis.ask import Graph, ask, batched, each, entities, store_of
from kg.analysis.scope import EVERYTHING, Scope
from kg.analysis.stated import Statement, fetch
from kg.vocab import PREFIXES, term

if TYPE_CHECKING:
    import networkx as nx

_AT_ONCE = 200
_BIOLINK = PREFIXES["biolink"]
_EFFECTS = """
SELECT ?claim ?measure ?value {{ {pattern} ?claim cg:effect ?effect . ?effect biolink:effect_type ?measure ;
  biolink:effect_size ?value }} ORDER BY ?claim ?effect"""


def to_networkx(graph: Graph, scope: Scope = EVERYTHING) -> nx.MultiDiGraph:
    """Return the claims, risks and relations that have both a subject and an object as edges between entities.

    Nodes are IRIs with ``id``, ``label`` and ``category``. The key of an edge is the claim's IRI; it has ``predicate``,
    ``type`` (claim, risk, or relation for what only the paper as a whole relates), ``paper``, ``direction``,
    ``certainty``, ``status``, ``negated``, ``kind`` of risk, ``setting``, ``measure`` and ``value`` of an effect where
    one is reported, and the ``sentence``. Negated and hypothetical claims are edges too: give a scope, or look at
    ``negated`` and ``certainty`` before you follow one.
    """
    return _network(store_of(graph), [""], scope)


def neighbourhood(graph: Graph, entity: str, *, steps: int = 1, scope: Scope = EVERYTHING) -> nx.MultiDiGraph:
    """Return what is said among the things that stand at most ``steps`` claims away from an entity.

    The graph is that of `to_networkx`; each node also has ``distance`` from the entity. Raise `QueryError` where the
    graph does not know the entity.
    """
    store = store_of(graph)
    distance = dict.fromkeys(entities(store, entity), 0)
    for step in range(1, steps + 1):
        edge = [node for node, away in distance.items() if away == step - 1]
        for one, other in neighbours(store, edge, scope):
            distance.setdefault(one, step)
            distance.setdefault(other, step)
    network = _network(store, _among(store, distance, scope), scope)
    for node in network:
        network.nodes[node]["distance"] = distance[node]
    return network


def _among(store: Store, nodes: Iterable[str], scope: Scope) -> Iterator[str]:
    """Yield patterns of the claims that have both ends among some nodes: far more have only one there."""
    listed = set(nodes)
    found: set[str] = set()
    for pattern in each("?claim biolink:subject ?from ; biolink:object ?to .", "from", sorted(listed)):
        rows = ask(store, f"SELECT ?claim ?to {{ {pattern} }}")
        found.update(row["claim"] for row in rows if row["to"] in listed)
    for claims in batched(sorted(found), _AT_ONCE):
        yield f"VALUES ?claim {{ {' '.join(str(NamedNode(claim)) for claim in claims)} }}"


def neighbours(store: Store, nodes: Iterable[str], scope: Scope = EVERYTHING) -> tuple[tuple[str, str], ...]:
    """Return the pairs of subject and object that have one of some nodes at either end, in order."""
    listed, allowed = sorted(nodes), scope.pattern()
    found: set[tuple[str, str]] = set()
    for end in ("from", "to"):
        for pattern in each("?claim biolink:subject ?from ; biolink:object ?to .", end, listed):
            rows = ask(store, f"SELECT DISTINCT ?from ?to {{ {pattern} {allowed} }}")
            found.update((row["from"], row["to"]) for row in rows)
    return tuple(sorted(found))


def describe(store: Store, nodes: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return ``id``, ``label`` and ``category`` of nodes in order."""
    return {node: _facts(store, NamedNode(node)) for node in sorted(nodes)}


def _facts(store: Store, node: NamedNode) -> dict[str, str]:
    """Look a node up, as a query for many of them takes four times as long; of several values the first counts."""

    def values(verb: str) -> list[str]:
        return sorted(quad.object.value for quad in store.quads_for_pattern(node, term(verb), None, None))  # type: ignore[union-attr]

    kinds = [kind.removeprefix(_BIOLINK) for kind in values("rdf:type") if kind.startswith(_BIOLINK)]
    found = {"id": values("skos:notation"), "label": values("skos:prefLabel"), "category": kinds}
    return {name: next(iter(some), "") for name, some in found.items()}


def _network(store: Store, patterns: Iterable[str], scope: Scope) -> nx.MultiDiGraph:
    import networkx as nx

    found: list[Statement] = []
    effects: dict[str, dict[str, str]] = {}
    for pattern in patterns:
        found += fetch(store, pattern, scope)
        for row in ask(store, _EFFECTS.format(pattern=f"{pattern} {scope.pattern()}")):
            effects.setdefault(row["claim"], row)
    made: nx.MultiDiGraph = nx.MultiDiGraph()
    for node, facts in describe(store, {end for one in found for end in (one.subject, one.object)}).items():
        made.add_node(node, **facts)
    for statement in sorted(found, key=lambda one: one.claim):
        effect = effects.get(statement.claim, {})
        made.add_edge(statement.subject, statement.object, key=statement.claim, **_edge(statement, effect))
    return made


def _edge(statement: Statement, effect: dict[str, str]) -> dict[str, object]:
    return {
        "predicate": statement.predicate,
        "type": "risk" if statement.kind else "relation" if statement.related else "claim",
        "paper": statement.paper,
        "direction": statement.direction,
        "certainty": statement.certainty,
        "status": statement.status,
        "negated": statement.negated,
        "kind": statement.kind,
        "setting": "|".join(statement.settings),
        "measure": effect.get("measure", ""),
        "value": effect.get("value", ""),
        "sentence": statement.sentence,
    }
