"""A statistic is printed in many styles and read back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.claim import Effect
from extractors.effects import find_effects

D = Decimal

_NAMES = {
    "OR": ("OR", "odds ratio", "aOR", "adjusted OR", "Odds Ratio"),
    "RR": ("RR", "relative risk", "risk ratio"),
    "HR": ("HR", "hazard ratio", "aHR", "adjusted hazard ratio"),
    "IRR": ("IRR", "incidence rate ratio"),
    "MD": ("MD", "mean difference"),
    "SMD": ("SMD", "standardized mean difference", "standardised mean difference"),
    "WMD": ("WMD", "weighted mean difference"),
    "RD": ("risk difference",),
}
_DIFFERENCES = ("MD", "SMD", "WMD", "RD")
_AFTER_NAME = (" ", " = ", "=", ": ", ", ", " of ", " was ")
_INTERVALS = (
    "{v} (95% CI {a} to {b})", "{v} (95% CI: {a}–{b})", "{v}, 95% CI {a} to {b}", "{v}; 95% CI, {a}-{b}",
    "{v} [95% CI {a}, {b}]", "{v} (95%CI={a},{b})", "{v} [{a}–{b}]", "{v} ({a}, {b})", "{v} ({a}; {b})",
    "{v} (95% confidence interval {a} to {b})", "{v} (95% confidence interval [CI], {a}–{b})", "{v} (CI {a}–{b})",
)  # fmt: skip
_P_STYLES = ("", "; P = {p}", ", p={p}", "; p < {p}", "; P<{p}", ", P-value = {p}", "; p ≤ {p}")
_ratios = st.lists(
    st.decimals(min_value=D("0.05"), max_value=D("30"), places=2), min_size=3, max_size=3, unique=True
).map(sorted)
_ps = st.decimals(min_value=D("0.001"), max_value=D("0.999"), places=3)
_points = st.sampled_from((".", "·"))
_minus = st.sampled_from(("-", "–", "−"))


def only(text: str) -> Effect:
    """Return the one effect of a text."""
    (effect,) = find_effects(text)
    return effect


@settings(deadline=None)
@given(
    st.sampled_from(sorted(_NAMES)), _ratios, st.sampled_from(_AFTER_NAME), st.sampled_from(_INTERVALS),
    st.sampled_from(_P_STYLES), _ps, _points, st.data(),
)  # fmt: skip
def test_name_value_interval_and_p_are_read_back(
    measure: str,
    numbers: list[Decimal],
    after: str,
    style: str,
    p_style: str,
    p: Decimal,
    point: str,
    data: st.DataObject,
) -> None:
    low, value, high = numbers
    name = data.draw(st.sampled_from(_NAMES[measure]))
    printed = {key: f"{number:.2f}".replace(".", point) for key, number in (("v", value), ("a", low), ("b", high))}
    text = f"Stroke was rarer ({name}{after}{style.format(**printed)}{p_style.format(p=p)}) with it."
    effect = only(text)
    assert (effect.measure, effect.value, effect.ci_low, effect.ci_high) == (measure, value, low, high)
    assert effect.p == (p if p_style else None)
    assert text[effect.start : effect.end] == effect.text


@settings(deadline=None)
@given(st.sampled_from(_DIFFERENCES), _ratios, _minus, st.sampled_from(_INTERVALS[:5]))
def test_every_minus_is_a_minus(measure: str, numbers: list[Decimal], minus: str, style: str) -> None:
    high, value, low = (-number for number in numbers)
    style = style.replace("{a}-{b}", "{a} to {b}").replace("{a}–{b}", "{a} to {b}")
    printed = {key: f"{minus}{-number:.2f}" for key, number in (("v", value), ("a", low), ("b", high))}
    effect = only(f"Pain fell ({_NAMES[measure][0]} {style.format(**printed)}).")
    assert (effect.value, effect.ci_low, effect.ci_high) == (value, low, high)


@pytest.mark.parametrize(
    ("text", "measure", "values"),
    [
        ("The hazard ratios (95% CI) were 1.32 (1.08, 1.61) and 1.58 (1.25, 2.00), respectively.", "HR", "1.32 1.58"),
        ("It cut use (aOR: 2.5 [95% CI 1.1–6.0]), pain (2.7 [1.7–4.1]) and stay (4.5 [3.4–6.0]).", "OR", "2.5 2.7 4.5"),
        ("It correlated with A (r = 0.60) and B (r = −0.45).", "correlation", "0.60 -0.45"),
        ("There were correlations of 0.60 (P = .001) and 0.59 (P = .002).", "correlation", "0.60 0.59"),
        ("The marker raised the AUC from 0.68 to 0.83.", "AUC", "0.68 0.83"),
        ("mean age = 59.2 v 63.4 years", "mean", "59.2 63.4"),
        ("pain (2.6 ± 0.3 versus 3.4 ± 0.3; P = .04)", "mean", "2.6 3.4"),
        ("12 (40%) v 3 (10%), P = .02", "events", "12 3"),
    ],
)  # fmt: skip
def test_lists_share_the_measure_that_was_named(text: str, measure: str, values: str) -> None:
    found = [effect for effect in find_effects(text) if effect.measure]
    assert [effect.value for effect in found] == [D(value) for value in values.split()]
    assert {effect.measure for effect in found} == {measure}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("median stay was 4 days (IQR 2–9)", ("median", "4", "IQR", "2", "9")),
        ("median 251 cells/µL [interquartile range (IQR) 153;384]", ("median", "251", "IQR", "153", "384")),
        ("mean age 61 years, range 19–92", ("mean", "61", "range", "19", "92")),
        ("the median (IQR) age was 34 (25–45)", ("median", "34", "IQR", "25", "45")),
    ],
)
def test_medians_and_means_keep_what_is_around_them(text: str, expected: tuple[str | None, ...]) -> None:
    effect = only(text)
    low, high = effect.spread_low, effect.spread_high
    assert (effect.measure, effect.value, effect.spread) == (expected[0], D(expected[1] or 0), expected[2])
    assert (low, high) == tuple(D(end) if end else None for end in expected[3:])
    assert effect.ci_low is None


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("(M = 3.2, SD = 1.1)", "mean", "3.2"),
        ("10.0 ± SD 3.1", "mean", "10.0"),
        ("score, 27.6% (SD, 19.2)", "mean", "27.6"),
        ("the hazard was 5.4 times greater", "HR", "5.4"),
        ("sales were 3.8 times higher", "fold change", "3.8"),
        ("18 children (13%)", "events", "18"),
        ("31 out of 152", "events", "31"),
        ("walked further (+7%)", "percent change", "7"),
        ("Cohen's d = 0.47", "Cohen d", "0.47"),
        ("d = 0.12 (95% CI −0.02 to 0.26)", "Cohen d", "0.12"),
        ("OR 1,5 (1,2–1,9)", "OR", "1.5"),
        ("life expectancy of 27.6 y (95% CI 25.2–30.2)", "estimate", "27.6"),
        ("efficacy of 82% (95% CI 75%–87%)", "percentage", "82"),
        ("97.4% by intention to treat (95% CI, 94.5–100.0%)", "percentage", "97.4"),
        ("6.1% (2-sided 90% CI +2.6 to +9.7%)", "percentage", "6.1"),
        ("used 0.10 kcal more (95% CI 0.03 to 0.17)", "estimate", "0.10"),
    ],
)
def test_other_ways_to_say_how_much(text: str, measure: str, value: str) -> None:
    effect = only(text)
    assert (effect.measure, effect.value) == (measure, D(value))


def test_a_p_value_that_compares_two_groups_is_no_part_of_the_second() -> None:
    first, second, compared = find_effects("weight (14.3 ± 3.3 vs. 13.9 ± 4.2 kg), P = 0.73")
    assert (first.p, second.p, compared.p, compared.measure) == (None, None, D("0.73"), "")


def test_an_interval_may_stand_some_words_after_its_value() -> None:
    effect = only("It gave an OR of 1.13 by raising the dose (per unit, 95% CI 1.02 to 1.26).")
    assert (effect.value, effect.ci_low) == (D("1.13"), D("1.02"))


@pytest.mark.parametrize("exponent", ["10−5", "10^−5", "10-5", "10 −5"])
def test_powers_of_ten_are_read(exponent: str) -> None:
    assert only(f"p = 3.2 × {exponent}").p == D("0.000032")


@pytest.mark.parametrize("text", ["p = 2e-8", "p = 2E−8", "P=2×10–8"])
def test_exponents_are_read(text: str) -> None:
    assert only(text).p == D("0.00000002")


@pytest.mark.parametrize(
    "text",
    [
        "* P < .05",
        "significance was set at p < 0.05",
        "P values of less than 0.05 were taken as significant",
        "p < 0.05 was considered significant",
        "a reduction of at least 50% was a response",
        "≥ 50% reduction in episodes",
        "a minimal important difference of 0.5",
        "micturitions in 24 h",
        "type 2 diabetes (20%)",
        "in week 4 (12%)",
        "4.3/100 person-years",
        "in Table 2 and Figure 3",
        "at 37 °C for 24 h in 5% CO2",
        "mean of 3 independent experiments",
        "the difference in the means at 4 months",
        "the difference of interest is 20 points",
        "with alpha = 0.05 and beta = 0.10",
        "allowing for up to 20% loss to follow-up",
        "with d = 0.2 and g = 2.25",
        "the norm is up to 6.1% [17], as in mean (SD)",
        "The BMI (25–30) group",
    ],
)
def test_what_is_no_result_is_left_alone(text: str) -> None:
    assert [effect for effect in find_effects(text) if effect.measure or effect.p is not None] == []


@settings(deadline=None)
@given(st.text(alphabet="0123456789.,%()[]–±<=/ pPnCIORSD", max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    for effect in find_effects(text):
        assert text[effect.start : effect.end] == effect.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a standardized difference = 0.62", [("SMD", "0.62")]),
        ("the P value of the differences was 0.001", []),
        ("Community B = 96 and Community C = 71", []),
        ("a margin for the difference in proportions. If the rate was 0.90, one might wait", []),
        ("rose to 19.1 (+/-3.8 SD)", [("mean", "19.1")]),
        ("an OR of 2.0 (1.5-2.7), P value 0.072", [("OR", "2.0")]),
    ],
)
def test_measures_are_those_of_the_words_beside_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(effect.measure, str(effect.value)) for effect in find_effects(text) if effect.measure] == expected


@pytest.mark.parametrize(
    ("text", "measure", "value", "low"),
    [
        ("mean difference £25, [95% CI = −£97, £149]", "MD", "25", "-97"),
        ("the O.R. was 0.405 (95% CI = 0.182 - 0.901)", "OR", "0.405", "0.182"),
        ("five-year survival was 72.3 ± 7.5%", "percentage", "72.3", None),
        ("saturation was 82.3 ± 7.5%", "mean", "82.3", None),
        ("reoperation in eight of nine (89 %)", "events", "8", None),
        ("Median (range) pressure at which a leak occurred during the test with the mask was 35 (24-40)",
         "median", "35", None),
    ],
)  # fmt: skip
def test_ways_of_saying_seen_in_papers(text: str, measure: str, value: str, low: str | None) -> None:
    effect = find_effects(text)[0]
    assert (effect.measure, effect.value) == (measure, D(value))
    assert effect.ci_low == (None if low is None else D(low))


@pytest.mark.parametrize("text", ["[F(1/48) = 14.02]", "HR (bpm) 72.5"])
def test_tests_and_heart_rates_are_no_statistics(text: str) -> None:
    assert find_effects(text) == ()


def test_a_listed_value_keeps_its_unit_and_its_p() -> None:
    first, second = find_effects("reduced by 0.35 mmol/L (p < 0.01) and 0.31 mmol/L (p = 0.02) at week 8")
    assert (first.value, second.value, second.p, second.p_comparator) == (D("0.35"), D("0.31"), D("0.02"), "=")


def test_a_critical_level_is_no_result() -> None:
    assert find_effects("significant at a critical P < 0.005") == ()


@pytest.mark.parametrize(
    ("text", "measure", "sd", "p"),
    [
        ("(B = −0.176, SE = 0.145, p = 0.228)", "beta", "0.145", "0.228"),
        ("mean for low expression = 40.1, SD = 10.6; more", "mean", "10.6", None),
        ("difference 1.0 [SE 0.15] kg, p = 10^−11", "MD", "0.15", "1.0E-11"),
        ("Mean time was 190 days (sd 91.5 days)", "mean", "91.5", None),
    ],
)
def test_a_deviation_that_is_named_after_a_value_is_its_own(text: str, measure: str, sd: str, p: str | None) -> None:
    (effect,) = find_effects(text)
    assert (effect.measure, effect.sd, effect.p) == (measure, D(sd), None if p is None else D(p))


def test_an_interval_of_a_two_sided_test_or_without_a_sign_between_belongs_to_its_value() -> None:
    (effect,) = find_effects("the difference was 0.8 for the 2-sided 95% CI (-1.047, 2.566)")
    assert (effect.ci_low, effect.ci_high) == (D("-1.047"), D("2.566"))
    (effect,) = find_effects("OR 0.64 (CI 0.46 0.90)")
    assert (effect.ci_low, effect.ci_high) == (D("0.46"), D("0.90"))


@pytest.mark.parametrize(
    "text",
    [
        "median survival time of 4 to 6 months", "median time to 50% recovery", "median score with 80 mg",
        "42% more than 5 cigarettes", "the mean of 3 biological replicates", "the set minimum improvement of 0.4%",
        "where β = 9.0, E = 1.2 and Γ = 0.6", "at a rate r = 0.035 years", "the probability p(r = 1) is high",
        "with RD 0.54–0.61", "a ten-fold dilution", "in a twofold way", "P = 0.09 ±",
        "grant 2012/13910-2", "acids (18:2/18:3)", "about 1/3 of patients", "the lower 90% confidence bound",
        "correlation was within the desired range of 0.40",
    ],
)  # fmt: skip
def test_numbers_that_are_no_results(text: str) -> None:
    assert [one for one in find_effects(text) if one.measure or one.p is not None] == []


def test_averages_with_a_range_are_no_medians() -> None:
    (effect,) = find_effects("an average length of stay of 25 days (range 9 to 57)")
    assert effect.measure == "mean"


def test_an_estimate_that_says_no_more_is_an_estimate() -> None:
    (effect,) = find_effects("the difference was above zero (Estimate: 2.19, CI: (2.05, 2.34))")
    assert effect.measure == "estimate"


def test_a_list_of_correlations_may_have_a_comma_before_and() -> None:
    text = (
        "The correlation between score and age was 0.49 (P < 0.001) at three months, and 0.57 (P < 0.002) at one year."
    )
    assert [(str(one.value), str(one.p)) for one in find_effects(text)] == [("0.49", "0.001"), ("0.57", "0.002")]


@pytest.mark.parametrize("text", ["delays beyond 12 hours (63%) were told", "aged 40–49 years (41%; n = 36)"])
def test_a_time_with_a_share_is_no_count(text: str) -> None:
    assert [one.measure for one in find_effects(text) if one.measure] == []


def test_a_mean_per_something_keeps_its_interval() -> None:
    (one,) = find_effects("The average time was 13.68 minutes/question (95% CI, 13.38 to 13.98).")
    assert (str(one.value), str(one.ci_low), str(one.ci_high)) == ("13.68", "13.38", "13.98")


def test_a_mark_with_a_comma_is_explained() -> None:
    assert find_effects("Walking by group. *, p < 0.05 vs. before training.") == ()


def test_degrees_of_freedom_may_stand_between_r_and_its_value() -> None:
    (one,) = find_effects("correlated with the score (r(10) = 0.66, p < 0.05)")
    assert (one.measure, str(one.value), str(one.p)) == ("correlation", "0.66", "0.05")
    assert find_effects("the function r(10) = 0.66 is flat") == ()


@pytest.mark.parametrize("text", ["sent an average of 1.5 more than", "the hazard for each 10% increase in the score"])
def test_steps_and_distances_are_no_values_of_an_arm(text: str) -> None:
    assert find_effects(text) == ()


def test_what_asterisks_indicate_is_a_mark() -> None:
    assert find_effects("Asterisks indicate differences (two-sided t test p<0.05) from controls.") == ()


def test_a_weighted_hazard_ratio_is_one() -> None:
    (one,) = find_effects("in carriers (n = 4,636, wHR = 1.08 (95% CI 0.99–1.19))")[-1:]
    assert (one.measure, str(one.value)) == ("HR", "1.08")


def test_the_exponent_of_a_unit_is_no_count() -> None:
    assert [one.measure for one in find_effects("impulse rose by 3.7 kN·s-1 (13.9%) with it")] != ["events"]


def test_a_regression_coefficient_is_called_b() -> None:
    (one,) = find_effects("inversely associated with LDL (B (95% CI): −0.41 (−0.80 to −0.02))")
    assert (one.measure, str(one.value)) == ("beta", "-0.41")
