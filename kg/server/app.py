"""The application: the endpoint, and the pages where they are installed."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.server.backend import Backend
from kg.server.settings import ServerSettings

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.routing import BaseRoute


def make_app(graph: Path, settings: ServerSettings | None = None) -> Starlette:
    """Return the ASGI application that serves a graph."""
    from starlette.applications import Starlette

    backend = Backend(graph, settings)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with backend:
            yield

    return Starlette(routes=page_routes(backend), lifespan=lifespan)


def page_routes(backend: Backend) -> list[BaseRoute]:
    """Return the routes of the pages: ``kg.pages.routes(backend)``; none where there is no such package."""
    if importlib.util.find_spec("kg.pages") is None:
        return []
    pages = importlib.import_module("kg.pages")
    return list(pages.routes(backend)) if hasattr(pages, "routes") else []
