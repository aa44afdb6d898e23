"""Verification finds nothing in a good graph, and what was broken in a bad one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from graph_builders import BREAST_CANCER, CANCER, MCF7, MIR23B, VIABILITY, TinyKnowledge
from pyoxigraph import NamedNode, Store

from kg.folder import GraphFolder
from kg.shacl import UnknownConstraintError, constraints
from kg.store import open_store
from kg.texts import FILE, pack
from kg.verify import Check, verify
from kg.verify.shapes import by_pyshacl, by_sparql
from kg.vocab import PREFIXES
from ontologies.curie import Curie
from ontologies.release import Release
from ontologies.term import Kind, Term


@pytest.fixture
def copy(graph: Path, tmp_path: Path) -> Path:
    """Return a copy of the small graph that a test may break."""
    return Path(shutil.copytree(graph, tmp_path / "copy"))


def change(graph: Path, before: str, after: str = "", where: str = "") -> None:
    """Replace one triple pattern by another in the graph that has it."""
    store = Store(str(GraphFolder(graph).current() / "store"))
    insert = f"INSERT {{ GRAPH ?g {{ {after} }} }}" if after else ""
    sparql = f"DELETE {{ GRAPH ?g {{ {before} }} }} {insert} WHERE {{ GRAPH ?g {{ {before} . {where} }} }}"
    store.update(sparql, prefixes=PREFIXES)
    store.flush()


def wrong(graph: Path, **options: Any) -> dict[str, Check]:
    return {check.name: check for check in verify(graph, **options) if check.wrong}


def test_a_good_graph_has_no_problems_and_every_check_looked_at_something(graph: Path) -> None:
    checks = verify(graph, shacl=True)
    assert [check for check in checks if check.wrong] == []
    assert all(check.looked_at for check in checks)


def test_a_changed_text_is_found(copy: Path) -> None:
    connection = sqlite3.connect(GraphFolder(copy).current() / FILE)
    with connection:
        connection.execute("update text set body = ?", (pack("something else altogether"),))
    connection.close()
    found = wrong(copy)
    assert found["texts have their hash"].wrong == 3
    assert found["spans give their words"].wrong > 3


def test_a_moved_span_is_found(copy: Path) -> None:
    change(copy, "?s oa:start 58", "?s oa:start 57")
    check = wrong(copy)["spans give their words"]
    assert check.wrong == 1
    assert "breast cancer" in check.examples[0]


def test_a_claim_that_lost_its_sentence_is_found(copy: Path) -> None:
    change(copy, "?r prov:wasDerivedFrom ?s", where="?r a cg:Risk")
    assert wrong(copy)["claims and risks have a sentence of their paper"].wrong == 2


def test_a_claim_that_lost_its_polarity_is_found_by_check_and_shape(copy: Path) -> None:
    change(copy, "?r biolink:negated ?n", where="?r a cg:Risk")
    found = wrong(copy, shacl=True)
    assert found["shapes hold"].wrong == 2
    assert all("negated is missing" in example for example in found["shapes hold"].examples)
    assert any("negated" in example for example in found["shapes hold for pySHACL"].examples)


# What each mutation breaks: the pattern to take away, what to put in its place, and where.
MUTATIONS = (
    ("?s oa:start ?n", "?s oa:start 'x'", ""),
    ("?s oa:end ?n", "?s oa:end 0", ""),
    ("?s nif:anchorOf ?n", "", "?s a doco:Sentence"),
    ("?s oa:hasTarget ?n", "?s oa:hasTarget 'x'", "?s oa:motivatedBy ?m"),
    ("?s oa:hasBody ?n", "", "?s cg:rule ?r"),
    ("?s prov:wasDerivedFrom ?n", "?s prov:wasDerivedFrom <https://example.org/x>", "?s a cg:Claim"),
    ("?s cg:score ?n", "?s cg:score 7", ""),
    ("?s cg:certainty ?n", "?s cg:certainty ?n , <https://example.org/x>", ""),
    ("?s spdx:checksumValue ?n", "?s spdx:checksumValue 'short'", "?s a prov:Entity"),
    ("?s cg:relation ?n", "?s cg:relation 'about'", ""),
    ("?s rdf:value ?n", "", "?s cg:relation ?r"),
    ("?s rdf:value ?n", "?s rdf:value 'x'", "?s cg:relation ?r"),
    ("?s cg:vesicle ?n", "?s cg:vesicle 'x'", ""),
    ("?s dcterms:issued ?n", "?s dcterms:issued 'May'", ""),
    ("?s a cg:Effect", "", ""),
    ("?s skos:prefLabel ?n", "", "?s a cg:Phrase"),
)


@pytest.mark.parametrize(("before", "after", "where"), MUTATIONS)
def test_the_shapes_as_sparql_find_the_nodes_that_pyshacl_finds(
    copy: Path, before: str, after: str, where: str
) -> None:
    change(copy, before, after, where)
    store = open_store(copy)

    def nodes(problems: Iterator[str | None]) -> set[str]:
        named = {problem.split(": ")[0].split(" ")[0] for problem in problems if problem}
        return {name for name in named if name.startswith("http")}

    ours, theirs = nodes(by_sparql(store)), nodes(by_pyshacl(store))
    # pySHACL reports a broken value of `sh:node` at the node that points to it, too.
    assert theirs
    assert ours <= theirs
    assert all(any(_points(store, node, other) for other in ours) for node in theirs - ours)


def _points(store: Store, node: str, other: str) -> bool:
    return any(quad for quad in store.quads_for_pattern(NamedNode(node), None, NamedNode(other), None)) or any(
        _points(store, quad.object.value, other)  # type: ignore[union-attr]
        for quad in store.quads_for_pattern(NamedNode(node), None, None, None)
        if quad.predicate.value.rsplit("#")[-1]
        in ("subjectSpan", "objectSpan", "hasTarget", "hasSelector", "statistic")
        and isinstance(quad.object, NamedNode)
    )


def test_what_the_translation_does_not_know_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetClass <urn:c> ; sh:closed true ."
    )
    with pytest.raises(UnknownConstraintError, match="closed"):
        constraints(path)


def test_ids_are_compared_with_the_releases(copy: Path) -> None:
    class Other(TinyKnowledge):
        def find_term(self, curie: Curie) -> Term | None:
            found = super().find_term(curie)
            if curie in (MIR23B, MCF7):
                return None
            if found and curie == VIABILITY:
                return replace(found, kind=Kind.GENE)
            return replace(found, obsolete=True, replaced_by=(CANCER,)) if found and curie == BREAST_CANCER else found

    assert wrong(copy, knowledge=TinyKnowledge()) == {}
    found = wrong(copy, knowledge=Other())
    examples = "\n".join(found["ids are those of the releases"].examples)
    assert "CVCL_0031 is in no release" in examples
    assert "NCBIGene:407011" not in examples  # the releases hold only some species, so nobody can tell
    assert "MONDO:0007254 is obsolete, replaced by MONDO:0004992" in examples
    assert "MESH:D002470 is a" in examples


def test_ids_of_another_release_are_not_judged_and_that_is_said(copy: Path) -> None:
    class Newer(TinyKnowledge):
        def find_term(self, curie: Curie) -> Term | None:
            return None

        def releases(self) -> tuple[Release, ...]:
            return tuple(replace(release, version="2") for release in super().releases())

    check = verify(copy, knowledge=Newer())[-1]
    assert (check.wrong, check.looked_at) == (0, 0)
    assert check.examples == ("not judged: tiny 1, here is 2",)


def test_a_thing_that_nothing_describes_is_found(copy: Path) -> None:
    change(copy, "?p ?q ?v", where="?p a cg:Proposition ; cg:direction ?d")
    examples = wrong(copy)["nothing of the graph's own is missing"].examples
    assert any("/proposition/" in example for example in examples)


def test_a_term_without_a_label_is_found(copy: Path) -> None:
    change(copy, "?t skos:prefLabel ?l", where='?t skos:notation "MONDO:0007254"')
    assert wrong(copy)["terms are described"].wrong == 1


def test_an_edge_that_nobody_asserts_is_found(copy: Path) -> None:
    change(copy, "?c biolink:negated false", "?c biolink:negated true")
    assert wrong(copy)["plain edges rest on an asserted claim"].wrong == 2


def test_missing_quads_are_found_by_count(copy: Path) -> None:
    change(copy, "?t skos:altLabel ?l")
    assert "quads" in wrong(copy)["counts are those of the build"].examples[0]
