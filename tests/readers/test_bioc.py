"""BioC XML and JSON."""

from __future__ import annotations

import json
import logging

import pytest
from reader_samples import documents, failures, one

from extractors.document import BlockKind, Role
from ontologies.curie import Curie


def test_offsets_of_the_file_are_kept_where_its_passages_are_in_order() -> None:
    document = documents("collection.xml")[0]
    assert document.text == "Aspirin in 𝛽-cells & mice RESULTS: The gene TP53 rose. CONCLUSION: It rose."
    places = [(a.name, a.start, a.end) for a in document.annotations]
    assert places == [("Aspirin", 0, 7), ("TP53", 44, 48), ("gone", None, None)]


def test_ids_come_from_the_infons_of_annotation_and_front() -> None:
    document = documents("collection.xml")[0]
    assert [str(curie) for a in document.annotations for curie in a.curies] == ["MESH:D001241", "NCBIGene:7157"]
    assert document.metadata.ids == (Curie("PMID", "90000006"), Curie("DOI", "10.9999/bio.6"))
    assert document.metadata.issued == "2011"


def test_passages_far_apart_are_joined_and_their_annotations_move_with_them() -> None:
    document = documents("collection.xml")[1]
    assert document.text == "Bees\n\nMethods\n\nWe saw bees. Mice ran.\n\nA book of bees"
    (mice,) = document.annotations
    assert (mice.name, document.text[mice.start : mice.end]) == ("Mice", "Mice")
    assert document.role_at(document.text.index("We saw")) is Role.METHODS
    assert [block.kind for block in document.blocks] == [
        BlockKind.TITLE,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.REFERENCE,
    ]
    assert document.references[0].ids == (Curie("PMID", "12"),)
    assert document.metadata.authors[0].name == "A B Bee"


def test_a_broken_document_fails_alone() -> None:
    (failure,) = failures("collection.xml")
    assert failure.paper == "broken"
    assert "'zero'" in failure.error
    assert [failure.paper for failure in failures("collection.json")] == ["bad"]


def test_json_and_xml_give_the_same_kind_of_document() -> None:
    document = documents("collection.json")[0]
    assert document.text == "Metformin in rats Sugar fell in rats."
    assert [a.name for a in document.annotations] == ["Metformin", "rats"]


RECORD = {"id": "5", "passages": [{"offset": 0, "infons": {"type": "title"}, "text": "Ab", "annotations": []}]}


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(RECORD),
        json.dumps([RECORD]),
        json.dumps({"PubTator3": [RECORD]}),
        json.dumps([{"documents": [RECORD]}]),
        "\ufeff" + json.dumps(RECORD, indent=1),
    ],
)
def test_json_is_read_in_all_its_wrappings(data: str) -> None:
    assert one(data).text == "Ab"


def test_json_lines_with_a_broken_line_lose_that_line_only(tmp_path) -> None:
    from extractors.readers import read

    path = tmp_path / "x.jsonl"
    path.write_text(f"{json.dumps(RECORD)}\n{{'no'\n{json.dumps(RECORD | {'id': '6'})}\n", encoding="utf-8")
    first, broken, last = read([path])
    assert (first.id, last.id) == ("PMID5", "PMID6")
    assert "line 2" in broken.error


def test_an_annotation_that_does_not_fit_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        documents("collection.xml")
    assert "'gone' at 900-904" in caplog.text
