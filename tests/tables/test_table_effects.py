from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_builders import made

from extractors.claim import Effect
from extractors.document import Document
from extractors.tables import read_tables, table_effects
from extractors.tables.forms import read_form
from extractors.tables.shapes import Shape, read_content

D = Decimal


def facts(document: Document) -> list[tuple[object, ...]]:
    """Return measure, value, ends of the interval or spread, deviation and p of each statistic."""
    return [_fact(effect) for effect in table_effects(document)]


def _fact(effect: Effect) -> tuple[object, ...]:
    low, high = (effect.spread_low, effect.spread_high) if effect.spread else (effect.ci_low, effect.ci_high)
    p = f"{effect.p_comparator}{effect.p}" if effect.p is not None else ""
    return effect.measure, effect.value, low, high, effect.sd, p


def test_a_head_names_measure_and_interval() -> None:
    (effect,) = table_effects(made("| HR (95% CI)\n---\nStatins | 0.71 (0.60–0.84)*"))
    assert (effect.measure, effect.value, effect.ci_low, effect.ci_high) == ("HR", D("0.71"), D("0.60"), D("0.84"))
    assert effect.ci_level == 95
    assert effect.text == "0.71 (0.60–0.84)*"


def test_estimate_interval_and_p_stand_in_columns_of_their_own() -> None:
    document = made("| OR | 95% CI | P\n---\nSmoking | 1.80 | 1.20 to 2.70 | .004\nAge | 1.02 | 0.90 to 1.15 | 0.70")
    first, second = table_effects(document)
    assert _fact(first) == ("OR", D("1.80"), D("1.20"), D("2.70"), None, "=0.004")
    assert _fact(second) == ("OR", D("1.02"), D("0.90"), D("1.15"), None, "=0.70")
    assert first.text == "1.80 | 1.20 to 2.70 | .004"


def test_one_head_over_two_columns_names_value_and_interval() -> None:
    document = made("| 2*Adjusted difference (95% CI) | P value\n---\nPain | −1.2 | (−1.9, −0.5) | <0.001")
    assert facts(document) == [("MD", D("-1.2"), D("-1.9"), D("-0.5"), None, "<0.001")]


def test_a_p_value_that_compares_two_arms_stands_for_itself() -> None:
    document = made("| Drug | Placebo | P-value\n---\nWeight, mean ± SD | 70.1 ± 8.0 | 72.3 ± 9.1 | 0.03")
    assert facts(document) == [
        ("mean", D("70.1"), None, None, D("8.0"), ""),
        ("mean", D("72.3"), None, None, D("9.1"), ""),
        ("", None, None, None, None, "=0.03"),
    ]


@pytest.mark.parametrize(
    ("label", "cell", "expected"),
    [
        ("Age, mean (SD)", "45.2 (10.1)", ("mean", D("45.2"), None, None, D("10.1"), "")),
        ("Stay, median (IQR)", "4 (2–9)", ("median", D(4), D(2), D(9), None, "")),
        ("Age, median (range)", "38.0 (18.0; 76.0)", ("median", D("38.0"), D("18.0"), D("76.0"), None, "")),
        ("Female, n (%)", "31 (40.8)", ("events", D(31), None, None, None, "")),
        ("Female", "31 (40.8%)", ("events", D(31), None, None, None, "")),
        ("Female", "40.8% (31)", ("events", D(31), None, None, None, "")),
        ("Cured", "12/96 (12.5%)", ("events", D(12), None, None, None, "")),
        ("Difference (90% CI)", "-0.3 (-0.7 to 0.1)", ("MD", D("-0.3"), D("-0.7"), D("0.1"), None, "")),
    ],
)
def test_the_name_of_a_row_says_what_its_cells_hold(label: str, cell: str, expected: tuple[object, ...]) -> None:
    assert facts(made(f"| Drug group\n---\n{label} | {cell}")) == [expected]


def test_sections_within_a_table_hold_for_the_rows_below_until_the_next() -> None:
    document = made("| Drug\n---\nSex, n (%) |\n Female | 12 (40)\n Male | 18 (60)\nScores, mean (SD) |\n Pain | 4 (2)")
    assert [fact[0] for fact in facts(document)] == ["events", "events", "mean"]


def test_notes_say_what_brackets_hold_and_arithmetic_finds_the_shares() -> None:
    document = made(
        "| Drug (n = 50)\n---\nPain score | 4.1 (1.2)\nFemale | 20 (40.0)",
        notes="Values are means (standard deviation) unless stated otherwise.",
    )
    assert facts(document) == [
        ("mean", D("4.1"), None, None, D("1.2"), ""),
        ("events", D(20), None, None, None, ""),
    ]


def test_a_row_of_deviations_completes_the_row_above() -> None:
    document = made("| Before | After\n---\nDrug | 50.0 | 41.5\nSD | 9.5 | 8.0\nP | | 0.02")
    assert facts(document) == [
        ("mean", D("50.0"), None, None, D("9.5"), ""),
        ("mean", D("41.5"), None, None, D("8.0"), ""),
        ("", None, None, None, None, "=0.02"),
    ]


