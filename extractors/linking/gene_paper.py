"""The genes of one paper: cues of species around each name, and other names of the same gene."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.linking.gene_lexicon import GeneLexicon, Named, class_of
from extractors.linking.gene_weights import GeneWeights
from extractors.linking.taxa import HOME, Taxa
from extractors.mention import Mention
from ontologies.curie import Curie
from ontologies.normalise import key

Features = list[tuple[str, float]]
# Cues that mean more for some species than for others: papers on people name people in any case.
_BY_CLASS = frozenset(("share", "title", "alone", "before", "person here", "any person", "any name", "last"))
# Symbols as mouse and rat have them, and as people have them. So many of a paper tell a custom.
_AS_RODENTS = re.compile(r"[A-Z][a-z]{1,4}(?:-?\d[\da-z]*)?")
_AS_PEOPLE = re.compile(r"[A-Z]{2,6}(?:-?\d[\dA-Z]*)?")
_FEWEST = 2


class Scored(NamedTuple):
    """One candidate of a mention with its share of the belief, all candidates of the mention together having 1."""

    named: Named
    belief: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """What one spelling may mean in a paper: its genes, and those that the words it abbreviates name."""

    key: str
    named: tuple[Named, ...]
    long: frozenset[Curie | int] = frozenset()


@dataclass(slots=True, kw_only=True)
class GenePaper:
    """Rank the genes of the mentions of one paper.

    ``long_forms`` holds what short forms stand for. Every spelling is looked up once. Read it with `rank`.
    """

    lexicon: GeneLexicon
    weights: GeneWeights
    taxa: Taxa
    long_forms: Mapping[str, str]
    _surfaces: dict[str, Surface] = field(default_factory=dict)
    _names_of: dict[Curie | int, set[str]] = field(default_factory=lambda: defaultdict(set))
    _custom: float | None = None

    def read(self, texts: Iterable[str]) -> None:
        """Take in the spellings of the paper's genes, so that names of one gene can support each other."""
        species = tuple(dict.fromkeys((*sorted(self.taxa.named), *HOME)))
        spellings = dict.fromkeys(texts)
        self._custom = rodent_share(spellings)
        for text in spellings:
            surface = self._surface(text, species)
            self._surfaces[text] = surface
            for named in surface.named:
                if named.rule == "exact":
                    self._names_of[named.curie].add(surface.key)
                    if named.group is not None:
                        self._names_of[named.group].add(surface.key)

    def _surface(self, text: str, species: tuple[Curie, ...]) -> Surface:
        named = self.lexicon.with_orthologs(text, species)
        long = self.long_forms.get(text) or self.long_forms.get(text.removesuffix("s"))
        if long is None or long == text:
            return Surface(key=key(text), named=named)
        spelled_out = self.lexicon.with_orthologs(long, species)
        known = {each.curie for each in named}
        meant: set[Curie | int] = {each.curie for each in spelled_out}
        meant.update(each.group for each in spelled_out if each.group is not None)
        more = tuple(each for each in spelled_out if each.curie not in known)
        return Surface(key=key(text), named=(*named, *more), long=frozenset(meant))

    def rank(self, mention: Mention, text: str) -> tuple[Scored, ...]:
        """Return the genes that words in the place of a mention may name, with their belief, best first."""
        scored = [(named, named.score + self.weights.sum(found)) for named, found in self.features(mention, text)]
        return tuple(sorted(_shared_out(scored), key=lambda each: (-each.belief, each.named.curie)))

    def features(self, mention: Mention, text: str) -> list[tuple[Named, Features]]:
        """Return the candidates of words with the features that the place of a mention adds to those of the name."""
        surface = self._surfaces[text]
        cues = self.taxa.around(mention)
        by_taxon: dict[Curie, Features] = {}
        found = []
        for named in surface.named:
            of_taxon = by_taxon.get(named.taxon)
            if of_taxon is None:
                of_taxon = by_taxon[named.taxon] = list(_of_taxon(named.taxon, cues, self._custom))
            found.append((named, [*of_taxon, *self._of_names(named, surface)]))
        return found

    def is_spelled_out(self, text: str, gene: Curie) -> bool:
        """Tell whether a spelling is an abbreviation of the paper whose long form names the gene too."""
        return gene in self._surfaces[text].long

    def _of_names(self, named: Named, surface: Surface) -> Iterator[tuple[str, float]]:
        """Yield how many other names of the gene or its orthologs the paper has, and whether its long form agrees."""
        others = len(self._names_of[named.curie] - {surface.key})
        if others:
            yield "supported", min(others, 3)
        grouped = len(self._names_of[named.group] - {surface.key}) if named.group is not None else 0
        if grouped:
            yield "group supported", min(grouped, 3)
        if surface.long:
            agrees = named.curie in surface.long or named.group in surface.long
            yield "long agrees" if agrees else "long differs", 1.0


def rodent_share(spellings: Iterable[str]) -> float | None:
    """Return which share of the symbols among spellings are written as those of mouse and rat; None where few are any.

    >>> rodent_share(["Nanog", "Elf5", "histone", "SOX2", "Mest"]), rodent_share(["Nanog"])
    (0.75, None)
    """
    texts = tuple(spellings)
    rodents = sum(_AS_RODENTS.fullmatch(text) is not None for text in texts)
    every = rodents + sum(_AS_PEOPLE.fullmatch(text) is not None for text in texts)
    return rodents / every if every >= _FEWEST else None


def _of_taxon(
    taxon: Curie, cues: Mapping[Curie, Mapping[str, float]], custom: float | None
) -> Iterator[tuple[str, float]]:
    """Yield what the paper says of a species, and the same for its class where that makes a difference.

    ``custom`` is the share of its symbols that are written as those of rodents: it speaks where nothing else does.
    """
    kind = class_of(taxon)
    said = cues.get(taxon)
    if custom is not None:
        yield f"symbols {kind}", custom
        if said is None:
            yield f"symbols unnamed {kind}" if cues else f"symbols none named {kind}", custom
    if said is None:
        yield f"unnamed {kind}" if cues else f"none named {kind}", 1.0
        return
    for name, value in said.items():
        yield name, value
        if name in _BY_CLASS:
            yield f"{name} {kind}", value


def _shared_out(scored: Sequence[tuple[Named, float]]) -> tuple[Scored, ...]:
    if not scored:
        return ()
    most = max(value for _, value in scored)
    powers = [math.exp(value - most) for _, value in scored]
    total = sum(powers)
    return tuple(Scored(named, power / total) for (named, _), power in zip(scored, powers, strict=True))
