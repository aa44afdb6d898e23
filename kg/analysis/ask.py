"""Ask the store: rows as dictionaries, values of our code lists in plain words."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from pyoxigraph import NamedNode, QuerySolutions, Store

from extractors.claim import Certainty, Design, Direction, RiskKind, Setting, Status
from kg.query import columns, query, resolve, rows
from kg.store import open_store
from kg.vocab import value

Graph = Path | str | Store
_AT_ONCE = 100  # a longer union makes deep queries
_LISTS = (Certainty, Design, Direction, RiskKind, Setting, Status)


def store_of(graph: Graph) -> Store:
    """Return the store of a graph, opened for reading unless it is one already."""
    return graph if isinstance(graph, Store) else open_store(graph)


def ask(store: Store, sparql: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a SELECT, an empty string for a missing value."""
    results = query(store, sparql)
    assert isinstance(results, QuerySolutions)
    names = columns(results)
    return (dict(zip(names, row, strict=True)) for row in rows(results))


def entities(store: Store, given: str) -> tuple[str, ...]:
    """Return the IRIs that a name or id stands for, in order; raise `QueryError` where the graph has none."""
    return tuple(node.value for node in resolve(store, given, "entity"))


def each(pattern: str, variable: str, iris: Iterable[str]) -> Iterator[str]:
    """Yield unions of a pattern with IRIs in the place of a variable, some at a time.

    The store looks a constant up; a FILTER or a VALUES with as many IRIs would make it read everything there is.
    ``pattern`` has a space after the variable.
    """
    for chunk in batched(iris, _AT_ONCE):
        parts = [pattern.replace(f"?{variable} ", f"{NamedNode(iri)} ") for iri in chunk]
        binds = [f"BIND ({NamedNode(iri)} AS ?{variable})" for iri in chunk]
        yield " UNION ".join(f"{{ {part} {bind} }}" for part, bind in zip(parts, binds, strict=True))


def batched(items: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    """Yield items in tuples of at most ``size``, in order."""
    left = iter(items)
    while chunk := tuple(islice(left, size)):
        yield chunk


@functools.cache
def _words() -> dict[str, str]:
    return {value(member).value: member.value for values in _LISTS for member in values if member.value}


def word(iri: str) -> str:
    """Return the words of a value of our code lists; nothing for nothing.

    >>> word("https://w3id.org/claimgraph/value/setting/in-vitro")
    'in vitro'
    """
    return _words()[iri] if iri else ""
