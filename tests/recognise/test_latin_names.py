"""Species by their Latin names, and what names of organisms mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.document import Document
from extractors.linking.learned import Learned
from extractors.linking.species import Species
from extractors.pipeline import Extraction, Pipeline
from extractors.recognise import organisms
from extractors.sentences import stage as sentences
from ontologies.lexicon import Lexicon
from ontologies.organisms import Organisms


@pytest.fixture(scope="module")
def species(nothing_learned: Path) -> Species:
    return Species(Lexicon.open(), Learned(nothing_learned), Organisms.open())


def found(text: str) -> list[tuple[str, list[str]]]:
    extraction = sentences()(Extraction(document=Document(id="x", text=text, source="x", format="text")))
    mentions = organisms.recogniser(Lexicon.open())(extraction)
    return [(mention.text, [str(curie) for curie in mention.given]) for mention in mentions]


def test_a_species_beyond_the_lexicon_is_found_by_its_two_words() -> None:
    assert found("Ears were infected with Fusarium graminearum today.") == [("Fusarium graminearum", [])]


def test_two_ordinary_words_are_no_species() -> None:
    assert found("Many patients improved. Later they walked.") == []


def test_a_letter_stands_for_a_genus_that_the_paper_writes_out() -> None:
    text = "Traps caught Rhipicephalus microplus and more of R. evertsi."
    assert ("R. evertsi", ["NCBITaxon:60190"]) in found(text)


@pytest.mark.parametrize(
    ("name", "taxon"),
    [
        ("mice", "NCBITaxon:10090"),
        ("knockout mice", "NCBITaxon:10090"),
        ("Escherichia coli BL21", "NCBITaxon:562"),
        ("murine", "NCBITaxon:10090"),
        ("mosquitoes", "NCBITaxon:7157"),
        ("Neurospora tetrasperma", "NCBITaxon:40127"),
    ],
)
def test_the_species_is_meant_not_its_genus_or_strain(species: Species, name: str, taxon: str) -> None:
    assert str(species.find(name)[0].curie) == taxon


def test_a_species_without_a_name_is_not_its_genus(species: Species) -> None:
    assert species.find("Neurospora inventata") == ()


def test_the_pipeline_links_what_was_found(pipeline: Pipeline) -> None:
    document = Document(id="x", text="We gave it to mice. Mice ate.", source="x", format="text")
    result = pipeline.run_one(document)
    assert isinstance(result, Extraction)
    assert {str(link.term) for link in result.links} == {"NCBITaxon:10090"}
