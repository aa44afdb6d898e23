"""RDF about single IRIs and graphs: linked data, and the read half of the Graph Store Protocol."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode
from starlette.datastructures import URLPath
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, NoMatchFound

from kg.errors import QueryError
from kg.server.errors import TooLargeError
from kg.server.formats import HTML, PAGES, choose
from kg.server.reply import answer, wanted

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from kg.server.backend import Backend

# The first parts of our own IRIs, as `kg.names` mints them.
OWN = frozenset({
    "claim", "dataset", "graph", "intervention", "mapping", "paper", "phrase", "proposition", "release", "risk", "run",
})  # fmt: skip
_ABOUT = """CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ BIND ({it} AS ?s) {it} ?p ?o }}
  UNION {{ {it} ?link ?s . FILTER (STRSTARTS(STR(?s), CONCAT(STR({it}), "/"))) ?s ?p ?o }}
  UNION {{ {it} ?link ?s . BIND (skos:prefLabel AS ?p) ?s ?p ?o }}
  UNION {{ BIND ({it} AS ?o) ?s ?p {it} FILTER (?p NOT IN (rdf:type, oa:hasBody)) }}
}}"""
_GRAPH = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {it} {{ ?s ?p ?o }} }}"
_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"


def about(iri: str) -> str:
    """Return the query for what a graph says of an IRI: its own properties and those of its parts, the labels of what
    it points to, and what points to it except for types and mentions, of which there may be very many."""
    return _ABOUT.format(it=_node(iri))


def contents(iri: str) -> str:
    """Return the query for the triples of a named graph."""
    return _GRAPH.format(it=_node(iri))


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri[:200]!r} is no IRI") from error


class LinkedData(BaseRoute):
    """Take requests for our own IRIs, and for ``/entity?iri=``, that want RDF; leave all others to the pages.

    Where there is a page it knows best what ``format=`` means for it; an IRI without a page always answers as RDF.
    """

    def __init__(self, backend: Backend, pages: Sequence[BaseRoute]) -> None:
        self._backend, self._pages = backend, pages

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether a request is one to take."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return Match.NONE, {}
        request = Request(scope)
        iri = self._meant(request)
        if not iri or (wants_page(request) and any(page.matches(scope)[0] is Match.FULL for page in self._pages)):
            return Match.NONE, {}
        return Match.FULL, {"path_params": {"iri": iri}}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the RDF about an IRI; a named graph is its triples."""
        request, iri = Request(scope, receive), scope["path_params"]["iri"]
        is_graph = iri.startswith(self._backend.base + "graph/")
        text = contents(iri) if is_graph else about(iri)
        response = await answer(request, self._backend, wanted(request, text, required=True), free_form=False)
        await response(scope, receive, send)

    def url_path_for(self, name: str, /, **path_params: object) -> URLPath:
        """Know no path: ask `Backend.local`."""
        raise NoMatchFound(name, path_params)

    def _meant(self, request: Request) -> str:
        """Return the IRI that a request is about, or "" for none."""
        path = request.scope.get("raw_path", request.scope["path"].encode()).decode("latin-1").partition("?")[0]
        first, _, rest = path.strip("/").partition("/")
        if first == "entity" and not rest:
            return request.query_params.get("iri", "")
        return self._backend.iri(path) if first in OWN and (rest or first == "dataset") else ""


def wants_page(request: Request) -> bool:
    """Tell whether a request is for a page, by its Accept header or by a parameter that pages read."""
    chosen = choose(PAGES, request.headers.get("accept", ""))
    return "format" in request.query_params or (chosen is not None and chosen.media == HTML)


async def resource(request: Request, backend: Backend) -> Response:
    """Answer ``/resource?iri=``: the RDF about any IRI."""
    iri = request.query_params.get("iri", "")
    if not iri:
        raise QueryError("say which resource: /resource?iri=...")
    return await answer(request, backend, wanted(request, about(iri), required=True), free_form=False)


async def graph_store(request: Request, backend: Backend) -> Response:
    """Answer ``/store?default`` and ``/store?graph=``."""
    params = request.query_params
    if ("default" in params) == ("graph" in params) or len(params.getlist("graph")) > 1:
        raise QueryError("say which graph: /store?default or /store?graph=IRI")
    if "default" in params:
        _check_size(backend)
        return await answer(request, backend, wanted(request, _EVERYTHING))
    return await answer(request, backend, wanted(request, contents(params["graph"]), required=True))


def _check_size(backend: Backend) -> None:
    """Refuse at once to send a graph that the limits would break off in its middle."""
    quads, most = int(backend.facts["counts"].get("quads", 0)), backend.settings.max_rows
    if quads > most:
        raise TooLargeError(
            f"the whole graph has {quads:,} quads, more than the {most:,} that are sent at once: take one of its "
            "graphs with /store?graph=IRI, a part with CONSTRUCT, or all of it with `kg export`"
        )
