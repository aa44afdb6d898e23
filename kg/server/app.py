"""The application: the endpoint, and the pages where they are installed."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import GraphError
from kg.server import endpoints, linked, openapi
from kg.server.backend import Backend
from kg.server.formats import HTML, PAGES, choose
from kg.server.metrics import CONTENT_TYPE, Metrics
from kg.server.middleware import Guarded, Observe, Options
from kg.server.reply import problem, problem_response, status_of
from kg.server.settings import ServerSettings

Answer = Callable[[Request, Backend], Awaitable[Response]]
_COMPRESSED_FROM = 1000


def make_app(graph: Path, settings: ServerSettings | None = None) -> Starlette:
    """Return the ASGI application that serves a graph."""
    settings, metrics = settings or ServerSettings(), Metrics()
    backend = Backend(graph, settings, metrics.event)
    pages = page_routes(backend) if settings.pages else []

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with backend:
            yield

    async def metrics_page(request: Request, backend: Backend) -> Response:
        return Response(metrics.write(backend), media_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"})

    def route(path: str, endpoint: Answer, *methods: str) -> Route:
        async def bound(request: Request) -> Response:
            return await endpoint(request, backend)

        return Route(path, bound, methods=list(methods or ("GET",)))

    return Starlette(
        routes=[
            route("/sparql", partial(endpoints.sparql, has_pages=bool(pages)), "GET", "POST"),
            route("/store", linked.graph_store),
            route("/resource", linked.resource),
            route("/queries", endpoints.list_queries),
            route("/queries/{name}", endpoints.named_query),
            route("/.well-known/void", endpoints.void),
            route("/health", endpoints.health),
            route("/metrics", metrics_page),
            route("/openapi.json", openapi.page),
            linked.LinkedData(backend, pages),
            *pages,
        ],
        lifespan=lifespan,
        middleware=[
            Middleware(Observe, metrics=metrics),
            Middleware(CORSMiddleware, **_cors(settings)),
            Middleware(Guarded, token=settings.token),
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


def _cors(settings: ServerSettings) -> dict[str, Any]:
    return {
        "allow_origins": settings.cors,
        "allow_methods": ("GET", "HEAD", "POST", "OPTIONS"),
        "allow_headers": ("Accept", "Authorization", "Content-Type", "If-None-Match"),
        "expose_headers": ("ETag", "Content-Encoding", "Retry-After"),
    }


def page_routes(backend: Backend) -> list[BaseRoute]:
    """Return the routes of the pages: ``kg.pages.routes(backend)``; none where there is no such package."""
    pages = _pages()
    return list(pages.routes(backend)) if hasattr(pages, "routes") else []


def _pages() -> Any:
    return importlib.import_module("kg.pages") if importlib.util.find_spec("kg.pages") else None


async def on_graph_error(request: Request, error: Exception) -> Response:
    """Answer an error that we raise on purpose: as a page to those who read pages, else as a problem description."""
    assert isinstance(error, GraphError)
    return _as_page(request, status_of(error), str(error)) or problem(error)


async def on_http_error(request: Request, error: Exception) -> Response:
    """Answer that there is no such path or method."""
    assert isinstance(error, HTTPException)
    page = _as_page(request, error.status_code, error.detail)
    return page or problem_response(error.status_code, error.detail, dict(error.headers or {}))


async def on_disconnect(request: Request, error: Exception) -> Response:
    """Answer nobody; the status is for the log."""
    return Response(status_code=499)


async def on_other_error(request: Request, error: Exception) -> Response:
    """Answer an error that nobody expected, and tell nothing of it."""
    return problem_response(500, "the server failed; its log says more")


def _as_page(request: Request, status: int, detail: str) -> Response | None:
    """Return a page about an error: ``kg.pages.error_page(request, status, detail)``, where there is one and the client
    reads pages."""
    offer = choose(PAGES, request.headers.get("accept", ""), request.query_params.get("format", ""))
    pages = _pages()
    if offer is None or offer.media != HTML or not hasattr(pages, "error_page"):
        return None
    page: Response = pages.error_page(request, status, detail)
    return page
