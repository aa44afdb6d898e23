"""Effects that two arms tell by their numbers, outcomes in other words, and the spread that a graph keeps of a mean."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import pytest
from bodies import paper, store

from extractors.claim import Argument, Effect
from extractors.pipeline import Extraction
from kg.analysis import estimates, pool
from kg.analysis.alike import core
from kg.analysis.computed import Arm, compare
from kg.query import query
from kg.vocab import PREFIXES
from ontologies.term import Kind

pytest.importorskip("statsmodels")


def arm(value: float, n: int | None, **more: object) -> Arm:
    return Arm(effect="", measure="mean" if "sd" in more else "events", value=value, n=n, **more)  # type: ignore[arg-type]


def counted(name: str, *, rival: str = "placebo", effects: tuple[Effect, ...]) -> Extraction:
    """Return a paper whose claim has a comparator and the values of both arms."""
    made = paper(name, subject="zinc", thing="VAS pain scores" if name.startswith("B") else "pain")
    (claim,) = made.claims
    end = claim.sentence.end
    against = Argument(start=end - 1, end=end, text=rival, kind=Kind.CHEMICAL)
    placed = tuple(
        replace(one, start=claim.object.start, end=claim.object.end, text=claim.object.text) for one in effects
    )
    return replace(made, claims=(replace(claim, comparator=against, statistics=placed),))


def events(a: int, n: int, c: int, m: int) -> tuple[Effect, ...]:
    common = {"start": 0, "end": 1, "text": "x", "measure": "events"}
    return (
        Effect(**common, value=Decimal(a), n=n, arm="subject"),  # type: ignore[arg-type]
        Effect(**common, value=Decimal(c), n=m, arm="comparator"),  # type: ignore[arg-type]
    )


def test_a_risk_ratio_from_counts_is_that_of_the_textbook() -> None:
    ratio, odds = compare(arm(12, 100), arm(30, 100))
    error = math.sqrt(1 / 12 - 1 / 100 + 1 / 30 - 1 / 100)
    assert (ratio.measure, ratio.value) == ("RR", pytest.approx(0.4))
    assert ratio.high == pytest.approx(0.4 * math.exp(1.959964 * error))
    assert (odds.measure, odds.value) == ("OR", pytest.approx(12 * 70 / (88 * 30)))


def test_an_empty_cell_gets_half_an_event_and_two_empty_arms_give_nothing() -> None:
    assert next(iter(compare(arm(0, 50), arm(5, 50)))).value == pytest.approx(0.5 / 51 / (5.5 / 51))
    assert list(compare(arm(0, 50), arm(0, 50))) == list(compare(arm(1, None), arm(2, 50))) == []


def test_means_give_a_difference_and_a_standardised_one() -> None:
    plain, standard = compare(arm(3, 50, sd=2, spread="SD"), arm(4, 50, sd=2, spread="SD"))
    assert (plain.measure, plain.value) == ("MD", -1)
    assert plain.high == pytest.approx(-1 + 1.959964 * 0.4)
    assert (standard.measure, standard.value) == ("SMD", pytest.approx(-0.5 * (1 - 3 / 391)))
    by_error = next(iter(compare(arm(3, 100, sd=0.2, spread="SE"), arm(4, 100, sd=0.2, spread="SE"))))
    assert by_error.high == pytest.approx(-1 + 1.959964 * math.sqrt(0.08)), "an error times the root of n"
    assert list(compare(arm(3, 50, sd=2), arm(4, 50, sd=2))) == [], "a plus-minus may be either"


def test_counts_of_two_papers_are_pooled_under_outcomes_that_are_worded_otherwise() -> None:
    graph = store(
        [counted("A 2001", effects=events(12, 100, 30, 100)), counted("B 2002", effects=events(10, 90, 20, 95))]
    )
    pools, left = pool(graph, "zinc", "pain", loosely=True)
    assert [(one.measure, len(one.estimates)) for one in pools] == [("OR", 2), ("RR", 2)]
    assert left == ()
    # By hand, by inverse variances: the two papers differ less than chance makes them.
    logs, variances = [math.log(0.4), math.log((10 / 90) / (20 / 95))], []
    for a, n, c, m in ((12, 100, 30, 100), (10, 90, 20, 95)):
        variances.append(1 / a - 1 / n + 1 / c - 1 / m)
    weights = [1 / one for one in variances]
    mean = sum(w * y for w, y in zip(weights, logs, strict=True)) / sum(weights)
    assert pools[1].value == pytest.approx(math.exp(mean), rel=1e-3)
    assert pools[1].high == pytest.approx(math.exp(mean + 1.959964 / math.sqrt(sum(weights))), rel=1e-3)
    assert {one.method for one in pools[1].estimates} == {"computed from counts"}


def test_other_treatments_are_no_placebo() -> None:
    graph = store(
        [
            counted("A 2001", effects=events(12, 100, 30, 100)),
            counted("C 2002", rival="iron", effects=events(10, 90, 20, 95)),
        ]
    )
    pools, left = pool(graph, "zinc", "pain")
    assert pools == ()
    assert {one.estimate.family for one in left} == {"OR", "RR", "OR against iron", "RR against iron"}


def test_without_loosely_words_must_agree() -> None:
    graph = store([counted("A 2001", effects=events(1, 9, 3, 9)), counted("B 2002", effects=events(1, 9, 3, 9))])
    assert {one.paper for one in estimates(graph, "zinc", "pain")} == {"A 2001"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("VAS pain score", "pain intensity", True),
        ("risk of stroke", "stroke", True),
        ("knee pain", "back pain", False),
        ("HbA1c", "glycated haemoglobin levels", True),
        ("all-cause mortality", "deaths from any cause at 28 days", True),
        ("cardiovascular mortality", "all-cause mortality", False),
        ("cell death", "mortality", False),
        ("LDL-C", "LDL cholesterol level", True),
        ("birth weight", "body weight", False),
    ],
)
def test_core_words_say_what_is_measured(one: str, other: str, same: bool) -> None:
    assert (core(one) == core(other)) is same


def test_the_spread_of_a_mean_and_its_arm_reach_the_graph() -> None:
    mean = Effect(
        start=0, end=1, text="x", measure="mean", value=Decimal(3), sd=Decimal("0.5"), spread="SE", arm="comparator"
    )
    median = Effect(
        start=0, end=1, text="x", measure="median", value=Decimal(3), spread="IQR", spread_low=Decimal(2),
        spread_high=Decimal(5), arm="subject",
    )  # fmt: skip
    graph = store([counted("A 2001", effects=(mean, median))])
    prefixes = "\n".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())
    asked = query(
        graph,
        f"""{prefixes}
        SELECT ?type ?value ?low ?high ?of {{ ?effect cg:statistic ?around ; obo:IAO_0000136/skos:prefLabel ?of .
          ?around a ?type . OPTIONAL {{ ?around rdf:value ?value }}
          OPTIONAL {{ ?around cg:lower ?low ; cg:upper ?high }} }} ORDER BY ?type""",
    )
    found = [tuple("" if cell is None else cell.value.rpartition("/")[2] for cell in row) for row in asked]
    assert found == [("STATO_0000037", "0.5", "", "", "placebo"), ("STATO_0000164", "", "2", "5", "zinc")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Metformin 500 mg twice daily", "metformin", True),
        ("low-dose aspirin", "aspirin", True),
        ("efalizumab, 1 mg/kg once weekly", "efalizumab", True),
        ("vitamin B12", "vitamin B6", False),
        ("metformin plus sitagliptin", "metformin", False),
    ],
)
def test_a_treatment_is_one_at_every_dose(one: str, other: str, same: bool) -> None:
    assert (core(one, given=True) == core(other, given=True)) is same
