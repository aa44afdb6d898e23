"""OBO Graphs JSON, the form in which the OBO Foundry publishes ``.json`` files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ontologies.curie import Curie
from ontologies.errors import SourceError
from ontologies.readers.common import distinct, kind_of, load_json, parse
from ontologies.term import Kind, Scope, Term

_SCOPES = {
    "hasExactSynonym": Scope.EXACT,
    "hasNarrowSynonym": Scope.NARROW,
    "hasBroadSynonym": Scope.BROAD,
    "hasRelatedSynonym": Scope.RELATED,
}
_NAMESPACES = {"cellular_component": Kind.ANATOMY, "molecular_function": Kind.OTHER}
_REPLACED_BY = "http://purl.obolibrary.org/obo/IAO_0100001"
_NAMESPACE = "http://www.geneontology.org/formats/oboInOwl#hasOBONamespace"


def read_obographs(data: bytes, source: str) -> Iterator[Term]:
    """Yield the class nodes of all graphs of the file; ``is_a`` edges give the parents."""
    document = load_json(data, source)
    if not isinstance(document, dict) or not isinstance(document.get("graphs"), list):
        raise SourceError(source, None, 'expected an object with "graphs"')
    for graph in document["graphs"]:
        parents: dict[str, list[str]] = defaultdict(list)
        for edge in graph.get("edges", ()):
            if edge.get("pred") == "is_a":
                parents[edge["sub"]].append(edge["obj"])
        for node in graph.get("nodes", ()):
            identifier = _curie(node["id"])
            if identifier is not None and node.get("type", "CLASS") == "CLASS":
                yield _term(identifier, node, parents[node["id"]])


def _term(identifier: Curie, node: dict[str, Any], parents: list[str]) -> Term:
    meta = node.get("meta", {})
    properties = {value["pred"]: value["val"] for value in meta.get("basicPropertyValues", ())}
    names = [(node.get("lbl", "").removeprefix("obsolete "), Scope.LABEL)]
    names += [(s["val"], _SCOPES.get(s["pred"], Scope.RELATED)) for s in meta.get("synonyms", ())]
    replacement = _curie(properties.get(_REPLACED_BY, ""))
    xrefs = (parse(xref["val"]) for xref in meta.get("xrefs", ()))
    return Term(
        curie=identifier,
        kind=_NAMESPACES.get(properties.get(_NAMESPACE, ""), kind_of(identifier)),
        names=distinct(names),
        parents=tuple(parent for text in parents if (parent := _curie(text))),
        definition=meta.get("definition", {}).get("val", ""),
        obsolete=bool(meta.get("deprecated")),
        replaced_by=(replacement,) if replacement else (),
        xrefs=tuple(sorted({xref for xref in xrefs if xref})),
    )


def _curie(text: str) -> Curie | None:
    return Curie.from_iri(text) if text.startswith("http") else parse(text)
