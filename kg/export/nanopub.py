"""Nanopublications: each claim, risk and relation with where it comes from, under a name that holds its hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from kg.export.facts import Facts, Page, pages, shared_facts
from kg.export.trusty import artifact_code
from kg.vocab import PREFIXES, term

NP = "http://www.nanopub.org/nschema#"
NPX = "http://purl.org/nanopub/x/"
# Longer and of other characters than any part of our own IRIs.
_HOLE = "~~~~TRUSTY~~~~"
Triple = tuple[NamedNode, NamedNode, object]
_ARGUMENTS = (
    "biolink:subject", "biolink:object", "cg:comparator", "cg:mitigation", "cg:context",
    "biolink:population_context_qualifier", "biolink:species_context_qualifier",
    "biolink:anatomical_context_qualifier", "biolink:disease_context_qualifier",
)  # fmt: skip
_SENTENCE = ("rdf:type", "nif:anchorOf", "nif:beginIndex", "nif:endIndex", "dcterms:isPartOf", "cito:cites")
_RUN = (
    "rdf:type", "schema:softwareVersion", "spdx:checksumValue", "biolink:knowledge_level", "biolink:agent_type",
)  # fmt: skip
_PAPER = (
    "rdf:type", "dcterms:identifier", "dcterms:title", "dcterms:issued", "dcterms:license", "dcterms:rights",
    "prism:doi", "owl:sameAs", "foaf:primaryTopic", "dcterms:hasVersion", "schema:creativeWorkStatus",
)  # fmt: skip


def write_nanopubs(store: Store, out: IO[bytes]) -> None:
    """Write TriG: four graphs a nanopublication, by paper and then by the IRI of the claim or risk.

    They are not signed: that takes the key of whoever stands behind them. The assertion holds all that the graph says
    of the claim, its effects, and words or treatments of our own in it; the provenance its sentence, spans, paper and
    the hash of the text.
    """
    prefixes = {**PREFIXES, "np": NP, "npx": NPX}
    serialize(nanopub_quads(store), out, RdfFormat.TRIG, prefixes=prefixes)


def nanopub_quads(store: Store) -> Iterator[Quad]:
    """Yield the quads of all nanopublications, each whole before the next."""
    entities, run = shared_facts(store, "entities"), shared_facts(store, "run")
    for page in pages(store):
        for statement in page.statements():
            yield from _named(_parts(page, statement, entities, run), statement)


def _named(parts: dict[str, list[Triple]], statement: NamedNode) -> list[Quad]:
    """Give the parts of a nanopublication their graphs, and it the name that their hash makes."""
    blank = _name(statement, _HOLE)
    quads = [
        Quad(subject, predicate, thing, NamedNode(f"{blank.value}#{part}"))  # type: ignore[arg-type]
        for part, triples in parts.items()
        for subject, predicate, thing in sorted(set(triples), key=_key)
    ]
    code = artifact_code(quads, _HOLE)
    return [_filled(quad, code) for quad in quads]


def _name(statement: NamedNode, code: str) -> NamedNode:
    base = statement.value.rsplit("/", 2)[0]
    return NamedNode(f"{base}/np/{code}")


def _filled(quad: Quad, code: str) -> Quad:
    def fill(node: object) -> object:
        held = isinstance(node, NamedNode) and _HOLE in node.value
        return NamedNode(node.value.replace(_HOLE, code)) if held else node  # type: ignore[attr-defined]

    return Quad(fill(quad.subject), quad.predicate, fill(quad.object), fill(quad.graph_name))  # type: ignore[arg-type]


def _key(triple: Triple) -> tuple[str, str, str]:
    return str(triple[0]), str(triple[1]), str(triple[2])


def _parts(page: Page, statement: NamedNode, entities: Facts, run: Facts) -> dict[str, list[Triple]]:
    name = _name(statement, _HOLE)
    assertion, provenance, pubinfo = (NamedNode(f"{name.value}#{part}") for part in _GRAPHS[1:])
    head: list[Triple] = [
        (name, term("rdf:type"), NamedNode(NP + "Nanopublication")),
        (name, NamedNode(NP + "hasAssertion"), assertion),
        (name, NamedNode(NP + "hasProvenance"), provenance),
        (name, NamedNode(NP + "hasPublicationInfo"), pubinfo),
    ]
    parts = (
        head,
        list(_assertion(page, statement, entities)),
        list(_provenance(page, statement, assertion, run)),
        list(_pubinfo(name, statement, run)),
    )
    return dict(zip(_GRAPHS, parts, strict=True))


_GRAPHS = ("Head", "assertion", "provenance", "pubinfo")


def _assertion(page: Page, statement: NamedNode, entities: Facts) -> Iterator[Triple]:
    yield from page.claims.about(statement)
    for effect in page.claims.nodes(statement, "cg:effect"):
        yield from page.claims.about(effect)
        for statistic in page.claims.nodes(effect, "cg:statistic"):
            yield from page.claims.about(statistic)
    for verb in _ARGUMENTS:
        for argument in page.claims.nodes(statement, verb):
            yield from entities.about(argument)
            for _, _, part in [*entities.about(argument)]:
                if isinstance(part, NamedNode):
                    yield from entities.about(part)


def _provenance(page: Page, statement: NamedNode, assertion: NamedNode, run: Facts) -> Iterator[Triple]:
    sentence = page.sentence(statement)
    if sentence is not None:
        yield assertion, term("prov:wasDerivedFrom"), sentence
        yield from _chosen(page.text, sentence, _SENTENCE)
        for reference in page.text.nodes(sentence, "cito:cites"):
            yield from page.text.about(reference)
    yield assertion, term("prov:hadPrimarySource"), page.paper
    for activity in run.of_class("prov:Activity"):
        yield assertion, term("prov:wasGeneratedBy"), activity
        yield from _chosen(run, activity, _RUN)
    yield from _chosen(page.text, page.paper, _PAPER)
    for version in page.text.nodes(page.paper, "dcterms:hasVersion"):
        yield from page.text.about(version)
    yield from _places(page, statement)


def _places(page: Page, statement: NamedNode) -> Iterator[Triple]:
    """Describe the spans of subject, object and effects."""
    found = [*page.claims.nodes(statement, "cg:subjectSpan"), *page.claims.nodes(statement, "cg:objectSpan")]
    for effect in page.claims.nodes(statement, "cg:effect"):
        found += page.claims.nodes(effect, "oa:hasTarget")
    for span in found:
        spans = page.span(span)
        yield from spans.about(span)
        for selector in spans.nodes(span, "oa:hasSelector"):
            yield from spans.about(selector)


def _pubinfo(name: NamedNode, statement: NamedNode, run: Facts) -> Iterator[Triple]:
    yield name, NamedNode(NPX + "introduces"), statement
    for activity in run.of_class("prov:Activity"):
        yield name, term("prov:wasGeneratedBy"), activity
        for moment in run.all(activity, "prov:endedAtTime"):
            yield name, term("dcterms:created"), moment


def _chosen(facts: Facts, node: NamedNode, names: Iterable[str]) -> Iterator[Triple]:
    for name in names:
        for thing in facts.all(node, name):
            yield node, term(name), thing
