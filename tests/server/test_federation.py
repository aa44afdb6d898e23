"""Asking other endpoints: only those on the list of the server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from served import Running
from starlette.testclient import TestClient

from kg.server.errors import RefusedError
from kg.server.guard import check_reach

ALLOWED = "http://127.0.0.1:9/sparql"


@pytest.fixture(scope="module")
def asking(server: Running, start_server: Callable[..., Running], shared_folder: Path) -> Running:
    """Return a server that may ask the other one."""
    return start_server(shared_folder, "--workers", "1", "--service", f"{server.url}sparql")


def query(running: Running, text: str) -> httpx.Response:
    return httpx.get(f"{running.url}sparql", params={"query": text, "format": "csv"}, timeout=60)


def test_an_endpoint_on_the_list_is_asked(server: Running, asking: Running) -> None:
    text = f"SELECT ?o {{ SERVICE <{server.url}sparql> {{ <urn:s> <urn:p> ?o }} }} ORDER BY ?o"
    answer = query(asking, text)
    assert answer.text.split() == ["o", "one", "two"]
    # The other graph may change while ours does not.
    assert "etag" not in answer.headers


def test_the_description_says_that_others_can_be_asked(server: Running, asking: Running) -> None:
    told = [httpx.get(f"{running.url}sparql", headers={"Accept": "text/turtle"}).text for running in (server, asking)]
    assert ["BasicFederatedQuery" in text for text in told] == [False, True]


def test_an_endpoint_off_the_list_is_not_asked(server: Running, asking: Running) -> None:
    answer = query(asking, f"SELECT * {{ SERVICE <{server.url}store> {{ ?s ?p ?o }} }}")
    assert answer.status_code == 403
    assert f"{server.url}sparql" in answer.json()["detail"]
    assert query(server, f"SELECT * {{ SERVICE <{asking.url}sparql> {{ ?s ?p ?o }} }}").status_code == 403


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE ?x { ?s ?p ?o } VALUES ?x { <%s> } }",
        "PREFIX a: <http://127.0.0.1:9/> SELECT * { SERVICE a:sparql { ?s ?p ?o } }",
        "SELECT * { SERVICE # <%s>\n <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        "SELECT * { SERVICE <%s> { SERVICE <http://127.0.0.1:10/> { ?s ?p ?o } } }",
        "SELECT * { SERVICE <%s/../x> { ?s ?p ?o } }",
        "BASE <http://127.0.0.1:9/> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
        "SELECT * { SERVICE \\u003Chttp://127.0.0.1:10/> { ?s ?p ?o } }",
    ],
)
def test_only_an_iri_of_the_list_that_is_written_out_counts(text: str) -> None:
    with pytest.raises(RefusedError):
        check_reach(text.replace("%s", ALLOWED), allowed=(ALLOWED,))


def test_loading_stays_refused() -> None:
    with pytest.raises(RefusedError, match="LOAD"):
        check_reach(f"LOAD <{ALLOWED}>", ("SERVICE", "LOAD"), (ALLOWED,))


@pytest.mark.parametrize("text", ["SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }", "SELECT*{SERVICE<%s>{?s ?p ?o}}"])
def test_an_iri_of_the_list_may_be_asked(client: TestClient, text: str) -> None:
    check_reach(text.replace("%s", ALLOWED), allowed=(ALLOWED,))
    assert client.get("/sparql", params={"query": text.replace("%s", ALLOWED)}).status_code == 403
