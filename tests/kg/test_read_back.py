"""What we write as text of RDF is read back equal by two parsers that share no code, whatever papers hold."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import IO

import rdflib
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.export.jsonld import write_jsonld
from kg.export.rdfxml import write_rdfxml
from kg.names import Names
from kg.parts import Part
from kg.rdf import sorted_lines
from kg.rdf.sheet import iri, literal
from kg.rdf.statements import Shared
from kg.vocab import term

NAMES = Names()
# Quotes, escapes, line ends of every sort, controls, what stands beside the surrogates, marks that join or turn around.
ODD = (
    "\"'\\\t\n\r\x00\x01\x0b\x0c\x1f\x7f\x85\xa0\u2028\u2029"
    "\ud7ff\ud800\udfff\ue000\ufeff\ufffd\ufffe\U0001f9ec\U0010ffff"
    "<>&{}|^`%@_:.]#\u0301\u202e"
)
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=20)
TAGS = st.sampled_from(("en", "pt-BR", "zh-Hans"))
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
IRIS = TEXTS.map(lambda text: iri("https://example.org/" + text)).filter(lambda node: node is not None)
NODES = st.one_of(
    TEXTS.map(literal),
    st.builds(lambda text, tag: Literal(literal(text).value, language=tag), TEXTS, TAGS),
    NUMBERS.map(literal),
    st.integers().map(literal),
    IRIS,
    TEXTS.map(NAMES.paper),
)
QUADS = st.lists(
    st.builds(
        lambda paper, verb, thing, layer: Quad(NAMES.paper(paper), term(verb), thing, NAMES.graph(paper, layer)),
        TEXTS,
        st.sampled_from(("rdf:type", "biolink:subject", "dcterms:title", "cg:contextText", "schema:unitText")),
        NODES,
        st.sampled_from(("text", "claims")),
    ).filter(lambda quad: quad.predicate != term("rdf:type") or isinstance(quad.object, NamedNode)),
    min_size=1,
    max_size=6,
)
# One of each in one text, so that no run is without them.
WORST = [Quad(NAMES.paper(ODD), term("dcterms:title"), literal(ODD), NAMES.graph(ODD, "text"))]
Row = tuple[str, ...]
quickly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _row(quad: Quad, *, graph: bool) -> Row:
    thing = quad.object
    assert isinstance(thing, Literal | NamedNode)
    value = (
        (thing.value, (thing.language or "").lower(), thing.datatype.value)
        if isinstance(thing, Literal)
        else (thing.value,)
    )
    return (quad.subject.value, quad.predicate.value, *value, *([quad.graph_name.value] if graph else []))  # type: ignore[union-attr]


def _their_row(subject: object, verb: object, thing: object, *graph: object) -> Row:
    value: Row = (str(thing),)
    if isinstance(thing, rdflib.Literal):
        plain = rdflib.RDF.langString if thing.language else rdflib.XSD.string
        value = str(thing), (thing.language or "").lower(), str(thing.datatype or plain)
    return (str(subject), str(verb), *value, *map(str, graph))


def _both(data: bytes, ours: RdfFormat, theirs: str, *, graph: bool) -> tuple[set[Row], set[Row]]:
    """Return what two parsers read; numbers stay as they are written."""
    first = {_row(quad, graph=graph) for quad in parse(data, format=ours)}
    kept, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        held = rdflib.Dataset() if graph else rdflib.Graph()
        with warnings.catch_warnings(action="ignore"):
            held.parse(data=data, format=theirs)
        rows = held.quads() if isinstance(held, rdflib.Dataset) else held
        second = {_their_row(*row) for row in rows}
    finally:
        rdflib.NORMALIZE_LITERALS = kept
    return first, second


@quickly
@given(QUADS)
@example(WORST)
def test_lines_of_a_part_are_read_back_as_they_were_meant(quads: list[Quad]) -> None:
    lines = sorted_lines(quads)
    meant = {_row(quad, graph=True) for quad in quads}
    assert len(lines) == len(meant)
    assert all(line.endswith(b" .\n") and line.count(b"\n") == 1 for line in lines)
    assert _both(b"".join(lines), RdfFormat.N_QUADS, "nquads", graph=True) == (meant, meant)


@quickly
@given(QUADS)
@example(WORST)
def test_json_ld_is_read_back_as_it_was_meant(quads: list[Quad]) -> None:
    written, held = _written(write_jsonld, quads)
    meant = {_row(quad, graph=True) for quad in held}
    assert _both(written, RdfFormat.JSON_LD, "json-ld", graph=True) == (meant, meant)


@quickly
@given(QUADS)
@example(WORST)
def test_rdf_xml_is_read_back_as_it_was_meant(quads: list[Quad]) -> None:
    written, held = _written(write_rdfxml, quads)
    meant = {_row(quad, graph=False) for quad in held}
    assert _both(written, RdfFormat.RDF_XML, "xml", graph=False) == (meant, meant)


@quickly
@given(st.sets(st.tuples(TEXTS, st.sampled_from(("Gene", "Other")), TEXTS), max_size=4))
def test_the_index_of_a_part_is_read_back_as_it_was_written(phrases: set[tuple[str, str, str]]) -> None:
    made = Part(
        shared=Shared(phrases=phrases, interventions={(key, text, ((kind, key),)) for key, kind, text in phrases})
    )
    written = made.to_json().encode("utf-8")
    assert Part.from_json(written.decode("utf-8")) == made


def _written(write: Callable[[Store, IO[bytes]], None], quads: list[Quad]) -> tuple[bytes, list[Quad]]:
    """Return an export, and the quads as the store has them: it writes numbers in its own way."""
    store, out = Store(), io.BytesIO()
    store.extend(quads)
    write(store, out)
    return out.getvalue(), list(store)
