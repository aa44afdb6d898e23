"""Nothing is lost in silence where names meet: several texts under one, and new texts of papers that are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Papers
from graph_builders import SETTINGS
from test_build import Make, failures, nquads

from kg.build import Summary, build
from kg.clashes import shards_again
from kg.errors import AllFailedError
from kg.folder import GraphFolder
from kg.parts import PaperEntry
from kg.plan import Shard
from kg.query import query, rows
from kg.texts import iter_texts
from kg.verify import verify


def note(where: Path, more: str = "", name: str = "note", **facts: object) -> Path:
    """Write a paper that has no id but its file's name; return its folder."""
    where.mkdir(parents=True, exist_ok=True)
    (where / f"{name}.json").write_text(json.dumps({"use": "lay", "id": name, "more": more, **facts}), encoding="utf-8")
    return where


def made(target: Path, *folders: Path, add: bool = False, jobs: int = 1) -> Summary:
    return build([str(folder) for folder in folders], target, settings=SETTINGS, jobs=jobs, add=add)


def names(graph: Path) -> list[str]:
    return [row[0] for row in rows(query(graph, "papers"))]


def test_texts_that_share_the_name_of_their_file_are_both_kept(tmp_path: Path) -> None:
    folders = note(tmp_path / "a"), note(tmp_path / "b", "It rained.\n"), note(tmp_path / "c", "It rained.\n")
    summary, graph = made(tmp_path / "g", *folders), tmp_path / "g"
    first, second = names(graph)
    assert (summary.counts["papers"], first) == (2, "note")
    assert second[:5] == "note-"
    assert len(second) == len("note-") + 8
    assert sum("It rained." in text for _, text in iter_texts(GraphFolder(graph).current())) == 1
    (line,) = failures(graph)
    assert line["stage"] == "duplicate"
    assert "with the same text" in line["error"]
    assert all(str(tmp_path / name / "note.json") in line["error"] for name in "bc")
    assert not any(check.wrong for check in verify(graph))


def test_which_text_has_the_short_name_depends_on_the_texts_not_on_where_they_lie(tmp_path: Path) -> None:
    texts = ("", "It rained.\n", "It snowed.\n")
    here = [note(tmp_path / "x" / str(n), more) for n, more in enumerate(texts)]
    there = [note(tmp_path / "y" / str(9 - n), more) for n, more in enumerate(texts)]
    made(tmp_path / "one", *here)
    made(tmp_path / "two", *there, jobs=2)
    assert len(names(tmp_path / "one")) == 3
    assert nquads(tmp_path / "one") == nquads(tmp_path / "two")


def test_a_paper_with_an_id_is_itself_also_with_another_text_and_the_list_says_so(papers: Papers, make: Make) -> None:
    summary = make(papers(a={"use": "lay", "id": "P1"}, b={"use": "lay", "id": "P1", "more": "It rained.\n"}))
    assert summary.counts["papers"] == 1
    assert "with another text" in summary.failures[0].error


def test_a_new_text_of_a_paper_that_is_there_is_told_and_the_old_one_kept(tmp_path: Path) -> None:
    graph = tmp_path / "g"
    made(graph, note(tmp_path / "a"))
    before = nquads(graph)
    new = note(tmp_path / "b", "It rained.\n")
    with pytest.raises(AllFailedError, match="no paper came in, 1 failed") as caught:
        made(graph, new, add=True)
    assert [(failure.paper, failure.stage) for failure in caught.value.failures] == [("note", "changed")]
    assert "without --add" in failures(graph)[0]["error"]
    assert nquads(graph) == before
    note(new, name="other")
    summary = made(graph, new, add=True)
    assert (summary.counts["papers"], [failure.stage for failure in summary.failures]) == (2, ["changed"])


def test_papers_told_apart_by_their_texts_are_known_when_they_come_again(tmp_path: Path) -> None:
    graph, folders = tmp_path / "g", (note(tmp_path / "a"), note(tmp_path / "b", "It rained.\n"))
    made(graph, *folders)
    for folder in folders:
        assert not made(graph, folder, add=True).failures
    assert len(names(graph)) == 2


def test_only_the_texts_that_clash_are_worked_on_again() -> None:
    from extractors.readers.inputs import Input

    file = Input(path="a.zip", source="a.zip", size=1)
    clashes = [
        PaperEntry(
            paper="note", source="a.zip!x/note.txt", sha256=sha256, quads=(0, 1), text=(0, 1), counts={}, classes={},
            properties={}, file="a.zip", by_file=True,
        )
        for sha256 in ("aa", "bb", "aa")
    ]  # fmt: skip
    assert clashes[0].place == "a.zip!x/note.txt"
    (shard,) = shards_again(clashes, (Shard(number=0, files=(file,)),))
    assert (shard.number, shard.files, shard.again) == (1, (file,), {"aa", "bb"})
