"""The application: the endpoint, and the pages where they are installed."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, parse, serialize
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.errors import GraphError
from kg.query import named_queries
from kg.server import linked, openapi
from kg.server.backend import Backend
from kg.server.description import describe_service
from kg.server.errors import NotAcceptableError, NotFoundError
from kg.server.formats import GRAPHS, HTML, PAGES, accepts_gzip, choose
from kg.server.metrics import CONTENT_TYPE, Metrics
from kg.server.middleware import Guarded, Observe, Options
from kg.server.protocol import read_operation
from kg.server.reply import answer, etag, is_known, problem, problem_response, status_of, wanted
from kg.server.settings import ServerSettings
from kg.server.task import Task
from kg.server.update import update
from kg.vocab import PREFIXES

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
            route("/sparql", partial(sparql, has_pages=bool(pages)), "GET", "POST"),
            route("/store", linked.graph_store),
            route("/resource", linked.resource),
            route("/queries", list_queries),
            route("/queries/{name}", named_query),
            route("/.well-known/void", void),
            route("/health", health),
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


async def sparql(request: Request, backend: Backend, *, has_pages: bool) -> Response:
    """Answer ``/sparql``: a query, an update, or what the service is."""
    operation = await read_operation(request, backend.settings.max_query)
    if operation is None:
        return await service_description(request, backend, has_pages=has_pages)
    if operation.is_update:
        return await update(request, backend, operation)
    task = Task(
        text=operation.text,
        accept=request.headers.get("accept", ""),
        form=operation.form,
        gzip=accepts_gzip(request.headers.get("accept-encoding", "")),
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        checked=request.method == "HEAD",
    )
    return await answer(request, backend, task)


async def service_description(request: Request, backend: Backend, *, has_pages: bool) -> Response:
    """Answer what the service is, and of what; people go to the page where queries are written."""
    accept, form = request.headers.get("accept", ""), request.query_params.get("format", "")
    offer = choose(PAGES if has_pages else GRAPHS, accept, form)
    if offer is None:
        raise NotAcceptableError("the service is described in RDF: ask for text/turtle")
    if offer.media == HTML:
        return RedirectResponse("/query", 303, headers={"Vary": "Accept"})
    endpoint = str(request.url.replace(query=""))
    headers = {"ETag": etag(backend.version, endpoint, offer.media), "Vary": "Accept", "Cache-Control": "no-cache"}
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    void = await backend.construct(linked.contents(f"{backend.base}graph/dataset"), media="application/n-triples")
    triples = [*describe_service(endpoint, backend), *(quad.triple for quad in parse(void, RdfFormat.N_TRIPLES))]
    body = serialize(triples, format=offer.form, prefixes=PREFIXES)  # type: ignore[arg-type]
    return Response(body, media_type=offer.content_type, headers=headers)


async def void(request: Request, backend: Backend) -> Response:
    """Answer what the dataset is."""
    text = linked.contents(f"{backend.base}graph/dataset")
    return await answer(request, backend, wanted(request, text), free_form=False)


async def list_queries(request: Request, backend: Backend) -> Response:
    """Answer which named queries there are, with their parameters and texts."""
    return JSONResponse([asdict(named) for named in named_queries().values()], headers={"Cache-Control": "no-cache"})


async def named_query(request: Request, backend: Backend) -> Response:
    """Answer a named query; its parameters are those of the URL."""
    name = request.path_params["name"]
    named = named_queries().get(name)
    if named is None:
        raise NotFoundError(f"no query is called {name[:100]!r}; there are: {', '.join(named_queries())}")
    params = {key: value for key, value in request.query_params.items() if key != "format"}
    return await answer(request, backend, wanted(request, named.text, params=tuple(sorted(params.items()))))


async def health(request: Request, backend: Backend) -> Response:
    """Answer whether readers are there; with a token, nothing of the graph is told."""
    body: dict[str, object] = {"status": "ok"}
    if not backend.settings.token:
        body |= {"version": backend.version, "counts": backend.facts["counts"]}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})


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
