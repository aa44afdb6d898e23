"""Check a graph against the texts that it was made from, the releases that it names, and its own rules."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Store

from kg.export.facts import pages, shared_triples
from kg.folder import GraphFolder
from kg.rdf.sheet import fit
from kg.rdf.terms import Knowledge
from kg.store import open_store
from kg.texts import find_text
from kg.verify import shapes, terms
from kg.verify.report import Check, ask, check
from kg.verify.sizes import sizes

__all__ = ["Check", "verify"]


def verify(graph: Path | str, *, shacl: bool = False, knowledge: Knowledge | None = None) -> tuple[Check, ...]:
    """Run all checks on the current version of a graph, each span against the hashed text.

    The shapes are asked as SPARQL; ``shacl`` has pySHACL judge too, which needs memory for the whole graph and raises
    `ImportError` where it is missing. Ids are checked where ``knowledge`` is given.
    """
    folder = GraphFolder(graph)
    store = open_store(graph)
    version = folder.current()
    checks = [
        check("texts have their hash", _texts(store, version)),
        check("spans give their words", _spans(store, version)),
        check("sentences give their words", _sentences(store, version)),
        check("claims and risks have a sentence of their paper", _placed(store)),
        check("terms are described", _described(store)),
        check("plain edges rest on an asserted claim", _edges(store)),
        check("nothing of the graph's own is missing", terms.dangling(store)),
        check("counts are those of the build", _counts(store, folder.facts()["counts"])),
        check("shapes hold", shapes.by_sparql(store)),
        _measured(store),
    ]
    if knowledge is not None:
        ids = check("ids are those of the releases", terms.identifiers(store, knowledge))
        others = terms.other_releases(store, knowledge)
        notes = (f"not judged: {name} {made}, here is {here}" for name, made, here in others)
        checks.append(replace(ids, examples=(*ids.examples, *notes)))
    if shacl:
        checks.append(check("shapes hold for pySHACL", shapes.by_pyshacl(store)))
    return tuple(checks)


def _measured(store: Store) -> Check:
    """Tell how large mentions and claims are; no size is wrong."""
    found = sizes(store)
    looked_at = found.mentions.things + found.statements.things
    return Check(name="size", looked_at=looked_at, wrong=0, examples=found.notes())


def _papers(store: Store, version: Path) -> Iterator[tuple[str, str, str, str | None]]:
    """Yield (paper, text version, hash, text) for each paper."""
    rows = ask(store, "SELECT ?p ?t ?h { ?p dcterms:hasVersion ?t . ?t spdx:checksumValue ?h } ORDER BY ?p")
    for paper, text, sha256 in rows:
        yield paper, text, sha256, find_text(version, sha256)


def _texts(store: Store, version: Path) -> Iterator[str | None]:
    for paper, _, sha256, text in _papers(store, version):
        if text is None:
            yield f"{paper}: no text with the hash {sha256}"
        else:
            right = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == sha256
            yield None if right else f"{paper}: the text does not have the hash {sha256}"


def _spans(store: Store, version: Path) -> Iterator[str | None]:
    pattern = (
        "SELECT ?s ?b ?e ?x {{ ?s oa:hasSource <{text}> ; oa:hasSelector ?l . "
        "?l oa:start ?b ; oa:end ?e ; oa:exact ?x }}"
    )
    yield from _slices(store, version, lambda paper, text: pattern.format(text=text))


def _slices(store: Store, version: Path, make: Callable[[str, str], str]) -> Iterator[str | None]:
    for paper, node, _, text in _papers(store, version):
        for span, start, end, words in ask(store, make(paper, node)):
            yield _compared(span, text, start, end, words)


def _compared(node: str, text: str | None, start: str, end: str, words: str) -> str | None:
    found = None if text is None else fit(text[int(start) : int(end)])
    return None if found == words else f"{node}: the text has {found!r}, the graph {words!r}"


def _sentences(store: Store, version: Path) -> Iterator[str | None]:
    """Cut the sentences of one paper after the other; those without offsets are for the shapes to find."""
    texts = {paper: text for paper, _, _, text in _papers(store, version)}
    for page in pages(store):
        for node in page.text.of_class("doco:Sentence"):
            start, end, words = (page.text.text(node, f"nif:{name}") for name in ("beginIndex", "endIndex", "anchorOf"))
            if start and end:
                yield _compared(node.value, texts.get(page.paper.value), start, end, words)


def _placed(store: Store) -> Iterator[str | None]:
    for page in pages(store):
        for node in page.statements():
            sentence = page.sentence(node)
            inside = sentence is not None and sentence in page.text
            yield None if inside else f"{node.value}: no sentence of its paper"


def _described(store: Store) -> Iterator[str | None]:
    rows = ask(
        store,
        "SELECT ?t ?l { { SELECT DISTINCT ?t { { ?c biolink:publications ?p ; biolink:subject|biolink:object ?t } "
        "UNION { ?m a oa:Annotation ; oa:hasBody ?t } } } OPTIONAL { ?t skos:prefLabel ?l } }",
    )
    for term, label in rows:
        yield None if label else f"{term}: is used and has no label"


def _edges(store: Store) -> Iterator[str | None]:
    """Compare the plain edges with the claims and risks that assert something, held in memory as triples."""
    rows = ask(
        store,
        "SELECT ?s ?p ?o { ?c cg:states ?said ; biolink:subject ?s ; biolink:predicate ?p ; biolink:object ?o ; "
        "biolink:negated false ; cg:certainty <https://w3id.org/claimgraph/value/certainty/asserted> }",
    )
    backed = set(rows)
    for edge in shared_triples(store, "asserted"):
        subject, predicate, thing = (node.value for node in edge)
        there = (subject, predicate, thing) in backed
        yield None if there else f"{subject} {predicate} {thing}: no claim asserts it"


def _counts(store: Store, stated: dict[str, int]) -> Iterator[str | None]:
    found = {"quads": len(store)}
    for name, pattern in (
        ("papers", "?x dcterms:hasVersion ?v"),
        ("claims", "?x a cg:Claim"),
        ("risks", "?x a cg:Risk"),
        ("relations", "?x a cg:PaperRelation"),
    ):
        ((number,),) = ask(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")
        found[name] = int(number)
    for name, number in found.items():
        told = stated.get(name, 0)
        yield None if told == number else f"{name}: the build counted {told}, the store has {number}"
    for (said,) in ask(store, "SELECT ?n { ?dataset a void:Dataset ; void:triples ?n }"):
        same = int(said) == found["quads"]
        yield None if same else f"the description of the graph says {said} triples, the store has {found['quads']}"
