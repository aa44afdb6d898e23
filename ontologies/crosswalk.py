"""The crosswalk: mappings between vocabularies, with predicate, justification and source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from pathlib import Path

from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.mapping import Mapping, Predicate
from ontologies.pack import map_numbers

_CLOSEST_FIRST = tuple(Predicate)


class Crosswalk:
    """Look up the mappings of a compiled snapshot. Many-to-many mappings are all kept; nothing is replaced by them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._from = map_numbers(lexicon.folder / "map_from.u32", 4)
        self._to = map_numbers(lexicon.folder / "map_to.u32", 4)
        self._way = map_numbers(lexicon.folder / "map_way.u16", 2)

    @classmethod
    def open(cls, path: Path | str | None = None) -> Crosswalk:
        """Open the mappings of a compiled snapshot, by default the packaged one; raise `SnapshotError` if damaged."""
        return cls(Lexicon.open(path))

    def mappings(self, curie: Curie) -> tuple[Mapping, ...]:
        """Return all mappings of a term with it as subject, the closest predicate first, then by object.

        A mapping that its source states the other way round is given inverted: broader becomes narrower.

        >>> mappings = Crosswalk.open().mappings(Curie.parse("MESH:D001943"))
        >>> [str(m.object) for m in mappings if m.object.prefix == "MONDO" and m.predicate is Predicate.EXACT]
        ['MONDO:0021100']
        """
        number = self._lexicon.number_of(curie)
        if number is None:
            return ()
        rows = range(bisect_left(self._from, number), bisect_right(self._from, number))
        return tuple(sorted((self._mapping(curie, row) for row in rows), key=_closeness))

    def translate(self, curie: Curie, prefix: str) -> tuple[Mapping, ...]:
        """Return the mappings of a term into one vocabulary, the closest first; none is an empty tuple.

        >>> [str(m.object) for m in Crosswalk.open().translate(Curie.parse("NCBIGene:407011"), "HGNC")]
        ['HGNC:31606']
        """
        return tuple(mapping for mapping in self.mappings(curie) if mapping.object.prefix == prefix)

    def _mapping(self, curie: Curie, row: int) -> Mapping:
        predicate, justification, source = self._lexicon.mapping_ways[self._way[row] // 2]
        stated = Predicate(predicate)
        return Mapping(
            subject=curie,
            predicate=stated.inverse if self._way[row] % 2 else stated,
            object=self._lexicon.curie_of(self._to[row]),
            justification=justification,
            source=source,
        )

    def __len__(self) -> int:
        return len(self._from) // 2


def _closeness(mapping: Mapping) -> tuple[int, Mapping]:
    return _CLOSEST_FIRST.index(mapping.predicate), mapping
