"""Tell articles for the general public from papers by the signs that both carry."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from extractors.document import Genre, Role, Section

_PROFESSIONS = r"(?:researchers|scientists|doctors|experts|the team|reviewers|officials|cardiologists|psychiatrists)"
_REPORTING = r"(?:found|finds?|asked|say|said|report|looked|think|hope|believe|worry|warn|fear|gave|claim|suspect)"
# Signs of a text for everybody and of a paper, with their points.
_SIGNS: tuple[tuple[int, str], ...] = (
    (1, r"\?"),
    (1, r"\b\w+(?:n['’]t|['’](?:re|ve|ll|d))\b|\b(?:it|that|here|there|what|who)['’]s\b"),
    (2, r"[\"”’'],? (?:\w+ ){0,3}(?:says|said|explains|warns|adds|added)\b|\b(?:says|said) (?:Dr|Prof|one|the|a)\b"),
    (
        2,
        r"\b(?:not|no substitute for) (?:intended as )?(?:medical|professional) advice\b"
        r"|\b(?:talk to|ask|speak to|speak with|consult|see) (?:your|a) (?:doctor|physician|clinician|pharmacist|gp"
        r"|health)|\b(?:education(?:al)?|information(?:al)?) (?:and \w+ )?(?:purposes )?only\b",
    ),
    (
        1,
        rf"\b{_PROFESSIONS}(?: at \w+)? {_REPORTING}\b|, (?:\w+ ){{1,3}}{_PROFESSIONS} {_REPORTING}\b"
        r"|\b(?:the|this|a|new) (?:new )?(?:study|review|trial) (?:found|shows|suggests|looked|says)\b",
    ),
    (1, r"[$£€]\s?\d|\d (?:dollars|pounds|euros)\b"),
    (1, r"\b(?:says|said|according to|tells?|told)\b"),
    (1, r"(?-i:\bI\b(?! ?[,/-]|\s?[A-Z0-9(])|\b(?:[Mm]y|[Mm]e)\b)"),
    (
        1,
        r"(?-i:\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:[Ii]n|[Ll]ast|[Tt]his|[Ss]ince|[Nn]ext) "
        r"(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn"
        r"|winter)\b)",
    ),
    (
        1,
        r"\b(?:watchdogs?|regulators?|agency|hospital trust|shoppers?|customers?|neighbou?rs?|grandm\w+|mum|dad|kids?"
        r"|folks|spokes(?:man|woman|person|people))\b|(?-i:\b(?:Mrs?|Ms|Miss)\.? [A-Z])",
    ),
    (-2, r"\bp\s?[<=>]\s?0?\.|\bn\s?=\s?\d|±|\+/-|\b95\s?%|\bCI\b|\bSD\b"),
    (
        -2,
        r"\b(?:we|authors) (?:\w+ )?(?:studied|examined|measured|compared|investigated|found|observed|analy[sz]ed"
        r"|assessed|evaluated|tested|conducted|performed|determined|used|identified|developed|collected|administered"
        r"|show|report|describe|present|demonstrate|propose|review|discuss|conclude|suggest)\b"
        r"|\bour (?:results|findings|data|stud(?:y|ies))\b|\b(?:in this|the present) (?:study|paper|article|report)\b",
    ),
    (-3, r"\b(?-i:METHODS?|RESULTS?|CONCLUSIONS?|BACKGROUND|OBJECTIVES?|AIMS?):"),
    (-2, r"\bet al\b|\[\d+(?:[,–-]\s?\d+)*\]"),
)
_SECOND_PERSON = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_EVERYDAY = re.compile(
    r"\b(?:doctors|scientists|experts|compan(?:y|ies)|clinics|video|online|social media|Facebook|TikTok|YouTube"
    r"|supermarket|shops?|newspapers?|GP|pills?|tablets|lab|sold|sell(?:s|ers?)?|sales|cures?|miracle|supplements?"
    r"|kilos|belly|officials|last (?:year|week|month)|high street|start-ups?)\b",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(r"\([A-Z][A-Za-z0-9-]{1,6}\)")
_LAY_HEADING = re.compile(
    r"\b(?:take-?aways?|bottom line|common questions|faqs?|frequently asked|what you need to know|in short"
    r"|explained)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.?!][\"”]?\s")

LEAST = 3
"""Points that make a lay article: 630 of 655 of our own have them, and one of 2,264 abstracts that were tried."""


@functools.cache
def _signs() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((points, re.compile(pattern, re.IGNORECASE)) for points, pattern in _SIGNS)


def _style(text: str) -> int:
    """Return the points of a style: short words, short sentences, everyday words, the reader addressed."""
    words = _WORD.findall(text)
    count = max(1, len(words))
    everyday = len({match.lower() for match in _EVERYDAY.findall(text)})
    return sum(
        (
            len(_SECOND_PERSON.findall(text)) * 200 >= count,
            sum(map(len, words)) < 5 * count,
            count < 20 * max(1, len(_STOP.findall(text))),
            everyday >= 2,
            everyday >= 4,
            -(len(_SHORT_FORM.findall(text)) >= 2),
        )
    )


def is_lay(text: str, sections: Sequence[Section]) -> bool:
    """Tell whether a text looks like an article for the general public.

    Signs are counted for it (questions, contractions, speech, advice to see a doctor, researchers in the third
    person, prices, plain style, headings of popular articles) and against it (statistics, "we found", headings of
    structured abstracts, citations); a text with sections for both methods and results is a paper whatever else
    it does. Fewer than 60 words say nothing.
    """
    roles = {section.role for section in sections}
    titled = [section.title for section in sections if section.role is not Role.TITLE]
    if any(title.lower().strip(" :.").endswith("methods") for title in titled) and Role.RESULTS in roles:
        return False
    if len(text.split()) < 60:
        return False
    points = sum(points for points, pattern in _signs() if pattern.search(text)) + _style(text)
    points += any(_LAY_HEADING.search(title) for title in titled)
    points += 2 * (sum(title.endswith("?") for title in titled) >= 2)
    return points >= LEAST


def genre_of(text: str, sections: Sequence[Section]) -> Genre:
    """Return the genre of a text that does not say what it is."""
    roles = {section.role for section in sections}
    if is_lay(text, sections):
        return Genre.LAY
    return Genre.ARTICLE if {Role.METHODS, Role.RESULTS} <= roles else Genre.TEXT
