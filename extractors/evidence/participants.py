"""How many took part in a study: the whole of it, no arm, no group that something happened to, no duration."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from extractors.claim import Design, Evidence, Setting
from extractors.document import Document, Role, Sentence
from extractors.effects.numbers import WORD_NUMBER, to_count
from extractors.screen import Screened, screened


class Grade(IntEnum):
    """Say how well a count tells how many took part."""

    NAMED = 1
    ENROLLED = 2
    RANDOMISED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Hold one count of people or animals and where its words stand in the sentence."""

    start: int
    end: int
    n: int
    grade: Grade


_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{WORD_NUMBER})"
_NOUNS = {
    Setting.CLINICAL: r"(?:(?:out|in)?patients|participants|subjects|individuals|people|persons|adults"
    r"|(?:school)?children|adolescents|infants|neonates|newborns|(?:wo)?men|girls|boys|volunteers|cases|residents|students|smokers"
    r"|veterans|workers|nurses|physicians|practitioners|caregivers|survivors|carers|couples|mothers|athletes)",
    Setting.IN_VIVO: r"(?:animals|mice|rats|rabbits|dogs|pigs|piglets|sheep|lambs|goats|monkeys|hamsters|chickens|cats"
    r"|calves|cows|horses|ferrets)",
}
_DRAWN = r"(?:randomi[sz]ed|randomly|randomi[sz]ation)"
# What is drawn by lot in place of people.
_UNITS = r"(?:schools|villages|cent(?:re|er)s|clusters|hospitals|shops|clinics|practices|sites|wards|households)"
_JOINING = (
    r"(?!(?:per|of|in|from|and|or|with|were|was|to|at|by|for|vs|years?|months?|weeks?|days?|hours?|mg|g|kg|ml)\b"
    rf"|{_UNITS}\b)"
)

# Not the end of a range, no share, no part of a number or name.
_ALONE = r"(?<![\w.,=<>≤≥±%/–-])(?<!\d )(?<!\d to )"


@functools.cache
def _pattern(setting: Setting) -> Screened:
    noun = _NOUNS[setting]
    return screened(
        rf"{_ALONE}(?P<one>{_NUMBER})(?: (?!{_UNITS})[a-z]+){{0,4}} (?:{_DRAWN}|assigned|allocated)(?: \w+)? to"
        rf" [^.;]{{0,60}},? and (?P<other>{_NUMBER})(?: [a-z]+){{0,4}} to "
        rf"|{_ALONE}(?P<n>{_NUMBER})(?: (?!hundred)|, ?)(?:{_JOINING}(?:[A-Za-z][\w/'’-]*|\([\w-]+\)),? ){{0,6}}?"
        rf"{noun}\b"
        rf"|\b{noun}\b(?: \w+){{0,3}},? [(\[]n ?= ?(?P<said>{_NUMBER})\b"
        rf"|{_ALONE}(?P<bare>{_NUMBER}) (?:were|was) (?=(?:\w+ly )?(?:randomi[sz]ed|enrol|recruit|includ))",
        re.IGNORECASE,
    )


_HUNDREDS = re.compile(rf"\b({WORD_NUMBER}) hundred(?: and)?(?: ({WORD_NUMBER}))?(?=[ ,])", re.IGNORECASE)
_TAKEN = (
    r"(?:enrol\w*|recruit\w*|includ\w*|took part|participat\w+|assigned|allocated|(?:we|were|was) (?:studied"
    r"|followed)|registered|comprised)"
)
_AFTER = {
    Grade.RANDOMISED: screened(rf"[^.;]{{0,110}}?\b{_DRAWN}\b", re.IGNORECASE),
    Grade.ENROLLED: screened(rf"[^.;]{{0,80}}?\b{_TAKEN}\b", re.IGNORECASE),
}
_BEFORE = {
    Grade.RANDOMISED: screened(rf"\b{_DRAWN}\b[^.;\d]{{0,60}}$", re.IGNORECASE),
    Grade.ENROLLED: screened(
        rf"(?:\b(?:{_TAKEN}|we (?:studied|followed|analy[sz]ed|examined|treated|assessed)|(?:trial|study|conducted"
        r"|sample)(?: (?:of|in|among|with|on))?)\b[^.;\d]{0,50}|participants: )$",
        re.IGNORECASE,
    ),
}
_THESE = re.compile(rf"\s*(?:these|all|they|the)\b[^.;\d]{{0,40}}?\b(?:{_DRAWN}|{_TAKEN})\b", re.IGNORECASE)
# One arm, or those to whom something happened.
_ARM = re.compile(
    r"(?: \w+){0,2} (?:in|from|to|into|of) (?:the |each |one |per )?(?!(?:a |the )?total)"
    r"(?:(?!or\b|and\b|either\b|with\b)[\w/+-]+ ){0,4}(?:group|arm)\b(?! or)"
    r"| ?\(\d+(?:\.\d+)? ?%"
    r"|(?:,? who| that)?(?: \w+ly)? (?:completed|withdrew|withdrawn|dropped|discontinued|died|had|developed|experienced"
    r"|achieved|responded|refused|declined|did not|failed|(?:were|was) (?:excluded|lost|not|withdrawn"
    r"|(?:\w+ )?evaluable))\b"
    r"|,? (?:were |was )?(?:(?:randomi[sz]ed|randomly|assigned|allocated|given) ){1,3}to (?:receive )?"
    r"(?!(?:either|one|two|three|four|groups?|treatment or)\b)[^.;]{0,60}? and (?:the other )?\d+ ",
    re.IGNORECASE,
)
_EACH = re.compile(r"\b(?:each|every|per|groups? of|at least|up to|(?:more|fewer) than|one in) $", re.IGNORECASE)
_TREATED = re.compile(r"(?:-treated|\bplacebo|\bcontrol|\bintervention|\bnon-\w+) ", re.IGNORECASE)
_LABEL = re.compile(r"\b(?:grade|type|stage|class|day|week|month|year|phase|level|visit)s? $", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:sample size|power(?:ed)?\b|would|will be|needed|requir(?:ed?|es)|planned|to detect|target)\b", re.IGNORECASE
)
_FEWEST = 2


