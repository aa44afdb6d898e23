"""Arguments are whole: what completes a word belongs to it, what is taken away keeps its sign, "the drug" is named."""

from __future__ import annotations

import pytest

from extractors.claim import Direction
from extractors.claims import find_claims
from extractors.claims.frame import Place
from extractors.claims.whole import completed
from extractors.document import Role
from tests.claims.builders import document, extraction

UP, DOWN, SAME = Direction.INCREASE, Direction.DECREASE, Direction.NO_CHANGE
_NAMES = {
    "zinc": "drug MESH:D015032", "Zinc": "drug MESH:D015032", "placebo": "drug MESH:D010919",
    "TP53": "gene NCBIGene:7157", "KRAS": "gene NCBIGene:3845", "diet": "process MESH:D004032",
    "apoptosis": "process GO:0006915", "pain": "phenotype MESH:D010146", "Downregulation": "process MESH:D015536",
}  # fmt: skip


def said(text: str) -> list[tuple[str, Direction, str]]:
    # What the grammar reads, however sure: made-up sentences are short.
    claims = find_claims(extraction(document((Role.RESULTS, text)), _NAMES), least=0.0)
    return [(claim.subject.text, claim.direction, claim.object.text) for claim in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Defects in the retina caused pain.", ("Defects in the retina", UP, "pain")),
        ("Abnormalities of the inner ear reduced pain.", ("Abnormalities of the inner ear", DOWN, "pain")),
        ("The salty diet raised pain.", ("salty diet", UP, "pain")),
        ("Real-time reminders reduced pain.", ("Real-time reminders", DOWN, "pain")),
        ("Six weeks of zinc reduced pain.", ("zinc", DOWN, "pain")),
        ("Zinc at 10 or 20 mg reduced pain.", ("Zinc", DOWN, "pain")),
        (
            "Pain was similar between pregnant and nonpregnant women (P = 0.4).",
            ("pregnant and nonpregnant women", SAME, "Pain"),
        ),
        ("Zinc raised the structure and function of the gut.", ("Zinc", UP, "structure and function of the gut")),
        ("The peak of zinc was higher than that of placebo (P < 0.01).", ("zinc", UP, "peak")),
        ("Zinc was as effective as placebo in reducing pain.", ("Zinc", SAME, "pain")),
        ("Zinc causes memory and learning impairments.", ("Zinc", UP, "memory and learning impairments")),
    ],
)
def test_arguments_are_whole(text: str, expected: tuple[str, Direction, str]) -> None:
    assert expected in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Knockdown of TP53 and KRAS reduced apoptosis.",
        "Inhibition of TP53, KRAS, or MYC activity reduced apoptosis.",
        "TP53 and KRAS siRNAs reduced apoptosis.",
        "siRNA against TP53 reduced apoptosis.",
        "Antibodies against TP53 reduced apoptosis.",
        "Apoptosis was reduced by silencing of TP53 and KRAS.",
        "Mice lacking TP53 exhibit reduced apoptosis.",
        "Downregulation of TP53 reduced apoptosis.",
    ],
)
def test_a_gene_that_is_taken_away_does_not_do_what_its_lack_does(text: str) -> None:
    found = said(text)

    assert found
    assert not {subject for subject, _, _ in found} & {"TP53", "KRAS"}


@pytest.mark.parametrize(
    "text",
    [
        "Both drugs caused pain.",
        "These procedures prevent pain.",
        "Parents reduced pain.",
        "Different subunits raise pain.",
    ],
)
def test_who_is_not_named_makes_no_claim(text: str) -> None:
    assert not [subject for subject, _, _ in said(text) if subject.lower() in {"drugs", "procedures", "parents"}]


@pytest.mark.parametrize(
    "text",
    [
        "We assumed that zinc reduced pain.",
        "These data do not provide firm evidence that zinc reduced pain.",
        "The project should reduce pain.",
    ],
)
def test_what_is_supposed_or_not_shown_is_no_claim(text: str) -> None:
    assert not said(text)


def test_relief_of_what_is_bad_is_less_of_it() -> None:
    assert ("Zinc", DOWN, "morning signs") in said("Zinc relieved morning signs.")


def test_a_name_or_people_are_not_completed() -> None:
    text = "Women in the ward and CAREL in hearts"

    assert completed(text, Place(start=0, end=5, reach_end=17, word="women")).end == 5
    assert completed(text, Place(start=22, end=27, reach_end=37, word="carel")).end == 27
