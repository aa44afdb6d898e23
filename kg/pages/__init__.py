"""What a person sees of a graph in the browser: pages made by the server, that work without scripts.

`routes` gives the pages of a graph to an ASGI application; the address of a page is that of the thing it shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from kg.pages.site import GraphSource

__all__ = ["error_page", "routes"]


def routes(backend: GraphSource) -> list[BaseRoute]:
    """Return the pages about the graph of a backend."""
    from kg.pages.site import Site

    return Site(backend).routes()


def error_page(backend: GraphSource, request: Request, status: int, title: str, detail: str) -> Response:
    """Return a page that says what became of a request which no page could answer."""
    from kg.pages.site import Site

    return Site(backend).tell(request, status, title, detail)
