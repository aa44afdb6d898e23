"""Claims of long sentences: what a relative clause, a bracket or a list of words between the parts must not hide."""

from __future__ import annotations

import pytest

from extractors.claim import Direction, Predicate
from tests.claims.test_claims import DOWN, NAMES, SAME, UP, read

_NAMES = {**NAMES, "mice": "species NCBITaxon:10090", "hepatitis": "disease MESH:D006505"}


def _claims(text: str) -> list[tuple[str, Direction, str, bool]]:
    return [(one.subject.text, one.direction, one.object.text, one.negated) for one in read(text, _NAMES)]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Zinc that results in slow digestion lowers weight.", "Zinc"),
        ("Patients who used apples lowered their weight.", "Patients who used apples"),
        ("Knockdown of TP53 lowered weight.", "Knockdown of TP53"),
        ("Interference with TP53 expression lowered weight.", "Interference with TP53 expression"),
        ("Treatment of hepatitis with a red syrup lowered weight.", "red syrup"),
        ("In contrast to aspirin, zinc lowered weight.", "zinc"),
        ("TP53(-/-) T cells lowered weight.", "TP53(-/-) T cells"),
        ("Anti-TP53 lowered weight.", "Anti-TP53"),
        ("Supplementing a diet with oats lowers weight.", "Supplementing a diet with oats"),
    ],
)
def test_the_subject_is_what_the_verb_is_said_of(text: str, subject: str) -> None:
    assert (subject, DOWN, False) in [(one[0], one[1], one[3]) for one in _claims(text)]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Zinc lowered chronic and seasonal fatigue.", "chronic and seasonal fatigue"),
        ("Zinc lowered heart rate (HR) variability.", "heart rate (HR) variability"),
        ("Zinc lowered the proportion of women experiencing stress.", "proportion of women experiencing stress"),
        ("The rate of withdrawal due to colds was lower with zinc than with placebo.", "rate of withdrawal"),
    ],
)
def test_the_object_is_not_cut_short(text: str, target: str) -> None:
    assert [one[2][: len(target)] for one in _claims(text)] == [target]


@pytest.mark.parametrize(
    "text",
    [
        "Mineral loss was assessed by zinc.",
        "Eight trials have been conducted on prevention of stroke with zinc.",
        "The effects of zinc on weight are shown in Figure 2.",
        "Mice were treated with zinc.",
        "We will test whether zinc, aspirin and placebo lower weight.",
        "Zinc raised TP53 expression and lowered it.",
    ],
)
def test_what_was_done_or_is_to_be_learned_claims_nothing_of_weight(text: str) -> None:
    assert [one for one in _claims(text) if one[2] == "weight" or one[1] is DOWN] == []


@pytest.mark.parametrize(
    ("text", "direction", "negated"),
    [
        ("The absence of zinc lowered weight.", DOWN, False),
        ("Zinc but not aspirin lowered weight.", DOWN, False),
        ("Zinc did not reduce weight.", DOWN, True),
        ("Zinc had no adverse effect on weight.", SAME, False),
    ],
)
def test_a_denial_reaches_what_it_denies_only(text: str, direction: Direction, negated: bool) -> None:
    assert {(one[1], one[3]) for one in _claims(text) if one[0] != "aspirin"} == {(direction, negated)}


@pytest.mark.parametrize(
    ("text", "predicate", "direction"),
    [
        ("Zinc adversely affects sleep.", Predicate.WORSENS, DOWN),
        ("Zinc had a beneficial effect on sleep.", Predicate.IMPROVES, UP),
        ("Zinc negatively regulates TP53.", Predicate.REGULATES, DOWN),
    ],
)
def test_a_word_beside_a_change_says_which_way_it_goes(text: str, predicate: Predicate, direction: Direction) -> None:
    assert [(one.predicate, one.direction) for one in read(text, _NAMES)] == [(predicate, direction)]
