"""SPARQL updates: each a new version of the graph."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.folder import GraphFolder
from kg.server.backend import Backend
from kg.server.settings import ServerSettings

Serve = Callable[..., TestClient]
INSERT = "INSERT DATA { GRAPH <urn:g1> { <urn:s> <urn:p> 'three' } }"


def update(client: TestClient, text: str, **headers: str) -> int:
    kind = {"Content-Type": "application/sparql-update", **headers}
    return int(client.post("/sparql", content=text, headers=kind).status_code)


def values(client: TestClient) -> set[str]:
    answer = client.get("/sparql", params={"query": "SELECT ?o { <urn:s> <urn:p> ?o }", "format": "csv"})
    return set(answer.text.split()[1:])


def test_an_update_is_seen_when_it_is_answered_and_changes_the_tag(serve: Serve, folder: Path) -> None:
    client = serve(writable=True)
    before = client.get("/health").json()
    assert update(client, INSERT) == 204
    assert values(client) == {"one", "two", "three"}
    after = client.get("/health").json()
    assert after["version"] != before["version"]
    assert after["counts"]["quads"] == before["counts"]["quads"] + 1
    assert json.loads((folder / "build.json").read_text())["counts"]["quads"] == after["counts"]["quads"]


@pytest.mark.slow
def test_updates_go_by_both_forms_of_post_one_on_the_other(serve: Serve) -> None:
    client = serve(writable=True)
    assert client.post("/sparql", data={"update": INSERT}).status_code == 204
    assert update(client, "DELETE { GRAPH ?g { ?s ?p 'one' } } WHERE { GRAPH ?g { ?s ?p 'one' } }") == 204
    assert update(client, "DROP GRAPH <urn:g2>; INSERT DATA { GRAPH <g> { <s> cg:score 4 } }") == 204
    assert values(client) == {"three"}


def test_an_update_that_fails_changes_nothing_and_leaves_nothing(serve: Serve, folder: Path) -> None:
    client = serve(writable=True, timeout=2)
    before = client.get("/health").json()
    assert update(client, "INSERT DATA {") == 400
    assert update(client, f"{INSERT} ; LOAD <http://127.0.0.1:9/x>") == 403
    assert update(client, f"{INSERT} ; LOAD SILENT <file:///etc/passwd>") == 403
    assert update(client, "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }") == 403
    cross = " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(12))
    graph = f"GRAPH ?g {{ {cross} }}"
    assert update(client, f"INSERT {{ <urn:x> <urn:y> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ {graph} }} }}") == 504
    assert client.get("/health").json() == before
    assert values(client) == {"one", "two"}
    assert [path.name for path in (folder / "versions").iterdir()] == [GraphFolder(folder).current().name]
    assert GraphFolder(folder).current().name == "v000001"
    assert update(client, INSERT) == 204


def test_an_update_waits_for_no_build(serve: Serve, folder: Path) -> None:
    client = serve(writable=True)
    with GraphFolder(folder).locked():
        answer = client.post("/sparql", data={"update": INSERT})
    assert answer.status_code == 503
    assert "retry-after" in answer.headers


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://example.org"}, {"Origin": "null"}, {"Host": "example.org", "Origin": "http://example.org"}],
)
def test_without_a_token_pages_of_others_cannot_write(serve: Serve, headers: dict[str, str]) -> None:
    client = serve(writable=True)
    assert update(client, INSERT, **headers) == 403
    assert values(client) == {"one", "two"}
    assert update(client, INSERT, Origin="http://localhost") == 204


def test_with_a_token_only_it_opens(serve: Serve) -> None:
    client = serve(writable=True, token="sesame")
    assert update(client, INSERT) == 401
    assert update(client, INSERT, Authorization="Bearer sesame", Origin="https://example.org") == 204


@pytest.mark.slow
@pytest.mark.parametrize("how", ["form", "direct"])
def test_the_request_names_the_dataset_of_an_update(serve: Serve, how: str) -> None:
    """[update_dataset_default_graph, ..._default_graphs, ..._named_graphs, ..._full]"""
    client = serve(writable=True)

    def post(text: str, **dataset: str) -> int:
        fields = {name.replace("_", "-"): value for name, value in dataset.items()}
        if how == "form":
            return int(client.post("/sparql", data={"update": text, **fields}).status_code)
        kind = {"Content-Type": "application/sparql-update"}
        return int(client.post("/sparql", content=text, params=fields, headers=kind).status_code)

    copy = "INSERT { GRAPH <urn:copy> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    assert post(copy, using_graph_uri="urn:g1") == 204
    inner = "INSERT { GRAPH <urn:inner> { ?s ?p ?o } } # WHERE {\n where { GRAPH ?g { ?s ?p ?o } }"
    assert post(inner, using_named_graph_uri="urn:g2") == 204
    for graph, expected in (("urn:copy", "one"), ("urn:inner", "two")):
        found = client.get("/store", params={"graph": graph, "format": "nt"}).text
        assert found == f'<urn:s> <urn:p> "{expected}" .\n'


def test_a_dataset_that_is_named_twice_or_is_no_iri_is_wrong(serve: Serve) -> None:
    """[bad_update_dataset_conflict]"""
    client = serve(writable=True)
    for text in (
        "INSERT { <s> <p> ?o } USING <urn:g2> WHERE { ?s ?p ?o }",
        "WITH <urn:g1> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ):
        assert client.post("/sparql", data={"update": text, "using-graph-uri": "urn:g1"}).status_code == 400
    fields = {"update": "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "using-graph-uri": "urn:> WHERE {} ; CLEAR ALL #"}
    assert client.post("/sparql", data=fields).status_code == 400
    assert values(client) == {"one", "two"}
    assert update(client, "WITH <urn:g1> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }") == 204
    assert values(client) == {"two"}


async def _cancelled_while_a_reader_ends(folder: Path) -> tuple[bool, bool]:
    async with Backend(folder, ServerSettings(workers=1)) as backend:
        pool = backend.snapshot.pool
        async with pool._lent("", free_form=False) as reader:
            draining = asyncio.create_task(pool.drain())
            await asyncio.sleep(0.1)
            waited = not draining.done()
        os.kill(reader._process.pid, signal.SIGSTOP)
        await asyncio.sleep(0.5)
        draining.cancel()
        await asyncio.gather(draining, return_exceptions=True)
        return waited, reader.is_alive


def test_a_swap_that_is_broken_off_leaves_no_reader_behind(folder: Path) -> None:
    waited, alive = asyncio.run(_cancelled_while_a_reader_ends(folder))

    assert waited
    assert not alive
