"""A small graph, built once from hand-made extractions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from graph_builders import SETTINGS

from kg.build import Summary, build
from kg.store import open_store

Papers = Callable[..., Path]


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    """Return a function that writes input files and returns their folder: `papers(one={"use": "lay"})`."""

    def write(**files: object) -> Path:
        folder = tmp_path / "papers"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            text = content if isinstance(content, str) else json.dumps(content)
            (folder / f"{name}.json").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Summary]:
    """Return a function that builds into ``tmp_path/graph``."""

    def run(folder: Path, graph: Path | None = None, **options: object) -> Summary:
        chosen = {"settings": SETTINGS, "jobs": 1, **options}
        return build([str(folder)], graph or tmp_path / "graph", **chosen)  # type: ignore[arg-type]

    return run


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a graph of the three hand-made papers."""
    folder = tmp_path_factory.mktemp("three")
    for name in ("review", "lay", "other"):
        (folder / f"{name}.json").write_text(json.dumps({"use": name}), encoding="utf-8")
    target = tmp_path_factory.mktemp("graph") / "g"
    build([str(folder)], target, settings=SETTINGS)
    return target


@pytest.fixture
def store(graph: Path) -> object:
    """Return the store of that graph."""
    return open_store(graph)
