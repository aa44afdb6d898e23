"""Estimates of tables that set two against each other: by a head, the name of a row, the caption or two columns."""

from __future__ import annotations

from decimal import Decimal

import pytest
from table_builders import made
from test_table_arms import told

from extractors.tables import table_effects


@pytest.mark.parametrize(
    ("rows", "caption", "expected"),
    [
        (
            "| aspirin vs placebo RR (95% CI)\n---\npain | 0.60 (0.40 to 0.80)",
            "Outcomes",
            ("aspirin", "decrease", "pain", "placebo"),
        ),
        (
            "| Month 3 | Month 6\n---\nMean | 4.0 | 3.1\n"
            "Adjusted difference aspirin vs placebo (95% CI) | 0.1 (-0.4 to 0.6) | -1.2 (-2.0 to -0.4)",
            "Scores of pain",
            ("aspirin", "decrease", "pain", "placebo"),
        ),
        (
            "| Odds ratio | 95% CI\n---\nFalls | 0.60 | 0.40 to 0.80",
            "Outcomes of the aspirin and control groups, comparison of aspirin and placebo",
            ("aspirin", "decrease", "Falls", "placebo"),
        ),
        (
            "| Difference | 95% CI\n---\nFalls | 2.1 | 0.4 to 3.8",
            "Linear regression between the aspirin and zinc groups. The aspirin group is the reference.",
            ("zinc", "increase", "Falls", "aspirin"),
        ),
        (
            "| aspirin | Placebo | RD | P\n---\nFalls | 12 | 30 | -0.04 | 0.01",
            "Outcomes",
            ("aspirin", "decrease", "Falls", "Placebo"),
        ),
        (
            "| aspirin | P\n---\nFalls | -2.1 (-3.0 to -1.2) | 0.01",
            "Change compared with the control group. Regression coefficients (95% CI).",
            ("aspirin", "decrease", "Falls", "control"),
        ),
    ],
)
def test_an_estimate_of_two_is_a_claim(rows: str, caption: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in [(one, way, what, other) for one, _, way, what, other in told(rows, caption)]


@pytest.mark.parametrize(
    ("rows", "caption"),
    [
        ("| High vs low OR (95% CI)\n---\nFalls | 0.60 (0.40 to 0.80)", "Outcomes"),
        ("| Difference (95% CI)\n---\nFalls | 2.1 (0.4 to 3.8)", "Differences between men and women"),
        ("| aspirin vs placebo MD (95% CI)\n---\nHeight | 2.1 (0.4 to 3.8)", "Baseline characteristics"),
        ("| B | SE | p\n---\nFalls | 0.4 | 0.1 | 0.01", "Linear regression of aspirin versus placebo"),
    ],
)
def test_levels_people_beginnings_and_slopes_are_no_arms(rows: str, caption: str) -> None:
    assert told(rows, caption) == []


def test_two_arms_beside_a_test_need_not_say_that_they_are_groups() -> None:
    rows = "| aspirin | zinc | P\n---\npain, mean (SD) | 3.0 (1.2) | 4.1 (1.1) | 0.01"

    assert told(rows) == [("aspirin", "", "decrease", "pain", "zinc")]
    assert told(rows.replace("| P\n", "\n").replace(" | 0.01", "")) == []


def test_an_arm_may_be_called_p() -> None:
    rows = "| Group C | Group P | P value\n---\npain, mean ± SD | 4.0 ± 2.1 | 1.9 ± 1.2 | 0.002"

    assert told(rows) == [("Group C", "", "increase", "pain", "Group P")]


def test_rows_that_only_say_when_are_of_what_the_caption_names() -> None:
    rows = "| aspirin | Placebo | P\n---\nWeek 4, mean (SD) | 3.0 (1.2) | 4.1 (1.1) | 0.01"

    assert told(rows, "Change of pain") == [("aspirin", "", "decrease", "pain", "Placebo")]


def test_parts_of_the_people_under_a_measure_are_no_outcomes() -> None:
    rows = "| 2*Mean healing time in weeks | P\n| aspirin | Placebo |\n---\nIrregular | 3.0 | 4.1 | 0.01"

    assert told(rows) == []
    assert told(rows.replace("Irregular", "At week 4"))[0][3] == "Mean healing time in weeks"


def test_a_difference_with_its_error_is_a_difference() -> None:
    rows = "| 2*Treatment difference\n| LSM ± SEM | P\n---\npain | 0.17 ± 0.02 | 0.01"
    effects = table_effects(made(rows))

    assert [(one.measure, one.sd, one.spread) for one in effects if one.value is not None] == [
        ("MD", Decimal("0.02"), "SE")
    ]
