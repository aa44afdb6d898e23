from __future__ import annotations

from collections.abc import Mapping

import pytest

from extractors.claim import Risk, RiskKind
from extractors.claims import stage as claims_stage
from extractors.document import Role, Sentence
from extractors.risks import find_risks
from extractors.risks.harms import find_harms, is_general
from extractors.risks.limits import find_cautions
from tests.claims.builders import document, extraction

NAMES = {
    "gold": "drug MESH:D006046", "Gold": "drug MESH:D006046", "aspirin": "drug MESH:D001241",
    "Aspirin": "drug MESH:D001241", "insulin": "gene NCBIGene:3630",
    "nausea": "phenotype HP:0002018", "hepatitis": "disease MESH:D006505", "rash": "disease MESH:D005076",
    "arthritis": "disease MESH:D001168", "asthma": "disease MESH:D001249", "headache": "phenotype HP:0002315",
}  # fmt: skip


def read(text: str, names: Mapping[str, str] = NAMES, title: str = "") -> list[Risk]:
    made = extraction(document((Role.RESULTS, text), title=title), names)
    return list(find_risks(claims_stage()(made)))


def pairs(text: str) -> set[tuple[str, str]]:
    return {(risk.agent.text, risk.hazard.text) for risk in read(text) if risk.agent and not risk.negated}


@pytest.mark.parametrize(
    "text",
    [
        "A man with arthritis who took gold for six weeks, as his doctor had told him, developed hepatitis.",
        "Hepatitis came up: a case of hepatitis, seen in a woman of forty on the third day of gold treatment.",
        "To describe a case of gold-induced hepatitis.",
        "Gold (Aurum) induced hepatitis.",
        "Several drugs were changed for their adverse effects: gold (hepatitis) and zinc.",
        "Gold-induced hepatitis has not been previously reported.",
    ],
)
def test_what_came_up_under_a_drug_is_its_harm(text: str) -> None:
    assert ("gold", "hepatitis") in {(agent.lower(), harm) for agent, harm in pairs(text)}


@pytest.mark.parametrize(
    "text",
    [
        "A child with asthma and arthritis got rash after gold.",
        "Rash in asthma: it came during gold therapy.",
        "Gold was given for severe asthma, and rash followed.",
    ],
)
def test_what_was_there_before_is_no_harm_of_the_drug(text: str) -> None:
    assert {harm for _, harm in pairs(text)}.isdisjoint({"asthma", "arthritis"})


def test_a_list_of_drugs_shares_its_harm() -> None:
    assert pairs("Two women developed hepatitis after gold and aspirin.") == {
        ("gold", "hepatitis"),
        ("aspirin", "hepatitis"),
    }


def test_a_protein_harms_where_it_is_given() -> None:
    assert pairs("Rash developed after insulin therapy, a rash of the arms.") >= {("insulin", "Rash")}
    assert pairs("The release of insulin was low in hepatitis.") == set()


@pytest.mark.parametrize("where", ["mutations in the insulin gene", "insulin mutations", "deficiency of insulin"])
def test_a_gene_that_somebody_has_is_no_drug(where: str) -> None:
    assert pairs(f"The rash was due to {where}.") == set()


def test_a_biological_needs_no_vocabulary() -> None:
    assert ("fictimab", "hepatitis") in pairs("A case of hepatitis caused by fictimab.")


def test_the_class_of_a_drug_is_not_a_second_drug() -> None:
    names = NAMES | {"steroid": "drug MESH:D013256"}
    found = read("Five cases of rash due to gold, a steroid, are described.", names)
    assert {risk.agent.text for risk in found if risk.agent} == {"gold"}


def test_what_is_measured_is_not_given() -> None:
    assert pairs("Serum gold was low, and hepatitis after the conversion of gold was rare.") == set()


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("He died of a maculopapular rash.", "maculopapular rash"),
        ("She had a sudden elevation of serum transaminases.", "elevation of serum transaminases"),
        ("Exacerbation of pre-existing tics was seen.", "Exacerbation of pre-existing tics"),
        ("Bicytopenia was found.", "Bicytopenia"),
        ("Numb lips are a complication of the block.", "Numb lips"),
    ],
)
def test_harms_in_plain_words_are_found(text: str, harm: str) -> None:
    sentence = Sentence(start=0, end=len(text), text=text)
    assert harm in [link.mention.text for link in find_harms(sentence, ())]


def test_some_words_only_end_like_harms() -> None:
    text = "Dialysis, analysis and phagocytosis of cytotoxic cells."
    assert list(find_harms(Sentence(start=0, end=len(text), text=text), ())) == []


def test_harms_without_a_name_are_a_concern_where_a_drug_has_them() -> None:
    (risk,) = read("People should know of potential side effects of gold.")
    assert (risk.kind, is_general(risk.hazard.text)) == (RiskKind.SAFETY_CONCERN, True)
    (denied,) = read("Gold did not have serious adverse effects.")
    assert denied.negated


def test_adverse_events_that_a_trial_lists_are_those_of_what_its_title_tests() -> None:
    text = "The most common adverse events were nausea (12%) and headache."
    found = {(risk.agent.text if risk.agent else "", risk.hazard.text) for risk in read(text, title="A trial of gold")}
    assert found == {("gold", "nausea"), ("gold", "headache")}
    assert {risk.agent for risk in read(text)} == {None}


def test_a_list_of_adverse_events_ends_where_something_else_is_told() -> None:
    found = read("Toxicities are frequent, and it is known that arthritis needs long treatment.")
    assert [risk for risk in found if risk.hazard.text == "arthritis"] == []


def test_a_denied_association_is_a_denied_harm() -> None:
    (risk,) = [one for one in read("We found no association between gold use and hepatitis.") if one.agent]
    assert risk.negated


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("The main limitation of this study was its short run.", "stated limitation", None),
        ("Sample size was a limitation of our study.", "stated limitation", "Sample size was a limitation"),
        ("These results must be interpreted with caution.", "caution", "interpreted with caution"),
        ("There is a lack of rigorous evidence.", "no good evidence", "lack of rigorous evidence"),
        ("Information bias may play a part.", "risk of bias", "Information bias"),
        ("It was weakened by the lack of random sampling.", "weak design", "lack of random sampling"),
        ("It may interact with other medications.", "interaction", "interact with other medications"),
    ],
)
def test_what_authors_call_a_limit_is_one(text: str, rule: str, words: str | None) -> None:
    found = {caution.rule: text[caution.start : caution.end] for caution in find_cautions(text, 0, len(text))}
    assert found[rule] == (words or text.rstrip("."))


def test_one_phrase_is_one_limit() -> None:
    text = "There is no large randomised trial."
    assert len(list(find_cautions(text, 0, len(text)))) == 1
