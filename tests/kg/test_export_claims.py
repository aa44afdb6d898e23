"""The exports that speak of claims: nothing that matters is lost on the way, and the ecosystem's own tools agree."""

from __future__ import annotations

import io
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, Store, parse, serialize

from kg.export import FOLDERS, WRITERS, export, export_folder
from kg.export.framed import FRAMES, context
from kg.vocab import PREFIXES, term

BIOLINK, CG = PREFIXES["biolink"], PREFIXES["cg"]


def write(graph: Path, form: str) -> bytes:
    out = io.BytesIO()
    export(graph, form, out)
    return out.getvalue()


def statements(store: Store) -> list[Any]:
    kinds = (term("cg:Claim"), term("cg:Risk"))
    return [quad.subject for kind in kinds for quad in store.quads_for_pattern(None, term("rdf:type"), kind, None)]


def nanopubs(graph: Path) -> Iterator[list[Quad]]:
    quads = parse(io.BytesIO(write(graph, "nanopub")), format=RdfFormat.TRIG)
    for _, group in itertools.groupby(quads, key=lambda quad: str(quad.graph_name).split("#")[0]):
        yield list(group)


def test_every_claim_and_risk_is_a_nanopub_that_the_nanopub_library_accepts(graph: Path, store: Store) -> None:
    nanopub = pytest.importorskip("nanopub")
    found = 0
    for quads in nanopubs(graph):
        dataset = rdflib.ConjunctiveGraph()
        dataset.parse(data=serialize(quads, format=RdfFormat.N_QUADS), format="nquads")
        made = nanopub.Nanopub(rdf=dataset)
        assert made.is_valid
        assert made.has_valid_trusty
        found += 1
    assert found == len(statements(store))


def test_a_changed_nanopub_no_longer_has_its_name(graph: Path) -> None:
    nanopub = pytest.importorskip("nanopub")
    dataset = rdflib.ConjunctiveGraph()
    lines = serialize(next(nanopubs(graph)), format=RdfFormat.N_QUADS)
    dataset.parse(data=lines.replace(b'"-4.79"', b'"-4.80"'), format="nquads")
    with pytest.raises(nanopub.utils.MalformedNanopubError, match="Trusty"):
        assert nanopub.Nanopub(rdf=dataset).has_valid_trusty


def test_nanopubs_hold_all_that_the_graph_says_of_claims(graph: Path, store: Store) -> None:
    held = {quad.triple for quads in nanopubs(graph) for quad in quads}
    stems = tuple(node.value for node in statements(store))
    wanted = {quad.triple for quad in store if quad.subject.value.startswith(stems)}  # type: ignore[union-attr]
    assert len(wanted) > 150
    assert wanted <= held


@pytest.fixture
def edges(graph: Path, tmp_path: Path) -> dict[str, dict[str, Any]]:
    export_folder(graph, "kgx-jsonl", tmp_path / "kgx")
    rows = [json.loads(line) for line in (tmp_path / "kgx/edges.jsonl").read_text(encoding="utf-8").splitlines()]
    return {row["id"].rsplit(":", 1)[-1]: row for row in rows}


def test_kgx_keeps_polarity_words_qualifiers_and_publications(edges: dict[str, Any], store: Store) -> None:
    assert len(edges) == len(statements(store))
    for node in statements(store):
        edge = edges[node.value.rsplit("/", 1)[-1]]

        def said(name: str, node: Any = node) -> list[str]:
            return [quad.object.value for quad in store.quads_for_pattern(node, term(name), None, None)]  # type: ignore

        assert [str(edge["negated"]).lower()] == said("biolink:negated")
        assert [edge["original_object"]] == said("biolink:original_object")
        assert [edge["knowledge_level"], edge["agent_type"]] == ["not_provided", "text_mining_agent"]
        assert "|".join(edge.get("cg_context_text", [])) == "".join(said("cg:contextText"))
        assert len(edge.get("cg_disease", [])) == len(said("biolink:disease_context_qualifier"))
        assert edge["publications"]
        assert edge["supporting_text"]


