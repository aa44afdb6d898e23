"""Ratios and differences that name their outcome, and what is more likely."""

from __future__ import annotations

import pytest

from extractors.claim import Direction
from tests.claims.test_arms import NAMES
from tests.claims.test_claims import read

UP, DOWN, SAME = Direction.INCREASE, Direction.DECREASE, Direction.NO_CHANGE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The hazard ratio for the incidence of stroke was 0.72 (95% CI 0.50-0.90) in the zinc group compared with "
            "placebo.",
            ("zinc", DOWN, "stroke", "placebo"),
        ),
        (
            "The odds ratio of nausea comparing zinc with gold was 1.10 (95% CI 0.80-1.40).",
            ("zinc", SAME, "nausea", "gold"),
        ),
        (
            "Patients given zinc were more likely than patients given gold to have pain (OR 1.32, 95% CI 1.01–1.74).",
            ("zinc", UP, "pain", "gold"),
        ),
        (
            "Nausea was less likely in the zinc group than in the gold group (RR 0.51; 95% CI, 0.40–0.70).",
            ("zinc", DOWN, "Nausea", "gold"),
        ),
    ],
)
def test_a_ratio_tells_of_whom_and_of_what_it_is(text: str, expected: tuple[str, Direction, str, str]) -> None:
    (claim,) = read(text, NAMES)

    assert claim.comparator is not None
    assert (claim.subject.text, claim.direction, claim.object.text, claim.comparator.text) == expected
    assert len(claim.statistics) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The hazard ratio for stroke was 0.72 (95% CI 0.50-0.90).",
        "The odds ratio of nausea comparing placebo with zinc was 1.10 (95% CI 0.80-1.40).",
        "The odds ratio of nausea between zinc and gold was 1.10.",
    ],
)
def test_nobody_is_made_up_and_a_control_is_not_tested(text: str) -> None:
    assert read(text, NAMES) == []
