"""The nearest term above another that a vocabulary has, where it has none for the very thing."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from ontologies.crosswalk import Crosswalk
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.mapping import Mapping, Predicate

# So many steps up: further away the words say little of the term any more.
_STEPS = 1


def broad(subject: Curie, target: Curie, justification: str) -> Mapping:
    """Return our own statement that the target is broader than the subject."""
    return Mapping(
        subject=subject,
        predicate=Predicate.BROAD,
        object=target,
        justification=justification,
        source="claimgraph",
    )


class Broader:
    """Climb from a term to the first ones above it that are mapped exactly into another vocabulary."""

    def __init__(self, lexicon: Lexicon, crosswalk: Crosswalk) -> None:
        self._lexicon = lexicon
        self._crosswalk = crosswalk
        self.mapping = functools.lru_cache(maxsize=1 << 14)(self._mapping)
        self._depth = functools.lru_cache(maxsize=1 << 14)(self._find_depth)

    def _mapping(self, curie: Curie, prefix: str) -> Mapping | None:
        """Return a broad match in the vocabulary of the prefix, or None; of several as near the most special."""
        level = self._parents((curie,))
        for _ in range(_STEPS):
            found = {mapping.object for above in level for mapping in self._exact(above, prefix)}
            if found:
                best = min(found, key=lambda other: (-self._depth(other), other))
                return broad(curie, best, "semapv:MappingChaining nearest-class-above")
            level = self._parents(level)
        return None

    def _exact(self, curie: Curie, prefix: str) -> list[Mapping]:
        return [mapping for mapping in self._crosswalk.translate(curie, prefix) if mapping.predicate is Predicate.EXACT]

    def _parents(self, curies: Iterable[Curie]) -> tuple[Curie, ...]:
        lexicon = self._lexicon
        numbers = (number for curie in curies if (number := lexicon.number_of(curie)) is not None)
        return tuple(
            dict.fromkeys(lexicon.curie_of(int(up)) for number in numbers for up in lexicon.parent_numbers(number))
        )

    def _find_depth(self, curie: Curie) -> int:
        """Return how many steps lead from a term to a top one, by the longest way."""
        above = self._parents((curie,))
        return 1 + max(map(self._depth, above)) if above else 0
