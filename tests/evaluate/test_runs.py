"""Runs are kept and compared."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation_samples import sample_paper, sample_pipeline

from extractors.errors import ReaderError
from extractors.evaluate.against import Turn, differences, flips, shared
from extractors.evaluate.examination import examine
from extractors.evaluate.facts import Judgement, judge_sets
from extractors.evaluate.run import Run, load, save, select
from extractors.evaluate.task import Measure
from extractors.evaluate.tasks.entities import TASK, cases_of

IDS = (Measure(name="ids"),)


def judged(number: int, found: str) -> Judgement:
    tally = judge_sets("ids", "Disease", {"a": "asthma", "b": "flu"}, dict.fromkeys(found, "seen"))
    return Judgement(paper=str(number), tallies=(tally,))


def run(*judgements: Judgement) -> Run:
    return Run(task="entities", gold="gold", system="claimgraph", judgements=judgements)


def test_a_saved_run_is_read_back_with_all_that_comparing_needs(tmp_path: Path) -> None:
    made = run(*examine(TASK, cases_of([sample_paper()]), sample_pipeline()))
    save(made, tmp_path / "run.json")
    again = load(tmp_path / "run.json")
    assert [judgement.tallies for judgement in again.judgements] == [j.tallies for j in made.judgements]
    assert (again.task, again.gold, again.system) == (made.task, made.gold, made.system)
    assert sample_paper().text not in (tmp_path / "run.json").read_text(encoding="utf-8")


def test_a_file_that_is_no_run_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ReaderError, match="--save"):
        load(tmp_path / "run.json")


def test_the_same_run_twice_has_no_difference_and_nothing_turned() -> None:
    judgements = [judged(number, "ax") for number in range(5)]
    (difference,) = differences(judgements, judgements, IDS)
    assert (difference.change, difference.low, difference.high) == (0, 0, 0)
    assert flips(judgements, judgements) == []


def test_a_gain_in_every_paper_has_an_interval_above_zero() -> None:
    before, now = ([judged(number, found) for number in range(8)] for found in ("a", "ab"))
    (difference,) = differences(before, now, IDS)
    assert difference.change == pytest.approx(1 / 3)
    assert 0 < difference.low <= difference.change <= difference.high


def test_a_gain_in_one_paper_of_many_may_be_chance() -> None:
    before = [judged(number, "a") for number in range(8)]
    (difference,) = differences(before, [judged(0, "ab"), *before[1:]], IDS)
    assert difference.low == 0 < difference.change


def test_what_turned_is_listed_most_frequent_first() -> None:
    before = [judged(1, "ax"), judged(2, "ax"), judged(3, "a")]
    now = [judged(1, "b"), judged(2, "ab"), judged(3, "ay")]
    assert [(flip.turn, flip.text, flip.count, flip.papers) for flip in flips(before, now)] == [
        (Turn.FOUND, "b", 2, ("1", "2")),
        (Turn.GONE, "x", 2, ("1", "2")),
        (Turn.LOST, "a", 1, ("1",)),
        (Turn.WRONG, "y", 1, ("3",)),
    ]


def test_only_papers_that_both_runs_hold_are_compared() -> None:
    old, new = shared(run(judged(2, ""), judged(1, "a")), run(judged(1, "b"), judged(3, "")))
    assert [(judgement.paper, judgement.tallies[0].score.right) for judgement in (*old, *new)] == [("1", 1), ("1", 1)]


def test_kinds_are_chosen_without_case() -> None:
    assert select([judged(1, "a")], ["disease"])[0].tallies
    assert not select([judged(1, "a")], ["Gene"])[0].tallies
