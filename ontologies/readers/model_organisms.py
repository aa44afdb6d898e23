"""Mouse genes of MGI and rat genes of RGD: tables of id, symbol, synonyms and Ensembl ids; zebrafish genes of ZFIN."""

from __future__ import annotations

from collections.abc import Iterator

from ontologies.curie import Curie
from ontologies.errors import SourceError
from ontologies.readers.common import distinct, rows
from ontologies.term import Kind, Scope, Term

MOUSE, RAT, ZEBRAFISH = Curie("NCBITaxon", "10090"), Curie("NCBITaxon", "10116"), Curie("NCBITaxon", "7955")
_HEADER = ["ID", "symbol", "synonyms", "ensembl"]


def read_mgi(data: bytes, source: str) -> Iterator[Term]:
    """Yield the mouse genes under their MGI ids."""
    return _read(data, source, prefix="MGI", taxon=MOUSE, separator="|")


def read_rgd(data: bytes, source: str) -> Iterator[Term]:
    """Yield the rat genes under their RGD ids."""
    return _read(data, source, prefix="RGD", taxon=RAT, separator=";")


def read_zfin(data: bytes, source: str) -> Iterator[Term]:
    """Yield the zebrafish genes under their NCBI Gene ids: a table of ZFIN id, feature type, symbol and gene id."""
    for number, (_, _, symbol, identifier, *_) in rows(data, source, columns=4, more=True):
        if number == 1:
            if not identifier.startswith("NCBI Gene"):
                raise SourceError(source, number, "expected the columns ZFIN ID, SO ID, Symbol, NCBI Gene ID")
        elif identifier:
            names = distinct([(symbol, Scope.LABEL)])
            yield Term(curie=Curie("NCBIGene", identifier), kind=Kind.GENE, names=names, taxon=ZEBRAFISH)


def _read(data: bytes, source: str, *, prefix: str, taxon: Curie, separator: str) -> Iterator[Term]:
    for number, (identifier, symbol, synonyms, _) in rows(data, source, columns=4):
        if number == 1:
            if [identifier, symbol, synonyms, _] != _HEADER:
                raise SourceError(source, 1, f"expected the columns {', '.join(_HEADER)}")
            continue
        names = [(symbol, Scope.LABEL), *((synonym, Scope.EXACT) for synonym in synonyms.split(separator))]
        yield Term(curie=Curie(prefix, identifier), kind=Kind.GENE, names=distinct(names), taxon=taxon)
