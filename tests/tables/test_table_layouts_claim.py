"""Tables that give a time, a variable or a category a row, and what they claim."""

from __future__ import annotations

import pytest
from test_table_claims import claims

Told = tuple[str, str, str, str, str]


def told(rows: str, caption: str) -> list[Told]:
    """Return subject, predicate, direction ("no" for a denial), object and comparator of each claim."""
    return [
        (
            one.subject.text,
            one.predicate,
            "no" if one.negated else one.direction,
            one.object.text,
            one.comparator.text if one.comparator else "",
        )
        for one in claims(rows, caption)
    ]


def test_arms_below_what_is_measured_are_compared() -> None:
    rows = (
        "| Group | N | Baseline, mean (SD) | Change, mean (SD) | P\n---\n"
        "pain | aspirin | 105 | 13.0 (3.1) | -5.2 (5.0) | 0.003\n | Vehicle control | 107 | 12.7 (3.2) | -3.3 (4.3) |"
    )
    assert told(rows, "Efficacy at week 6") == [("aspirin", "affects", "decrease", "pain", "Vehicle control")]


def test_numbers_that_nothing_explains_still_tell_which_arm_has_more() -> None:
    rows = "| Singing | Control group | P\n---\nMood | 12.9 (19.5) | −2.5 (12.5) | 0.02\nCough | 1.1 (8) | 0.7 (5) | .4"
    found = claims(rows, "Response to singing")
    assert [(one.object.text, one.direction) for one in found] == [("Mood", "increase"), ("Cough", "no change")]
    assert [(one.measure, one.arm) for one in found[0].statistics] == [
        ("value", "subject"), ("value", "comparator"), ("", "")
    ]  # fmt: skip


def test_whole_numbers_may_be_counts_of_groups_of_other_sizes() -> None:
    rows = "| Drug group | Control group | P\n---\nFalls | 7 | 10 | 0.04\nFever | 5 | 6 | 0.70\nTotal | 90 | 80 | .9"
    assert told(rows, "Events") == [("Drug group", "affects", "no change", "Fever", "Control group")]


_TWICE = "| 2*Yoga | P value within group | 2*Control group | P value between groups\n | Pre | Post | | Pre | Post |"


def test_values_before_and_after_tell_how_an_arm_changed_and_whether_it_changed_more() -> None:
    rows = f"{_TWICE}\n---\npain, mean (SD) | 6.8 (1) | 4.7 (1) | 0.001 | 6.4 (1) | 6.1 (1) | 0.02"
    assert told(rows, "Measures") == [
        ("Yoga", "affects", "decrease", "pain", ""),
        ("Yoga", "affects", "decrease", "pain", "Control group"),
    ]


def test_two_times_after_the_start_are_no_change() -> None:
    head = _TWICE.replace("Pre", "Week 2")
    rows = f"{head}\n---\npain, mean (SD) | 6.8 (1) | 4.7 (1) | 0.001 | 6.4 (1) | 6.1 (1) | 0.02"
    assert told(rows, "Measures") == []


def test_categories_are_held_against_the_one_that_the_table_names() -> None:
    rows = (
        "| OR (95% CI)\n---\nSex |\n Male | Reference\n Female | 1.8 (1.2–2.6)\n"
        "Income |\n Low | 1.0\n Middle | 0.7 (0.5–0.9)\nRegion |\n 0–5 km | 1.0\n 6–10 km | 1.4 (1.1–1.9)"
    )
    assert told(rows, "Factors associated with stroke") == [("Female", "associated with", "increase", "stroke", "Male")]


def test_yes_stands_for_words_that_nobody_knows_too() -> None:
    rows = "| OR (95% CI)\n---\nNight work (df = 1) |\n Yes | 1.8 (1.2–2.6)\n No | 1.0"
    assert told(rows, "Predictors of stroke") == [("Night work", "associated with", "increase", "stroke", "")]


def test_what_is_measured_of_a_disease_is_not_the_disease() -> None:
    rows = "| OR (95% CI)\n---\nAge at onset of asthma | 1.8 (1.2–2.6)"
    assert told(rows, "Factors associated with stroke")[0][0] == "Age at onset of asthma"


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Logistic regression analysis of stroke", ["stroke"]),
        ("Results of regression analysis on good adherence to diets", ["good adherence"]),
        ("Regression of the primary outcome on characteristics", []),
        ("Multivariate analysis of the bladder or the stroke", []),
    ],
)
def test_captions_name_what_a_regression_is_of(caption: str, expected: list[str]) -> None:
    rows = "| OR (95% CI)\n---\nWalking | 1.8 (1.2–2.6)"
    assert [one[3] for one in told(rows, caption)] == expected


def test_a_section_names_the_outcome_where_the_caption_names_none() -> None:
    rows = "| OR (95% CI)\n---\nstroke |\nWalking | 0.8 (0.7–0.9)"
    assert told(rows, "Factors of two outcomes") == [("Walking", "associated with", "decrease", "stroke", "")]


def test_rows_of_correlations_go_with_what_the_caption_names() -> None:
    rows = "| r | p\n---\nWaist | 0.25 | 0.005\nTreadmill time | −0.02 | 0.81"
    caption = "Spearman correlations for pain with measures of fitness"
    assert told(rows, caption) == [
        ("Waist", "correlated with", "increase", "pain", ""), ("Treadmill time", "correlated with", "no", "pain", "")
    ]  # fmt: skip
    assert told(rows, "Correlations of pain, sleep and stroke with fitness") == []


def test_differences_from_the_control_have_their_arm_in_the_head() -> None:
    rows = "| Placebo | aspirin\n---\nDifference from placebo |\nDifference | | 0.24\n95% CI | | 0.12, 0.35"
    assert told(rows, "Change in pain at week 8") == [("aspirin", "affects", "increase", "pain", "placebo")]


def test_rows_that_only_say_when_are_about_what_heads_them() -> None:
    head = "| Diet group | Control group | P"
    rows = f"{head}\n---\nWeight |\nChange from 0 to 3 months, mean (SD) | 0.4 (3.7) | 0.9 (3.6) | .29"
    assert [(one[3], one[2]) for one in told(rows, "Effects of diet")] == [("Weight", "no change")]


@pytest.mark.parametrize(
    ("row", "caption"),
    [
        ("Gait speed, mean (SD) | -0.05 (0.18) | 0.02 (0.23) | 0.07 (0.01 to 0.12)", "Outcomes"),
        ("Tubal factor | 5% | 7.5% | 0.98", "Etiology of infertility in two groups"),
        ("- utilization rate | 7.8 | 6.0 | 0.36", "Results"),
    ],
)
def test_what_contradicts_itself_or_tells_how_people_were_claims_nothing(row: str, caption: str) -> None:
    last = "Mean difference (95% CI)" if "to" in row.rsplit("|", maxsplit=1)[-1] else "P"
    assert told(f"| Diet group | Control group | {last}\n---\n{row}", caption) == []
