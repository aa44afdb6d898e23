"""The SPARQL 1.1 Protocol; names in brackets are those of the test cases of its working group."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from starlette.testclient import TestClient

FORM = "application/x-www-form-urlencoded"
JSON = "application/sparql-results+json"
ONE = "SELECT ?o { <urn:s> <urn:p> ?o }"
IN_G1 = "ASK { <urn:s> <urn:p> 'one' FILTER NOT EXISTS { <urn:s> <urn:p> 'two' } }"
IN_BOTH = "ASK { <urn:s> <urn:p> 'one', 'two' }"


def direct(client: TestClient, body: str | bytes, kind: str = "application/sparql-query", **more: object) -> object:
    return client.post("/sparql", content=body, headers={"Content-Type": kind}, **more)  # type: ignore[arg-type]


def is_true(response: object) -> bool:
    assert response.status_code == 200, response.text  # type: ignore[attr-defined]
    return bool(response.json()["boolean"])  # type: ignore[attr-defined]


def values(response: object) -> set[str]:
    return {row["o"]["value"] for row in response.json()["results"]["bindings"]}  # type: ignore[attr-defined]


def test_a_query_goes_by_get_and_by_both_forms_of_post(client: TestClient) -> None:
    """[query_get, query_post_form, query_post_direct]"""
    answers = (
        client.get("/sparql", params={"query": ONE}),
        client.post("/sparql", data={"query": ONE}),
        direct(client, ONE),
    )
    for answer in answers:
        assert answer.headers["content-type"] == JSON
        assert values(answer) == {"one", "two"}


@pytest.mark.parametrize("how", ["get", "form", "direct"])
def test_the_request_names_the_default_graph(client: TestClient, how: str) -> None:
    """[query_dataset_default_graph, query_dataset_default_graphs_get, query_dataset_default_graphs_post]"""

    def ask(query: str, *graphs: str) -> bool:
        dataset = [("default-graph-uri", graph) for graph in graphs]
        if how == "direct":
            return is_true(direct(client, query, params=dataset))
        fields = urlencode([("query", query), *dataset])
        if how == "get":
            return is_true(client.get(f"/sparql?{fields}"))
        return is_true(direct(client, fields, FORM))

    assert ask(IN_G1, "urn:g1")
    assert ask(IN_BOTH, "urn:g1", "urn:g2")
    assert not ask(IN_BOTH, "urn:g2")


def test_the_request_names_the_named_graphs(client: TestClient) -> None:
    """[query_dataset_named_graphs_get, query_dataset_named_graphs_post]"""
    query = "ASK { GRAPH ?g { <urn:s> <urn:p> 'one' } FILTER NOT EXISTS { GRAPH <urn:g2> { ?s ?p ?o } } }"
    fields = {"query": query, "named-graph-uri": "urn:g1"}
    assert is_true(client.get("/sparql", params=fields))
    assert is_true(client.post("/sparql", data=fields))
    nothing_by_default = {"query": "ASK { ?s ?p ?o }", "named-graph-uri": "urn:g1"}
    assert not is_true(client.get("/sparql", params=nothing_by_default))


def test_the_request_names_a_whole_dataset(client: TestClient) -> None:
    """[query_dataset_full]"""
    query = "ASK { <urn:s> <urn:p> 'one' . GRAPH <urn:g2> { <urn:s> <urn:p> 'two' } }"
    fields = {"query": query, "default-graph-uri": "urn:g1", "named-graph-uri": "urn:g2"}
    assert is_true(client.get("/sparql", params=fields))
    assert is_true(client.post("/sparql", data=fields))


def test_the_dataset_of_the_request_goes_before_that_of_the_query(client: TestClient) -> None:
    """[query_multiple_dataset]"""
    query = "ASK FROM <urn:g2> { <urn:s> <urn:p> 'one' }"
    assert not is_true(client.get("/sparql", params={"query": query}))
    assert is_true(client.get("/sparql", params={"query": query, "default-graph-uri": "urn:g1"}))


def test_from_in_a_query_is_heeded_and_without_it_the_union_is_asked(client: TestClient) -> None:
    assert values(client.get("/sparql", params={"query": ONE})) == {"one", "two"}
    assert values(client.get("/sparql", params={"query": ONE.replace("{", "FROM <urn:g2> {", 1)})) == {"two"}


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        (ONE, (JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values")),
        ("ASK {}", (JSON, "application/sparql-results+xml")),
        ("DESCRIBE <urn:s>", ("text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples")),
        ("CONSTRUCT WHERE { ?s ?p ?o }", ("text/turtle", "application/trig", "application/n-quads", "text/n3")),
    ],
)
def test_each_form_of_query_comes_in_its_formats(client: TestClient, query: str, kinds: tuple[str, ...]) -> None:
    """[query_content_type_select, ..._ask, ..._describe, ..._construct]"""
    for kind in kinds:
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": f"{kind}, image/png;q=0.9"})
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == kind


def test_relative_iris_are_read_from_our_base(client: TestClient) -> None:
    """[query_base_uri, as this server defines it]"""
    assert is_true(client.get("/sparql", params={"query": "ASK { <claim/c1> a cg:Claim }"}))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    """[bad_query_method]"""
    answer = client.request(method, "/sparql", params={"query": "ASK {}"})
    assert answer.status_code == 405
    assert "POST" in answer.headers["allow"]


def test_two_queries_at_once_are_wrong(client: TestClient) -> None:
    """[bad_multiple_queries, bad_multiple_updates]"""
    assert client.get("/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D").status_code == 400
    assert direct(client, "query=ASK%7B%7D&update=CLEAR%20ALL", FORM).status_code == 400  # type: ignore[attr-defined]
    assert direct(client, "ASK {}", params={"query": "ASK {}"}).status_code == 400  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data", ""])
def test_other_kinds_of_body_are_refused(client: TestClient, kind: str) -> None:
    """[bad_query_wrong_media_type, bad_query_missing_form_type, bad_query_missing_direct_type, bad_update_...]"""
    assert direct(client, "query=ASK%7B%7D", kind).status_code == 415  # type: ignore[attr-defined]


def test_a_body_that_is_not_utf8_is_wrong(client: TestClient) -> None:
    """[bad_query_non_utf8, bad_update_non_utf8]"""
    assert direct(client, "ASK {}".encode("utf-16")).status_code == 400  # type: ignore[attr-defined]
    kind = "application/sparql-query; charset=UTF-16"
    assert direct(client, "ASK {}".encode("utf-16"), kind).status_code == 415  # type: ignore[attr-defined]
    assert client.get("/sparql?query=ASK%20%7B%7D%FF").status_code == 400


def test_a_query_that_does_not_parse_says_where(client: TestClient) -> None:
    """[bad_query_syntax]"""
    answer = client.get("/sparql", params={"query": "ASK {"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert "1:6" in answer.json()["detail"]


@pytest.mark.parametrize("how", ["form", "direct"])
def test_an_update_is_refused_unless_allowed(client: TestClient, how: str) -> None:
    """[update_post_form, update_post_direct]"""
    update = "INSERT DATA { <urn:s> <urn:p> 'three' }"
    if how == "form":
        answer = client.post("/sparql", data={"update": update})
    else:
        answer = direct(client, update, "application/sparql-update")  # type: ignore[assignment]
    assert answer.status_code == 403
    assert "--writable" in answer.json()["detail"]
    assert values(client.get("/sparql", params={"query": ONE})) == {"one", "two"}


def test_an_update_never_goes_by_get_or_as_a_query(client: TestClient) -> None:
    """[bad_update_get]"""
    assert client.get("/sparql", params={"update": "CLEAR ALL"}).status_code == 400
    assert client.get("/sparql", params={"query": "CLEAR ALL"}).status_code == 400


@pytest.mark.parametrize("name", ["using-graph-uri", "using-named-graph-uri"])
def test_parameters_of_updates_are_wrong_in_queries(client: TestClient, name: str) -> None:
    assert client.get("/sparql", params={"query": "ASK {}", name: "urn:g1"}).status_code == 400


@pytest.mark.parametrize("graph", ["no iri", "<urn:g1>", "\x00", "relative"])
def test_a_dataset_of_what_are_no_iris_is_wrong(client: TestClient, graph: str) -> None:
    assert client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": graph}).status_code == 400


def test_without_a_query_the_service_is_described(client: TestClient) -> None:
    import rdflib

    answer = client.get("/sparql")
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert graph.value(service, sd.endpoint) == rdflib.URIRef("http://localhost/sparql")
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph
    assert (service, sd.supportedLanguage, sd.SPARQL11Update) not in graph
    assert (service, sd.feature, sd.UnionDefaultGraph) in graph
    dataset = graph.value(service, sd.defaultDataset)
    assert graph.value(dataset, void.triples).toPython() == 7
    assert not any(isinstance(node, rdflib.BNode) for node in graph.all_nodes())


def test_the_service_is_described_in_the_format_that_is_wanted(client: TestClient) -> None:
    for kind in ("application/rdf+xml", "application/ld+json", "application/n-triples"):
        assert client.get("/sparql", headers={"Accept": kind}).headers["content-type"] == kind
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


def test_head_has_the_headers_of_get_and_no_body(client: TestClient) -> None:
    for path in ("/sparql", f"/sparql?query={quote(ONE)}", "/store?graph=urn:g1", "/health", "/resource?iri=urn:s"):
        got, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-type"] == got.headers["content-type"]
        assert head.headers.get("etag") == got.headers.get("etag") or "query=" in path
    assert client.head("/sparql?query=ASK%20%7B").status_code == 400
    assert client.head("/store?graph=urn:none").status_code == 404


def test_options_says_what_is_allowed(client: TestClient) -> None:
    assert client.options("/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert client.options("/store").headers["allow"] == "GET, HEAD, OPTIONS"


def test_pages_of_any_origin_may_read(client: TestClient) -> None:
    origin = {"Origin": "https://example.org"}
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers=origin)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    asked = {**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    before = client.options("/sparql", headers=asked)
    assert before.status_code == 200
    assert "POST" in before.headers["access-control-allow-methods"]


def test_answers_are_compressed_where_that_is_understood(client: TestClient) -> None:
    params = {"query": ONE}
    plain = client.get("/sparql", params=params, headers={"Accept-Encoding": "identity"})
    packed = client.get("/sparql", params=params, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == plain.json()
    assert "Accept-Encoding" in plain.headers["vary"]
    assert packed.headers["etag"] != plain.headers["etag"]


def test_what_a_client_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/sparql", params={"query": ONE})
    tag = first.headers["etag"]
    again = client.get("/sparql", params={"query": ONE}, headers={"If-None-Match": f'"x", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = client.get(
        "/sparql", params={"query": ONE, "format": "csv"}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert other.status_code == 200


def test_an_answer_that_depends_on_the_moment_has_no_tag_and_is_not_kept(client: TestClient) -> None:
    params = {"query": "SELECT (STRUUID() AS ?o) {}"}
    first, second = client.get("/sparql", params=params), client.get("/sparql", params=params)
    assert "etag" not in first.headers
    assert values(first) != values(second)
