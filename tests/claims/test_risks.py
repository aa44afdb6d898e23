from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from extractors.claim import Certainty, Risk, RiskKind, Setting, Status
from extractors.claims import find_claims
from extractors.document import Genre, Role
from extractors.evidence import stage as evidence_stage
from extractors.risks import find_risks
from extractors.risks.hazards import frequency_of, severity_of
from tests.claims.builders import document, extraction

NAMES = {
    "gold": "drug MESH:D006046", "Gold": "drug MESH:D006046", "aspirin": "drug MESH:D001241",
    "Aspirin": "drug MESH:D001241",
    "nausea": "phenotype HP:0002018", "hepatitis": "disease MESH:D006505", "rash": "disease MESH:D005076",
    "arthritis": "disease MESH:D001168", "stem cells": "cell CL:0000034", "asthma": "disease MESH:D001249",
}  # fmt: skip


def read(
    text: str,
    names: Mapping[str, str] = NAMES,
    role: Role = Role.RESULTS,
    genre: Genre = Genre.ARTICLE,
    title: str = "",
) -> list[Risk]:
    made = extraction(document((role, text), title=title, genre=genre), names)
    made = evidence_stage()(made)
    # However sure: made-up sentences are short.
    return list(find_risks(replace(made, claims=tuple(find_claims(made, least=0.0)))))


def pairs(text: str) -> list[tuple[str, str]]:
    return [(risk.agent.text, risk.hazard.text) for risk in read(text) if risk.agent and risk.hazard.curies]


@pytest.mark.parametrize(
    "text",
    [
        "Gold-induced hepatitis is rare.",
        "Hepatitis was not seen before; Gold caused hepatitis.",
        "We report hepatitis due to gold.",
        "A man developed hepatitis after two weeks of gold therapy.",
        "A case of hepatitis associated with gold.",
        "Hepatitis and rash: hepatitis in a woman receiving gold.",
        "Side effects of gold include hepatitis.",
    ],
)
def test_joins_a_drug_and_the_harm_that_followed_it(text: str) -> None:
    assert ("gold", "hepatitis") in [(agent.lower(), harm) for agent, harm in pairs(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Gold was given to patients with arthritis.",
        "Gold for the treatment of arthritis was approved.",
        "Gold relieved arthritis.",
        "Arthritis was common; gold was not used.",
        "Gold arthritis clinics opened.",
    ],
)
def test_what_a_drug_is_given_for_is_no_adverse_event(text: str) -> None:
    assert pairs(text) == []


def test_a_list_of_harms_shares_its_drug() -> None:
    assert {harm for _, harm in pairs("Two women developed nausea, rash and hepatitis after gold.")} == {
        "nausea", "rash", "hepatitis"
    }  # fmt: skip


def test_a_link_is_not_a_cause() -> None:
    (linked,) = read("Gold was associated with hepatitis.")
    (caused,) = read("Gold caused hepatitis.")
    assert (linked.associated, caused.associated) == (True, False)


def test_cells_that_may_feed_a_tumour_are_a_possible_promotion_of_disease() -> None:
    (risk,) = read("In some settings, stem cells have been reported to support tumour growth.")
    assert (risk.kind, risk.certainty, risk.agent and risk.agent.text) == (
        RiskKind.DISEASE_PROMOTION, Certainty.POSSIBLE, "stem cells"
    )  # fmt: skip


def test_toxicity_is_a_kind_of_its_own() -> None:
    names = NAMES | {"nephrotoxicity": "disease MESH:D007674"}
    assert read("Gold caused nephrotoxicity.", names)[0].kind is RiskKind.TOXICITY


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("There is no human evidence so far.", RiskKind.EVIDENCE_LIMITATION),
        ("Human evidence is essentially absent.", RiskKind.EVIDENCE_LIMITATION),
        ("Only in vitro data were pooled.", RiskKind.EVIDENCE_LIMITATION),
        ("The small sample size limits us.", RiskKind.EVIDENCE_LIMITATION),
        ("Substantial heterogeneity was found.", RiskKind.EVIDENCE_LIMITATION),
        ("Four trials had a high risk of bias.", RiskKind.EVIDENCE_LIMITATION),
        ("Clinics are selling gold as a cure.", RiskKind.OVERCLAIMING),
        ("This unproven therapy is popular.", RiskKind.OVERCLAIMING),
        ("People may delay proven cancer care.", RiskKind.DELAY_OF_CARE),
        ("It lures patients away from treatment.", RiskKind.DELAY_OF_CARE),
        ("Gold is contraindicated in pregnancy.", RiskKind.CONTRAINDICATION),
        ("Beware of drug interactions with warfarin.", RiskKind.INTERACTION),
        ("Safety concerns were raised.", RiskKind.SAFETY_CONCERN),
    ],
)
def test_some_phrases_are_a_risk_by_themselves(text: str, kind: RiskKind) -> None:
    assert kind in {risk.kind for risk in read(text)}


