"""How sure the extractor is of a claim: facts, the model, and what is dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.claim import Argument, Claim, Direction, Predicate
from extractors.claims import find_claims
from extractors.claims.confidence import LEAST, confidence, facts
from extractors.claims.frame import Frame, Place
from extractors.claims.meaning import Found
from extractors.claims.tokens import parse
from extractors.document import Role, Sentence
from extractors.evidence import stage as evidence_stage
from ontologies.term import Kind
from tests.claims.builders import document, extraction

TEXT = "Zinc reduced fever in children."
NAMES = {"Zinc": "drug MESH:D015032", "fever": "disease MESH:D005334"}


def _made(text: str = TEXT) -> tuple[Claim, Found, str]:
    subject = Argument(start=0, end=4, text="Zinc", kind=Kind.CHEMICAL)
    target = Argument(start=13, end=18, text="fever", kind=Kind.DISEASE)
    frame = Frame(
        rule="active",
        predicate=Predicate.AFFECTS,
        direction=Direction.DECREASE,
        object=Place(start=13, end=18, reach_end=18),
        subject=Place(start=0, end=4, reach_end=4),
        trigger_start=5,
        trigger_end=12,
    )
    claim = Claim(
        paper="P1",
        sentence=Sentence(start=0, end=len(text), text=text),
        section=Role.RESULTS,
        subject=subject,
        predicate=Predicate.AFFECTS,
        direction=Direction.DECREASE,
        object=target,
        rule="active",
    )
    return claim, Found(frame=frame, subject=subject, object=target), text


def test_facts_name_the_rule_the_places_and_what_stands_beside_them() -> None:
    claim, found, text = _made()
    told = set(facts(claim, found, text, parse(text, 0, len(text))))
    assert {"rule active", "predicate affects", "known 2", "trigger reduced", "apart 1"} <= told
    assert {"before subject border", "after subject verb active", "after object prep in"} <= told
    assert "carried" not in told


def test_what_stands_in_another_sentence_has_no_place_here() -> None:
    claim, found, text = _made()
    told = set(facts(claim, replace(found, carried=True), text, parse(text, 0, len(text))))
    assert "carried" in told
    assert not any(fact.startswith(("before subject", "after subject")) for fact in told)


def test_confidence_is_the_chance_that_the_weights_come_to() -> None:
    claim, found, text = _made()
    items = parse(text, 0, len(text))
    assert confidence(claim, found, text, items, {}) == 0.5
    assert confidence(claim, found, text, items, {"": -1.0, "rule active": 1.0}) == 0.5
    assert confidence(claim, found, text, items, {"rule active": 2.0}) == pytest.approx(0.881, abs=0.001)
    assert confidence(claim, found, text, items, {"rule nominal": 2.0}) == 0.5


def test_of_two_claims_the_clearer_is_surer() -> None:
    clear = "Zinc significantly reduced fever in children compared with placebo (P < .001)."
    vague = (
        "It is seen that, as for fever, that which Zinc and others may or may not decrease in most of them, is fever."
    )
    best = [max(claim.score for claim in _all(text)) for text in (clear, vague) if _all(text)]
    assert best[0] > LEAST
    assert len(best) == 1 or best[0] > best[1]


def test_what_is_less_sure_than_asked_for_is_no_claim() -> None:
    made = evidence_stage()(extraction(document((Role.RESULTS, TEXT)), NAMES))
    (claim,) = find_claims(made, least=0.0)
    assert 0 < claim.score < 1
    assert list(find_claims(made, least=claim.score)) == [claim]
    assert list(find_claims(made, least=1.0)) == []


def test_a_statistic_of_its_own_or_no_difference_halves_what_is_asked_for() -> None:
    text = "Zinc reduced fever (P < .001)."
    made = evidence_stage()(extraction(document((Role.RESULTS, text)), NAMES))
    (claim,) = find_claims(made, least=0.0)
    assert claim.statistics
    assert [found.id for found in find_claims(made, least=min(1.0, 2 * claim.score - 0.001))] == [claim.id]


def _all(text: str) -> list[Claim]:
    made = extraction(document((Role.RESULTS, text)), NAMES)
    return list(find_claims(evidence_stage()(made), least=0.0))
