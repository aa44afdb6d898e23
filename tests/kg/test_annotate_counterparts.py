"""Ids that are written without a graph follow the same mappings as those in a graph."""

from __future__ import annotations

from dataclasses import replace

import pytest
from graph_builders import BREAST_CANCER, MESH_BREAST, Text, review

from extractors.claim import Argument
from extractors.pipeline import Extraction
from kg.annotate.counterparts import with_counterparts
from kg.annotate.ids import argument_id, marked, pubtator_id
from ontologies.curie import Curie
from ontologies.mapping import Mapping, Predicate
from ontologies.term import Kind

NECROSIS, OF_MONDO, OTHER = map(Curie.parse, ("MESH:D007683", "MONDO:0006637", "MONDO:0000001"))


def mapped(curie: Curie) -> tuple[Mapping, ...]:
    pairs = {
        NECROSIS: ((OTHER, Predicate.CLOSE), (OF_MONDO, Predicate.EXACT)),
        BREAST_CANCER: ((MESH_BREAST, Predicate.CLOSE),),
    }
    return tuple(
        Mapping(
            subject=curie, predicate=predicate, object=other, justification="semapv:ManualMappingCuration", source="x"
        )
        for other, predicate in pairs.get(curie, ())
    )


def paper() -> Extraction:
    made = review()
    text = Text(made.document.text)
    links = (
        text.link("breast cancer", Kind.DISEASE, BREAST_CANCER), text.link("dormancy", Kind.DISEASE, NECROSIS),
        text.link("Gizmonin", Kind.CHEMICAL, NECROSIS),
    )  # fmt: skip
    (risk,) = made.risks
    hazard = text.argument("dormancy", Kind.DISEASE, NECROSIS)
    return replace(made, links=links, interventions=(), risks=(replace(risk, hazard=hazard),))


def written(vocabulary: str) -> tuple[dict[str, str], Argument]:
    (done,) = with_counterparts([paper()], mapped, vocabulary)
    ids = {one.text: pubtator_id(one, vocabulary) for one in marked(done, vocabulary)}
    return ids, done.risks[0].hazard


def test_a_disease_has_the_exact_counterpart_that_the_graph_gives_its_term() -> None:
    ids, hazard = written("mondo")
    assert ids["dormancy"] == argument_id(hazard, "mondo") == str(OF_MONDO)
    assert hazard.curies == (NECROSIS, OF_MONDO)


@pytest.mark.parametrize(
    ("vocabulary", "words", "expected"), [("mesh", "breast cancer", "-"), ("mondo", "Gizmonin", "MESH:D007683")]
)
def test_close_counterparts_and_other_kinds_are_left_as_linking_left_them(
    vocabulary: str, words: str, expected: str
) -> None:
    assert written(vocabulary)[0][words] == expected


def test_what_has_an_id_of_the_vocabulary_stays_as_it_is() -> None:
    (done,) = with_counterparts([paper()], mapped, "mesh")
    assert done == paper()
