"""The texts of a graph, by their hash: what every offset in the graph counts in.

They lie beside the store, compressed, and not in it: a query never needs a whole text, and an export of the graph
does not carry papers whose licence forbids it.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

FILE = "texts.sqlite"


def write_texts(folder: Path, texts: Iterable[tuple[str, bytes]]) -> None:
    """Write compressed texts with their SHA-256 into a version's folder."""
    connection = sqlite3.connect(folder / FILE)
    try:
        with connection:
            connection.execute("create table text (sha256 text primary key, body blob not null) without rowid")
            connection.executemany("insert or ignore into text values (?, ?)", texts)
    finally:
        connection.close()


def pack(text: str) -> bytes:
    """Return a text compressed."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack(body: bytes) -> str:
    """Return the text that `pack` compressed."""
    return zlib.decompress(body).decode("utf-8", "surrogatepass")


def find_text(folder: Path, sha256: str) -> str | None:
    """Return a text of a version by its hash, or None."""
    connection = sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True)
    try:
        row = connection.execute("select body from text where sha256 = ?", (sha256,)).fetchone()
    finally:
        connection.close()
    return None if row is None else unpack(row[0])


def iter_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield all texts of a version with their hashes, in the order of the hashes."""
    connection = sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True)
    try:
        for sha256, body in connection.execute("select sha256, body from text order by sha256"):
            yield sha256, unpack(body)
    finally:
        connection.close()
