"""How pages call and mark the kinds of things: a word, and a sign of two letters for those who see no colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """Hold a kind: ``sign`` is its style class and its cue in the text."""

    sign: str
    name: str

    @property
    def told(self) -> str:
        """Return the name where it tells something."""
        return "" if self is OTHER else self.name


OTHER = Kind("ot", "other")
# By the classes of Biolink.
KINDS: Mapping[str, Kind] = {
    "Gene": Kind("ge", "gene"),
    "Disease": Kind("di", "disease"),
    "ChemicalEntity": Kind("ch", "chemical"),
    "OrganismTaxon": Kind("sp", "species"),
    "CellLine": Kind("cl", "cell line"),
    "Cell": Kind("ce", "cell type"),
    "SequenceVariant": Kind("va", "variant"),
    "Treatment": Kind("tr", "treatment"),
    "ClinicalFinding": Kind("fi", "outcome"),
    "AnatomicalEntity": Kind("an", "anatomy"),
    "PhenotypicFeature": Kind("ph", "phenotype"),
    "BiologicalProcess": Kind("pr", "process"),
}


def kind_of(iri: str) -> Kind:
    """Return the kind that a class of Biolink stands for.

    >>> kind_of("https://w3id.org/biolink/vocab/Gene").name
    'gene'
    """
    return KINDS.get(iri.rpartition("/")[2], OTHER)


def best_kind(iris: tuple[str, ...]) -> Kind:
    """Return the most telling kind of several classes."""
    found = [kind for iri in iris if (kind := kind_of(iri)) is not OTHER]
    return found[0] if found else OTHER
