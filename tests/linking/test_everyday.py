"""Words that papers use in their everyday sense, and outcomes that keep all their words."""

from __future__ import annotations

import pytest

from extractors.document import Document
from extractors.pipeline import Extraction, Pipeline
from extractors.stages import ENTITY_STAGES, default_registry
from ontologies import Kind

PAPER = """Salt and survival.

METHODS

Patients will be followed in both arms of the trial; with respect to city and scale, the aim was to scale up. The left
arm and the liver were imaged.

RESULTS

Overall survival was longer with salt. Viability of the cells fell, and MCF-7 cell viability fell too. Protein energy
malnutrition (PEM) was rare. Severe PEM was not seen, and PEM stayed mild.
"""


@pytest.fixture(scope="module")
def read() -> Extraction:
    pipeline = Pipeline.from_names(default_registry(), ENTITY_STAGES)
    extraction = pipeline.run_one(Document(id="one", text=PAPER, source="one.txt", format="text"))
    assert isinstance(extraction, Extraction)
    return extraction


def names(read: Extraction, kind: Kind) -> set[str]:
    return {mention.text for mention in read.mentions if mention.kind is kind}


def test_everyday_words_are_no_processes_and_no_parts_of_the_body(read: Extraction) -> None:
    assert not names(read, Kind.PROCESS) & {"will", "respect", "city"}
    assert not names(read, Kind.ANATOMY) & {"arms", "scale", "arm"}
    assert "liver" in names(read, Kind.ANATOMY)


@pytest.mark.parametrize(
    ("words", "linked"), [("Overall survival", False), ("Viability", True), ("cell viability", True)]
)
def test_an_outcome_is_cellular_only_where_its_words_say_so(read: Extraction, words: str, linked: bool) -> None:
    [link] = [link for link in read.links if link.mention.kind is Kind.OUTCOME and link.mention.text.endswith(words)]
    assert (str(link.term) == "MESH:D002470") is linked


def test_a_short_form_is_everywhere_what_the_paper_says_it_is(read: Extraction) -> None:
    kinds = {mention.kind for mention in read.mentions if mention.text == "PEM"}
    assert kinds == {Kind.DISEASE}
