"""The claims layer: one node a claim, always with its polarity; a plain edge only where that is safe."""

from __future__ import annotations

from decimal import Decimal

from pyoxigraph import NamedNode

from extractors.claim import Certainty, Claim, Direction, Effect, Predicate, Status
from kg.rdf.sheet import Sheet
from kg.rdf.statements import (
    Desk,
    describe_argument,
    describe_evidence,
    describe_modality,
    describe_place,
    describe_qualifiers,
)
from kg.vocab import SPREADS, term, value

# Biolink keeps `treats` for established treatments, so a sentence that says "treats" gets the broader predicate.
PREDICATES: dict[Predicate, str] = {
    Predicate.AFFECTS: "biolink:affects",
    Predicate.TREATS: "biolink:treats_or_applied_or_studied_to_treat",
    Predicate.PREVENTS: "biolink:preventative_for_condition",
    Predicate.IMPROVES: "biolink:ameliorates_condition",
    Predicate.WORSENS: "biolink:exacerbates_condition",
    Predicate.CAUSES: "biolink:causes",
    Predicate.REGULATES: "biolink:regulates",
    Predicate.INTERACTS: "biolink:interacts_with",
    Predicate.ASSOCIATED: "biolink:associated_with",
    Predicate.CORRELATED: "biolink:correlated_with",
    Predicate.STUDIED_FOR: "biolink:studied_to_treat",
    Predicate.APPROVED_FOR: "cg:approvedFor",
}
_NO_STATEMENT = (Status.METHOD, Status.LIMITATION)
MEASURES: dict[str, str] = {
    "SMD": "obo:STATO_0000100",
    "Hedges g": "obo:STATO_0000319",
    "MD": "obo:STATO_0000457",
    "OR": "obo:STATO_0000182",
    "RR": "obo:STATO_0000245",
    "RD": "obo:STATO_0000424",
    "fold change": "obo:STATO_0000169",
}


def describe_claim(name: str, claim: Claim, desk: Desk) -> None:
    """Describe a claim with the id ``name``: in its paper's sheet, and what it states on those that papers share."""
    sheet, names, node = desk.sheet, desk.names, desk.names.claim(name)
    sheet.typed(node, "cg:Claim")
    sheet.add(node, "biolink:original_predicate", claim.predicate.value)
    sheet.add(node, "cg:benefit", claim.benefit)
    subject, thing = _describe_pair(desk, node, claim)
    if claim.comparator is not None:
        sheet.add(node, "cg:comparator", desk.shared.argument(names, claim.comparator))
        sheet.add(node, "cg:comparatorText", claim.comparator.text)
    for place, effect in enumerate(claim.statistics, 1):
        about = NamedNode(f"{node.value}/effect/{place}")
        _describe_effect(desk, node, effect, about)
        arm = {"subject": claim.subject, "comparator": claim.comparator}.get(effect.arm)
        if arm is not None:
            sheet.add(about, "obo:IAO_0000136", desk.shared.argument(names, arm))
    proposition = names.proposition(claim.key)
    sheet.add(node, "cg:states", proposition)
    _describe_proposition(claim, proposition, subject, thing, desk)


def describe_relation(name: str, claim: Claim, desk: Desk) -> None:
    """Describe in the sheet what a paper as a whole relates, ``name`` being its id: no sentence claims it.

    So it states no proposition, is no benefit or harm, makes no plain edge, and its predicate is a model's word alone.
    """
    node = desk.names.relation(name)
    desk.sheet.typed(node, "cg:PaperRelation")
    _describe_pair(desk, node, claim)


def _describe_pair(desk: Desk, node: NamedNode, claim: Claim) -> tuple[NamedNode, NamedNode]:
    """Describe what claims and relations have in common; return the terms of subject and object."""
    sheet = desk.sheet
    subject = describe_argument(desk, node, "subject", claim.subject)
    thing = describe_argument(desk, node, "object", claim.object)
    sheet.add(node, "biolink:predicate", term(PREDICATES[claim.predicate]))
    if claim.direction is not Direction.NONE:
        sheet.add(node, "cg:direction", value(claim.direction))
    describe_place(desk, node, claim)
    describe_modality(sheet, node, claim)
    describe_evidence(sheet, node, claim.evidence)
    describe_qualifiers(desk, node, claim.qualifiers)
    return subject, thing


