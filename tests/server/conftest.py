"""A small graph written by hand, an application over it, and a server of its own process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from starlette.testclient import TestClient

from kg.folder import GraphFolder
from kg.server.app import make_app
from kg.server.settings import ServerSettings
from kg.store import write_store
from kg.texts import pack, write_texts

BASE = "https://w3id.org/claimgraph/data/"
CLAIM = BASE + "claim/c1"
TRIG = f"""
PREFIX : <{BASE}>
PREFIX cg: <https://w3id.org/claimgraph/vocab#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX obo: <http://purl.obolibrary.org/obo/>
<{BASE}graph/paper/one/text> {{
  <{BASE}paper/10.1000%2Fone> a <http://purl.org/spar/fabio/Article> ; dcterms:title "<script>alert(1)</script>" .
}}
<{BASE}graph/paper/one/claims> {{
  <{CLAIM}> a cg:Claim ; biolink:object obo:MONDO_0007254 ; cg:effect <{CLAIM}/effect/1> .
  <{CLAIM}/effect/1> biolink:effect_size "-4.79" .
}}
<{BASE}graph/terms> {{ obo:MONDO_0007254 skos:prefLabel "breast cancer" . }}
<{BASE}graph/dataset> {{ <{BASE}dataset> a void:Dataset ; void:triples 7 . }}
<urn:g1> {{ <urn:s> <urn:p> "one" . }}
<urn:g2> {{ <urn:s> <urn:p> "two" . }}
"""
TEXT = "MSC-EVs reduced the viability of breast cancer cells."


def publish(folder: Path, trig: str = TRIG, *, runs: int = 1) -> None:
    """Write the next version of a graph from TriG."""
    graph = GraphFolder(folder)
    target = graph.new_version()
    quads = list(parse(trig, RdfFormat.TRIG))
    write_texts(target, [("ab" * 32, pack(TEXT))])
    write_store(target / "store", [serialize(quads, format=RdfFormat.N_QUADS)])
    facts = {"base": BASE, "counts": {"papers": 1, "quads": len(quads)}, "runs": runs}
    (target / "build.json").write_text(json.dumps(facts), encoding="utf-8")
    (target / "failures.jsonl").write_text("", encoding="utf-8")
    graph.publish(target)


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


@dataclass(frozen=True)
class Running:
    """Hold a running `kg serve`."""

    url: str
    process: subprocess.Popen[str]


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