def test_numbers_and_percentages_in_two_columns_are_one_count() -> None:
    assert facts(made("| N | %\n---\nFemale | 48 | 45.3\nMale | 58 | 54.7")) == [
        ("events", D(48), None, None, None, ""),
        ("events", D(58), None, None, None, ""),
    ]


def test_inner_heads_take_the_place_of_what_stood_there() -> None:
    document = made("Arm | Result\n---\nModel | OR (95% CI)\nA | 2.0 (1.5–2.5)\nModel | HR (95% CI)\nB | 3.0 (2.0–4.0)")
    assert [fact[0] for fact in facts(document)] == ["OR", "HR"]


@pytest.mark.parametrize(
    "rows",
    [
        "| HR (95% CI)\n---\nNone | 1.0 (reference)\nSome | 1 | ",
        "Shift | Multiplicity\n---\n3.61 – 3.53 | (m, 1H)",
        "Strain | Length (kb)\n---\nA | 4.2\nB | 17",
        "Group | Male/Female\n---\nA | 15/75",
        "| P for interaction\n---\nSex | 0.04",
        "| Yes | No\n---\nAsked | 12 | 15",
        "Dose | 5 (10) mg",
        "| A | B | P for trend\n---\nWaist-to-hip ratio | 0.91 | 0.93 | 0.20",
    ],
)
def test_numbers_that_nothing_explains_are_left_alone(rows: str) -> None:
    assert table_effects(made(rows)) == ()


def test_readings_know_the_cells_around_them() -> None:
    document = made(
        "Factor | Death | Relapse\n | HR (95% CI) | HR (95% CI)\n---\nSmoking | 2.0 (1.5–2.5) | 1.1 (0.9–1.4)"
    )
    words = [[document.text[head.start : head.end] for head in reading.heads] for reading in read_tables(document)]
    assert words == [["Death", "HR (95% CI)"], ["Relapse", "HR (95% CI)"]]
    labels = {
        document.text[label.start : label.end] for reading in read_tables(document) for label in reading.row.labels
    }
    assert labels == {"Smoking"}


@pytest.mark.parametrize(
    ("words", "measure", "beside", "alone"),
    [
        ("Adjusted OR (95% CI)†", "OR", "CI", ""),
        ("β (SE)", "beta", "SD", ""),
        ("Mean±SEM", "mean", "SD", ""),
        ("No. (%)", "events", "%", ""),
        ("95% CI", "", "CI", "CI"),
        ("p-value^a", "", "", "p"),
        ("P for trend", "", "", "other"),
        ("χ2 test, P value", "", "", "p"),
        ("Std. deviation", "", "", "SD"),
        ("% change", "percent change", "", ""),
        ("Protein (g)", "", "", ""),
        ("No", "", "", ""),
    ],
)
def test_heads_say_what_numbers_are(words: str, measure: str, beside: str, alone: str) -> None:
    form = read_form(words)
    assert (form.measure, form.beside, form.alone) == (measure, beside, alone)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("0.71 (0.60–0.84)", Shape.PAIR),
        ("1.03^b (1.01, 1.06)", Shape.PAIR),
        ("−0.40 (−0.58, −0.21)3", Shape.PAIR),
        ("6.5 vs 4.2, 0.68 (0.50 to 0.93)", Shape.PAIR),
        ("12 (34.5%)", Shape.BRACKET),
        ("4,5", Shape.NUMBER),
        ("5.2**", Shape.NUMBER),
        ("<0.001", Shape.P),
        ("P = 0.85", Shape.P),
        ("(0.2; 0.4)", Shape.INTERVAL),
        ("3.88 (ddd, J=13.0, 8.6 Hz, 1H)", Shape.NONE),
        ("A1", Shape.NONE),
    ],
)
def test_shapes_of_cells(text: str, shape: Shape) -> None:
    assert read_content(text, 0, len(text)).shape is shape


_numbers = st.decimals(min_value=D("0.01"), max_value=D("900"), places=2)
_seps = st.sampled_from(("–", "-", " to ", ", ", "; ", " – "))
_brackets = st.sampled_from(("()", "[]"))
_heads = st.sampled_from(
    (("HR (95% CI)", "HR"), ("OR [95% CI]", "OR"), ("Relative risk (95% confidence interval)", "RR"))
)


@settings(deadline=None)
@given(st.lists(_numbers, min_size=3, max_size=3, unique=True).map(sorted), _seps, _brackets, _heads)
def test_what_is_printed_in_a_cell_is_read_back(
    numbers: list[Decimal], between: str, brackets: str, head: tuple[str, str]
) -> None:
    low, value, high = numbers
    cell = f"{value} {brackets[0]}{low}{between}{high}{brackets[1]}"
    assert facts(made(f"Factor | {head[0]}\n---\nSmoking | {cell}")) == [(head[1], value, low, high, None, "")]


_cells = st.sampled_from(
    (
        "",
        "–",
        "12 (40%)",
        "1.2 (0.9–1.6)",
        "3.4 ± 1.1",
        "<0.001",
        "0.04",
        "NS",
        "Female",
        "n (%)",
        "95% CI",
        "SD",
        "Mean (SD)",
    )
)


