from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.effects import find_effects, to_count, to_decimal


def facts(text: str) -> list[dict[str, object]]:
    """Return the filled fields of each effect, spans and verbatim text left out."""
    return [
        {name: getattr(effect, name) for name in _FIELDS if getattr(effect, name) not in (None, "")}
        for effect in find_effects(text)
    ]


_FIELDS = (
    "measure", "value", "unit", "ci_low", "ci_high", "ci_level", "p", "p_comparator", "i2_low", "i2_high", "tau2", "q",
    "n", "studies", "sd",
)  # fmt: skip
D = Decimal


@pytest.mark.parametrize(
    ("text", "measure", "value", "low", "high"),
    [
        ("stroke (OR 0.63, 95% CI 0.49 to 0.81)", "OR", "0.63", "0.49", "0.81"),
        ("stroke (adjusted odds ratio [aOR], 1.50; 95% confidence interval [CI], 1.1-2.0)", "OR", "1.50", "1.1", "2.0"),
        ("RR=1.20 [1.02–1.41]", "RR", "1.20", "1.02", "1.41"),
        ("hazard ratio for death, 0.63 (0.49, 0.81)", "HR", "0.63", "0.49", "0.81"),
        ("HR 0·63 [95% CI 0·49–0·81]", "HR", "0.63", "0.49", "0.81"),
        ("OR (95% CI) = 1.45 (1.20; 1.70)", "OR", "1.45", "1.20", "1.70"),
        ("WMD −3.2 mmHg (95% CI −5.1 to −1.3)", "WMD", "-3.2", "-5.1", "-1.3"),
        ("mean difference of –4.79 (95%CI –6.00––3.50)", "MD", "-4.79", "-6.00", "-3.50"),
        ("risk difference -2% (95% CI -4% to 0%)", "RD", "-2", "-4", "0"),
        ("Hedges' g = 0.40, 95% CI [0.10, 0.70]", "Hedges g", "0.40", "0.10", "0.70"),
        ("cure in 66.7% (95% CI, 52.9–78.6%)", "percentage", "66.7", "52.9", "78.6"),
    ],
)
def test_reads_a_measure_with_its_interval(text: str, measure: str, value: str, low: str, high: str) -> None:
    (effect,) = find_effects(text)
    assert (effect.measure, effect.value, effect.ci_low, effect.ci_high) == (measure, D(value), D(low), D(high))


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [
        ("P < .001", "<", "0.001"),
        ("p=0.03", "=", "0.03"),
        ("p ≤ 0·05", "<=", "0.05"),
        ("P = 1.2 × 10−5", "=", "0.000012"),
        ("P-value of 0.02", "=", "0.02"),
        ("p less than 0.005", "<", "0.005"),
        ("Ptrend = 0.01", "=", "0.01"),
    ],
)
def test_keeps_the_comparator_of_a_p_value(text: str, comparator: str, value: str) -> None:
    (effect,) = find_effects(text)
    assert (effect.p_comparator, effect.p) == (comparator, D(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(SMD = –4.79)", {"measure": "SMD", "value": D("-4.79")}),
        ("(SMD = +4.16)", {"measure": "SMD", "value": D("4.16")}),
        ("(I2 = 50%–70%)", {"i2_low": D(50), "i2_high": D(70)}),
        ("(I² = 0%, P = 0.6)", {"i2_low": D(0), "i2_high": D(0), "p": D("0.6"), "p_comparator": "="}),
        ("Q = 12.3, τ2 = 0.04", {"q": D("12.3"), "tau2": D("0.04")}),
        ("a 2.5-fold rise", {"measure": "fold change", "value": D("2.5"), "unit": "fold"}),
        ("rose threefold", {"measure": "fold change", "value": D(3), "unit": "fold"}),
        ("reduced by 35%", {"measure": "percent change", "value": D(35), "unit": "%"}),
        ("a 35% lower risk", {"measure": "percent change", "value": D(35), "unit": "%"}),
        ("r = −0.45", {"measure": "correlation", "value": D("-0.45")}),
        ("45.2 ± 10.1 years", {"measure": "mean", "value": D("45.2"), "sd": D("10.1"), "unit": "years"}),
        ("12/96 (12.5%)", {"measure": "events", "value": D(12), "n": 96}),
        ("12 of 96 patients", {"measure": "events", "value": D(12), "n": 96}),
        ("in 58 eligible studies", {"studies": 58}),
        ("Fifty-eight in vitro experiments", {"studies": 58}),
        ("1,204 participants", {"n": 1204}),
        ("(n = 40)", {"n": 40}),
    ],
)
def test_reads_the_usual_writings(text: str, expected: dict[str, object]) -> None:
    assert facts(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "blood pressure of 120/80 mmHg",
        "HR 72 bpm",
        "either 2 OR 3 doses",
        "r = 12",
        "P for interaction = 0.4",
        "after 2 years of studies",
        "RAPID 1 trial patients",
        "DBA/1 mice",
        "protein P53 = absent",
        "on 3/7 and 4/7",
    ],
)
def test_leaves_other_numbers_alone(text: str) -> None:
    assert find_effects(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mean difference in gain was 0.35 points (95% CI -0.57 to 1.28).", [("MD", "0.35")]),
        ("Gains were alike (mean difference in gain 0.35 points, 95% CI -0.57 to 1.28).", [("MD", "0.35")]),
        ("One of 120 controls (0.8%) became pregnant.", [("events", "1")]),
        ("Mean scores were 9.8 (95% CI; 9.4 to 10.3).", [("mean", "9.8")]),
        ("It predicted mood, B\u200a=\u200a−0.71 (95% CI: −1.38 to −0.04).", [("beta", "-0.71")]),
        ("The correlation was 0.52 (P < .001) at once and 0.50 (P < .001) later.",
         [("correlation", "0.52"), ("correlation", "0.50")]),
        ("It was small, d = 0.16 (95% CI 0.01 to 0.3); later 0.60 points (95% CI 0.5 to 0.7).",
         [("Cohen d", "0.16"), ("estimate", "0.60")]),
        ("Age was Mean = 40.0, sd = 11.6 there.", [("mean", "40.0")]),
        ("Doses fell by 12% in one arm and by 30% in the other.", [("percent change", "12"), ("percent change", "30")]),
    ],
)  # fmt: skip
def test_names_what_a_value_is_in_less_usual_writings(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(effect.measure, str(effect.value)) for effect in find_effects(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "To detect a difference of 5 points, many were needed, assuming a correlation of 0.5.",
        "A 4% difference for relapse based on a significance level of 5% was planned.",
        "Variables significant at P < 0.1 in the first step were kept, as were covariates with a P value of <0.1.",
        "Links at the first level (P ≤ 0.20) were tested again.",
        "Cards were kept by 81% of mothers and by 69% of the controls.",
        "We took mean pulse rates for intervals of 5 min, and the mean ratings at baseline, 2 weeks and 4 weeks.",
        "The mean difference in weight over a total time period of 18 months was the outcome.",
        "The outcome was to name ≥3 out of 5 diagnoses; risk ratios of 1.1 or greater were called large.",
        "The upper and lower 95% CI bounds are drawn; others saw a 60–80% reduction.",
    ],
)
def test_plans_thresholds_and_times_are_no_results(text: str) -> None:
    assert find_effects(text) == ()


