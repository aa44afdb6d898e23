from __future__ import annotations

import pytest

from extractors.linking import Linker
from ontologies import Crosswalk, Kind, Lexicon


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(Lexicon.open(), Crosswalk.open())


@pytest.mark.parametrize(("name", "taxon"), [("mouse", "10090"), ("Drosophila", "7227"), ("Arabidopsis", "3702")])
def test_of_a_genus_and_its_species_of_one_name_the_species_is_meant(linker: Linker, name: str, taxon: str) -> None:
    assert str(linker.link_text(name, Kind.SPECIES).term) == f"NCBITaxon:{taxon}"


@pytest.mark.parametrize(
    ("name", "taxon"), [("Sus scrofa", "9823"), ("Streptomyces coelicolor", "1902"), ("maize", "4577")]
)
def test_of_a_species_and_its_strain_or_tame_form_the_species_is_meant(linker: Linker, name: str, taxon: str) -> None:
    assert str(linker.link_text(name, Kind.SPECIES).term) == f"NCBITaxon:{taxon}"


def test_letters_that_one_paper_uses_otherwise_are_what_the_lexicon_says(linker: Linker) -> None:
    assert str(linker.link_text("RSV", Kind.SPECIES).term) == "NCBITaxon:11250"
