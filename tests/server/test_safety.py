"""What strangers may send, and what it must not do."""

from __future__ import annotations

import base64
import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Store
from starlette.testclient import TestClient

from kg.server.errors import RefusedError
from kg.server.guard import check_reach
from kg.sparql_words import is_changing, names_dataset

Serve = Callable[..., TestClient]
CROSS = " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(12))
RUNAWAY = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"
ENDLESS = f"SELECT * {{ {CROSS} }}"


def ask(client: TestClient, query: str, **headers: str) -> object:
    return client.post("/sparql", data={"query": query}, headers=headers)


def status(client: TestClient, query: str) -> int:
    return int(ask(client, query).status_code)  # type: ignore[attr-defined]


def test_a_runaway_query_is_stopped_and_others_do_not_notice(serve: Serve) -> None:
    client = serve(timeout=2.5, workers=3)
    seen: list[int] = []
    runaway = threading.Thread(target=lambda: seen.append(status(client, RUNAWAY)))
    runaway.start()
    for path in ("/queries/papers", "/claim/c1", "/store?graph=urn:g1"):
        assert client.get(path).status_code == 200
    assert not seen
    runaway.join()
    assert seen == [504]
    assert status(client, "ASK {}") == 200


def test_readers_that_were_stopped_are_replaced(serve: Serve) -> None:
    client = serve(timeout=0.5, workers=1)
    for _ in range(3):
        assert status(client, RUNAWAY) == 504
        assert status(client, "ASK {}") == 200
    assert 'kg_reader_events_total{event="ended"} 3.0' in client.get("/metrics").text


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { " + "{" * 30_000 + "}" * 30_000 + " }",
        "SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    ],
)
def test_a_query_that_is_nested_too_deeply_is_wrong_and_harms_nobody(client: TestClient, query: str) -> None:
    assert status(client, query) == 400
    assert status(client, "ASK {}") == 200


def test_an_answer_with_too_many_rows_or_bytes_is_no_answer(serve: Serve) -> None:
    rows = serve(max_rows=50)
    for kind in ("json", "xml", "csv", "tsv"):
        answer = rows.post(f"/sparql?format={kind}", data={"query": "SELECT * { ?a ?b ?c . ?d ?e ?f }", "format": kind})
        assert answer.status_code == 413
        assert "50 rows" in answer.json()["detail"]
        few = rows.post("/sparql", data={"query": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 49", "format": kind})
        assert few.status_code == 200
    short = serve(max_bytes=500)
    assert status(short, "SELECT * { ?a ?b ?c . ?d ?e ?f }") == 413
    assert status(short, "ASK {}") == 200


def test_a_query_that_needs_too_much_memory_is_stopped(serve: Serve) -> None:
    client = serve(memory=256 << 20)
    assert status(client, f"{ENDLESS} ORDER BY ?a1") == 413
    assert status(client, "ASK {}") == 200


def test_a_long_body_is_not_read(client: TestClient) -> None:
    assert status(client, "ASK {}" + " " * 300_000) == 413


@pytest.mark.slow
def test_those_who_are_too_many_are_sent_away(serve: Serve) -> None:
    client = serve(workers=1, timeout=1.5, queue=2)
    seen: list[object] = []
    threads = [threading.Thread(target=lambda: seen.append(ask(client, RUNAWAY))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    codes = sorted(answer.status_code for answer in seen)  # type: ignore[attr-defined]
    assert 504 in codes
    away = [answer for answer in seen if answer.status_code in (429, 503)]  # type: ignore[attr-defined]
    assert away
    assert all(int(answer.headers["retry-after"]) > 0 for answer in away)  # type: ignore[attr-defined]


def test_who_waits_too_long_is_sent_away(serve: Serve) -> None:
    client = serve(workers=1, timeout=2, queue_timeout=0.2)
    runaway = threading.Thread(target=status, args=(client, RUNAWAY))
    runaway.start()
    time.sleep(0.5)
    answer = client.get("/claim/c1")
    runaway.join()
    assert answer.status_code == 503
    assert "retry-after" in answer.headers


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1:9/>{ ?a ?b ?c } }",
        "SELECT * { ?s ?p true.SERVICESILENT<http://127.0.0.1:9/>{ ?a ?b ?c } }",
        "SELECT * { ?s ?p ?o } # \nVALUES ?x { 1 }",
        "PREFIX a·b: <http://127.0.0.1:9/> SELECT * { SERVICE a·b:c { ?s ?p ?o } }",
        'SELECT * { ?s ?p ?o FILTER(1 <#x> """ \n 2) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } # """ \n }',
        "SELECT * { SERVICE # <\n #\n <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_no_query_reaches_out(client: TestClient, query: str) -> None:
    answer = ask(client, query)
    assert answer.status_code == (403 if "SERVICE" in query else 200)  # type: ignore[attr-defined]


CONFINED = """
import pathlib, socket, sys
from pyoxigraph import Store
from kg.server.confine import confine
listening = socket.create_server(("127.0.0.1", 0))
there = "http://127.0.0.1:%d/" % listening.getsockname()[1]
sys.exit("the kernel cannot") if not confine() else None
for reach in (
    lambda: socket.create_connection(listening.getsockname(), timeout=5),
    lambda: list(Store().query("SELECT * { SERVICE <" + there + "> { ?s ?p ?o } }")),
    lambda: pathlib.Path(sys.argv[1]).write_text("x"),
):
    try:
        reach()
    except PermissionError:
        print("refused")
"""


def test_the_kernel_refuses_a_reader_connections_and_writing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CONFINED, str(tmp_path / "written")]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if "the kernel cannot" in result.stderr:
        pytest.skip("this kernel has no Landlock with rules for connections")
    assert result.stdout.split() == ["refused"] * 3, result.stderr


BITS = st.sampled_from(
    ["SERVICE", "service", "SILENT", " ", "\n", "#", "#x\n", "<http://127.0.0.1:9/>", "?s ", "?p ", "?o", "{", "}",
     "{ ?s ?p ?o }", ".", "1", "true", "'", '"""', "'''", "<", ">", "FILTER(", ")", "1 <", "OPTIONAL", "ex:a", ":",
     "BIND(1 AS ?z)", "\\"]
)  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(BITS, max_size=14))
def test_whatever_the_store_reads_as_a_service_is_refused(bits: list[str]) -> None:
    store = Store()
    store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), NamedNode("urn:o")))
    text = "PREFIX ex: <urn:> PREFIX : <urn:> SELECT * { ?s ?p ?o " + "".join(bits) + "}"
    try:
        list(store.query(text))
    except SyntaxError:
        return
    except (OSError, RuntimeError):
        # The store tried to connect, or would have, had it known to whom.
        with pytest.raises(RefusedError):
            check_reach(text)