def test_kgx_keeps_the_stated_predicate_beside_a_wider_one(edges: dict[str, Any], store: Store) -> None:
    wider = 0
    for node in statements(store):
        edge = edges[node.value.rsplit("/", 1)[-1]]
        (stated,) = (quad.object.value for quad in store.quads_for_pattern(node, term("biolink:predicate"), None, None))  # type: ignore[union-attr]
        assert re.split("[/#.:]", edge.get("cg_predicate", edge["predicate"]))[-1] == re.split("[/#]", stated)[-1]
        wider += "cg_predicate" in edge
    assert wider, "the samples hold a predicate that does not fit its ends"


def test_kgx_keeps_effects_as_they_were_written(edges: dict[str, Any]) -> None:
    (edge,) = [edge for edge in edges.values() if "cg_effects" in edge]
    (effect,) = json.loads(edge["cg_effects"])
    assert (effect["value"], effect["ci"]) == ("-4.79", {"low": "-5.5", "high": "-4.1", "level": "95"})
    assert (effect["p"], effect["i2"]) == ({"value": "0.001", "relation": "<"}, {"low": "50", "high": "70"})
    assert (edge["effect_size"], edge["effect_type"]) == (-4.79, "standardized_mean_difference")
    assert "p_value" not in edge, "p < 0.001 is not 0.001"


def test_a_limit_of_the_evidence_has_its_paper_as_subject_and_says_so(edges: dict[str, Any]) -> None:
    (edge,) = [edge for edge in edges.values() if edge.get("cg_agentless")]
    assert (edge["subject"], edge["predicate"]) == ("biolink:claimgraph.paper.lay", "biolink:related_to")


def test_both_forms_of_kgx_have_the_same_ids(graph: Path, tmp_path: Path, edges: dict[str, Any]) -> None:
    export_folder(graph, "kgx", tmp_path / "tsv")
    head, *lines = (tmp_path / "tsv/edges.tsv").read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    rows = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]
    assert {row["id"].rsplit(":", 1)[-1] for row in rows} == set(edges)
    assert {name for edge in edges.values() for name in edge} <= set(columns)
    known = {line.split("\t")[0] for line in (tmp_path / "tsv/nodes.tsv").read_text(encoding="utf-8").splitlines()}
    assert all({row["subject"], row["object"]} <= known for row in rows)


