"""The index: any name finds its thing, no words break it, and it is the same each time."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.folder import GraphFolder
from kg.query import find_called, resolve
from kg.search import FILE, Search, write_search

BASE = "https://w3id.org/claimgraph/data/"


@pytest.fixture(scope="module")
def search(graph: Path) -> Iterator[Search]:
    with Search.open(graph) as opened:
        yield opened


@pytest.mark.parametrize(
    "words", ["breast cancer", "Cancer of Breast", "CANCER OF THE BREAST"[:9] + " breast", "brea", "MONDO:0007254",
              "mondo:0007254", "canc brea"]
)  # fmt: skip
def test_an_entity_is_found_by_any_of_its_names_and_by_their_beginnings(search: Search, words: str) -> None:
    assert "breast cancer" in [one.label for one in search.entities(words)]


def test_letters_and_digits_may_be_written_together_or_apart(search: Search) -> None:
    for words in ("miR-23b", "mir23b", "MIR 23 B"):
        assert next(one.curie for one in search.entities(words)) == "NCBIGene:407011"


def test_an_exact_name_comes_before_a_longer_one_that_is_spoken_of_more(search: Search) -> None:
    assert next(one.label for one in search.entities("cancer")) == "cancer"


def test_hits_say_how_often_they_occur(search: Search) -> None:
    (found,) = (one for one in search.entities("breast cancer") if one.curie == "MONDO:0007254")
    assert (found.kind, found.mentions, found.statements) == ("Disease", 3, 2)


def test_papers_and_claims_are_found_by_words(search: Search) -> None:
    assert [one.name for one in search.papers("vesicles tumours")] == ["PMC1"]
    assert [one.name for one in search.papers("PMC1")] == ["PMC1"]
    (withdrawn,) = search.papers("another view")
    assert withdrawn.retracted
    assert len(search.statements("may increase apoptosis")) == 1
    assert search.count("statement", "apoptosis") == 3


def test_retracted_comes_with_the_paper(search: Search) -> None:
    assert [one.retracted for one in search.papers("PMID2")] == [True]


@given(words=st.text(max_size=60))
def test_no_words_break_a_search(graph: Path, words: str) -> None:
    with Search.open(graph) as search:
        search.entities(words)
        search.papers(words)
        search.statements(words)


@pytest.mark.parametrize(
    "words", ['"', "a OR", "NEAR(a b)", "x*", "^a", "names:x", "a AND NOT b", "';drop table entity", "\x00"]
)
def test_operators_are_words(search: Search, words: str) -> None:
    assert isinstance(search.entities(words), list)
    assert isinstance(search.statements(words), list)


def test_a_build_brings_the_index_and_the_same_graph_gives_the_same_bytes(graph: Path, tmp_path: Path) -> None:
    version = GraphFolder(graph).current()
    again = tmp_path / FILE
    write_search(Store.read_only(str(version / "store")), BASE, again)
    assert again.read_bytes() == (version / FILE).read_bytes()


def test_a_graph_without_an_index_gets_one_beside_it(graph: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(graph, tmp_path / "copy")
    beside = GraphFolder(copy).current() / FILE
    beside.unlink()
    with Search.open(copy) as search:
        assert search.entities("breast cancer")
    assert beside.exists()


def test_an_index_of_another_form_or_a_broken_one_is_made_again(graph: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(graph, tmp_path / "copy")
    beside = GraphFolder(copy).current() / FILE
    beside.write_bytes(b"no database at all" * 100)
    with Search.open(copy) as search:
        assert search.entities("breast cancer")
    with sqlite3.connect(beside) as connection:
        connection.execute("update about set value = '0'")
    connection.close()
    with Search.open(copy) as search:
        assert search.entities("breast cancer")


def test_where_the_graph_cannot_be_written_the_index_goes_into_the_cache(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree(graph, tmp_path / "copy")
    version = GraphFolder(copy).current()
    (version / FILE).unlink()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("os.access", lambda path, mode: False)
    for _ in range(2):
        with Search.open(copy) as search:
            assert search.entities("breast cancer")
    assert not (version / FILE).exists()
    assert len(list((tmp_path / "cache" / "claimgraph").iterdir())) == 1


def test_a_parameter_finds_its_name_in_the_index_as_it_would_in_the_store(graph: Path) -> None:
    store = Store.read_only(str(GraphFolder(graph).current() / "store"))
    called = find_called(GraphFolder(graph).current())
    assert called is not None
    for name in ("APOPTOSIS", "BREAST cancer"):
        assert resolve(store, name, "entity", called) == resolve(store, name, "entity")
    assert [node.value for node in resolve(store, "miR 23 b", "term", called)] == [
        "https://identifiers.org/ncbigene/407011"
    ]


def test_a_graph_without_an_index_is_asked_for_its_names(graph: Path, tmp_path: Path) -> None:
    shutil.copytree(graph, tmp_path / "graph")
    (GraphFolder(tmp_path / "graph").current() / FILE).unlink()
    assert find_called(GraphFolder(tmp_path / "graph").current()) is None
