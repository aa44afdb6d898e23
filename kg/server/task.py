"""A question as it goes to a reader process, the frames that come back, and the limits of such a process."""

from __future__ import annotations

import contextlib
import json
import pickle
import resource
import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from kg.answers import is_kept
from kg.errors import GraphError, QueryError
from kg.paging import is_paged
from kg.server.errors import (
    NotAcceptableError,
    NotFoundError,
    RefusedError,
    ServerError,
    TooLargeError,
    TooSlowError,
)
from kg.sparql_words import limited

# What a frame holds: the media type chosen, data, the end with counts, an error with its class.
HEAD, DATA, END, ERROR = b"h", b"d", b"e", b"x"
PREFIX = struct.Struct("!cI")
# An answer that comes paper by paper may take so many times the time limit.
PATIENCE = 20
_ERRORS: dict[str, type[GraphError]] = {
    kind.__name__: kind
    for kind in (QueryError, NotAcceptableError, NotFoundError, RefusedError, TooLargeError, TooSlowError, ServerError)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderLimits:
    """Hold what a reader may use: seconds a query, bytes and rows an answer, bytes of memory, the base IRI,
    and the services that it may ask."""

    timeout: float
    max_rows: int
    max_bytes: int
    memory: int
    base: str
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Ask for the answer to a query.

    ``accept`` and ``form`` are the Accept header and the parameter ``format``. ``default_graphs`` and ``named_graphs``
    are the dataset of the protocol; None where it names none. With ``params`` (None for none) the text is read as a
    named query with parameters. ``required`` makes an empty graph a `NotFoundError`. ``checked`` asks a store without
    data, so that only the syntax and the format are checked. With ``by_paper`` the text is a named query that is asked
    for one paper after the other, up to ``most`` rows where that is given; the time limit is then one for each paper,
    and `PATIENCE` times that for all. ``kept`` names the query whose answer may be kept beside the store.
    """

    text: str
    accept: str = ""
    form: str = ""
    gzip: bool = False
    params: tuple[tuple[str, str], ...] | None = None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    required: bool = False
    checked: bool = False
    by_paper: bool = False
    most: int | None = None
    kept: str = ""


def of_named(task: Task, name: str, most: int | None = None) -> Task:
    """Return a task for a named query, asked by paper where that can be, else with a limit where one is given."""
    params = dict(task.params or ())
    if is_paged(name, params):
        return replace(task, by_paper=True, most=most)
    kept = name if is_kept(name, params) else ""
    return replace(task, text=task.text if most is None else limited(task.text, most), most=most, kept=kept)


class Readable(Protocol):
    """Be a file that bytes are read from."""

    def read(self, size: int, /) -> bytes | None:
        """Return at most ``size`` bytes."""


def message(thing: object) -> bytes:
    """Return the bytes that `read_message` makes the thing again of."""
    body = pickle.dumps(thing)
    return PREFIX.pack(b"m", len(body)) + body


def read_message(file: Readable) -> Any:
    """Return the next thing, or None at the end. Only the process that made this one writes to the file."""
    head = file.read(PREFIX.size)
    if not head or len(head) < PREFIX.size:
        return None
    return pickle.loads(file.read(PREFIX.unpack(head)[1]) or b"")


def frame(kind: bytes, body: bytes | dict[str, Any]) -> bytes:
    """Return a frame of an answer."""
    payload = json.dumps(body).encode() if isinstance(body, dict) else body
    return PREFIX.pack(kind, len(payload)) + payload


def error_frame(error: GraphError) -> bytes:
    """Return the frame that tells an error; `read_error` makes it one again."""
    known = type(error).__name__ in _ERRORS
    return frame(ERROR, {"kind": type(error).__name__ if known else "ServerError", "message": str(error)[:2000]})


def read_error(body: bytes) -> GraphError:
    """Return the error of a frame."""
    told = json.loads(body)
    return _ERRORS[told["kind"]](told["message"])


def limit(what: int, most: int) -> None:
    """Lower a limit of this process; one that is lower already stays."""
    _, allowed = resource.getrlimit(what)
    lower = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(what, (lower, lower))


def limit_memory(more: int) -> None:
    """Let this process take so many bytes more than it has now; nothing where the system does not tell what it has.

    What an open store takes at first differs from machine to machine, by the threads that it starts.
    """
    with contextlib.suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit(resource.RLIMIT_AS, pages * resource.getpagesize() + more)
