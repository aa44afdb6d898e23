"""Relations of a paper as the corpora have them: pairs of entities with a type, read off claims and risks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.claim import Argument, Claim, Direction, Predicate, Risk, RiskKind
from extractors.pipeline import Extraction
from ontologies.term import Kind

POSITIVE, NEGATIVE, ASSOCIATION = "Positive_Correlation", "Negative_Correlation", "Association"
BIND, INDUCED = "Bind", "CID"
TYPES = frozenset({POSITIVE, NEGATIVE, ASSOCIATION, BIND})

_HARMFUL = frozenset({RiskKind.ADVERSE_EVENT, RiskKind.TOXICITY, RiskKind.DISEASE_PROMOTION})
_LESSENS = frozenset({Predicate.TREATS, Predicate.PREVENTS, Predicate.IMPROVES})
_BRINGS = frozenset({Predicate.CAUSES, Predicate.WORSENS})
_SIGNS = {Direction.INCREASE: POSITIVE, Direction.DECREASE: NEGATIVE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Say that two entities of a paper stand in a relation; the types are those of BioRED, and CID of BC5CDR."""

    type: str
    subject: Argument
    object: Argument


def induced(extraction: Extraction) -> Iterator[Relation]:
    """Yield what a chemical brings about: risks that are not negated, and claims that something causes something."""
    for risk in _harms(extraction):
        if risk.agent is not None:
            yield Relation(type=INDUCED, subject=risk.agent, object=risk.hazard)
    for claim in extraction.claims:
        if claim.predicate in _BRINGS and _holds(claim):
            yield Relation(type=INDUCED, subject=claim.subject, object=claim.object)


def relations(extraction: Extraction) -> Iterator[Relation]:
    """Yield every relation that a claim or a risk states, with the type that its predicate and direction come to."""
    for risk in _harms(extraction):
        if risk.agent is not None:
            yield Relation(type=POSITIVE, subject=risk.agent, object=risk.hazard)
    for claim in extraction.claims:
        if _holds(claim):
            yield Relation(type=type_of(claim), subject=claim.subject, object=claim.object)


def type_of(claim: Claim) -> str:
    """Return BioRED's type for a claim: negative for what lowers or treats, positive for what raises or causes.

    What binds is one for genes and chemicals; everything else that is linked is an association.
    """
    if claim.predicate is Predicate.INTERACTS:
        return BIND if {claim.subject.kind, claim.object.kind} <= {Kind.GENE, Kind.CHEMICAL} else ASSOCIATION
    if claim.predicate in _LESSENS:
        return NEGATIVE
    if claim.predicate in _BRINGS:
        return POSITIVE
    return _SIGNS.get(claim.direction, ASSOCIATION)


def _harms(extraction: Extraction) -> Iterator[Risk]:
    return (risk for risk in extraction.risks if risk.kind in _HARMFUL and not risk.negated)


def _holds(claim: Claim) -> bool:
    return not claim.negated and claim.direction is not Direction.NO_CHANGE
