"""Exports: every format is a function that writes a store to a binary file, in an order that never changes."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from pyoxigraph import Store

from kg.errors import ExportError
from kg.folder import GraphFolder
from kg.store import open_store

Writer = Callable[[Store, IO[bytes]], None]
FolderWriter = Callable[[Store, Path], None]

# Format -> function that writes it to one file.
WRITERS: dict[str, str] = {
    "nq": "kg.export.rdf:write_nquads",
    "trig": "kg.export.rdf:write_trig",
    "ttl": "kg.export.rdf:write_turtle",
    "nt": "kg.export.rdf:write_ntriples",
    "jsonld": "kg.export.jsonld:write_jsonld",
    "jsonld-claims": "kg.export.framed:write_claims",
    "rdfxml": "kg.export.rdfxml:write_rdfxml",
    "nanopub": "kg.export.nanopub:write_nanopubs",
    "webannotation": "kg.export.webannotation:write_annotations",
    "schemaorg": "kg.export.schemaorg:write_schemaorg",
    "sssom": "kg.export.sssom:write_sssom",
    "graphml": "kg.export.networks:write_graphml",
    "gexf": "kg.export.networks:write_gexf",
    "node-link": "kg.export.networks:write_node_link",
}
# Format -> function that writes it as a folder of files.
FOLDERS: dict[str, str] = {
    "csv": "kg.export.tables:write_csv",
    "parquet": "kg.export.tables:write_parquet",
    "kgx": "kg.export.kgx:write_kgx_tsv",
    "kgx-jsonl": "kg.export.kgx:write_kgx_jsonl",
}
FORMATS = (*WRITERS, *FOLDERS)


def find_writer(form: str) -> Writer:
    """Return the function that writes a format; raise `ExportError` for one that there is none for."""
    if form not in WRITERS:
        raise ExportError(f"no export to {form!r} as one file; there are: {', '.join(WRITERS)}")
    return _load(WRITERS[form])  # type: ignore[no-any-return]


def _load(name: str) -> Any:
    module, _, function = name.partition(":")
    return getattr(importlib.import_module(module), function)


def export(graph: Path | str, form: str, out: IO[bytes]) -> None:
    """Write the current version of a graph to a file.

    Quad formats (nq, trig, jsonld) keep the named graphs; triple formats hold their union, each triple once.
    """
    GraphFolder(graph).current()
    find_writer(form)(open_store(graph), out)


def export_folder(graph: Path | str, form: str, folder: Path) -> None:
    """Write the current version of a graph as files in a folder, each renamed into place when it is complete.

    Raise `ExportError` for a format that is no folder.
    """
    GraphFolder(graph).current()
    if form not in FOLDERS:
        raise ExportError(f"no export to {form!r} as a folder; there are: {', '.join(FOLDERS)}")
    write: FolderWriter = _load(FOLDERS[form])
    write(open_store(graph), folder)
