"""Claims as JSON-LD objects with plain names: each with its effects, sentence, paper and terms inside it."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import IO, Any

from pyoxigraph import Literal, NamedNode, Store

from kg.export.facts import Facts, Page, pages
from kg.export.world import World
from kg.vocab import PREFIXES, term

# The context under which all this is read, and frames that bring the plain JSON-LD export into the same form.
FRAMES = Path(__file__).with_name("frames")
# What is described in place; anything else stays an IRI.
_WITHIN = {
    term(name).value
    for name in (
        "cg:effect", "cg:statistic", "cg:subjectSpan", "cg:objectSpan", "oa:hasTarget", "oa:hasSelector",
        "prov:wasDerivedFrom", "biolink:publications",
    )
}  # fmt: skip
_TERMS = {
    term(name).value
    for name in (
        "biolink:subject", "biolink:object", "cg:comparator", "cg:context", "cg:mitigation",
        "biolink:species_context_qualifier", "biolink:anatomical_context_qualifier",
        "biolink:disease_context_qualifier", "biolink:population_context_qualifier",
        "cg:agent", "cg:sourceCell", "cg:sourceTissue", "cg:vesicle", "cg:cargo", "cg:engineering", "cg:route",
        "cg:dose",
    )
}  # fmt: skip
_TYPE = term("rdf:type").value
# What a reader wants to know of a paper here; the rest is in the other exports.
_PAPER = (
    "rdf:type",
    "dcterms:identifier",
    "dcterms:title",
    "dcterms:issued",
    "prism:doi",
    "owl:sameAs",
    "schema:creativeWorkStatus",
)
_TERM = ("rdf:type", "skos:prefLabel", "skos:notation", "cg:allIds")


@functools.cache
def context() -> dict[str, Any]:
    """Return the published context.

    >>> context()["negated"]["@id"]
    'biolink:negated'
    """
    loaded: dict[str, Any] = json.loads((FRAMES / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return loaded


@functools.cache
def _names() -> dict[str, tuple[str, str]]:
    """Return IRI -> its plain name and the type that the context gives its values."""
    found = {}
    for name, definition in context().items():
        if isinstance(definition, dict):
            prefix, _, rest = definition["@id"].partition(":")
            found[PREFIXES[prefix] + rest] = name, definition.get("@type", "")
    return found


def write_claims(store: Store, out: IO[bytes]) -> None:
    """Write claims and risks by paper, one a line, under the published context."""
    world = World(store)
    out.write(b'{"@context": ' + _dump(context()) + b',\n"@graph": [')
    before = b"\n"
    for page in pages(store):
        for statement in page.statements():
            out.write(before + _dump(_thing(world, page, statement, page.claims)))
            before = b",\n"
    out.write(b"\n]}\n")


def _thing(world: World, page: Page, node: NamedNode, facts: Facts, only: tuple[str, ...] = ()) -> dict[str, Any]:
    made: dict[str, Any] = {"id": node.value}
    chosen = {term(name).value for name in only}
    for _, verb, value in facts.about(node):
        if chosen and verb.value not in chosen and verb.value not in _TERMS:
            continue
        name, kind = ("type", "@id") if verb.value == _TYPE else _names().get(verb.value, (_short(verb.value), ""))
        made.setdefault(name, []).append(_value(world, page, verb.value, kind, value))
    return {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in made.items()}


def _value(world: World, page: Page, verb: str, kind: str, value: NamedNode | Literal) -> Any:
    if isinstance(value, Literal):
        return _literal(value, kind)
    if verb == _TYPE:
        return _short(value.value)
    if verb in _TERMS:
        return _thing(world, page, value, world.facts(value), _TERM)
    if verb in _WITHIN:
        return _inside(world, page, value)
    return value.value if kind == "@id" else {"id": value.value}


def _inside(world: World, page: Page, node: NamedNode) -> Any:
    """Describe a part of the claim or of its paper where it stands."""
    if node == page.paper:
        return _thing(world, page, node, page.text, _PAPER)
    for facts in (page.claims, page.text):
        if node in facts:
            return _thing(world, page, node, facts)
    spans = page.span(node)
    made = _thing(world, page, node, spans)
    for selector in spans.nodes(node, "oa:hasSelector"):
        made["hasSelector"] = _thing(world, page, selector, spans)
    return made


def _literal(value: Literal, kind: str) -> Any:
    """Write flags, whole numbers and text as JSON has them, and numbers of the context's type as they were written."""
    datatype = value.datatype.value.removeprefix(PREFIXES["xsd"])
    if kind == f"xsd:{datatype}" or (datatype == "string" and not kind):
        return value.value
    if datatype in ("boolean", "integer") and not kind:
        return json.loads(value.value)
    if value.language:
        return {"@value": value.value, "@language": value.language}
    return {"@value": value.value, "@type": value.datatype.value}


def _short(iri: str) -> str:
    """Return a prefixed name where the rest is a plain word, else the IRI."""
    for prefix, stem in PREFIXES.items():
        rest = iri.removeprefix(stem)
        if rest != iri and rest.replace("_", "").isalnum():
            return f"{prefix}:{rest}"
    return iri


def _dump(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()
