"""What the endpoint and the pages ask: the current version of a graph, behind limits.

    backend = Backend(Path("my-graph"), ServerSettings())
    async with backend:                      # the application does this for you
        table = await backend.select("claims", subject="miR-23b")
        for row in table.rows: ...

A page asks through `Backend.select` and `Backend.construct` only; both may raise `QueryError` and the errors of
`kg.server.errors`, which the application turns into answers, so a page need not catch them.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote, unquote

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)

from kg.errors import GraphError, QueryError
from kg.folder import GraphFolder
from kg.query import named_queries
from kg.server.cache import AnswerCache
from kg.server.pool import Pool
from kg.server.settings import ServerSettings
from kg.server.spool import Spool
from kg.server.task import ReaderLimits, Task, of_named
from kg.server.update import Update, run_update
from kg.sparql_words import is_changing
from kg.texts import find_text

Term = NamedNode | BlankNode | Literal | Triple
_WATCH = 1.0
# An answer is held back until it is whole or this long, so that what goes wrong early has a status of its own.
_HOLD = 1 << 20
_JSON = "application/sparql-results+json"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Hold one version of a graph that is open: its folder, a word that names its content, its facts and readers."""

    folder: Path
    version: str
    facts: Mapping[str, Any]
    pool: Pool
    cache: AnswerCache = field(default_factory=AnswerCache)


