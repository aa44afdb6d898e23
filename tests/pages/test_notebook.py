"""`kg.open`: what it finds, what it shows, and that it shows it safely."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html

import kg
from kg.errors import QueryError
from kg.notebook import Graph


@pytest.fixture(scope="module")
def opened(graph: Path) -> Graph:
    return kg.open(graph)


def test_a_graph_says_what_it_holds(opened: Graph) -> None:
    assert opened.counts["papers"] == 5
    assert "5 papers" in opened._repr_html_()
    assert [row["paper"] for row in opened.papers][:2] == ['10.1/"><script>alert(6)</script>', "PMC1"]


def test_values_have_the_types_that_the_graph_gives_them(opened: Graph) -> None:
    (row,) = opened.query("SELECT ?n ?v ?b ?i { ?e biolink:effect_size ?v ; cg:studyCount ?n . ?i cg:effect ?e ; "
                          "biolink:negated ?b }")  # fmt: skip
    assert (row["n"], row["v"], row["b"]) == (58, Decimal("-4.79"), False)
    assert row["i"].startswith("https://w3id.org/claimgraph/data/claim/")


def test_results_are_frames(opened: Graph) -> None:
    claims = opened.claims(subject="MSC-EVs")
    assert len(claims) == len(claims.to_pandas()) == len(claims.to_polars()) > 2
    assert list(claims.to_pandas().columns) == list(claims.columns)
    assert claims.to_pandas()["negated"].dtype == bool
    assert claims[:1][0] == claims[0]


def test_an_entity_is_found_by_any_name_and_id(opened: Graph) -> None:
    for name in ("breast cancer", "cancer of breast", "MONDO:0007254", "http://purl.obolibrary.org/obo/MONDO_0007254"):
        entity = opened.entity(name)
        assert (entity.label, entity.iri) == ("breast cancer", "http://purl.obolibrary.org/obo/MONDO_0007254")
    assert "cancer of breast" in entity.names
    assert {row["paper"] for row in entity.claims} == {"lay"}
    with pytest.raises(QueryError, match="nothing in this graph is called 'gizmo'"):
        opened.entity("gizmo")


def test_a_paper_shows_its_text_with_mentions_that_lead_to_their_terms(opened: Graph) -> None:
    paper = opened.paper("PMC1")
    shown = html.fromstring(paper._repr_html_())
    marks = {mark.text: mark.get("href") for mark in shown.xpath("//a[starts-with(@class, 'm ')]")}
    assert marks["MCF-7"] == "https://identifiers.org/cellosaurus/CVCL_0031"
    assert "MSC-EVs reduced the viability" in shown.text_content()
    (row,) = (row for row in paper.mentions if row["text"] == "MCF-7")
    assert paper.text[row["start"] : row["end"]] == "MCF-7"
    assert [row["kind"] for row in paper.claims] == ["claim", "disease promotion"]
    with pytest.raises(QueryError, match="no paper called 'PMC404'"):
        opened.paper("PMC404")


def test_relations_of_papers_are_apart(opened: Graph) -> None:
    paper, gene = opened.paper("R9"), opened.entity("miR-23b")
    for view in (paper, gene):
        assert [(row["kind"], row["object"]) for row in view.relations] == [("relation", "breast cancer")]
        assert [(row["kind"], row["object"]) for row in view.claims] == [("claim", "apoptosis")]
    assert "relations of papers 1" in gene._repr_html_()


def test_hostile_words_stay_words_in_a_notebook(opened: Graph) -> None:
    paper = opened.paper('10.1/"><script>alert(6)</script>')
    views = (paper, paper.claims, paper.mentions, opened.papers, opened.entity("viability"), opened.find("viability"))
    for view in views:
        shown = html.fromstring(view._repr_html_())
        assert shown.xpath("//script | //img | //@*[starts-with(name(), 'on')]") == []
        assert not [one for one in shown.xpath("//@href") if not one.startswith(("http", "#"))]


def test_words_of_claims_are_found(opened: Graph) -> None:
    assert {row["paper"] for row in opened.statements("cure breast cancer")} == {"lay"}


@pytest.mark.slow
def test_the_example_notebook_runs(graph: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    monkeypatch.setenv("KG_GRAPH", str(graph))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")]))
    notebook = nbformat.read(root / "examples" / "first-look.ipynb", as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    outputs = [output for one in notebook.cells if one.cell_type == "code" for output in one.outputs]
    assert sum("text/html" in output.get("data", {}) for output in outputs) >= 5
