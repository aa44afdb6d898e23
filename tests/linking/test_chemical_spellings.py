from __future__ import annotations

import pytest

from extractors.linking import Linker
from extractors.linking.chemical_names import spellings
from ontologies import Crosswalk, Kind, Lexicon


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(Lexicon.open(), Crosswalk.open())


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Mg", "magnesium"),
        ("Zn2+", "zinc"),
        ("vecuronium", "vecuronium bromide"),
        ("SR 48,968", "SR 48968"),
        ("hexachloro-1:3-butadiene", "hexachloro-1,3-butadiene"),
        ("tri-ortho-tolyl phosphate", "triorthotolyl phosphate"),
    ],
)
def test_chemicals_are_also_looked_for_as_vocabularies_write_them(text: str, other: str) -> None:
    assert other in {name for name, _ in spellings(text)}


@pytest.mark.parametrize("text", ["aspirin", "sodium", "No"])
def test_a_plain_name_has_no_other_spelling(text: str) -> None:
    assert list(spellings(text)) == []


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("alcohol", "D000431"),
        ("alcohols", "D000438"),
        ("amphetamines", "D000662"),
        ("amphetamine", "D000661"),
        ("oxaloacetate", "D062907"),
        ("aluminum", "D000535"),
    ],
)
def test_of_a_class_and_a_single_substance_the_number_of_the_word_decides(
    linker: Linker, text: str, heading: str
) -> None:
    assert str(linker.link_text(text, Kind.CHEMICAL).find("MESH")) == f"MESH:{heading}"
