"""Columns and notes as papers lay them out: ends of intervals apart, ranges apart, tests over several means."""

from __future__ import annotations

import pytest
from table_builders import made

from extractors.tables import table_effects

Fact = tuple[str, str, str, str, str, str]


def facts(rows: str, caption: str = "", notes: str = "") -> list[Fact]:
    """Return measure, value, ends of the interval or range, deviation and p of each statistic."""
    found = []
    for one in table_effects(made(rows, caption, notes)):
        low, high = (one.spread_low, one.spread_high) if one.spread in {"range", "IQR"} else (one.ci_low, one.ci_high)
        p = f"{one.p_comparator}{one.p}" if one.p is not None else ""
        numbers = ("" if number is None else str(number) for number in (one.value, low, high, one.sd))
        found.append((one.measure, *numbers, p))
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("ends", ["2*95% CI", "Lower 95% CI | Upper 95% CI"])
def test_the_ends_of_an_interval_may_have_a_column_each(ends: str) -> None:
    rows = f"| OR | Standard Error | p | {ends}\n---\nAge | 0.97 | 0.03 | 0.31 | 0.90 | 1.03"
    assert facts(rows) == [("OR", "0.97", "0.90", "1.03", "0.03", "=0.31")]


def test_a_column_of_ranges_completes_the_median_before_it() -> None:
    rows = "| 2*Exercise | 2*Rest\n | Median | Min/Max | Median | Min/Max\n---\nPain | 57 | (34–88) | 61 | (28–81)"
    assert facts(rows) == [("median", "57", "34", "88", "", ""), ("median", "61", "28", "81", "", "")]


def test_a_p_value_behind_several_means_with_intervals_compares_them() -> None:
    rows = "| Control | Diet | P\n---\nEnergy | 2138 (1995, 2344) | 2000 (1866, 2138) | .16"
    found = facts(rows, "Energy intake", "Values are means (95% CI).")
    assert [(one[0], one[5]) for one in found] == [("mean", ""), ("mean", ""), ("", "=0.16")]


def test_fractions_with_more_above_than_below_are_two_counts_in_the_whole_table() -> None:
    rows = "| A | B\n---\nBladder | 5/8 | 2/4\nMucosa | 16/20 | 15/9\nGut | 24/1 | 10/6"
    assert facts(rows) == []


def test_sexes_do_not_make_other_fractions_two_counts() -> None:
    rows = "| A | B\n---\nMale/female | 15/9 | 16/8\nNausea | 3/24 | 5/24"
    assert [(one[0], one[1]) for one in facts(rows)] == [("events", "3"), ("events", "5")]


def test_a_deviation_of_its_own_column_may_have_its_sign() -> None:
    rows = "| Mean | SEM\n---\nLDL | 261 | ± 2"
    assert facts(rows) == [("mean", "261", "", "", "2", "")]


def test_a_percent_change_is_no_mean_of_the_row() -> None:
    rows = "| Before | % Change\n---\nWeight, mean (SD) | 93.0 (39.6) | -1.99"
    assert facts(rows) == [("mean", "93.0", "", "", "39.6", ""), ("percent change", "-1.99", "", "", "", "")]


def test_a_ratio_with_two_numbers_around_it_needs_no_further_word() -> None:
    rows = "| Mortality rate ratio\n---\nGirls | 1.08 (0.80–1.45)"
    assert facts(rows) == [("IRR", "1.08", "0.80", "1.45", "", "")]


def test_fold_changes_are_read_with_their_p() -> None:
    rows = "| Fold change | P value\n---\nlet-7f | 1.35 | 0.04"
    assert facts(rows) == [("fold change", "1.35", "", "", "", "=0.04")]


def test_estimates_with_standard_errors_are_no_means() -> None:
    rows = "| Estimate | S.E. | p-value\n---\nTime | −0.02 | 0.01 | 0.17"
    assert facts(rows) == [("estimate", "-0.02", "", "", "0.01", "=0.17")]


def test_a_caption_says_that_values_with_intervals_are_means() -> None:
    rows = "| Surface (95% CI)\n---\nHookworm | 90 (19–160)"
    assert facts(rows, "Mean eggs per gram of stool") == [("mean", "90", "19", "160", "", "")]


