"""Link the genes of a paper: which gene of which species, several genes in one name, or none."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.link import Candidate
from extractors.linking import gene_links
from extractors.linking.gene_lexicon import GeneLexicon
from extractors.linking.gene_paper import GenePaper, Scored
from extractors.linking.gene_parts import parts
from extractors.linking.gene_weights import GeneWeights
from extractors.linking.taxa import Taxa
from extractors.mention import Mention
from extractors.pipeline import Extraction
from ontologies.lexicon import Lexicon
from ontologies.orthologs import Orthologs
from ontologies.term import Kind

# Chosen on papers held out of training: a mention whose best gene is less likely has none.
THRESHOLD = 0.65
_LISTED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Hold the ranked genes of a mention, and whether the first is believed; ``also`` has those of further parts."""

    candidates: tuple[Candidate, ...]
    linked: bool
    rule: str
    also: tuple[tuple[Candidate, ...], ...] = ()


_NIL = Decision(candidates=(), linked=False, rule="nil:no name")


class Genes:
    """Link mentions of genes, paper by paper; what names stand for is kept between papers."""

    def __init__(self, lexicon: Lexicon, orthologs: Orthologs, weights: GeneWeights) -> None:
        self.weights = weights
        self._lexicon = GeneLexicon(lexicon, orthologs, weights)
        self.parts = functools.lru_cache(maxsize=1 << 14)(self._parts)

    def decide(self, extraction: Extraction, mentions: Sequence[Mention], taxa: Taxa) -> list[Decision]:
        """Return a decision for each mention of a gene, given the species of the paper."""
        paper = self.paper(extraction, mentions, taxa)
        return [self._decide(paper, mention, extraction.document.text) for mention in mentions]

    def paper(self, extraction: Extraction, mentions: Sequence[Mention], taxa: Taxa) -> GenePaper:
        """Return the genes of a paper with all their spellings read."""
        long_forms: dict[str, str] = {}
        for form in extraction.short_forms:
            long_forms.setdefault(form.short, form.long)
        paper = GenePaper(lexicon=self._lexicon, weights=self.weights, taxa=taxa, long_forms=long_forms)
        # The whole is read as well: it decides where none of its parts names a gene of the species at hand.
        paper.read(part for mention in mentions for part in (*self.parts(mention.text), mention.text))
        return paper

    def of(self, text: str) -> tuple[Candidate, ...]:
        """Return the genes that words name without a paper around them, ranked; those of people where it is open."""
        mention = Mention(start=0, end=len(text), text=text, kind=Kind.GENE, recogniser="text")
        paper = GenePaper(lexicon=self._lexicon, weights=self.weights, taxa=Taxa.nowhere(), long_forms={})
        paper.read([text])
        return _candidates(paper.rank(mention, text), 1.0)

    def _parts(self, text: str) -> tuple[str, ...]:
        if any(each.rule == "exact" for each in self._lexicon.named(text)):
            return ()
        return parts(text, lambda name: bool(self._lexicon.named(name)))

    def _decide(self, paper: GenePaper, mention: Mention, text: str) -> Decision:
        found = self.parts(mention.text)
        if found:
            each = [paper.rank(mention, part) for part in found]
            ranked = [_candidates(scored, 1.0) for scored in each if scored]
            if ranked:
                return Decision(candidates=ranked[0], linked=True, rule="one of several", also=tuple(ranked[1:]))
        scored = paper.rank(mention, mention.text)
        if not scored:
            return _NIL
        likely = gene_links.probability(gene_links.features(mention, text, scored, self.weights), self.weights.link)
        linked = likely >= THRESHOLD and not gene_links.is_class(mention.text)
        candidates = _candidates(scored, likely)
        named = "abbreviation" if paper.is_spelled_out(mention.text, candidates[0].curie) else candidates[0].rule
        return Decision(candidates=candidates, linked=linked, rule=named if linked else "nil:family")


def _candidates(scored: Sequence[Scored], likely: float) -> tuple[Candidate, ...]:
    """Return the candidates with their belief times the likelihood that a gene is meant at all."""
    return tuple(
        Candidate(
            curie=each.named.curie, name=each.named.name, score=round(each.belief * likely, 4), rule=each.named.rule
        )
        for each in scored[:_LISTED]
    )
