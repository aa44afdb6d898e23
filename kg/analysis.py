"""The claims of a graph as a networkx graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions, Store

from kg.query import columns, query, rows
from kg.store import open_store

if TYPE_CHECKING:
    import networkx as nx

_NODES = """
SELECT ?node ?id ?label ?category {
  { SELECT DISTINCT ?node { ?claim biolink:publications ?work . ?claim biolink:subject|biolink:object ?node } }
  OPTIONAL { ?node skos:notation ?id }
  OPTIONAL { ?node skos:prefLabel ?label }
  OPTIONAL {
    ?node a ?class
    FILTER (STRSTARTS(STR(?class), "https://w3id.org/biolink/"))
    BIND (REPLACE(STR(?class), "^.*/", "") AS ?category)
  }
} ORDER BY ?node ?id ?category"""
_EDGES = """
SELECT ?claim ?subject ?object ?predicate ?type ?paper ?direction ?certainty ?status ?negated ?kind ?setting
  ?measure ?value ?sentence
{
  ?claim biolink:subject ?subject ; biolink:object ?object ; biolink:predicate ?predicate ; biolink:negated ?negated ;
    biolink:publications ?work ; cg:certainty ?certainty_node ; cg:status ?status_node ;
    prov:wasDerivedFrom ?place ; a ?class .
  ?work dcterms:identifier ?paper .
  ?certainty_node skos:prefLabel ?certainty .
  ?status_node skos:prefLabel ?status .
  ?place nif:anchorOf ?sentence .
  BIND (IF(?class = cg:Risk, "risk", "claim") AS ?type)
  OPTIONAL { ?claim cg:direction ?direction_node . ?direction_node skos:prefLabel ?direction }
  OPTIONAL { ?claim cg:riskKind ?kind_node . ?kind_node skos:prefLabel ?kind }
  OPTIONAL {
    SELECT ?claim (GROUP_CONCAT(?item; separator="|") AS ?setting) {
      SELECT DISTINCT ?claim ?item { ?claim cg:setting/skos:prefLabel ?item } ORDER BY ?claim ?item
    } GROUP BY ?claim
  }
  OPTIONAL {
    SELECT ?claim (MIN(?one_measure) AS ?measure) (MIN(?one_value) AS ?value) {
      ?claim cg:effect ?effect . ?effect biolink:effect_type ?one_measure ; biolink:effect_size ?one_value
    } GROUP BY ?claim
  }
} ORDER BY ?claim"""


def to_networkx(graph: Path | str | Store) -> nx.MultiDiGraph:
    """Return the claims and risks that have both a subject and an object as edges between entities.

    Nodes are IRIs with ``id``, ``label`` and ``category``. The key of an edge is the claim's IRI; it has ``predicate``,
    ``type`` (claim or risk), ``paper``, ``direction``, ``certainty``, ``status``, ``negated``, ``kind`` of risk,
    ``setting``, ``measure`` and ``value`` of an effect where one is reported, and the ``sentence``. Negated and
    hypothetical claims are edges too: look at ``negated`` and ``certainty`` before you follow one.
    """
    import networkx as nx

    store = graph if isinstance(graph, Store) else open_store(graph)
    made: nx.MultiDiGraph = nx.MultiDiGraph()
    for row in _table(store, _NODES):
        if row["node"] not in made:
            made.add_node(row.pop("node"), **row)
    for row in _table(store, _EDGES):
        ends = row.pop("subject"), row.pop("object")
        made.add_edge(*ends, key=row.pop("claim"), **{**row, "negated": row["negated"] == "true"})
    return made


def _table(store: Store, sparql: str) -> list[dict[str, str]]:
    results = query(store, sparql)
    assert isinstance(results, QuerySolutions)
    names = columns(results)
    return [dict(zip(names, row, strict=True)) for row in rows(results)]
