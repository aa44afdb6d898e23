"""Exports: every format is a function that writes a store to a binary file, in an order that never changes."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

from pyoxigraph import Store

from kg.errors import ExportError
from kg.folder import GraphFolder
from kg.store import open_store

Writer = Callable[[Store, IO[bytes]], None]

# Format -> function that writes it. `csv` is not among them: it writes a folder of tables.
WRITERS: dict[str, str] = {
    "nq": "kg.export.rdf:write_nquads",
    "trig": "kg.export.rdf:write_trig",
    "ttl": "kg.export.rdf:write_turtle",
    "nt": "kg.export.rdf:write_ntriples",
    "jsonld": "kg.export.jsonld:write_jsonld",
    "rdfxml": "kg.export.rdfxml:write_rdfxml",
    "graphml": "kg.export.graphml:write_graphml",
}
FORMATS = (*WRITERS, "csv")


def find_writer(form: str) -> Writer:
    """Return the function that writes a format; raise `ExportError` for one that there is none for."""
    if form not in WRITERS:
        raise ExportError(f"no export to {form!r} as one file; there are: {', '.join(WRITERS)}")
    module, _, function = WRITERS[form].partition(":")
    writer: Writer = getattr(importlib.import_module(module), function)
    return writer


def export(graph: Path | str, form: str, out: IO[bytes]) -> None:
    """Write the current version of a graph to a file.

    Quad formats (nq, trig, jsonld) keep the named graphs; triple formats hold their union, each triple once.
    """
    GraphFolder(graph).current()
    find_writer(form)(open_store(graph), out)
