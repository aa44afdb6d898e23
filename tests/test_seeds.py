"""The two documents the project began with, from the files to SPARQL: what the graph must answer."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from pyoxigraph import QuerySolutions

import kg
from kg.build import build
from kg.query import columns, query, rows

PREFIXES = """
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX cg: <https://w3id.org/claimgraph/vocab#>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX fabio: <http://purl.org/spar/fabio/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX obo: <http://purl.obolibrary.org/obo/>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
ARTICLE = "PMC12775850"
REVIEW = "PMC12775850-page"
LAY = "000_4db1fd8a3fd1a160"


class Graph:
    """Ask a built graph; cells are plain strings, as the command line prints them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def rows(self, select: str) -> set[tuple[str, ...]]:
        return set(rows(cast("QuerySolutions", query(self._folder, PREFIXES + select))))

    def ask(self, pattern: str) -> bool:
        return bool(query(self._folder, PREFIXES + f"ASK {{ {pattern} }}"))

    def table(self, name: str) -> list[dict[str, str]]:
        found = cast("QuerySolutions", query(self._folder, name))
        names = columns(found)
        return [dict(zip(names, row, strict=True)) for row in rows(found)]


@pytest.fixture(scope="module")
def graph(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("seeds") / "graph"
    summary = build([str(shared / "seeds")], folder)
    assert not summary.failures
    return Graph(folder)


def claims(graph: Graph, paper: str) -> list[dict[str, str]]:
    return [row for row in graph.table("claims") if row["paper"] == paper]


def risks(graph: Graph, paper: str) -> list[dict[str, str]]:
    return [row for row in graph.table("risks") if row["paper"] == paper]


def test_the_page_names_its_article_date_and_six_authors(graph: Graph) -> None:
    page = f'?page dcterms:identifier "{REVIEW}" ; foaf:primaryTopic ?article'
    known = f'?article prism:doi "10.1016/j.omton.2025.201107" ; fabio:hasPubMedCentralId "{ARTICLE}"'
    assert graph.ask(f"{page} . {known}")
    assert graph.rows(f"SELECT ?day {{ {known} ; dcterms:issued ?day }}") == {("2025-12-09",)}
    assert len(graph.rows(f"SELECT ?name {{ {known} ; dcterms:creator/foaf:name ?name }}")) == 6


def test_mir_23b_is_the_human_gene_with_its_span_and_aliases(graph: Graph) -> None:
    gene = "<https://identifiers.org/ncbigene/407011>"
    quotes = graph.rows(
        f"SELECT ?exact ?start {{ ?m oa:hasBody {gene} ; oa:hasTarget/oa:hasSelector ?q, ?p . "
        "?q oa:exact ?exact . ?p oa:start ?start }"
    )
    assert "miR-23b" in {exact for exact, _ in quotes}
    names = {name for (name,) in graph.rows(f"SELECT ?n {{ {gene} skos:prefLabel|skos:altLabel ?n }}")}
    assert {"MIR23B", "hsa-mir-23b"} <= names


@pytest.mark.parametrize(
    ("mesh", "mondo"), [("D001943", "MONDO:0007254"), ("D009369", "MONDO:")], ids=["breast cancer", "cancer"]
)
def test_diseases_have_their_mesh_and_a_mondo_id(graph: Graph, mesh: str, mondo: str) -> None:
    heading = f"<http://id.nlm.nih.gov/mesh/{mesh}>"
    twins = graph.rows(f"SELECT ?id {{ {heading} skos:exactMatch|skos:closeMatch ?t . ?t skos:notation ?id }}")
    assert any(twin.startswith(mondo) for (twin,) in twins)
    assert graph.ask(f"?mention oa:hasBody {heading}")


def test_the_pages_own_id_for_breast_cancer_is_kept_as_imported(graph: Graph) -> None:
    assert graph.ask("?kept a cg:ImportedAnnotation ; oa:hasBody obo:MONDO_0004989")


def test_cell_lines_have_cellosaurus_ids(graph: Graph) -> None:
    lines = graph.rows(
        "SELECT ?exact ?id { ?m oa:hasBody ?line ; oa:hasTarget/oa:hasSelector/oa:exact ?exact . "
        '?line skos:notation ?id . FILTER (STRSTARTS(?id, "CVCL")) }'
    )
    assert {("MCF-7", "CVCL_0031"), ("MDA-MB-231", "CVCL_0062"), ("4T1", "CVCL_0125")} <= lines


@pytest.mark.parametrize(
    ("outcome", "direction", "value"),
    [("viability", "decrease", "-4.79"), ("migration", "decrease", "-4.7"), ("apoptosis", "increase", "4.16")],
)
def test_the_review_gives_its_pooled_effects(graph: Graph, outcome: str, direction: str, value: str) -> None:
    found = [
        row
        for row in claims(graph, REVIEW)
        if "MSC-EV" in row["subject"] and outcome in row["object"] and row["direction"] == direction
        and float(row["value"].split("|")[0] or "nan") == float(value)
    ]  # fmt: skip
    assert found
    row = found[0]
    assert (row["negated"], row["certainty"], row["status"]) == ("false", "asserted", "finding")
    assert row["measure"].split("|")[0] == "SMD"
    assert row["setting"] == "in vitro"
    assert "meta-analysis" in row["design"]
    assert row["studies"].split("|")[0] == "58"
    assert "50-70" in row["i2"]


def test_the_review_links_a_cargo_to_dormancy_in_vivo_without_claiming_a_cause(graph: Graph) -> None:
    found = [row for row in risks(graph, REVIEW) if "miR-23b" in row["agent"] and "dormancy" in row["hazard"]]
    assert found
    for row in found:
        assert "nmodified bone marrow MSC-EVs" in row["agent"]
        assert "NCBIGene:407011" in row["agent_id"]
        assert row["setting"] == "in vivo"
        assert "cargo control" in row["mitigation"]
    assert not any(row["predicate"] == "causes" for row in claims(graph, REVIEW) if "dormancy" in row["object"])


def test_the_lay_article_cites_the_review_as_its_evidence(graph: Graph) -> None:
    lay = f'?lay dcterms:identifier "{LAY}" ; cito:citesAsEvidence ?work'
    assert graph.ask(f"{lay} . FILTER (STRENDS(STR(?work), '{ARTICLE}'))")


@pytest.mark.parametrize(
    ("outcome", "direction"), [("viability", "decrease"), ("migration", "decrease"), ("apoptosis", "increase")]
)
def test_the_lay_article_tells_of_the_same_effects_in_a_dish(graph: Graph, outcome: str, direction: str) -> None:
    found = [row for row in claims(graph, LAY) if outcome in row["object"] and row["direction"] == direction]
    assert found
    assert {row["setting"] for row in found} == {"in vitro"}
    assert {row["studies"] for row in found} == {"58"}


def test_no_approved_therapy_is_a_denied_statement(graph: Graph) -> None:
    found = [row for row in claims(graph, LAY) if row["predicate"] == "approved for"]
    assert found
    assert {row["negated"] for row in found} == {"true"}


def test_support_of_tumour_growth_is_a_possible_risk(graph: Graph) -> None:
    found = [
        row for row in risks(graph, LAY) if "tumour growth" in row["hazard"] and row["kind"] == "disease promotion"
    ]
    assert found
    assert any("MSC" in row["agent"] and row["certainty"] == "possible" for row in found)


def test_missing_evidence_in_animals_and_people_is_a_risk(graph: Graph) -> None:
    limits = [row["hazard"] for row in risks(graph, LAY) if row["kind"] == "evidence limitation"]
    assert any("human" in limit for limit in limits)
    assert any("animal" in limit for limit in limits)


def test_nothing_from_a_dish_is_said_of_people(graph: Graph) -> None:
    effects = [row for row in claims(graph, REVIEW) if row["value"]]
    assert effects
    assert not [row for row in effects if "clinical" in row["setting"]]


def test_rdflib_reads_the_same_store(shared: Path, tmp_path: Path) -> None:
    build([str(shared / "seeds" / "001_945ad59f1e0574cf.txt")], tmp_path / "graph")
    dataset = kg.load(tmp_path / "graph")
    titles = {str(row[0]) for row in dataset.query(PREFIXES + "SELECT ?t { GRAPH ?g { ?p a ?k ; dcterms:title ?t } }")}
    assert any("breast cancer" in title for title in titles)
