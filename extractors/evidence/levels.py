"""How strong evidence is: two axes, design and setting, and the level that follows from both."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.claim import Design, Setting

LEVEL_RULE = "two axes v2: design, capped by setting; what others found is an account of it"
LEVELS: tuple[str, ...] = (
    "clinical synthesis",
    "randomised trial",
    "controlled or cohort study",
    "observational study",
    "case report",
    "animal synthesis",
    "animal study",
    "ex vivo study",
    "in vitro synthesis",
    "in vitro study",
    "in silico study",
    "secondary account",
    "lay account",
)

SYNTHESES = frozenset({Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW})
"""Designs that pool studies."""

SECONDARY = frozenset({Design.REVIEW, Design.GUIDELINE})
"""Designs that find nothing themselves."""

ACCOUNT = "secondary account"
"""The level of what is told of the work of others, wherever it is told."""


def level_of(designs: Iterable[Design], settings: Iterable[Setting]) -> str:
    """Return the level of `LEVELS` for the two axes, first design and first setting leading; empty where none is known.

    >>> level_of([Design.META_ANALYSIS], [Setting.IN_VITRO]), level_of([Design.RCT], [Setting.CLINICAL])
    ('in vitro synthesis', 'randomised trial')
    """
    design, setting = next(iter(designs), None), next(iter(settings), None)
    if design is Design.LAY:
        return "lay account"
    if design in SECONDARY:
        return ACCOUNT
    bench = {
        Setting.IN_VIVO: "animal", Setting.EX_VIVO: "ex vivo", Setting.IN_VITRO: "in vitro",
        Setting.IN_SILICO: "in silico",
    }  # fmt: skip
    if setting in bench:
        kind = "synthesis" if design in SYNTHESES and f"{bench[setting]} synthesis" in LEVELS else "study"
        return f"{bench[setting]} {kind}"
    clinical = {
        Design.META_ANALYSIS: "clinical synthesis", Design.SYSTEMATIC_REVIEW: "clinical synthesis",
        Design.RCT: "randomised trial", Design.CLINICAL_TRIAL: "controlled or cohort study",
        Design.COHORT: "controlled or cohort study", Design.CASE_CONTROL: "observational study",
        Design.CROSS_SECTIONAL: "observational study", Design.CASE_REPORT: "case report",
        Design.ANIMAL: "animal study", Design.CELL: "in vitro study", Design.IN_SILICO: "in silico study",
    }  # fmt: skip
    if design in clinical:
        return clinical[design]
    return "observational study" if setting is Setting.CLINICAL else ""
