"""Claims that a list of results adds: in "pain (P = .01) and fever (P = .02)" each has its own number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.claim import Effect
from extractors.claims.arguments import Resolver
from extractors.claims.binding import is_statistic
from extractors.claims.frame import Place
from extractors.claims.meaning import Found

# What stands between the end of a statistic and the next member of its list.
_JOINED = re.compile(
    r"\s?%?\s?[)\]]*\s*(?:,\s*(?:and|or|as well as)?|;|(?:and|or|as well as)\b)\s*(?:(?:the|a|in|for|on)\s+)?"
)
_MEMBER = re.compile(r"(?P<words>[A-Za-z][^\d,;:()\[\]]{1,70}?)\s*(?:[(\[][^()\[\]\d]{0,30}|,\s*|:\s*)$")
# Words that begin no member: a clause, an arm, a time, or a statistic.
_NO_MEMBER = re.compile(
    r"(?:but|than|at|after|before|during|when|with|by|to|vs?|versus|compared|from|which|who|that|respectively|while|whereas"
    r"|mean|median|and|or|both|all|not|no|in|on|among|week|day|month|year|SD|SE|CI"
    r"|HR|OR|RR|MD|SMD|effect size|t|F|it|there)\b"
    r"|.*\b(?:was|were|is|are|had|has|did|showed|increased|decreased|improved|reduced)\b",
)
_NEAR = re.compile(r"\s*[,:]?\s*[(\[]?[^()\[\]\d.;]{0,30}$")


def coordinated(
    text: str, end: int, found: Sequence[Found], effects: Sequence[Effect], resolver: Resolver
) -> Iterator[Found]:
    """Yield for each claim whose object has a statistic right after it the claims on the members that follow.

    A member is words right before a statistic of its own that join the list with a comma, "and" or "or"; those that
    another claim names already are none.
    """
    statistics = [one for one in effects if is_statistic(one)]
    taken = [(one.object.start, one.object.end) for one in found] + [
        (one.subject.start, one.subject.end) for one in found
    ]
    for one in found:
        if one.object.start < one.frame.trigger_start and one.frame.rule not in {
            "predicative",
            "passive",
            "intransitive",
        }:
            continue
        for place in _members(text, end, one.object.end, statistics):
            if any(place.start < high and low < place.end for low, high in taken):
                break
            target = resolver.object(place)
            if target is None:
                break
            taken.append((target.start, target.end))
            measured = resolver.is_measured(target)
            known = (one.known[0], resolver.recognised(target))
            frame = replace(one.frame, object=place, order=one.frame.order + 1)
            yield replace(one, frame=frame, object=target, known=known, measured=measured)


def _members(text: str, end: int, at: int, statistics: Sequence[Effect]) -> Iterator[Place]:
    """Yield the members that follow a place whose statistic stands right after it."""
    while True:
        own = _own(text, at, statistics)
        if not own:
            return
        last = max(one.end for one in own)
        joined = _JOINED.match(text, last, end)
        following = next((one for one in statistics if one.start >= last), None)
        if joined is None or following is None:
            return
        match = _MEMBER.fullmatch(text, joined.end(), following.start)
        if match is None or _NO_MEMBER.match(match["words"]) or _is_within(text[at : match.start("words")]):
            return
        start, at = match.span("words")
        yield Place(start=start, end=at, reach_end=at, word=match["words"].split()[-1].lower())


def _is_within(words: str) -> bool:
    """Tell whether a bracket is still open at the end of words."""
    return words.count("(") > words.count(")") or words.count("[") > words.count("]")


def _own(text: str, at: int, statistics: Sequence[Effect]) -> list[Effect]:
    """Return the statistics that stand right after a place, with those glued to them."""
    own: list[Effect] = []
    for one in statistics:
        if one.start < at:
            continue
        gap = text[at : one.start] if not own else text[own[-1].end : one.start]
        if (not own and not _NEAR.fullmatch(gap)) or (own and not _GLUED.fullmatch(gap)):
            break
        own.append(one)
    return own


_GLUED = re.compile(r"\s?%?[\s,;]*(?:(?:vs?\.?|versus|and|compared with)\s+(?:[A-Za-z][\w-]*:?\s)?)?[\s,;(]*")
