"""What a paper and each of its claims rest on: design, setting, level, participants and studies.

The design comes from publication types, then MeSH headings, then the words of title, abstract and methods (`designs`).
The setting comes from words (`settings`); that of a claim from its clause, its sentence, its place, and only then from
the paper (`claim`). The level is derived by `LEVEL_RULE` from the two axes, strongest first in `LEVELS`: a synthesis is
no better than the setting of what it pools.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.evidence.claim import cell_lines_in, evidence_at, evidence_for
from extractors.evidence.levels import LEVEL_RULE, LEVELS, SYNTHESES, level_of
from extractors.evidence.paper import find_evidence
from extractors.evidence.participants import studied_in
from extractors.evidence.settings import count_settings, find_settings
from extractors.pipeline import Extraction, Stage

__all__ = [
    "LEVELS", "LEVEL_RULE", "SYNTHESES", "cell_lines_in", "count_settings", "evidence_at", "evidence_for",
    "find_evidence", "find_settings", "level_of", "stage", "studied_in",
]  # fmt: skip


def stage() -> Stage:
    """Return the stage that finds the evidence of the whole paper; it reads sentences and mentions, if there are."""

    def run(extraction: Extraction) -> Extraction:
        return replace(extraction, evidence=find_evidence(extraction))

    return run
