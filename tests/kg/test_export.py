"""Every export can be read back by others and holds the same graph."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib.compare import isomorphic

import kg
from kg.errors import ExportError
from kg.export import WRITERS, export, export_folder, find_writer

READERS = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld", "ttl": "turtle", "nt": "nt", "rdfxml": "xml"}
QUADS = ("nq", "trig", "jsonld")
TRIPLES = ("ttl", "nt", "rdfxml")
EX = "https://example.org/"
# What breaks writers: line ends, quotes, markup, control characters that XML allows, other planes, right-to-left.
ODD = ("a\r\nb\tc", 'say "x" \\ y', "<b>&amp;]]></b>", "\x7f\x85\u2028", "\U0001f9ec\u05d0\u0301", " ", "0x", "@en")


def write(graph: Path, form: str) -> bytes:
    out = io.BytesIO()
    export(graph, form, out)
    return out.getvalue()


def quads(data: bytes, form: str) -> set[tuple[Any, ...]]:
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=READERS[form])
    return {(s, p, o, str(graph)) for s, p, o, graph in dataset.quads()}


def odd_store() -> Store:
    store, a, p = Store(), NamedNode(EX + "a?b=1&c='d'#é"), NamedNode(EX + "terms#p")
    one, two = NamedNode(EX + "g1"), NamedNode(EX + "g2")
    for text in ODD:
        store.add(Quad(a, p, Literal(text), one))
        store.add(Quad(a, p, Literal(text, language="en"), two))
    decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    for value in (Literal(True), Literal(7), Literal("1.50", datatype=decimal)):
        store.add(Quad(a, p, value, one))
    for thing in (NamedNode(EX + "x(y)"), NamedNode("urn:x:y")):
        store.add(Quad(a, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), thing, one))
        store.add(Quad(a, NamedNode("https://example.org/1st"), thing, two))
    return store


@pytest.mark.parametrize("form", QUADS)
def test_quad_formats_hold_the_named_graphs(graph: Path, form: str) -> None:
    assert quads(write(graph, form), form) == quads(write(graph, "nq"), "nq")


@pytest.mark.parametrize("form", TRIPLES)
def test_triple_formats_hold_the_union(graph: Path, form: str) -> None:
    union = rdflib.Graph()
    for s, p, o, _ in quads(write(graph, "nq"), "nq"):
        union.add((s, p, o))
    assert isomorphic(rdflib.Graph().parse(data=write(graph, form), format=READERS[form]), union)


@pytest.mark.parametrize("form", [*QUADS, *TRIPLES])
def test_odd_text_and_odd_iris_come_back_as_they_were(form: str) -> None:
    store, out = odd_store(), io.BytesIO()
    if form == "rdfxml":  # a property whose name starts with a digit has no form in XML
        store.update("DELETE WHERE { GRAPH ?g { ?s <https://example.org/1st> ?o } }")
    find_writer(form)(store, out)
    found = rdflib.Dataset()
    found.parse(data=out.getvalue(), format=READERS[form])
    objects = {(str(o), getattr(o, "language", None)) for _, _, o, _ in found.quads()}
    expected = {
        (quad.object.value, getattr(quad.object, "language", None)) for quad in store  # type: ignore[union-attr]
    }  # fmt: skip
    assert objects == expected


def test_a_property_that_xml_cannot_name_is_an_error() -> None:
    store = Store()
    node = NamedNode("https://example.org/1")
    store.add(Quad(node, NamedNode("https://example.org/p/1"), node, node))
    with pytest.raises(ExportError, match="no XML name"):
        find_writer("rdfxml")(store, io.BytesIO())


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_graph_gives_the_same_bytes(graph: Path, form: str) -> None:
    assert write(graph, form) == write(graph, form)


def test_nquads_are_in_order(graph: Path) -> None:
    lines = write(graph, "nq").decode().splitlines()
    graphs = [line.rsplit(" ", 2)[1] for line in lines]
    assert graphs == sorted(graphs)
    assert len(set(lines)) == len(lines)


def test_a_triple_of_two_graphs_is_written_once() -> None:
    store, node, out = Store(), NamedNode(EX + "a"), io.BytesIO()
    for number in range(3):
        store.add(Quad(node, node, node, NamedNode(f"{EX}g{number}")))
    find_writer("nt")(store, out)
    assert out.getvalue().count(b"\n") == 1


@pytest.mark.parametrize(
    ("form", "name"), [("nq", "nquads"), ("trig", "trig"), ("ttl", "turtle"), ("nt", "ntriples"), ("rdfxml", "rdfxml")]
)
def test_raptor_reads_it(graph: Path, tmp_path: Path, form: str, name: str) -> None:
    _outside("rapper", ["-q", "-c", "-i", name], write(graph, form), tmp_path)


@pytest.mark.parametrize(("form", "name"), [("nq", "nquads"), ("trig", "trig"), ("ttl", "turtle"), ("nt", "ntriples")])
def test_serd_reads_it(graph: Path, tmp_path: Path, form: str, name: str) -> None:
    _outside("serdi", ["-i", name], write(graph, form), tmp_path)


def _outside(program: str, options: list[str], data: bytes, tmp_path: Path) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    path = tmp_path / "graph"
    path.write_bytes(data)
    done = subprocess.run([program, *options, str(path)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[:500]
    assert not done.stderr, done.stderr[:500]


def test_graphml_has_entities_and_the_claims_between_them(graph: Path) -> None:
    read = nx.read_graphml(io.BytesIO(write(graph, "graphml")))
    assert read.number_of_edges() == 7
    assert {data["label"] for _, data in read.nodes(data=True)} >= {"MSC-EVs", "breast cancer", "dormancy"}


def test_networkx_edges_carry_what_one_must_know_before_following_them(graph: Path) -> None:
    made = kg.to_networkx(graph)
    denied = [data for _, _, data in made.edges(data=True) if data["negated"]]
    assert len(denied) == 2
    (effect,) = [data for _, _, data in made.edges(data=True) if data["value"]]
    assert (effect["measure"], effect["value"], effect["setting"], effect["direction"]) == (
        "SMD", "-4.79", "in vitro", "decrease",
    )  # fmt: skip
    (risk,) = [data for _, _, data in made.edges(data=True) if data["type"] == "risk"]
    assert risk["kind"] == "disease promotion"


def test_rdflib_sees_the_same_store(graph: Path) -> None:
    dataset = kg.load(graph)
    found = dataset.query("SELECT (COUNT(?c) AS ?n) { ?c a cg:Claim }")
    assert [int(row.n) for row in found] == [6]  # type: ignore[union-attr]
    assert len(list(dataset.quads())) == len(kg.open_store(graph))


def test_rdflib_cannot_change_the_graph(graph: Path) -> None:
    dataset = kg.load(graph)
    node = rdflib.URIRef(EX)
    with pytest.raises(Exception, match="read-write"):
        dataset.add((node, node, node))


def test_tables_are_those_of_the_queries(graph: Path, tmp_path: Path) -> None:
    export_folder(graph, "csv", tmp_path / "tables")
    names = sorted(path.name for path in (tmp_path / "tables").iterdir())
    assert names == ["claims.csv", "datapackage.json", "effects.csv", "mentions.csv", "papers.csv", "risks.csv"]
    with (tmp_path / "tables" / "claims.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) == 6
    assert found[0]["value"] == "-4.79"


def test_a_folder_is_no_file_and_the_other_way_round(graph: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="as one file"):
        write(graph, "csv")
    with pytest.raises(ExportError, match="as a folder"):
        export_folder(graph, "nq", tmp_path)


def test_jsonld_writes_flags_and_whole_numbers_as_json_does_and_decimals_with_their_type() -> None:
    out = io.BytesIO()
    find_writer("jsonld")(odd_store(), out)
    (one, *_) = json.loads(out.getvalue())["@graph"]
    (subject,) = one["@graph"]
    values = subject["https://example.org/terms#p"]
    assert [value for value in values if not isinstance(value, (str, dict))] == [7, True]
    assert {"@value": "1.5", "@type": "http://www.w3.org/2001/XMLSchema#decimal"} in values
