"""An ontology: a read-only mapping from ids to terms, with the hierarchy above and below each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ontologies.curie import Curie
from ontologies.errors import UnknownTermError
from ontologies.lexicon import Lexicon
from ontologies.term import Term


class Ontology(Mapping[Curie, Term]):
    """See the terms of one release, or of all, as a mapping from `Curie` to `Term`.

    The hierarchy is that of the sources: subclass for OBO ontologies, tree numbers for MeSH, and for MeSH
    supplementary records the headings that they are mapped to. Iteration is in the order of packing.

    >>> mondo = Ontology.open("mondo")
    >>> mondo.is_a(Curie.parse("MONDO:0007254"), Curie.parse("MONDO:0004992"))
    True
    """

    def __init__(self, lexicon: Lexicon, release: str | None = None) -> None:
        self._lexicon = lexicon
        self._origin = None if release is None else _origin(lexicon, release)

    @classmethod
    def open(cls, release: str | None = None, path: Path | str | None = None) -> Ontology:
        """Open one release by name, or all where none is given; raise `KeyError` for a name that is not packed."""
        return cls(Lexicon.open(path), release)

    def __getitem__(self, curie: Curie) -> Term:
        self._number(curie)
        return self._lexicon.term(curie)

    def __contains__(self, curie: object) -> bool:
        return isinstance(curie, Curie) and self._holds(self._lexicon.number_of(curie))

    def __iter__(self) -> Iterator[Curie]:
        return (self._lexicon.curie_of(n) for n in range(self._lexicon.id_count) if self._holds(n))

    def __len__(self) -> int:
        releases = self._lexicon.releases()
        return sum(r.terms for r in releases) if self._origin is None else releases[self._origin].terms

    def parents(self, curie: Curie) -> tuple[Curie, ...]:
        """Return the direct parents in this ontology, by number of packing; raise `UnknownTermError`."""
        return self._curies(self._lexicon.parent_numbers(self._number(curie)))

    def children(self, curie: Curie) -> tuple[Curie, ...]:
        """Return the direct children in this ontology; raise `UnknownTermError`."""
        return self._curies(self._child_numbers(self._number(curie)))

    def ancestors(self, curie: Curie) -> tuple[Curie, ...]:
        """Return all terms above one, itself left out, the nearest first; raise `UnknownTermError`."""
        return self._curies(_walk(self._number(curie), self._lexicon.parent_numbers))

    def descendants(self, curie: Curie) -> tuple[Curie, ...]:
        """Return all terms below one, itself left out, the nearest first; raise `UnknownTermError`.

        >>> mesh = Ontology.open("mesh")
        >>> Curie.parse("MESH:D001943") in mesh.descendants(Curie.parse("MESH:D009369"))
        True
        """
        return self._curies(_walk(self._number(curie), self._child_numbers))

    def is_a(self, curie: Curie, other: Curie) -> bool:
        """Tell whether a term is the other one or stands below it; raise `UnknownTermError` for either."""
        number, wanted = self._number(curie), self._number(other)
        return number == wanted or wanted in _walk(number, self._lexicon.parent_numbers)

    def _number(self, curie: Curie) -> int:
        number = self._lexicon.number_of(curie)
        if number is None or not self._holds(number):
            raise UnknownTermError(curie)
        return number

    def _holds(self, number: int | None) -> bool:
        if number is None or self._lexicon.is_foreign(number):
            return False
        return self._origin is None or self._lexicon.origin_number(number) == self._origin

    def _curies(self, numbers: Sequence[int]) -> tuple[Curie, ...]:
        return tuple(self._lexicon.curie_of(number) for number in numbers if self._holds(number))

    def _child_numbers(self, number: int) -> Sequence[int]:
        parents, children = self._lexicon.below
        first, last = parents.searchsorted((number, number + 1))
        return [int(child) for child in children[first:last]]


def _walk(start: int, step: Any) -> Sequence[int]:
    """Return what is reached from a number in any number of steps, breadth first, the start left out."""
    seen, queue = {start: None}, [start]
    for number in queue:
        for following in step(number):
            if following not in seen:
                seen[following] = None
                queue.append(following)
    return queue[1:]


def _origin(lexicon: Lexicon, release: str) -> int:
    names = [known.name for known in lexicon.releases()]
    if release not in names:
        raise KeyError(f"no release {release!r}; there are {', '.join(names)} (in {lexicon.folder})")
    return names.index(release)