def counts_in(text: str, setting: Setting = Setting.CLINICAL, following: str = "") -> tuple[Count, ...]:
    """Return the counts of people (or animals) of a sentence that are no arm of it; ``following`` comes after it.

    >>> [one.n for one in counts_in("Of 90 patients, 40 were randomised; 20 patients in the zinc group left.")]
    [90, 40]
    """
    if setting not in _NOUNS or _PLANNED.search(text):
        return ()
    text = _HUNDREDS.sub(_as_digits, text) if "hundred" in text else text
    matches = [(match, _number(match)) for match in _pattern(setting).finditer(text)]
    found = [(match, n) for match, n in matches if n >= _FEWEST and not _is_part(match)]
    listed = [match for match, _ in found if text.startswith(" with ", match.end())]
    if len(listed) > 1:
        # "10 patients with gout and 12 patients with a cold": parts of a whole that the sentence does not give.
        found = [one for one in found if one[0] not in listed]
    starts = [match.start() for match, _ in matches]
    return tuple(_graded(match, n, starts, following) for match, n in found)


def _as_digits(match: re.Match[str]) -> str:
    count = 100 * (to_count(match[1]) or 0) + (to_count(match[2]) or 0 if match[2] else 0)
    return str(count).rjust(len(match[0]))


def _number(match: re.Match[str]) -> int:
    if match["one"]:
        # "31 were randomised to zinc and 30 to rest": both arms together.
        return (to_count(match["one"]) or 0) + (to_count(match["other"]) or 0)
    return to_count(match["n"] or match["said"] or match["bare"]) or 0


def _is_part(match: re.Match[str]) -> bool:
    text = match.string
    before = text[max(0, match.start() - 20) : match.start()]
    if match["one"]:
        return False
    if _TREATED.search(match[0]) or _LABEL.search(before):
        return True
    return _ARM.match(text, match.end()) is not None or _EACH.search(before) is not None


def _graded(match: re.Match[str], n: int, starts: list[int], following: str) -> Count:
    text, start, end = match.string, match.start(), match.end()
    until = min((other for other in starts if other > start), default=len(text))
    since = max((other for other in starts if other < start), default=0)
    grade = next(
        (
            grade
            for grade in (Grade.RANDOMISED, Grade.ENROLLED)
            if _AFTER[grade].match(text[end:until] if until > end else "")
            or _AFTER[grade].match(match[0])
            or _BEFORE[grade].search(text[since:start])
        ),
        Grade.NAMED,
    )
    if grade is Grade.NAMED and until == len(text) and _THESE.match(following):
        grade = Grade.ENROLLED
    return Count(start=start, end=end, n=n, grade=grade)


def find_participants(
    document: Document, front: Iterable[Sentence], rest: Iterable[Sentence], lead: Setting
) -> int | None:
    """Return how many people (or animals, where ``lead`` is in vivo) took part; None where the paper does not say.

    The best grade in title and abstract counts, the first sentence that has it, and the largest number there. Where
    these do not say how many were enrolled, methods and results may say how many were randomised.
    """
    told = list(_counts(front, lead))
    best = max((one.grade for one in told), default=None)
    if best is not None and best > Grade.NAMED:
        return next(one.n for one in told if one.grade is best)
    body = [
        sentence
        for sentence in rest
        if "andomi" in sentence.text and document.role_at(sentence.start) in {Role.METHODS, Role.RESULTS}
    ]
    drawn = [one.n for one in _counts(body, lead) if one.grade is Grade.RANDOMISED]
    return max(drawn) if drawn else next((one.n for one in told), None)


def _counts(sentences: Iterable[Sentence], lead: Setting) -> Iterator[Count]:
    listed = list(sentences)
    for at, sentence in enumerate(listed):
        found = counts_in(sentence.text, lead, listed[at + 1].text if at + 1 < len(listed) else "")
        yield from sorted(found, key=lambda one: -one.n)


_IN = re.compile(r"\b(?:in|of|from|among|with|on)(?: the| a total of| all)? $", re.IGNORECASE)


def studied_in(sentence: str, evidence: Evidence) -> int | None:
    """Return how many a sentence by itself says were studied; a trial has to say that they were enrolled.

    >>> studied_in("In biopsies of 34 patients, zinc was low.", Evidence(settings=(Setting.CLINICAL,)))
    34
    """
    lead = evidence.settings[0] if evidence.settings else Setting.CLINICAL
    found = counts_in(sentence, lead)
    if Design.RCT not in evidence.designs:
        found = tuple(one for one in found if one.grade > Grade.NAMED or _IN.search(sentence, 0, one.start))
    else:
        found = tuple(one for one in found if one.grade > Grade.NAMED)
    return max((one.n for one in found), default=None)
