"""Checks against the shapes: as SPARQL over the store, and by pySHACL where the graph fits into memory."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import RdfFormat, Store, serialize

from kg.shacl import shipped
from kg.verify.report import ask
from kg.vocab import SHAPES, VOCABULARY

_WORDS = {
    "minCount": "is missing", "maxCount": "is there more than once", "datatype": "has another type",
    "class": "is not of the class", "nodeKind": "is no IRI", "pattern": "does not fit the pattern",
    "lessThan": "is not before the end", "lessThanOrEquals": "is after the end", "in": "is none of the values",
    "or": "has none of what it needs one of", "minInclusive": "is too small", "maxInclusive": "is too large",
}  # fmt: skip


def by_sparql(store: Store) -> Iterator[str | None]:
    """Ask for what breaks each constraint; each is one thing that was looked at, each break another."""
    for constraint in shipped():
        yield None
        for node, *value in ask(store, constraint.sparql):
            held = f" {value[0]!r}" if value and value[0] is not None else ""
            path = constraint.path.rstrip(">)").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
            yield f"{node}: {constraint.shape} {path}{held} {_WORDS.get(constraint.kind, constraint.kind)}"


def by_pyshacl(store: Store) -> Iterator[str | None]:
    """Validate the union of all graphs; pySHACL wants it in rdflib's memory. `ImportError` says that it is missing."""
    import pyshacl
    import rdflib

    data = rdflib.Graph()
    data.parse(data=serialize((quad.triple for quad in store), format=RdfFormat.N_TRIPLES), format="nt")
    shapes = rdflib.Graph().parse(str(SHAPES), format="turtle")
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=str(VOCABULARY), inference="none")
    if conforms:
        yield None
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    assert isinstance(report, rdflib.Graph)
    problems = (
        tuple(report.value(result, shacl[name]) for name in ("focusNode", "resultPath", "resultMessage"))
        for result in report.subjects(rdflib.RDF.type, shacl.ValidationResult)
    )
    yield from sorted(f"{focus} {path}: {message}" for focus, path, message in problems)
