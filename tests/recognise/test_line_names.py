from __future__ import annotations

import pytest

from extractors.document import Document
from extractors.pipeline import Extraction, Pipeline
from extractors.stages import ENTITY_STAGES, default_registry
from ontologies import Kind


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.from_names(default_registry(), ENTITY_STAGES)


def lines(pipeline: Pipeline, text: str) -> list[tuple[str, str]]:
    result = pipeline.run_one(Document(id="t", text=text, source="t", format="text"))
    assert isinstance(result, Extraction), result
    return [(link.mention.text, str(link.term)) for link in result.links if link.mention.kind is Kind.CELL_LINE]


def test_a_name_of_a_person_is_a_cell_line_only_beside_a_word_for_one(pipeline: Pipeline) -> None:
    assert lines(pipeline, "The test of Kimura was used for the counts.") == []
    assert [name for name, _ in lines(pipeline, "Kimura cells were grown in flasks.")] == ["Kimura"]


def test_well_known_lines_need_no_word_beside_them(pipeline: Pipeline) -> None:
    assert [name for name, _ in lines(pipeline, "Calcium rose in Jurkat after two hours.")] == ["Jurkat"]


def test_tumours_and_mice_that_bear_them_tell_a_line(pipeline: Pipeline) -> None:
    text = "4T1 tumours grew in mice; LLC-bearing mice and THP-1-derived macrophages were studied."

    assert [name for name, _ in lines(pipeline, text)] == ["4T1", "LLC", "THP-1"]


def test_fibroblasts_of_mouse_embryos_are_taken_for_the_line_that_has_their_name(pipeline: Pipeline) -> None:
    assert lines(pipeline, "MEFs were lysed and blotted.") == [("MEFs", "CVCL_9115")]


@pytest.mark.parametrize("text", ["Chs5 and Cas9 were cloned.", "Each SNP was typed.", "The EC50 was low."])
def test_symbols_of_genes_and_words_of_method_are_no_cell_lines(pipeline: Pipeline, text: str) -> None:
    assert lines(pipeline, text) == []
