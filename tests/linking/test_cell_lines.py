"""Which cell line a name means, and of which species it is."""

from __future__ import annotations

import pytest

from extractors.linking.cell_lines import CellLines
from extractors.linking.cell_taxa import taxon_of
from ontologies.lexicon import Lexicon


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("PC3", "CVCL_0035"),
        ("HEK", "CVCL_0045"),
        ("S2", "CVCL_Z232"),
        ("Jurkat T cells", "CVCL_0065"),
        ("C2C12 myoblasts", "CVCL_0188"),
        ("human MCF-7 breast cancer cells", "CVCL_0031"),
    ],
)
def test_a_name_means_the_line_that_is_known_most_widely(name: str, line: str) -> None:
    found = CellLines(Lexicon.open()).find(name)
    assert (str(found[0].curie) if found else None) == line


def test_words_that_no_line_has_name_none() -> None:
    assert CellLines(Lexicon.open()).find("glorbosis cells") == ()


def test_lines_are_human_unless_known_otherwise() -> None:
    assert [str(taxon_of(name)) for name in ("MCF-7", "RAW 264.7", "PC12", "COS7")] == [
        "NCBITaxon:9606", "NCBITaxon:10090", "NCBITaxon:10116", "NCBITaxon:9534",
    ]  # fmt: skip


def test_a_line_that_is_told_apart_by_its_organ_has_its_bare_name_too() -> None:
    assert str(CellLines(Lexicon.open()).find("HK-2")[0].curie) == "CVCL_0302"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("hk-2 grew", "CVCL_0302"),
        ("hk-2 of a human lung carcinoma", "CVCL_7048"),
        ("hk-2 of the human kidney beside a lung carcinoma", "CVCL_0302"),
    ],
)
def test_words_of_the_paper_decide_between_lines_of_one_name(text: str, line: str) -> None:
    lines = CellLines(Lexicon.open())
    assert str(lines.among(lines.find("HK-2"), text)[0].curie) == line
