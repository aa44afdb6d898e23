"""Web Annotation JSON-LD: every mention and what the input itself had annotated, a line each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from pyoxigraph import NamedNode, Store

from kg.export.facts import Facts, Page, pages
from kg.export.world import World, own_stem

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# What the W3C's context has no word for.
_MORE = {
    "cg": "https://w3id.org/claimgraph/vocab#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "rule": "cg:rule",
    "prefLabel": "skos:prefLabel",
    "notation": "skos:notation",
    "category": {"@id": "dcterms:type", "@type": "@id"},
}


def write_annotations(store: Store, out: IO[bytes]) -> None:
    """Write one AnnotationPage, paper by paper.

    Positions count code points in the text whose hash the source names. A body has its label and id beside it, so that
    a viewer needs nothing else; a mention with no term has the class of Biolink instead.
    """
    head = {"@context": [CONTEXT, _MORE], "id": f"{own_stem(store)}annotations", "type": "AnnotationPage"}
    out.write(json.dumps(head).encode()[:-1] + b', "items": [')
    for number, item in enumerate(mention_items(World(store))):
        out.write((",\n" if number else "\n").encode() + json.dumps(item, ensure_ascii=False).encode())
    out.write(b"\n]}\n")


def mention_items(world: World) -> Iterator[dict[str, Any]]:
    """Yield the annotations by paper and IRI."""
    for page in pages(world.store):
        facts = page.mentions()
        for node in facts.of_class("oa:Annotation"):
            yield _annotation(world, page, facts, node)


def _annotation(world: World, page: Page, facts: Facts, node: NamedNode) -> dict[str, Any]:
    given = bool(facts.texts(node, "dcterms:source"))
    made: dict[str, Any] = {
        "id": node.value,
        "type": ["Annotation", "cg:ImportedAnnotation"] if given else "Annotation",
        "motivation": facts.text(node, "oa:motivatedBy").rsplit("#", 1)[-1],
        "body": [_body(world, body) for body in facts.nodes(node, "oa:hasBody")],
        "category": facts.text(node, "dcterms:type"),
        "rule": facts.text(node, "cg:rule"),
        "rdfs:label": facts.text(node, "rdfs:label"),
        "skos:altLabel": facts.texts(node, "skos:altLabel"),
        "target": [_target(page, facts, target) for target in facts.nodes(node, "oa:hasTarget")],
    }
    if given:
        source = facts.all(node, "dcterms:source")[0]
        made["dcterms:source"] = {"id": source.value} if isinstance(source, NamedNode) else source.value
    return {name: value[0] if name in ("body", "target") and len(value) == 1 else value
            for name, value in made.items() if value not in ("", [])}  # fmt: skip


def _body(world: World, node: NamedNode) -> dict[str, str]:
    body = {"id": node.value, "prefLabel": world.label(node), "notation": world.facts(node).text(node, "skos:notation")}
    return {name: value for name, value in body.items() if value}


def _target(page: Page, facts: Facts, node: NamedNode) -> Any:
    """Describe a span; something found in no place of the text has the paper itself as its target."""
    selector = facts.node(node, "oa:hasSelector")
    if selector is None:
        return node.value
    start, end = int(facts.text(selector, "oa:start")), int(facts.text(selector, "oa:end"))
    source = facts.text(node, "oa:hasSource")
    target = {
        "id": node.value,
        "source": source,
        "scope": facts.text(node, "oa:hasScope"),
        "selector": {
            "id": selector.value,
            "type": ["TextPositionSelector", "TextQuoteSelector"],
            "start": start,
            "end": end,
            "exact": facts.text(selector, "oa:exact"),
        },
    }
    return {name: value for name, value in target.items() if value}