def test_notes_may_say_in_words_what_stands_in_brackets() -> None:
    rows = "| Group I\n---\nLength | 26.3 (5.0)"
    notes = "Values are means with standard deviations in parentheses."
    assert facts(rows, "", notes) == [("mean", "26.3", "", "", "5.0", "")]
    notes = "Values are numbers of patients with percentages in parentheses."
    assert facts("| Group I\n---\nRecurrence | 30 (41)", "", notes) == [("events", "30", "", "", "", "")]


@pytest.mark.parametrize(
    "rows",
    [
        "| 2*P value\n | F | P\n---\nFat | 0.526 | 0.477",
        "| 2*LSM (SE)\n | Oats | P Between groups\n---\nFat | 0.41 (0.07) | 0.477",
    ],
)
def test_what_stands_below_a_head_of_p_values_or_means_keeps_its_own_head(rows: str) -> None:
    assert facts(rows)[-1] == ("", "", "", "", "", "=0.477")
    assert all(one[1] != "0.526" and one[5] != "=0.526" for one in facts(rows))


@pytest.mark.parametrize(
    ("rows", "notes"),
    [
        ("| Estimate (95% CI)\n---\nHR (bpm) | 3 (-5 to 8)", ""),
        ("| Value\n---\nIL-1β (pg/ml) | 3.1", ""),
        ("| Diet\n---\nFujiflavone P-40 | 0.5", ""),
        ("Response | Cycles\n---\nPD | 4\nSD | 24", ""),
        ("| P for homogeneity\n---\nGirls | 0.07", ""),
        ("| A\n---\nChange | 55.4% (73%)", ""),
    ],
)
def test_letters_that_look_like_measures_are_none(rows: str, notes: str) -> None:
    assert [one for one in facts(rows, "", notes) if one[0] != "estimate"] == []


def test_brackets_in_a_cell_of_their_own_belong_to_the_value_under_the_same_head() -> None:
    rows = "| 2*Zinc | 2*Placebo\n---\nAge | 32.5 | (15.4) | 32.7 | (16.1)\nFever | 66 | [43%] | 68 | [44%]"
    found = facts(rows, "", "Mean (SD), % [n]")
    assert [(one[0], one[1], one[4]) for one in found] == [
        ("mean", "32.5", "15.4"), ("mean", "32.7", "16.1"), ("events", "66", ""), ("events", "68", "")
    ]  # fmt: skip


def test_a_column_of_shares_in_brackets_completes_the_counts() -> None:
    assert [(one[0], one[1]) for one in facts("| n | (%)\n---\nFever | 66 | (43.1)")] == [("events", "66")]


def test_quartiles_may_stand_left_and_right_of_the_median() -> None:
    rows = "| 25th Percentile | Median | 75th Percentile\n---\nDrug | 3.0 | 5.0 | 7.0"
    assert facts(rows) == [("median", "5.0", "3.0", "7.0", "", "")]


def test_a_p_value_of_all_groups_is_not_that_of_the_last_pair() -> None:
    rows = (
        "| 2*A vs control | 2*B vs A | Group effect (P value)\n | Difference | 95% CI | Difference | 95% CI |\n---\n"
        "Weight | 2.48 | 1.38 to 3.58 | 0.86 | –0.23 to 1.95 | <.001"
    )
    assert [(one[0], one[5]) for one in facts(rows)] == [("MD", ""), ("MD", ""), ("", "<0.001")]


def test_a_count_that_reaches_over_mean_and_deviation_is_neither() -> None:
    rows = "| Mean | sem\n---\nMale | 2*4\nAge | 63.0 | 0.5"
    assert facts(rows) == [("mean", "63.0", "", "", "0.5", "")]


def test_shares_with_intervals_are_percentages() -> None:
    assert facts("| Prevalence % (95% CI)\n---\nGirls | 3.5 (1.9, 5.1)") == [
        ("percentage", "3.5", "1.9", "5.1", "", "")
    ]


def test_an_unnamed_value_before_a_standard_error_and_a_test_is_an_estimate() -> None:
    rows = "| Value | Std. error | DF | t | p\n---\nDeficiency | 0.09 | 0.02 | 46 | 5.3 | <0.001"
    assert facts(rows) == [("estimate", "0.09", "", "", "0.02", "<0.001")]


