"""Adverse events: a drug or a treatment and the harm that a sentence joins to it.

Only what stands between the two names, and right before the harm, decides. A harm that is what the drug is given for
("treatment of", "patients with") is none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.claim import Argument, Direction
from extractors.claims.arguments import Resolver
from extractors.claims.numbers import find_arms
from extractors.document import Sentence
from extractors.link import Link
from extractors.risks.agents import find_agents
from extractors.risks.harms import find_general, find_harms
from extractors.risks.listing import find_listed, may_list
from extractors.risks.onset import find_present
from extractors.risks.opposite import is_less, is_listed_less, is_reduced, stopping
from extractors.risks.pairs import HARMS, Event, join
from extractors.screen import screened
from ontologies.term import Kind

# What words of harm that no vocabulary has must not be part of.
_NAMES = frozenset({Kind.CHEMICAL, Kind.GENE, *HARMS})
EVENT = "event"
"""What the rules of risks begin with that were read here."""
LISTED = "listed"


# "cancer treatment", "asthma patients": there the harm only names something else.
_NAMES_SOMETHING = re.compile(
    r"[\s-]+(?:(?:eu|hyper|hypo)glyc\w+[\s-]clamps?|clamps?|reflex(?:es)?|trials?|stud(?:y|ies)"
    r"|treatments?|therap\w+|patients?|cases|subjects"
    r"|(?:wo)?m[ae]n|cells?|models?|cohorts?|centers?|clinics?"
    r"|screening|care|management|response|doctors?|specialists?|services?|hospitali[sz]ation|admission|consultation"
    r"|history|units?|wards?"
    r"|prevention|drugs?|groups?|bearing|research|relief|control|scores?|thresholds?|prophylaxis"
    r"|reductions?|immuni[sz]ations?|vaccin\w+"
    r"|volumes?|work|index|cytokines?|mediators?|markers?|molecules?|(?:was|were) (?:\w+ )?(?:performed"
    r"|achieved|maintained|provided))\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\s*(?:,|/|and|or|with|as well as|,\s*(?:and|or|as well as))\s*"
    r"(?:(?!(?:in|on|of|for|to|by|after|during|following|who|which)\b)[\w-]+\s){0,2}"
)
# What is wanted of a drug, however a vocabulary files it.
_WANTED = ("analgesia", "anesthesia", "anaesthesia")
_AGAINST = ("anti-", "Anti-", "anti")
# Who is too heavy loses weight to his good.
_SLIMMER = re.compile(r"(?:\w+ )?weight (?:loss|reduction)")
_HEAVY = re.compile(r"\b(?:obes\w+|overweight|type 2 diabet\w+|T2DM?)\b")
_OPENING = 3000
# "asthmatics", "diabetics": people, not what ails them. "0.1 MAC": a unit.
_PEOPLE = re.compile(r"\w{4,}(?:tics|nics|hilics|rexics)$", re.IGNORECASE)
_COUNTED = re.compile(r"\d\s?$")
# The text names it as what somebody has and is treated for.
_TREATED = screened(
    r"\b(?:treatment (?:of|for)|therapy (?:of|for|in)|patients? with|treat(?:s|ed|ing)?|management "
    r"of|prevent(?:ion of|s"
    r"|ing)?|prophylaxis (?:of|for|against)|indicated for|efficacy in|effective in|diagnosed with"
    r"|history of)\s+(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
# Rules that only see a drug and a harm near each other; what the paper treats is not a harm of the drug by these.
# Rules that are asked for where a harm has no name, or what brings it is a procedure.
_STRONG = frozenset({"caused by", "due to", "associated with", "of", "causes", "has", "raises", "related", "compound"})
# Rules that hold for what somebody has already, too: "a man with hepatitis caused by gold".
_SURE = frozenset({"caused by", "compound"})
# Words that belong to the harm right before them, not to a list of which it is the last.
_ONE = frozenset({"of", "stopped"})
_WEAK = frozenset({"after", "of", "effects", "develops", "in users", "toxicity", "stopped", "related", "onset"})


def find_treated(text: str, resolver: Resolver) -> frozenset[str]:
    """Return the keys of the diseases that a text names as treated, prevented or had by patients."""
    return frozenset(
        resolver.named(link).key
        for link in resolver.links_in(0, len(text))
        if link.mention.kind in HARMS and _TREATED.search(text, max(0, link.mention.start - 60), link.mention.start)
    )


class Found(NamedTuple):
    """Hold the events of a sentence, and the harms that it lists as adverse events without saying whose they are."""

    events: list[Event]
    listed: list[Argument]


def find_events(text: str, sentence: Sentence, resolver: Resolver, treated: frozenset[str] = frozenset()) -> Found:
    """Return the pairs of agent and harm that a sentence joins, in the order of the text, each pair once.

    ``treated`` are keys of diseases that the paper treats: rules that only see nearness leave them alone.
    """
    agents = _outermost(find_agents(text, sentence, resolver))
    if not agents and not may_list(text, sentence):
        return Found([], [])
    links, harms = _harms_in(text, sentence, resolver)
    events = list(_joined(text, sentence, agents, harms, treated)) if agents and harms else []
    events += [one for one in _by_arms(text, sentence, agents, harms) if not any(one.harm == e.harm for e in events)]
    events = [_stopped(text, sentence, one) for one in events if not is_less(text, sentence, one.agent, one.harm)]
    known = {event.harm.start for event in events}
    known |= find_present(text, sentence, harms)
    listed = [harm for harm in find_listed(text, sentence, harms) if harm.start not in known]
    less = (is_reduced, is_listed_less)
    listed = [harm for harm in listed if not any(is_so(text, sentence, harm) for is_so in less)]
    if agents and not events and not listed:
        general = [resolver.named(link) for link in find_general(sentence, links)]
        events = [
            event
            for event in _pairs(text, sentence, agents, general)
            if event.rule in _STRONG and not is_less(text, sentence, event.agent, event.harm)
        ]
    drugs = [agent for agent in agents if not _is_procedure(agent)]
    if len(drugs) == 1:
        return Found([*events, *(_of(drugs[0], harm) for harm in listed)], [])
    return Found(events, listed)


def _stopped(text: str, sentence: Sentence, event: Event) -> Event:
    """Return the event as one of stopping its agent, where that brings the harm."""
    whole = None if event.rule == "stopped" else stopping(text, sentence, event.agent, event.harm)
    return event if whole is None else replace(event, agent=whole)


def _harms_in(text: str, sentence: Sentence, resolver: Resolver) -> tuple[list[Link], list[Argument]]:
    """Return the names in a sentence, with the words of harm that no vocabulary has, and those of harms."""
    links = [link for link in resolver.links_in(sentence.start, sentence.end) if link.mention.kind in _NAMES]
    links += find_harms(sentence, links)
    return links, _ailing(text, sentence, [resolver.named(link) for link in links if link.mention.kind in HARMS])


def _by_arms(text: str, sentence: Sentence, agents: Sequence[Argument], harms: Sequence[Argument]) -> Iterator[Event]:
    """Yield the harm that occurred more in an arm by its number: "nausea occurred in 44 % on X, in 17 % on placebo"."""
    arms = find_arms(text, sentence) if agents and harms else None
    if arms is None:
        return
    what = arms.match.span("object") if arms.match.groupdict().get("object") else (sentence.start, arms.match.start())
    raised = [agent for agent in agents if arms.at(agent.start, agent.end) is Direction.INCREASE]
    for harm in harms:
        if what[0] <= harm.start and harm.end <= what[1]:
            start, end = arms.match.span("verb")
            for agent in raised:
                yield Event(agent=agent, harm=harm, rule="arms", start=start, end=end, cause=False, score=0.6)


def _ailing(text: str, sentence: Sentence, harms: Sequence[Argument]) -> list[Argument]:
    """Return the harms that mean one, in the order of the text."""
    found = _outermost(sorted(harms, key=lambda harm: harm.start))
    return [harm for harm in found if is_ailment(text, sentence, harm)]


def _joined(
    text: str, sentence: Sentence, agents: Sequence[Argument], harms: Sequence[Argument], treated: frozenset[str]
) -> Iterator[Event]:
    present = find_present(text, sentence, harms)
    pairs = [
        event
        for event in _pairs(text, sentence, agents, harms)
        if event.rule in _STRONG or not _is_procedure(event.agent)
        if event.rule in _SURE or event.harm.start not in present
        if event.rule not in _WEAK or event.harm.key not in treated
    ]
    free = [harm for harm in harms if harm.key not in treated and harm.start not in present]
    yield from _once(_spread(text, _spread(text, pairs, "harm", free), "agent", agents))


def _is_procedure(agent: Argument) -> bool:
    return agent.kind is Kind.INTERVENTION and agent.intervention is None


@functools.lru_cache(maxsize=4)
def _is_of_weight(text: str) -> bool:
    """Tell whether a paper is about people who are better off with less weight."""
    return _HEAVY.search(text, 0, _OPENING) is not None


def _of(agent: Argument, harm: Argument) -> Event:
    """Return the event of a harm that is listed as an adverse one beside the only agent of a sentence."""
    return Event(agent=agent, harm=harm, rule=LISTED, start=harm.start, end=harm.end, cause=False, score=0.6)


def is_ailment(text: str, sentence: Sentence, harm: Argument) -> bool:
    """Tell whether a name of a harm means one here."""
    if _PEOPLE.fullmatch(harm.text) or _COUNTED.search(text, max(0, harm.start - 2), harm.start):
        return False
    words = harm.text.lower()
    if words.startswith("overdos") or words.endswith(_WANTED) or text.endswith(_AGAINST, 0, harm.start):
        return False
    if _SLIMMER.fullmatch(words) and _is_of_weight(text):
        return False
    if words.startswith(("dependence", "dissociation")) and text.startswith((" of", " on"), harm.end):
        return False
    return _NAMES_SOMETHING.match(text, harm.end, sentence.end) is None


def _pairs(text: str, sentence: Sentence, agents: Sequence[Argument], harms: Sequence[Argument]) -> Iterator[Event]:
    for harm in harms:
        for agent in agents:
            if agent.end <= harm.start or harm.end <= agent.start:
                event = join(text, sentence, agent, harm, [*agents, *harms])
                if event is not None:
                    yield event


def _spread(text: str, events: list[Event], place: str, listed: Sequence[Argument]) -> list[Event]:
    """Return the events, and for each further harm (or agent) of a list the event of its neighbour."""
    at = {one.start: number for number, one in enumerate(listed)}
    known = {(event.agent.start, event.harm.start) for event in events}
    queue = list(events)
    for event in queue:
        if event.rule in _ONE:
            continue
        here: Argument = getattr(event, place)
        number = at.get(here.start)
        for near in (number - 1, number + 1) if number is not None else ():
            if not 0 <= near < len(listed):
                continue
            first, second = sorted((listed[near], here), key=lambda one: one.start)
            further = _with(event, place, listed[near])
            if (further.agent.start, further.harm.start) in known:
                continue
            if _LIST.fullmatch(text, first.end, second.start):
                known.add((further.agent.start, further.harm.start))
                queue.append(further)
    return queue


def _with(event: Event, place: str, other: Argument) -> Event:
    score = round(event.score * 0.95, 3)
    return replace(event, harm=other, score=score) if place == "harm" else replace(event, agent=other, score=score)


def _once(events: Sequence[Event]) -> Iterator[Event]:
    seen: set[tuple[str, str]] = set()
    for event in sorted(events, key=lambda event: (event.harm.start, event.agent.start, -event.score)):
        if (event.agent.key, event.harm.key) not in seen:
            seen.add((event.agent.key, event.harm.key))
            yield event


def _outermost(found: Sequence[Argument]) -> list[Argument]:
    return [
        one
        for one in found
        if not any(
            other is not one and other.start <= one.start and one.end <= other.end and len(other.text) > len(one.text)
            for other in found
        )
    ]