def _describe_proposition(
    claim: Claim, proposition: NamedNode, subject: NamedNode, thing: NamedNode, desk: Desk
) -> None:
    """Say what is said apart from who says it, and the plain edge of a claim that is safe to read without it."""
    stated, verb = desk.propositions, PREDICATES[claim.predicate]
    stated.typed(proposition, "cg:Proposition")
    stated.add(proposition, "rdf:subject", subject)
    stated.add(proposition, "rdf:predicate", term(verb))
    stated.add(proposition, "rdf:object", thing)
    stated.add(proposition, "biolink:negated", claim.negated)
    if claim.direction is not Direction.NONE:
        stated.add(proposition, "cg:direction", value(claim.direction))
    if subject != thing and is_plain(claim):
        desk.edges.add(subject, verb, thing)


def is_plain(claim: Claim) -> bool:
    """Tell whether a claim can be read as a bare edge, without its node.

    It cannot where it is denied or hedged, where nothing changed ("X does not alter Y" is no "X affects Y"), and where
    it tells what was done or asked, or what limits the work.
    """
    said = claim.certainty is Certainty.ASSERTED and not claim.negated
    return said and claim.direction is not Direction.NO_CHANGE and claim.status not in _NO_STATEMENT


def _describe_effect(desk: Desk, claim: NamedNode, effect: Effect, node: NamedNode) -> None:
    sheet = desk.sheet
    sheet.add(claim, "cg:effect", node)
    sheet.typed(node, "cg:Effect", *([MEASURES[effect.measure]] if effect.measure in MEASURES else []))
    sheet.add(node, "biolink:effect_type", effect.measure)
    sheet.add(node, "biolink:effect_size", effect.value)
    sheet.add(node, "schema:unitText", effect.unit)
    sheet.add(node, "nif:anchorOf", effect.text)
    sheet.add(node, "oa:hasTarget", desk.spans.node(effect.start, effect.end))
    sheet.add(node, "cg:sampleSize", effect.n)
    sheet.add(node, "cg:studyCount", effect.studies)
    _describe_statistics(sheet, node, effect)


def _describe_statistics(sheet: Sheet, node: NamedNode, effect: Effect) -> None:
    """Describe interval, p, heterogeneity: a node each, typed by STATO or OBI."""
    if effect.ci_low is not None or effect.ci_high is not None:
        whole = "obo:STATO_0000231" if effect.ci_level == 95 else "obo:STATO_0000196"
        interval = _statistic(sheet, node, "ci", whole)
        _describe_range(sheet, interval, effect.ci_low, effect.ci_high)
        sheet.add(interval, "cg:level", effect.ci_level)
    if effect.sd is not None or effect.spread_low is not None:
        spread = _statistic(sheet, node, "spread", SPREADS[effect.spread])
        sheet.add(spread, "rdf:value", effect.sd)
        _describe_range(sheet, spread, effect.spread_low, effect.spread_high)
    if effect.p is not None:
        p = _statistic(sheet, node, "p", "obo:OBI_0000175")
        sheet.add(p, "rdf:value", effect.p)
        sheet.add(p, "cg:relation", effect.p_comparator)
    if effect.i2_low is not None or effect.i2_high is not None:
        _describe_range(sheet, _statistic(sheet, node, "i2", "obo:STATO_0000420"), effect.i2_low, effect.i2_high)
    for name, kind, number in (("tau2", "obo:STATO_0000421", effect.tau2), ("q", "obo:STATO_0000419", effect.q)):
        if number is not None:
            sheet.add(_statistic(sheet, node, name, kind), "rdf:value", number)


def _statistic(sheet: Sheet, effect: NamedNode, name: str, kind: str) -> NamedNode:
    node = NamedNode(f"{effect.value}/{name}")
    sheet.add(effect, "cg:statistic", node)
    sheet.typed(node, kind)
    return node


def _describe_range(sheet: Sheet, node: NamedNode, low: Decimal | None, high: Decimal | None) -> None:
    sheet.add(node, "cg:lower", low)
    sheet.add(node, "cg:upper", high)
