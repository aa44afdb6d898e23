"""The texts of a graph, by their hash: what every offset in the graph counts in.

They lie beside the store, compressed, and not in it: a query never needs a whole text, and an export of the graph
does not carry papers whose licence forbids it.
"""

from __future__ import annotations

import heapq
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

FILE = "texts.sqlite"
# Papers that were added later have a file of their own for each time, so that the ones before are linked, not copied.
LATER = "texts-*.sqlite"


def write_texts(folder: Path, texts: Iterable[tuple[str, bytes]], before: Path | None = None) -> None:
    """Write compressed texts with their SHA-256 into a version's folder, beside those of the version ``before``."""
    earlier = _files(before) if before is not None else []
    for file in earlier:
        os.link(file, folder / file.name)
    connection = sqlite3.connect(folder / (f"texts-{len(earlier):06d}.sqlite" if earlier else FILE))
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
    for file in _files(folder):
        with _opened(file) as connection:
            row = connection.execute("select body from text where sha256 = ?", (sha256,)).fetchone()
        if row is not None:
            return unpack(row[0])
    return None


def iter_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield all texts of a version with their hashes, in the order of the hashes."""
    with ExitStack() as stack:
        connections = [stack.enter_context(_opened(file)) for file in _files(folder)]
        rows = (connection.execute("select sha256, body from text order by sha256") for connection in connections)
        for sha256, body in heapq.merge(*rows):
            yield sha256, unpack(body)


def _files(folder: Path) -> list[Path]:
    return [folder / FILE, *sorted(folder.glob(LATER))]


def _opened(file: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True))
