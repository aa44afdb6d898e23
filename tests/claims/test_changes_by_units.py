"""Changes that are told in units, without an interval: "cut the pressure by 9 mm Hg"."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.effects import find_effects


def told(text: str) -> list[tuple[str | None, Decimal | None, str]]:
    return [(effect.measure, effect.value, effect.unit) for effect in find_effects(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The diet reduced body weight by 4.5 kg compared with advice.", "4.5", "kg"),
        ("Walking cut systolic pressure by about 9 mm Hg.", "9", "mm Hg"),
        ("Survival was longer by 3.2 months with the vaccine.", "3.2", "months"),
        ("The splint prolonged wear by a median of 11 days.", "11", "days"),
    ],
)
def test_a_change_in_units_is_a_statistic(text: str, value: str, unit: str) -> None:
    assert told(text) == [("estimate", Decimal(value), unit)]


@pytest.mark.parametrize(
    "text", ["Pain fell by 12 weeks.", "Swelling was reduced by 6 months.", "Risk fell by 2 tests."]
)
def test_a_date_or_a_bare_number_is_none(text: str) -> None:
    assert told(text) == []
