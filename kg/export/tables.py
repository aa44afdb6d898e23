"""Tables: named queries as CSV or Parquet files in a folder, with a Frictionless description of their columns."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import QuerySolutions, Store

from kg.errors import ExportError
from kg.export.folders import writing
from kg.query import columns, named_queries, query, rows

# Columns that hold something else than text; a cell of a list column joins its values with a bar.
_TYPES = {
    "start": "integer", "end": "integer", "negated": "boolean", "retracted": "boolean", "number": "integer",
    "place": "integer",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Describe a table: the named query that fills it, whether paper by paper, its key, and what its columns point to.

    A query that has a row for each mention needs too much memory at once; paper by paper it is quick.
    """

    name: str
    key: tuple[str, ...] = ()
    points: tuple[tuple[str, str], ...] = ()
    by_paper: bool = False


TABLES = (
    Table(name="papers", key=("paper",)),
    Table(name="claims", key=("claim",), points=(("paper", "papers"),)),
    Table(name="risks", key=("risk",), points=(("paper", "papers"),)),
    Table(name="effects", key=("effect",), points=(("claim", "claims"), ("paper", "papers"))),
    Table(name="mentions", points=(("paper", "papers"),), by_paper=True),
)


def write_csv(store: Store, folder: Path) -> None:
    """Write a CSV file for each of `TABLES`, as RFC 4180 has it, and ``datapackage.json``."""
    for table in TABLES:
        names, found = _rows(store, table)
        with writing(folder / f"{table.name}.csv") as out:
            text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow(names)
            writer.writerows(found)
            text.detach()
    _write_package(store, folder, "csv")


def write_parquet(store: Store, folder: Path) -> None:
    """Write a Parquet file for each of `TABLES`, with types, and ``datapackage.json``; needs pyarrow."""
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise ExportError(f"parquet needs pyarrow: pip install 'claimgraph[parquet]' ({error})") from error
    for table in TABLES:
        names, found = _rows(store, table)
        schema = _schema(names)
        with writing(folder / f"{table.name}.parquet") as out, parquet.ParquetWriter(out, schema) as writer:
            for batch in _batches(found, schema):
                writer.write_batch(batch)
    _write_package(store, folder, "parquet")


def _rows(store: Store, table: Table) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """Return the columns of a table and its rows, which are read as they are taken."""
    if not table.by_paper:
        found = _ask(store, table.name)
        return columns(found), rows(found)
    papers = [row[0] for row in rows(_ask(store, "papers"))]
    return _columns(store, table), (row for paper in papers for row in rows(_ask(store, table.name, paper=paper)))


def _columns(store: Store, table: Table) -> tuple[str, ...]:
    """Return the columns without reading the rows: no paper is called nothing."""
    return columns(_ask(store, table.name, paper=""))


def _ask(store: Store, name: str, **params: str) -> QuerySolutions:
    found = query(store, name, **params)
    assert isinstance(found, QuerySolutions)
    return found


def _schema(names: tuple[str, ...]) -> Any:
    import pyarrow as pa

    kinds = {"integer": pa.int64(), "boolean": pa.bool_()}
    return pa.schema([(name, kinds.get(_TYPES.get(name, ""), pa.string())) for name in names])


def _batches(found: Iterator[tuple[str, ...]], schema: Any, size: int = 10_000) -> Iterator[Any]:
    import itertools

    import pyarrow as pa

    while chunk := list(itertools.islice(found, size)):
        held = zip(schema.names, zip(*chunk, strict=True), strict=True)
        data = [pa.array([_typed(cell, name) for cell in cells], schema.field(name).type) for name, cells in held]
        yield pa.record_batch(data, schema=schema)


def _typed(cell: str, name: str) -> Any:
    kind = _TYPES.get(name)
    if not cell:
        return None if kind else ""
    return int(cell) if kind == "integer" else cell == "true" if kind == "boolean" else cell


def _write_package(store: Store, folder: Path, form: str) -> None:
    """Describe the files by the Data Package standard: columns, types, keys."""
    package = {
        "name": "claimgraph",
        "title": "Claims of biomedical papers",
        "profile": "data-package",
        "resources": [_resource(store, table, form) for table in TABLES],
    }
    with writing(folder / "datapackage.json") as out:
        out.write((json.dumps(package, indent=1, ensure_ascii=False) + "\n").encode())


def _resource(store: Store, table: Table, form: str) -> dict[str, Any]:
    named = named_queries()[table.name]
    names = _columns(store, table)
    schema: dict[str, Any] = {"fields": [{"name": name, "type": _TYPES.get(name, "string")} for name in names]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.points:
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": other, "fields": [field]}} for field, other in table.points
        ]
    encoding = {"encoding": "utf-8"} if form == "csv" else {}
    return {
        "name": table.name, "path": f"{table.name}.{form}", "format": form, "title": named.title,
        "description": named.description, **encoding, "schema": schema,
    }  # fmt: skip
