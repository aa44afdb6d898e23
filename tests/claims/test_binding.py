"""Which number belongs to which claim, and to which arm."""

from __future__ import annotations

import pytest

from extractors.claim import Claim, Direction
from extractors.claims import find_claims
from extractors.document import Role
from extractors.evidence import stage as evidence_stage
from tests.claims.builders import document, extraction

NAMES = {
    "zinc": "drug MESH:D015032", "Zinc": "drug MESH:D015032", "iron": "drug MESH:D007501",
    "placebo": "drug MESH:D010919", "stroke": "disease MESH:D020521",
}  # fmt: skip


def read(text: str) -> list[Claim]:
    made = extraction(document((Role.RESULTS, text)), NAMES)
    return list(find_claims(evidence_stage()(made)))


def bound(text: str) -> dict[str, list[tuple[str, str]]]:
    """Return by object the statistics of the claims, with the arm of each."""
    return {one.object.text: [(effect.text, effect.arm) for effect in one.statistics] for one in read(text)}


def test_each_member_of_a_list_has_the_number_in_its_bracket() -> None:
    found = bound("Zinc lowered pain (MD -1.2, P = .01) and fever (MD -0.8, P = .02) but not cough (MD 0.1, P = .8).")
    assert {name: own[0][0] for name, own in found.items()} == {
        "pain": "MD -1.2, P = .01", "fever": "MD -0.8, P = .02", "cough": "MD 0.1, P = .8",
    }  # fmt: skip


def test_a_list_of_results_adds_claims_for_its_members() -> None:
    found = bound(
        "There were no differences between zinc and placebo in walk speed, p = 0.72, or step length, p = 0.28."
    )
    assert found == {"walk speed": [("p = 0.72", "")], "step length": [("p = 0.28", "")]}


def test_a_bracket_after_a_subject_is_of_that_subject_alone() -> None:
    claims = read(
        "Zinc use (OR 0.5, 95% CI 0.3-0.8) and iron use (OR 1.6, 95% CI 1.4-1.9) were associated with stroke."
    )
    assert [[effect.text[:6] for effect in one.statistics] for one in claims] == [["OR 0.5"], ["OR 1.6"]]


@pytest.mark.parametrize(
    "text",
    [
        "Pain was lower with zinc than with placebo (mean 3.1 ± 1.0 v 4.0 ± 1.2).",
        "Pain was 3.1 ± 1.0 with zinc and 4.0 ± 1.2 with placebo (P = .02).",
        "Pain was lower with zinc (placebo 4.0 ± 1.2, zinc 3.1 ± 1.0; P = .02).",
        "Pain at week 4 (placebo: 4.0 ± 1.2; zinc: 3.1 ± 1.0, P = .02) was told by all.",
    ],
)
def test_values_of_two_arms_are_told_apart_by_labels_or_order(text: str) -> None:
    (claim,) = read(text)
    arms = {effect.arm: str(effect.value) for effect in claim.statistics if effect.arm}
    assert (claim.subject.text, claim.direction) == ("zinc", Direction.DECREASE)
    assert arms == {"subject": "3.1", "comparator": "4.0"}


def test_shares_that_are_set_against_each_other_belong_to_the_claim() -> None:
    found = bound("Remission was more frequent with zinc than with placebo (57% vs 17%; P = .004).")
    assert found == {"Remission": [("57%", "subject"), ("17%", "comparator"), ("P = .004", "")]}


def test_a_share_by_itself_is_no_statistic_of_a_claim() -> None:
    assert bound("Zinc lowered pain in the 57% who took it.") == {"pain": []}


def test_numbers_of_another_clause_stay_away() -> None:
    found = bound("Pain was lower with zinc (P = .01); the mean age of nurses was 41 years (P = .4).")
    assert found == {"Pain": [("P = .01", "")]}


def test_a_clause_that_points_back_gives_its_number() -> None:
    found = bound(
        "There were fewer deaths in the zinc group (5 vs. 9); however, it did not reach significance (P > 0.05)."
    )
    assert found == {"deaths": [("5", "subject"), ("9", "comparator"), ("P > 0.05", "")]}


def test_factors_of_a_list_have_their_own_ratios() -> None:
    claims = read(
        "Risk factors for stroke were zinc use (OR 1.5, 95% CI 1.3-1.8) and iron use (OR 0.6, 95% CI 0.4-0.9)."
    )
    told = [(one.subject.text, one.direction, [effect.text[:6] for effect in one.statistics]) for one in claims]
    assert told == [("zinc", Direction.INCREASE, ["OR 1.5"]), ("iron", Direction.DECREASE, ["OR 0.6"])]


def test_that_arms_are_of_one_age_is_no_claim() -> None:
    assert read("There was no difference in age between zinc and placebo (45 ± 12 vs 44 ± 8, P = .5).") == []
