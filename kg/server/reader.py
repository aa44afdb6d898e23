"""A reader process: answers one query after the other on a read-only store, within limits that the kernel keeps.

The time limit is an alarm whose default action ends the process: it works whatever the store is doing, also when the
process that asked is gone. The memory limit is one on the address space: the process dies when it asks for more.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import itertools
import resource
import signal
import socket
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, cast
from urllib.parse import urlsplit

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.answers import find_answer
from kg.errors import GraphError, QueryError
from kg.paging import pages, serialized
from kg.query import Results, bind, find_called
from kg.server.confine import confine
from kg.server.errors import NotAcceptableError, NotFoundError, TooLargeError, TooSlowError
from kg.server.formats import GRAPHS, TABLES, Offer, choose
from kg.server.guard import check_reach
from kg.server.task import (
    DATA,
    END,
    HEAD,
    PATIENCE,
    ReaderLimits,
    Task,
    error_frame,
    frame,
    limit,
    limit_memory,
    read_message,
)
from kg.sparql_words import names_dataset
from kg.vocab import PREFIXES

_CHUNK = 1 << 16
# What the store writes between two rows, or behind one. A value that looks like it is counted too, so a limit may be
# met a little early but never late.
_ROW_MARKS = {
    QueryResultsFormat.JSON: b"},{",
    QueryResultsFormat.XML: b"<result>",
    QueryResultsFormat.CSV: b"\r\n",
    QueryResultsFormat.TSV: b"\n",
}


def run_reader(line: socket.socket) -> None:
    """Take a store and limits from a line, then answer tasks until it closes."""
    with line, contextlib.suppress(BrokenPipeError, ConnectionResetError), line.makefile("rb") as tasks:
        store, limits = read_message(tasks)
        limit(resource.RLIMIT_CORE, 0)
        reader = Reader(line, Path(store), limits)
        limit_memory(limits.memory)
        confine(ports=ports(limits.services))
        line.sendall(frame(END, b""))
        while task := read_message(tasks):
            reader.answer(task)


class Reader:
    """Answer tasks over a line."""

    def __init__(self, line: socket.socket, path: Path, limits: ReaderLimits) -> None:
        self._line, self._version, self._limits = line, path.parent, limits
        self._store, self._called = Store.read_only(str(path)), find_called(path.parent)
        self._empty = Store()

    def answer(self, task: Task) -> None:
        """Send the frames of one answer; the last is an end or an error."""
        signal.setitimer(signal.ITIMER_REAL, self._limits.timeout)
        try:
            self._write(task)
            last = frame(END, b"")
        except GraphError as error:
            last = error_frame(error)
        except MemoryError:
            last = error_frame(TooLargeError("the query needed more memory than it may have"))
        # The alarm must not ring once the last frame has told that this reader is free.
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._line.sendall(last)

    def _write(self, task: Task) -> None:
        if task.by_paper:
            with self._opened(TABLES, task) as (meter, offer):
                # A table is offered in the formats of tables only.
                for piece in serialized(self._pages(task), cast(QueryResultsFormat, offer.form)):
                    meter.write(piece)
            return
        results = self._ask(task)
        is_graph = isinstance(results, QueryTriples)
        written = self._triples(results, task) if isinstance(results, QueryTriples) else results
        with self._opened(GRAPHS if is_graph else TABLES, task) as (meter, offer):
            _serialize(written, meter, offer)  # type: ignore[arg-type]

    @contextlib.contextmanager
    def _opened(self, offers: Sequence[Offer], task: Task) -> Iterator[tuple[_Meter, Offer]]:
        """Begin an answer in the format that is wanted, and give what it is written to."""
        offer = choose(offers, task.accept, task.form)
        if offer is None:
            raise NotAcceptableError(f"the answer comes in no format that fits Accept: {task.accept[:200]}")
        self._line.sendall(frame(HEAD, offer.content_type.encode()))
        with (
            io.BufferedWriter(cast(io.RawIOBase, _Frames(self._line)), _CHUNK) as out,
            _packed(out, task.gzip) as packed,
        ):
            try:
                yield _Meter(packed, offer, self._limits), offer
            except (SyntaxError, ValueError, OSError) as error:
                raise QueryError(f"the query failed: {_first_line(error)}") from error

    def _pages(self, task: Task) -> Iterator[QuerySolutions]:
        """Yield the answer by paper; each has the time of a query, as long as there is some for the whole."""
        until = time.monotonic() + PATIENCE * self._limits.timeout
        store, params = (self._empty, {}) if task.checked else (self._store, dict(task.params or ()))
        for page in pages(store, task.text, task.most, params, self._called):
            if time.monotonic() > until:
                raise TooSlowError(f"the answer took longer than {PATIENCE * self._limits.timeout:g} s; ask for less")
            signal.setitimer(signal.ITIMER_REAL, self._limits.timeout)
            yield page

    def _ask(self, task: Task) -> Results:
        check_reach(task.text, allowed=self._limits.services)
        if task.kept and not task.checked and task.default_graphs is None and task.named_graphs is None:
            answer = find_answer(self._version, task.kept, dict(task.params or ()), task.most)
            if answer is not None:
                return answer
        text = task.text
        if task.params is not None:
            text = bind(self._store, text, dict(task.params), self._called)
        store = self._empty if task.checked else self._store
        options: dict[str, object] = {"base_iri": self._limits.base, "prefixes": PREFIXES}
        if task.default_graphs is not None or task.named_graphs is not None:
            options["default_graph"] = _nodes(task.default_graphs)
            options["named_graphs"] = _nodes(task.named_graphs)
        else:
            options["use_default_graph_as_union"] = not names_dataset(text)
        try:
            return store.query(text, **options)  # type: ignore[arg-type]
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"the query does not parse: {_first_line(error)}") from error
        except OSError as error:
            raise QueryError(f"the query failed: {_first_line(error)}") from error

    def _triples(self, results: QueryTriples, task: Task) -> Iterator[Triple]:
        """Return the triples, of which there must be one where the task says so."""
        first = next(results, None)
        if first is None and task.required and not task.checked:
            raise NotFoundError("the graph says nothing about this")
        return itertools.chain(() if first is None else (first,), results)


def ports(services: Iterable[str]) -> frozenset[int]:
    """Return the ports that services listen at.

    >>> sorted(ports(["https://example.org/sparql", "http://localhost:8001/"]))
    [443, 8001]
    """
    split = [urlsplit(service) for service in services]
    return frozenset(parts.port or (443 if parts.scheme == "https" else 80) for parts in split)


def _nodes(iris: tuple[str, ...] | None) -> list[NamedNode]:
    try:
        return [NamedNode(iri) for iri in iris or ()]
    except ValueError as error:
        raise QueryError(f"a graph of the dataset has no valid IRI: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:300]


@contextlib.contextmanager
def _packed(out: IO[bytes], wanted: bool) -> Iterator[IO[bytes]]:
    """Give a file that compresses what is written, where that is wanted."""
    if not wanted:
        yield out
        return
    with gzip.GzipFile(filename="", fileobj=out, mode="wb", compresslevel=1, mtime=0) as packed:
        yield packed  # type: ignore[misc]


def _serialize(results: QuerySolutions | QueryBoolean | Iterator[Triple], out: IO[bytes], offer: Offer) -> None:
    if isinstance(offer.form, RdfFormat):
        serialize(results, out, offer.form, prefixes=PREFIXES)  # type: ignore[arg-type]
    else:
        results.serialize(out, offer.form)  # type: ignore[union-attr]


class _Frames(io.RawIOBase):
    """Write frames of data."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def writable(self) -> bool:
        """Tell that this file is written to."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Send a frame."""
        self._line.sendall(frame(DATA, bytes(data)))
        return len(data)


class _Meter:
    """Pass on what is written, up to the limits."""

    def __init__(self, out: IO[bytes], offer: Offer, limits: ReaderLimits) -> None:
        self._out, self._limits = out, limits
        self._mark = _ROW_MARKS.get(offer.form, b"")  # type: ignore[arg-type]
        self._tail = b""
        self.rows, self.bytes = 0, 0

    def write(self, data: bytes) -> int:
        """Write, or raise `TooLargeError`."""
        self.bytes += len(data)
        if self._mark:
            seen = self._tail + data
            self.rows += seen.count(self._mark)
            self._tail = seen[len(seen) - len(self._mark) + 1 :]
        if self.bytes > self._limits.max_bytes:
            raise TooLargeError(f"the answer is longer than {self._limits.max_bytes:,} bytes; ask for less with LIMIT")
        if self.rows > self._limits.max_rows:
            raise TooLargeError(f"the answer has more than {self._limits.max_rows:,} rows; ask for less with LIMIT")
        return self._out.write(data)

    def flush(self) -> None:
        """Do nothing: what is written goes out when there is enough of it, and at the end."""


if __name__ == "__main__":
    run_reader(socket.socket(fileno=int(sys.argv[1])))
