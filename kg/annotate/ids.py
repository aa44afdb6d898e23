"""Ids of mentions as programs expect them: by type, in the vocabulary asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.claim import Argument
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
    """Hold a mention, or a composed intervention, ready to be written; ids are in the order of preference.

    ``also`` has the ids of each further thing that the words name ("breast and ovarian cancer").
    """

    start: int
    end: int
    text: str
    kind: Kind
    ids: tuple[Curie, ...]
    rule: str
    also: tuple[tuple[Curie, ...], ...] = ()

    @property
    def all_ids(self) -> tuple[Curie, ...]:
        """Return the ids of all that the words name, each once."""
        return tuple(dict.fromkeys(curie for ids in (self.ids, *self.also) for curie in ids))


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
            also=tuple(preferred(other, vocabulary) for other in link.also),
        )
        for link in own_links(extraction)
    }
    for whole in extraction.interventions:
        ids = tuple(dict.fromkeys(part.curies[0] for part in whole.parts if part.curies))
        found.add(
            Marked(start=whole.start, end=whole.end, text=whole.text, kind=Kind.INTERVENTION, ids=ids, rule="composed")
        )
    return tuple(sorted(found, key=lambda one: (one.start, -one.end, one.kind.value, tuple(map(str, one.all_ids)))))


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
    """Return the id as PubTator writes it: genes and species as bare numbers, ``-`` for none of the vocabulary.

    Several things that the words name are joined by ``|``. OMIM stands in where MeSH has no heading, as in corpora.
    """
    if one.rule == "composed":
        return "|".join(map(str, one.ids)) or "-"
    wanted = _prefix(one.kind, vocabulary)
    found = dict.fromkeys(_written(ids, one.kind, wanted) for ids in (one.ids, *one.also))
    return "|".join(text for text in found if text) or "-"


def argument_id(argument: Argument, vocabulary: str) -> str:
    """Return the id of a claim's argument as the line of its mention has it; empty for none of the vocabulary."""
    kind = Kind.DISEASE if argument.kind is Kind.PHENOTYPE else argument.kind
    return _written(argument.curies, kind, _prefix(kind, vocabulary)) if kind in TYPES else ""


def _written(ids: tuple[Curie, ...], kind: Kind, wanted: str) -> str:
    for prefix in (wanted, *(("OMIM",) if kind is Kind.DISEASE and wanted == "MESH" else ())):
        for curie in ids:
            if curie.prefix == prefix:
                return curie.identifier if kind in _BARE or prefix == "dbSNP" else str(curie)
    return str(ids[0]) if kind in (Kind.INTERVENTION, Kind.OUTCOME) and ids else ""


def flat(groups: Iterable[Marked]) -> Iterator[Marked]:
    """Yield mentions that do not overlap, the longest first at each place."""
    last = 0
    for one in groups:
        if one.start >= last:
            yield one
            last = one.end
