"""Answers that need the whole graph are worked out once for each version, and are those that the query gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Papers
from pyoxigraph import QuerySolutions, Store

import kg.answers
from kg.answers import find_answer, find_or_keep, is_kept, keep_answers
from kg.build import Summary
from kg.cli import cli
from kg.folder import GraphFolder
from kg.paging import is_paged
from kg.query import columns, named_queries, query, rows

KEPT = [name for name in named_queries() if is_kept(name, {})]


@pytest.fixture
def folder(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that holds the answers of the small graph."""
    monkeypatch.setattr(kg.answers, "LEAST_QUADS", 0)
    keep_answers(store, tmp_path)
    return tmp_path


def both(store: Store, folder: Path, name: str, **params: str) -> tuple[list[object], list[object]]:
    asked, kept = query(store, name, **params), find_answer(folder, name, params)
    assert isinstance(asked, QuerySolutions)
    assert kept is not None
    assert columns(asked) == columns(kept)
    return list(rows(asked)), list(rows(kept))


@pytest.mark.parametrize("name", named_queries())
def test_every_named_query_begins_at_once_or_is_kept(name: str) -> None:
    assert is_paged(name, {}) != is_kept(name, {})


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept_is_what_the_query_answers(name: str, store: Store, folder: Path) -> None:
    asked, kept = both(store, folder, name)
    assert asked == kept


@pytest.mark.parametrize(("name", "parameter"), [("unlinked", "type"), ("forest", "measure"), ("imported", "paper")])
def test_a_parameter_that_only_picks_rows_picks_them_from_what_is_kept(
    name: str, parameter: str, store: Store, folder: Path
) -> None:
    whole = query(store, name)
    assert isinstance(whole, QuerySolutions)
    place = columns(whole).index(parameter)
    for value in {row[place] for row in rows(whole)}:
        asked, kept = both(store, folder, name, **{parameter: value})
        assert asked == kept
        assert asked
    asked, kept = both(store, folder, name, **{parameter: "nothing of the sort"})
    assert asked == kept == []


def test_a_row_is_picked_by_any_of_the_values_that_are_joined_in_its_column(folder: Path) -> None:
    kept = next((folder / kg.answers.FOLDER).glob("targets-*.tsv"))
    head = kept.read_text(encoding="utf-8").splitlines()[0]
    settings = ("in vitro|in vivo", "in vivo", "in vitro", "ex vivo")
    lines = ("\t".join(f'"{seen}"' if name == "?setting" else "" for name in head.split("\t")) for seen in settings)
    kept.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    found = find_answer(folder, "targets", {"setting": "in vivo"})
    assert found is not None
    assert [row[columns(found).index("setting")] for row in rows(found)] == ["in vitro|in vivo", "in vivo"]


def test_any_other_parameter_is_not_kept(folder: Path) -> None:
    assert find_answer(folder, "agreement", {"subject": "MSC-EVs"}) is None
    assert find_answer(folder, "claims", {}) is None
    assert find_answer(folder, "SELECT * { ?s ?p ?o }", {}) is None


def test_the_first_rows_are_the_first_ones(folder: Path) -> None:
    whole, first = find_answer(folder, "overview", {}), find_answer(folder, "overview", {}, 3)
    assert whole is not None
    assert first is not None
    assert list(rows(whole))[:3] == list(rows(first))


def test_an_answer_that_nobody_kept_is_kept_when_it_is_asked_for(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_or_keep(store, tmp_path, "overview", {}) is None
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(kg.answers, "LEAST_QUADS", 0)
    assert find_or_keep(store, tmp_path, "overview", {}) is not None
    assert find_answer(tmp_path, "overview", {}) is not None


def test_an_answer_to_another_text_of_the_query_is_not_taken(folder: Path) -> None:
    (path,) = (folder / "answers").glob("overview-*")
    path.rename(path.with_name("overview-000000000000.tsv"))
    assert find_answer(folder, "overview", {}) is None


def test_a_build_keeps_answers_and_the_commands_take_them(
    papers: Papers, make: Callable[..., Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kg.answers, "LEAST_QUADS", 0)
    folder = papers(a={"use": "review"}, b={"use": "other"})
    make(folder)
    target = tmp_path / "graph"
    (path,) = (GraphFolder(target).current() / "answers").glob("agreement-*")
    head = path.read_bytes().partition(b"\n")[0]
    path.write_bytes(head + b'\n"zinc"\t"pain"\t"clinical"' + b"\t1" * 6 + b'\t"agree"\n')
    result = CliRunner().invoke(cli, ["query", "agreement", "--graph", str(target), "--format", "csv"])
    assert result.output.splitlines()[1:] == ["zinc,pain,clinical,1,1,1,1,1,1,agree"]
