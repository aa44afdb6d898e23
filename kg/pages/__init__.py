"""What a person sees of a graph in the browser: pages made by the server, that work without scripts.

`routes` gives the pages of a graph to an ASGI application; the address of a page is that of the thing it shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from kg.pages.site import GraphSource

__all__ = ["routes"]


def routes(backend: GraphSource) -> list[BaseRoute]:
    """Return the pages about the graph of a backend."""
    from kg.pages.site import Site

    return Site(backend).routes()
