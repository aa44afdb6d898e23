from __future__ import annotations

import pytest
from table_builders import made
from test_table_claims import claims

from extractors.tables.marks import marks_of

_DOSES = "| Placebo (n = 50) | aspirin 5 mg (n = 48) | aspirin 10 mg (n = 51)"


def told(rows: str, caption: str = "Outcomes at week 12", notes: str = "") -> list[tuple[str, str, str, str, str]]:
    """Return subject, dose, direction, object and comparator of each claim."""
    return [
        (
            claim.subject.text,
            " ".join(qualifier.argument.text for qualifier in claim.qualifiers),
            claim.direction,
            claim.object.text,
            claim.comparator.text if claim.comparator else "",
        )
        for claim in claims(rows, caption, notes)
    ]


def test_a_column_of_tests_names_the_arms_that_it_compares() -> None:
    rows = (
        f"{_DOSES} | P (5 mg v placebo) | P (10 mg v placebo)\n---\n"
        "pain, mean (SD) | 5.1 (1.2) | 4.9 (1.1) | 3.0 (1.3) | 0.40 | <0.001"
    )
    assert told(rows) == [
        ("aspirin", "5 mg", "no change", "pain", "Placebo"),
        ("aspirin", "10 mg", "decrease", "pain", "Placebo"),
    ]


def test_tests_in_the_row_below_belong_to_the_arm_above_them() -> None:
    rows = f"{_DOSES}\n---\npain, mean (SD) | 5.1 (1.2) | 4.9 (1.1) | 3.0 (1.3)\nP value vs placebo | | 0.40 | <0.001"
    assert [(dose, way) for _, dose, way, _, _ in told(rows)] == [("5 mg", "no change"), ("10 mg", "decrease")]


def test_a_mark_that_a_note_explains_is_a_test() -> None:
    rows = f"{_DOSES}\n---\npain, mean (SD) | 5.1 (1.2) | 4.9 (1.1) | 3.0 (1.3)*"
    assert told(rows, notes="*P < 0.05 vs placebo.") == [("aspirin", "10 mg", "decrease", "pain", "Placebo")]
    assert told(rows, notes="*Four people did not answer.") == []


def test_without_a_test_means_say_nothing() -> None:
    assert told(f"{_DOSES}\n---\npain, mean (SD) | 5.1 (1.2) | 4.9 (1.1) | 3.0 (1.3)") == []


def test_counts_tell_by_themselves_where_chance_is_shared_among_the_arms() -> None:
    # 14 of 48 against 6 of 50 would pass for two arms alone.
    rows = f"{_DOSES}\n---\nFalls, n (%) | 6 (12.0) | 14 (29.2) | 24 (47.1)"
    assert told(rows) == [("aspirin", "10 mg", "increase", "Falls", "Placebo")]
    assert claims(rows, "Outcomes")[0].rule == "table, counts"


def test_a_dose_below_a_drug_is_a_dose_of_it() -> None:
    rows = (
        "| Placebo (n = 50) | 2*aspirin\n| | 5 mg (n = 48) | 10 mg (n = 51)\n---\n"
        "Falls, n (%) | 6 (12.0) | 7 (14.6) | 24 (47.1)"
    )
    assert told(rows) == [("aspirin", "10 mg", "increase", "Falls", "Placebo")]


def test_a_column_of_everybody_is_no_arm() -> None:
    rows = (
        "| All (n = 99) | aspirin (n = 50) | Control (n = 49) | P\n---\n"
        "pain, mean (SD) | 4 (1.1) | 3 (1.2) | 5 (1.1) | 0.01"
    )
    assert told(rows) == [("aspirin", "", "decrease", "pain", "Control")]


def test_rows_may_be_the_arms() -> None:
    rows = "Group | ALT, mean ± SD\n---\nControl | 31.0 ± 4.1\naspirin | 30.2 ± 4.4\nsmoking | 88.0 ± 9.3*"
    assert told(rows, notes="* p < 0.01 compared with the control group.") == [
        ("smoking", "", "increase", "ALT", "Control")
    ]


@pytest.mark.parametrize(
    "label", ["Age (years) | 40 (9) | 41 (8) | 42 (8)", "Male sex, n (%) | 5 (10) | 6 (12) | 7 (14)"]
)
def test_a_table_with_age_or_sex_tells_how_arms_were_chosen(label: str) -> None:
    rows = f"{_DOSES}\n---\n{label}\nFalls, n (%) | 6 (12.0) | 7 (14.6) | 24 (47.1)"
    assert told(rows) == []


def test_a_change_from_baseline_is_no_start() -> None:
    rows = "| aspirin | Placebo | P\n---\npain, mean (SD) | −3.1 (1.0) | −1.2 (1.1) | .01"
    assert [way for _, _, way, _, _ in told(rows, "Change from baseline")] == ["decrease"]
    assert told(rows, "Baseline values") == []


def test_a_time_takes_its_name_from_the_heading_above() -> None:
    rows = "| aspirin | Placebo | P\n---\npain\nWeek 4 | 3.1 ± 1.0 | 4.2 ± 1.1 | .01"
    assert [(way, target) for _, _, way, target, _ in told(rows)] == [("decrease", "pain")]


def test_marks_share_the_rival_that_stands_after_the_last() -> None:
    document = made(
        "| A\n---\nx | 1", notes="*P < 0.05, **P < 0.01 vs control. #Significantly different from A (P < 0.05)."
    )
    found = [(mark.sign, mark.rival, str(mark.effect.p)) for mark in marks_of(document.text, document.blocks)]
    assert found == [("*", "control", "0.05"), ("**", "control", "0.01"), ("#", "A", "0.05")]
