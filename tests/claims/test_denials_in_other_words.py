from __future__ import annotations

import pytest
from test_claims import read

from extractors.claim import Certainty, Direction
from extractors.negation import find_denials


@pytest.mark.parametrize(
    "text",
    [
        "Zinc is unlikely to increase the risk of stroke.",
        "It is unlikely that zinc increases weight.",
        "Zinc has little effect on reducing weight.",
        "Zinc had only a minimal impact on lowering weight.",
        "Although some hold that zinc causes stroke, we found no such link.",
        "Zinc is said to increase weight, but our trial did not show any such effect.",
        "Zinc is held to prevent colds, but no such benefit was seen in this cohort.",
    ],
)
def test_a_claim_is_denied_without_a_no_of_its_own(text: str) -> None:
    (claim,) = read(text)
    assert claim.negated


@pytest.mark.parametrize(
    "text",
    [
        "Zinc lowered weight, but placebo had no such effect.",
        "Zinc lowered weight in men, but we found no such effect in women.",
        "Aspirin is unlikely to harm, but zinc lowered weight.",
        "Zinc had little effect on sleep; it lowered weight.",
    ],
)
def test_what_another_clause_denies_stays_said(text: str) -> None:
    claims = [claim for claim in read(text) if claim.object.text == "weight"]
    assert claims
    assert not any(claim.negated for claim in claims)


def test_what_is_unlikely_is_only_probably_so() -> None:
    (claim,) = read("Zinc is unlikely to increase the risk of stroke.")
    assert claim.certainty is Certainty.PROBABLE


@pytest.mark.parametrize(
    "rest",
    [
        "but there was no statistical significance",
        "but this did not reach statistical significance",
        "although without statistical significance",
        "but failed to reach significance",
    ],
)
def test_a_comparison_without_significance_is_no_change(rest: str) -> None:
    (claim,) = read(f"Weight was lower with zinc than with placebo, {rest}.")
    assert claim.direction is Direction.NO_CHANGE


def test_significance_that_another_outcome_lacks_says_nothing_of_this() -> None:
    claims = read("Weight was lower with zinc than with placebo, but there was no statistical significance in sleep.")
    assert claims[0].direction is Direction.DECREASE


def test_offsets_of_denials_count_in_the_text() -> None:
    text = "Early on. Zinc is unlikely to cause harm."
    (scope,) = find_denials(text, 10, len(text))
    assert text[scope.cue_start : scope.cue_end] == "unlikely "
