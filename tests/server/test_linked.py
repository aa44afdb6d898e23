"""Linked data, the Graph Store Protocol, named queries, and what the service tells of itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import rdflib
from served import BASE, CLAIM, TEXT
from starlette.testclient import TestClient

from kg.server.backend import Backend, Table
from kg.server.errors import TooSlowError
from kg.server.settings import ServerSettings

SKOS = rdflib.SKOS
MONDO = rdflib.URIRef("http://purl.obolibrary.org/obo/MONDO_0007254")
PARSERS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
    "text/n3": "n3",
}


def graph_of(answer: object) -> rdflib.Graph:
    assert answer.status_code == 200, answer.text  # type: ignore[attr-defined]
    kind = answer.headers["content-type"].partition(";")[0]  # type: ignore[attr-defined]
    return rdflib.Graph().parse(data=answer.text, format=PARSERS[kind])  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", PARSERS)
def test_our_iris_answer_under_their_own_path_in_every_format(client: TestClient, kind: str) -> None:
    graph = graph_of(client.get("/claim/c1", headers={"Accept": kind}))
    effect = rdflib.URIRef(CLAIM + "/effect/1")
    assert (rdflib.URIRef(CLAIM), None, effect) in graph
    assert (effect, rdflib.URIRef("https://w3id.org/biolink/vocab/effect_size"), rdflib.Literal("-4.79")) in graph
    assert (MONDO, SKOS.prefLabel, rdflib.Literal("breast cancer")) in graph


@pytest.mark.parametrize("path", ["/paper/10.1000%2Fone", "/paper/10.1000%2fone", "/paper/%310.1000%2Fone/"])
def test_an_iri_is_found_however_its_path_is_percent_encoded(client: TestClient, path: str) -> None:
    assert (rdflib.URIRef(BASE + "paper/10.1000%2Fone"), rdflib.RDF.type, None) in graph_of(client.get(path))


@pytest.mark.parametrize("path", ["/entity", "/resource"])
def test_other_iris_answer_by_a_parameter(client: TestClient, path: str) -> None:
    graph = graph_of(client.get(path, params={"iri": str(MONDO), "format": "nt"}))
    assert (MONDO, SKOS.prefLabel, rdflib.Literal("breast cancer")) in graph
    assert (rdflib.URIRef(CLAIM), None, MONDO) in graph


def test_what_the_graph_knows_nothing_of_is_not_found(client: TestClient) -> None:
    for path in ("/claim/none", "/resource?iri=urn:none", "/store?graph=urn:none", "/nowhere", "/queries/none"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert answer.json()["status"] == 404


@pytest.mark.parametrize("iri", ["", "no iri", "urn:a> ?p ?o } #", "<urn:a>", "urn:\n"])
def test_what_is_no_iri_is_wrong_and_never_becomes_part_of_a_query(client: TestClient, iri: str) -> None:
    assert client.get("/resource", params={"iri": iri}).status_code == 400
    assert client.get("/store", params={"graph": iri}).status_code == 400


def test_a_graph_is_read_by_its_name_and_by_its_own_path(client: TestClient) -> None:
    by_name = graph_of(client.get("/store", params={"graph": "urn:g1"}))
    assert set(by_name) == {(rdflib.URIRef("urn:s"), rdflib.URIRef("urn:p"), rdflib.Literal("one"))}
    assert len(graph_of(client.get("/graph/paper/one/claims"))) == 4


def test_the_default_graph_is_the_union(client: TestClient) -> None:
    graph = graph_of(client.get("/store?default", headers={"Accept": "application/n-triples"}))
    assert {str(value) for value in graph.objects(rdflib.URIRef("urn:s"))} == {"one", "two"}
    assert (MONDO, SKOS.prefLabel, None) in graph


def test_a_graph_that_is_too_large_is_refused_before_it_begins_and_says_what_to_do(
    serve: Callable[..., TestClient],
) -> None:
    client = serve(max_rows=5)
    for answer in (client.get("/store?default"), client.head("/store?default")):
        assert answer.status_code == 413
    assert "/store?graph=IRI" in client.get("/store?default").json()["detail"]
    assert len(graph_of(client.get("/store?graph=urn:g1"))) == 1


@pytest.mark.parametrize("query", ["", "?default&graph=urn:g1", "?graph=urn:g1&graph=urn:g2"])
def test_a_request_to_the_store_names_one_graph(client: TestClient, query: str) -> None:
    assert client.get(f"/store{query}").status_code == 400


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_the_store_is_only_read(client: TestClient, method: str) -> None:
    assert client.request(method, "/store?graph=urn:g1").status_code == 405
    assert len(graph_of(client.get("/store?graph=urn:g1"))) == 1


def test_a_description_of_the_dataset_lies_where_it_is_looked_for(client: TestClient) -> None:
    graph = graph_of(client.get("/.well-known/void"))
    assert (rdflib.URIRef(BASE + "dataset"), rdflib.RDF.type, rdflib.VOID.Dataset) in graph


def test_named_queries_are_listed_and_answered(client: TestClient) -> None:
    listed = {query["name"]: query for query in client.get("/queries").json()}
    assert any(parameter["name"] == "agent" for parameter in listed["risks"]["parameters"])
    answer = client.get("/queries/claims", headers={"Accept": "text/csv"})
    assert answer.text.startswith("claim,paper,section,sentence,start,end,subject")
    assert client.get("/queries/claims?nonsense=1").status_code == 400


def test_the_service_tells_that_it_is_well_and_what_it_holds(client: TestClient) -> None:
    told = client.get("/health").json()
    assert told["status"] == "ok"
    assert told["counts"]["papers"] == 1


def test_metrics_count_requests_by_place(client: TestClient) -> None:
    client.get("/claim/none")
    client.get("/whatever/path/there/is")
    text = client.get("/metrics").text
    assert 'kg_requests_total{method="GET",place="claim",status="404"}' in text
    assert 'place="other"' in text
    assert "whatever" not in text
    assert 'kg_graph_items{kind="papers"} 1.0' in text


async def ask_everything(folder: object) -> None:
    async with Backend(folder, ServerSettings(workers=1, timeout=0.8)) as backend:  # type: ignore[arg-type]
        table = await backend.select("SELECT ?s ?none { ?s rdfs:label|skos:prefLabel 'breast cancer' }")
        assert isinstance(table, Table)
        assert table.columns == ("s", "none")
        assert [(row[0].value, row[1]) for row in table.rows] == [(str(MONDO), None)]  # type: ignore[union-attr]
        assert table.dicts() == [{"s": str(MONDO), "none": ""}]
        assert await backend.ask("ASK { <claim/c1> a cg:Claim }")
        assert b"prefLabel" in await backend.construct("DESCRIBE obo:MONDO_0007254", media="application/n-triples")
        assert backend.text("ab" * 32) == TEXT
        assert backend.text("cd" * 32) is None
        assert backend.local(CLAIM) == "/claim/c1"
        assert backend.local(str(MONDO)).startswith("/entity?iri=http%3A%2F%2F")
        assert backend.iri("/paper/10.1000%2fone") == BASE + "paper/10.1000%2Fone"
        with pytest.raises(TooSlowError):
            await backend.select(
                "SELECT (COUNT(*) AS ?n) {" + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(12)) + "}"
            )


def test_pages_ask_through_the_backend(shared_folder: object) -> None:
    import asyncio

    asyncio.run(ask_everything(shared_folder))


BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_people_get_pages_and_programs_rdf_at_the_same_address(serve: Callable[..., TestClient]) -> None:
    client = serve(pages=True)
    page = client.get("/claim/c1", headers=BROWSER)
    assert page.headers["content-type"].startswith("text/html")
    assert "Accept" in page.headers["vary"]
    assert (rdflib.URIRef(CLAIM), None, None) in graph_of(client.get("/claim/c1"))
    assert client.get("/sparql", headers=BROWSER, follow_redirects=False).headers["location"] == "/query"
    # An IRI that has no page is shown as it is.
    assert client.get("/dataset", headers=BROWSER).headers["content-type"] == "application/rdf+xml"


def test_people_are_told_of_errors_by_a_page(serve: Callable[..., TestClient]) -> None:
    client = serve(pages=True)
    for path, status in (("/nowhere", 404), ("/sparql?query=<script>", 400), ("/store?graph=urn:none", 404)):
        page = client.get(path, headers=BROWSER)
        assert page.status_code == status
        assert page.headers["content-type"].startswith("text/html")
        assert "<script>alert" not in page.text
        assert client.get(path).headers["content-type"] == "application/problem+json"
