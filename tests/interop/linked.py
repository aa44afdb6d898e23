"""JSON-LD for the web and nanopublications, read by pyld and by the nanopub library, and looked through by rule."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, RdfFormat, parse, serialize
from table import Check

CG = "https://w3id.org/claimgraph/vocab#"


def checks(paths: dict[str, Path], counts: Any) -> Iterator[tuple[str, str, Check, int]]:
    """Yield the checks of the exports that one finds on the web."""
    yield "nanopub", "nanopub, valid+trusty", partial(_nanopubs, paths["nanopub"]), counts.statements
    yield "jsonld", "pyld, quads", partial(_expanded, paths["jsonld"]), counts.quads
    yield "jsonld-claims", "pyld, statements", partial(_claims, paths["jsonld-claims"]), counts.statements
    yield "webannotation", "rules of the W3C", partial(_annotations, paths["webannotation"]), counts.annotations
    yield "schemaorg", "rules of schema.org", partial(_reviews, paths["schemaorg"]), counts.claimed


def _nanopubs(path: Path) -> int:
    """Count the nanopublications that are valid and have the name that their hash makes."""
    import nanopub
    import rdflib

    def name(quad: Quad) -> str:
        return str(quad.graph_name.value).partition("#")[0]  # type: ignore[union-attr]

    right = 0
    for _, quads in groupby(parse(path=str(path), format=RdfFormat.TRIG), key=name):
        graph = rdflib.ConjunctiveGraph()
        graph.parse(data=serialize(list(quads), format=RdfFormat.N_QUADS), format="nquads")
        found = nanopub.Nanopub(rdf=graph)
        right += found.is_valid and found.has_valid_trusty
    return right


def _expanded(path: Path) -> int:
    """Count the quads that pyld makes of the graph, a named graph at a time."""
    from pyld import jsonld

    data = json.loads(path.read_text(encoding="utf-8"))
    quads = 0
    for part in data["@graph"]:
        found = jsonld.to_rdf({"@context": data["@context"], "@graph": [part]}, {"produceGeneralizedRdf": False})
        quads += sum(map(len, found.values()))
    return quads


def _claims(path: Path) -> int:
    """Count claims, risks and relations; raise where expansion loses a name that the context does not know."""
    from pyld import jsonld

    data = json.loads(path.read_text(encoding="utf-8"))
    found = 0
    for item in data["@graph"]:
        (made,) = jsonld.expand({"@context": data["@context"], **item})
        lost = len(item) - len(made)
        if lost:
            raise ValueError(f"{lost} names of {item['id']} are not in the context: {sorted(item)}")
        found += bool({f"{CG}{kind}" for kind in ("Claim", "Risk", "PaperRelation")} & set(made["@type"]))
    return found


def _annotations(path: Path) -> int:
    """Count the annotations that keep what the Web Annotation Data Model asks of those with a text selector."""
    right = 0
    for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
        kinds = [item["type"]] if isinstance(item["type"], str) else item["type"]
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        right += (
            "Annotation" in kinds
            and ":" in item["id"]
            and item["motivation"] in ("identifying", "tagging", "classifying")
            and bool(targets)
            and all(isinstance(target, str) or _selected(target) for target in targets)
        )
    return right


def _selected(target: dict[str, Any]) -> bool:
    selector = target["selector"]
    whole = isinstance(selector["start"], int) and 0 <= selector["start"] < selector["end"]
    return ":" in target["source"] and whole and len(selector["exact"]) == selector["end"] - selector["start"]


# Of each type the properties that schema.org gives it or what is above it, as far as they are used.
_THING = {"@type", "@id", "name", "description", "sameAs", "identifier"}
_WORK = {*_THING, "headline", "datePublished", "license", "publisher", "isPartOf", "author", "creativeWorkStatus",
         "text", "about", "keywords"}  # fmt: skip
_SCHEMA = {
    "Dataset": _WORK, "ScholarlyArticle": _WORK, "Article": _WORK, "Periodical": _WORK, "Person": _THING,
    "Organization": _THING, "ClaimReview": {*_WORK, "claimReviewed", "itemReviewed", "reviewRating"},
    "Claim": {*_WORK, "appearance"}, "DefinedTerm": {*_THING, "inDefinedTermSet"},
    "Rating": {*_THING, "ratingValue", "bestRating", "worstRating", "alternateName", "reviewAspect",
               "ratingExplanation"},
    "Thing": _THING, "Gene": _THING, "ChemicalSubstance": _THING, "MedicalCondition": _THING, "Taxon": _THING,
}  # fmt: skip
# What search engines ask of a ClaimReview.
_ASKED = ("claimReviewed", "reviewRating", "author", "itemReviewed")


def _reviews(path: Path) -> int:
    """Count the reviews that have what is asked of them; raise for a type or property that schema.org lacks."""
    right = 0
    for item in json.loads(path.read_text(encoding="utf-8"))["@graph"]:
        _known(item)
        if item["@type"] == "ClaimReview":
            rating = item["reviewRating"]
            right += (
                all(map(item.get, _ASKED)) and rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
            )
    return right


def _known(thing: Any) -> None:
    if isinstance(thing, list):
        for one in thing:
            _known(one)
    elif isinstance(thing, dict) and set(thing) != {"@id"}:
        if strange := set(thing) - _SCHEMA[thing["@type"]]:
            raise ValueError(f"schema.org knows no {sorted(strange)} of a {thing['@type']}")
        for value in thing.values():
            _known(value)
