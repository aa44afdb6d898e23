"""The JSON form of ontologies in the package ``cellxgene-ontology-guide``: an object of records by id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ontologies.errors import SourceError
from ontologies.readers.common import distinct, kind_of, load_json, parse
from ontologies.term import Scope, Term


def read_cellxgene(data: bytes, source: str) -> Iterator[Term]:
    """Yield the terms; ancestors at distance 1 are the parents. Synonyms there are the exact ones."""
    records = load_json(data, source)
    if not isinstance(records, dict):
        raise SourceError(source, None, "expected an object of records by id")
    for identifier, record in records.items():
        term = _term(identifier, record)
        if term is not None:
            yield term


def _term(identifier: str, record: dict[str, Any]) -> Term | None:
    curie = parse(identifier)
    if curie is None:
        return None
    label = record.get("label", "")
    for mark in ("obsolete ", "obsolete_"):
        label = label.removeprefix(mark)
    names = [(label, Scope.LABEL), *((text, Scope.EXACT) for text in record.get("synonyms", ()))]
    parents = (parse(parent) for parent, distance in record.get("ancestors", {}).items() if distance == 1)
    replacement = parse(record.get("replaced_by", ""))
    return Term(
        curie=curie,
        kind=kind_of(curie),
        names=distinct(names),
        parents=tuple(parent for parent in parents if parent),
        definition=" ".join(record.get("description", "").split()),
        obsolete=bool(record.get("deprecated")),
        replaced_by=(replacement,) if replacement else (),
    )
