"""`kg evaluate` from a file to scores."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractors.evaluate.systems import System
from extractors.evaluate.tasks import TASKS
from extractors.pipeline import Extraction, Pipeline
from kg.cli import cli

GOLD = "\n".join(
    (
        "7|t|Asthma in children",
        "7|a|Asthma was treated with prednisone.",
        "7\t0\t6\tAsthma\tDisease\tD001249",
        "7\t19\t25\tAsthma\tDisease\tD001249",
        "7\t43\t53\tprednisone\tChemical\tD011241",
        "",
        "8|t|Eczema and water",
        "8|a|Eczema is common.",
        "8\t0\t6\tEczema\tDisease\tD004485",
        "",
    )
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "gold.pubtator").write_text(GOLD, encoding="utf-8")
    return tmp_path / "gold.pubtator"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["evaluate", *map(str, arguments)])


def scores(result: Result) -> dict[tuple[str, str], str]:
    assert result.exit_code == 0, result.output
    return {(row["measure"], row["kind"]): row["f1"] for row in csv.DictReader(result.stdout.splitlines())}


def test_papers_and_kinds_are_chosen(gold: Path) -> None:
    found = scores(run(gold, "--kinds", "chemical", "--limit", 1, "--format", "csv"))
    assert {kind for _, kind in found} == {"Chemical"}
    assert found["mentions, strict", "Chemical"] == "1.000"
    assert run(gold, "--kinds", "Chemical", "--skip", 1).exit_code == 2


def test_more_processes_give_the_same_scores(gold: Path) -> None:
    assert run(gold, "--jobs", 2).stdout == run(gold).stdout


def test_a_run_is_compared_with_one_that_was_kept(gold: Path, tmp_path: Path) -> None:
    assert run(gold, "--save", tmp_path / "run.json").exit_code == 0
    result = run(gold, "--against", tmp_path / "run.json", "--format", "json")
    report = json.loads(result.stdout)
    assert (report["papers"], report["flips"]) == (2, [])
    assert {(line["before"] - line["now"], line["low"], line["high"]) for line in report["differences"]} == {(0, 0, 0)}


def test_errors_go_to_a_page_or_a_table(gold: Path, tmp_path: Path) -> None:
    for name, start in (("errors.html", "<!DOCTYPE html>"), ("errors.tsv", "paper\tclass")):
        assert run(gold, "--errors", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert run(gold, "--errors", tmp_path / "errors.doc").exit_code == 2
    assert "make it first" in run(gold, "--save", tmp_path / "nowhere" / "run.json").output


def test_a_paper_that_fails_is_named_and_makes_the_exit_code_one(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(extraction: Extraction) -> Extraction:
        raise ValueError("no")

    pipeline = Pipeline((("mentions.broken.v1", broken),))
    monkeypatch.setattr(System, "pipeline", lambda system, last_stage="": pipeline)
    result = run(gold, "--format", "csv")
    assert result.exit_code == 1
    assert "PMID7 failed" in result.stderr


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_scores_are_written_as_a_table(gold: Path, form: str) -> None:
    lines = [line for line in run(gold, "--format", form).stdout.splitlines() if "ids per document" in line]
    assert any("MESH" in line and "micro" in line for line in lines)


def test_what_cannot_be_scored_is_wrong_use(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "poem.txt").write_text("Roses are red.\n", encoding="utf-8")
    assert run(tmp_path / "poem.txt").exit_code == 2
    assert run(gold, "--task", "poetry").exit_code == 2
    assert run(gold, "--against", gold).exit_code == 2


def test_the_help_names_every_task() -> None:
    words = run("--help").stdout.split()
    assert set(TASKS) <= {word.strip(",.:") for word in words}
