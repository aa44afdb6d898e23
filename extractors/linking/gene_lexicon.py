"""The genes that words may name, in every species, before a paper counts."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.linking.gene_names import greek_of, prefix_taxon, shape, spellings
from extractors.linking.gene_weights import GeneWeights
from extractors.linking.scoring import number
from extractors.linking.taxa import HOME, HUMAN, RAT, RODENTS
from ontologies.curie import Curie
from ontologies.entry import Entry, Flag
from ontologies.lexicon import Lexicon
from ontologies.orthologs import Orthologs
from ontologies.term import Kind, Scope

# The species of a gene that neither the lexicon nor the groups of orthologs have.
UNKNOWN = Curie("NCBITaxon", "1")
_CLOSEST_FIRST = (Scope.LABEL, Scope.EXACT, Scope.PREVIOUS, Scope.NARROW, Scope.RELATED, Scope.BROAD)


class Named(NamedTuple):
    """One gene that a name may stand for, with the features that the name alone has and their weight together.

    ``group`` is the number of its group of orthologs, ``name`` the spelling that is known and ``rule`` how it was made;
    the rule is "ortholog" where only a gene of another species has the name.
    """

    curie: Curie
    taxon: Curie
    group: int | None
    name: str
    rule: str
    features: tuple[tuple[str, float], ...]
    score: float


class GeneLexicon:
    """Find genes by name."""

    def __init__(self, lexicon: Lexicon, orthologs: Orthologs, weights: GeneWeights) -> None:
        self._lexicon = lexicon
        self._orthologs = orthologs
        self._weights = weights
        self.named = functools.lru_cache(maxsize=1 << 15)(self._named)
        self.with_orthologs = functools.lru_cache(maxsize=1 << 14)(self._with_orthologs)

    def _named(self, text: str) -> tuple[Named, ...]:
        """Return the genes that the closest known spelling of the words names, in every species.

        Names that end in a Latin letter may mean a Greek one as well. Where a name leads only to records that NCBI Gene
        does not have, transgenes mostly, the next spelling counts too. Genes that only corpora call so come last.
        """
        found: dict[Curie, Named] = {}
        for name, rule in ((text, "exact"), *spellings(text)):
            for each in self._each(self._entries(name), text, name, rule):
                found.setdefault(each.curie, each)
            if any(curie.prefix == "NCBIGene" for curie in found):
                break
        greek = greek_of(text)
        if greek is not None:
            for each in self._each(self._entries(greek), text, greek, "greek"):
                found.setdefault(each.curie, each)
        groups = {each.group for each in found.values()}
        for each in self._taught(text):
            if each.curie not in found and (each.group is None or each.group not in groups):
                found[each.curie] = each
        return tuple(found.values())

    def _entries(self, name: str) -> list[Entry]:
        return [entry for entry in self._lexicon.lookup(name) if entry.kind is Kind.GENE]

    def _taught(self, text: str) -> Iterator[Named]:
        """Yield the genes that corpora call so, with their orthologs; the species of some is not known."""
        for group in self._weights.meanings(text):
            if isinstance(group, int):
                members = self._orthologs.members(group)
            else:
                members = ((UNKNOWN, group),) if isinstance(group, Curie) else ()
            for taxon, gene in members:
                yield self._make(gene, taxon, text, text, "learned", (("rule learned", 1.0),))

    def _each(self, entries: Iterable[Entry], text: str, name: str, rule: str) -> Iterator[Named]:
        best: dict[Curie, Entry] = {}
        for entry in entries:
            known = best.get(entry.curie)
            if known is None or _CLOSEST_FIRST.index(entry.scope) < _CLOSEST_FIRST.index(known.scope):
                best[entry.curie] = entry
        by_taxon: dict[Curie, list[Entry]] = {}
        for entry in best.values():
            by_taxon.setdefault(entry.taxon or HUMAN, []).append(entry)
        for taxon, same in by_taxon.items():
            same.sort(key=lambda entry: number(entry.curie))
            for place, entry in enumerate(same):
                features = (*_of_entry(entry, name, rule), *_of_place(place, len(same)))
                yield self._make(entry.curie, taxon, text, name, rule, features)

    def _make(
        self, curie: Curie, taxon: Curie, text: str, name: str, rule: str, features: Iterable[tuple[str, float]]
    ) -> Named:
        group = self._orthologs.group_of(curie)
        found = (
            *features,
            *_of_writing(text, taxon),
            *self._weights.popularity(text, group if group is not None else curie),
        )
        return Named(curie, taxon, group, name, rule, found, self._weights.sum(found))

    def _with_orthologs(self, text: str, taxa: tuple[Curie, ...]) -> tuple[Named, ...]:
        """Return the genes of some species that words name, with those whose name only an ortholog has."""
        named = self.named(text)
        own = [each for each in named if each.taxon in taxa or each.taxon == UNKNOWN]
        return (*own, *self._lent(named, text, taxa))

    def _lent(self, named: Sequence[Named], text: str, taxa: Sequence[Curie]) -> Iterator[Named]:
        known = {each.curie for each in named}
        for taxon in taxa:
            for each in named:
                if each.group is None or taxon in (each.taxon, UNKNOWN):
                    continue
                other = next((gene for owner, gene in self._orthologs.members(each.group) if owner == taxon), None)
                if other is not None and other not in known and self._is_listed(other, taxon):
                    known.add(other)
                    kept = [pair for pair in each.features if pair[0].startswith(("scope", "rule"))]
                    kept += [("lent", 1.0), (f"lent from {class_of(each.taxon)}", 1.0)]
                    yield self._make(other, taxon, text, each.name, "ortholog", kept)

    def _is_listed(self, gene: Curie, taxon: Curie) -> bool:
        """Tell whether the lexicon has a gene; it has to for people, mouse and rat, whose genes it should have."""
        return taxon not in HOME or self._lexicon.number_of(gene) is not None


def class_of(taxon: Curie) -> str:
    """Return the class of species that shares its customs of writing: human, rodent or other."""
    return "human" if taxon == HUMAN else "rodent" if taxon in RODENTS else "other"


def _of_entry(entry: Entry, name: str, rule: str) -> Iterator[tuple[str, float]]:
    yield f"scope {entry.scope}", 1.0
    yield f"rule {rule}", 1.0
    if entry.flags & (Flag.SYMBOL | Flag.ACRONYM):
        yield "case agrees" if entry.agrees(name) else "case differs", 1.0
    if entry.flags & Flag.VARIANT:
        yield "made spelling", 1.0
    if entry.curie.prefix != "NCBIGene":
        yield "other database", 1.0


def _of_place(place: int, count: int) -> Iterator[tuple[str, float]]:
    """Yield the rank among the genes of one species that share the name: older records are meant more often."""
    if count > 1:
        yield f"place {min(place, 3)}", 1.0


def _of_writing(text: str, taxon: Curie) -> Iterator[tuple[str, float]]:
    kind = class_of(taxon)
    yield f"class {kind}", 1.0
    yield f"shape {shape(text)} {kind}", 1.0
    if taxon == RAT:
        yield "rat", 1.0
    said = prefix_taxon(text)
    if said is not None:
        yield "prefix agrees" if said == taxon else "prefix differs", 1.0
