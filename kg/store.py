"""The store: Oxigraph on disk, written once and then only read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg.folder import GraphFolder

if TYPE_CHECKING:
    import rdflib

CHUNK = 1 << 20


class Chain:
    """Read pieces of bytes as one file, so that any number of parts is loaded at once.

    Loading them one by one would make as many small table files, which are slow to read.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces: Iterator[bytes] = iter(pieces)
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes; b"" at the end."""
        while not self._left:
            found = next(self._pieces, None)
            if found is None:
                return b""
            self._left = found
        if size < 0:
            size = len(self._left)
        taken, self._left = self._left[:size], self._left[size:]
        return taken


def open_store(graph: Path | str) -> Store:
    """Open the current version of a graph for reading; raise `NoGraphError` where there is none.

    A store that is open stays as it is when a later build publishes a new version.
    """
    return Store.read_only(str(GraphFolder(graph).current() / "store"))


def load(graph: Path | str) -> rdflib.Dataset:
    """Return the current version of a graph as an rdflib `Dataset` over the same files, for reading.

    The default graph is the union of all named graphs, so a query needs no GRAPH.
    """
    import rdflib
    from oxrdflib import OxigraphStore

    from kg.vocab import PREFIXES

    dataset = rdflib.Dataset(store=OxigraphStore(store=open_store(graph)), default_union=True)
    # The store is read-only and rdflib keeps prefixes in it only in memory.
    for prefix, stem in PREFIXES.items():
        dataset.bind(prefix, stem)
    return dataset