def test_binds_what_stands_in_one_bracket_and_starts_anew_at_the_next_measure() -> None:
    text = "Pain fell (MD -1.2, 95% CI -1.9 to -0.5; P = .002; I2 = 40%) but sleep did not change (MD 0.1; P = .7)."
    first, second = find_effects(text)
    assert (first.value, first.ci_level, first.p, first.i2_low) == (D("-1.2"), D(95), D("0.002"), D(40))
    assert (second.value, second.p, second.ci_low) == (D("0.1"), D("0.7"), None)


def test_two_arms_are_two_effects() -> None:
    assert [effect.n for effect in find_effects("12/96 (12.5%) v 30/98 (30.6%)")] == [96, 98]


def test_offsets_count_in_the_whole_text() -> None:
    text = "First OR 2.0 here. Then OR 3.0 there."
    (effect,) = find_effects(text, 19, len(text))
    assert text[effect.start : effect.end] == effect.text == "OR 3.0"


_PIECES = st.sampled_from(
    ["OR 0.5", "(95% CI 0.1", " to ", "–0.81", ")", "[", "P < .001", "; ", "I2 = 5", "%", " ± 3", "12/96", "(12.5%)",
     "n = 4", " 58 studies", "2-fold", "SMD", " = ", "–4.79", ", ", " reduced by 3%"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_text_is_the_slice_and_effects_never_overlap(text: str) -> None:
    effects = find_effects(text)
    assert all(text[effect.start : effect.end] == effect.text for effect in effects)
    assert all(one.end <= other.start for one, other in pairwise(effects))
    assert all(effect.ci_low <= effect.ci_high for effect in effects if effect.ci_low and effect.ci_high)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-999, max_value=999))
def test_numbers_survive_every_sign_and_dot(number: Decimal) -> None:
    printed = f"{number:.3f}"
    assert to_decimal(printed.replace("-", "\u2212").replace(".", "\u00b7")) == number


@given(st.integers(min_value=1, max_value=10**6))
def test_counts_survive_thousands_commas(number: int) -> None:
    assert to_count(f"{number:,}") == number


@pytest.mark.parametrize(("written", "sign"), [("<<", "<"), ("≪", None), ("≤", "<="), ("==", "="), (">>", ">")])
def test_a_doubled_sign_of_a_p_value_is_the_sign(written: str, sign: str | None) -> None:
    effects = list(find_effects(f"Weight fell (p {written} 0.01).", 0, 99))
    assert [effect.p_comparator for effect in effects] == ([sign] if sign else [])


def test_an_interval_of_a_difference_is_no_difference() -> None:
    (effect,) = find_effects("(95% CI for treatment difference, -8.11, 7.54)")

    assert (effect.measure, effect.ci_low, effect.ci_high) == ("", Decimal("-8.11"), Decimal("7.54"))
