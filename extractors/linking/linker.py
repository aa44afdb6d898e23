"""From mentions to decisions: candidates by name, ranked by the paper around them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractors.link import Candidate, Link
from extractors.linking import cell_taxa, viruses
from extractors.linking.acronyms import Acronyms
from extractors.linking.candidates import Candidates
from extractors.linking.cell_lines import CellLines
from extractors.linking.entities import Entities
from extractors.linking.gene_weights import GeneWeights
from extractors.linking.genes import Decision, Genes
from extractors.linking.learned import Learned
from extractors.linking.mappings import Mappings
from extractors.linking.modifiers import Modifiers
from extractors.linking.names import Names
from extractors.linking.people import people
from extractors.linking.short_names import ShortNames
from extractors.linking.species import Species
from extractors.linking.taxa import HUMAN, GeneTaxa, Place, Taxa, place_of
from extractors.linking.vocabularies import vocabularies_of
from extractors.mention import Mention
from extractors.pipeline import Extraction
from extractors.recognise import given, patterns
from ontologies.crosswalk import Crosswalk
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.organisms import Organisms
from ontologies.orthologs import Orthologs
from ontologies.term import Kind


class Linker:
    """Link mentions by the names of a lexicon; keep its judgements, since papers repeat their names."""

    def __init__(self, lexicon: Lexicon, crosswalk: Crosswalk, *, weights: Path | None = None) -> None:
        self._lexicon = lexicon
        self._names = Names(lexicon)
        orthologs = Orthologs.open(lexicon.folder) or Orthologs.open()
        self._genes = Genes(lexicon, orthologs, GeneWeights.open(weights, orthologs))
        self._gene_taxa = GeneTaxa(lexicon)
        self._cell_lines = CellLines(lexicon)
        self._mappings = Mappings(lexicon, crosswalk)
        learned = Learned(weights)
        self._candidates = Candidates(self._names, learned, Modifiers(weights))
        self._entities = Entities(self._candidates, self._mappings, Acronyms(lexicon, learned))
        self._species = Species(lexicon, learned, Organisms.open(lexicon.folder))

    def link(self, extraction: Extraction) -> tuple[Link, ...]:
        """Return one decision for each mention of the extraction, in the order of the mentions.

        Species and cell lines come first, since genes of several species share their names.
        """
        names = ShortNames(extraction, self._lexicon)
        links: dict[int, Link] = {}
        genes: list[int] = []
        for index, mention in enumerate(extraction.mentions):
            if mention.kind is Kind.GENE and not mention.given:
                genes.append(index)
            else:
                links[index] = self._decide(mention, names)
        if genes:
            mentions = [extraction.mentions[index] for index in genes]
            places = (*self._places(links.values()), *people(extraction))
            taxa = Taxa(extraction.document, extraction.sentences, places)
            viral = viruses.named(extraction.mentions)
            for index, decision in zip(genes, self._genes.decide(extraction, mentions, taxa), strict=True):
                mention = extraction.mentions[index]
                links[index] = viruses.link(mention) if viral(mention) else self._gene(mention, decision)
        return tuple(links[index] for index in range(len(extraction.mentions)))

    def taxa(self, extraction: Extraction) -> Taxa:
        """Return the species that a paper speaks of, with their places."""
        names = ShortNames(extraction, self._lexicon)
        spoken = (m for m in extraction.mentions if m.kind in (Kind.SPECIES, Kind.CELL_LINE))
        links = [self._decide(mention, names) for mention in spoken]
        return Taxa(extraction.document, extraction.sentences, (*self._places(links), *people(extraction)))

    def _places(self, links: Iterable[Link]) -> Iterator[Place]:
        for link in links:
            if link.mention.kind is Kind.CELL_LINE:
                yield place_of(link, cell_taxa.taxon_of(link.mention.text))
            elif link.mention.kind is Kind.SPECIES and link.term is not None:
                yield place_of(link, self._gene_taxa.of(link.term))

    def _gene(self, mention: Mention, decision: Decision) -> Link:
        """Return the link of a mention of a gene with the mappings of what was decided."""
        first, *others = (
            self._gene_link(mention, ranked, decision) for ranked in (decision.candidates, *decision.also)
        )
        return dataclasses.replace(first, also=tuple(others))

    def _gene_link(self, mention: Mention, ranked: tuple[Candidate, ...], decision: Decision) -> Link:
        if not (decision.linked and ranked):
            return Link(mention=mention, term=None, rule=decision.rule, candidates=ranked)
        mappings = self._mappings.of(ranked[:1], Kind.GENE)
        return Link(mention=mention, term=ranked[0].curie, rule=decision.rule, candidates=ranked, mappings=mappings)

    def link_text(self, text: str, kind: Kind) -> Link:
        """Return the decision for words without a paper around them.

        >>> from ontologies import Crosswalk, Lexicon
        >>> link = Linker(Lexicon.open(), Crosswalk.open()).link_text("breast cancer", Kind.DISEASE)
        >>> str(link.find("MESH")), str(link.find("MONDO"))
        ('MESH:D001943', 'MONDO:0007254')
        """
        mention = Mention(start=0, end=len(text), text=text, kind=kind, recogniser="text")
        return self._decide(mention, None)

    def _decide(self, mention: Mention, names: ShortNames | None) -> Link:
        if mention.given:
            return self._given(mention)
        fixed = _fixed(mention)
        if fixed is not None:
            return fixed
        if mention.kind not in (Kind.GENE, Kind.SPECIES, Kind.CELL_LINE):
            return self._entities.decide(mention, names)
        meaning = names.meaning(mention) if names else None
        text = mention.text if meaning is None else meaning.name
        candidates = self.candidates(text, mention.kind)
        if names and len(candidates) > 1 and mention.kind is Kind.CELL_LINE:
            candidates = self._cell_lines.among(candidates, names.text)
        if not candidates:
            rule = "nil:no name" if meaning is None else "nil:abbreviation"
            return Link(mention=mention, term=None, rule=rule)
        best = candidates[0]
        return Link(
            mention=mention,
            term=best.curie,
            rule=best.rule if meaning is None else "abbreviation",
            candidates=candidates,
            mappings=self._mappings.of(candidates, mention.kind),
        )

    def candidates(self, text: str, kind: Kind) -> tuple[Candidate, ...]:
        """Return the terms that the words can stand for as the kind, ranked, best first."""
        if kind is Kind.SPECIES:
            return self._species.find(text)
        if kind is Kind.CELL_LINE:
            return self._cell_lines.find(text)
        if kind is Kind.GENE:
            return self._genes.of(text)
        return self._candidates.find(text, kind)

    def _given(self, mention: Mention) -> Link:
        """Keep what the input says: its id in the first vocabulary of the kind is the term, the others candidates."""
        order = vocabularies_of(mention.kind)
        ranked = sorted(mention.given, key=lambda curie: order.index(curie.prefix) if curie.prefix in order else 99)
        rule = "given" if given.is_given(mention) else "abbreviation"
        candidates = tuple(Candidate(curie=curie, name=mention.text, score=1.0, rule="given") for curie in ranked)
        named = [other for other in self.candidates(mention.text, mention.kind) if other.curie not in mention.given]
        return Link(
            mention=mention,
            term=ranked[0],
            rule=rule,
            candidates=candidates,
            mappings=self._mappings.of((candidates[0], *named), mention.kind),
        )


def _fixed(mention: Mention) -> Link | None:
    """Return the decision for mentions whose form says it all: people and variants."""
    if mention.kind is Kind.SPECIES and patterns.is_person(mention.text):
        candidate = Candidate(curie=HUMAN, name=mention.text, score=1.0, rule="person")
        return Link(mention=mention, term=HUMAN, rule="person", candidates=(candidate,))
    if mention.kind is Kind.VARIANT:
        if re.fullmatch(r"[rs]s\d+", mention.text):
            curie = Curie("dbSNP", mention.text)
            candidate = Candidate(curie=curie, name=mention.text, score=1.0, rule="pattern")
            return Link(mention=mention, term=curie, rule="pattern", candidates=(candidate,))
        return Link(mention=mention, term=None, rule="nil:variant")
    return None