@pytest.mark.parametrize("text", ["-", "1", "<", "'\"", '"""', "#", "SERVICE", "SERVICE ", "a:", "'\n", "{", "\\"])
def test_no_text_takes_for_ever_to_be_looked_at(text: str) -> None:
    long = text * (200_000 // len(text))
    assert not names_dataset(long)
    assert is_changing(long) == (text == "SERVICE ")
    with contextlib.suppress(RefusedError):
        check_reach(long)


def test_no_query_reads_a_file(client: TestClient, tmp_path: Path) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text("<urn:secret> <urn:secret> <urn:secret> .\n")
    for query in (
        f"SELECT * FROM <file://{secret}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <file://{secret}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    ):
        answer = ask(client, query)
        assert answer.json()["results"]["bindings"] == []  # type: ignore[attr-defined]
    assert client.get("/sparql", params={"query": str(secret)}).status_code == 400
    assert client.get("/sparql", params={"query": "claims"}).status_code == 400
    for path in ("/../build.json", "/%2e%2e/build.json", "/claim/../../build.json", "/queries/..%2Frisks"):
        assert client.get(path).status_code == 404


def test_hostile_text_in_the_graph_comes_back_as_data(client: TestClient) -> None:
    query = "SELECT ?o { <paper/10.1000%2Fone> dcterms:title ?o }"
    for kind in ("json", "xml", "csv", "tsv"):
        answer = client.get("/sparql", params={"query": query, "format": kind}, headers={"Accept": "text/html"})
        assert not answer.headers["content-type"].startswith("text/html")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "<script>" not in client.get("/sparql", params={"query": query, "format": "xml"}).text


def test_errors_tell_nothing_of_the_machine_and_echo_as_data_only(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "<script>alert(1)</script>"}, headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert "/" not in answer.json()["title"]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("path", ["/", "/claim/%00", "/claim/%FF%FE", "/claim/" + "a" * 5000, "/entity?iri=%FF"])
def test_hostile_paths_are_wrong_or_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (400, 404)


def test_no_answer_sets_a_cookie_and_every_one_has_safe_headers(client: TestClient) -> None:
    for path in ("/health", "/sparql", "/nowhere", "/openapi.json", "/metrics", "/queries"):
        headers = client.get(path).headers
        assert "set-cookie" not in headers
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"


def test_with_a_token_only_those_who_send_it_come_in(serve: Serve) -> None:
    client = serve(token="sesame")
    basic = base64.b64encode(b"anyone:sesame").decode()
    for path in ("/sparql?query=ASK{}", "/metrics", "/claim/c1", "/store?default", "/openapi.json"):
        for wrong in ({}, {"Authorization": "Bearer other"}, {"Authorization": "Basic !"}, {"Authorization": "sesame"}):
            refused = client.get(path, headers=wrong)
            assert refused.status_code == 401
            assert "Bearer" in refused.headers["www-authenticate"]
        for right in ("Bearer sesame", "bearer sesame", f"Basic {basic}"):
            answer = client.get(path, headers={"Authorization": right})
            assert answer.status_code == 200
            assert "private" in answer.headers["cache-control"] or "no-store" in answer.headers["cache-control"]
    assert client.get("/health").json() == {"status": "ok"}


def test_who_opens_a_private_page_without_the_token_learns_how_to(serve: Serve) -> None:
    client = serve(token="sesame", pages=True)
    page = client.get("/claim/c1", headers={"Accept": "text/html"})
    assert page.status_code == 401
    assert page.headers.get_list("www-authenticate")[1].startswith("Basic ")
    assert "the password is the token" in page.text
    assert "breast cancer" not in page.text
    style = page.text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert client.get(style).status_code == 200
    assert client.get("/static/../claim/c1").status_code == 401
    assert client.get("/static/%2e%2e/claim/c1").status_code in (401, 404)
    assert client.get("/suggest?q=breast").status_code == 401


def test_other_origins_are_told_nothing_where_that_is_wanted(serve: Serve) -> None:
    client = serve(cors=())
    answer = client.get("/health", headers={"Origin": "https://example.org"})
    assert "access-control-allow-origin" not in answer.headers
