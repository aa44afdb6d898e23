"""What the whole chain must find in the two reference documents; facts, not wording."""

from __future__ import annotations

import ast
import csv
from decimal import Decimal
from pathlib import Path

import pytest

from extractors.claim import Certainty, Claim, Design, Direction, Predicate, RiskKind, Setting
from extractors.negation import find_negations
from extractors.pipeline import Extraction
from extractors.readers import read_file
from extractors.stages import default_pipeline

pytestmark = pytest.mark.shared


def extract(path: Path) -> Extraction:
    made = default_pipeline().run_one(next(iter(read_file(path))))
    assert isinstance(made, Extraction), made
    return made


@pytest.fixture(scope="module")
def page(shared: Path) -> Extraction:
    return extract(next((shared / "seeds").glob("001_*.txt")))


@pytest.fixture(scope="module")
def lay(shared: Path) -> Extraction:
    return extract(next((shared / "seeds").glob("000_*.txt")))


def three_effects(claims: tuple[Claim, ...]) -> set[tuple[str, Direction]]:
    words = ("viability", "migration", "apoptosis")
    return {(word, claim.direction) for claim in claims for word in words if word in claim.object.text}


EXPECTED = {
    ("viability", Direction.DECREASE),
    ("migration", Direction.DECREASE),
    ("apoptosis", Direction.INCREASE),
}


def test_the_page_gives_the_three_pooled_effects(page: Extraction) -> None:
    pooled = {
        claim.statistics[0].value: claim
        for claim in page.claims
        if claim.statistics and claim.statistics[0].measure == "SMD"
    }
    assert set(pooled) == {Decimal("-4.79"), Decimal("-4.70"), Decimal("4.16")}
    assert three_effects(tuple(pooled.values())) == EXPECTED
    for claim in pooled.values():
        assert claim.subject.intervention is not None
        assert (claim.evidence.studies, claim.evidence.settings) == (58, (Setting.IN_VITRO,))
        assert claim.evidence.designs[0] is Design.META_ANALYSIS
        assert (claim.statistics[-1].i2_low, claim.statistics[-1].i2_high) == (Decimal(50), Decimal(70))
        assert claim.benefit is True


def test_the_page_links_dormancy_and_says_what_avoids_it(page: Extraction) -> None:
    risks = [risk for risk in page.risks if "dormancy" in risk.hazard.text]
    assert risks
    for risk in risks:
        assert risk.agent is not None
        assert "miR-23b" in risk.agent.text
        assert (risk.associated, risk.evidence.settings) == (True, (Setting.IN_VIVO,))
        assert any("cargo control" in means.text for means in risk.mitigation)


def test_the_lay_article_gives_the_same_effects_from_the_paper_that_it_cites(lay: Extraction) -> None:
    cited = tuple(claim for claim in lay.claims if claim.cites)
    assert three_effects(cited) == EXPECTED
    assert all((claim.evidence.studies, claim.evidence.settings) == (58, (Setting.IN_VITRO,)) for claim in cited)


def test_the_lay_article_denies_an_approved_therapy_and_names_the_risks(lay: Extraction) -> None:
    approvals = [claim for claim in lay.claims if claim.predicate is Predicate.APPROVED_FOR]
    assert approvals
    assert all(claim.negated for claim in approvals)
    promoted = [risk for risk in lay.risks if risk.kind is RiskKind.DISEASE_PROMOTION]
    assert any(risk.certainty is Certainty.POSSIBLE for risk in promoted)
    limits = {risk.rule for risk in lay.risks if risk.kind is RiskKind.EVIDENCE_LIMITATION}
    assert "phrase: no human or animal evidence" in limits


def test_negation_scopes_reach_the_gold_ones(shared: Path) -> None:
    right = found = wanted = 0
    for name in ("bioscope_abstract.tsv", "bioscope_full.tsv"):
        with (shared / "corpora" / "bioscope" / name).open(encoding="utf-8") as rows:
            for row in csv.DictReader(rows, delimiter="\t"):
                if row["target"] != "1.0":
                    continue
                start, end = ast.literal_eval(row["scope_span"])
                cues = ast.literal_eval(row["cue_span"])
                gold = set(range(start, end))
                # One row holds one scope; a sentence with two cues has two rows.
                scopes = [
                    scope
                    for scope in find_negations(row["sentence"])
                    if any(scope.cue_start < stop and first < scope.cue_end for first, stop in cues)
                ]
                made = {place for scope in scopes for place in range(scope.start, scope.end)}
                right, found, wanted = right + len(gold & made), found + len(made), wanted + len(gold)
    precision, recall = right / found, right / wanted
    assert 2 * precision * recall / (precision + recall) >= 0.88
