"""A drug and a harm of one sentence: whether the words between them, and around them, join the two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.claim import Argument
from extractors.document import Sentence
from extractors.risks.agents import is_given
from extractors.risks.joins import Join, find_join
from extractors.risks.onset import find_present, is_new
from extractors.risks.opposite import is_given_for, is_less, stopping
from extractors.screen import screened
from ontologies.term import Kind

AGENTS = frozenset({Kind.CHEMICAL, Kind.INTERVENTION, Kind.GENE})
HARMS = frozenset({Kind.DISEASE, Kind.PHENOTYPE})
"""Kinds of what may do harm, and of harms."""
# How far words that join two names reach, and how far what came up may stand from what was given.
_MAX_GAP, _MAX_SPAN = 110, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Hold a harm and the agent that a sentence joins to it; ``cause`` is False where the text only links the two."""

    agent: Argument
    harm: Argument
    rule: str
    start: int
    end: int
    cause: bool
    score: float


def overlap(one: Argument, other: Argument) -> bool:
    """Tell whether two names share a character."""
    return one.start < other.end and other.start < one.end


_EASED = screened(
    r"\b(?:resol(?:v\w+|ution)|improv\w+|recover\w+|regress\w+|disappear\w+|respon(?:d|se)\w*|subsid\w+|abat\w+"
    r"|benefit\w*|clear(?:ed|ing)|"
    r"remission|normali[sz]\w+|alleviat\w+|successful(?:ly)?|persist\w* despite|refractory to)\b",
    re.IGNORECASE,
)
_STOPPED = re.compile(
    r"\b(?:discontinu\w+|withdraw\w*|withdrew|stop(?:ped|page|ping)|cessation|removal|ceas\w+)\b", re.IGNORECASE
)
# "Six stopped X because of nausea."
_REASON = re.compile(r"[^;,]{0,30}?\b(?:because of|due to|owing to|on account of)\b", re.IGNORECASE)
_OWNS = re.compile(
    r"[-– ]?(?:induced|related|associated|mediated|evoked|caused|triggered|provoked)[-\s]+(?:\w+["
    r" -]){0,3}"
)
_BREAK = re.compile(
    r";|\.\s|\b(?:whereas|although|but|however|because(?! of)|which was treated|and was treated|was treated"
    r" with|treated successfully|had been treated with|have been treated with|(?:was|were) diagnosed"
    r"|respon(?:sive|ded) to|requir(?:es?|ed|ing)"
    r"|start\w* treatment|no effect|for which|previous(?:ly)?|(?:in)?efficacy|despite)\b|, and "
    r"(?:one|another|two|the|a)\b"
)
# What a drug does against a harm of another ("X attenuates allergen-induced changes in asthmatics") is no harm of it.
_AVERTS = re.compile(
    r"\b(?:attenuat|inhibit|reduc|reduct|prevent|protect|ameliorat|suppress|decreas|lower|abolish|revers|antagoni[sz]"
    r"|reliev"
    r"|alleviat|treat|improv|block)(?:e|es|ed|s|ing|ion)?\b"
    r"|\b(?:treatment|therapy|drug) of choice\b",
    re.IGNORECASE,
)
# What stands between a harm and, after it, what it is less with, or is treated with.
_LESSER = re.compile(
    r"^\s*(?:successfully )?(?:treated|managed|controlled) (?:with|by)\b"
    r"|\b(?:was|were|is|are|been) (?:\w+ly )?(?:treated|managed|controlled) (?:\w+ ){0,4}(?:with|by)\b"
    r"|\b(?:(?:lower|fewer|reduced|decreased)|less (?:severe|frequent|common))\b",
    re.IGNORECASE,
)
# Another cause between: "X does not attenuate NSAID-induced damage", "due to mutations in X".
_ANOTHERS = re.compile(
    r"\w[-–](?:induced|caused|evoked|triggered)\b|\b(?:mutations?|polymorphisms?|variants?) (?:in|of)\b"
    r"|\b(?:compared (?:with|to)|than|versus|vs)\b[^;]{0,60},\s(?:which|who)\b"
)
# Another part of the sentence begins, and what it begins with does something.
_NEXT = re.compile(r",\s(?:and|but|while|as)\s")
_VERB = screened(
    r"(?: (?:alone|therapy|treatment|administration|\([^()]{1,30}\)))?\s(?:also\s|\w+ly\s)?(?:lower|reduc"
    r"|decreas|increas|improv"
    r"|prevent|attenuat|abolish|restor|revers|inhibit|block|suppress|rais|normali[sz]|produc|abrogat"
    r"|ameliorat)(?:e?d|s)\b",
    re.IGNORECASE,
)
_FAILS = re.compile(r"\b(?:not|fail\w*|no|without)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Hold two names of a sentence and the words around and between them."""

    agent: Argument
    harm: Argument
    low: int
    before: str
    between: str
    window: str

    @property
    def agent_first(self) -> bool:
        return self.agent.start < self.harm.start

    def event(self, join: Join) -> Event:
        """Return the event that the joining words make; the farther the two stand apart, the less sure."""
        start = self.low + join.start
        fade = 1 - len(self.between) / (3 * _MAX_GAP)
        return Event(
            agent=self.agent,
            harm=self.harm,
            rule=join.rule,
            start=start,
            end=max(self.low + join.end, start + 1),
            cause=join.cause,
            score=round(join.score * max(fade, 0.4), 3),
        )


def _pair(text: str, sentence: Sentence, agent: Argument, harm: Argument) -> _Pair:
    low, high = (agent.end, harm.start) if agent.start < harm.start else (harm.end, agent.start)
    return _Pair(
        agent=agent,
        harm=harm,
        low=low,
        before=text[max(sentence.start, low - 300) : low],
        between=text[low:high],
        window=text[low : min(sentence.end, max(agent.end, harm.end) + 60)],
    )


def join(text: str, sentence: Sentence, agent: Argument, harm: Argument, names: Sequence[Argument]) -> Event | None:
    """Return the event of an agent and a harm, if the words between them and around them join the two.

    ``names`` are all agents and harms of the sentence: another one may own the harm.
    """
    pair = _pair(text, sentence, agent, harm)
    if len(pair.between) > _MAX_SPAN or _BREAK.search(pair.between) or _is_anothers(text, pair, names):
        return None
    if _goes_on(text, sentence, pair):
        return None
    new = is_new(text, sentence, harm)
    if _EASED.search(pair.between if new or not pair.agent_first else pair.window):
        # A harm that went away with a drug is treated by it, unless it was the drug that was stopped.
        stopped = _STOPPED.search(pair.before + pair.window)
        return pair.event(Join("stopped", 0, 1, False, 0.6)) if stopped else None
    joined = None
    if len(pair.between) <= _MAX_GAP:
        joined = find_join(pair.between, pair.before, harm.text, agent_first=pair.agent_first)
    if joined is None and pair.agent_first and _REASON.match(pair.between) and _STOPPED.search(pair.before[-60:]):
        joined = Join("stopped", 0, len(pair.between), False, 0.7)
    if joined is None and new and is_given(text, sentence, agent):
        joined = Join("onset", 0, len(pair.between), False, 0.6)
    return None if joined is None else pair.event(joined)


def _goes_on(text: str, sentence: Sentence, pair: _Pair) -> bool:
    """Tell whether the agent behind a harm has a verb of its own: "A worsened B, and therapy with X lowered C"."""
    return not pair.agent_first and bool(_NEXT.search(pair.between) and _VERB.match(text, pair.agent.end, sentence.end))


def _is_anothers(text: str, pair: _Pair, names: Sequence[Argument]) -> bool:
    """Tell whether the harm has another cause, or the drug acts against it."""
    if _ANOTHERS.search(pair.between):
        return True
    if _owner(text, pair.harm, pair.agent, names):
        return True
    if not pair.agent_first:
        # "schizophrenia with clozapine-induced akathisia"
        return _LESSER.search(pair.between) is not None or _owns_next(text, pair.agent, names)
    averts = _AVERTS.search(pair.between) and not _FAILS.search(pair.between)
    return bool(averts)


def speaks_against(text: str, sentence: Sentence, agent: Argument, harm: Argument) -> bool:
    """Tell whether a sentence says that a harm was there before, is treated, was less: then it is none of the drug.

    What comes of stopping a drug is none of it either.
    """
    if is_less(text, sentence, agent, harm) or is_given_for(text, agent, harm):
        return True
    if stopping(text, sentence, agent, harm) is not None:
        return True
    pair = _pair(text, sentence, agent, harm)
    if _is_anothers(text, pair, (agent, harm)) or _EASED.search(pair.between):
        return True
    return bool(find_present(text, sentence, (harm,)))


def _owns_next(text: str, agent: Argument, names: Sequence[Argument]) -> bool:
    return any(
        agent.end < other.start and _OWNS.fullmatch(text, agent.end, other.start)
        for other in names
        if other.kind in HARMS
    )


def _owner(text: str, harm: Argument, agent: Argument, names: Sequence[Argument]) -> bool:
    """Tell whether another agent right before the harm claims it: "A lowered B-induced seizures"."""
    return any(
        (other.start > agent.end or other.end < agent.start)
        and other.end <= harm.start
        and _OWNS.fullmatch(text, other.end, harm.start)
        for other in names
        if other.kind in AGENTS
    )
