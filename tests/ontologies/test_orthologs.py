"""Groups of orthologs: the packed ones and those written by hand."""

from __future__ import annotations

from pathlib import Path

from ontologies.curie import Curie
from ontologies.orthologs import Orthologs, write_orthologs

HUMAN, MOUSE, RAT, FERRET = (Curie("NCBITaxon", number) for number in ("9606", "10090", "10116", "9669"))


def gene(number: int) -> Curie:
    return Curie("NCBIGene", str(number))


def test_genes_of_other_species_are_found_through_their_group(tmp_path: Path) -> None:
    write_orthologs([[(MOUSE, 20), (HUMAN, 10), (MOUSE, 21), (FERRET, 40)], [(RAT, 30), (HUMAN, 10)]], tmp_path)
    groups = Orthologs.open(tmp_path)
    assert len(groups) == 2
    assert groups.of(gene(10), MOUSE) == (gene(20), gene(21))
    assert groups.taxon_of(gene(21)) == MOUSE
    assert groups.of(gene(30), HUMAN) == ()
    assert groups.group_of(gene(40)) is None


def test_a_snapshot_without_groups_leaves_every_gene_alone(tmp_path: Path) -> None:
    groups = Orthologs.open(tmp_path)
    assert len(groups) == 0
    assert groups.of(gene(7157), MOUSE) == ()


def test_orthologs_with_other_symbols_stand_in_one_group() -> None:
    groups = Orthologs.open()
    assert groups.of(gene(7157), RAT) == (gene(24842),)
    assert groups.group_of(Curie("MGI", "98834")) is None
