"""Which entities much is said of, and which belong together: centrality and communities of the entity graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.analysis.ask import Graph, ask, store_of
from kg.analysis.network import describe
from kg.analysis.scope import FOLLOWED, Scope

if TYPE_CHECKING:
    import networkx as nx

_PAIRS = """
SELECT ?from ?to (COUNT(DISTINCT ?work) AS ?papers) {{
  ?claim biolink:subject ?from ; biolink:object ?to ; biolink:publications ?work . {pattern}
}} GROUP BY ?from ?to ORDER BY ?from ?to"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Hold an entity with its score, the number of its neighbours, and the number of papers summed over its pairs."""

    node: str
    id: str
    label: str
    category: str
    score: float
    neighbours: int
    papers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """Hold entities that more is said among than with others, the one with most papers first."""

    members: tuple[Ranked, ...]


def entity_graph(graph: Graph, *, scope: Scope = FOLLOWED, papers: int = 1) -> nx.Graph:
    """Return the entities of a scope, joined where at least so many papers state something of a pair, either way.

    Nodes are IRIs with ``id``, ``label`` and ``category``; an edge has ``papers`` and, the same, ``weight``. The store
    counts; what is fetched is one row a pair.
    """
    import networkx as nx

    store = store_of(graph)
    made: nx.Graph = nx.Graph()
    for row in ask(store, _PAIRS.format(pattern=scope.pattern())):
        one, other, count = row["from"], row["to"], int(row["papers"])
        if one != other:
            known = made.get_edge_data(one, other, {"papers": 0})["papers"]
            made.add_edge(one, other, papers=known + count, weight=known + count)
    made.remove_edges_from([edge for edge in made.edges if made.edges[edge]["papers"] < papers])
    made.remove_nodes_from([node for node, degree in list(made.degree) if not degree])
    nx.set_node_attributes(made, describe(store, made))
    return made


def central(network: Graph | nx.Graph, *, by: str = "pagerank", limit: int = 20) -> tuple[Ranked, ...]:
    """Return the most central entities of an entity graph; ``by`` is pagerank, degree or betweenness.

    Betweenness is exact up to 2,000 entities and from a fixed sample of 200 beyond. Takes what `entity_graph` returns,
    or a graph's folder for all of it.
    """
    import networkx as nx

    made = network if isinstance(network, nx.Graph) else entity_graph(network)
    measures: dict[str, Callable[[], dict[str, float]]] = {
        "pagerank": lambda: nx.pagerank(made, weight="weight"),
        "degree": lambda: nx.degree_centrality(made),
        "betweenness": lambda: nx.betweenness_centrality(made, k=200 if len(made) > 2000 else None, seed=0),
    }
    if by not in measures:
        raise ValueError(f"{by!r} is no measure of centrality; there are: {', '.join(measures)}")
    scores = measures[by]() if made else {}
    first = sorted(scores, key=lambda node: (-scores[node], node))[:limit]
    return tuple(_ranked(made, node, scores[node]) for node in first)


def communities(network: Graph | nx.Graph, *, smallest: int = 3) -> tuple[Community, ...]:
    """Return groups of entities by the Louvain method (Blondel 2008), weighted by papers, the largest first.

    The seed is fixed and nodes enter in order, so that the same graph gives the same groups.
    """
    import networkx as nx

    made = network if isinstance(network, nx.Graph) else entity_graph(network)
    ordered: nx.Graph = nx.Graph()
    ordered.add_nodes_from(sorted(made))
    ordered.add_edges_from(sorted((min(a, b), max(a, b), facts) for a, b, facts in made.edges(data=True)))
    groups = nx.community.louvain_communities(ordered, weight="weight", seed=0) if made else []
    ranked = [
        sorted(group, key=lambda node: (-_papers(made, node), node)) for group in groups if len(group) >= smallest
    ]
    ranked.sort(key=lambda group: (-len(group), group))
    return tuple(Community(members=tuple(_ranked(made, node, 0.0) for node in group)) for group in ranked)


def _papers(made: nx.Graph, node: str) -> int:
    return int(made.degree(node, weight="papers"))


def _ranked(made: nx.Graph, node: str, score: float) -> Ranked:
    facts: dict[str, Any] = made.nodes[node]
    return Ranked(
        node=node,
        id=facts.get("id", ""),
        label=facts.get("label", ""),
        category=facts.get("category", ""),
        score=float(score),
        neighbours=made.degree(node),
        papers=_papers(made, node),
    )
