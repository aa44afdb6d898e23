"""Any installed spaCy or scispaCy pipeline as a recogniser."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

from extractors.document import BlockKind
from extractors.errors import MissingModelError
from extractors.mention import Mention
from extractors.pipeline import Extraction
from ontologies.term import Kind

PREFIX = "model:"

# Labels of the scispaCy models (BC5CDR, CRAFT, JNLPBA, BioNLP13CG) and of models trained on PubTator corpora. Labels
# that the table does not hold are looked up among the values of `Kind`; the rest of a model's entities are left out.
LABELS: dict[str, Kind] = {
    "DISEASE": Kind.DISEASE,
    "SPECIFICDISEASE": Kind.DISEASE,
    "DISEASECLASS": Kind.DISEASE,
    "MODIFIER": Kind.DISEASE,
    "COMPOSITEMENTION": Kind.DISEASE,
    "DISEASEORPHENOTYPICFEATURE": Kind.DISEASE,
    "CANCER": Kind.DISEASE,
    "PATHOLOGICAL_FORMATION": Kind.DISEASE,
    "CHEMICAL": Kind.CHEMICAL,
    "CHEMICALENTITY": Kind.CHEMICAL,
    "SIMPLE_CHEMICAL": Kind.CHEMICAL,
    "AMINO_ACID": Kind.CHEMICAL,
    "CHEBI": Kind.CHEMICAL,
    "GENE": Kind.GENE,
    "PROTEIN": Kind.GENE,
    "DNA": Kind.GENE,
    "RNA": Kind.GENE,
    "GGP": Kind.GENE,
    "GENEORGENEPRODUCT": Kind.GENE,
    "GENE_OR_GENE_PRODUCT": Kind.GENE,
    "SPECIES": Kind.SPECIES,
    "TAXON": Kind.SPECIES,
    "ORGANISM": Kind.SPECIES,
    "ORGANISMTAXON": Kind.SPECIES,
    "CELL_LINE": Kind.CELL_LINE,
    "CELLLINE": Kind.CELL_LINE,
    "CELL_TYPE": Kind.CELL_TYPE,
    "CELL": Kind.CELL_TYPE,
    "CL": Kind.CELL_TYPE,
    "GO": Kind.PROCESS,
    "SEQUENCEVARIANT": Kind.VARIANT,
    "ORGAN": Kind.ANATOMY,
    "TISSUE": Kind.ANATOMY,
    "ANATOMICAL_SYSTEM": Kind.ANATOMY,
    "MULTI_TISSUE_STRUCTURE": Kind.ANATOMY,
    "MULTI-TISSUE_STRUCTURE": Kind.ANATOMY,
    "ORGANISM_SUBDIVISION": Kind.ANATOMY,
    "DEVELOPING_ANATOMICAL_STRUCTURE": Kind.ANATOMY,
    "ENTITY": Kind.OTHER,
}


def recogniser(model: str) -> Callable[[Extraction], Iterator[Mention]]:
    """Load a spaCy pipeline by package name or folder and return it as a recogniser called ``model:<name>``.

    The model reads whole blocks, as it was trained to. Its objects do not leave: the recogniser yields plain mentions
    with offsets into `Document.text`. Raises `MissingModelError` where the model is not installed.
    """
    nlp = _load(model)
    name = PREFIX + model.rstrip("/").rpartition("/")[2]

    def find(extraction: Extraction) -> Iterator[Mention]:
        document = extraction.document
        blocks = [block for block in document.iter_blocks() if block.kind is not BlockKind.REFERENCE]
        texts = (document.text[block.start : block.end] for block in blocks)
        for block, doc in zip(blocks, nlp.pipe(texts), strict=True):
            for entity in doc.ents:
                kind = kind_of(entity.label_)
                if kind is not None:
                    start, end = block.start + entity.start_char, block.start + entity.end_char
                    yield Mention.cut(document.text, start, end, kind, name)

    return find


def kind_of(label: str) -> Kind | None:
    """Return the kind that a model's label stands for, or None.

    >>> kind_of("SIMPLE_CHEMICAL"), kind_of("CellLine"), kind_of("MONEY")
    (<Kind.CHEMICAL: 'Chemical'>, <Kind.CELL_LINE: 'CellLine'>, None)
    """
    return LABELS.get(label.upper()) or _BY_VALUE.get(label.upper())


_BY_VALUE = {kind.value.upper(): kind for kind in Kind}


@functools.lru_cache(maxsize=4)
def _load(model: str) -> Any:
    import spacy

    try:
        # Tagger, parser and lemmatizer cost most of the time and no NER component of these models reads them.
        return spacy.load(model, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])
    except OSError as error:
        raise MissingModelError(model) from error
