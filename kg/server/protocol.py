"""The SPARQL 1.1 Protocol: what a request asks, and of which dataset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.errors import QueryError
from kg.server.errors import TooLargeError, UnsupportedMediaError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_MOST_FIELDS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Hold a query or an update (``is_update``) with the dataset that the request names; None for none."""

    text: str
    is_update: bool = False
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    form: str = ""


async def read_operation(request: Request, most: int) -> Operation | None:
    """Return what a request asks, or None for one without a question, which asks what the service is.

    Raise `QueryError` for a request that keeps not to the protocol, `UnsupportedMediaError` for a body of another
    kind, and `TooLargeError` for a body longer than ``most`` bytes.
    """
    fields = _Fields(_parse(request.scope["query_string"]))
    if request.method != "POST":
        if fields.all("update"):
            raise QueryError("an update goes by POST")
        return fields.query() if fields.all("query") else None
    media, _, params = request.headers.get("content-type", "").lower().partition(";")
    text = await _body(request, most, params)
    match media.strip():
        case "application/x-www-form-urlencoded":
            fields = _Fields((*fields.pairs, *_parse(text.encode())))
            return fields.update() if fields.all("update") else fields.query()
        case "application/sparql-query":
            return fields.query(text)
        case "application/sparql-update":
            return fields.update(text)
    raise UnsupportedMediaError(f"send a query as {FORM} or {QUERY}, an update as {FORM} or {UPDATE}")


async def _body(request: Request, most: int, params: str) -> str:
    if "charset=" in params and "utf-8" not in params and "us-ascii" not in params:
        raise UnsupportedMediaError("send the body in UTF-8")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise TooLargeError(f"the body is longer than {most:,} bytes")
    return _decode(bytes(body))


def _decode(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise QueryError("the body is not in UTF-8") from error


def _parse(data: bytes) -> tuple[tuple[str, str], ...]:
    try:
        pairs = parse_qsl(_decode(data), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise QueryError("the parameters are not percent-encoded UTF-8, or there are too many") from error
    return tuple(pairs)


class _Fields:
    """Hold the parameters of a request."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.pairs = tuple(pairs)

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.pairs if key == name)

    def query(self, text: str | None = None) -> Operation:
        self._refuse("using-graph-uri", "using-named-graph-uri", why="belongs to an update")
        default, named = self.all("default-graph-uri"), self.all("named-graph-uri")
        has_dataset = bool(default or named)
        return Operation(
            text=self._only("query", text),
            default_graphs=default if has_dataset else None,
            named_graphs=named if has_dataset else None,
            form=next(iter(self.all("format")), ""),
        )

    def update(self, text: str | None = None) -> Operation:
        self._refuse("default-graph-uri", "named-graph-uri", why="belongs to a query")
        default, named = self.all("using-graph-uri"), self.all("using-named-graph-uri")
        has_dataset = bool(default or named)
        return Operation(
            text=self._only("update", text),
            is_update=True,
            default_graphs=default if has_dataset else None,
            named_graphs=named if has_dataset else None,
        )

    def _only(self, name: str, direct: str | None) -> str:
        """Return the text of a query or update, which must be given once."""
        given: tuple[str, ...] = (*self.all("query"), *self.all("update"), *(() if direct is None else (direct,)))
        if len(given) != 1 or (direct is None and not self.all(name)):
            raise QueryError("a request has one `query`, or one `update`, and not more")
        return given[0]

    def _refuse(self, *names: str, why: str) -> None:
        for name in names:
            if self.all(name):
                raise QueryError(f"the parameter {name} {why}")
