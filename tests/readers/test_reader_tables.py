"""The small tables and patterns that the readers share."""

from __future__ import annotations

import pytest

from extractors.document import Role
from extractors.readers.dates import find_date, iso
from extractors.readers.ids import document_id, doi, paper_ids, stem
from extractors.readers.kinds import curies_of, kind_of, named_curie
from extractors.readers.roles import role_of
from ontologies.curie import Curie
from ontologies.term import Kind


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Patients and Methods", Role.METHODS),
        ("2.3. Statistical analysis", Role.METHODS),
        ("III. RESULTS", Role.RESULTS),
        ("Results and discussion", Role.RESULTS),
        ("Conclusions:", Role.CONCLUSION),
        ("Authors’ contributions", Role.BACK),
        ("Declaration of competing interests", Role.CONFLICT),
        ("Strengths and limitations of this study", Role.LIMITATIONS),
        ("TL;DR", Role.SUMMARY),
        ("BODY.METHODS", Role.METHODS),
        ("Key Takeaways", Role.KEY_FINDINGS),
        ("In vivo findings of others", Role.OTHER),
        ("", Role.OTHER),
        ("A case for more sleep", Role.OTHER),
    ],
)
def test_titles_have_roles(title: str, role: Role) -> None:
    assert role_of(title) is role


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(doi:10.1000/abc(1).2)", "10.1000/abc(1).2"),
        ("https://doi.org/10.1000/ABC.", "10.1000/abc"),
        ("10.1000/x;y, and", "10.1000/x;y"),
        ("10.1000/", None),
        ("version 10.1/2", None),
    ],
)
def test_dois_end_where_they_end(text: str, expected: str | None) -> None:
    found = doi(text)
    assert (found.identifier if found else None) == expected


def test_ids_are_found_in_every_spelling() -> None:
    found = paper_ids("PMID: 123; https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7777/ doi 10.1000/q")
    assert found == (Curie("PMC", "7777"), Curie("PMID", "123"), Curie("DOI", "10.1000/q"))
    assert document_id((), "x") == "x"
    assert stem("a/b/PMC1.nxml.gz") == "PMC1"


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("D000001;D000002", Kind.CHEMICAL, ["MESH:D000001", "MESH:D000002"]),
        ("7157,7158", Kind.GENE, ["NCBIGene:7157", "NCBIGene:7158"]),
        ("9606", Kind.SPECIES, ["NCBITaxon:9606"]),
        ("tmVar:c|SUB|A|1|T;HGVS:c.1A>T;RS#:12", Kind.VARIANT, ["dbSNP:rs12"]),
        ("rs12", Kind.VARIANT, ["dbSNP:rs12"]),
        ("CVCL_0031", Kind.CELL_LINE, ["CVCL_0031"]),
        ("CL:0000057", Kind.CELL_TYPE, ["CL:0000057"]),
        ("-", Kind.GENE, []),
        ("-1", Kind.DISEASE, []),
        ("PR:000001", Kind.GENE, []),
        ("123", Kind.DISEASE, []),
    ],
)
def test_ids_of_annotations(text: str, kind: Kind, expected: list[str]) -> None:
    assert [str(curie) for curie in curies_of(text, kind)] == expected


def test_types_and_databases_of_many_tools_are_known() -> None:
    assert kind_of("Cell_line") is Kind.CELL_LINE
    assert kind_of("GO_BP") is Kind.PROCESS
    assert kind_of("something else") is Kind.OTHER
    assert str(named_curie("Entrez Gene ID".removesuffix(" ID"), "7")) == "NCBIGene:7"
    assert named_curie("My own list", "7") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-12-09", "2025-12-09"),
        ("Dec 9, 2025", "2025-12-09"),
        ("December 2025", "2025-12"),
        ("Table 12 2025", ""),
        ("2025-13-09", "2025"),
    ],
)
def test_dates_are_found(text: str, expected: str) -> None:
    assert find_date(text) == expected


def test_impossible_days_are_left_out() -> None:
    assert iso("2020", "2", "40") == "2020-02"
