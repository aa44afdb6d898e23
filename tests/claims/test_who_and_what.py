from __future__ import annotations

import pytest
from test_claims import gist, read

from extractors.claim import Direction, Predicate

UP, DOWN, NONE = Direction.INCREASE, Direction.DECREASE, Direction.NONE
AFFECTS, LINKED = Predicate.AFFECTS, Predicate.ASSOCIATED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zinc was associated with an increased risk of stroke and a reduced risk of colds.", [
            ("Zinc", LINKED, UP, "risk of stroke"), ("Zinc", LINKED, DOWN, "risk of colds")]),
        ("Zinc was associated with stroke (OR 1.4) and with colds.", [
            ("Zinc", LINKED, NONE, "stroke"), ("Zinc", LINKED, NONE, "colds")]),
        ("Replacing zinc with aspirin lowered weight.", [("Replacing zinc with aspirin", AFFECTS, DOWN, "weight")]),
        ("Lowering zinc may therefore prevent stroke.", [("Lowering zinc", Predicate.PREVENTS, DOWN, "stroke")]),
        ("Treatment with a TP53 antibody lowered weight.", [("TP53 antibody", AFFECTS, DOWN, "weight")]),
        ("Tumours with high MDM2 showed lower growth rates.", [
            ("Tumours with high MDM2", AFFECTS, DOWN, "growth rates")]),
        ("Weight was higher in treated mice than in controls.", [("treated mice", AFFECTS, UP, "Weight")]),
        ("Overall survival was longer with zinc than with placebo.", [("zinc", AFFECTS, UP, "Overall survival")]),
        ("Zinc lowered weight and upregulated cleaved MDM2.", [
            ("Zinc", AFFECTS, DOWN, "weight"), ("Zinc", Predicate.REGULATES, UP, "cleaved MDM2")]),
    ],
)  # fmt: skip
def test_an_argument_keeps_the_words_without_which_it_is_another_thing(
    text: str, expected: list[tuple[str, Predicate, Direction, str]]
) -> None:
    assert [gist(claim) for claim in read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Whether zinc lowers weight is uncertain.",
        "Tumours increased serum enzyme levels.",
        "The effect was larger with zinc than with placebo.",
    ],
)
def test_questions_bearers_and_bare_effects_claim_nothing(text: str) -> None:
    assert read(text) == []


def test_a_dependent_question_ends_with_its_clause() -> None:
    assert len(read("Regardless of whether people smoked, zinc lowered weight.")) == 1


def test_two_shares_of_people_set_against_each_other_are_counts() -> None:
    (claim,) = read("Fewer patients in the zinc group needed surgery (11 of 80 vs 29 of 80; P = 0.002).")
    told = [(one.value, one.n, one.arm) for one in claim.statistics if one.measure == "events"]
    assert told == [(11, 80, "subject"), (29, 80, "comparator")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shorter treatment lowered costs.", ("Shorter treatment", AFFECTS, DOWN, "costs")),
        ("Zinc given to mice reduced weight.", ("Zinc", AFFECTS, DOWN, "weight")),
        ("Fewer operations were needed with zinc.", ("zinc", AFFECTS, DOWN, "operations")),
        ("Stroke was three times as common with zinc as with placebo.", ("zinc", AFFECTS, UP, "Stroke")),
        ("Time in range was higher with zinc than with placebo.", ("zinc", AFFECTS, UP, "Time in range")),
        ("In a register of adults, zinc lowered weight.", ("zinc", AFFECTS, DOWN, "weight")),
        ("Zinc improved cell viability in cancer.", ("Zinc", Predicate.IMPROVES, UP, "cell viability")),
    ],
)
def test_subjects_and_objects_are_whole(text: str, expected: tuple[str, Predicate, Direction, str]) -> None:
    assert [gist(claim) for claim in read(text)] == [expected]


def test_what_an_agency_approves_is_for_the_disease() -> None:
    (claim,) = [one for one in read("The agency has not approved any zinc product for colds.") if one.negated]
    assert (claim.subject.text, claim.predicate.value, claim.object.text) == ("zinc product", "approved for", "colds")


def test_those_who_are_better_off_without_a_thing_are_not_improved_by_it() -> None:
    assert not read("Those with an aneurysm or gout are better off without zinc.")
