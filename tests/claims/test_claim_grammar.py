"""Who does what to what in sentences whose parts stand far apart, or say it by the way."""

from __future__ import annotations

import pytest

from extractors.claim import Direction, Predicate
from extractors.document import Role
from tests.claims.test_claims import DOWN, NAMES, SAME, UP, gist, read

_NAMES = {
    **NAMES,
    "cows": "species NCBITaxon:9913",
    "hepatitis": "disease MESH:D006505",
    "surgery": "treatment NCIT:C1",
}


def _claims(text: str, title: str = "") -> list[tuple[str, Direction, str, bool]]:
    found = read(text, _NAMES, title=title)
    return [
        (one.subject.text, one.direction, one.object.text, one.negated)
        for one in found
        if one.section is not Role.TITLE
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Zinc compared with aspirin resulted in lower incidence of stroke.",
        "The use of zinc compared with aspirin reduced the incidence of stroke.",
        "Zinc, compared with aspirin, reduced the incidence of stroke.",
    ],
)
def test_what_a_subject_is_compared_with_on_the_way_is_the_comparator(text: str) -> None:
    (claim,) = read(text)
    assert claim.comparator is not None
    assert (claim.subject.text.lower(), claim.direction, claim.comparator.text) == ("zinc", DOWN, "aspirin")


def test_what_an_effect_is_attributed_to_brings_it() -> None:
    assert gist(read("The hepatitis was attributed to zinc.", _NAMES)[0]) == ("zinc", Predicate.CAUSES, UP, "hepatitis")
    assert _claims("The fall in pain was attributed to zinc.") == [("zinc", DOWN, "pain", False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Relapses occurred more often in the zinc group than in the placebo group.", ("zinc", UP, "Relapses", False)),
        ("Falls were reported less frequently with zinc than with placebo.", ("zinc", DOWN, "Falls", False)),
        ("Milk yield was higher in cows treated with zinc than in control cows.", ("zinc", UP, "Milk yield", False)),
        ("Zinc given after surgery, when needed, failed to induce fever.", ("Zinc", UP, "fever", True)),
        ("The use of zinc to reach sleep could not reduce pain.", ("zinc", DOWN, "pain", True)),
        ("Zinc provided protection against stroke.", ("Zinc", DOWN, "stroke", False)),
        ("Zinc had an inhibitory effect on the early response.", ("Zinc", DOWN, "early response", False)),
        ("Large zinc doses were unrelated to age.", ("zinc", SAME, "age", False)),
        ("Zinc was associated with increased odds of prolongation.", ("Zinc", UP, "odds of prolongation", False)),
        ("Treatment of cells with zinc resulted in a 90 +/- 14% increase in flow.", ("zinc", UP, "flow", False)),
        ("Injection of zinc at doses of 1-10,000 ng/mouse induces anxiety.", ("zinc", UP, "anxiety", False)),
        ("In the 50 mg group, pain scores fell (p = 0.02).", ("50 mg group", DOWN, "pain scores", False)),
        ("A 6-month programme reduced pain.", ("6-month programme", DOWN, "pain", False)),
        ("Zinc raised the Ca(2+) in blood.", ("Zinc", UP, "Ca(2+)", False)),
        ("RESULTS Fever was lower with zinc than with placebo.", ("zinc", DOWN, "Fever", False)),
    ],
)
def test_parts_that_stand_apart_are_found(text: str, expected: tuple[str, Direction, str, bool]) -> None:
    assert _claims(text) == [expected]


def test_a_good_effect_in_doing_something_is_its_subjects() -> None:
    assert _claims("Zinc had a good effect in lowering body weight.") == [("Zinc", DOWN, "body weight", False)]


def test_what_but_not_excepts_is_denied() -> None:
    assert _claims("Zinc lowered pain, but not body weight.") == [
        ("Zinc", DOWN, "pain", False),
        ("Zinc", DOWN, "body weight", True),
    ]


def test_how_something_comes_about_may_be_unknown_though_it_does() -> None:
    assert _claims("The way by which zinc promotes apoptosis is not well understood.") == [
        ("zinc", UP, "apoptosis", False)
    ]
    assert _claims("The dose by which zinc does not promote apoptosis is small.")[0][3]


@pytest.mark.parametrize(
    "text",
    [
        "Further improvements are needed to lower the delay.",
        "It is unclear whether zinc lowers the risk of stroke.",
        "To what extent zinc affects stroke has not been studied.",
        "The treatment effect varies on the way to school.",
        "Over the last decade, the burden of stroke has increased.",
        "Zinc is more toxic than aspirin.",
        "The bars correspond to the zinc values.",
        "In the group, the flow increased.",
        "Levels of zinc rose before the detection of stroke by a scan.",
    ],
)
def test_what_is_asked_needed_or_only_the_time_of_it_makes_no_claim(text: str) -> None:
    assert _claims(text) == []


def test_the_treated_arm_has_the_term_of_the_one_thing_that_the_title_studies() -> None:
    (claim,) = read("Pain was lower in the intervention group than in controls.", title="Effect of zinc on pain")
    assert claim.subject.text == "intervention group"
    assert [str(curie) for curie in claim.subject.curies] == ["MESH:D015032"]
    (other,) = read("Pain was lower in the intervention group than in controls.", title="Zinc or aspirin for pain")
    assert other.subject.curies == ()


_MORE = {
    **_NAMES, "signalling": "process GO:0023052", "injection": "treatment MESH:D007267", "regimen": "treatment",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Growth signalling is essential for apoptosis.", "Growth signalling"),
        ("A central injection of zinc induces fever.", "zinc"),
        ("A 9-month regimen reduced pain.", "9-month regimen"),
    ],
)
def test_a_name_that_says_nothing_by_itself_brings_its_phrase(text: str, subject: str) -> None:
    assert [claim.subject.text for claim in read(text, _MORE)] == [subject]


def test_little_effect_is_none() -> None:
    assert _claims("Zinc had little effect on appetite.") == [("Zinc", SAME, "appetite", False)]


def test_what_is_not_significant_of_another_outcome_does_not_count() -> None:
    text = "Falls were more frequent with zinc than with placebo (P = .01), although deaths"
    text += " were not significantly different."
    assert ("zinc", UP, "Falls", False) in _claims(text)


def test_those_without_a_disease_are_not_the_disease() -> None:
    (claim,) = read("Zinc levels were higher in those with stroke than in those without stroke.")
    assert claim.comparator is not None
    assert (claim.comparator.text, claim.comparator.curies) == ("without stroke", ())


def test_each_of_two_clauses_has_its_own_subject() -> None:
    found = _claims("Their migraine was treated with zinc and stroke was treated with aspirin.")
    assert [(subject, target) for subject, _, target, _ in found] == [("zinc", "migraine"), ("aspirin", "stroke")]


def test_what_was_not_significant_after_all_counts() -> None:
    text = "Pain decreased more in the zinc group than in controls, but this was not statistically significant."
    assert _claims(text) == [("zinc", SAME, "Pain", False)]


def test_people_are_told_apart_by_the_schools_or_wards_that_they_are_in() -> None:
    text = "Students in the intervention schools had more activity than students in the control schools (P = .01)."
    (claim,) = read(text)
    assert claim.subject.text == "intervention"
