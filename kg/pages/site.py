"""The site: which address shows what, and the headers that keep a page to itself."""

from __future__ import annotations

import asyncio
import functools
import hashlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import QueryError
from kg.folder import GraphFolder
from kg.pages import claim, compare, entity, overview, paper, querying, searching
from kg.pages.ask import Source
from kg.pages.kept import Kept
from kg.pages.page import Elsewhere, NotFoundError, Page
from kg.pages.templating import STATIC, environment, standalone
from kg.search import Search

_LOG = logging.getLogger(__name__)
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
RDF = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
# Bytes of pages that are kept.
_KEPT = 32 << 20
# What a kept page costs beside its body.
_ENTRY = 2000
View = Callable[["Site", Request], Awaitable[Page | Elsewhere]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Hold an answer that is the same as long as the graph is."""

    body: bytes
    headers: Mapping[str, str]
    status: int = 200


class GraphSource(Source, Protocol):
    """Answer questions about a graph in a folder."""

    folder: GraphFolder


class Site:
    """Show one graph."""

    def __init__(self, source: GraphSource) -> None:
        self.source = source
        self._search: tuple[str, Search] | None = None
        self._opening = asyncio.Lock()
        self._kept: Kept[tuple[str, str, str], Written] = Kept(_KEPT, lambda written: len(written.body) + _ENTRY)

    async def find_search(self) -> Search:
        """Return the search over the current version of the graph; the first call may have to make the index."""
        version = self.source.version
        if self._search is None or self._search[0] != version:
            async with self._opening:
                if self._search is None or self._search[0] != version:
                    opened = await asyncio.to_thread(Search.open, self.source.folder.path)
                    self._search = version, opened
        return self._search[1]

    def routes(self) -> list[BaseRoute]:
        """Return what the application serves."""
        views: list[tuple[str, View]] = [
            ("/", overview.show),
            ("/search", searching.show),
            ("/paper/{name:path}", paper.show),
            ("/entity", entity.show_iri),
            ("/entity/{curie:path}", entity.show_curie),
            ("/phrase/{name}", entity.show_own),
            ("/intervention/{name}", entity.show_own),
            ("/claim/{name:path}", claim.show),
            ("/risk/{name:path}", claim.show),
            ("/relation/{name:path}", claim.show),
            ("/proposition/{name}", claim.show_proposition),
            ("/compare", compare.show),
            ("/query", querying.show),
        ]
        shown = [Route(path, functools.partial(self._serve, view), methods=["GET"]) for path, view in views]
        return [
            *shown,
            Route("/suggest", self._suggest, methods=["GET"]),
            Route("/vocabulary.json", self._vocabulary, methods=["GET"]),
            Mount("/static", _Assets(directory=STATIC), name="static"),
        ]

    async def _serve(self, view: View, request: Request) -> Response:
        key, write = (self.source.version, _as_sent(request), request.url.query), functools.partial(self._write, view)
        # A query that somebody wrote may give something else each time; the source knows which do.
        free = view is querying.show
        made = await (write(request) if free else self._kept.get(key, functools.partial(write, request)))
        if made.status == 200 and request.headers.get("if-none-match") == made.headers.get("ETag", ""):
            return Response(status_code=304, headers={**HEADERS, **made.headers})
        return _sent(made)

    async def _write(self, view: View, request: Request) -> Written:
        try:
            page = await view(self, request)
        except (NotFoundError, ValueError) as error:
            page = Page(template="missing.html", title="Not found", values={"message": str(error)}, status=404)
        except QueryError as error:
            page = Page(template="missing.html", title="This does not work", values={"message": str(error)}, status=400)
        if isinstance(page, Elsewhere):
            return Written(body=b"", status=303, headers={"Location": page.path})
        form, figure = request.query_params.get("format", ""), request.query_params.get("figure", "")
        if form in RDF and page.rdf:
            body = await self.source.construct(page.rdf, media=RDF[form])
            return Written(body=body, headers={"Content-Type": RDF[form]})
        if figure:
            return _picture(page, figure, request.query_params.get("as", "svg"))
        return self._page(page, request)

    def tell(self, request: Request, status: int, title: str, detail: str) -> Response:
        """Return a page that says what became of a request which no page could answer."""
        page = Page(template="missing.html", title=title, values={"message": detail}, status=status)
        return _sent(self._page(page, request))

    def _page(self, page: Page, request: Request) -> Written:
        template = environment(self.source.base).get_template(page.template)
        path, query = _as_sent(request), request.url.query
        text = template.render(page=page, path=path, query=query, site=self, **page.values)
        body = text.encode("utf-8", "replace")
        # The body decides: a new graph, new templates or a new question give a new tag.
        tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
        headers = {
            "ETag": tag,
            "Cache-Control": "no-cache",
            "Vary": "Accept",
            "Content-Type": "text/html; charset=utf-8",
        }
        return Written(body=body, status=page.status, headers=headers)

    async def _suggest(self, request: Request) -> Response:
        found = await searching.suggest(self, request.query_params.get("q", ""))
        return JSONResponse(found, headers={**HEADERS, "Cache-Control": "no-cache"})

    async def _vocabulary(self, request: Request) -> Response:
        words = await querying.vocabulary_of(self.source)
        return JSONResponse(words, headers={**HEADERS, "Cache-Control": "no-cache"})


def _sent(made: Written) -> Response:
    return Response(made.body, status_code=made.status, headers={**HEADERS, **made.headers})


def _as_sent(request: Request) -> str:
    """Return the path of a request as it came, with its escapes: a name may hold slashes and question marks."""
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    return raw.partition(b"?")[0].decode("latin-1")


class _Assets(StaticFiles):
    """Serve scripts and styles; their addresses change with them, so a browser may keep them."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers.update({**HEADERS, "Cache-Control": "public, max-age=31536000, immutable"})
        return response


def _picture(page: Page, name: str, form: str) -> Written:
    figure = next((one for one in page.figures if one.name == name), None)
    if figure is None or form not in ("svg", "csv"):
        return Written(body=b"no such picture\n", status=404, headers={"Content-Type": "text/plain; charset=utf-8"})
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    if form == "csv":
        return Written(body=figure.csv().encode(), headers={**headers, "Content-Type": "text/csv; charset=utf-8"})
    # A picture on its own brings its style along, and may run nothing.
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    headers |= {"Content-Type": "image/svg+xml", "Content-Security-Policy": policy}
    return Written(body=standalone(figure).encode(), headers=headers)
