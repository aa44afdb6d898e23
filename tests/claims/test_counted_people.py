from __future__ import annotations

import pytest
from test_claims import gist, read

from extractors.claim import Direction, Predicate

UP, DOWN = Direction.INCREASE, Direction.DECREASE
AFFECTS = Predicate.AFFECTS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fewer patients in the zinc group than in the placebo group were hospitalised for stroke (HR 0.70, 95% CI 0.59"
         " to 0.83).", ("zinc", DOWN, "hospitalised for stroke", "HR")),
        ("Fewer women given zinc than given placebo had migraine (RR 0.5, 95% CI 0.3 to 0.8).",
         ("zinc", DOWN, "migraine", "RR")),
        ("More children on aspirin underwent surgery (odds ratio 1.8, 95% CI 1.2 to 2.6).",
         ("aspirin", UP, "surgery", "OR")),
        ("Fewer zinc patients developed stroke (relative risk 0.6, 95% CI 0.4-0.9).", ("zinc", DOWN, "stroke", "RR")),
        ("Fewer patients receiving zinc died (hazard ratio, 0.7; 95% CI, 0.5 to 0.9).", ("zinc", DOWN, "died", "HR")),
        ("Fewer ABC patients had colds (hazard ratio, 0.7; 95% CI, 0.5 to 0.9).", ("ABC", DOWN, "colds", "HR")),
    ],
)  # fmt: skip
def test_what_fewer_people_met_with_is_less_by_what_they_got(
    text: str, expected: tuple[str, Direction, str, str]
) -> None:
    (claim,) = read(text)
    subject, predicate, direction, target = gist(claim)
    assert (subject, direction, target, claim.statistics[-1].measure) == expected
    assert predicate is AFFECTS


@pytest.mark.parametrize(
    "text",
    [
        "Fewer older patients had colds (12% v 18%, P = 0.02).",
        "More women of low income had migraine (12% v 18%, P = 0.02).",
        "Fewer patients in the zinc group than in the placebo group were randomised.",
    ],
)
def test_people_of_a_sort_and_people_chosen_show_no_effect(text: str) -> None:
    assert not read(text)


def test_a_verb_before_an_article_goes_on_after_an_adjective() -> None:
    claims = [gist(claim) for claim in read("Zinc was superior to placebo for colds but increased the risk of stroke.")]
    assert ("Zinc", AFFECTS, UP, "risk of stroke") in claims
