"""A build survives bad papers, dead workers and being killed; the number of workers changes nothing."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Papers
from graph_builders import SETTINGS

from extractors.readers.inputs import Input
from kg.build import Summary
from kg.errors import AllFailedError, BusyError, NoGraphError, NoInputError, OtherBaseError, WorkerError
from kg.export import export
from kg.folder import GraphFolder
from kg.plan import cut
from kg.store import open_store
from kg.texts import find_text, iter_texts
from kg.verify import verify

Make = Callable[..., Summary]
THREE = {"a": {"use": "review"}, "b": {"use": "lay"}, "c": {"use": "other"}}


def nquads(graph: Path) -> bytes:
    out = io.BytesIO()
    export(graph, "nq", out)
    return out.getvalue()


def failures(graph: Path) -> list[dict[str, str]]:
    lines = (graph / "failures.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_papers_become_a_graph_with_their_texts(papers: Papers, make: Make, tmp_path: Path) -> None:
    summary = make(papers(**THREE))
    assert (summary.counts["papers"], summary.counts["claims"], summary.counts["risks"]) == (3, 6, 2)
    assert len(open_store(tmp_path / "graph")) == summary.counts["quads"]
    texts = dict(iter_texts(GraphFolder(tmp_path / "graph").current()))
    assert len(texts) == 3
    sha256 = next(iter(texts))
    assert find_text(GraphFolder(tmp_path / "graph").current(), sha256) == texts[sha256]
    assert not (tmp_path / "graph" / "work").exists()


def test_the_number_of_workers_and_a_second_build_change_no_byte(papers: Papers, make: Make, tmp_path: Path) -> None:
    many = {f"p{n}": {"use": "lay" if n % 2 else "other", "id": f"P{n}"} for n in range(9)}
    folder = papers(**many)
    make(folder, tmp_path / "one", jobs=1)
    make(folder, tmp_path / "three", jobs=3)
    first = nquads(tmp_path / "one")
    assert first == nquads(tmp_path / "three")
    make(folder, tmp_path / "one", jobs=2)
    assert first == nquads(tmp_path / "one")
    assert (tmp_path / "one" / "build.json").read_bytes() == (tmp_path / "three" / "build.json").read_bytes()


def test_a_bad_paper_is_one_line_and_the_others_are_built(papers: Papers, make: Make, tmp_path: Path) -> None:
    summary = make(papers(**THREE, bad={"use": "lay", "id": "bad", "raise": "no such luck"}, torn="{"))
    assert summary.counts["papers"] == 3
    assert [(line["paper"], line["stage"]) for line in failures(tmp_path / "graph")] == [
        ("bad", "look up"),
        ("torn", "reader"),
    ]
    assert "no such luck" in failures(tmp_path / "graph")[0]["error"]


def test_of_two_papers_with_one_id_the_first_is_kept_and_the_other_listed(
    papers: Papers, make: Make, tmp_path: Path
) -> None:
    summary = make(papers(a={"use": "lay", "id": "same"}, b={"use": "other", "id": "same"}))
    assert summary.counts["papers"] == 1
    (line,) = failures(tmp_path / "graph")
    assert (line["paper"], line["source"], line["stage"]) == ("same", "b.json", "duplicate")
    assert b"Another view" not in nquads(tmp_path / "graph")


def test_a_paper_that_kills_its_worker_twice_is_left_out_and_loses_no_other(
    papers: Papers, make: Make, tmp_path: Path
) -> None:
    batch = [{"use": "lay", "id": "before"}, {"use": "lay", "id": "killer", "die": True}, {"use": "lay", "id": "after"}]
    summary = make(papers(a=batch, b={"use": "review"}), jobs=2)
    assert summary.counts["papers"] == 3
    (line,) = failures(tmp_path / "graph")
    assert (line["paper"], line["stage"]) == ("killer", "worker")
    assert "SIGKILL" in line["error"]


def test_a_worker_that_is_killed_by_chance_costs_no_paper(papers: Papers, make: Make, tmp_path: Path) -> None:
    summary = make(papers(a={"use": "lay", "die once": str(tmp_path / "died")}))
    assert summary.counts["papers"] == 1
    assert not summary.failures


def test_a_file_that_kills_its_reader_loses_only_what_follows_in_it(papers: Papers, make: Make, tmp_path: Path) -> None:
    batch = [{"use": "lay", "id": "before"}, {"use": "lay", "die reading": True}]
    summary = make(papers(a=batch, b={"use": "review"}))
    assert summary.counts["papers"] == 2
    assert [failure.stage for failure in summary.failures] == ["reading"]


def test_a_paper_that_takes_too_long_is_given_up(papers: Papers, make: Make) -> None:
    summary = make(papers(a={"use": "lay", "id": "slow", "sleep": 60}, b={"use": "review"}), paper_timeout=1.0)
    assert summary.counts["papers"] == 1
    assert "took longer than 1 s" in summary.failures[0].error


def test_a_pipeline_that_cannot_start_is_one_error_and_no_endless_loop(papers: Papers, make: Make) -> None:
    with pytest.raises(WorkerError, match="cannot start"):
        make(papers(**THREE), settings=replace(SETTINGS, pipeline="graph_builders:no_such_function"))


def test_nothing_to_read_is_an_error(papers: Papers, make: Make) -> None:
    with pytest.raises(NoInputError):
        make(papers())


def test_two_builds_at_once_are_refused(papers: Papers, make: Make, tmp_path: Path) -> None:
    with GraphFolder(tmp_path / "graph").locked(), pytest.raises(BusyError):
        make(papers(**THREE))


def test_a_folder_without_a_graph_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoGraphError, match="kg build"):
        open_store(tmp_path)


def test_a_reader_keeps_the_old_graph_while_a_new_one_takes_its_place(
    papers: Papers, make: Make, tmp_path: Path
) -> None:
    make(papers(**THREE))
    old = open_store(tmp_path / "graph")
    before = len(old)
    make(papers(d={"use": "lay", "id": "fourth"}))
    assert len(open_store(tmp_path / "graph")) > before
    assert len(list(old)) == len(old) == before


def start_build(folder: Path, graph: Path) -> subprocess.Popen[bytes]:
    code = (
        "import sys; from kg.build import build; from graph_builders import SETTINGS\n"
        f"if __name__ == '__main__': build([{str(folder)!r}], {str(graph)!r}, settings=SETTINGS, jobs=2)"
    )
    script = folder.parent / "build_it.py"
    script.write_text(code, encoding="utf-8")
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    return subprocess.Popen([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": path})


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def test_a_killed_build_leaves_the_old_graph_and_goes_on_when_run_again(
    papers: Papers, make: Make, tmp_path: Path
) -> None:
    graph, gate = tmp_path / "graph", tmp_path / "gate"
    make(papers(a={"use": "review"}))
    before = nquads(graph)
    folder = papers(b={"use": "lay"}, c={"use": "other", "wait for": str(gate)})
    process = start_build(folder, graph)
    wait_for(lambda: len(list((graph / "work").glob("*/*.json"))) == 2)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert nquads(graph) == before
    gate.touch()
    done = []
    summary = make(folder, started=lambda shards, reused: done.append((shards, reused)))
    assert done == [(3, 2)]
    assert summary.counts["papers"] == 3
    make(folder, tmp_path / "fresh")
    assert nquads(graph) == nquads(tmp_path / "fresh")


def test_other_settings_do_not_use_parts_that_were_left(papers: Papers, make: Make, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    left = graph / "work" / "0123" / "000000.json"
    left.parent.mkdir(parents=True)
    left.write_text("not even JSON", encoding="utf-8")
    assert make(papers(**THREE)).counts["papers"] == 3


def test_the_cut_depends_on_the_files_only() -> None:
    small = [Input(path=f"/x/{n}", source=str(n), size=1000) for n in range(200)]
    shards = cut(small)
    assert [file for shard in shards for file in shard.files] == small
    assert max(len(shard.files) for shard in shards) == 3
    assert [shard.number for shard in shards] == list(range(len(shards)))


def test_a_big_file_is_shared_out_in_stripes_and_each_paper_is_read_once(
    papers: Papers, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = [{"use": "lay", "id": f"P{n}"} for n in range(7)]
    folder = papers(a=batch)
    monkeypatch.setattr("kg.plan.STRIPE_BYTES", (folder / "a.json").stat().st_size // 3)
    summary = make(folder, jobs=2)
    assert summary.counts["papers"] == 7
    assert not summary.failures


def test_the_passed_in_time_is_recorded_and_no_other(papers: Papers, make: Make, tmp_path: Path) -> None:
    folder = papers(**THREE)
    make(folder)
    assert b"endedAtTime" not in nquads(tmp_path / "graph")
    make(folder, settings=replace(SETTINGS, at="2026-01-31T12:00:00Z"))
    assert b"2026-01-31T12:00:00Z" in nquads(tmp_path / "graph")


def test_another_base_is_in_every_iri_that_is_minted(papers: Papers, make: Make, tmp_path: Path) -> None:
    make(papers(**THREE), settings=replace(SETTINGS, base="https://example.org/data/"))
    assert b"w3id.org/claimgraph/data" not in nquads(tmp_path / "graph")


def test_a_build_in_which_every_paper_fails_leaves_a_good_graph(papers: Papers, make: Make, tmp_path: Path) -> None:
    make(papers(**THREE))
    before = nquads(tmp_path / "graph")
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "x.json").write_text('{"use": "lay", "id": "x", "raise": "no such luck"}', encoding="utf-8")
    with pytest.raises(AllFailedError, match="stays as it was") as caught:
        make(bad)
    assert [failure.paper for failure in caught.value.failures] == ["x"]
    assert nquads(tmp_path / "graph") == before
    assert GraphFolder(tmp_path / "graph").facts()["counts"]["papers"] == 3
    assert [line["paper"] for line in failures(tmp_path / "graph")] == ["x"]
    (bad / "x.json").write_text('{"use": "lay", "id": "x"}', encoding="utf-8")
    assert make(bad).counts["papers"] == 1
    assert failures(tmp_path / "graph") == []


def test_where_there_is_nothing_to_keep_a_graph_of_failures_is_made(papers: Papers, make: Make, tmp_path: Path) -> None:
    for why in ("first", "second"):
        summary = make(papers(x={"use": "lay", "id": "x", "raise": why}))
        assert summary.counts["papers"] == 0
        assert why in failures(tmp_path / "graph")[0]["error"]


def test_papers_that_are_added_give_the_graph_that_all_together_give(
    papers: Papers, make: Make, tmp_path: Path
) -> None:
    many = {f"p{n}": {"use": ("lay", "other", "review")[n % 3], "id": f"P{n}"} for n in range(6)}
    make(papers(**many), tmp_path / "whole")
    first, rest = tmp_path / "first", tmp_path / "rest"
    for folder, names in ((first, ("p0", "p1")), (rest, ("p2", "p3", "p4", "p5"))):
        folder.mkdir()
        for name in names:
            (folder / f"{name}.json").write_text(json.dumps(many[name]), encoding="utf-8")
    make(first)
    done = make(rest, add=True)
    assert done.counts == make(papers(**many), tmp_path / "whole").counts
    assert nquads(tmp_path / "graph") == nquads(tmp_path / "whole")
    here, there = (dict(iter_texts(GraphFolder(tmp_path / name).current())) for name in ("graph", "whole"))
    assert here == there
    assert all(find_text(GraphFolder(tmp_path / "graph").current(), sha256) == text for sha256, text in there.items())


def test_the_shortest_wording_leads_also_where_it_comes_later(papers: Papers, make: Make, tmp_path: Path) -> None:
    make(papers(a={"use": "review"}))
    names = {quad for quad in nquads(tmp_path / "graph").splitlines() if b"/graph/entities>" in quad}
    make(papers(b={"use": "other"}), add=True)
    make(papers(c={"use": "lay"}), add=True)
    verified = verify(tmp_path / "graph")
    assert not any(check.wrong for check in verified)
    assert names <= set(nquads(tmp_path / "graph").splitlines())


def test_a_paper_that_the_graph_holds_is_kept_and_not_worked_on(papers: Papers, make: Make, tmp_path: Path) -> None:
    make(papers(a={"use": "lay", "id": "A"}))
    before, kinds = nquads(tmp_path / "graph"), []
    summary = make(papers(a={"use": "lay", "id": "A"}), add=True, listen=lambda event: kinds.append(event.kind))
    assert kinds == ["kept", "part"]
    assert summary.counts["papers"] == 1
    assert nquads(tmp_path / "graph") == before


def test_adding_to_nothing_is_building(papers: Papers, make: Make, tmp_path: Path) -> None:
    assert make(papers(a={"use": "lay"}), add=True).counts["papers"] == 1
    assert not any(check.wrong for check in verify(tmp_path / "graph"))


def test_papers_are_not_added_to_a_graph_with_other_iris(papers: Papers, make: Make) -> None:
    make(papers(a={"use": "lay"}))
    with pytest.raises(OtherBaseError, match=r"--base https://w3id\.org"):
        make(papers(b={"use": "other"}), add=True, settings=replace(SETTINGS, base="https://example.org/"))
