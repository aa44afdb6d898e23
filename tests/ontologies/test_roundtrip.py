"""What a mapping loses is counted by predicate and by what comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontologies import Crosswalk, Curie, Kind, Name, Scope, Term, compile_snapshot
from ontologies.mapping import Mapping, Predicate
from ontologies.roundtrip import AMONG, OTHER, SAME, UNMAPPED, round_trip, round_trips


def stated(subject: str, predicate: Predicate, target: str) -> Mapping:
    one, other = Curie.parse(subject), Curie.parse(target)
    return Mapping(subject=one, predicate=predicate, object=other, justification="semapv:X", source="test")


@pytest.fixture(scope="module")
def crosswalk(tmp_path_factory: pytest.TempPathFactory) -> Crosswalk:
    path: Path = tmp_path_factory.mktemp("lexicon")
    names = (f"MESH:D00000{n}" for n in range(1, 6))
    terms = [
        Term(curie=Curie.parse(text), kind=Kind.DISEASE, names=(Name(text=f"disease {text}", scope=Scope.LABEL),))
        for text in (*names, "MONDO:0000001", "MONDO:0000002", "MONDO:0000003")
    ]
    mappings = (
        stated("MONDO:0000001", Predicate.EXACT, "MESH:D000001"),
        stated("MONDO:0000002", Predicate.EXACT, "MESH:D000002"),
        stated("MONDO:0000002", Predicate.CLOSE, "MESH:D000003"),
        stated("MONDO:0000003", Predicate.CLOSE, "MESH:D000004"),
        stated("MONDO:0000003", Predicate.CLOSE, "MESH:D000005"),
    )
    compile_snapshot(terms, path, mappings=mappings, common=set())
    return Crosswalk.open(path)


@pytest.mark.parametrize(
    ("curie", "predicate", "outcome"),
    [
        ("MESH:D000001", "skos:exactMatch", SAME),
        ("MESH:D000003", "skos:closeMatch", OTHER),
        ("MESH:D000004", "skos:closeMatch", AMONG),
        ("MESH:D999999", "", UNMAPPED),
    ],
)
def test_an_id_comes_back_as_the_closest_mappings_say(
    crosswalk: Crosswalk, curie: str, predicate: str, outcome: str
) -> None:
    assert round_trip(crosswalk, Curie.parse(curie), "MONDO") == (predicate, outcome)


def test_ids_count_as_often_as_they_are_given(crosswalk: Crosswalk) -> None:
    ids = [Curie.parse(text) for text in ("MESH:D000001", "MESH:D000001", "MESH:D000003")]
    counts = round_trips(crosswalk, ids, "MONDO")
    assert counts == {("skos:exactMatch", SAME): 2, ("skos:closeMatch", OTHER): 1}