class Backend:
    """Answer questions about the current version of a graph; a new version takes its place when it is published."""

    def __init__(
        self, graph: Path, settings: ServerSettings | None = None, listen: Callable[[str], None] = lambda event: None
    ) -> None:
        self.folder = GraphFolder(graph)
        self.settings = settings or ServerSettings()
        self._listen = listen
        self._snapshot: Snapshot | None = None
        self._swapping, self._updating = asyncio.Lock(), asyncio.Lock()
        self._running: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Backend:
        await self.refresh()
        self._run(self._watch())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        if self._snapshot is not None:
            await self._snapshot.pool.stop()

    @property
    def snapshot(self) -> Snapshot:
        """Return the version that is asked now."""
        if self._snapshot is None:
            raise RuntimeError("the backend is not open: use it in `async with backend`")
        return self._snapshot

    @property
    def version(self) -> str:
        """Return a word that changes when the graph is swapped: for an ETag."""
        return self.snapshot.version

    @property
    def facts(self) -> Mapping[str, Any]:
        """Return what the build wrote of the current version: base, counts, releases, stages, time."""
        return self.snapshot.facts

    @property
    def base(self) -> str:
        """Return the stem of our own IRIs."""
        return str(self.facts["base"])

    async def select(self, query: str, most: int | None = None, /, **params: str) -> Table:
        """Return the answer to a SELECT: the name of a named query or SPARQL, parameters as in `kg.query.query`.

        ``most`` is how many rows of a named query are wanted. The default graph is the union of all, the usual prefixes
        need no declaration. Raise `QueryError` for a query or parameter that does not work, `TooSlowError`,
        `TooLargeError` or `TooBusyError` at a limit.
        """
        results = parse_query_results(await self._whole(query, _JSON, params, most), QueryResultsFormat.JSON)
        if not isinstance(results, QuerySolutions):
            raise QueryError("a SELECT query was expected")
        columns = tuple(variable.value for variable in results.variables)
        return Table(columns=columns, rows=tuple(tuple(solution) for solution in results))

    async def ask(self, query: str, /, **params: str) -> bool:
        """Return the answer to an ASK; errors as `select`."""
        results = parse_query_results(await self._whole(query, _JSON, params), QueryResultsFormat.JSON)
        if not isinstance(results, QueryBoolean):
            raise QueryError("an ASK query was expected")
        return bool(results)

    async def construct(self, query: str, /, media: str = "text/turtle", **params: str) -> bytes:
        """Return the answer to a CONSTRUCT or DESCRIBE in an RDF format by media type; errors as `select`."""
        return await self._whole(query, media, params)

    async def answer(self, task: Task, *, client: str = "", free_form: bool = False) -> Spool:
        """Return an answer that is whole, or long enough to be sent on; raise what went wrong until then.

        ``free_form`` says that a stranger wrote the query. Whoever takes the spool closes it.
        """
        now = self.snapshot
        key = None if is_changing(task.text) else task
        if key is not None and (known := now.cache.get(key)):
            return _spool_of(*known)
        spool = Spool(hold=_HOLD // 16 if task.gzip else _HOLD)
        asking = self._run(now.pool.ask(task, spool, client=client, free_form=free_form))
        spool.on_close(asking.cancel)
        try:
            await spool.opened()
        except BaseException:
            spool.close()
            raise
        if spool.done and key is not None:
            now.cache.put(key, (spool.media, await spool.whole()))
        return spool

    def text(self, sha256: str) -> str | None:
        """Return the text that offsets count in, by its hash, or None."""
        return find_text(self.snapshot.folder, sha256)

    def local(self, iri: str) -> str:
        """Return the path of the page about an IRI: our own under their own path, others as ``/entity?iri=``."""
        if iri.startswith(self.base):
            return "/" + iri[len(self.base) :]
        return "/entity?iri=" + quote(iri, safe="")

    def iri(self, path: str) -> str:
        """Return our own IRI whose page is at a path as it came over the wire, however it is percent-encoded there."""
        return self.base + "/".join(quote(unquote(part), safe="") for part in path.strip("/").split("/"))

    async def refresh(self) -> None:
        """Open the version that the folder names, if that is another one, and let the old one end its work."""
        async with self._swapping:
            folder = self.folder.current()
            written = folder / "build.json"
            facts, changed = written.read_bytes(), written.stat().st_mtime_ns
            version = hashlib.sha256(f"{folder.name} {changed} ".encode() + facts).hexdigest()[:16]
            if self._snapshot is not None and self._snapshot.version == version:
                return
            new = Snapshot(folder=folder, version=version, facts=json.loads(facts), pool=self._pool(folder, facts))
            await new.pool.start()
            old, self._snapshot = self._snapshot, new
            if old is not None:
                self._listen("swapped")
                self._run(old.pool.drain())

    async def update(self, text: str) -> None:
        """Carry out an update, one at a time, and open what it made; raise what `run_update` raises."""
        task = Update(
            graph=self.folder.path,
            text=text,
            base=self.base,
            timeout=self.settings.timeout,
            memory=self.settings.memory,
        )
        async with self._updating:
            await run_update(task)
        await self.refresh()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_WATCH)
            # What is open stays open until there is something better.
            with contextlib.suppress(GraphError, OSError, ValueError):
                await self.refresh()

    async def _whole(self, query: str, media: str, params: Mapping[str, str], most: int | None = None) -> bytes:
        named = named_queries().get(query)
        task = Task(text=named.text if named else query, accept=media, params=tuple(sorted(params.items())))
        spool = await self.answer(of_named(task, query, most) if named else task)
        try:
            return await spool.whole()
        finally:
            spool.close()

    def _pool(self, folder: Path, facts: bytes) -> Pool:
        limits = ReaderLimits(
            timeout=self.settings.timeout,
            max_rows=self.settings.max_rows,
            max_bytes=self.settings.max_bytes,
            memory=self.settings.memory,
            base=str(json.loads(facts)["base"]),
            services=self.settings.services,
        )
        return Pool(
            folder / "store",
            limits,
            size=self.settings.workers,
            queue=self.settings.queue,
            queue_timeout=self.settings.queue_timeout,
            listen=self._listen,
        )

    def _run(self, work: Any) -> asyncio.Task[None]:
        """Run something beside the requests, and keep hold of it: the event loop alone would not."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task


def _spool_of(media: str, body: bytes) -> Spool:
    spool = Spool()
    spool.media = media
    spool.put(body)
    spool.finish()
    return spool
