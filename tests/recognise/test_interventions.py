from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.mention import Intervention
from extractors.pipeline import Extraction
from ontologies import Kind

Read = Callable[[str], Extraction]


def parts(whole: Intervention) -> list[tuple[str, str]]:
    return [(part.role, part.text) for part in whole.parts]


def test_an_intervention_is_kept_whole_with_its_parts_linked(read: Read) -> None:
    extraction = read("We gave unmodified bone marrow MSC-EVs carrying miR-23b to mice.")
    (whole,) = extraction.interventions
    assert whole.text == "unmodified bone marrow MSC-EVs carrying miR-23b"
    assert [(part.role, part.text, [str(curie) for curie in part.curies]) for part in whole.parts] == [
        ("engineering", "unmodified", []),
        ("source tissue", "bone marrow", ["UBERON:0002371"]),
        ("source cell", "MSC", ["CL:0000134", "MESH:D059630"]),
        ("vesicle", "EVs", ["GO:1903561", "MESH:D000067128"]),
        ("cargo", "miR-23b", ["NCBIGene:407011", "HGNC:31606"]),
    ]


def test_an_abbreviation_of_a_composition_has_its_parts(read: Read) -> None:
    extraction = read(
        "Mesenchymal stem cell-derived extracellular vesicles (MSC-EVs) help. MSC-EVs carrying miR-23b do not."
    )
    *_, whole = extraction.interventions
    assert parts(whole) == [("source cell", "MSC-EVs"), ("vesicle", "MSC-EVs"), ("cargo", "miR-23b")]
    assert [str(part.curies[0]) for part in whole.parts] == ["CL:0000134", "GO:1903561", "NCBIGene:407011"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("miR-23b-loaded exosomes", [("cargo", "miR-23b"), ("vesicle", "exosomes")]),
        ("doxorubicin-loaded liposomes", [("cargo", "doxorubicin"), ("vesicle", "liposomes")]),
        ("exosomes from adipose tissue-derived mesenchymal stem cells",
         [("vesicle", "exosomes"), ("source tissue", "adipose tissue"), ("source cell", "mesenchymal stem cells")]),
        ("engineered EVs loaded with therapeutic miRNAs or drugs",
         [("engineering", "engineered"), ("vesicle", "EVs"), ("cargo", "miRNAs"), ("cargo", "drugs")]),
        ("exosomes containing miR-23b, TNF and doxorubicin",
         [("vesicle", "exosomes"), ("cargo", "miR-23b"), ("cargo", "TNF"), ("cargo", "doxorubicin")]),
        ("engineered MSCs overexpressing TNF", [("engineering", "engineered"), ("agent", "MSCs"), ("cargo", "TNF")]),
        ("oral metformin 500 mg twice daily",
         [("route", "oral"), ("agent", "metformin"), ("dose", "500 mg twice daily")]),
        ("10 mg/kg of doxorubicin intravenously",
         [("dose", "10 mg/kg"), ("agent", "doxorubicin"), ("route", "intravenously")]),
        ("metformin plus sitagliptin", [("agent", "metformin"), ("agent", "sitagliptin")]),
        ("metformin combined with sitagliptin", [("agent", "metformin"), ("agent", "sitagliptin")]),
        ("metformin-sitagliptin therapy", [("agent", "metformin"), ("agent", "sitagliptin")]),
        ("hBMSC-derived exosomes", [("source tissue", "hBMSC"), ("source cell", "hBMSC"), ("vesicle", "exosomes")]),
        ("CD19 CAR-T cells", [("cargo", "CD19"), ("engineering", "CAR"), ("agent", "T cells")]),
        ("HER2 antibody-drug conjugate", [("agent", "HER2"), ("agent", "antibody-drug conjugate")]),
    ],
)  # fmt: skip
def test_compositions_of_all_orders(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    (whole,) = read(f"Then {text} was given.").interventions
    assert parts(whole) == expected


@pytest.mark.parametrize(
    "text", ["Metformin was given.", "Exosomes were seen.", "Doses of 5 mg were oral.", "EVs were lost."]
)
def test_one_part_is_no_composition(read: Read, text: str) -> None:
    assert read(text).interventions == ()


def test_the_whole_is_a_mention_and_its_parts_stay_mentions(read: Read) -> None:
    extraction = read("We gave miR-23b-loaded exosomes.")
    assert [(m.text, m.kind) for m in extraction.mentions] == [
        ("miR-23b-loaded exosomes", Kind.INTERVENTION),
        ("miR-23b", Kind.GENE),
        ("exosomes", Kind.ANATOMY),
    ]
    assert [link.mention for link in extraction.links] == list(extraction.mentions)
    assert extraction.links[0].rule == "nil:composed"


def test_spans_of_parts_are_those_of_their_words(read: Read) -> None:
    extraction = read("So oral metformin 500 mg twice daily plus doxorubicin and MSC-derived exosomes were given.")
    text = extraction.document.text
    assert extraction.interventions
    for whole in extraction.interventions:
        assert text[whole.start : whole.end] == whole.text
        assert all(text[part.start : part.end] == part.text for part in whole.parts)
