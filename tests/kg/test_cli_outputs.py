from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import cli


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(cli, [*map(str, arguments)])
    return done.exit_code, done.stderr


def test_a_pipe_given_as_out_is_written_to_and_stays_a_pipe(graph: Path, tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    code, _ = run("export", "--graph", graph, "--format", "sssom", "--out", pipe)
    reader.join()
    assert code == 0
    assert read[0].startswith(b"#curie_map")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_folder_for_out_that_is_not_there_is_named(graph: Path, tmp_path: Path) -> None:
    code, said = run("export", "--graph", graph, "--format", "nq", "--out", tmp_path / "none" / "graph.nq")
    assert code == 2
    assert f"there is no folder {tmp_path / 'none'}" in said


@pytest.mark.parametrize("stem", ["nonsense", "https://example.org/with space/", "https://example.org/data"])
def test_a_base_from_which_no_iris_can_be_made_is_wrong_use(tmp_path: Path, stem: str) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("Aspirin lowers fever.", encoding="utf-8")
    code, said = run("build", paper, "--graph", tmp_path / "graph", "--base", stem)
    assert code == 2
    assert "is no stem of IRIs" in said
