"""The description of the service in OpenAPI, kept by hand in ``openapi.json``."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse

from kg.plan import version

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.server.backend import Backend


@functools.cache
def description() -> dict[str, Any]:
    """Return the description, with the version of this package.

    >>> sorted(description()["paths"])[:3]
    ['/.well-known/void', '/health', '/metrics']
    """
    loaded: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    loaded["info"]["version"] = version()
    return loaded


async def page(request: Request, backend: Backend) -> Response:
    """Answer ``/openapi.json``."""
    return JSONResponse(description(), headers={"Cache-Control": "no-cache"})
