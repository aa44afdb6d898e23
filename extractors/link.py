"""What a mention stands for: a term or nothing, and how that was decided."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from extractors.mention import Mention
from ontologies.curie import Curie
from ontologies.mapping import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Hold one term that a mention might stand for; ``name`` is the name that matched, ``score`` lies in 0..1.

    ``also`` holds the further terms where the words name several things together.
    """

    curie: Curie
    name: str
    score: float
    rule: str
    also: tuple[Curie, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Decide what a mention stands for.

    ``term`` is None where nothing fits (NIL). ``rule`` names what decided, for NIL too. ``candidates`` are ranked,
    best first, the chosen one included. ``mappings`` lead from ``term`` to its counterparts in other vocabularies,
    with the predicate of each: a disease has both its MONDO and its MESH id this way. ``also`` holds a decision for
    each further thing that the same words name: ovarian cancer in "breast and ovarian cancer".
    """

    mention: Mention
    term: Curie | None
    rule: str
    candidates: tuple[Candidate, ...] = ()
    mappings: tuple[Mapping, ...] = ()
    also: tuple[Link, ...] = ()

    def at(self, mention: Mention) -> Link:
        """Return the decision for the same words in another place."""
        return Link(
            mention=mention,
            term=self.term,
            rule=self.rule,
            candidates=self.candidates,
            mappings=self.mappings,
            also=tuple([one.at(mention) for one in self.also]),
        )

    @property
    def each(self) -> tuple[Link, ...]:
        """Return the decisions on all that the words name, this one first; the others hold nothing further."""
        return (dataclasses.replace(self, also=()), *self.also) if self.also else (self,)

    @property
    def curies(self) -> tuple[Curie, ...]:
        """Return the term and its counterparts, the term first; empty for NIL."""
        if self.term is None:
            return ()
        if not self.mappings:
            return (self.term,)
        others = dict.fromkeys(mapping.object for mapping in self.mappings)
        return (self.term, *(curie for curie in others if curie != self.term))

    def find(self, prefix: str) -> Curie | None:
        """Return the first id with the prefix among the term and its counterparts, or None."""
        return next((curie for curie in self.curies if curie.prefix == prefix), None)
