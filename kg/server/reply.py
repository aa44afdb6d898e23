"""Answers over HTTP: whole ones, long ones piece by piece, and errors."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
from collections.abc import Coroutine
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from kg.errors import BusyError, GraphError, NoGraphError, QueryError
from kg.server.errors import ServerError, TooBusyError
from kg.server.formats import accepts_gzip
from kg.server.spool import Spool
from kg.server.task import Task
from kg.sparql_words import is_changing

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from kg.server.backend import Backend

_log = logging.getLogger("kg.server")
_Result = TypeVar("_Result")
# A client that takes nothing for so many seconds is taken to be gone.
_STALL = 60.0
_BAD_REQUEST, _UNAVAILABLE = 400, 503
_VARY = "Accept, Accept-Encoding"


async def answer(
    request: Request, backend: Backend, task: Task, *, free_form: bool = True, headers: dict[str, str] | None = None
) -> Response:
    """Return the answer to a task; 304 where the client has it."""
    kept = {"Vary": _VARY, "Cache-Control": "no-cache", **(headers or {})}
    if request.method in ("GET", "HEAD") and not is_changing(task.text):
        kept["ETag"] = etag(backend.version, task)
        if is_known(request, kept["ETag"]):
            return Response(status_code=304, headers=kept)
    client = request.client.host if request.client else ""
    asked = backend.answer(task, client=client, free_form=free_form)
    spool = await while_connected(request.receive, asked)
    return SpoolResponse(spool, {**kept, "Content-Type": spool.media, **_encoding(task)})


def wanted(request: Request, text: str, **more: Any) -> Task:
    """Return a task in the format and encoding that a request wants."""
    return Task(
        text=text,
        accept=request.headers.get("accept", ""),
        form=request.query_params.get("format", ""),
        gzip=accepts_gzip(request.headers.get("accept-encoding", "")),
        **more,
    )


def _encoding(task: Task) -> dict[str, str]:
    return {"Content-Encoding": "gzip"} if task.gzip else {}


def etag(version: str, *facts: object) -> str:
    """Return a weak entity tag: the graph and the question make the answer, but its order may differ."""
    return f'W/"{hashlib.sha256(repr((version, facts)).encode("utf-8", "replace")).hexdigest()[:20]}"'


def is_known(request: Request, tag: str) -> bool:
    """Tell whether the client has what an entity tag stands for; ``*`` says nothing before the answer is known."""
    known = (part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(","))
    return tag.removeprefix("W/") in known


async def while_connected(receive: Receive, work: Coroutine[Any, Any, _Result]) -> _Result:
    """Return what work returns; give it up where the client goes away."""
    job, gone = asyncio.ensure_future(work), asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait({job, gone}, return_when=asyncio.FIRST_COMPLETED)
        if job.done():
            return job.result()
        raise ClientDisconnect
    finally:
        for task in (job, gone):
            task.cancel()
        await asyncio.gather(job, gone, return_exceptions=True)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class SpoolResponse(Response):
    """Send an answer, at once where it is whole, else piece by piece.

    What goes wrong in the middle breaks the connection, so that no client takes a part for the whole. HTTP/1.0 marks
    the end of an answer by the end of the connection, which would hide this: such clients wait for the whole answer.
    """

    def __init__(self, spool: Spool, headers: dict[str, str]) -> None:
        super().__init__(headers=headers)
        del self.headers["content-length"]
        self._spool = spool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer."""
        try:
            if self._spool.done or scope.get("http_version") == "1.0":
                body = await while_connected(receive, self._spool.whole())
                if scope["method"] != "HEAD":
                    self.headers["content-length"] = str(len(body))
                await self._start(send)
                await send({"type": "http.response.body", "body": body if scope["method"] != "HEAD" else b""})
            else:
                await self._start(send)
                await while_connected(receive, self._stream(scope["method"] == "HEAD", send))
        except ClientDisconnect:
            pass
        finally:
            self._spool.close()

    async def _start(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})

    async def _stream(self, is_head: bool, send: Send) -> None:
        with contextlib.suppress(TimeoutError):
            try:
                async for piece in self._spool.chunks():
                    if is_head:
                        break
                    async with asyncio.timeout(_STALL):
                        await send({"type": "http.response.body", "body": piece, "more_body": True})
            except GraphError as error:
                # Without the last piece the server below closes the connection.
                _log.warning("an answer was broken off: %s", error)
                return
            await send({"type": "http.response.body", "body": b""})


def problem(error: GraphError) -> Response:
    """Return an error as a problem description (RFC 9457)."""
    status = status_of(error)
    headers = {"Cache-Control": "no-store"}
    if status in (429, _UNAVAILABLE):
        headers["Retry-After"] = str(error.retry_after if isinstance(error, TooBusyError) else 5)
    return problem_response(status, str(error), headers)


def problem_response(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """Return a problem description with a status."""
    body = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def status_of(error: GraphError) -> int:
    """Return the HTTP status for an error.

    >>> status_of(QueryError("the query does not parse"))
    400
    """
    if isinstance(error, ServerError):
        return error.status
    if isinstance(error, QueryError):
        return _BAD_REQUEST
    return _UNAVAILABLE if isinstance(error, BusyError | NoGraphError) else 500
