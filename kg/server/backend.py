"""What the endpoint and the pages ask: the current version of a graph, behind limits.

    backend = Backend(Path("my-graph"), ServerSettings())
    async with backend:                      # the application does this for you
        table = await backend.select("claims", subject="miR-23b")
        for row in table.rows: ...

A page asks through `Backend.select` and `Backend.construct` only; both may raise `QueryError` and the errors of
`kg.server.errors`, which `kg.server.app` turns into answers, so a page need not catch them.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, QueryTriples, RdfFormat, Triple, serialize

from kg.errors import QueryError
from kg.folder import GraphFolder
from kg.query import query as run_query
from kg.server.settings import ServerSettings
from kg.texts import find_text
from kg.vocab import PREFIXES

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Hold the answer to a SELECT: names of columns, and rows with None where a variable has no value."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def dicts(self) -> list[dict[str, str]]:
        """Return the rows as plain text by column, "" for no value."""
        return [
            {
                name: "" if cell is None else str(getattr(cell, "value", cell))
                for name, cell in zip(self.columns, row, strict=True)
            }
            for row in self.rows
        ]


class Backend:
    """Answer questions about the current version of a graph."""

    def __init__(self, graph: Path, settings: ServerSettings | None = None) -> None:
        self.folder = GraphFolder(graph)
        self.settings = settings or ServerSettings()

    async def __aenter__(self) -> Backend:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    @property
    def version(self) -> str:
        """Return a word that changes when the graph is swapped: for an ETag."""
        current = self.folder.current()
        facts = (current / "build.json").read_bytes()
        return hashlib.sha256(current.name.encode() + facts).hexdigest()[:16]

    @property
    def facts(self) -> Mapping[str, Any]:
        """Return what the build wrote of the current version: base, counts, releases, stages, time."""
        return self.folder.facts()

    @property
    def base(self) -> str:
        """Return the stem of our own IRIs."""
        return str(self.facts["base"])

    async def select(self, query: str, /, **params: str) -> Table:
        """Return the answer to a SELECT: the name of a named query or SPARQL, parameters as in `kg.query.query`.

        The default graph is the union of all, the usual prefixes need no declaration. Raise `QueryError` for a query
        or parameter that does not work, `TooSlowError`, `TooLargeError` or `TooBusyError` at a limit.
        """
        return await asyncio.to_thread(self._select, query, params)

    async def construct(self, query: str, /, media: str = "text/turtle", **params: str) -> bytes:
        """Return the answer to a CONSTRUCT or DESCRIBE in an RDF format by media type; errors as `select`."""
        return await asyncio.to_thread(self._construct, query, media, params)

    def text(self, sha256: str) -> str | None:
        """Return the text that offsets count in, by its hash, or None."""
        return find_text(self.folder.current(), sha256)

    def local(self, iri: str) -> str:
        """Return the path of the page about an IRI: our own under their own path, others as ``/entity?iri=``."""
        if iri.startswith(self.base):
            return "/" + iri[len(self.base) :]
        return "/entity?iri=" + quote(iri, safe="")

    def _select(self, query: str, params: Mapping[str, str]) -> Table:
        results = run_query(self.folder.path, query, **params)
        if not isinstance(results, QuerySolutions):
            raise QueryError("a SELECT query was expected")
        columns = tuple(variable.value for variable in results.variables)
        return Table(columns=columns, rows=tuple(tuple(solution) for solution in results))

    def _construct(self, query: str, media: str, params: Mapping[str, str]) -> bytes:
        results = run_query(self.folder.path, query, **params)
        form = RdfFormat.from_media_type(media)
        if not isinstance(results, QueryTriples) or form is None:
            raise QueryError("a CONSTRUCT or DESCRIBE query and an RDF media type were expected")
        return serialize(results, format=form, prefixes=PREFIXES)  # type: ignore[return-value]
