"""NCBI Gene's own table of genes, ``gene_info``."""

from __future__ import annotations

from collections.abc import Iterator

from ontologies.curie import Curie
from ontologies.errors import SourceError
from ontologies.readers.common import distinct, rows
from ontologies.term import Kind, Scope, Term

_HEADER = ["#tax_id", "GeneID", "Symbol", "LocusTag", "Synonyms"]
_NEW = "NEWENTRY"


def read_gene_info(data: bytes, source: str) -> Iterator[Term]:
    """Yield the genes: symbol, then full names and synonyms as exact names, then other designations as related ones.

    >>> line = "\\t".join("9606|1000|CDH2|-|NCAD|-|18|-|cadherin 2|-|-|-|-|N-cadherin 1|-|-".split("|"))
    >>> header = "\\t".join(["#tax_id", "GeneID", "Symbol", "LocusTag", "Synonyms", *"abcdefghijk"])
    >>> [name.text for term in read_gene_info(f"{header}\\n{line}".encode(), "example") for name in term.names]
    ['CDH2', 'cadherin 2', 'NCAD', 'N-cadherin 1']
    """
    for number, cells in rows(data, source, columns=16):
        if number == 1:
            if cells[:5] != _HEADER:
                raise SourceError(source, number, f"expected the columns {', '.join(_HEADER)} ...")
        elif cells[2] != _NEW:
            yield _gene(cells)


def _gene(cells: list[str]) -> Term:
    full = [(name, Scope.EXACT) for name in (*_parts(cells[8]), *_parts(cells[11]), *_parts(cells[4]))]
    other = [(name, Scope.RELATED) for name in _parts(cells[13])]
    return Term(
        curie=Curie("NCBIGene", cells[1]),
        kind=Kind.GENE,
        names=distinct([(cells[2], Scope.LABEL), *full, *other]),
        taxon=Curie("NCBITaxon", cells[0]),
    )


def _parts(cell: str) -> list[str]:
    return [] if cell == "-" else cell.split("|")
