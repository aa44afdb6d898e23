"""Entities are scored by span, by id and by linking alone, and the pipeline never sees the answers."""

from __future__ import annotations

from pathlib import Path

from evaluation_samples import sample_paper, sample_pipeline

from extractors.evaluate.examination import examine
from extractors.evaluate.examinee import blind
from extractors.evaluate.facts import Judgement
from extractors.evaluate.score import Score
from extractors.evaluate.tasks.abbreviation import TASK as ABBREVIATION
from extractors.evaluate.tasks.entities import (
    BOTH,
    IDS,
    LINKED,
    LINKED_IDS,
    NIL,
    OVERLAP,
    RENEWED,
    STRICT,
    TASK,
    cases_of,
)
from extractors.pipeline import Extraction, Pipeline


def judge(pipeline: Pipeline) -> Judgement:
    (judgement,) = examine(TASK, cases_of([sample_paper()]), pipeline)
    return judgement


def scores(judgement: Judgement) -> dict[tuple[str, str], Score]:
    return {(tally.measure, tally.vocabulary): tally.score for tally in judgement.tallies}


def test_entities_are_scored_for_the_kinds_of_the_gold_only() -> None:
    judgement = judge(sample_pipeline())
    assert {tally.kind for tally in judgement.tallies} == {"Disease"}
    assert scores(judgement) == {
        (STRICT, ""): Score(right=1, spurious=1, missed=1),
        (OVERLAP, ""): Score(right=2),
        (IDS, "MESH"): Score(right=1, missed=1),
        (RENEWED, "MESH"): Score(right=1, missed=1),
        (BOTH, ""): Score(right=1, spurious=1, missed=1),
        (LINKED_IDS, "MESH"): Score(right=1, spurious=1, missed=1),
        (LINKED, ""): Score(right=1, spurious=1, missed=1),
        (NIL, ""): Score(),
    }


def test_classes_of_errors_say_what_is_wrong_about_a_mention() -> None:
    marks = judge(sample_pipeline()).marks
    assert [(mark.gold, mark.text, mark.problems) for mark in marks] == [
        (True, "Asthma", ()),
        (True, "eczema", ("wrong boundary", "NIL")),
        (False, "Asthma", ()),
        (False, "and eczema", ("wrong boundary", "NIL")),
    ]


def test_a_pipeline_that_does_not_link_is_scored_by_mentions_alone() -> None:
    judgement = judge(Pipeline(sample_pipeline().stages[:1]))
    assert set(scores(judgement)) == {(STRICT, ""), (OVERLAP, "")}
    assert {problem for mark in judgement.marks for problem in mark.problems} == {"wrong boundary"}


def test_a_pipeline_that_fails_has_found_nothing_and_says_so() -> None:
    def broken(extraction: Extraction) -> Extraction:
        raise ValueError("no")

    judgement = judge(Pipeline((("mentions.broken.v1", broken),)))
    assert {tally.score for tally in judgement.tallies} == {Score(missed=2)}
    assert judgement.failure == "mentions.broken.v1: ValueError: no"


def test_blind_documents_have_no_answers() -> None:
    assert blind(sample_paper()).annotations == ()
    assert blind(sample_paper()).text == sample_paper().text


def test_abbreviation_pairs_are_compared_without_case(tmp_path: Path) -> None:
    gold = tmp_path / "pairs.tsv"
    gold.write_text("pmid\tshort_form\tlong_form\n1\tm7\tmcf-7\n1\tAD\tatopic dermatitis\n", encoding="utf-8")
    (tmp_path / "abstracts.txt").write_text("1\nAsthma and eczema; MCF-7 (M7).\n", encoding="utf-8")
    (judgement,) = examine(ABBREVIATION, ABBREVIATION.read(gold, None), sample_pipeline())
    assert judgement.tallies[0].score == Score(right=1, missed=1)


def test_the_linker_knows_what_the_system_found_of_kinds_that_the_gold_does_not_label() -> None:
    seen: list[list[str]] = []

    def watch(extraction: Extraction) -> Extraction:
        seen.append([mention.text for mention in extraction.mentions])
        return extraction

    recognising, linking = sample_pipeline().stages
    judge(Pipeline((recognising, ("links.watch.v1", watch), linking)))
    assert seen[-1] == ["Asthma", "eczema", "MCF-7"]