def test_web_annotations_are_the_triples_of_the_mentions(graph: Path, store: Store) -> None:
    data = json.loads(write(graph, "webannotation"))
    # The words of the W3C's context that are used; the tests have no network to fetch it.
    data["@context"][0] = {
        "id": "@id", "type": "@type", "oa": PREFIXES["oa"], "rdfs": PREFIXES["rdfs"],
        "Annotation": "oa:Annotation", "TextPositionSelector": "oa:TextPositionSelector",
        "TextQuoteSelector": "oa:TextQuoteSelector", "AnnotationPage": "oa:AnnotationPage",
        "items": "oa:items", "exact": "oa:exact", "scope": {"@id": "oa:hasScope", "@type": "@id"},
        "source": {"@id": "oa:hasSource", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
        "body": {"@id": "oa:hasBody", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "identifying": "oa:identifying",
        "tagging": "oa:tagging", "start": "oa:start", "end": "oa:end",
    }  # fmt: skip
    found = {tuple(map(str, triple)) for triple in rdflib.Graph().parse(data=json.dumps(data), format="json-ld")}
    layers = [quad for quad in store if quad.graph_name.value.endswith("/mentions")]  # type: ignore[union-attr]
    wanted = {tuple(node.value for node in quad.triple) for quad in layers}  # type: ignore[union-attr]
    # Spans that only claims point to are no annotations.
    annotated = {target for _, name, target in wanted if name.endswith("hasTarget")}
    spans = {s for s, name, _ in wanted if name.endswith("hasSource")} - annotated
    loose = spans | {o for s, name, o in wanted if s in spans and name.endswith("hasSelector")}
    assert {triple for triple in wanted if triple[0] not in loose} <= found


def test_framed_claims_are_triples_of_the_graph_and_all_of_the_claims(graph: Path, store: Store) -> None:
    def plain(triple: Any) -> tuple[str, str, str]:
        return tuple(str(node) if isinstance(node, rdflib.term.Node) else node.value for node in triple)  # type: ignore

    found = set(map(plain, rdflib.Graph().parse(data=write(graph, "jsonld-claims"), format="json-ld")))
    stems = tuple(node.value for node in statements(store))
    wanted = {plain(quad.triple) for quad in store if quad.subject.value.startswith(stems)}  # type: ignore[union-attr]
    assert len(wanted) > 150
    assert wanted <= found <= {plain(quad.triple) for quad in store}


def test_framed_claims_have_plain_names_and_their_parts_inside(graph: Path) -> None:
    claims = json.loads(write(graph, "jsonld-claims"))["@graph"]
    (claim,) = [claim for claim in claims if "effect" in claim]
    assert claim["effect"]["effect_size"] == "-4.79"
    assert claim["negated"] is False
    assert claim["object"]["prefLabel"] == "Cell Survival"
    assert claim["wasDerivedFrom"]["anchorOf"].startswith("MSC-EVs reduced")
    assert claim["publications"]["identifier"] == "PMC1"
    assert claim["subjectSpan"]["hasSelector"]["start"] == 25


@pytest.mark.parametrize(("name", "number"), [("claim", 8), ("paper", 3)])
def test_the_frames_bring_the_plain_export_into_that_form(graph: Path, name: str, number: int) -> None:
    jsonld = pytest.importorskip("pyld.jsonld")
    frame = json.loads((FRAMES / f"{name}.jsonld").read_text(encoding="utf-8"))
    given = frame["@context"]
    frame["@context"] = [context(), *given[1:]] if isinstance(given, list) else context()
    found = jsonld.frame(json.loads(write(graph, "jsonld")), frame)["@graph"]
    assert len(found) == number
    if name == "claim":
        (claim,) = [claim for claim in found if claim.get("effect")]
        assert claim["effect"]["effect_size"] == "-4.79"
    else:
        assert {len(paper["claims"]) for paper in found} == {2, 4}


def test_sssom_has_each_mapping_and_declares_its_prefixes(graph: Path, store: Store) -> None:
    lines = write(graph, "sssom").decode().splitlines()
    head = [line for line in lines if line.startswith("#")]
    columns, *rows = (line.split("\t") for line in lines[len(head) :])
    assert len(rows) == len(list(store.quads_for_pattern(None, term("rdf:type"), term("sssom:Mapping"), None))) == 1
    row = dict(zip(columns, rows[0], strict=True))
    assert (row["subject_id"], row["predicate_id"], row["object_id"]) == (
        "MESH:D001943", "skos:closeMatch", "MONDO:0007254",
    )  # fmt: skip
    assert row["mapping_justification"] == "semapv:ManualMappingCuration"
    declared = {line.split(":")[0].strip("# ") for line in head}
    assert {"MESH", "MONDO", "skos", "semapv", "cgrelease"} <= declared


def test_schemaorg_reviews_say_how_sure_the_text_is_and_what_it_denies(graph: Path, store: Store) -> None:
    graph_items = json.loads(write(graph, "schemaorg"))["@graph"]
    reviews = [item for item in graph_items if item["@type"] == "ClaimReview"]
    assert len(reviews) == len(statements(store))
    (careful,) = [item for item in reviews if "may increase" in item["claimReviewed"]]
    assert careful["reviewRating"]["ratingValue"] == 2
    denied = [item for item in reviews if "denies" in item["itemReviewed"]["description"]]
    assert len(denied) == 3
    articles = {item["@id"]: item for item in graph_items if "Article" in item["@type"]}
    assert all(item["itemReviewed"]["appearance"]["@id"] in articles for item in reviews)
    assert sum(item.get("creativeWorkStatus") == "Retracted" for item in articles.values()) == 1


def test_gexf_and_node_link_are_the_network(graph: Path) -> None:
    gexf = nx.read_gexf(io.BytesIO(write(graph, "gexf")))
    linked = nx.node_link_graph(json.loads(write(graph, "node-link")), edges="edges")
    graphml = nx.read_graphml(io.BytesIO(write(graph, "graphml")))
    assert gexf.number_of_edges() == linked.number_of_edges() == graphml.number_of_edges() == 7
    assert set(gexf) == set(linked) == set(graphml)
    assert gexf.nodes["http://purl.obolibrary.org/obo/MONDO_0007254"]["curie"] == "MONDO:0007254"
    assert any(data["negated"] for *_, data in linked.edges(data=True))


def test_parquet_and_csv_hold_the_same_rows(graph: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    export_folder(graph, "csv", tmp_path / "csv")
    export_folder(graph, "parquet", tmp_path / "parquet")
    package = json.loads((tmp_path / "csv/datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        text = (tmp_path / "csv" / resource["path"]).read_text(encoding="utf-8")
        table = parquet.read_table(tmp_path / "parquet" / resource["path"].replace(".csv", ".parquet"))
        assert table.column_names == [field["name"] for field in resource["schema"]["fields"]]
        assert text.splitlines()[0].split(",") == table.column_names
        assert table.num_rows == text.count("\n") - 1
    claims = parquet.read_table(tmp_path / "parquet/claims.parquet").to_pylist()
    assert {type(row["negated"]) for row in claims} == {bool}
    assert {type(row["start"]) for row in claims} == {int}


def test_the_package_of_tables_points_only_to_what_is_there(graph: Path, tmp_path: Path) -> None:
    import csv

    export_folder(graph, "csv", tmp_path)
    resources = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    tables = {}
    for resource in resources:
        with (tmp_path / resource["path"]).open(encoding="utf-8", newline="") as file:
            tables[resource["name"]] = list(csv.DictReader(file))
    for resource in resources:
        rows, schema = tables[resource["name"]], resource["schema"]
        assert rows
        for key in schema.get("primaryKey", []):
            assert len({row[key] for row in rows}) == len(rows)
        for foreign in schema.get("foreignKeys", []):
            (field,) = foreign["fields"]
            there = {row[field] for row in tables[foreign["reference"]["resource"]]}
            assert {row[field] for row in rows} <= there


@pytest.mark.parametrize(
    "form", ["nanopub", "jsonld-claims", "webannotation", "schemaorg", "sssom", "gexf", "node-link"]
)
def test_the_same_graph_gives_the_same_bytes(graph: Path, form: str) -> None:
    assert write(graph, form) == write(graph, form)


def test_every_format_is_a_file_or_a_folder() -> None:
    assert not set(WRITERS) & set(FOLDERS)


def test_nodes_have_prefixes_of_biolink_and_their_own_ids_beside_them(graph: Path, tmp_path: Path) -> None:
    export_folder(graph, "kgx-jsonl", tmp_path / "kgx")
    prefixes = json.loads((tmp_path / "kgx/context.jsonld").read_text(encoding="utf-8"))["@context"]
    for line in (tmp_path / "kgx/nodes.jsonl").read_text(encoding="utf-8").splitlines():
        node = json.loads(line)
        renamed = node["id"].startswith("biolink:claimgraph.")
        assert not renamed or node["xref"].pop(0) == node["iri"]
        own = node["xref"][0] if node["id"].startswith("biolink:") else node["id"]
        prefix, _, name = own.partition(":")
        assert prefixes[prefix] + name == node["iri"]
        assert node["id"] == own or node["id"] == f"biolink:{prefix}.{name}"
        assert not own.startswith("claimgraph.") or node["id"] != own
