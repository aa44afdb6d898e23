"""Which terms a mention of a kind may stand for, and which vocabulary names a kind first."""

from __future__ import annotations

from ontologies.curie import Curie
from ontologies.term import Kind

# Kinds of terms that a mention of a kind may stand for, where that is more than its own.
_KINDS: dict[Kind, frozenset[Kind]] = {
    Kind.DISEASE: frozenset({Kind.DISEASE, Kind.PHENOTYPE}),
    # Proteins that are given are no chemicals to MeSH: asparaginase, tenecteplase.
    Kind.CHEMICAL: frozenset({Kind.CHEMICAL, Kind.OTHER}),
    Kind.PHENOTYPE: frozenset({Kind.PHENOTYPE, Kind.DISEASE}),
    Kind.INTERVENTION: frozenset({Kind.INTERVENTION, Kind.CHEMICAL}),
    Kind.OUTCOME: frozenset({Kind.OUTCOME, Kind.PROCESS, Kind.PHENOTYPE, Kind.DISEASE}),
    Kind.CELL_TYPE: frozenset({Kind.CELL_TYPE, Kind.ANATOMY}),
}
# The vocabulary that names a kind first, then those that it is mapped to.
_VOCABULARIES: dict[Kind, tuple[str, ...]] = {
    Kind.DISEASE: ("MESH", "MONDO", "OMIM", "HP"),
    Kind.PHENOTYPE: ("HP", "MESH", "MONDO"),
    Kind.CHEMICAL: ("MESH", "CHEBI"),
    Kind.GENE: ("NCBIGene", "HGNC", "MGI", "RGD"),
    Kind.CELL_LINE: ("CVCL",),
    Kind.CELL_TYPE: ("CL", "MESH"),
    Kind.ANATOMY: ("UBERON", "MESH"),
    Kind.PROCESS: ("GO", "MESH"),
    Kind.OUTCOME: ("GO", "MESH", "HP"),
    Kind.SPECIES: ("NCBITaxon",),
    Kind.INTERVENTION: ("MESH", "CHEBI"),
}


def kinds_for(kind: Kind) -> frozenset[Kind]:
    """Return the kinds of terms that a mention of a kind may stand for."""
    return _KINDS.get(kind, frozenset({kind}))


def vocabularies_of(kind: Kind) -> tuple[str, ...]:
    """Return the prefixes that name a kind, the leading one first; empty where none does.

    >>> vocabularies_of(Kind.CHEMICAL)
    ('MESH', 'CHEBI')
    """
    return _VOCABULARIES.get(kind, ())


def family_of(curie: Curie) -> str:
    """Return the vocabulary that an id is used together with: corpora name diseases by MeSH, or by OMIM in its place.

    >>> family_of(Curie.parse("OMIM:312080")), family_of(Curie.parse("MONDO:0010714"))
    ('MESH', 'MONDO')
    """
    return "MESH" if curie.prefix == "OMIM" else curie.prefix
