"""Retracted papers, by PubMed id."""

from __future__ import annotations

import functools
from bisect import bisect_left
from pathlib import Path

from ontologies import layout
from ontologies.pack import map_numbers, write_numbers

_FILE = "retractions.u32"


class Retractions:
    """Tell retracted papers by their PubMed id, as of the packed list.

    >>> Retractions.open().is_retracted(9500320), Retractions.open().is_retracted("1")
    (True, False)
    """

    def __init__(self, folder: Path) -> None:
        self._ids = map_numbers(folder / _FILE, 4)

    @classmethod
    def open(cls, path: Path | str | None = None) -> Retractions:
        """Open the list in a snapshot folder, by default the packaged one; raise `SnapshotError` if missing."""
        return _packaged() if path is None else cls(Path(path))

    def is_retracted(self, pmid: int | str) -> bool:
        """Tell whether the list holds a PubMed id; a string that is no number is not held."""
        if isinstance(pmid, str) and not (pmid.isascii() and pmid.isdigit()):
            return False
        number = int(pmid)
        place = bisect_left(self._ids, number)
        return place < len(self._ids) and self._ids[place] == number

    def __len__(self) -> int:
        return len(self._ids)


def is_retracted(pmid: int | str) -> bool:
    """Tell whether the packaged list holds a PubMed id."""
    return Retractions.open().is_retracted(pmid)


def write_retractions(pmids: list[int], folder: Path) -> None:
    """Write the list that `Retractions.open` reads."""
    write_numbers(folder / _FILE, sorted(set(pmids)), 4)


@functools.cache
def _packaged() -> Retractions:
    return Retractions(layout.DEFAULT_FOLDER)