def test_means_or_percentages_says_nothing_of_a_bare_number() -> None:
    rows = (
        "| 2*Means or percentages | P\n | Care | Mentor\n---\nWomen | 90 | 40\nScore (SD) | 15 (5.7) | 12 (6.0) | 0.3"
    )
    assert [one[:2] for one in facts(rows) if one[0]] == [("mean", "15"), ("mean", "12")]


def test_how_alike_the_people_of_a_cluster_are_is_no_mean_of_the_row() -> None:
    rows = "| Care | Mentor | ICC adj\n---\nMean score (SD) | 15 (5.7) | 12 (6.0) | 0.04"
    assert [one[1] for one in facts(rows)] == ["15", "12"]


def test_areas_of_a_curve_have_several_names() -> None:
    assert facts("| Acid\n---\nROC Area | 0.86 [0.77, 0.94]", notes="Brackets hold the 95% CI.")[0][0] == "AUC"


def test_one_head_for_ratios_and_differences_is_told_by_the_numbers() -> None:
    rows = "| RR/Mean difference (95% CI) | p\n---\nEpidural | 1.0 (0.9 to 1.1) | 0.9\nPain | 0 (−0.2 to 0.3) | 0.7"
    assert [(one[0], one[5]) for one in facts(rows)] == [("RR", "=0.9"), ("MD", "=0.7")]


@pytest.mark.parametrize("head", ["2*95% confidence | P-value", "95% confidence interval | 2*P-value"])
def test_an_interval_may_end_under_the_head_beside(head: str) -> None:
    rows = f"| Hazard ratio | {head}\n---\nAge | 1.81 | 1.08 | 3.05 | .025"
    assert facts(rows) == [("HR", "1.81", "1.08", "3.05", "", "=0.025")]


def test_a_head_within_the_body_holds_over_sections_where_it_says_something_else() -> None:
    rows = "| Mean (SD) | Mean (SD)\n---\nAge | 67.9 (9.4) | 67.6 (10.9)\n | N (%) | N (%)\n3*Sex\n"
    rows += "Men | 9 (60) | 4 (40)\n3*PS\nOne | 2 (13) | 2 (20)"
    assert [one[0] for one in facts(rows)] == ["mean", "mean", *["events"] * 4]


def test_the_ends_of_an_interval_may_be_quantiles() -> None:
    rows = "| mean | sd | 2.50% | 97.50% | P\n---\nTemperature | 0.304 | 0.022 | 0.263 | 0.347 | 0.001"
    expected = [("estimate", "0.304", "0.263", "0.347", "0.022", "=0.001")]
    assert facts(rows, "Posterior parameter estimates of the final model.") == expected


def test_a_share_with_an_interval_in_the_next_column_is_a_percentage() -> None:
    assert [one[0] for one in facts("| n/N | 95% ci\n---\nAugust | 6.9% | (6.3%–7.5%)")] == ["percentage"]


def test_the_head_of_a_deviation_may_say_of_what() -> None:
    rows = "| Mean exposure time | St. Dev exposure time\n---\n1989 | 146.62 | 12.81"
    assert facts(rows) == [("mean", "146.62", "", "", "12.81", "")]


def test_beta_alanine_is_no_coefficient() -> None:
    rows = " | | Age\n---\nβ-alanine | Mean | 24\nn = 7 | SD | 7"
    assert facts(rows) == [("mean", "24", "", "", "7", "")]


def test_sd_may_be_declared_as_something_else() -> None:
    rows = "| Mean\n---\nSL | 2.1\nSD | 1.2"
    assert [one[1] for one in facts(rows, notes="SL, sleep latency; SD, sleep duration.")] == ["2.1", "1.2"]
    assert facts(rows, notes="SD, standard deviation.") == [("mean", "2.1", "", "", "1.2", "")]


def test_a_mean_of_intervention_minus_control_is_a_difference() -> None:
    rows = "| 5*Intervention-control\n | Mean | 2*95% CI | t value | P value\n---\n"
    rows += "TG | −0.07 | −0.26 | 0.12 | −0.713 | 0.478"
    assert facts(rows) == [("MD", "-0.07", "-0.26", "0.12", "", "=0.478")]
