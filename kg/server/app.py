"""The application: the endpoint and the pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import GraphError
from kg.pages import error_page, routes
from kg.server import endpoints, linked, openapi
from kg.server.backend import Backend
from kg.server.formats import HTML, PAGES, choose
from kg.server.metrics import CONTENT_TYPE, Metrics
from kg.server.middleware import Guarded, Observe, Options
from kg.server.reply import problem, problem_response
from kg.server.settings import ServerSettings

Answer = Callable[[Request, Backend], Awaitable[Response]]
_COMPRESSED_FROM = 1000
_SIGN_IN = (
    "Load the page again, and your browser asks for a name and a password: the password is the token that the server "
    "was started with, the name may be any. The browser keeps it until it is closed; nothing else is stored."
)


def make_app(graph: Path, settings: ServerSettings | None = None) -> Starlette:
    """Return the ASGI application that serves a graph."""
    settings, metrics = settings or ServerSettings(), Metrics()
    backend = Backend(graph, settings, metrics.event)
    pages = routes(backend) if settings.pages else []

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with backend:
            yield

    app = Starlette(
        routes=[*_endpoint(backend, metrics, has_pages=bool(pages)), linked.LinkedData(backend, pages), *pages],
        lifespan=lifespan,
        middleware=[
            Middleware(Observe, metrics=metrics),
            Middleware(CORSMiddleware, **_cors(settings)),
            Middleware(Guarded, token=settings.token, refuse=refuse),
            Middleware(Options),
            Middleware(GZipMiddleware, minimum_size=_COMPRESSED_FROM, compresslevel=5),
        ],
        exception_handlers={
            GraphError: on_graph_error,
            HTTPException: on_http_error,
            ClientDisconnect: on_disconnect,
            Exception: on_other_error,
        },
    )
    app.state.error_page = partial(error_page, backend) if settings.pages else None
    return app


def _endpoint(backend: Backend, metrics: Metrics, *, has_pages: bool) -> list[Route]:
    async def metrics_page(request: Request, backend: Backend) -> Response:
        return Response(metrics.write(backend), media_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"})

    def route(path: str, endpoint: Answer, *methods: str) -> Route:
        async def bound(request: Request) -> Response:
            return await endpoint(request, backend)

        return Route(path, bound, methods=list(methods or ("GET",)))

    return [
        route("/sparql", partial(endpoints.sparql, has_pages=has_pages), "GET", "POST"),
        route("/store", linked.graph_store),
        route("/resource", linked.resource),
        route("/queries", endpoints.list_queries),
        route("/queries/{name}", endpoints.named_query),
        route("/.well-known/void", endpoints.void),
        route("/health", endpoints.health),
        route("/metrics", metrics_page),
        route("/openapi.json", openapi.page),
    ]


def _cors(settings: ServerSettings) -> dict[str, Any]:
    return {
        "allow_origins": settings.cors,
        "allow_methods": ("GET", "HEAD", "POST", "OPTIONS"),
        "allow_headers": ("Accept", "Authorization", "Content-Type", "If-None-Match"),
        "expose_headers": ("ETag", "Content-Encoding", "Retry-After"),
    }


async def on_graph_error(request: Request, error: Exception) -> Response:
    """Answer an error that we raise on purpose."""
    assert isinstance(error, GraphError)
    return _as_page(request, problem(error), str(error))


async def on_http_error(request: Request, error: Exception) -> Response:
    """Answer that there is no such path or method."""
    assert isinstance(error, HTTPException)
    told = problem_response(error.status_code, error.detail, dict(error.headers or {}))
    return _as_page(request, told, error.detail)


async def on_disconnect(request: Request, error: Exception) -> Response:
    """Answer nobody; the status is for the log."""
    return Response(status_code=499)


async def on_other_error(request: Request, error: Exception) -> Response:
    """Answer an error that nobody expected, and tell nothing of it."""
    return problem_response(500, "the server failed; its log says more")


def refuse(request: Request) -> Response:
    """Answer who does not send the token; a person learns how, since browsers ask for a name and a password."""
    told = problem_response(401, "this server needs its token: Authorization: Bearer TOKEN")
    return _as_page(request, told, _SIGN_IN, "This graph is private")


def _as_page(request: Request, told: Response, detail: str, title: str = "") -> Response:
    """Return a problem as it is told to programs, or as a page to those who read pages."""
    error_page = request.app.state.error_page
    offer = choose(PAGES, request.headers.get("accept", ""), request.query_params.get("format", ""))
    if error_page is None or offer is None or offer.media != HTML:
        return told
    page: Response = error_page(request, told.status_code, title or HTTPStatus(told.status_code).phrase, detail)
    for name in ("Allow", "Retry-After", "Cache-Control"):
        if name in told.headers:
            page.headers[name] = told.headers[name]
    return page
