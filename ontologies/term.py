"""Terms of the ontologies: what a name can stand for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ontologies.curie import Curie


class Kind(StrEnum):
    """Say what sort of thing a term or a mention is.

    The values are the type names of the PubTator 3 conventions where those have one.
    """

    GENE = "Gene"
    DISEASE = "Disease"
    CHEMICAL = "Chemical"
    SPECIES = "Species"
    CELL_LINE = "CellLine"
    CELL_TYPE = "CellType"
    VARIANT = "Variant"
    INTERVENTION = "Intervention"
    OUTCOME = "Outcome"
    ANATOMY = "Anatomy"
    PHENOTYPE = "Phenotype"
    PROCESS = "Process"
    EVIDENCE = "Evidence"
    STATISTIC = "Statistic"
    PUBLICATION_TYPE = "PublicationType"
    OTHER = "Other"


class Scope(StrEnum):
    """Tell how a name relates to the meaning of its term."""

    LABEL = "label"
    EXACT = "exact"
    NARROW = "narrow"
    BROAD = "broad"
    RELATED = "related"
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Hold one name of a term as its source writes it."""

    text: str
    scope: Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Describe one class or record of an ontology.

    ``names`` starts with the label. ``tree_numbers`` is filled for MeSH only; ``taxon`` for genes and cell lines that
    say their species. A term that its source withdrew has ``obsolete`` set and, where the source names one, a
    replacement in ``replaced_by``.
    """

    curie: Curie
    kind: Kind
    names: tuple[Name, ...]
    parents: tuple[Curie, ...] = ()
    definition: str = ""
    obsolete: bool = False
    replaced_by: tuple[Curie, ...] = ()
    tree_numbers: tuple[str, ...] = ()
    taxon: Curie | None = None
    xrefs: tuple[Curie, ...] = ()

    @property
    def label(self) -> str:
        """Return the preferred name, or the id where the source gives none."""
        return self.names[0].text if self.names else str(self.curie)
