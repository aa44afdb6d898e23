"""What a check is, and what it says of where something is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import QuerySolutions, Store

from kg.vocab import PREFIXES

# Enough to see what is wrong; a broken graph can hold millions of one problem.
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Report one check: how many things it looked at, how many were wrong, and some of those."""

    name: str
    looked_at: int
    wrong: int
    examples: tuple[str, ...] = ()


def check(name: str, results: Iterable[str | None]) -> Check:
    """Count results; None is a thing in order, text says what is wrong and where."""
    looked_at = wrong = 0
    examples: list[str] = []
    for problem in results:
        looked_at += 1
        if problem is not None:
            wrong += 1
            if len(examples) < MOST_SHOWN:
                examples.append(problem)
    return Check(name=name, looked_at=looked_at, wrong=wrong, examples=tuple(examples))


def ask(store: Store, sparql: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query as values, None for an empty cell."""
    found = store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    for solution in found:
        yield tuple(None if node is None else getattr(node, "value", node) for node in solution)
