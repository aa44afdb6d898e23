"""Scores are right on small cases whose answers are known."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Annotation, Document
from extractors.evaluate import Score, blind, compare, compare_overlap, evaluate_entities, evaluate_short_forms
from extractors.link import Link
from extractors.mention import Mention, ShortForm
from extractors.pipeline import Extraction, Pipeline
from ontologies.curie import Curie
from ontologies.term import Kind

TEXT = "Asthma and eczema; MCF-7 (M7)."
BAGS = st.lists(st.integers(0, 5))


def gold_document() -> Document:
    asthma = Annotation(kind=Kind.DISEASE, name="Asthma", curies=(Curie.parse("MESH:D001249"),), start=0, end=6)
    eczema = Annotation(kind=Kind.DISEASE, name="eczema", curies=(Curie.parse("MESH:D004485"),), start=11, end=17)
    return Document(id="1", text=TEXT, source="gold", format="pubtator", annotations=(asthma, eczema))


def finder(extraction: Extraction) -> Extraction:
    assert not extraction.document.annotations, "the pipeline was shown the answers"
    disease = Mention.cut(TEXT, 0, 6, Kind.DISEASE, "test")
    partial = Mention.cut(TEXT, 7, 17, Kind.DISEASE, "test")
    line = Mention.cut(TEXT, 19, 24, Kind.CELL_LINE, "test")
    links = (
        Link(mention=disease, term=Curie.parse("MESH:D001249"), rule="test"),
        Link(mention=partial, term=None, rule="test"),
        Link(mention=line, term=Curie.parse("CVCL_0031"), rule="test"),
    )
    short = ShortForm(short="M7", long="MCF-7", short_start=26, short_end=28, long_start=19, long_end=24)
    return dataclasses.replace(
        extraction, mentions=tuple(link.mention for link in links), links=links, short_forms=(short,)
    )


PIPELINE = Pipeline((("test", finder),))


def test_entities_are_scored_by_span_overlap_and_id_for_the_kinds_of_the_gold() -> None:
    rows = {(row.kind, row.measure): row.score for row in evaluate_entities([gold_document()], PIPELINE)}
    assert rows == {
        ("Disease", "mentions, strict"): Score(right=1, spurious=1, missed=1),
        ("Disease", "mentions, overlap"): Score(right=2),
        ("Disease", "ids per document (MESH)"): Score(right=1, missed=1),
    }


def test_a_pipeline_that_fails_has_found_nothing() -> None:
    def broken(extraction: Extraction) -> Extraction:
        raise ValueError

    rows = evaluate_entities([gold_document()], Pipeline((("broken", broken),)))
    assert {row.score for row in rows} == {Score(missed=2)}


def test_blind_documents_have_no_answers() -> None:
    assert blind(gold_document()).annotations == ()
    assert blind(gold_document()).text == TEXT


def test_abbreviation_pairs_are_compared_without_case(tmp_path: Path) -> None:
    gold = tmp_path / "pairs.tsv"
    gold.write_text("pmid\tshort_form\tlong_form\n1\tm7\tmcf-7\n1\tAD\tatopic dermatitis\n", encoding="utf-8")
    (row,) = evaluate_short_forms(gold, [gold_document()], PIPELINE)
    assert row.score == Score(right=1, missed=1)


@given(BAGS, BAGS)
def test_comparing_is_symmetric_with_spurious_and_missed_swapped(left: list[int], right: list[int]) -> None:
    there, back = compare(left, right), compare(right, left)
    assert (there.right, there.spurious, there.missed) == (back.right, back.missed, back.spurious)
    assert there.f1 == pytest.approx(back.f1)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)), unique=True))
def test_spans_overlap_with_themselves(pairs: list[tuple[int, int]]) -> None:
    spans = [(start, start + length) for start, length in pairs]
    score = compare_overlap(spans, spans)
    assert (score.right + score.missed, score.right + score.spurious) == (len(spans), len(spans))
    assert score.right >= 1 or not spans
