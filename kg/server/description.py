"""What the service is: SPARQL 1.1 Service Description, with the VoID description that the build wrote."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from kg.names import SHARED
from kg.server.backend import Backend
from kg.server.formats import GRAPHS, TABLES
from kg.vocab import term

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/n-quads": "N-Quads",
    "application/trig": "TriG",
    "text/n3": "N3",
}


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def describe_service(endpoint: str, backend: Backend) -> Iterator[Triple]:
    """Yield the description of an endpoint by its URL; the parts of it have IRIs of their own, no blank nodes."""
    service, dataset = NamedNode(endpoint), NamedNode(backend.base + "dataset")
    everything = NamedNode(endpoint + "#union")
    languages = ["SPARQL11Query"] + (["SPARQL11Update"] if backend.settings.writable else [])
    yield Triple(service, term("rdf:type"), _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    for language in languages:
        yield Triple(service, _sd("supportedLanguage"), _sd(language))
    yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    if backend.settings.services:
        yield Triple(service, _sd("feature"), _sd("BasicFederatedQuery"))
    for offer in (*TABLES, *GRAPHS):
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + _FORMAT_NAMES[offer.media]))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, term("rdf:type"), _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), everything)
    yield Triple(everything, term("rdf:type"), _sd("Graph"))
    yield Triple(dataset, term("void:sparqlEndpoint"), service)
    yield from _named_graphs(endpoint, dataset, backend)


def _named_graphs(endpoint: str, dataset: NamedNode, backend: Backend) -> Iterator[Triple]:
    """Yield the graphs that all papers share; those of single papers are too many to list."""
    for name in SHARED:
        graph = NamedNode(f"{endpoint}#{name}")
        yield Triple(dataset, _sd("namedGraph"), graph)
        yield Triple(graph, term("rdf:type"), _sd("NamedGraph"))
        yield Triple(graph, _sd("name"), NamedNode(f"{backend.base}graph/{name}"))
