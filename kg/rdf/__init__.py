"""From extractions to quads: streamed, a named graph for each paper and layer, no blank nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from pyoxigraph import Quad, RdfFormat, serialize

from extractors.claim import Claim, Risk
from extractors.pipeline import Extraction
from kg.names import Names
from kg.rdf.claims import claim_quads, describe_relation
from kg.rdf.mentions import mention_quads, sentences_used
from kg.rdf.provenance import Run, provenance_quads
from kg.rdf.risks import risk_quads
from kg.rdf.sheet import Sheet
from kg.rdf.statements import Desk, Shared, describe_evidence
from kg.rdf.text import text_quads

Statement = TypeVar("Statement", Claim, Risk)

__all__ = ["PaperQuads", "Run", "distinct", "paper_quads", "sorted_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperQuads:
    """Hold the quads of one paper, what it shares with others, for the graphs that are made at the end, and counts.

    ``claims``, ``relations`` and ``risks`` say how many there are.
    """

    quads: list[Quad]
    shared: Shared
    claims: int
    relations: int
    risks: int


def paper_quads(
    extraction: Extraction, names: Names, run: Run, retracted: Callable[[str], bool] = lambda pmid: False
) -> PaperQuads:
    """Turn one extraction into quads.

    The same extraction gives the same quads; their order means nothing (see `sorted_lines`). Terms, mappings and
    composed interventions are only noted, in ``shared``: `kg.rdf.terms` describes them once for all papers.
    """
    document, shared = extraction.document, Shared(paper=extraction.document.id)
    text, works = text_quads(document, sentences_used(extraction), names, retracted)
    mentions, spans = mention_quads(extraction, names)
    claims = Sheet(names.graph(document.id, "claims"))
    describe_evidence(claims, names.paper(document.id), extraction.evidence)
    desk = Desk(claims, spans, names, shared)
    loose: list[Quad] = []
    found, feared = distinct(extraction.claims), distinct(extraction.risks)
    related = [claim for claim in found if claim.of_paper]
    for claim in found:
        if not claim.of_paper:
            loose += claim_quads(claim, desk)
    for claim in related:
        describe_relation(claim, desk)
    for risk in feared:
        loose += risk_quads(risk, desk)
    _note_shared(extraction, names, shared)
    sheets = (text, works, mentions, claims, provenance_quads(document, run, names))
    quads = [*(quad for sheet in sheets for quad in sheet), *loose]
    stated = len(found) - len(related)
    return PaperQuads(quads=quads, shared=shared, claims=stated, relations=len(related), risks=len(feared))


def distinct(statements: Iterable[Statement]) -> list[Statement]:
    """Return statements without those whose id an earlier one has: two rules can find the same at the same place."""
    kept: dict[str, Statement] = {}
    for statement in statements:
        kept.setdefault(statement.id, statement)
    return list(kept.values())


def _note_shared(extraction: Extraction, names: Names, shared: Shared) -> None:
    document = extraction.document
    for link in extraction.links:
        shared.terms.update(one.term for one in link.each if one.term is not None)
    for annotation in document.annotations:
        shared.terms.update(annotation.curies)
    shared.terms.update(heading.curie for heading in document.metadata.mesh_headings if heading.curie)
    for intervention in extraction.interventions:
        shared.intervention(names, intervention)


def sorted_lines(quads: list[Quad]) -> list[bytes]:
    """Return quads as canonical N-Quads lines in byte order, each once.

    >>> from pyoxigraph import NamedNode
    >>> a = NamedNode("https://example.org/a")
    >>> sorted_lines([Quad(a, a, a), Quad(a, a, a)])
    [b'<https://example.org/a> <https://example.org/a> <https://example.org/a> .\\n']
    """
    written = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return sorted(set(written.splitlines(keepends=True)))
