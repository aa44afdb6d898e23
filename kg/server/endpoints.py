"""What answers under each path of the endpoint."""

from __future__ import annotations

from dataclasses import asdict

from pyoxigraph import RdfFormat, parse, serialize
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from kg.errors import QueryError
from kg.query import named_queries
from kg.server import linked
from kg.server.backend import Backend
from kg.server.description import describe_service
from kg.server.errors import NotAcceptableError, NotFoundError
from kg.server.formats import GRAPHS, HTML, PAGES, accepts_gzip, choose
from kg.server.protocol import read_operation
from kg.server.reply import answer, etag, is_known, wanted
from kg.server.task import Task, of_named
from kg.server.update import update
from kg.vocab import PREFIXES


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
    """Answer a named query; its parameters are those of the URL, and ``limit`` how many of its first rows are wanted.

    Without ``limit`` the answer is whole, or it is an error: a long one that comes paper by paper breaks off with its
    connection.
    """
    name = request.path_params["name"]
    named = named_queries().get(name)
    if named is None:
        raise NotFoundError(f"no query is called {name[:100]!r}; there are: {', '.join(named_queries())}")
    params = {key: value for key, value in request.query_params.items() if key not in ("format", "limit")}
    task = wanted(request, named.text, params=tuple(sorted(params.items())))
    return await answer(request, backend, of_named(task, name, _limit(request)))


def _limit(request: Request) -> int | None:
    given = request.query_params.get("limit")
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and 0 < len(given) < 10 and int(given)):
        raise QueryError(f"limit={given[:50]!r}: expected how many rows the answer may have at most, from 1 on")
    return int(given)


async def health(request: Request, backend: Backend) -> Response:
    """Answer whether there are readers; with a token, nothing of the graph is told."""
    is_well = backend.snapshot.pool.readers > 0
    body: dict[str, object] = {"status": "ok" if is_well else "no reader"}
    if not backend.settings.token:
        body |= {"version": backend.version, "counts": backend.facts["counts"]}
    return JSONResponse(body, 200 if is_well else 503, headers={"Cache-Control": "no-store"})
