"""Tables: the named queries claims, risks and papers as CSV files in a folder."""

from __future__ import annotations

import os
from pathlib import Path

from pyoxigraph import QueryResultsFormat, QuerySolutions

from kg.query import query
from kg.store import open_store

TABLES = ("claims", "risks", "papers")


def write_tables(graph: Path | str, folder: Path) -> None:
    """Write ``claims.csv``, ``risks.csv`` and ``papers.csv``, each renamed into place when it is complete."""
    store = open_store(graph)
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        results = query(store, name)
        assert isinstance(results, QuerySolutions)
        unfinished = folder / f".{name}.{os.getpid()}.tmp"
        with unfinished.open("wb") as out:
            results.serialize(out, QueryResultsFormat.CSV)
        unfinished.replace(folder / f"{name}.csv")
