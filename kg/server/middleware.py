"""What happens to every request, whatever answers it: it is counted and logged, let in, and its answer made safe."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response

from kg.server.metrics import Metrics

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

access_log = logging.getLogger("kg.server.access")
# Scripts and styles are those of the package, and the page that asks for the token wears them.
OPEN = ("/static/",)
_METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH")
# Pages may set a policy of their own. What is no page needs nothing.
_STRICT = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_PAGE = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Observe:
    """Count and log every request. The log has a JSON object a line, so that no path can forge one."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on and watch."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        began, status, size = time.perf_counter(), 500, 0

        async def watched(message: Message) -> None:
            nonlocal status, size
            status = message.get("status", status)
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            seconds = time.perf_counter() - began
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._metrics.request(scope["path"], method, status, seconds, size)
            _log(scope, status, size, seconds)


def _log(scope: Scope, status: int, size: int, seconds: float) -> None:
    if access_log.isEnabledFor(logging.INFO):
        target = scope["path"] + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
        fields = {
            "client": (scope.get("client") or ("",))[0],
            "method": scope["method"],
            "target": target[:2000],
            "status": status,
            "bytes": size,
            "ms": round(seconds * 1000, 1),
        }
        access_log.info(json.dumps(fields))


class Guarded:
    """Ask for the token, where there is one, and put headers on answers that keep browsers from doing harm.

    ``refuse`` makes the answer to those who do not send it.
    """

    def __init__(self, app: ASGIApp, token: str, refuse: Callable[[Request], Response]) -> None:
        self._app, self._token, self._refuse = app, token.encode(), refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def safer(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._make_safe(MutableHeaders(raw=message["headers"]))
            await send(message)

        app = self._app if self._may_enter(scope) else self._refusal(Request(scope))
        return await app(scope, receive, safer)

    def _may_enter(self, scope: Scope) -> bool:
        if not self._token or scope["path"] == "/health" or scope["path"].startswith(OPEN):
            return True
        return hmac.compare_digest(_token_of(Headers(scope=scope).get("authorization", "")), self._token)

    def _refusal(self, request: Request) -> Response:
        response = self._refuse(request)
        for challenge in ("Bearer", 'Basic realm="claimgraph", charset="UTF-8"'):
            response.headers.append("WWW-Authenticate", challenge)
        return response

    def _make_safe(self, headers: MutableHeaders) -> None:
        is_page = headers.get("content-type", "").startswith("text/html")
        headers.setdefault("Content-Security-Policy", _PAGE if is_page else _STRICT)
        for name, value in _SAFE.items():
            headers.setdefault(name, value)
        if self._token:
            # What is behind a token must stay in no cache that others share.
            kept = headers.get("cache-control", "no-cache").replace("public", "private")
            headers["Cache-Control"] = kept if "private" in kept or "no-store" in kept else f"private, {kept}"
            headers.add_vary_header("Authorization")


def _token_of(header: str) -> bytes:
    """Return the token of an Authorization header: after Bearer, or as the password of Basic, as browsers send it.

    >>> _token_of("Bearer secret"), _token_of("Basic OnNlY3JldA=="), _token_of("")
    (b'secret', b'secret', b'')
    """
    scheme, _, given = header.partition(" ")
    if scheme.lower() == "bearer":
        return given.strip().encode()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(given, validate=True).partition(b":")[2]
        except (ValueError, binascii.Error):
            return b""
    return b""


class Options:
    """Answer OPTIONS with what a place allows."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on."""
        if scope["type"] != "http" or scope["method"] != "OPTIONS":
            return await self._app(scope, receive, send)
        allowed = "GET, HEAD, POST, OPTIONS" if scope["path"] == "/sparql" else "GET, HEAD, OPTIONS"
        response = Response(status_code=204, headers={"Allow": allowed})
        return await response(scope, receive, send)
