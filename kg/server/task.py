"""A question as it goes to a reader process, and the frames that come back."""

from __future__ import annotations

import json
import pickle
import struct
from dataclasses import dataclass
from typing import Any, Protocol

from kg.errors import GraphError, QueryError
from kg.server.errors import (
    NotAcceptableError,
    NotFoundError,
    RefusedError,
    ServerError,
    TooLargeError,
)

# What a frame holds: the media type chosen, data, the end with counts, an error with its class.
HEAD, DATA, END, ERROR = b"h", b"d", b"e", b"x"
PREFIX = struct.Struct("!cI")
_ERRORS: dict[str, type[GraphError]] = {
    kind.__name__: kind
    for kind in (QueryError, NotAcceptableError, NotFoundError, RefusedError, TooLargeError, ServerError)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Ask for the answer to a query.

    ``accept`` and ``form`` are the Accept header and the parameter ``format``. ``default_graphs`` and ``named_graphs``
    are the dataset of the protocol; None where it names none. With ``params`` (None for none) the text is read as a
    named query with parameters. ``required`` makes an empty graph a `NotFoundError`. ``checked`` asks a store without
    data, so that only the syntax and the format are checked.
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

    def frame(self) -> bytes:
        """Return the bytes that `read_task` reads."""
        body = pickle.dumps(self)
        return PREFIX.pack(b"t", len(body)) + body


class Readable(Protocol):
    """Be a file that bytes are read from."""

    def read(self, size: int, /) -> bytes | None:
        """Return at most ``size`` bytes."""


def read_task(file: Readable) -> Task | None:
    """Return the next task, or None at the end. Only the process that made this one writes to the file."""
    head = file.read(PREFIX.size)
    if not head or len(head) < PREFIX.size:
        return None
    task = pickle.loads(file.read(PREFIX.unpack(head)[1]) or b"")
    assert isinstance(task, Task)
    return task


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
