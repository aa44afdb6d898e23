"""Names of species beyond those that the lexicon holds: two Latin words and the number in the NCBI Taxonomy.

Papers speak of any of some half a million named species now and then. Their two words are all that is kept of them.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

import marisa_trie

from ontologies import layout
from ontologies.curie import Curie
from ontologies.errors import SnapshotError
from ontologies.pack import map_numbers, write_numbers


class Organisms:
    """Look up species by genus and epithet.

    >>> str(Organisms.open().find("Fusarium graminearum"))
    'NCBITaxon:5518'
    """

    def __init__(self, folder: Path) -> None:
        self._names = marisa_trie.Trie()
        try:
            self._numbers = map_numbers(folder / "organisms.u32", 4)
            self._names.mmap(str(folder / "organisms.marisa"))
        except (SnapshotError, OSError, RuntimeError):  # a snapshot made without them
            self._numbers, self._names = (), marisa_trie.Trie()

    @classmethod
    def open(cls, path: Path | str | None = None) -> Organisms:
        """Open the names in a snapshot folder, by default the packaged one; none are known where it has no files."""
        return _packaged() if path is None else cls(Path(path))

    def find(self, name: str) -> Curie | None:
        """Return the species of that very name, or None."""
        place = self._names.get(name)
        return None if place is None else Curie("NCBITaxon", str(self._numbers[place]))

    def __len__(self) -> int:
        return len(self._names)


def write_organisms(species: Mapping[str, int], folder: Path) -> None:
    """Write names with their NCBI Taxonomy numbers for `Organisms.open`."""
    names = marisa_trie.Trie(sorted(species), num_tries=4)
    names.save(str(folder / "organisms.marisa"))
    by_place = sorted((names[name], number) for name, number in species.items())
    write_numbers(folder / "organisms.u32", (number for _, number in by_place), 4)


@functools.cache
def _packaged() -> Organisms:
    return Organisms(layout.DEFAULT_FOLDER)