@settings(deadline=None)
@given(st.lists(st.lists(_cells, min_size=3, max_size=3), min_size=2, max_size=6))
def test_spans_are_slices_and_rows_keep_their_order(grid: list[list[str]]) -> None:
    document = made("\n".join(" | ".join(row) for row in grid))
    effects = table_effects(document)
    assert all(document.text[effect.start : effect.end] == effect.text for effect in effects)
    assert all(one.start <= other.start for one, other in pairwise(effects))


def test_a_row_of_p_values_belongs_to_the_differences_above_it() -> None:
    rows = "| Week 4 | Week 8\n---\nMean difference (95% CI) | 2.0 (0.5–3.5) | 1.0 (-0.5–2.5)\nP value | .01 | .20"
    found = table_effects(made(rows))
    assert [(one.measure, str(one.value), str(one.p)) for one in found] == [
        ("MD", "2.0", "0.01"),
        ("MD", "1.0", "0.20"),
    ]


def test_numbers_of_a_table_of_correlations_are_such() -> None:
    rows = "| Pain | Sleep\n---\nPain | 1 | 0.41*\nMood | -0.30 (<0.001) | 0.10 (P = .4)"
    found = table_effects(made(rows, "Correlations between symptoms"))
    assert [(one.measure, str(one.value), one.p_comparator) for one in found] == [
        ("correlation", "0.41", ""), ("correlation", "-0.30", "<"), ("correlation", "0.10", "="),
    ]  # fmt: skip


def test_deviations_and_errors_are_told_apart() -> None:
    found = table_effects(
        made("| Zinc (n = 12), mean (SE) | Placebo (n = 11), mean ± SD\n---\nPain | 3.1 (0.4) | 4.0 ± 1.2")
    )
    assert [(one.spread, str(one.sd), one.n) for one in found] == [("SE", "0.4", 12), ("SD", "1.2", 11)]


def test_cells_that_name_their_measure_are_no_heads() -> None:
    found = table_effects(
        made("Symptom | Pain | Sleep\nMood | r = 0.50 P < .001 | r = 0.10 P = .4\nFear | r = 0.2 | r = 0.3")
    )
    assert [str(one.value) for one in found] == ["0.50", "0.10", "0.2", "0.3"]


def test_a_mean_square_is_no_mean() -> None:
    assert table_effects(made("Source | Mean square | P\n---\nTime | 585.6 | .02"))[0].measure == ""


def test_a_fraction_with_its_share_is_a_count_and_column_of_the_grid() -> None:
    document = made("| Drug | Placebo | OR (95% CI)\n---\nCured | 40/80 (50%) | 20/80 (25%) | 3.0 (1.5–5.9)")
    assert facts(document) == [
        ("events", D(40), None, None, None, ""),
        ("events", D(20), None, None, None, ""),
        ("OR", D("3.0"), D("1.5"), D("5.9"), None, ""),
    ]


def test_two_counts_with_a_stroke_between_them_are_no_share() -> None:
    assert facts(made("| Drug | Placebo\n---\nOperated, yes/no | 10/14 | 7/15")) == []


def test_a_p_value_may_follow_the_interval_in_its_cell() -> None:
    document = made("| OR (95% CI), P value\n---\nBelief | 1.49 (0.96-2.31), P=.075")
    assert facts(document) == [("OR", D("1.49"), D("0.96"), D("2.31"), None, "=0.075")]


@pytest.mark.parametrize("head", ["Wald’s p", "P - value", "Fisher's P"])
def test_tests_and_dashes_in_heads_of_p_values(head: str) -> None:
    document = made(f"| HR | 95% CI | {head}\n---\nStage | 1.7 | 1.2–2.5 | 0.006")
    assert facts(document) == [("HR", D("1.7"), D("1.2"), D("2.5"), None, "=0.006")]


def test_a_deviation_after_mean_and_median_is_that_of_the_mean() -> None:
    document = made("| Mean | Median | SD\n---\nNitrate | 26.1 | 21.8 | 9.2")
    assert facts(document) == [
        ("mean", D("26.1"), None, None, D("9.2"), ""),
        ("median", D("21.8"), None, None, None, ""),
    ]


def test_a_column_of_differences_under_a_caption_of_means() -> None:
    rows = "| Drug | Placebo | Difference\n---\nPain | 4.8 (1.4 to 8.2) | 0.2 (−3.8 to 3.4) | 5.0 (0.1 to 9.9)"
    assert [fact[0] for fact in facts(made(rows, caption="Scores. Data are mean (95% CI)."))] == ["mean", "mean", "MD"]


def test_a_change_that_counts_as_one_is_no_measure() -> None:
    assert facts(made("| Better | Same\n---\n30% change | 125 | 99")) == []


def test_an_interval_that_misses_its_value_was_misprinted() -> None:
    assert facts(made("| OR (95% CI)\n---\nAge | 1.22 (088–1.70)")) == []
