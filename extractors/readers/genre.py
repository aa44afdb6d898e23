"""Tell articles for the general public from papers by the signs that both carry."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.document import Genre, Role, Section

_SECOND_PERSON = re.compile(r"\b(you|your|yours|you're|you’re|we'd|we’d)\b", re.IGNORECASE)
_CONTRACTION = re.compile(
    r"\b\w+(?:n['’]t|['’](?:re|ve|ll|d))\b|\b(?:it|that|here|there|what|who)['’]s\b", re.IGNORECASE
)
_ADVICE = re.compile(
    r"\b(not|no substitute for) (intended as )?(medical|professional) advice\b"
    r"|\b(talk to|ask|speak to|speak with|consult|see) (your|a) (doctor|physician|clinician|pharmacist|gp|health)"
    r"|\b(education(al)?|information(al)?) (and \w+ )?(purposes )?only\b",
    re.IGNORECASE,
)
_LAY_HEADING = re.compile(
    r"\b(take-?aways?|bottom line|common questions|faqs?|frequently asked|what you need to know|in short|explained)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(researchers|scientists|doctors|experts|the team|reviewers) "
    r"(found|asked|say|said|report|looked|think|hope|believe)"
    r"|\b(the|this|a|new) (new )?(study|review|trial) (found|shows|suggests|looked|says)\b",
    re.IGNORECASE,
)


def is_lay(text: str, sections: Sequence[Section]) -> bool:
    """Tell whether a text looks like an article for the general public.

    Six signs are counted: headings that ask, the reader addressed, contractions, a note that this is no medical
    advice, headings of popular articles, researchers spoken of in the third person. Three make a lay article; a text
    with sections for both methods and results is a paper whatever else it does.
    """
    roles = {section.role for section in sections}
    titled = [section.title for section in sections if section.role is not Role.TITLE]
    if any(title.lower().strip(" :.").endswith("methods") for title in titled) and Role.RESULTS in roles:
        return False
    words = max(1, len(text.split()))
    signs = (
        sum(title.endswith("?") for title in titled) >= 2,
        len(_SECOND_PERSON.findall(text)) * 200 >= words,
        len(_CONTRACTION.findall(text)) * 200 >= words,
        bool(_ADVICE.search(text)),
        any(_LAY_HEADING.search(title) for title in titled),
        bool(_TOLD.search(text)),
    )
    return sum(signs) >= 3


def genre_of(text: str, sections: Sequence[Section]) -> Genre:
    """Return the genre of a text that does not say what it is."""
    roles = {section.role for section in sections}
    if is_lay(text, sections):
        return Genre.LAY
    return Genre.ARTICLE if {Role.METHODS, Role.RESULTS} <= roles else Genre.TEXT
