"""Every class of a graph has a shape, and `kg verify` tells how many triples its mentions and claims take."""

from __future__ import annotations

from pathlib import Path

import rdflib
from pyoxigraph import NamedNode, Store

from kg.shacl import SH
from kg.verify import verify
from kg.verify.sizes import sizes
from kg.vocab import SHAPES, term

# Words of OWL describe the vocabulary in the graph.
_ELSEWHERE = ("http://www.w3.org/2002/07/owl#",)


def test_every_class_of_a_graph_has_a_shape(store: Store) -> None:
    shapes = rdflib.Graph().parse(str(SHAPES), format="turtle")
    classes = {str(kind) for kind in shapes.objects(None, SH.targetClass)}
    properties = {str(path) for path in shapes.objects(None, SH.targetSubjectsOf)}
    typed = list(store.quads_for_pattern(None, term("rdf:type"), None))
    for node in {quad.subject for quad in typed}:
        assert isinstance(node, NamedNode)
        facts = list(store.quads_for_pattern(node, None, None))
        kinds = {str(quad.object.value) for quad in facts if quad.predicate == term("rdf:type")}  # type: ignore[union-attr]
        ways = (term("cg:statistic"), term("dcterms:hasVersion"))
        led_to = any(list(store.quads_for_pattern(None, way, node)) for way in ways)
        shaped = kinds & classes or {quad.predicate.value for quad in facts} & properties or led_to
        assert shaped or all(kind.startswith(_ELSEWHERE) for kind in kinds), (node, kinds)


def test_the_report_tells_how_large_mentions_and_claims_are(graph: Path, store: Store) -> None:
    found = next(one for one in verify(graph) if one.name == "size")
    assert found.wrong == 0
    measured = sizes(store)
    assert found.examples == measured.notes()
    mentions, statements, effects = measured.mentions, measured.statements, measured.effects
    assert (mentions.things, statements.things) == (found.looked_at - 8, 8)
    assert 8 < mentions.triples / mentions.things <= 12.5
    assert 15 < statements.triples / statements.things < statements.largest <= 35
    assert (statements.above, effects.things) == (0, 1)
    assert 10 < effects.triples < 25
