"""Programs that others wrote, over a real connection."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from served import BASE, CLAIM, TRIG, Running, publish

QUERY = "SELECT ?o { <urn:s> <urn:p> ?o } ORDER BY ?o"
CROSS = " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(12))


def get(server: Running, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    request = urllib.request.Request(server.url.rstrip("/") + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read(), dict(error.headers)


def ask(server: Running, query: str, **fields: str) -> tuple[int, bytes, dict[str, str]]:
    return get(server, "/sparql?" + urlencode({"query": query, **fields}))


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_sparqlwrapper_asks(server: Running, method: str, form: str) -> None:
    from SPARQLWrapper import SPARQLWrapper

    wrapper = SPARQLWrapper(server.url + "sparql")
    wrapper.setMethod(method)
    wrapper.setQuery(QUERY)
    wrapper.setReturnFormat(form)
    answer = wrapper.queryAndConvert()
    text = answer.toxml() if form == "xml" else json.dumps(answer) if form == "json" else answer.decode()
    assert "one" in text
    assert "two" in text


@pytest.mark.parametrize("form", ["turtle", "xml", "json-ld"])
def test_sparqlwrapper_constructs(server: Running, form: str) -> None:
    from SPARQLWrapper import SPARQLWrapper

    wrapper = SPARQLWrapper(server.url + "sparql")
    wrapper.setQuery("CONSTRUCT WHERE { <urn:s> ?p ?o }")
    wrapper.setReturnFormat(form)
    answer = wrapper.queryAndConvert()
    text = answer.serialize(format="nt") if hasattr(answer, "serialize") else answer.decode()
    assert "one" in text


def test_sparqlwrapper_hears_that_a_query_is_wrong(server: Running) -> None:
    from SPARQLWrapper import SPARQLWrapper
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

    wrapper = SPARQLWrapper(server.url + "sparql")
    wrapper.setQuery("SELECT {")
    with pytest.raises(QueryBadFormed):
        wrapper.query()


def test_the_store_of_rdflib_asks(server: Running) -> None:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(SPARQLStore(server.url + "sparql"))
    assert [str(row.o) for row in graph.query(QUERY)] == ["one", "two"]
    assert (rdflib.URIRef("urn:s"), rdflib.URIRef("urn:p"), rdflib.Literal("one")) in graph
    named = rdflib.Graph(SPARQLStore(server.url + "sparql", context_aware=True), identifier=rdflib.URIRef("urn:g1"))
    assert {str(value) for value in named.objects(rdflib.URIRef("urn:s"))} == {"one"}


def test_rdflib_reads_linked_data(server: Running) -> None:
    import rdflib

    graph = rdflib.Graph().parse(server.url + "claim/c1")
    assert (rdflib.URIRef(CLAIM), None, rdflib.URIRef(CLAIM + "/effect/1")) in graph


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_curl_asks(server: Running) -> None:
    def curl(*options: str) -> str:
        return subprocess.run(["curl", "-sS", *options], check=True, capture_output=True, text=True, timeout=60).stdout

    url = server.url + "sparql"
    expected = "o\none\ntwo\n"
    csv = ("-H", "Accept: text/csv")
    assert curl("-G", url, "--data-urlencode", f"query={QUERY}", *csv).replace("\r", "") == expected
    assert curl(url, "--data-urlencode", f"query={QUERY}", *csv).replace("\r", "") == expected
    direct = curl(url, "--data-binary", QUERY, "-H", "Content-Type: application/sparql-query", "--compressed", *csv)
    assert direct.replace("\r", "") == expected
    assert "405" in curl("-X", "PUT", "-o", os.devnull, "-w", "%{http_code}", url)


def test_a_long_answer_comes_in_pieces_and_whole(start_server: Callable[..., Running], shared_folder: Path) -> None:
    server = start_server(shared_folder, "--workers", "2")
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    code, body, headers = ask(server, query, format="tsv")
    count = int(
        json.loads(ask(server, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }")[1])["results"]["bindings"][0]["n"]["value"]
    )
    assert (code, body.count(b"\n")) == (200, count**3 + 1)
    assert ("Transfer-Encoding" in {name.title() for name in headers}) == (len(body) > 1 << 20)


@pytest.mark.parametrize("version", ["HTTP/1.0", "HTTP/1.1"])
def test_an_answer_that_is_broken_off_never_looks_whole(
    start_server: Callable[..., Running], shared_folder: Path, version: str
) -> None:
    server = start_server(shared_folder, "--workers", "2", "--max-mb", "3")
    host, port = urlsplit(server.url).hostname, urlsplit(server.url).port
    target = "/sparql?" + urlencode({"query": f"SELECT * {{ {CROSS} }}", "format": "tsv"})
    with socket.create_connection((host, port), timeout=60) as line:
        line.sendall(f"GET {target} {version}\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = http.client.HTTPResponse(line)
        answer.begin()
        if version == "HTTP/1.0":
            assert answer.status == 413
        else:
            assert answer.status == 200
            with pytest.raises(http.client.IncompleteRead):
                answer.read()
    assert ask(server, "ASK {}")[0] == 200


def test_a_client_that_goes_away_frees_its_reader(start_server: Callable[..., Running], shared_folder: Path) -> None:
    server = start_server(shared_folder, "--workers", "1", "--timeout", "600")
    host, port = urlsplit(server.url).hostname, urlsplit(server.url).port
    target = "/sparql?" + urlencode({"query": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"})
    with socket.create_connection((host, port), timeout=60) as line:
        line.sendall(f"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        time.sleep(0.5)
    assert ask(server, "ASK {}")[0] == 200


def test_a_new_version_is_served_as_soon_as_it_is_there_and_no_request_fails(
    start_server: Callable[..., Running], folder: Path
) -> None:
    server = start_server(folder, "--workers", "2")
    codes: list[int] = []
    stop = threading.Event()

    def keep_asking() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            codes.append(ask(server, f"SELECT ?o {{ <urn:s> <urn:p> ?o }} LIMIT {number}")[0])

    asking = threading.Thread(target=keep_asking)
    asking.start()
    tag = ask(server, QUERY)[2]["etag"]
    publish(folder, TRIG.replace('"two"', '"three"'), runs=2)
    while b"three" not in (found := ask(server, QUERY))[1]:
        time.sleep(0.1)
    stop.set()
    asking.join()
    assert found[2]["etag"] != tag
    assert set(codes) == {200}


@pytest.mark.slow
def test_a_graph_of_the_same_name_in_place_of_the_old_one_is_noticed(
    start_server: Callable[..., Running], folder: Path
) -> None:
    server = start_server(folder, "--workers", "1")
    shutil.rmtree(folder)
    assert ask(server, QUERY)[0] == 200
    publish(folder, TRIG.replace('"two"', '"three"'))
    while b"three" not in ask(server, QUERY)[1]:
        time.sleep(0.1)


def test_a_stop_lets_answers_end_and_leaves_no_process(
    start_server: Callable[..., Running], shared_folder: Path
) -> None:
    server = start_server(shared_folder, "--workers", "2", "--timeout", "2")
    seen: list[int] = []
    slow = threading.Thread(target=lambda: seen.append(ask(server, f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}")[0]))
    slow.start()
    time.sleep(0.5)
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    assert len(children) == 2
    server.process.send_signal(signal.SIGTERM)
    slow.join()
    assert server.process.wait(timeout=30) == 0
    assert seen == [504]
    assert not any(Path(f"/proc/{child}").exists() for child in children)


@pytest.mark.slow
def test_readers_end_when_the_server_is_killed(start_server: Callable[..., Running], shared_folder: Path) -> None:
    server = start_server(shared_folder, "--workers", "1", "--timeout", "2")
    (child,) = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    host, port = urlsplit(server.url).hostname, urlsplit(server.url).port
    target = "/sparql?" + urlencode({"query": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"})
    with socket.create_connection((host, port), timeout=60) as line:
        line.sendall(f"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        time.sleep(0.5)
        server.process.kill()
    deadline = time.monotonic() + 30
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not Path(f"/proc/{child}").exists()


def test_a_log_has_a_line_of_json_a_request(
    start_server: Callable[..., Running], shared_folder: Path, tmp_path: Path
) -> None:
    log = tmp_path / "access.log"
    server = start_server(shared_folder, "--workers", "1", "--access-log", str(log))
    get(server, "/claim/none%0a%22forged")
    get(server, "/health")
    while log.read_text().count("\n") < 2:
        time.sleep(0.05)
    first, second = (json.loads(line) for line in log.read_text().splitlines())
    assert (first["request"]["status"], second["request"]["status"]) == (404, 200)
    assert second["request"]["target"] == "/health"
    assert first["at"].endswith("Z")


def test_pages_on_other_addresses_need_a_token_to_write(shared_folder: Path) -> None:
    from click.testing import CliRunner

    from kg.cli import cli

    command = ["serve", "--graph", str(shared_folder), "--host", "0.0.0.0", "--writable"]
    result = CliRunner().invoke(cli, command, env={"KG_TOKEN": ""})
    assert result.exit_code == 2
    assert "token" in result.output
    assert CliRunner().invoke(cli, ["serve", "--graph", str(shared_folder / "none")]).exit_code == 2


def test_the_base_is_no_secret_of_the_server(server: Running) -> None:
    code, body, _ = ask(server, "SELECT ?s { ?s a cg:Claim }")
    assert code == 200
    assert (BASE + "claim/c1").encode() in body
