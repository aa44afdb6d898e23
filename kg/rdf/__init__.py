"""From extractions to quads: streamed, a named graph for each paper and layer, no blank nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from pyoxigraph import Quad

from extractors.claim import Claim, Risk
from extractors.pipeline import Extraction
from kg.names import Names
from kg.rdf.claims import describe_claim, describe_relation
from kg.rdf.mentions import mention_quads, sentences_used
from kg.rdf.provenance import Run, provenance_quads
from kg.rdf.risks import describe_risk
from kg.rdf.sheet import Sheet
from kg.rdf.statements import Desk, Shared, describe_evidence
from kg.rdf.text import text_quads

Statement = TypeVar("Statement", Claim, Risk)

__all__ = ["PaperQuads", "Run", "distinct", "paper_quads"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperQuads:
    """Hold the quads of one paper, what it shares with others, for the graphs that are made at the end, and counts.

    ``own`` are the sheets of its own graphs, ``loose`` those of graphs that papers share; ``claims``, ``relations`` and
    ``risks`` say how many there are.
    """

    own: tuple[Sheet, ...]
    loose: tuple[Sheet, ...]
    shared: Shared
    claims: int
    relations: int
    risks: int

    def __iter__(self) -> Iterator[Quad]:
        return (quad for sheet in (*self.own, *self.loose) for quad in sheet)

    def lines(self) -> list[str]:
        """Return all quads as canonical N-Quads lines in the order of their bytes, each once."""
        return sorted(set().union(*(sheet.lines for sheet in (*self.own, *self.loose))))


def paper_quads(
    extraction: Extraction, names: Names, run: Run, retracted: Callable[[str], bool] = lambda pmid: False
) -> PaperQuads:
    """Turn one extraction into quads.

    The same extraction gives the same quads; their order means nothing (see `PaperQuads.lines`). Terms, mappings and
    composed interventions are only noted, in ``shared``: `kg.rdf.terms` describes them once for all papers.
    """
    document, shared = extraction.document, Shared(paper=extraction.document.id)
    text, works = text_quads(document, sentences_used(extraction), names, retracted)
    mentions, spans = mention_quads(extraction, names)
    claims = Sheet(names.graph(document.id, "claims"))
    describe_evidence(claims, names.paper(document.id), extraction.evidence)
    propositions, edges = Sheet(names.shared("propositions")), Sheet(names.shared("asserted"))
    desk = Desk(claims, propositions, edges, spans, names, shared)
    found, feared = distinct(extraction.claims), distinct(extraction.risks)
    for name, claim in found.items():
        (describe_relation if claim.of_paper else describe_claim)(name, claim, desk)
    for name, risk in feared.items():
        describe_risk(name, risk, desk)
    _note_shared(extraction, names, shared)
    own = (text, mentions, claims, provenance_quads(document, run, names))
    loose = (works, propositions, edges)
    related = sum(claim.of_paper for claim in found.values())
    stated = len(found) - related
    return PaperQuads(own=own, loose=loose, shared=shared, claims=stated, relations=related, risks=len(feared))


def distinct(statements: Iterable[Statement]) -> dict[str, Statement]:
    """Return statements by id, of those with the same id the first: two rules can find the same at the same place."""
    kept: dict[str, Statement] = {}
    for statement in statements:
        kept.setdefault(statement.id, statement)
    return kept


def _note_shared(extraction: Extraction, names: Names, shared: Shared) -> None:
    document = extraction.document
    for link in extraction.links:
        shared.terms.update(one.term for one in link.each if one.term is not None)
    for annotation in document.annotations:
        shared.terms.update(annotation.curies)
    shared.terms.update(heading.curie for heading in document.metadata.mesh_headings if heading.curie)
    for intervention in extraction.interventions:
        shared.intervention(names, intervention)
