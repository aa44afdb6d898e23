"""Check a graph against the texts that it was made from, and against its own rules."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import QuerySolutions, Store

from kg.folder import GraphFolder
from kg.rdf.sheet import fit
from kg.store import open_store
from kg.texts import find_text
from kg.vocab import PREFIXES, SHAPES, VOCABULARY

# Enough to see what is wrong; a broken graph can hold millions of one problem.
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Report one check: how many things it looked at, how many were wrong, and some of those."""

    name: str
    looked_at: int
    wrong: int
    examples: tuple[str, ...] = ()


def verify(graph: Path | str, *, shacl: bool = False) -> tuple[Check, ...]:
    """Run all checks on the current version of a graph, each span against the hashed text.

    ``shacl`` adds the shapes, which needs pySHACL and memory for the whole graph; `ImportError` says so.
    """
    folder = GraphFolder(graph)
    store = open_store(graph)
    version = folder.current()
    checks = [
        _check("texts have their hash", _texts(store, version)),
        _check("spans give their words", _spans(store, version)),
        _check("sentences give their words", _sentences(store, version)),
        _check("claims and risks have a sentence of their paper", _placed(store)),
        _check("claims and risks have the parts they need", _complete(store)),
        _check("terms are described", _described(store)),
        _check("plain edges rest on an asserted claim", _edges(store)),
        _check("counts are those of the build", _counts(store, folder.facts()["counts"])),
    ]
    if shacl:
        checks.append(_check("shapes hold", _shapes(store)))
    return tuple(checks)


def _check(name: str, results: Iterator[str | None]) -> Check:
    """Count results; None is a thing in order, text says what is wrong."""
    looked_at = wrong = 0
    examples: list[str] = []
    for problem in results:
        looked_at += 1
        if problem is not None:
            wrong += 1
            if len(examples) < MOST_SHOWN:
                examples.append(problem)
    return Check(name=name, looked_at=looked_at, wrong=wrong, examples=tuple(examples))


def _ask(store: Store, sparql: str) -> Iterator[tuple[Any, ...]]:
    found = store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    for solution in found:
        yield tuple(None if node is None else getattr(node, "value", node) for node in solution)


def _papers(store: Store, version: Path) -> Iterator[tuple[str, str, str, str | None]]:
    """Yield (paper, text version, hash, text) for each paper."""
    rows = _ask(store, "SELECT ?p ?t ?h { ?p dcterms:hasVersion ?t . ?t spdx:checksumValue ?h } ORDER BY ?p")
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


def _sentences(store: Store, version: Path) -> Iterator[str | None]:
    pattern = (
        "SELECT ?s ?b ?e ?x {{ "
        "{{ ?s dcterms:isPartOf <{paper}> }} UNION {{ ?s dcterms:isPartOf/dcterms:isPartOf <{paper}> }} "
        "?s a doco:Sentence ; nif:beginIndex ?b ; nif:endIndex ?e ; nif:anchorOf ?x }}"
    )
    yield from _slices(store, version, lambda paper, text: pattern.format(paper=paper))


def _slices(store: Store, version: Path, make: Callable[[str, str], str]) -> Iterator[str | None]:
    for paper, node, _, text in _papers(store, version):
        for span, start, end, words in _ask(store, make(paper, node)):
            found = None if text is None else fit(text[int(start) : int(end)])
            yield None if found == words else f"{span}: the text has {found!r}, the graph {words!r}"


def _placed(store: Store) -> Iterator[str | None]:
    rows = _ask(
        store,
        "SELECT ?c ?in { VALUES ?class { cg:Claim cg:Risk } ?c a ?class . OPTIONAL { ?c biolink:publications ?p ; "
        "prov:wasDerivedFrom ?s . ?s a doco:Sentence ; dcterms:isPartOf|dcterms:isPartOf/dcterms:isPartOf ?p "
        "BIND (1 AS ?in) } }",
    )
    for claim, inside in rows:
        yield None if inside else f"{claim}: no sentence of its paper"


def _complete(store: Store) -> Iterator[str | None]:
    needs = ("object", "original_object", "predicate", "negated")
    wanted = " ".join(f"OPTIONAL {{ ?c biolink:{need} ?v{n} }}" for n, need in enumerate(needs))
    names = " ".join(f"?v{n}" for n in range(len(needs)))
    rows = _ask(
        store,
        f"SELECT ?c {names} ?certainty ?status {{ VALUES ?class {{ cg:Claim cg:Risk }} ?c a ?class . {wanted} "
        "OPTIONAL { ?c cg:certainty ?certainty } OPTIONAL { ?c cg:status ?status } }",
    )
    for claim, *parts in rows:
        missing = [name for name, part in zip((*needs, "certainty", "status"), parts, strict=True) if part is None]
        yield f"{claim}: has no {', '.join(missing)}" if missing else None


def _described(store: Store) -> Iterator[str | None]:
    rows = _ask(
        store,
        "SELECT ?t ?l { { SELECT DISTINCT ?t { { ?c biolink:publications ?p ; biolink:subject|biolink:object ?t } "
        "UNION { ?m a oa:Annotation ; oa:hasBody ?t } } } OPTIONAL { ?t skos:prefLabel ?l } }",
    )
    for term, label in rows:
        yield None if label else f"{term}: is used and has no label"


def _edges(store: Store) -> Iterator[str | None]:
    rows = _ask(
        store,
        "SELECT ?s ?p ?o (EXISTS { ?c biolink:subject ?s ; biolink:predicate ?p ; biolink:object ?o ; "
        "biolink:negated false ; cg:certainty <https://w3id.org/claimgraph/value/certainty/asserted> } AS ?backed) "
        "{ GRAPH ?g { ?s ?p ?o } FILTER (STRENDS(STR(?g), '/graph/asserted')) }",
    )
    for subject, predicate, thing, backed in rows:
        yield None if backed == "true" else f"{subject} {predicate} {thing}: no claim asserts it"


def _counts(store: Store, stated: dict[str, int]) -> Iterator[str | None]:
    found = {"quads": len(store)}
    for name, pattern in (
        ("papers", "?x dcterms:hasVersion ?v"),
        ("claims", "?x a cg:Claim"),
        ("risks", "?x a cg:Risk"),
    ):
        ((number,),) = _ask(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")
        found[name] = int(number)
    for name, number in found.items():
        yield None if stated[name] == number else f"{name}: the build counted {stated[name]}, the store has {number}"


def _shapes(store: Store) -> Iterator[str | None]:
    """Validate the union of all graphs; pySHACL wants it in rdflib's memory."""
    import pyshacl
    import rdflib
    from pyoxigraph import RdfFormat, serialize

    data = rdflib.Graph()
    data.parse(data=serialize((quad.triple for quad in store), format=RdfFormat.N_TRIPLES), format="nt")
    shapes = rdflib.Graph().parse(str(SHAPES), format="turtle")
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=str(VOCABULARY), inference="none")
    if conforms:
        yield None
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    assert isinstance(report, rdflib.Graph)
    problems = (
        tuple(report.value(result, shacl[name]) for name in ("focusNode", "resultPath", "resultMessage"))
        for result in report.subjects(rdflib.RDF.type, shacl.ValidationResult)
    )
    yield from sorted(f"{focus} {path}: {message}" for focus, path, message in problems)
