from __future__ import annotations

import re

import pytest
from table_builders import made

from extractors.claim import Claim, Direction, Predicate
from extractors.document import BlockKind, Sentence
from extractors.link import Link
from extractors.mention import Mention
from extractors.pipeline import Extraction
from extractors.tables.claims import stage
from ontologies.curie import Curie
from ontologies.term import Kind

_NAMES = {
    "smoking": Kind.CHEMICAL, "aspirin": Kind.CHEMICAL, "stroke": Kind.DISEASE, "asthma": Kind.DISEASE,
    "pain": Kind.OUTCOME, "Yes": Kind.GENE,
}  # fmt: skip


def claims(rows: str, caption: str, notes: str = "") -> list[Claim]:
    """Return the claims of a table in which the names above are recognised and linked."""
    document = made(rows, caption, notes)
    found = [
        Mention.cut(document.text, match.start(), match.end(), kind, "test")
        for name, kind in _NAMES.items()
        for match in re.finditer(rf"\b{name}\b", document.text)
    ]
    mentions = tuple(sorted(found, key=lambda mention: mention.start))
    kept = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    extraction = Extraction(
        document=document,
        sentences=tuple(
            Sentence(start=row.start, end=row.end, text=document.text[row.start : row.end]) for row in kept
        ),
        mentions=mentions,
        links=tuple(Link(mention=one, term=Curie.parse(f"MESH:{one.text}"), rule="test") for one in mentions),
    )
    return list(stage()(extraction).claims)


def said(rows: str, caption: str) -> list[tuple[str, str, str, str, bool]]:
    """Return subject, predicate, direction, object and polarity of each claim."""
    return [
        (claim.subject.text, claim.predicate, claim.direction, claim.object.text, claim.negated)
        for claim in claims(rows, caption)
    ]


_FACTORS = "| HR (95% CI) | P\n---\n{row}"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("smoking | 2.0 (1.5–2.6) | <.001", ("smoking", "associated with", "increase", "stroke", False)),
        ("Any aspirin use | 0.7 (0.5–0.9) | .01", ("aspirin", "associated with", "decrease", "stroke", False)),
        ("Walking | 1.1 (0.8–1.4) | .40", ("Walking", "associated with", "", "stroke", True)),
    ],
)
def test_rows_are_factors_of_what_the_caption_names(row: str, expected: tuple[object, ...]) -> None:
    assert said(_FACTORS.format(row=row), "Factors associated with stroke in adults") == [expected]


def test_a_head_names_the_outcome_before_the_caption_does() -> None:
    rows = "| asthma | stroke\n| OR (95% CI) | OR (95% CI)\n---\nsmoking | 2.0 (1.5–2.6) | 0.9 (0.7–1.3)"
    assert said(rows, "Associations of habits") == [
        ("smoking", "associated with", "increase", "asthma", False),
        ("smoking", "associated with", "", "stroke", True),
    ]


def test_yes_stands_for_the_factor_above_and_other_categories_for_nothing() -> None:
    rows = "| OR (95% CI)\n---\nsmoking |\n No | 1.0 (0.8–1.1)\n Yes | 2.0 (1.5–2.6)\n Former | 1.4 (1.1–1.9)"
    assert said(rows, "Predictors of stroke") == [("smoking", "associated with", "increase", "stroke", False)]


def test_what_was_given_changes_what_the_rows_name() -> None:
    rows = "| Mean difference (95% CI)\n---\npain | −1.2 (−1.9 to −0.5)"
    (claim,) = claims(rows, "Effect of aspirin on symptoms")
    assert (claim.subject.text, claim.predicate, claim.object.text) == ("aspirin", Predicate.AFFECTS, "pain")
    assert (claim.direction, claim.benefit) == (Direction.DECREASE, True)
    assert claim.rule == "table, effect"


def test_two_arms_and_a_test_say_what_the_treated_arm_does() -> None:
    rows = (
        "| aspirin (n = 50) | Placebo (n = 50) | P value\n---\npain, mean (SD) | 3.1 (1.0) | 4.2 (1.1) | .01\n"
        "Falls, n (%) | 4 (8) | 5 (10) | .70"
    )
    first, second = claims(rows, "Outcomes at twelve weeks")
    assert (first.subject.text, first.direction, first.object.text) == ("aspirin", Direction.DECREASE, "pain")
    assert first.comparator is not None
    assert first.comparator.text == "Placebo"
    assert [effect.measure for effect in first.statistics] == ["mean", "mean", ""]
    assert second.direction is Direction.NO_CHANGE


@pytest.mark.parametrize(
    ("rows", "caption"),
    [
        ("| aspirin | Placebo | P\n---\npain, mean (SD) | 3.1 (1.0) | 4.2 (1.1) | .01", "Baseline characteristics"),
        ("| Before | After | P\n---\npain, mean (SD) | 3.1 (1.0) | 4.2 (1.1) | .01", "Outcomes"),
        ("| A | B | Placebo | P\n---\npain, mean (SD) | 3 (1) | 4 (1) | 5 (1) | .01", "Outcomes"),
        ("| HR (95% CI)\n---\nsmoking | 2.0 (1.5–2.6)", "Results of the model"),
        ("| HR (95% CI)\n---\nsmoking | 2.0 (1.5–2.6)", "Factors associated with stroke and asthma"),
        ("| P for interaction\n---\nsmoking | .04", "Interaction of factors associated with stroke"),
        ("| HR\n---\nsmoking | 2.0", "Factors associated with stroke"),
    ],
)
def test_tables_that_leave_a_side_open_claim_nothing(rows: str, caption: str) -> None:
    assert claims(rows, caption) == []


def test_claims_lead_back_to_their_cells() -> None:
    rows = "| OR (95% CI)\n---\nsmoking | 2.0 (1.5–2.6)"
    (claim,) = claims(rows, "Risk factors for asthma")
    assert claim.statistics[0].text == "2.0 (1.5–2.6)"
    assert claim.sentence.start <= claim.statistics[0].start < claim.sentence.end
    assert claim.section == "table"


def test_what_a_plus_minus_is_the_paper_may_say_once() -> None:
    rows = "| Zinc (n = 12) | Placebo (n = 11) | P\n---\npain | 3.1 ± 0.4 | 4.0 ± 0.5 | .01"
    (claim,) = claims(rows, "Outcomes. Values are mean ± SEM.")
    told = [(one.arm, one.spread, one.n) for one in claim.statistics if one.measure == "mean"]
    assert told == [("subject", "SE", 12), ("comparator", "SE", 11)]


def test_each_treated_arm_is_compared_with_the_control() -> None:
    rows = "| Placebo | Low dose | High dose | P\n---\npain, n (%) | 8 (10) | 9 (11) | 9 (12) | .99"
    assert [(one.subject.text, one.direction) for one in claims(rows, "Outcomes")] == [
        ("Low dose", Direction.NO_CHANGE), ("High dose", Direction.NO_CHANGE),
    ]  # fmt: skip


def test_an_outer_head_parts_a_row_into_comparisons() -> None:
    head = "| 3*pain | 3*sleep score\n| Active | Control | P | Active | Control | P"
    row = "Week 2 | 14.9 ± 3 | 17.9 ± 4 | .02 | 5 ± 1 | 6 ± 1 | .5"
    told = [(one.object.text, one.direction) for one in claims(f"{head}\n---\n{row}", "Outcomes")]
    assert told == [("pain", Direction.DECREASE), ("sleep score", Direction.NO_CHANGE)]
