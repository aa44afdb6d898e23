"""Names of species beyond the lexicon."""

from __future__ import annotations

from pathlib import Path

from ontologies.curie import Curie
from ontologies.organisms import Organisms, write_organisms


def test_a_species_is_found_by_its_two_words_only(tmp_path: Path) -> None:
    write_organisms({"Fusarium novum": 12, "Aedes albus": 7}, tmp_path)
    organisms = Organisms.open(tmp_path)
    assert len(organisms) == 2
    assert organisms.find("Aedes albus") == Curie("NCBITaxon", "7")
    assert organisms.find("Aedes") is None


def test_a_snapshot_without_the_list_knows_no_further_species(tmp_path: Path) -> None:
    assert Organisms.open(tmp_path).find("Aedes albus") is None


def test_the_packed_list_does_not_repeat_the_lexicon() -> None:
    organisms = Organisms.open()
    assert organisms.find("Neurospora tetrasperma") == Curie("NCBITaxon", "40127")
    assert organisms.find("Homo sapiens") is None
