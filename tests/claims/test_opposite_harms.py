"""Sentences that say of a harm that it was less, was there before, or comes of stopping what is given."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from extractors.claim import Risk, RiskKind
from extractors.claims import stage as claims_stage
from extractors.claims.arguments import Resolver
from extractors.claims.valence import valence_of
from extractors.document import Role, Sentence
from extractors.risks import find_risks
from extractors.risks.pairs import speaks_against
from ontologies.term import Kind
from tests.claims.builders import document, extraction

NAMES = {
    "gold": "drug MESH:D006046", "Gold": "drug MESH:D006046", "zinc": "drug MESH:D015032",
    "nausea": "phenotype HP:0002018", "Nausea": "phenotype HP:0002018", "rash": "disease MESH:D005076",
    "stroke": "disease MESH:D020521", "Stroke": "disease MESH:D020521", "strokes": "disease MESH:D020521",
    "hepatitis": "disease MESH:D006505", "Hepatitis": "disease MESH:D006505", "arthritis": "disease MESH:D001168",
    "thrombosis": "disease MESH:D013927", "anaemia": "disease MESH:D000740", "Anaemia": "disease MESH:D000740",
}  # fmt: skip


def read(text: str, names: Mapping[str, str] = NAMES, title: str = "") -> list[Risk]:
    return list(find_risks(claims_stage()(extraction(document((Role.RESULTS, text), title=title), names))))


def pairs(text: str) -> set[tuple[str, str]]:
    return {(risk.agent.text, risk.hazard.text) for risk in read(text) if risk.agent and not risk.negated}


@pytest.mark.parametrize(
    "text",
    [
        "Fewer gold patients developed hepatitis than in the zinc group.",
        "A smaller proportion of those taking gold experienced a stroke (9% vs 14%).",
        "Gold was associated with fewer strokes and with reductions in hepatitis.",
        "Gold proved protective and was linked to stroke only weakly.",
        "Nausea was less in the gold arm.",
        "The rate of stroke of the gold group was significantly lower (P = 0.01).",
        "Minimal nausea came up during treatment with gold.",
        "Stroke occurred on gold and on placebo (hazard ratio 0.66; 95% CI 0.48 to 0.91).",
        "Those on gold less often developed hepatitis.",
        "We assigned adults who had had a stroke to gold or placebo.",
        "Anaemia at baseline was seen in 12% of those on gold.",
    ],
)
def test_less_of_a_harm_is_no_harm_of_the_drug(text: str) -> None:
    assert pairs(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "More gold patients developed hepatitis than in the zinc group.",
        "Gold was associated with more strokes and with hepatitis.",
        "Nausea was worse in the gold arm, and stroke was seen during treatment with gold.",
        "Hepatitis occurred after gold (hazard ratio 1.66; 95% CI 1.18 to 2.31).",
        "Less than 5% of the patients on gold developed hepatitis.",
    ],
)
def test_as_much_or_more_of_a_harm_still_is_one(text: str) -> None:
    assert "gold" in {agent.lower() for agent, _ in pairs(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Withdrawal of gold was associated with hepatitis.",
        "Discontinuation of gold led to a stroke.",
        "Hepatitis developed after abrupt cessation of gold.",
    ],
)
def test_what_comes_of_stopping_a_drug_is_no_harm_of_the_drug(text: str) -> None:
    agents = {agent for agent, _ in pairs(text)}
    assert agents
    assert all("gold" in agent and agent != "gold" for agent in agents)


@pytest.mark.parametrize(
    "text",
    [
        "Six people stopped gold because of nausea.",
        "Hepatitis led to discontinuation of gold.",
        "Hepatitis resolved after discontinuation of gold.",
    ],
)
def test_what_a_drug_was_stopped_for_is_its_harm(text: str) -> None:
    assert {agent for agent, _ in pairs(text)} == {"gold"}


@pytest.mark.parametrize(
    "text",
    [
        "Gold in severe arthritis: a randomised trial",
        "Gold for adults with arthritis",
        "Oral gold therapy against arthritis of the hand",
    ],
)
def test_what_a_title_gives_a_drug_for_is_no_harm_of_it(text: str) -> None:
    found = {link.mention.text.lower(): link for link in extraction(document((Role.TITLE, text)), NAMES).links}
    agent, harm = (Resolver.named(found[name]) for name in ("gold", "arthritis"))
    assert speaks_against(text, Sentence(start=0, end=len(text), text=text), agent, harm)


def test_who_others_are_compared_with_has_not_the_harm() -> None:
    text = "Women who had gold had more nausea compared with women who received intravenous zinc (30% vs 0)."
    assert "zinc" not in {agent for agent, _ in pairs(text)}


def test_what_another_did_is_no_harm_of_a_drug_named_behind_it() -> None:
    text = "Loss of the gene worsened hepatitis, and treatment of others with gold lowered the enzymes."
    assert pairs(text) == set()


def test_only_some_harm_is_no_denial() -> None:
    text = "There was no stroke and only mild rash following treatment with gold."
    assert ("gold", "rash") in {(agent, harm.removeprefix("mild ")) for agent, harm in pairs(text)}


def test_warnings_name_what_they_warn_of() -> None:
    (boxed,) = read("Gold carries a boxed warning for thrombosis.")
    assert (boxed.kind, boxed.hazard.text, boxed.agent and boxed.agent.text) == (
        RiskKind.SAFETY_CONCERN,
        "thrombosis",
        "Gold",
    )
    (barred,) = read("Gold should not be used in patients with a history of severe hepatitis.")
    assert (barred.kind, barred.hazard.text) == (RiskKind.CONTRAINDICATION, "hepatitis")


def test_less_of_what_is_bad_by_its_adjective_is_good() -> None:
    bad = ("unfavourable outcome", "adverse outcomes", "inflammatory response")
    assert {valence_of(words, Kind.OUTCOME, False) for words in bad} == {-1}
    assert valence_of("stroke volume", Kind.OUTCOME, False) == 0
    assert valence_of("tumour response", Kind.OUTCOME, False) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Nausea did not increase on gold.",
        "The rates of stroke were similar with gold and zinc.",
        "The rate of nausea was at placebo level with gold.",
    ],
)
def test_as_much_of_a_harm_as_without_is_denied(text: str) -> None:
    assert pairs(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Side effects such as nausea, rash and hepatitis were much less frequent on gold.",
        "The commonest adverse events were nausea and rash, both less common than on placebo.",
        "A drop in the number of patients reporting nausea was seen in subjects on gold.",
        "Gold raised anti-hepatitis defences, because zinc was scarce.",
        "Gold and zinc belong together, and a deficit includes stroke and rash among its signs.",
        "Gold did not cause a rash, and strokes were not more common with gold.",
        "Gold showed a more acceptable rash.",
        "Gold was linked with more hepatitis immunisation.",
        "Gold was associated with improvements in hepatitis.",
        "Gold led to a larger stroke reduction.",
    ],
)
def test_lists_and_asides_turn_harms_round(text: str) -> None:
    assert pairs(text) == set()


def test_who_is_too_heavy_gains_by_losing_weight() -> None:
    names = NAMES | {"weight loss": "phenotype HP:0001824"}
    text = "Gold was followed by weight loss, and weight loss occurred with gold."
    lost = {risk.hazard.text for risk in read(text, names, title="Gold in the obese") if not risk.negated}
    assert "weight loss" not in lost
    assert "weight loss" in {risk.hazard.text for risk in read(text, names, title="Gold in the old")}


def test_fewer_safety_risks_are_no_warning() -> None:
    assert read("A lower score stands for fewer safety risks.") == []
    assert read("There were safety risks with gold.")
