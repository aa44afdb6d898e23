"""PubTator files."""

from __future__ import annotations

from reader_samples import documents, failures, one

from extractors.document import Role
from extractors.readers import read_bytes
from ontologies.curie import Curie
from ontologies.term import Kind


def test_the_text_is_title_space_abstract_as_in_the_file() -> None:
    document = documents("two.pubtator")[0]
    assert document.id == "PMID90000008"
    assert document.text == "Aspirin and naïve 𝛽-cells  METHODS: Rats got aspirin. RESULTS: Pain fell."


def test_annotations_keep_their_offsets_types_and_ids() -> None:
    document = documents("two.pubtator")[0]
    found = [(a.start, a.name, a.kind, [str(curie) for curie in a.curies], a.label) for a in document.annotations]
    assert found == [
        (0, "Aspirin", Kind.CHEMICAL, ["MESH:D001241"], "Chemical"),
        (36, "Rats", Kind.SPECIES, ["NCBITaxon:10116"], "Species"),
        (63, "Pain", Kind.DISEASE, [], "Disease"),
    ]


def test_labels_in_the_abstract_give_roles() -> None:
    document = documents("two.pubtator")[0]
    assert document.role_at(36) is Role.METHODS
    assert document.role_at(63) is Role.RESULTS


def test_annotations_without_a_text_are_a_failure_that_names_the_line() -> None:
    (failure,) = failures("two.pubtator")
    assert failure.paper == "PMID44"
    assert "line 8" in failure.error


def test_a_title_alone_is_a_document_and_long_numbers_are_no_pubmed_ids() -> None:
    assert documents("two.pubtator")[1].id == "fig12345678901"
    assert one("12345678901|t|Panel\n12345678901|a|\n").id == "12345678901"


def test_windows_line_ends_are_no_part_of_the_text() -> None:
    document = one("7|t|Ab\r\n7|a|Cd\r\n7\t3\t5\tCd\tGene\t1\r\n")
    assert document.text == "Ab Cd"
    assert document.annotations[0].curies == (Curie("NCBIGene", "1"),)


def test_records_without_a_blank_line_between_them_are_told_apart() -> None:
    found = list(read_bytes(b"7|t|A\n7|a|B\n8|t|C\n8|a|D\n", "x"))
    assert [document.id for document in found] == ["PMID7", "PMID8"]


def test_a_span_that_does_not_fit_loses_its_place_but_not_its_id() -> None:
    document = one("7|t|Ab\n7|a|Cd ef\n7\t3\t5\tzz\tGene\t1\n7\t90\t95\tyy\tGene\t2\n")
    assert [(a.name, a.start, str(a.curies[0])) for a in document.annotations] == [
        ("zz", None, "NCBIGene:1"),
        ("yy", None, "NCBIGene:2"),
    ]


def test_relation_lines_are_passed_over() -> None:
    document = one("7|t|Ab\n7|a|Cd\n7\tAssociation\tD1\t5\tNovel\n7\tCID\tD1\tD2\n")
    assert document.annotations == ()
