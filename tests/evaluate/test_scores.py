"""Scores are right on small cases whose answers are known."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.evaluate.facts import Judgement, answer, judge_sets
from extractors.evaluate.report import Row, rows
from extractors.evaluate.score import Score, compare, compare_overlap
from extractors.evaluate.task import Average, Measure

BAGS = st.lists(st.integers(0, 5))
# A busy machine makes slow examples; that says nothing about the code.
settings.register_profile("patient", suppress_health_check=[HealthCheck.too_slow], deadline=None)
PATIENT = settings(settings.get_profile("patient"))


@PATIENT
@given(BAGS, BAGS)
def test_comparing_is_symmetric_with_spurious_and_missed_swapped(left: list[int], right: list[int]) -> None:
    there, back = compare(left, right), compare(right, left)
    assert (there.right, there.spurious, there.missed) == (back.right, back.missed, back.spurious)
    assert there.f1 == pytest.approx(back.f1)


@PATIENT
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)), unique=True))
def test_spans_overlap_with_themselves(pairs: list[tuple[int, int]]) -> None:
    spans = [(start, start + length) for start, length in pairs]
    score = compare_overlap(spans, spans)
    assert (score.right + score.missed, score.right + score.spurious) == (len(spans), len(spans))
    assert score.right >= 1 or not spans


def test_no_answer_misses_and_a_wrong_answer_is_spurious_too() -> None:
    scores = [answer("design", "paper", expected="cohort", given=text).score for text in ("cohort", "review", "")]
    assert scores == [Score(right=1), Score(spurious=1, missed=1), Score(missed=1)]


def judgement(paper: str, kind: str, gold: str, found: str, vocabulary: str = "") -> Judgement:
    tally = judge_sets("ids", kind, dict.fromkeys(gold, ""), dict.fromkeys(found, ""), vocabulary=vocabulary)
    return Judgement(paper=paper, tallies=(tally,))


def by_line(found: list[Row]) -> dict[tuple[str, str, str], tuple[float, int, int]]:
    return {(row.kind, row.vocabulary, row.average): (round(row.f1, 3), row.gold, row.found) for row in found}


def test_all_kinds_are_summed_and_kinds_without_gold_left_out() -> None:
    papers = [judgement("1", "A", "xy", "x"), judgement("2", "B", "z", "z"), judgement("3", "C", "", "uvw")]
    assert by_line(rows(papers, [Measure(name="ids")])) == {
        ("A", "", "micro"): (0.667, 2, 1),
        ("B", "", "micro"): (1.0, 1, 1),
        ("all", "", "micro"): (0.8, 3, 2),
    }


def test_averages_over_papers_and_kinds_count_each_once() -> None:
    papers = [judgement("1", "A", "vwxy", "vwxy"), judgement("2", "A", "z", ""), judgement("3", "B", "z", "")]
    found = by_line(rows(papers, [Measure(name="ids", also=(Average.PAPERS, Average.KINDS))]))
    assert found["A", "", "micro"][0] == 0.889
    assert found["A", "", "papers"][0] == 0.5
    assert found["all", "", "kinds"][0] == pytest.approx(0.889 / 2, abs=1e-3)


def test_vocabularies_of_a_kind_are_shown_together_and_apart() -> None:
    papers = [judgement("1", "A", "xy", "x", "OMIM"), judgement("2", "A", "xyz", "xyz", "MESH")]
    assert by_line(rows(papers, [Measure(name="ids")])) == {
        ("A", "MESH, OMIM", "micro"): (0.889, 5, 4),
        ("A", "MESH", "micro"): (1.0, 3, 3),
        ("A", "OMIM", "micro"): (0.667, 2, 1),
    }
