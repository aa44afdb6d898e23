"""schema.org JSON-LD for the web: papers as articles, and each claim reviewed by how sure its text is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from pyoxigraph import NamedNode, Store

from kg.export.facts import Page, pages
from kg.export.world import World, own_stem

_WORST, _BEST = 1, 4
_MEANING = (
    "How sure the text of the article is of the claim, from 1, an idea to be tested, to 4, stated as a fact. "
    "It does not say whether the claim is true."
)
_AUTHOR = {"@type": "Organization", "name": "claimgraph"}
_TYPES = {
    "Gene": "Gene",
    "ChemicalEntity": "ChemicalSubstance",
    "Disease": "MedicalCondition",
    "OrganismTaxon": "Taxon",
}


def write_schemaorg(store: Store, out: IO[bytes]) -> None:
    """Write a Dataset, then for each paper its article and the ClaimReview of each claim and risk in it."""
    dataset = {"@type": "Dataset", "@id": f"{own_stem(store)}dataset", "name": "Claims of biomedical papers",
               "description": "What papers claim, how surely, on what evidence and at what risk."}  # fmt: skip
    out.write(b'{"@context": "https://schema.org/", "@graph": [\n' + _dump(dataset))
    for item in items(World(store)):
        out.write(b",\n" + _dump(item))
    out.write(b"\n]}\n")


def items(world: World) -> Iterator[dict[str, Any]]:
    """Yield articles, each with its reviews after it."""
    for page in pages(world.store):
        yield _article(page)
        for statement in page.statements("claim", "risk"):
            yield _review(world, page, statement)


def _article(page: Page) -> dict[str, Any]:
    text, paper = page.text, page.paper
    authors = sorted(text.nodes(paper, "dcterms:creator"), key=lambda node: int(text.text(node, "co:index") or 0))
    kinds = {kind.value.rsplit("/", 1)[-1] for kind in text.nodes(paper, "rdf:type")}
    return _filled({
        "@type": "ScholarlyArticle" if kinds & {"JournalArticle", "Preprint"} else "Article",
        "@id": paper.value,
        "identifier": text.text(paper, "dcterms:identifier"),
        "headline": text.text(paper, "dcterms:title"),
        "datePublished": text.text(paper, "dcterms:issued"),
        "license": text.text(paper, "dcterms:license") or text.text(paper, "dcterms:rights"),
        "publisher": _named("Organization", text.text(paper, "dcterms:publisher")),
        "isPartOf": _named("Periodical", text.text(paper, "prism:publicationName")),
        "sameAs": text.texts(paper, "owl:sameAs"),
        "author": [_named("Person", text.text(author, "foaf:name")) for author in authors],
        "creativeWorkStatus": text.text(paper, "schema:creativeWorkStatus"),
    })  # fmt: skip


def _review(world: World, page: Page, node: NamedNode) -> dict[str, Any]:
    facts, sentence = page.claims, page.sentence(node)
    words = page.text.text(sentence, "nif:anchorOf") if sentence else ""
    about = [thing for role in ("subject", "object") for thing in facts.nodes(node, f"biolink:{role}")]
    certainty = facts.nodes(node, "cg:certainty")[0]
    rank = int(world.order(certainty) or _BEST)
    return _filled({
        "@type": "ClaimReview",
        "@id": f"{node.value}#review",
        "author": _AUTHOR,
        "claimReviewed": words,
        "itemReviewed": _filled({
            "@type": "Claim",
            "@id": node.value,
            "text": words,
            "appearance": {"@id": page.paper.value},
            "about": [_filled({
                "@type": _type(world, thing), "@id": thing.value, "name": world.label(thing),
            }) for thing in about],
            "keywords": [_concept(world, value) for name in _STATED for value in facts.nodes(node, name)],
            "description": _description(page, node),
        }),
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": _BEST + _WORST - rank,
            "bestRating": _BEST,
            "worstRating": _WORST,
            "alternateName": world.word(certainty),
            "reviewAspect": "certainty of the text",
            "ratingExplanation": _MEANING,
        },
    })  # fmt: skip


_STATED = ("cg:direction", "cg:status", "cg:setting", "cg:design", "cg:evidenceLevel", "cg:riskKind")


def _concept(world: World, value: NamedNode) -> dict[str, str]:
    scheme = value.value.rpartition("/")[0]
    return {"@type": "DefinedTerm", "@id": value.value, "name": world.word(value), "inDefinedTermSet": scheme}


def _description(page: Page, node: NamedNode) -> str:
    """Return the claim in three parts and the effects, with what must not get lost: that it is denied."""
    facts = page.claims
    said = [facts.text(node, f"biolink:original_{part}") for part in ("subject", "predicate", "object")]
    denied = ["The article denies this."] if facts.text(node, "biolink:negated") == "true" else []
    effects = [f"{facts.text(effect, 'nif:anchorOf')}." for effect in facts.nodes(node, "cg:effect")]
    return " ".join([f"{' | '.join(part for part in said if part)}.", *denied, *effects])


def _type(world: World, node: NamedNode) -> str:
    kinds = (name.removeprefix("biolink:") for name in world.categories(node))
    return next((_TYPES[kind] for kind in kinds if kind in _TYPES), "Thing")


def _named(kind: str, name: str) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in ("", [], None)}


def _dump(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()
