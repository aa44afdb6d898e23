"""The graph: `kg.build` makes one, `kg.query` asks it, and the functions here open it.

>>> import kg
>>> kg.__all__
['load', 'open', 'open_store', 'to_networkx']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.analysis import to_networkx
    from kg.notebook import open
    from kg.store import load, open_store

__all__ = ["load", "open", "open_store", "to_networkx"]

_HOMES = {"load": "kg.store", "open": "kg.notebook", "open_store": "kg.store", "to_networkx": "kg.analysis"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: `kg query` must not wait for what only others need."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
