"""Mouse genes of MGI and rat genes of RGD: tables of id, symbol, synonyms and Ensembl ids."""

from __future__ import annotations

from collections.abc import Iterator

from ontologies.curie import Curie
from ontologies.errors import SourceError
from ontologies.readers.common import distinct, rows
from ontologies.term import Kind, Scope, Term

MOUSE, RAT = Curie("NCBITaxon", "10090"), Curie("NCBITaxon", "10116")
_HEADER = ["ID", "symbol", "synonyms", "ensembl"]


def read_mgi(data: bytes, source: str) -> Iterator[Term]:
    """Yield the mouse genes under their MGI ids."""
    return _read(data, source, prefix="MGI", taxon=MOUSE, separator="|")


def read_rgd(data: bytes, source: str) -> Iterator[Term]:
    """Yield the rat genes under their RGD ids."""
    return _read(data, source, prefix="RGD", taxon=RAT, separator=";")


def _read(data: bytes, source: str, *, prefix: str, taxon: Curie, separator: str) -> Iterator[Term]:
    for number, (identifier, symbol, synonyms, _) in rows(data, source, columns=4):
        if number == 1:
            if [identifier, symbol, synonyms, _] != _HEADER:
                raise SourceError(source, 1, f"expected the columns {', '.join(_HEADER)}")
            continue
        names = [(symbol, Scope.LABEL), *((synonym, Scope.EXACT) for synonym in synonyms.split(separator))]
        yield Term(curie=Curie(prefix, identifier), kind=Kind.GENE, names=distinct(names), taxon=taxon)
