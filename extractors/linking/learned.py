"""What corpora say that names stand for: counts of papers, read when the first name is asked for."""

from __future__ import annotations

import functools
import gzip
from collections.abc import Mapping
from pathlib import Path

from extractors.weights import PACKAGED
from ontologies.curie import Curie
from ontologies.normalise import key
from ontologies.term import Kind

FILE = "priors.tsv.gz"

Meaning = tuple[tuple[Curie, ...], int]
"""The ids that a name stands for together, none for "no match", and in how many papers it does."""


class Learned:
    """Look up the meanings that a name has in the corpora that the packaged counts were learned from."""

    def __init__(self, weights: Path | None = None) -> None:
        self._path = (weights or PACKAGED) / FILE
        self.meanings = functools.lru_cache(maxsize=1 << 14)(self._meanings)

    def _meanings(self, name: str, kind: Kind) -> tuple[Meaning, ...]:
        """Return the meanings of a name as a kind, the commonest first; empty where no corpus has it."""
        found = _table(self._path).get(f"{kind.value}\t{key(name)}")
        return () if found is None else tuple(_meaning(cell) for cell in found.split("\t"))


@functools.cache
def _table(path: Path) -> Mapping[str, str]:
    """Return the lines of a file by kind and key; a folder of weights need not have the file."""
    if not path.is_file():
        return {}
    table = {}
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        kind, name, meanings = line.split("\t", 2)
        table[f"{kind}\t{name}"] = meanings
    return table


def _meaning(cell: str) -> Meaning:
    ids, _, count = cell.rpartition("=")
    return tuple(Curie.parse(text) for text in ids.split("|") if text), int(count)
