"""Which claims are risks: something given raises, causes or goes with a harm."""

from __future__ import annotations

import re

from extractors.claim import Claim, Direction, Predicate
from extractors.claims.groups import is_control
from extractors.claims.valence import valence_of
from extractors.risks.hazards import is_harm
from extractors.risks.opposite import is_reduced, stopping
from ontologies.term import Kind

AGENTS = frozenset({Kind.CHEMICAL, Kind.INTERVENTION, Kind.CELL_TYPE})
DISEASES = frozenset({Kind.DISEASE, Kind.PHENOTYPE})
LINKING = frozenset({Predicate.ASSOCIATED, Predicate.CORRELATED})
# Claims below this, carried from another sentence between unknown words, are too unsure to warn by.
MIN_RISK = 0.5
_RAISING = frozenset({Predicate.AFFECTS, Predicate.WORSENS, Predicate.CAUSES, *LINKING})
# Phenotypes that are measures rather than harms.
_NEUTRAL = re.compile(r"\b(?:body weight|weight|height|appetite|falls?|presence|growth)$", re.IGNORECASE)
# "The drug", "either agent": what it is stands elsewhere. "Treatment of thrombosis" is no thrombosis.
_NAMELESS = re.compile(r"^(?:\w+ )?(?:agents?|drugs?|medications?|treatments?|therap(?:y|ies))$", re.IGNORECASE)
_CARE_OF = re.compile(r"\b(?:treatment|therapy|management|prevention|control) (?:of|for)\b", re.IGNORECASE)
# "A more acceptable bleeding pattern" is none.
_FINE = re.compile(
    r"\b(?:acceptable|favou?rable|tolerable|better|milder)\b|\b(?:reduction|relief|improvement|decrease)s?$",
    re.IGNORECASE,
)
# A risk that does not say of what.
_BARE = re.compile(r"(?:\w+ )?risks?", re.IGNORECASE)


def is_harmful(text: str, claim: Claim, cancer: bool) -> bool:  # noqa: PLR0911
    """Tell whether a claim says that something given raises, causes or goes with a harm.

    ``text`` is the document's; ``cancer`` says that it is about cancer, where growth and survival of cells are harms.
    """
    if claim.subject.kind not in AGENTS or claim.predicate not in _RAISING or not _is_sure(claim):
        return False
    if is_control(claim.subject.text) or _NAMELESS.search(claim.subject.text):
        # What rises with a placebo is no harm of it.
        return False
    target = claim.object
    if (
        _CARE_OF.search(target.text)
        or _BARE.fullmatch(target.text)
        or _FINE.search(target.text)
        or _is_opposite(text, claim)
    ):
        return False
    harm = is_harm(target.text) or target.kind in DISEASES
    if claim.predicate in LINKING:
        # "the relationship between stem cells and cancer" says of no harm; a drug is linked to harms only.
        if claim.direction is Direction.NONE and (claim.subject.kind is Kind.CELL_TYPE or "noun" in claim.rule):
            return claim.subject.kind is Kind.CHEMICAL and harm
        return harm and claim.direction is not Direction.DECREASE
    if claim.predicate is Predicate.WORSENS:
        return harm or valence_of(target.text, target.kind, cancer) != 0
    if target.kind is Kind.PHENOTYPE and _NEUTRAL.search(target.text):
        return False
    rises = claim.direction is Direction.INCREASE
    falls = claim.direction is Direction.DECREASE and valence_of(target.text, target.kind, cancer) > 0
    if falls:
        return (
            claim.benefit is False and claim.predicate is Predicate.AFFECTS and claim.subject.kind is not Kind.CELL_TYPE
        )
    return rises and harm and claim.benefit is not True


def _is_sure(claim: Claim) -> bool:
    return claim.score >= MIN_RISK or (bool(claim.statistics) and not claim.rule.endswith("carried on"))


def _is_opposite(text: str, claim: Claim) -> bool:
    """Tell whether what is said to rise or to come is less of a harm, or comes of stopping what is given."""
    sentence = claim.sentence
    if claim.direction is not Direction.DECREASE and is_reduced(text, sentence, claim.object):
        return True
    return stopping(text, sentence, claim.subject, claim.object) is not None
