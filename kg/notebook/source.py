"""The graph of a folder as what the pages read: one process, no limits."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store, serialize

from kg.answers import find_or_keep
from kg.errors import QueryError
from kg.folder import GraphFolder
from kg.query import find_called
from kg.query import query as run_query
from kg.store import open_store
from kg.texts import find_text
from kg.vocab import PREFIXES

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class LocalTable:
    """Hold the answer to a SELECT."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def dicts(self) -> list[dict[str, str]]:
        """Return the rows as plain text by column, "" for no value."""
        plain = (("" if cell is None else str(getattr(cell, "value", cell)) for cell in row) for row in self.rows)
        return [dict(zip(self.columns, row, strict=True)) for row in plain]


class LocalSource:
    """Answer questions about one version of a graph: the one that was current when it was opened."""

    def __init__(self, graph: Path | str) -> None:
        self.folder = GraphFolder(graph)
        self._version = self.folder.current()
        self.facts: Mapping[str, Any] = self.folder.facts()
        self.store: Store = open_store(graph)
        self._called = find_called(self._version)

    @property
    def version(self) -> str:
        """Return the name of the version."""
        return self._version.name

    @property
    def base(self) -> str:
        """Return the stem of the graph's own IRIs."""
        return str(self.facts["base"])

    def run(self, query: str, params: Mapping[str, str]) -> LocalTable:
        """Return the answer to a SELECT; raise `QueryError` for another sort of query."""
        kept = find_or_keep(self.store, self._version, query, params)
        results = run_query(self.store, query, self._called, **params) if kept is None else kept
        if not isinstance(results, QuerySolutions):
            raise QueryError("the query gives no table: write a SELECT, or use kg.query for other sorts of queries")
        columns = tuple(variable.value for variable in results.variables)
        return LocalTable(columns, tuple(tuple(solution) for solution in results))

    async def select(self, query: str, most: int | None = None, /, **params: str) -> LocalTable:
        """Return the answer to a SELECT, or its first rows."""
        found = self.run(query, params)
        return found if most is None else LocalTable(found.columns, found.rows[:most])

    async def ask(self, query: str, /, **params: str) -> bool:
        """Return the answer to an ASK."""
        results = run_query(self.store, query, self._called, **params)
        return isinstance(results, QueryBoolean) and bool(results)

    async def construct(self, query: str, /, media: str = "text/turtle", **params: str) -> bytes:
        """Return the answer to a CONSTRUCT or DESCRIBE."""
        results, form = run_query(self.store, query, self._called, **params), RdfFormat.from_media_type(media)
        if not isinstance(results, QueryTriples) or form is None:
            raise QueryError("a CONSTRUCT or DESCRIBE query and an RDF media type were expected")
        return serialize(results, format=form, prefixes=PREFIXES) or b""

    def text(self, sha256: str) -> str | None:
        """Return a text by its hash, or None."""
        return find_text(self._version, sha256)


def wait_for(coroutine: Coroutine[Any, Any, Answer]) -> Answer:
    """Return what a coroutine gives, also where a loop runs already, as it does in a notebook."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
