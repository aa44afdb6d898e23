"""What one claim rests on: the setting of its clause, sentence, place, and only then of the paper."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from extractors.claim import Design, Evidence, Setting
from extractors.evidence.levels import SYNTHESES, level_of
from extractors.evidence.settings import count_settings

# Where what is said of one thing ends and of another begins.
_STRONG_BORDER = re.compile(r";\s|,?\s(?:whereas|while|whilst|but|although|though)\s", re.IGNORECASE)


def clause_around(text: str, start: int, end: int, at: int) -> str:
    """Return the clause of a sentence ``text[start:end]`` around an offset, cut at "whereas", "but" and semicolons."""
    borders = [match.span() for match in _STRONG_BORDER.finditer(text, start, end)]
    low = max((stop for _, stop in borders if stop <= at), default=start)
    high = min((begin for begin, _ in borders if begin >= at), default=end)
    return text[low:high]


def evidence_for(paper: Evidence, sentence: str, heading: str = "", cell_line: bool = False) -> Evidence:
    """Return what one claim rests on: the setting of its sentence, else of its section's heading, else of the paper.

    Where the sentence speaks of a setting that the paper's synthesis is not about, the claim is a secondary account:
    a meta-analysis of cell studies shows nothing of the animals that it mentions.
    """
    settings, rule = _settings_of(sentence), "sentence"
    if not settings and cell_line:
        settings, rule = (Setting.IN_VITRO,), "cell line"
    if not settings:
        settings, rule = _settings_of(heading), "section"
    if not settings:
        return _unsettled(paper)
    designs = paper.designs
    outside = bool(paper.settings) and settings[0] not in paper.settings
    if outside and any(design in SYNTHESES for design in designs):
        designs, rule = (Design.REVIEW,), f"{rule}, outside the synthesis"
    elif outside and designs and designs[0] in {Design.CELL, Design.ANIMAL, Design.IN_SILICO}:
        bench = {Setting.IN_VIVO: Design.ANIMAL, Setting.IN_VITRO: Design.CELL, Setting.IN_SILICO: Design.IN_SILICO}
        designs = (bench[settings[0]],) if settings[0] in bench else designs
    inside = not outside
    return replace(
        paper,
        settings=settings,
        designs=designs,
        level=level_of(designs, settings),
        rule=rule,
        n=paper.n if inside else None,
        studies=paper.studies if inside else None,
    )


def _unsettled(paper: Evidence) -> Evidence:
    """Return the paper's evidence for a claim that names no setting; a paper of patients and of dishes lends none.

    That something was seen in a dish must never be read as seen in people.
    """
    if len(paper.settings) < 2 or Setting.CLINICAL not in paper.settings:
        return paper
    return replace(paper, settings=(), level=level_of(paper.designs, ()), rule="paper, several settings")


# In one sentence only these put a finding among people; "survival" and "individuals" are words of cell papers too.
_PEOPLE = re.compile(
    r"\b(?:patients?|participants?|volunteers?|women|men|children|infants?|adolescents?|hospitals?|"
    r"in (?:humans?|people)|human (?:trials?|studies|subjects)|"
    r"clinical (?:trials?|stud(?:y|ies)|practice|settings?|data|evidence))\b",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=4096)
def _settings_of(text: str) -> tuple[Setting, ...]:
    counts = count_settings(text)
    if not _PEOPLE.search(text):
        del counts[Setting.CLINICAL]
    if counts[Setting.IN_VIVO] and counts[Setting.IN_VITRO] and not re.search(r"\bin[- ]vitro\b", text, re.IGNORECASE):
        # Cells that grow in an animal are no cell culture.
        del counts[Setting.IN_VITRO]
    if counts[Setting.IN_VITRO] or counts[Setting.IN_VIVO] or counts[Setting.IN_SILICO]:
        # "clinically relevant", "cancer patients need": bench words weigh more than a glance at the clinic.
        del counts[Setting.CLINICAL]
    return tuple(sorted(counts, key=lambda setting: (-counts[setting], setting.value)))
