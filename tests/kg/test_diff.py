"""What `kg diff` tells of two graphs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from graph_builders import LAY, REVIEW

from kg.cli import cli
from kg.diff import Change, diff, summary
from kg.errors import NoGraphError
from kg.folder import GraphFolder


@pytest.fixture
def two(papers: Callable[..., Path], make: Callable[..., object], tmp_path: Path) -> tuple[Path, Path]:
    """Return a graph of a review and a lay article, and one where another view has taken the place of the latter."""
    old, new = tmp_path / "old", tmp_path / "new"
    folder = papers(review={"use": "review"}, lay={"use": "lay"})
    make(folder, old)
    (folder / "lay.json").unlink()
    (folder / "other.json").write_text('{"use": "other"}', encoding="utf-8")
    make(folder, new)
    return old, new


def edit(graph: Path, update: str) -> None:
    """Change a finished graph in place."""
    from pyoxigraph import Store

    from kg.vocab import PREFIXES

    store = Store(str(GraphFolder(graph).current() / "store"))
    store.update("".join(f"PREFIX {name}: <{stem}>\n" for name, stem in PREFIXES.items()) + update)
    store.flush()
    del store


def test_a_graph_does_not_differ_from_itself(graph: Path) -> None:
    assert list(diff(graph, graph)) == []


def test_papers_that_came_and_went_bring_their_claims(two: tuple[Path, Path]) -> None:
    found = list(diff(*two))
    assert {(one.paper, one.way) for one in found} == {("PMID2", "appeared"), ("lay", "went")}
    assert [one.about for one in found if one.paper == "PMID2"] == [
        "Another view",
        "MSC-EVs | affects (increase) | viability",
        "MSC-EVs | affects (increase) | apoptosis",
    ]
    denied = [one.about for one in found if one.about.startswith("not: ")]
    assert denied[0] == "not: MSC-EVs | affects (increase) | apoptosis"
    assert summary(found)["claim"] == {"appeared": 2, "went": 3, "changed": 0}
    assert summary(found)["link"] == {"appeared": 0, "went": 0, "changed": 0}


def test_what_is_said_of_the_same_words_otherwise_is_a_change(two: tuple[Path, Path], tmp_path: Path) -> None:
    import shutil

    old = two[0]
    new = tmp_path / "edited"
    shutil.copytree(old, new)
    value = "<https://w3id.org/claimgraph/value/"
    edit(
        new,
        "DELETE { GRAPH ?g { ?c cg:certainty ?old ; cg:setting ?place } } INSERT { GRAPH ?g { ?c cg:certainty"
        f" {value}certainty/possible> }} }} "
        "WHERE { GRAPH ?g { ?c cg:certainty ?old ; cg:setting ?place ; a cg:Claim } }",
    )
    assert list(diff(old, new)) == [
        Change(
            kind="claim",
            way="changed",
            paper="PMC1",
            about="MSC-EVs | affects (decrease) | viability",
            sentence=REVIEW.split("\n")[1].partition(" Vesicles")[0],
            fields=(("certainty", "asserted", "possible"), ("setting", "in vitro", "")),
        )
    ]


def test_a_word_that_is_linked_to_another_term_is_one_changed_link(two: tuple[Path, Path], tmp_path: Path) -> None:
    import shutil

    old = two[0]
    new = tmp_path / "edited"
    shutil.copytree(old, new)
    edit(
        new,
        "DELETE { GRAPH ?g { ?m oa:hasBody obo:MONDO_0007254 } } INSERT { GRAPH ?g { ?m oa:hasBody mesh:D001943 } }"
        " WHERE { GRAPH ?g { ?m oa:hasBody obo:MONDO_0007254 } FILTER (CONTAINS(STR(?g), '/paper/lay/')) }",
    )
    assert [(one.kind, one.way, one.about, one.fields) for one in diff(old, new)] == [
        ("link", "changed", "breast cancer", (("terms", "MONDO:0007254 x1", "MESH:D001943 x1"),))
    ]
    assert LAY.count("breast cancer") == 2, "only the first is linked"


def test_the_command_says_by_its_exit_code_whether_graphs_differ(two: tuple[Path, Path]) -> None:
    same = CliRunner().invoke(cli, ["diff", str(two[0]), str(two[0])])
    assert (same.exit_code, same.output.split("\n")[0].split()) == (0, ["papers", "+0", "-0", "~0"])
    differs = CliRunner().invoke(cli, ["diff", str(two[0]), str(two[1]), "--only", "risk"])
    assert differs.exit_code == 1
    assert "  - risk" in differs.output
    assert "claim" not in differs.output
    assert CliRunner().invoke(cli, ["diff", str(two[0]), str(two[0] / "nothing")]).exit_code == 2


def test_json_holds_changes_and_their_counts(two: tuple[Path, Path]) -> None:
    written = json.loads(CliRunner().invoke(cli, ["diff", *map(str, two), "-f", "json"]).output)
    assert written["summary"]["paper"] == {"appeared": 1, "went": 1, "changed": 0}
    assert written["changes"][0]["about"] == "Another view"
    counted = json.loads(CliRunner().invoke(cli, ["diff", *map(str, two), "-f", "json", "--summary"]).output)
    assert counted == {"changes": [], "summary": written["summary"]}


def test_a_folder_without_a_graph_is_said_so(tmp_path: Path, graph: Path) -> None:
    with pytest.raises(NoGraphError):
        list(diff(graph, tmp_path))
