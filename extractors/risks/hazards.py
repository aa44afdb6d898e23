"""Words of harm: what sort of risk a hazard is, how severe, how frequent."""

from __future__ import annotations

import functools
import re

from extractors.claim import RiskKind

# In the order of precedence; the first that a hazard's words match is its kind.
KINDS: tuple[tuple[RiskKind, str], ...] = (
    (
        RiskKind.DISEASE_PROMOTION,
        r"(?:tumou?r|cancer|metasta\w*|neoplas\w*|carcino\w*|disease|leuk[a]?emia|lymphoma|melanoma|glioma)[\w"
        r" -]{0,25}(?:growth|progression|"
        r"promotion|spread|dormancy|recurrence|relapse|invasion|metastas[ie]s|formation|development|proliferation"
        r"|survival)|"
        r"\bmetasta\w*|dormancy|tumou?rigen\w*|carcinogen\w*|oncogen\w*|\brecurrence|\brelapse|malignant"
        r" transformation|angiogenesis|"
        r"chemoresistance|drug resistance|immune (?:evasion|escape)",
    ),
    (RiskKind.TOXICITY, r"\w*toxic\w*|poisoning|overdose|intoxication"),
)  # fmt: skip
# Objects that are a harm when they rise, whatever their ontology term.
HARMS = (
    r"\b(?:risks?|mortality|deaths?|toxicit\w+|\w+toxicity|adverse|side effects?|complications?|harms?|injur\w+"
    r"|damage|bleeding|ha?emorrhage|"
    r"failure|dysfunction|impairment|infections?|inflammation|relapse|recurrence|progression|resistance|dormancy"
    r"|metasta\w+|"
    r"tumou?r (?:growth|formation|progression|promotion)|cancer (?:growth|progression|dormancy)|thrombosis|fibrosis"
    r"|necrosis|seizures?|"
    r"pain|nausea|vomiting|fractures?|infarction|stroke|arrhythmia|hypersensitivity|anaphylaxis|rash|worsening"
    r"|exacerbations?)\b"
)
SEVERITY = (
    r"(?P<found>\b(?:severe|serious|fatal|life-threatening|mild|moderate|grade\s?(?:[1-5]|I{1,3}|IV|V)(?:\s?(?:-|–|or"
    r"|to)\s?(?:[1-5]|I{1,3}|IV|V))?|"
    r"lethal|major|minor|irreversible|reversible|transient|mild to moderate|disabling)\b)"
)
FREQUENCY = (
    r"(?P<found>\b\d+\s?(?:/|of|out of)\s?\d+(?:\s\w+)?(?:\s?\(\d+(?:\.\d+)?\s?%\))?|\b\d+(?:\.\d+)?\s?%|\b(?:very"
    r" )?(?:rare|uncommon|"
    r"common|frequent|infrequent)(?:ly)?\b|\bmost common(?:ly)?\b|\boccasional(?:ly)?\b|\bsometimes\b)"
)


@functools.cache
def _pattern(raw: str) -> re.Pattern[str]:
    return re.compile(raw, re.IGNORECASE)


def is_harm(text: str) -> bool:
    """Tell whether words name a harm.

    >>> is_harm("tumour growth"), is_harm("quality of life")
    (True, False)
    """
    return _pattern(HARMS).search(text) is not None


def kind_of(hazard: str, given: RiskKind) -> RiskKind:
    """Return the kind that the words of a hazard have, else the one given.

    >>> kind_of("nephrotoxicity", RiskKind.ADVERSE_EVENT).value, kind_of("tumour growth", RiskKind.ADVERSE_EVENT).value
    ('toxicity', 'disease promotion')
    """
    return next((kind for kind, words in KINDS if _pattern(words).search(hazard)), given)


def severity_of(text: str, start: int, at: int) -> str:
    """Return the word of severity that stands closest before a hazard at ``at``, within forty characters; else"
    " nothing."""
    found = list(_pattern(SEVERITY).finditer(text, max(start, at - 40), at))
    return found[-1]["found"].lower() if found else ""


def frequency_of(text: str, start: int, end: int, at: int) -> str:
    """Return the count, share or word of frequency in a sentence that stands closest to a hazard; else nothing."""
    found = _pattern(FREQUENCY).finditer(text, start, end)
    nearest = min(found, key=lambda match: abs(match.start() - at), default=None)
    return nearest["found"] if nearest else ""
