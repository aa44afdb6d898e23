"""Two arms and their numbers: what trials report most, and no harm of the arm that fares better."""

from __future__ import annotations

import pytest

from extractors.claim import Direction, Predicate
from extractors.claims.arguments import lack_before
from extractors.claims.numbers import find_arms
from extractors.document import Sentence
from tests.claims.test_claims import gist
from tests.claims.test_claims import read as read_claims
from tests.claims.test_risks import read as read_risks

UP, DOWN = Direction.INCREASE, Direction.DECREASE
NAMES = {
    "zinc": "drug MESH:D015032", "Zinc": "drug MESH:D015032", "gold": "drug MESH:D006046", "Gold": "drug MESH:D006046",
    "placebo": "treatment", "stroke": "disease MESH:D020521", "Stroke": "disease MESH:D020521",
    "nausea": "phenotype HP:0002018", "Nausea": "phenotype HP:0002018", "survival": "outcome",
    "mortality": "outcome", "pain": "outcome", "patients": "species NCBITaxon:9606",
}  # fmt: skip


def warned(text: str) -> list[tuple[str, str]]:
    return [(risk.agent.text, risk.hazard.text) for risk in read_risks(text, NAMES) if risk.agent]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Stroke occurred in 120 of 960 patients (12.5%) in the zinc group and in 300 of 980 (30.6%) in the control "
            "group (hazard ratio, 0.40; 95% CI, 0.30 to 0.50).",
            ("zinc", DOWN, "Stroke"),
        ),
        (
            "Stroke occurred in 300 of 980 patients in the placebo group and in 120 of 960 in the zinc group.",
            ("zinc", DOWN, "Stroke"),
        ),
        (
            "In the zinc group, 120 of 960 patients (12.5%) had a stroke, as compared with 300 of 980 (30.6%) in the "
            "control group.",
            ("zinc", DOWN, "stroke"),
        ),
        (
            "Nausea occurred in 16.6% of patients receiving zinc and 8.2% of those receiving placebo (P<0.001).",
            ("zinc", UP, "Nausea"),
        ),
    ],
)
def test_events_counted_in_two_arms_are_a_claim_with_its_direction(
    text: str, expected: tuple[str, Direction, str]
) -> None:
    found = [(claim.subject.text, claim.direction, claim.object.text) for claim in read_claims(text, NAMES)]

    assert expected in found


@pytest.mark.parametrize(
    "text",
    [
        "Stroke occurred in 5 of 96 patients in the zinc group and in 6 of 98 in the placebo group.",
        "Stroke occurred in 16% of patients in the zinc group and in 8% in the placebo group.",
    ],
)
def test_numbers_that_may_differ_by_chance_are_no_claim(text: str) -> None:
    assert read_claims(text, NAMES) == []


def test_the_arm_with_fewer_events_is_not_warned_of() -> None:
    fewer = "Among patients given zinc, 12 of 96 had a stroke, compared with 30 of 98 of those given gold."
    more = "Nausea occurred in 44% of patients in the zinc group and in 17% in the placebo group."

    assert ("zinc", "stroke") not in warned(fewer)
    assert ("zinc", "Nausea") in warned(more)


@pytest.mark.parametrize(
    "text",
    [
        "Zinc carries a higher risk of stroke than gold.",
        "Zinc caused more pain than gold and did not cause nausea.",
        "Low gold was associated with stroke.",
        "Nausea was less common with zinc compared with gold.",
    ],
)
def test_what_others_are_compared_with_or_lack_is_no_agent(text: str) -> None:
    assert "gold" not in {agent.lower() for agent, _ in warned(text)}


def test_what_another_is_better_than_does_nothing_by_itself() -> None:
    found = {gist(claim)[0] for claim in read_claims("Zinc was superior to gold in reducing stroke.", NAMES)}

    assert found == {"Zinc"}


@pytest.mark.parametrize(
    ("text", "direction", "target"),
    [
        ("Zinc was associated with worse survival.", DOWN, "survival"),
        ("Zinc correlated with poor survival.", DOWN, "survival"),
        ("Zinc was associated with worse pain.", UP, "pain"),
        ("Zinc was linked to better survival.", UP, "survival"),
    ],
)
def test_what_is_thought_of_an_outcome_is_its_direction(text: str, direction: Direction, target: str) -> None:
    (claim,) = read_claims(text, NAMES)

    assert (claim.direction, claim.object.text) == (direction, target)


def test_little_of_something_is_not_the_thing() -> None:
    (claim,) = read_claims("Low zinc was associated with higher mortality.", NAMES)

    assert (claim.subject.text, claim.subject.curies) == ("Low zinc", ())
    assert claim.predicate is Predicate.ASSOCIATED
    assert lack_before("low-dose zinc", 9) is None


def test_a_control_named_first_changes_places() -> None:
    text = "Pain was 15.6 in the placebo group and 12.3 in the zinc group (p = 0.01)."
    arms = find_arms(text, Sentence(start=0, end=len(text), text=text))

    assert arms is not None
    assert (arms.sign, arms.at(text.index("zinc"), text.index("zinc") + 4)) == (DOWN, DOWN)
    assert arms.at(text.index("placebo"), text.index("placebo") + 7) is UP
    assert arms.at(0, 4) is None


def test_nothing_is_compared_with_itself_and_care_is_not_what_is_tried() -> None:
    assert read_claims("It carried a higher risk of stroke than zinc.", NAMES, title="Zinc") == []
    assert "hospitalisation" not in {
        claim.subject.text
        for claim in read_claims(
            "Zinc prevented hospitalisation for stroke.", {**NAMES, "hospitalisation": "treatment MESH:D006760"}
        )
    }


def test_cell_lines_that_grow_in_animals_are_seen_in_animals() -> None:
    names = {**NAMES, "4T1": "line CVCL_0125", "mice": "species NCBITaxon:10090"}
    text = "In mice with 4T1 growths, zinc lowered pain and did not cause nausea."

    settings = {setting.value for claim in read_claims(text, names) for setting in claim.evidence.settings}

    assert settings == {"in vivo"}
