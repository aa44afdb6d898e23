from __future__ import annotations

from decimal import Decimal

import pytest
from test_claims import gist, read

from extractors.claim import Direction
from extractors.claims.contrasts import find_pairs
from extractors.effects import find_effects

SAME = Direction.NO_CHANGE


def test_an_amount_belongs_to_the_clause_that_gives_it() -> None:
    claims = read("Neither zinc nor aspirin lowered weight, whereas TP53 lowered weight by 25%.")
    assert {claim.subject.text: len(claim.statistics) for claim in claims} == {"zinc": 0, "aspirin": 0, "TP53": 1}


def test_a_mean_may_say_what_it_is_counted_by() -> None:
    effects = find_effects("falls (0.7 per patient (SD 0.9) versus 1.5 per patient (SD 1.1))")
    assert [(one.measure, one.value) for one in effects] == [("mean", Decimal("0.7")), ("mean", Decimal("1.5"))]


def test_what_a_bracket_ranges_over_is_no_value_of_an_arm() -> None:
    text = "shorter (43 hours (24 to 102) versus 45 hours (20 to 110))"
    (pair,) = find_pairs(text, 0, len(text), ())
    assert (pair.first.value, pair.second.value) == (Decimal(43), Decimal(45))


@pytest.mark.parametrize(
    "text",
    [
        "Zinc did not differ from placebo in the rate of colds.",
        "Zinc did not differ from placebo regarding stroke.",
    ],
)
def test_who_did_not_differ_from_whom_in_what(text: str) -> None:
    (claim,) = read(text)
    assert (claim.subject.text, claim.direction) == ("Zinc", SAME)
    assert claim.comparator is not None
    assert claim.comparator.text == "placebo"


def test_what_did_not_differ_from_a_start_is_no_arm() -> None:
    (claim,) = read("Weight did not differ from baseline in the zinc group.")
    assert gist(claim)[0::3] == ("zinc", "Weight")


def test_shares_of_people_without_a_test_show_no_direction() -> None:
    assert not read("Volume depletion occurred in 5.3% of patients in the zinc group and 4.8% in the placebo group.")


def test_a_loss_that_people_had_more_often_is_more_of_it() -> None:
    (claim,) = read("Weight loss occurred in 30 of 100 patients in the zinc group and 10 of 100 in the placebo group.")
    assert (claim.object.text, claim.direction) == ("Weight loss", Direction.INCREASE)


def test_an_amount_with_its_unit_brings_nothing() -> None:
    (claim,) = read("Cholesterol rose by 0.3 mmol/L in the zinc group.")
    assert claim.subject.text == "zinc"


def test_more_than_a_number_compares_nothing() -> None:
    (claim,) = read("Use of zinc for more than 4 years was associated with a higher risk of stroke.")
    assert gist(claim)[0::3] == ("zinc", "risk of stroke")


def test_a_control_in_the_title_is_not_what_is_studied() -> None:
    names = {"placebo": "drug MESH:D010919", "Placebo": "drug MESH:D010919"}
    claims = read("Quality of life did not differ between the groups.", names, title="Effect of ABC against Placebo")
    assert all(claim.subject.text != "Placebo" for claim in claims)
