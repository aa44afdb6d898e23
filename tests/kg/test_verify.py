"""Verification finds nothing in a good graph, and what was broken in a bad one."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.folder import GraphFolder
from kg.texts import FILE, pack
from kg.verify import Check, verify
from kg.vocab import PREFIXES


@pytest.fixture
def copy(graph: Path, tmp_path: Path) -> Path:
    """Return a copy of the small graph that a test may break."""
    return Path(shutil.copytree(graph, tmp_path / "copy"))


def change(graph: Path, before: str, after: str = "", where: str = "") -> None:
    """Replace one triple pattern by another in the graph that has it."""
    store = Store(str(GraphFolder(graph).current() / "store"))
    insert = f"INSERT {{ GRAPH ?g {{ {after} }} }}" if after else ""
    sparql = f"DELETE {{ GRAPH ?g {{ {before} }} }} {insert} WHERE {{ GRAPH ?g {{ {before} . {where} }} }}"
    store.update(sparql, prefixes=PREFIXES)
    store.flush()


def wrong(graph: Path, **options: bool) -> dict[str, Check]:
    return {check.name: check for check in verify(graph, **options) if check.wrong}


def test_a_good_graph_has_no_problems_and_every_check_looked_at_something(graph: Path) -> None:
    checks = verify(graph, shacl=True)
    assert [check for check in checks if check.wrong] == []
    assert all(check.looked_at for check in checks)


def test_a_changed_text_is_found(copy: Path) -> None:
    connection = sqlite3.connect(GraphFolder(copy).current() / FILE)
    with connection:
        connection.execute("update text set body = ?", (pack("something else altogether"),))
    connection.close()
    found = wrong(copy)
    assert found["texts have their hash"].wrong == 3
    assert found["spans give their words"].wrong > 3


def test_a_moved_span_is_found(copy: Path) -> None:
    change(copy, "?s oa:start 58", "?s oa:start 57")
    check = wrong(copy)["spans give their words"]
    assert check.wrong == 1
    assert "breast cancer" in check.examples[0]


def test_a_claim_that_lost_its_sentence_is_found(copy: Path) -> None:
    change(copy, "?r prov:wasDerivedFrom ?s", where="?r a cg:Risk")
    assert wrong(copy)["claims and risks have a sentence of their paper"].wrong == 2


def test_a_claim_that_lost_its_polarity_is_found_by_check_and_shape(copy: Path) -> None:
    change(copy, "?r biolink:negated ?n", where="?r a cg:Risk")
    found = wrong(copy, shacl=True)
    assert found["claims and risks have the parts they need"].wrong == 2
    assert any("negated" in example for example in found["shapes hold"].examples)


def test_a_term_without_a_label_is_found(copy: Path) -> None:
    change(copy, "?t skos:prefLabel ?l", where='?t skos:notation "MONDO:0007254"')
    assert wrong(copy)["terms are described"].wrong == 1


def test_an_edge_that_nobody_asserts_is_found(copy: Path) -> None:
    change(copy, "?c biolink:negated false", "?c biolink:negated true")
    assert wrong(copy)["plain edges rest on an asserted claim"].wrong == 2


def test_missing_quads_are_found_by_count(copy: Path) -> None:
    change(copy, "?t skos:altLabel ?l")
    assert "quads" in wrong(copy)["counts are those of the build"].examples[0]
