"""Ids of mentions as programs expect them: by type, in the vocabulary asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.link import Link
from extractors.pipeline import Extraction
from kg.rdf.mentions import own_links
from ontologies.curie import Curie
from ontologies.term import Kind

# The types of the PubTator 3 conventions, and the two that this program adds to them.
TYPES = (
    Kind.GENE, Kind.DISEASE, Kind.CHEMICAL, Kind.SPECIES, Kind.CELL_LINE, Kind.CELL_TYPE, Kind.VARIANT,
    Kind.INTERVENTION, Kind.OUTCOME,
)  # fmt: skip
_BARE = {Kind.GENE: "NCBIGene", Kind.SPECIES: "NCBITaxon"}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Marked:
    """Hold a mention, or a composed intervention, ready to be written; ids are in the order of preference."""

    start: int
    end: int
    text: str
    kind: Kind
    ids: tuple[Curie, ...]
    rule: str


def marked(extraction: Extraction, vocabulary: str) -> tuple[Marked, ...]:
    """Return all mentions and composed interventions in the order of the text."""
    found = {
        Marked(
            start=link.mention.start,
            end=link.mention.end,
            text=link.mention.text,
            kind=link.mention.kind,
            ids=preferred(link, vocabulary),
            rule=f"{link.mention.recogniser} > {link.rule}",
        )
        for link in own_links(extraction)
    }
    for whole in extraction.interventions:
        ids = tuple(dict.fromkeys(part.curies[0] for part in whole.parts if part.curies))
        found.add(
            Marked(start=whole.start, end=whole.end, text=whole.text, kind=Kind.INTERVENTION, ids=ids, rule="composed")
        )
    return tuple(sorted(found, key=lambda one: (one.start, -one.end, one.kind.value, tuple(map(str, one.ids)))))


def preferred(link: Link, vocabulary: str) -> tuple[Curie, ...]:
    """Return the ids of a mention, those of the vocabulary first that its type prefers."""
    first = _prefix(link.mention.kind, vocabulary)
    return tuple(sorted(link.curies, key=lambda curie: curie.prefix != first))


def _prefix(kind: Kind, vocabulary: str) -> str:
    if kind is Kind.DISEASE and vocabulary == "mondo":
        return "MONDO"
    return {
        **_BARE, Kind.CELL_LINE: "CVCL", Kind.CELL_TYPE: "CL", Kind.VARIANT: "dbSNP", Kind.PHENOTYPE: "HP",
    }.get(kind, "MESH")  # fmt: skip


def pubtator_id(one: Marked, vocabulary: str) -> str:
    """Return the id as PubTator writes it: genes and species as bare numbers, ``-`` for none of the vocabulary."""
    if one.rule == "composed":
        return "|".join(map(str, one.ids)) or "-"
    wanted = _prefix(one.kind, vocabulary)
    for curie in one.ids:
        if curie.prefix == wanted:
            return curie.identifier if one.kind in _BARE or wanted == "dbSNP" else str(curie)
    if one.kind in (Kind.INTERVENTION, Kind.OUTCOME) and one.ids:
        return str(one.ids[0])
    return "-"


def flat(groups: Iterable[Marked]) -> Iterator[Marked]:
    """Yield mentions that do not overlap, the longest first at each place."""
    last = 0
    for one in groups:
        if one.start >= last:
            yield one
            last = one.end
