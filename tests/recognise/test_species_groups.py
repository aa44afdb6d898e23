from __future__ import annotations

import pytest

from extractors.document import Document
from extractors.pipeline import Extraction, Pipeline
from extractors.recognise.organisms import Groups
from extractors.stages import ENTITY_STAGES, default_registry
from ontologies import Kind, Lexicon
from ontologies.curie import Curie


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.from_names(default_registry(), ENTITY_STAGES)


def species(pipeline: Pipeline, text: str) -> list[str]:
    result = pipeline.run_one(Document(id="t", text=text, source="t", format="text"))
    assert isinstance(result, Extraction), result
    return [mention.text for mention in result.mentions if mention.kind is Kind.SPECIES]


@pytest.mark.parametrize("name", ["animals", "vertebrates", "mammals", "rodents", "lady beetles", "stony corals"])
def test_a_name_of_a_group_above_the_genera_is_a_wide_one(name: str) -> None:
    assert Groups(Lexicon.open()).named(name)


@pytest.mark.parametrize("name", ["mice", "Drosophila", "Candida", "influenza virus", "no such thing"])
def test_a_species_a_genus_a_virus_and_an_unknown_name_are_no_wide_groups(name: str) -> None:
    assert not Groups(Lexicon.open()).named(name)


def test_groups_hold_what_stands_above_two_model_species() -> None:
    groups = Groups(Lexicon.open())
    assert Curie.parse("NCBITaxon:40674") in groups
    assert Curie.parse("NCBITaxon:10088") not in groups


def test_wide_groups_are_no_mentions_of_species(pipeline: Pipeline) -> None:
    text = "Mice and other animals were infected. The protein is conserved in mammals and vertebrates."
    assert species(pipeline, text) == ["Mice"]


def test_a_virus_is_found_whole_where_its_name_begins_with_a_disease(pipeline: Pipeline) -> None:
    text = "Shrimp were infected with white spot syndrome virus (WSSV). Replication of WSSV was measured in the gills."
    found = species(pipeline, text)
    assert "white spot syndrome virus" in found
    assert found.count("WSSV") == 2
