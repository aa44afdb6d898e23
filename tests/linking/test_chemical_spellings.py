from __future__ import annotations

import pytest

from extractors.linking import Linker
from extractors.linking.chemical_names import salts, spellings
from ontologies import Crosswalk, Kind, Lexicon


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(Lexicon.open(), Crosswalk.open())


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Mg", "magnesium"),
        ("Zn2+", "zinc"),
        ("O2", "oxygen"),
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


@pytest.mark.parametrize(
    ("base", "heading"),
    [
        ("sildenafil", "D000068677"),
        ("erlotinib", "D000069347"),
        ("tiotropium", "D000069447"),
        ("methacholine", "D016210"),
        ("levothyroxine", "D013974"),
    ],
)
def test_a_base_without_a_heading_has_that_of_its_salts(linker: Linker, base: str, heading: str) -> None:
    assert str(linker.link_text(base, Kind.CHEMICAL).term) == f"MESH:{heading}"


def test_the_salt_brings_no_counterparts_along_that_the_base_has_of_its_own(linker: Linker) -> None:
    link = linker.link_text("sildenafil", Kind.CHEMICAL)
    assert [(str(one.object), one.predicate.value) for one in link.mappings] == [("CHEBI:9139", "skos:closeMatch")]


@pytest.mark.parametrize("text", ["formyl", "uric acid", "zinc", "antidepressants"])
def test_what_is_no_base_has_no_salts(text: str) -> None:
    assert salts(text) == ()


def test_a_base_whose_salts_are_several_headings_stays_what_it_is(linker: Linker) -> None:
    assert str(linker.link_text("epicatechin", Kind.CHEMICAL).term) == "CHEBI:90"


@pytest.mark.parametrize(
    ("text", "term"),
    [("HDL", "MESH:D008075"), ("LDL-C", "MESH:D008078"), ("tenecteplase", "MESH:D000077785")],
)
def test_lipoproteins_and_proteins_that_are_given_have_a_heading(linker: Linker, text: str, term: str) -> None:
    assert str(linker.link_text(text, Kind.CHEMICAL).term) == term


def test_two_capitals_are_no_element(linker: Linker) -> None:
    assert linker.link_text("NA", Kind.CHEMICAL).term is None
    assert str(linker.link_text("Na", Kind.CHEMICAL).term) == "MESH:D012964"


def test_two_drugs_with_a_hyphen_are_two(linker: Linker) -> None:
    link = linker.link_text("xanomeline-trospium", Kind.CHEMICAL)
    assert [str(one.term) for one in link.each] == ["MESH:C075257", "MESH:C003330"]


@pytest.mark.parametrize(("text", "term"), [("nitrate", "MESH:D009566"), ("carbonate", "MESH:D002254")])
def test_an_ion_of_a_mineral_is_not_its_acid(linker: Linker, text: str, term: str) -> None:
    assert str(linker.link_text(text, Kind.CHEMICAL).term) == term


def test_what_laboratories_print_for_glycated_haemoglobin_is_found() -> None:
    found = Linker(Lexicon.open(), Crosswalk.open()).link_text("HbA1c", Kind.CHEMICAL)
    assert str(found.term) == "MESH:D006442"
