"""What a command is asked for it does or refuses: so many rows in any format, a folder where files are written."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from graph_builders import review
from pyoxigraph import RdfFormat, Store

from kg.annotate.rows import claim_row
from kg.cli import cli
from kg.names import Names
from kg.query import columns, find_text, query, rows
from kg.rdf import Run, paper_quads
from kg.ways import examples


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


@pytest.mark.parametrize("what", ["claims", "papers", "agreement", "SELECT ?s { ?s a biolink:Article } ORDER BY ?s"])
@pytest.mark.parametrize("form", ["csv", "tsv", "json"])
def test_rows_are_limited_in_every_format(graph: Path, what: str, form: str) -> None:
    def count(*more: object) -> int:
        text = run("query", what, "--graph", graph, "--format", form, *more).stdout
        return len(json.loads(text)["results"]["bindings"]) if form == "json" else len(text.splitlines()) - 1

    everything = count()
    assert everything >= 2 or what.startswith("SELECT")
    assert count("--rows", 1) == min(1, everything)
    assert count("--rows", 0) == everything


def test_a_limit_and_a_parameter_go_together(graph: Path) -> None:
    result = run("query", "claims", "--graph", graph, "--format", "csv", "--rows", 1, "--param", "subject=MSC-EVs")
    assert len(list(csv.DictReader(io.StringIO(result.stdout)))) == 1


def test_worked_examples_are_asked_by_name(graph: Path) -> None:
    assert find_text("small-studies") == examples()["small-studies"]
    assert run("query", "other-ids", "--graph", graph).exit_code == 0
    assert "other-ids" in run("query", "--list").stdout


@pytest.mark.parametrize("form", ["csv", "parquet", "kgx-jsonl"])
def test_a_format_of_several_files_makes_no_folder_with_the_name_of_a_file(
    graph: Path, form: str, tmp_path: Path
) -> None:
    result = run("export", "--graph", graph, "--format", form, "--out", tmp_path / "claims.csv")
    assert result.exit_code == 2
    assert f"{tmp_path}/claims/" in result.stderr
    assert not list(tmp_path.iterdir())


def test_columns_of_effects_go_together() -> None:
    extraction = review()
    (claim,) = extraction.claims
    (first,) = claim.statistics
    bare = {"measure": "HR", "value": Decimal("0.4"), "ci_low": None, "ci_high": None, "ci_level": None, "n": 12}
    effects = first, replace(first, start=first.start + 1, i2_low=None, i2_high=None, studies=None, p=None, **bare)
    claim = replace(claim, statistics=effects)
    row = claim_row(claim)
    assert {name: row[name] for name in ("measure", "value", "ci_low", "p", "i2", "studies", "n")} == {
        "measure": "SMD|HR", "value": "-4.79|0.4", "ci_low": "-5.5|", "p": "<0.001|", "i2": "50-70|", "studies": "58|",
        "n": "|12",
    }  # fmt: skip
    run_facts = Run(version="1", config="c", stages=(), at="")
    made = paper_quads(replace(extraction, claims=(claim,)), Names(), run_facts, lambda pmid: False)
    store = Store()
    store.load("".join(made.lines()).encode(), RdfFormat.N_QUADS)
    found = query(store, "claims")
    (asked,) = (dict(zip(columns(found), cells, strict=True)) for cells in rows(found))  # type: ignore[arg-type]
    effect_columns = ("measure", "value", "ci_low", "ci_high", "ci_level", "p", "i2", "n", "studies")
    assert {name: asked[name] for name in effect_columns} == {name: row[name] for name in effect_columns}
