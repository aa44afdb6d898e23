"""Mappings: how a term of one vocabulary relates to one of another, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ontologies.curie import Curie


class Predicate(StrEnum):
    """Name the SKOS relation from the subject of a mapping to its object, the closest first."""

    EXACT = "skos:exactMatch"
    CLOSE = "skos:closeMatch"
    BROAD = "skos:broadMatch"
    NARROW = "skos:narrowMatch"
    RELATED = "skos:relatedMatch"

    @property
    def inverse(self) -> Predicate:
        """Return the relation read from the object to the subject.

        >>> Predicate.BROAD.inverse
        <Predicate.NARROW: 'skos:narrowMatch'>
        """
        return {Predicate.BROAD: Predicate.NARROW, Predicate.NARROW: Predicate.BROAD}.get(self, self)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mapping:
    """Hold one mapping in the sense of SSSOM.

    ``subject predicate object``: with ``skos:broadMatch`` the object is the broader of the two. ``justification`` is a
    ``semapv`` term, followed after a space by the name of the rule where a rule of this package chose the predicate.
    ``source`` names the release that states it.
    """

    subject: Curie
    predicate: Predicate
    object: Curie
    justification: str
    source: str

    @property
    def inverse(self) -> Mapping:
        """Return the same statement read from the other end."""
        return Mapping(
            subject=self.object,
            predicate=self.predicate.inverse,
            object=self.subject,
            justification=self.justification,
            source=self.source,
        )
