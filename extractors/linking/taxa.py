"""The species that a paper names, and how likely a gene belongs to each."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from extractors.link import Link
from extractors.mention import Mention
from extractors.pipeline import Extraction
from extractors.recognise.senses import AT_HOME
from ontologies.curie import Curie

HUMAN = Curie("NCBITaxon", "9606")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weigh the species that a gene may belong to."""

    near: frozenset[Curie]
    counted: tuple[tuple[Curie, int], ...]

    @property
    def expected(self) -> Curie | None:
        """Return the one species that a gene here should belong to, or None where that is open."""
        if len(self.near) == 1:
            return next(iter(self.near))
        return self.counted[0][0] if self.counted else None

    def of(self, taxon: Curie | None) -> float:
        """Return 1 for the species that is meant most likely, less for others, 0 for those that are not spoken of."""
        if taxon is None:
            return 0.7
        named = any(taxon == other for other, _ in self.counted)
        if not named and taxon not in AT_HOME:
            return 0.0
        if self.near:
            return 1.0 if taxon in self.near else 0.8 if named else 0.7
        if not self.counted:
            return 1.0 if taxon == HUMAN else 0.8
        if taxon == self.counted[0][0]:
            return 1.0
        return 0.85 if taxon == HUMAN or named else 0.7


class Taxa:
    """Collect the species that a paper names, by sentence and altogether."""

    def __init__(self, extraction: Extraction) -> None:
        self._starts = [sentence.start for sentence in extraction.sentences]
        self._by_sentence: dict[int, set[Curie]] = {}
        self._counted: Counter[Curie] = Counter()
        self._ranked: tuple[tuple[Curie, int], ...] | None = None

    def add(self, mention: Mention, link: Link, taxon: Curie | None) -> None:
        """Count the species of a mention; "patients" says little of the genes in its sentence, "human" does."""
        if taxon is None:
            return
        self._counted[taxon] += 1
        if link.rule != "person" or mention.text.lower().startswith("human"):
            self._by_sentence.setdefault(self._sentence(mention), set()).add(taxon)

    def around(self, mention: Mention) -> Weights:
        """Return the weights that hold at a mention."""
        if self._ranked is None:
            self._ranked = tuple(sorted(self._counted.items(), key=lambda pair: (-pair[1], pair[0] != HUMAN, pair[0])))
        near = self._by_sentence.get(self._sentence(mention), set())
        return Weights(near=frozenset(near), counted=self._ranked)

    def _sentence(self, mention: Mention) -> int:
        return bisect_right(self._starts, mention.start)
