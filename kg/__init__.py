"""The graph: build it, query it, load it.

>>> import kg
>>> sorted(kg.__all__)
['build', 'load', 'open_store', 'query', 'to_networkx']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.analysis import to_networkx
    from kg.build import build
    from kg.query import query
    from kg.store import load, open_store

__all__ = ["build", "load", "open_store", "query", "to_networkx"]

_HOMES = {
    "build": "kg.build",
    "load": "kg.store",
    "open_store": "kg.store",
    "query": "kg.query",
    "to_networkx": "kg.analysis",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: `kg query` must not wait for what only `kg build` needs."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
