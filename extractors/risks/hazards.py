"""Words of harm: what sort of risk a hazard is, how severe, how frequent."""

from __future__ import annotations

import functools
import re

from extractors.claim import RiskKind
from extractors.screen import Screened, screened

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
    r"pain|nausea|vomiting|fractures?|infarction|stroke(?! (?:volumes?|work|index))|arrhythmia"
    r"|hypersensitivity|anaphylaxis|rash|worsening"
    r"|exacerbations?)\b"
)
_GRADE = r"(?:[1-5]|I{1,3}|IV|V)\b"
SEVERITY = (
    r"(?P<found>\b(?:mild to moderate|moderate to severe|severe|serious|fatal|life-threatening|mild|moderate"
    r"|lethal|major|minor|irreversible|reversible|transient|disabling)\b"
    rf"|\bgrade\s?[≥>]?\s?{_GRADE}(?:\s?(?:-|–|/|or|to|and)\s?{_GRADE})?)"
)
# "12 of 48 patients (25%)"; not "0.9 of 49.9", not "grade 3/4 events".
_COUNT = (
    r"(?<![.,\d])(?<!grade )(?<!grades )\b\d+\s?(?:/|of|out of)\s?\d+(?![.,]?\d)"
    r"(?!\s?(?:or|and|to|adverse|events?|tox\w+|aes)\b)(?:\s\w+)?(?:(?:\s?\(|,\s)\d+(?:\.\d+)?\s?%\)?)?"
)
FREQUENCY = (
    rf"(?P<found>{_COUNT}|\b\d+(?:\.\d+)?\s?%|\bn\s?=\s?\d+\b"
    r"|\b(?:very )?(?:rare|uncommon|common|frequent|infrequent)(?:ly)?\b|\bmost common(?:ly)?\b|\boccasional(?:ly)?\b"
    r"|\bsometimes\b)"
)


@functools.cache
def _pattern(raw: str) -> Screened:
    return screened(raw, re.IGNORECASE)


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
    """Return the word or grade of severity beside a hazard that ends at ``at``; else nothing.

    It stands within forty characters before that, or right after: "was mild", "(grade 3)".

    >>> severity_of("Grade 3-4 nausea was common.", 0, 16), severity_of("Nausea was mild to moderate.", 0, 6)
    ('grade 3-4', 'mild to moderate')
    """
    found = list(_pattern(SEVERITY).finditer(text, max(start, at - 40), at))
    if found:
        return found[-1]["found"].lower()
    after = _pattern(rf"\s?(?:\(|, (?:of )?|(?:was|were|is|are) (?:\w+ly |usually |mostly )?){SEVERITY}").match(
        text, at
    )
    return after["found"].lower() if after else ""


# How far from its hazard a count or a share may stand, and a word of frequency.
_NEAR, _BESIDE = 80, 40
# A share that is an amount of change, a bound or a level of confidence.
_NO_SHARE = (
    r"\s*(?:CI\b|confidence|fall|drop|rise|reduction|increase|decrease"
    r"|higher|lower|greater|less|more|improvement|change|power)"
)


def frequency_of(text: str, start: int, end: int, at: int) -> str:
    """Return the count, share or word of frequency in ``text[start:end]`` beside a hazard at ``at``; else nothing.

    >>> text = "Nausea occurred in 12 of 48 patients (25%), a 15% fall."
    >>> frequency_of(text, 0, len(text), 0), frequency_of(text, 40, len(text), 50)
    ('12 of 48 patients (25%)', '')
    """
    found = [match for match in _frequencies(text, start, end) if _is_share(text, match, at)]
    nearest = min(found, key=lambda match: abs(match.start() - at), default=None)
    return nearest["found"] if nearest else ""


# The hazards of one sentence follow one another.
@functools.lru_cache(maxsize=16)
def _frequencies(text: str, start: int, end: int) -> tuple[re.Match[str], ...]:
    return tuple(_pattern(FREQUENCY).finditer(text, start, end))


def _is_share(text: str, match: re.Match[str], at: int) -> bool:
    near = _NEAR if match["found"][0].isdigit() else _BESIDE
    low, high = min(match.end(), at), max(match.start(), at)
    if high - low > near or ";" in text[low:high]:
        return False
    before = text[max(0, match.start() - 2) : match.start()].strip()[-1:]
    return before not in set("<>≥≤±+-−–=") and _pattern(_NO_SHARE).match(text, match.end()) is None
