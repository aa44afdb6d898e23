"""The pairs of a passage that may be related, as rows of the model's table."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from zlib import crc32

import numpy as np

from extractors.relations.entities import Entity, Passage
from extractors.relations.features import Meeting, entity_facts, meetings, pair_facts, standing
from ontologies.curie import Curie
from ontologies.errors import UnknownPrefixError
from ontologies.lexicon import Lexicon

Array = np.ndarray[Any, Any]
Told = Mapping[tuple[str, str], Sequence[str]]
"""What the rules found between two things, by their ids: names of predicates and directions."""

ROWS = 1 << 17
"""Rows of the table; a power of two, so that a hash is cut by a mask."""

LETTERS = ("CD", "GD", "CG", "CC", "GG", "VD", "CV")
"""The pairs of kinds that corpora relate."""

# Of these, those that a paper relates without naming both in one sentence often enough for the model to tell.
_APART = frozenset({"CD", "VD"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold two entities of a passage and the rows of the table for them.

    ``parts`` are the rows of the facts of the first, of the second, and of both together; the arrays of an entity are
    shared by its candidates.
    """

    first: Entity
    second: Entity
    letters: str
    met: Sequence[Meeting]
    parts: tuple[Array, Array, Array]

    @property
    def pair(self) -> frozenset[str]:
        """Return the two things."""
        return frozenset((self.first.key, self.second.key))


class Encoder:
    """Turn passages into candidates; broader terms come from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._above = functools.lru_cache(maxsize=1 << 14)(self._find_above)

    def __call__(self, passage: Passage, told: Told) -> list[Candidate]:
        """Return the candidates in the order of their entities."""
        by_entity = functools.cache(lambda at: self._codes(passage, passage.entities[at]))
        rows = functools.cache(lambda at, salt: (by_entity(at) ^ salt) & _MASK)
        standings = [standing(passage, one) for one in passage.entities] if passage.whole else []
        found = []
        for one, other in _pairs(passage.entities):
            first, second = passage.entities[one], passage.entities[other]
            letters = first.letter + second.letter
            met = meetings(first, second)
            if not met and not (passage.whole and letters in _APART):
                continue
            subjects = f"{standings[one]} {standings[other]}" if standings else ""
            facts = pair_facts(passage, first, second, met, subjects, _told(told, first, second))
            salts = _salts(letters, passage.whole)
            # The last row is that of the kinds alone.
            both = (_hashes(facts, salts[2] ^ salts[3]) ^ salts[2]) & _MASK
            found.append(Candidate(first, second, letters, met, (rows(one, salts[0]), rows(other, salts[1]), both)))
        return found

    def _codes(self, passage: Passage, entity: Entity) -> Array:
        return _hashes(entity_facts(passage, entity, self._above))

    def _number(self, key: str) -> int | None:
        try:
            return self._lexicon.number_of(Curie.parse(key)) if ":" in key else None
        except UnknownPrefixError:
            # A name without a term is its own key, and may hold a colon.
            return None

    def _find_above(self, key: str) -> tuple[str, ...]:
        number = self._number(key)
        seen: dict[int, None] = {} if number is None else {number: None}
        queue = list(seen)
        for below in queue:
            for number in map(int, self._lexicon.parent_numbers(below)):
                if number not in seen:
                    seen[number] = None
                    queue.append(number)
        return tuple(str(self._lexicon.curie_of(number)) for number in queue[1:])


_MASK = np.uint32(ROWS - 1)


def _pairs(entities: Sequence[Entity]) -> Iterator[tuple[int, int]]:
    """Yield the places of two entities whose kinds corpora relate, in the order of `LETTERS`."""
    letters = [entity.letter for entity in entities]
    for one, other in combinations(range(len(entities)), 2):
        first, second = letters[one], letters[other]
        if entities[one].key == entities[other].key:
            continue
        if first + second in LETTERS:
            yield one, other
        elif second + first in LETTERS:
            yield other, one


def _told(told: Told, first: Entity, second: Entity) -> Iterator[str]:
    yield from (f"> {name}" for name in told.get((first.key, second.key), ()))
    yield from (f"< {name}" for name in told.get((second.key, first.key), ()))


def _hashes(facts: Sequence[str], *more: np.uint32) -> Array:
    """Return the hashes of facts, each once, and what else is given."""
    return np.array([*map(crc32, map(str.encode, dict.fromkeys(facts))), *more], dtype=np.uint32)


@functools.cache
def _salts(letters: str, whole: bool) -> tuple[np.uint32, ...]:
    return tuple(np.uint32(crc32(f"{letters} {part}".encode())) for part in ("1", "2", "both", f"alone {whole}"))
