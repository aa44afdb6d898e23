"""Classes of drugs are interventions with a heading of their own, never one of their members."""

from __future__ import annotations

import pytest

from extractors.document import Document
from extractors.linking import Linker
from extractors.pipeline import Extraction, Pipeline
from extractors.stages import ENTITY_STAGES, default_registry
from ontologies import Crosswalk, Kind, Lexicon


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.from_names(default_registry(), ENTITY_STAGES)


def classes(pipeline: Pipeline, text: str) -> dict[str, str]:
    result = pipeline.run_one(Document(id="t", text=text, source="t", format="text"))
    assert isinstance(result, Extraction), result
    return {link.mention.text: str(link.term) for link in result.links if link.mention.kind is Kind.INTERVENTION}


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("SGLT2 inhibitors", "MESH:D000077203"),
        ("Proton pump inhibitors", "MESH:D054328"),
        ("Antipsychotics", "MESH:D014150"),
        ("An ACE inhibitor", "MESH:D000806"),
    ],
)
def test_a_class_has_its_heading(pipeline: Pipeline, name: str, heading: str) -> None:
    found = classes(pipeline, f"{name} raised blood pressure in mice.")
    assert found[name.removeprefix("An ")] == heading


def test_the_gene_inside_stays_beside_the_class(pipeline: Pipeline) -> None:
    result = pipeline.run_one(Document(id="t", text="DPP-4 inhibitors lower glucose.", source="t", format="text"))
    assert isinstance(result, Extraction)
    assert {link.mention.text: link.mention.kind for link in result.links}["DPP-4"] is Kind.GENE


def test_its_letters_stand_for_it_in_the_singular_too(pipeline: Pipeline) -> None:
    found = classes(pipeline, "Angiotensin receptor blockers (ARBs) are old. ARBs help, and an ARB costs little.")
    assert found["ARBs"] == found["ARB"] == "MESH:D057911"


def test_adjectives_and_effects_are_no_classes(pipeline: Pipeline) -> None:
    assert classes(pipeline, "Cholinergic neurons died, and the antiviral activity was weak.") == {}


@pytest.mark.parametrize("name", ["statin", "statins"])
def test_a_class_never_stands_for_a_member(name: str) -> None:
    link = Linker(Lexicon.open(), Crosswalk.open()).link_text(name, Kind.CHEMICAL)
    assert str(link.term) == "MESH:D019161"
