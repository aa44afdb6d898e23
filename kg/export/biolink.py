"""What the Biolink Model asks of an edge: a predicate that fits its ends, and what of the object changes."""

from __future__ import annotations

import re
from collections.abc import Iterable

_REMEDY = frozenset({"biolink:ChemicalEntity", "biolink:Treatment"})
_CONDITION = frozenset({"biolink:Disease", "biolink:PhenotypicFeature", "biolink:ClinicalFinding"})
_PHYSICAL = frozenset(
    {
        "biolink:AnatomicalEntity", "biolink:BiologicalProcess", "biolink:Cell", "biolink:CellLine",
        "biolink:ChemicalEntity", "biolink:Gene", "biolink:OrganismTaxon", "biolink:SequenceVariant",
    }
)  # fmt: skip
_LIVING = _CONDITION | _PHYSICAL - {"biolink:ChemicalEntity"}
# A taxon and a cell line are subjects of study in the model, and neither physical nor occurrent.
_ACTING = _PHYSICAL - {"biolink:CellLine", "biolink:OrganismTaxon"}
_TARGETS = frozenset({"biolink:Gene", "biolink:ChemicalEntity"})
# Domain, range, and what the model has above a predicate for ends that are outside them.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str], str]] = {
    "biolink:ameliorates_condition": (_REMEDY, _CONDITION, "biolink:affects"),
    "biolink:exacerbates_condition": (_REMEDY, _CONDITION, "biolink:affects"),
    "biolink:has_adverse_event": (_REMEDY, _CONDITION, "biolink:affects"),
    "biolink:preventative_for_condition": (_REMEDY, _CONDITION, "biolink:affects_likelihood_of"),
    "biolink:predisposes_to_condition": (_REMEDY, _CONDITION, "biolink:affects_likelihood_of"),
    "biolink:treats": (_REMEDY, _CONDITION, "biolink:related_to_at_instance_level"),
    "biolink:treats_or_applied_or_studied_to_treat": (_REMEDY, _CONDITION, "biolink:related_to_at_instance_level"),
    "biolink:studied_to_treat": (_REMEDY, _CONDITION, "biolink:related_to_at_instance_level"),
    "biolink:contraindicated_in": (_REMEDY, _LIVING, "biolink:related_to_at_instance_level"),
    "biolink:regulates": (_ACTING, _ACTING, "biolink:affects"),
}
# What words around the name of a gene or a substance say of it, the particular before the general.
_ASPECTS = tuple(
    (re.compile(pattern, re.IGNORECASE), aspect)
    for pattern, aspect in (
        (r"\bphosphorylat", "phosphorylation"),
        (r"\bubiquitinat", "ubiquitination"),
        (r"\bacetylat", "acetylation"),
        (r"\bmethylat", "methylation"),
        (r"\bsecret", "secretion"),
        (r"\breleas", "release"),
        (r"\buptake\b", "uptake"),
        (r"\bdegradation\b", "degradation"),
        (r"\bstability\b", "stability"),
        (r"\b(?:locali[sz]ation|translocation)\b", "localization"),
        (r"\b(?:synthesis|biosynthesis|production)\b", "synthesis"),
        (r"\b(?:activity|activation|activities)\b", "activity"),
        (r"\b(?:expression|m?rna|transcription|transcripts?)\b", "expression"),
        (r"\b(?:levels?|concentrations?|abundance|amounts?|content)\b", "abundance"),
    )
)
_EFFECTS = {
    ("biolink:ChemicalEntity", "biolink:Gene"): "biolink:ChemicalAffectsGeneAssociation",
    ("biolink:Gene", "biolink:ChemicalEntity"): "biolink:GeneAffectsChemicalAssociation",
}
_TREATS = ("biolink:treats", "biolink:treats_or_applied_or_studied_to_treat", "biolink:studied_to_treat")


def fitting(predicate: str, subject: Iterable[str], thing: Iterable[str]) -> str:
    """Return a predicate, or the wider one that the model has where an end is outside its domain or range.

    >>> fitting("biolink:treats", ["biolink:ChemicalEntity"], ["biolink:Disease"])
    'biolink:treats'
    >>> fitting("biolink:ameliorates_condition", ["biolink:Gene"], ["biolink:Disease"])
    'biolink:affects'
    """
    domain, reach, wider = _ENDS.get(predicate, (frozenset(), frozenset(), predicate))
    fits = not domain or (not domain.isdisjoint(subject) and not reach.isdisjoint(thing))
    return predicate if fits else wider


def aspect(words: str, thing: Iterable[str]) -> str:
    """Return what of a gene or a substance changes, by the words of the paper; nothing for other things.

    >>> aspect("Akt phosphorylation", ["biolink:Gene"]), aspect("IL-6", ["biolink:Gene"])
    ('phosphorylation', 'activity_or_abundance')
    """
    if _TARGETS.isdisjoint(thing):
        return ""
    return next((name for pattern, name in _ASPECTS if pattern.search(words)), "activity_or_abundance")


def association(predicate: str, subject: Iterable[str], thing: Iterable[str]) -> str:
    """Return the class of an edge: the narrow one where the model has one for these ends, else any association."""
    ends = [(one, other) for one in subject for other in thing]
    if predicate == "biolink:affects":
        return next((_EFFECTS[pair] for pair in ends if pair in _EFFECTS), "biolink:Association")
    if predicate in _TREATS:
        return "biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation"
    return "biolink:Association"
