"""What we write as text of RDF is read back equal by two parsers that share no code, whatever papers hold."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from decimal import Decimal
from typing import IO

import rdflib
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg.export.jsonld import write_jsonld
from kg.export.rdfxml import write_rdfxml
from kg.names import Names
from kg.parts import Part
from kg.rdf.sheet import Sheet, Thing, fit, iri
from kg.rdf.statements import Shared
from kg.vocab import term

NAMES = Names()
Fact = tuple[str, str, Thing, str]
Row = tuple[str, ...]
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
THINGS = st.one_of(
    TEXTS.filter(bool),
    st.builds(lambda text, tag: Literal(fit(text), language=tag), TEXTS, TAGS),
    NUMBERS,
    st.integers(),
    st.booleans(),
    IRIS,
    TEXTS.map(NAMES.paper),
)
# What is to be said: the paper, the verb, the thing and the layer.
FACTS = st.lists(
    st.tuples(
        TEXTS,
        st.sampled_from(("rdf:type", "biolink:subject", "dcterms:title", "cg:contextText", "schema:unitText")),
        THINGS,
        st.sampled_from(("text", "claims")),
    ).filter(lambda fact: fact[1] != "rdf:type" or isinstance(fact[2], NamedNode)),
    min_size=1,
    max_size=6,
)
# One of each in one text, so that no run is without them.
WORST: list[Fact] = [(ODD, "dcterms:title", ODD, "text")]
quickly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _meant(thing: Thing) -> NamedNode | Literal:
    if isinstance(thing, Decimal):
        return Literal(format(thing, "f"), datatype=term("xsd:decimal"))
    if isinstance(thing, str):
        return Literal(fit(thing))
    return thing if isinstance(thing, NamedNode | Literal) else Literal(thing)


def _quads(facts: list[Fact]) -> list[Quad]:
    return [
        Quad(NAMES.paper(paper), term(verb), _meant(thing), NAMES.graph(paper, layer))
        for paper, verb, thing, layer in facts
    ]


def _lines(facts: list[Fact]) -> set[str]:
    found: set[str] = set()
    for paper, verb, thing, layer in facts:
        sheet = Sheet(NAMES.graph(paper, layer))
        sheet.add(NAMES.paper(paper), verb, thing)
        found.update(sheet.lines)
    return found


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
@given(FACTS)
@example(WORST)
def test_lines_of_a_part_are_read_back_as_they_were_meant(facts: list[Fact]) -> None:
    lines = _lines(facts)
    meant = {_row(quad, graph=True) for quad in _quads(facts)}
    assert len(lines) == len(meant)
    assert all(line.endswith(" .\n") and line.count("\n") == 1 for line in lines)
    assert _both("".join(lines).encode(), RdfFormat.N_QUADS, "nquads", graph=True) == (meant, meant)


@quickly
@given(FACTS)
@example(WORST)
def test_lines_of_a_part_are_those_that_the_library_of_the_store_writes(facts: list[Fact]) -> None:
    written = serialize(_quads(facts), format=RdfFormat.N_QUADS) or b""
    assert {line.encode() for line in _lines(facts)} == set(written.splitlines(keepends=True))


@quickly
@given(FACTS.map(_quads))
@example(_quads(WORST))
def test_json_ld_is_read_back_as_it_was_meant(quads: list[Quad]) -> None:
    written, held = _written(write_jsonld, quads)
    meant = {_row(quad, graph=True) for quad in held}
    assert _both(written, RdfFormat.JSON_LD, "json-ld", graph=True) == (meant, meant)


@quickly
@given(FACTS.map(_quads))
@example(_quads(WORST))
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
