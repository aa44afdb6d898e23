"""Other stores take the graph and give the same answers; other parsers read what is exported."""

from __future__ import annotations

import io
import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store, parse_query_results

from kg.errors import ExportError
from kg.export import export
from kg.push import push
from kg.query import bind, columns, named_queries, query, rows
from kg.vocab import PREFIXES

_HEAD = "".join(f"PREFIX {name}: <{stem}>\n" for name, stem in PREFIXES.items())


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def oxigraph(tmp_path: Path) -> Iterator[str]:
    """Run an Oxigraph server on an empty store; return its address."""
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    if program is None:
        pytest.skip("the oxigraph server is not installed: pip install oxigraph")
    bound = f"127.0.0.1:{_free_port()}"
    command = [program, "serve", "--location", str(tmp_path / "server"), "--bind", bound, "--union-default-graph"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                try:
                    urllib.request.urlopen(f"http://{bound}/", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.05)
            yield f"http://{bound}"
        finally:
            process.terminate()


def _ask(address: str, sparql: str) -> list[tuple[str, ...]]:
    body = urllib.parse.urlencode({"query": _HEAD + sparql}).encode()
    request = urllib.request.Request(
        f"{address}/query", data=body, headers={"Accept": "application/sparql-results+json"}
    )
    with urllib.request.urlopen(request, timeout=60) as reply:
        found = parse_query_results(reply.read(), format=QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)
    return list(rows(found))


def test_a_graph_that_is_pushed_to_another_server_answers_all_named_queries_the_same(
    graph: Path, store: Store, oxigraph: str
) -> None:
    taken: dict[str, int] = {}
    assert push(graph, f"{oxigraph}/store", listen=taken.__setitem__) == len(list(store.named_graphs()))
    assert sum(taken.values()) == len(store)
    push(graph, f"{oxigraph}/store")
    assert _ask(oxigraph, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == [(str(len(store)),)]
    for named in named_queries().values():
        ours = query(store, named.name)
        assert isinstance(ours, QuerySolutions)
        assert columns(ours)
        assert _ask(oxigraph, bind(store, named.text, {})) == list(rows(ours)), named.name


def test_a_store_that_refuses_or_is_not_there_is_an_error(graph: Path, oxigraph: str) -> None:
    with pytest.raises(ExportError, match="answers 4"):
        push(graph, f"{oxigraph}/nothing-here")
    with pytest.raises(ExportError, match="does not answer"):
        push(graph, f"http://127.0.0.1:{_free_port()}/store")
    with pytest.raises(ExportError, match="expected http"):
        push(graph, "file:///etc/passwd")


@pytest.mark.parametrize(("form", "name"), [("nanopub", "trig"), ("jsonld-claims", "json-ld")])
def test_exports_of_claims_are_read_by_others(graph: Path, tmp_path: Path, form: str, name: str) -> None:
    import rdflib

    out = io.BytesIO()
    export(graph, form, out)
    if name == "json-ld":
        assert json.loads(out.getvalue())["@graph"]
    found = rdflib.Dataset()
    found.parse(data=out.getvalue(), format=name)
    assert len(found) > 300
    if name == "trig" and shutil.which("serdi"):
        path = tmp_path / "claims.trig"
        path.write_bytes(out.getvalue())
        done = subprocess.run(["serdi", "-i", "trig", str(path)], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
