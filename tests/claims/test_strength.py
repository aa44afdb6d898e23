from __future__ import annotations

import pytest

from extractors.strength import Strength, strength_of


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Zinc shortens colds.", Strength.CAUSES),
        ("Treatment with zinc led to shorter colds.", Strength.CAUSES),
        ("Zinc, given daily, improved the sense of taste.", Strength.CAUSES),
        ("We saw an effect of zinc on taste.", Strength.CAUSES),
        ("Fever was lowered by zinc.", Strength.CAUSES),
        ("Zinc could shorten colds.", Strength.MAY_CAUSE),
        ("Zinc can improve taste.", Strength.MAY_CAUSE),
        ("The test can be used to find colds.", Strength.MAY_CAUSE),
        ("Zinc was associated with increased risk of nausea.", Strength.LINK),
        ("Children given zinc were less likely to cough.", Strength.LINK),
        ("Deaths have fallen over ten years.", Strength.LINK),
        ("Scores improved over time.", Strength.LINK),
        ("People who took zinc had a reduced risk of colds.", Strength.LINK),
        ("Zinc was not associated with nausea.", Strength.NONE),
        ("Zinc did not improve taste.", Strength.NONE),
        ("Zinc is sold as lozenges.", Strength.NONE),
        ("Does zinc shorten colds?", Strength.NONE),
    ],
)
def test_words_say_how_strong_a_relation_is(text: str, strength: Strength) -> None:
    assert strength_of(text) is strength


def test_doubt_in_one_clause_leaves_the_next_alone() -> None:
    assert strength_of("Zinc may taste bad, but it shortens colds.") is Strength.CAUSES
