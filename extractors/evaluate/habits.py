"""Organisms read as a gold standard marks them: some mark the genus where a mouse is named, and people or not."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Sequence

from extractors.document import Annotation
from extractors.link import Link
from extractors.recognise import patterns
from extractors.recognise.organisms import Groups, above
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.term import Kind

# From the house mouse its genus is two steps up, from the fruit fly its own is four.
_STEPS = 5


def marks_people(annotations: Iterable[Annotation]) -> bool:
    """Tell whether a gold standard marks words for people ("patients", not "human") as a species."""
    return any(annotation.kind is Kind.SPECIES and _is_person(annotation.name) for annotation in annotations)


def without_people(links: Iterable[Link]) -> list[Link]:
    """Return links without those of words for people."""
    return [link for link in links if not _is_person(link.mention.text)]


def by_species(wanted: Iterable[Annotation], given: Sequence[Link]) -> list[Annotation]:
    """Return the organisms of a gold standard at the rank of species.

    A group whose one species is found in the paper counts as that: the genus *Mus* where the house mouse is found. Wide
    groups of which none is found, such as vertebrates, are left out. All others stay as they are.
    """
    found = {link.term for link in given if link.term is not None}
    read = (dataclasses.replace(one, curies=tuple(_species(curie, found) for curie in one.curies)) for one in wanted)
    groups = _groups()
    return [one for one in read if not (one.curies and all(curie in groups for curie in one.curies))]


def _is_person(text: str) -> bool:
    return patterns.is_person(text) and not text.lower().startswith("human")


def _species(taxon: Curie, found: set[Curie]) -> Curie:
    """Return the one found species that a group stands close above, or the taxon itself."""
    inside = [species for species in found if taxon in _near(species)] if taxon not in found else []
    return inside[0] if len(inside) == 1 else taxon


@functools.lru_cache(maxsize=1 << 12)
def _near(species: Curie) -> tuple[Curie, ...]:
    return above(Lexicon.open(), species)[:_STEPS]


@functools.cache
def _groups() -> Groups:
    return Groups(Lexicon.open())
