"""A small graph, an application over it, and servers in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from served import Running, publish
from starlette.testclient import TestClient

from kg.server.app import make_app
from kg.server.settings import ServerSettings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a graph of one's own."""
    publish(tmp_path / "graph")
    return tmp_path / "graph"


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a graph that no test changes."""
    target = tmp_path_factory.mktemp("served") / "graph"
    publish(target)
    return target


@pytest.fixture(scope="session")
def client(shared_folder: Path) -> Iterator[TestClient]:
    """Return a client of the endpoint alone, with room for a query of 20 seconds."""
    app = make_app(shared_folder, ServerSettings(workers=2, timeout=20, pages=False))
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as opened:
        yield opened


@pytest.fixture
def serve(folder: Path) -> Iterator[Callable[..., TestClient]]:
    """Return a function that opens an application over a graph of one's own: ``serve(timeout=1)``."""
    opened: list[TestClient] = []

    def start(**settings: object) -> TestClient:
        chosen = ServerSettings(**{"workers": 2, "timeout": 20, "pages": False, **settings})  # type: ignore[arg-type]
        client = TestClient(make_app(folder, chosen), base_url="http://localhost")
        opened.append(client.__enter__())
        return opened[-1]

    yield start
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture(scope="session")
def start_server() -> Iterator[Callable[..., Running]]:
    """Return a function that starts `kg serve` with some options on a free port."""
    started: list[subprocess.Popen[str]] = []

    def start(graph: Path, *options: str) -> Running:
        command = [sys.executable, "-m", "kg", "serve", "--graph", str(graph), "--port", "0", "--no-pages", *options]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([os.getcwd(), os.environ.get("PYTHONPATH", "")])}
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)
        started.append(process)
        assert process.stderr is not None
        line = process.stderr.readline()
        assert " at http://" in line, line + process.stderr.read()
        return Running(line.split(" at ")[1].split(";")[0], process)

    yield start
    for process in started:
        process.terminate()
        process.communicate(timeout=60)


@pytest.fixture(scope="session")
def server(shared_folder: Path, start_server: Callable[..., Running]) -> Running:
    """Return a running server over the graph that no test changes."""
    return start_server(shared_folder, "--workers", "2")
