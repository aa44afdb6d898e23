"""Numbers of two arms: where each stands, whose it is, and what was measured."""

from __future__ import annotations

import pytest

from extractors.claim import Direction
from tests.claims.test_arms import NAMES
from tests.claims.test_claims import read

UP, DOWN, SAME = Direction.INCREASE, Direction.DECREASE, Direction.NO_CHANGE


@pytest.mark.parametrize(
    ("text", "subject", "direction", "target", "values"),
    [
        (
            "Mean pain scores at week 4 were 3.1 ± 1.2 for the zinc group and 4.4 ± 1.3 for the gold group (p = 0.01).",
            "zinc", DOWN, "pain", {"3.1": "subject", "4.4": "comparator"},
        ),
        (
            "The rate of survival for the zinc arm was 60% and for the placebo arm 45% (P = 0.02).",
            "zinc", UP, "survival", {"60%": "subject", "45%": "comparator"},
        ),
        (
            "There was nausea in 47% of the patients receiving zinc and in 31% of the placebo group (P = 0.034).",
            "zinc", UP, "nausea", {"47%": "subject", "31%": "comparator"},
        ),
        (
            "5 and 12 patients in the zinc and gold groups complained of nausea (P = 0.04).",
            "zinc", DOWN, "nausea", {"5": "subject", "12": "comparator"},
        ),
        (
            "Nausea was found in 24 of 51 and 23 of 54 patients, respectively, in the placebo and zinc groups "
            "(P = 0.7).",
            "zinc", SAME, "Nausea", {"23 of 54": "subject", "24 of 51": "comparator"},
        ),
    ],
)  # fmt: skip
def test_numbers_of_two_arms_make_a_claim_that_knows_whose_they_are(
    text: str, subject: str, direction: Direction, target: str, values: dict[str, str]
) -> None:
    claim = next(claim for claim in read(text, NAMES) if claim.rule == "numbers")

    assert (claim.subject.text, claim.direction) == (subject, direction)
    assert target in claim.object.text
    arms = {words: one.arm for words in values for one in claim.statistics if one.text.startswith(words)}
    assert arms == values


def test_each_pair_of_a_list_goes_to_its_own_measure() -> None:
    told = "Pain was 3.1 and 4.4 (P = 0.01), and survival was 60% and 45% (P = 0.2)"
    text = f"{told}, respectively, in the zinc and gold groups."
    found = {
        claim.object.text: (claim.direction, [one.text for one in claim.statistics]) for claim in read(text, NAMES)
    }

    assert found == {"Pain": (DOWN, ["3.1", "4.4", "P = 0.01"]), "survival": (SAME, ["60%", "45%", "P = 0.2"])}


@pytest.mark.parametrize(
    "text",
    [
        "Pain was 3.1 at baseline and 4.4 at week 12 (p = 0.01).",
        "Pain was between 3 and 5 in men and women.",
        "Pain was 3.1 in the first week and 4.4 in the last week (p = 0.01).",
    ],
)
def test_times_and_ranges_are_no_arms(text: str) -> None:
    assert [claim for claim in read(text, NAMES) if claim.rule == "numbers"] == []
