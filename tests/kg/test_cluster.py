"""On Dask the same graph comes out, and what goes wrong with a paper stays with that paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from conftest import Papers
from distributed import LocalCluster

from kg.build import Summary
from kg.cluster import run_shards
from kg.errors import WorkerError
from kg.export import export

Make = Callable[..., Summary]


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Start a cluster of two workers, each a thread, and give its address."""
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=":0") as cluster:
        yield cluster.scheduler_address


def nquads(graph: Path) -> bytes:
    out = io.BytesIO()
    export(graph, "nq", out)
    return out.getvalue()


def test_a_cluster_makes_the_same_graph_as_this_machine(
    papers: Papers, make: Make, tmp_path: Path, scheduler: str
) -> None:
    folder = papers(**{f"p{n}": {"use": "lay" if n % 2 else "other", "id": f"P{n}"} for n in range(9)})
    parts = []
    make(folder, tmp_path / "here")
    make(
        folder, tmp_path / "there", engine=partial(run_shards, scheduler=scheduler),
        listen=lambda event: parts.append(event.shard) if event.kind == "part" else None,
    )  # fmt: skip
    assert nquads(tmp_path / "here") == nquads(tmp_path / "there")
    assert sorted(parts) == list(range(9))


def test_without_a_scheduler_one_is_started_and_a_paper_that_kills_is_left_out(papers: Papers, make: Make) -> None:
    batch = [{"use": "lay", "id": "before"}, {"use": "lay", "id": "killer", "die": True}, {"use": "lay", "id": "after"}]
    summary = make(papers(a=batch, b={"use": "review"}), engine=run_shards, jobs=2)
    assert summary.counts["papers"] == 3
    assert [(failure.paper, failure.stage) for failure in summary.failures] == [("killer", "worker")]


def test_a_scheduler_that_does_not_answer_is_one_error(
    papers: Papers, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.cluster.ANSWERS_WITHIN_S", 1)
    with pytest.raises(WorkerError, match=r"no Dask scheduler answers at tcp://127.0.0.1:9"):
        make(papers(a={"use": "lay"}), engine=partial(run_shards, scheduler="tcp://127.0.0.1:9"))
