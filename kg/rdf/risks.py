"""Risks: statements about harm or about the limits of the evidence, in the claims layer."""

from __future__ import annotations

from pyoxigraph import NamedNode

from extractors.claim import Certainty, Risk, RiskKind, Status
from kg.rdf.statements import (
    Desk,
    describe_argument,
    describe_evidence,
    describe_modality,
    describe_place,
    describe_qualifiers,
    joined,
)
from kg.vocab import term, value

PREDICATES: dict[RiskKind, str] = {
    RiskKind.ADVERSE_EVENT: "biolink:has_adverse_event",
    RiskKind.DISEASE_PROMOTION: "biolink:predisposes_to_condition",
    RiskKind.TOXICITY: "biolink:has_adverse_event",
    RiskKind.CONTRAINDICATION: "biolink:contraindicated_in",
    RiskKind.INTERACTION: "biolink:interacts_with",
    RiskKind.SAFETY_CONCERN: "biolink:associated_with_increased_likelihood_of",
    RiskKind.EVIDENCE_LIMITATION: "cg:limitedBy",
    RiskKind.OVERCLAIMING: "cg:limitedBy",
    RiskKind.DELAY_OF_CARE: "biolink:associated_with_increased_likelihood_of",
}
_CAUSAL = {RiskKind.ADVERSE_EVENT, RiskKind.DISEASE_PROMOTION, RiskKind.TOXICITY}


def predicate_of(risk: Risk) -> str:
    """Return the predicate of a risk: a link that the text does not call a cause gets the weaker one."""
    weak = risk.associated and risk.kind in _CAUSAL
    return "biolink:associated_with_increased_likelihood_of" if weak else PREDICATES[risk.kind]


def describe_risk(name: str, risk: Risk, desk: Desk) -> None:
    """Describe a risk with the id ``name``: in its paper's sheet, and what it states on those that papers share."""
    sheet, names, node = desk.sheet, desk.names, desk.names.risk(name)
    sheet.typed(node, "cg:Risk")
    agent = None
    if risk.agent is not None:
        agent = describe_argument(desk, node, "subject", risk.agent)
    hazard = describe_argument(desk, node, "object", risk.hazard)
    sheet.add(node, "biolink:predicate", term(predicate_of(risk)))
    sheet.add(node, "cg:riskKind", value(risk.kind))
    sheet.add(node, "cg:associatedOnly", risk.associated)
    sheet.add(node, "biolink:severity_qualifier", risk.severity)
    sheet.add(node, "biolink:frequency_qualifier", risk.frequency)
    for measure in risk.mitigation:
        sheet.add(node, "cg:mitigation", desk.shared.argument(names, measure))
    sheet.add(node, "cg:mitigationText", joined(measure.text for measure in risk.mitigation))
    describe_place(desk, node, risk)
    describe_modality(sheet, node, risk)
    describe_evidence(sheet, node, risk.evidence)
    describe_qualifiers(desk, node, risk.qualifiers)
    proposition = names.proposition(risk.key)
    sheet.add(node, "cg:states", proposition)
    _describe_proposition(risk, proposition, agent, hazard, desk)


def _describe_proposition(
    risk: Risk, proposition: NamedNode, agent: NamedNode | None, hazard: NamedNode, desk: Desk
) -> None:
    stated = desk.propositions
    stated.typed(proposition, "cg:Proposition")
    stated.add(proposition, "rdf:subject", agent)
    stated.add(proposition, "rdf:predicate", term(predicate_of(risk)))
    stated.add(proposition, "rdf:object", hazard)
    stated.add(proposition, "biolink:negated", risk.negated)
    said = risk.certainty is Certainty.ASSERTED and not risk.negated and risk.status is not Status.METHOD
    safe = said and risk.kind is not RiskKind.EVIDENCE_LIMITATION
    if agent is not None and safe and agent != hazard:
        desk.edges.add(agent, predicate_of(risk), hazard)
