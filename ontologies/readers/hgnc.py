"""The table of HGNC: human genes by symbol, with NCBI Gene ids, aliases and previous symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ontologies.curie import Curie
from ontologies.errors import SourceError
from ontologies.readers.common import distinct, rows
from ontologies.readers.mirna import mirna_names
from ontologies.term import Kind, Name, Scope, Term

HUMAN = Curie("NCBITaxon", "9606")
_HEADER = ["HGNC ID", "Approved symbol", "Approved name", "Status", "Alias symbols"]
_SEE = re.compile(r"HGNC:(\d+)\]")


def read_hgnc(data: bytes, source: str) -> Iterator[Term]:
    """Yield the genes under their NCBI Gene id, or the HGNC id where there is none; withdrawn symbols are obsolete.

    A withdrawn entry is replaced by the gene that it points to. Genes of microRNAs get the spellings of `mirna_names`.
    """
    table = [cells for _, cells in rows(data, source, columns=13)]
    if not table or table[0][:5] != _HEADER:
        raise SourceError(source, 1, f"expected the columns {', '.join(_HEADER)} ...")
    genes = {cells[0]: _primary(cells) for cells in table[1:]}
    for cells in table[1:]:
        yield _withdrawn(cells, genes) if "Withdrawn" in cells[3] else _gene(cells)


def _primary(cells: list[str]) -> Curie:
    return Curie("NCBIGene", cells[5]) if cells[5] else Curie.parse(cells[0])


def _gene(cells: list[str]) -> Term:
    symbol, name = cells[1], cells[2]
    names = [(symbol, Scope.LABEL), (name, Scope.EXACT)]
    names += [(alias.strip(), Scope.EXACT) for alias in cells[4].split(", ")]
    names += [(previous.strip(), Scope.PREVIOUS) for previous in cells[9].split(", ")]
    if cells[11] == "RNA, micro":
        names += [(made.text, made.scope) for made in mirna_names(name, "hsa")]
    primary, own = _primary(cells), Curie.parse(cells[0])
    return Term(
        curie=primary,
        kind=Kind.GENE,
        names=distinct(names),
        taxon=HUMAN,
        xrefs=() if primary == own else (own,),
    )


def _withdrawn(cells: list[str], genes: dict[str, Curie]) -> Term:
    successor = _SEE.search(cells[2])
    followed = genes.get(f"HGNC:{successor[1]}") if successor else None
    return Term(
        curie=Curie.parse(cells[0]),
        kind=Kind.GENE,
        names=(Name(text=cells[1], scope=Scope.LABEL),),
        taxon=HUMAN,
        obsolete=True,
        replaced_by=(followed,) if followed else (),
    )
