"""From mentions to decisions: candidates by name, ranked by the paper around them."""

from __future__ import annotations

import re
from pathlib import Path

from extractors.link import Candidate, Link
from extractors.linking.broader import broad
from extractors.linking.candidates import Candidates
from extractors.linking.genes import Genes
from extractors.linking.learned import Learned
from extractors.linking.mappings import Mappings
from extractors.linking.modifiers import Modifiers
from extractors.linking.names import Names
from extractors.linking.scoring import number
from extractors.linking.species import Species
from extractors.linking.spellings import spellings
from extractors.linking.taxa import HUMAN, Taxa, Weights
from extractors.linking.vocabularies import vocabularies_of
from extractors.mention import Mention
from extractors.pipeline import Extraction
from extractors.recognise import abbreviated, given, patterns
from ontologies.crosswalk import Crosswalk
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.mapping import Mapping
from ontologies.organisms import Organisms
from ontologies.term import Kind


class Linker:
    """Link mentions by the names of a lexicon; keep its judgements, since papers repeat their names."""

    def __init__(self, lexicon: Lexicon, crosswalk: Crosswalk, *, weights: Path | None = None) -> None:
        self._lexicon = lexicon
        self._names = Names(lexicon)
        self._genes = Genes(self._names)
        self._mappings = Mappings(lexicon, crosswalk)
        learned = Learned(weights)
        self._candidates = Candidates(self._names, learned, Modifiers(weights))
        self._species = Species(lexicon, learned, Organisms.open(lexicon.folder))

    def link(self, extraction: Extraction) -> tuple[Link, ...]:
        """Return one decision for each mention of the extraction, in the order of the mentions.

        Species and cell lines come first, since genes of several species share their names: the species that the
        sentence names decides, then the one that the paper names most; without any it is the human gene.
        """
        names = abbreviated.meanings(extraction.short_forms, extraction.mentions, self._lexicon)
        taxa = Taxa(extraction)
        links: dict[int, Link] = {}
        later: list[int] = []
        for index, mention in enumerate(extraction.mentions):
            if mention.kind is Kind.GENE and not mention.given:
                later.append(index)
                continue
            links[index] = self._decide(mention, names, None)
            taxa.add(mention, links[index], self._taxon_of(links[index]))
        for index in later:
            mention = extraction.mentions[index]
            links[index] = self._decide(mention, names, taxa.around(mention))
        return tuple(links[index] for index in range(len(extraction.mentions)))

    def link_text(self, text: str, kind: Kind) -> Link:
        """Return the decision for words without a paper around them.

        >>> from ontologies import Crosswalk, Lexicon
        >>> link = Linker(Lexicon.open(), Crosswalk.open()).link_text("breast cancer", Kind.DISEASE)
        >>> str(link.find("MESH")), str(link.find("MONDO"))
        ('MESH:D001943', 'MONDO:0007254')
        """
        mention = Mention(start=0, end=len(text), text=text, kind=kind, recogniser="text")
        return self._decide(mention, {}, None)

    def _decide(self, mention: Mention, names: dict[str, abbreviated.Meaning], taxa: Weights | None) -> Link:
        if mention.given:
            return self._given(mention)
        fixed = _fixed(mention)
        if fixed is not None:
            return fixed
        meaning = names.get(mention.text) or names.get(mention.text.removesuffix("s"))
        short = meaning is not None and meaning.kind in (None, mention.kind)
        text = meaning.name if short and meaning else mention.text
        candidates = self.candidates(text, mention.kind, taxa)
        if taxa is not None and candidates:
            candidates = self._genes.with_ortholog(candidates, taxa)
        if not candidates:
            return Link(mention=mention, term=None, rule="nil:abbreviation" if short else self._why_nil(text, mention))
        best = candidates[0]
        return Link(
            mention=mention,
            term=best.curie,
            rule="abbreviation" if short else best.rule,
            candidates=candidates,
            mappings=self._with_broader(self._mappings.of(candidates, mention.kind), text, mention.kind, best.curie),
            also=tuple(self._also(mention, curie, best) for curie in best.also),
        )

    def _with_broader(self, mappings: tuple[Mapping, ...], text: str, kind: Kind, term: Curie) -> tuple[Mapping, ...]:
        """Add a broad match in the leading vocabulary of the kind where that has none for the term.

        It is what the words stand for there without some of them, else the nearest class above.
        """
        first = vocabularies_of(kind)[:1]
        prefixes = {term.prefix, *(mapping.object.prefix for mapping in mappings)}
        if kind is not Kind.DISEASE or prefixes.intersection(first):
            return mappings
        wider = self._candidates.find(text, kind, first[0])
        if wider:
            return (*mappings, broad(term, wider[0].curie, "semapv:LexicalMatching fewer-words"))
        if "OMIM" in prefixes:  # it stands for MeSH where that has no heading
            return mappings
        climbed = self._mappings.broader(term, first[0])
        return mappings if climbed is None else (*mappings, climbed)

    def _also(self, mention: Mention, curie: Curie, best: Candidate) -> Link:
        """Return the decision on a further term that the words of a mention name."""
        candidate = Candidate(curie=curie, name=best.name, score=best.score, rule=best.rule)
        mappings = self._mappings.of((candidate,), mention.kind)
        return Link(mention=mention, term=curie, rule=best.rule, candidates=(candidate,), mappings=mappings)

    def _why_nil(self, text: str, mention: Mention) -> str:
        known = any(self._names.scored(name, mention.kind) for name, _ in spellings(text, mention.kind))
        return "nil:other species" if known else "nil:no name"

    def candidates(self, text: str, kind: Kind, taxa: Weights | None = None) -> tuple[Candidate, ...]:
        """Return the terms that the words can stand for as the kind, ranked, best first."""
        if kind is Kind.SPECIES:
            return self._species.find(text)
        if kind is not Kind.GENE:
            return self._candidates.find(text, kind)
        ranked: dict[Curie, Candidate] = {}
        for name, rule in spellings(text, kind):
            for entry, base in self._names.scored(name, kind):
                score = round(base * (taxa.of(entry.taxon) if taxa else 1.0), 4)
                if not score:
                    continue
                known = ranked.get(entry.curie)
                if known is None or score > known.score:
                    ranked[entry.curie] = Candidate(curie=entry.curie, name=name, score=score, rule=rule)
            if ranked:
                break
        return tuple(sorted(ranked.values(), key=lambda candidate: (-candidate.score, number(candidate.curie))))

    def _given(self, mention: Mention) -> Link:
        """Keep what the input says: its id in the first vocabulary of the kind is the term, the others candidates."""
        order = vocabularies_of(mention.kind)
        ranked = sorted(mention.given, key=lambda curie: order.index(curie.prefix) if curie.prefix in order else 99)
        rule = "given" if mention.recogniser.startswith(given.PREFIX) else "abbreviation"
        candidates = tuple(Candidate(curie=curie, name=mention.text, score=1.0, rule="given") for curie in ranked)
        named = [other for other in self.candidates(mention.text, mention.kind) if other.curie not in mention.given]
        return Link(
            mention=mention,
            term=ranked[0],
            rule=rule,
            candidates=candidates,
            mappings=self._mappings.of((candidates[0], *named), mention.kind),
        )

    def _taxon_of(self, link: Link) -> Curie | None:
        if link.term is None or link.mention.kind not in (Kind.SPECIES, Kind.CELL_LINE):
            return None
        if link.mention.kind is Kind.SPECIES:
            return link.term
        return next((entry.taxon for entry, _ in self._names.scored(link.mention.text, Kind.CELL_LINE)), None)


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