def test_a_limit_of_the_evidence_is_a_limitation_and_names_its_agent() -> None:
    (risk,) = read("No clinical trials of gold exist, and there is no animal evidence.")
    assert (risk.status, risk.negated, risk.agent and risk.agent.text) == (Status.LIMITATION, False, "gold")


def test_no_heterogeneity_is_a_denied_limit() -> None:
    (risk,) = read("There was no significant heterogeneity.")
    assert risk.negated


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Nobody should delay proven cancer care.", False),
        ("We never want people to delay proven cancer care.", False),
        ("None of the patients delayed proven cancer care.", True),
    ],
)
def test_advice_against_a_delay_warns_of_it(text: str, denied: bool) -> None:
    assert [risk.negated for risk in read(text) if risk.kind is RiskKind.DELAY_OF_CARE] == [denied]


def test_what_avoids_the_same_hazard_is_its_mitigation() -> None:
    text = "Gold was associated with hepatitis in vivo. Its use requires weekly blood tests to avoid hepatitis."
    risk = read(text)[0]
    assert [means.text for means in risk.mitigation] == ["weekly blood tests"]
    assert risk.evidence.settings == (Setting.IN_VIVO,)


@pytest.mark.parametrize(
    ("text", "hazard", "severity", "frequency"),
    [
        (
            "Grade 3-4 neutropenia was seen in 12 of 48 patients, 25%.",
            "neutropenia",
            "grade 3-4",
            "12 of 48 patients, 25%",
        ),
        ("Nausea was mild to moderate in 8% of them.", "Nausea", "mild to moderate", "8%"),
        ("Nausea (grade ≥3) was rare; headache came in 9%.", "Nausea", "grade ≥3", "rare"),
        ("Events with an incidence ≥2% were nausea.", "nausea", "", ""),
        ("We saw a 15% fall in pressure and nausea.", "nausea", "", ""),
    ],
)
def test_a_hazard_has_the_severity_and_the_share_that_stand_beside_it(
    text: str, hazard: str, severity: str, frequency: str
) -> None:
    at = text.index(hazard)
    assert severity_of(text, 0, at + len(hazard)) == severity
    assert frequency_of(text, 0, len(text), at) == frequency


def test_severity_and_frequency_are_kept_in_the_words_of_the_text() -> None:
    (risk,) = read("Gold caused severe hepatitis in 4 of 80 patients.")
    assert (risk.severity, risk.frequency.startswith("4 of 80")) == ("severe", True)


def test_a_lower_risk_is_no_risk() -> None:
    assert read("Aspirin was associated with a lower incidence of asthma.") == []


def test_every_span_is_its_text_and_every_risk_has_an_identity() -> None:
    text = "Gold-induced rash and nausea were mild. No human evidence exists. Aspirin increased mortality."
    made = extraction(document((Role.RESULTS, text)), NAMES)
    found = list(find_risks(replace(made, claims=tuple(find_claims(made)))))
    for risk in found:
        for argument in (risk.hazard, *(() if risk.agent is None else (risk.agent,))):
            assert made.document.text[argument.start : argument.end] == argument.text
    assert len({risk.id for risk in found}) == len(found) >= 4


@pytest.mark.parametrize(
    "text",
    [
        "We discuss the relationship between stem cells and asthma.",
        "Rash was less frequent with gold than with aspirin.",
        "Gold attenuated the allergen-induced hepatitis.",
        "Gold was given to minimise the risk of rash.",
    ],
)
def test_a_bare_link_or_a_harm_that_was_less_is_no_risk_of_the_drug(text: str) -> None:
    assert [
        risk for risk in read(text) if risk.agent is not None and risk.agent.text in {"gold", "Gold", "stem cells"}
    ] == []


def test_what_the_paper_treats_is_no_harm_of_its_drug_by_nearness() -> None:
    text = "Gold is used for the treatment of arthritis. Arthritis after gold was scored weekly."
    assert read(text, {**NAMES, "Arthritis": "disease MESH:D001168"}) == []


def test_harms_that_were_judged_unrelated_are_denied() -> None:
    (risk,) = read("None was considered related to treatment: with gold, rash occurred after gold.")
    assert risk.negated
