"""Risks: statements about harm or about the limits of the evidence, in the claims layer."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

from extractors.claim import Certainty, Risk, RiskKind, Status
from kg.names import Names
from kg.rdf.sheet import Sheet
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


def predicate_of(risk: Risk) -> NamedNode:
    """Return the predicate of a risk: a link that the text does not call a cause gets the weaker one."""
    weak = risk.associated and risk.kind in _CAUSAL
    return term("biolink:associated_with_increased_likelihood_of" if weak else PREDICATES[risk.kind])


def risk_quads(risk: Risk, desk: Desk) -> list[Quad]:
    """Describe a risk in the sheet; return the quads of the graphs that papers share."""
    sheet, names, node = desk.sheet, desk.names, desk.names.risk(risk.id)
    sheet.typed(node, "cg:Risk")
    agent = None
    if risk.agent is not None:
        agent = describe_argument(desk, node, "subject", risk.agent)
    hazard = describe_argument(desk, node, "object", risk.hazard)
    sheet.add(node, "biolink:predicate", predicate_of(risk))
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
    sheet.add(node, "cg:states", names.proposition(risk.key))
    return _shared_quads(risk, agent, hazard, names)


def _shared_quads(risk: Risk, agent: NamedNode | None, hazard: NamedNode, names: Names) -> list[Quad]:
    stated = Sheet(names.shared("propositions"))
    proposition = names.proposition(risk.key)
    stated.typed(proposition, "cg:Proposition")
    stated.add(proposition, "rdf:subject", agent)
    stated.add(proposition, "rdf:predicate", predicate_of(risk))
    stated.add(proposition, "rdf:object", hazard)
    stated.add(proposition, "biolink:negated", risk.negated)
    said = risk.certainty is Certainty.ASSERTED and not risk.negated and risk.status is not Status.METHOD
    safe = said and risk.kind is not RiskKind.EVIDENCE_LIMITATION
    if agent is not None and safe and agent != hazard:
        stated.quads.append(Quad(agent, predicate_of(risk), hazard, names.shared("asserted")))
    return stated.quads
