"""Content negotiation."""

from __future__ import annotations

import csv
import io
import json

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from starlette.testclient import TestClient

from kg.server.formats import GRAPHS, PAGES, TABLES, accepts_gzip, choose

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
SELECT = "SELECT ?s ?o { ?s <urn:p> ?o } ORDER BY ?o"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/csv"),
        ("text/*;q=0.5, text/tab-separated-values;q=0.9", "text/tab-separated-values"),
        ("application/*;q=0.1, text/csv;q=0.2", "text/csv"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        ("text/csv; charset=utf-8; q=1.0, */*; q=0.1", "text/csv"),
        ("text/csv;q=abc, text/tab-separated-values", "text/tab-separated-values"),
        (BROWSER, "application/sparql-results+xml"),
        ("image/png", None),
        ("*/*;q=0", None),
        (",,;;q=,", "application/sparql-results+json"),
    ],
)
def test_the_format_is_the_one_that_the_client_likes_best(accept: str, expected: str | None) -> None:
    chosen = choose(TABLES, accept)
    assert (chosen.media if chosen else None) == expected


@pytest.mark.parametrize(("accept", "expected"), [(BROWSER, "text/html"), ("*/*", "text/turtle"), ("", "text/turtle")])
def test_only_who_asks_for_pages_gets_them(accept: str, expected: str) -> None:
    chosen = choose(PAGES, accept)
    assert chosen is not None
    assert chosen.media == expected


def test_a_parameter_goes_before_the_header_where_it_fits() -> None:
    assert choose(GRAPHS, "text/turtle", "json").media == "application/ld+json"  # type: ignore[union-attr]
    assert choose(TABLES, "text/csv", "json").media == "application/sparql-results+json"  # type: ignore[union-attr]
    assert choose(TABLES, "text/csv", "ttl").media == "text/csv"  # type: ignore[union-attr]
    assert choose(TABLES, "text/csv", "nonsense").media == "text/csv"  # type: ignore[union-attr]
    assert choose(TABLES, "image/png", "text/csv").media == "text/csv"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("header", "expected"),
    [("gzip", True), ("*", True), ("gzip;q=0, *", False), ("deflate", False), ("GZIP;q=0.1", True), ("*;q=0", False)],
)
def test_compression_is_negotiated(header: str, expected: bool) -> None:
    assert accepts_gzip(header) is expected


def test_tables_say_the_same_in_every_format(client: TestClient) -> None:
    def get(kind: str) -> str:
        return client.get("/sparql", params={"query": SELECT, "format": kind}).text

    rows = [[cell.value for cell in row] for row in parse_query_results(get("json"), QueryResultsFormat.JSON)]
    assert [row[1] for row in rows] == ["one", "two"]
    for kind, form in (("xml", QueryResultsFormat.XML), ("tsv", QueryResultsFormat.TSV)):
        assert [[cell.value for cell in row] for row in parse_query_results(get(kind), form)] == rows
    assert list(csv.reader(io.StringIO(get("csv")))) == [["s", "o"], *rows]


def test_graphs_say_the_same_in_every_format(client: TestClient) -> None:
    said = set()
    for offer in GRAPHS:
        answer = client.get("/sparql", params={"query": "DESCRIBE <urn:s>"}, headers={"Accept": offer.media})
        assert isinstance(offer.form, RdfFormat)
        said.add(frozenset(quad.triple for quad in parse(answer.content, offer.form)))
    assert len(said) == 1
    assert len(said.pop()) == 2


def test_yes_and_no_come_in_every_format(client: TestClient) -> None:
    answers = {
        kind: client.get("/sparql", params={"query": "ASK {}", "format": kind}).text for kind in ("json", "xml", "csv")
    }
    assert json.loads(answers["json"])["boolean"] is True
    assert "<boolean>true</boolean>" in answers["xml"]
    assert answers["csv"].strip() == "true"


def test_a_format_that_does_not_fit_the_question_is_not_acceptable(client: TestClient) -> None:
    for query, kind in (("ASK {}", "text/turtle"), ("DESCRIBE <urn:s>", "text/csv"), (SELECT, "image/png")):
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": kind})
        assert answer.status_code == 406
        assert answer.headers["content-type"] == "application/problem+json"
