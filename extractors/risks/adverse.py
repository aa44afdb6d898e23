"""Adverse events: a drug or a treatment and the harm that a sentence joins to it.

Only what stands between the two names, and right before the harm, decides. A harm that is what the drug is given for
("treatment of", "patients with") is none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.claim import Argument
from extractors.claims.arguments import Resolver
from extractors.document import Sentence
from ontologies.term import Kind

# A procedure by itself ("surgery") is seldom what did harm; drugs and composed interventions are.
_AGENTS = frozenset({Kind.CHEMICAL, Kind.INTERVENTION})
_HARMS = frozenset({Kind.DISEASE, Kind.PHENOTYPE})
_MAX_GAP = 110
EVENT = "event"
"""What the rules of risks begin with that were read here."""


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


_GIVEN = (
    r"(?:(?:treatment|therapy|use|administration|exposure|infusion|injection|intake|ingestion|initiation|introduction"
    r"|addition|receipt|"
    r"discontinuation|withdrawal|overdose|course|dose|doses|cycles?|weeks?|days?|months?|start) (?:of|with|to)"
    r"|receiving|taking|being treated with|"
    r"treated with|given|on|using|starting|who (?:received|took|had received|were treated with|was treated with)"
    r"|exposed to)"
)
# What may stand between a harm and, after it, its agent.
_HARM_FIRST: dict[str, tuple[str, bool, float]] = {
    "caused by": (r"(?:caused|induced|produced|triggered|precipitated|provoked|evoked|elicited) by", True, 0.9),
    "due to": (
        r"(?:due to|secondary to|because of|owing to|as a result of|resulting from|attributable to|attributed"
        r" to|from)",
        True,
        0.8,
    ),
    "associated with": (
        r"(?:associated|related|linked|temporally associated) (?:with|to)|complicating|in association"
        r" with",
        False,
        0.8,
    ),
    "after": (r"(?:after|following|during|upon|with|on|while on|while|within \w+ \w+ (?:of|after))", False, 0.7),
    "of": (r"(?:of|to|as an? (?:\w+ ){0,3}(?:effect|complication|reaction) (?:of|to))", False, 0.5),
    "in users": (
        r"(?:in|among|when|while|of|after (?:she|he|they))\b[^;]{0,80}?\b(?:receiving|received|receives?|taking|took"
        r"|treated with|"
        r"treatment with|given|exposed to|exposure to|therapy with|use of|being on)",
        False,
        0.7,
    ),
}
# What may stand between an agent and, after it, its harm.
_AGENT_FIRST: dict[str, tuple[str, bool, float]] = {
    "compound": (r"(?:[-–](?:induced|caused|triggered|provoked|evoked)|\sinduced)[-\s]", True, 0.9),
    "related": (r"(?:[-– ](?:related|associated|mediated|dependent))[-\s]", False, 0.8),
    "causes": (
        r"(?:caus(?:es|ed(?! by)|e|ing)|induc(?:e[sd]?|ing)|produc(?:e[sd]?|ing)|provok(?:e[sd]?|ing)"
        r"|precipitat(?:e[sd]?"
        r"|ing)|trigger(?:s|ed|ing)?|"
        r"(?:leads?|led|leading) to|result(?:s|ed|ing)? in|elicit(?:s|ed)?|aggravat(?:e[sd]?|ing)|exacerbat(?:e[sd]?"
        r"|ing)|worsen(?:s|ed|ing)?)",
        True, 0.85,
    ),
    "associated with": (r"(?:associated with|related to|linked to|implicated in|complicated by|increas\w+ (?:the"
        r" )?(?:risk|incidence) of)", False, 0.8),
    "develops": (r"(?:develop(?:ed|s|ing)?|experienc(?:ed|es|ing)|suffer(?:ed|s)?|present(?:ed|s|ing)? with|had"
        r"|showed|exhibited|revealed)", False, 0.7),
    "effects": (r"(?:(?:side|adverse|toxic|untoward) (?:effects?|reactions?|events?)|are|were|include[sd]?|including"
        r"|such as)", False, 0.7),
    "stopped": (r"(?:discontinued|stopped|withdrawn|interrupted) (?:because of|due to|owing to|for)", False, 0.7),
    "risk": (r"(?:at|increas\w+ the|higher|greater|elevated)? ?risks? (?:for|of)|predispos\w+ to", False, 0.7),
    "toxicity": (r"(?:therapy|treatment)?", False, 0.5),
}  # fmt: skip
_NOT_A_HARM = re.compile(
    r"(?:\b(?:patients?|people|women|men|children|adults|subjects|individuals|cases?|man|woman|boy|girl|infants?"
    r"|those|persons?|rats|mice|"
    r"animals) (?:\w+ ){0,3}?(?:with|who had|having|suffering from|undergoing)|history of|treatment (?:of|for)"
    r"|therapy (?:of|for|in)|"
    r"treat(?:s|ed|ing)?|management of|prevent(?:ion of|s|ed|ing)?|prophylaxis (?:of|for|against)|for(?: the"
    r" treatment of)?|indicated for|"
    r"models? of|against|efficacy in|effective in|diagnosis of|diagnosed with|underlying|pre-?existing|known|advanced"
    r"|metastatic|refractory|"
    r"untreated|minimi[sz]\w*(?: the)? risks? of|reliev(?:e[sd]?|ing)|(?:reduc|decreas"
    r"|diminish)\w*(?: (?:of|in))?|attenuat\w+|ameliorat\w+|inhibit\w*"
    r"|protect\w* (?:against|from)|"
    r"(?:lower|reduced|decreased|less|fewer|diminished) (?:\w+ )?(?:risks?|incidence|rates?|frequency|severity|odds"
    r"|numbers?) of|improv\w+|control(?:led|s)? of|resistant|suspected)\s+(?:(?:the|a|an|his|her|their|severe|acute"
    r"|chronic"
    r"|advanced|early|stage|newly|diagnosed|"
    r"primary|recurrent|active|moderate|mild|mild-to-moderate|symptomatic)\s+)*$",
    re.IGNORECASE,
)
# "cancer treatment", "asthma patients": there the harm only names something else.
_NAMES_SOMETHING = re.compile(
    r"[\s-]+(?:treatments?|therap\w+|patients?|cells?|models?|cohorts?|centers?|clinics?|screening|care|management"
    r"|prevention|drugs?|groups?|bearing|research)\b",
    re.IGNORECASE,
)
# Harms that stand right after a drug's name without a word between.
_OF_DRUGS = re.compile(
    r"toxic|poison|overdos|intoxic|nephropath|neuropath|myopath|retinopath|allerg|hypersensitiv|withdrawal|resistance|"
    r"dependence|abuse|reaction|syndrome|hepatitis|fever|rash",
    re.IGNORECASE,
)
_EFFECTS_OF = re.compile(
    r"\b(?:(?:side|adverse|toxic|untoward|unwanted|undesirable) (?:\w+ )?(?:effects?|events?|reactions?)|toxicit\w+"
    r"|complications?)\b",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*(?:,|/|and|or|with|as well as|,\s*(?:and|or|as well as))\s*(?:[\w-]+\s){0,2}")
_EASED = re.compile(
    r"\b(?:resol(?:v\w+|ution)|improv\w+|recover\w+|regress\w+|disappear\w+|respon(?:d|se)\w*|subsid\w+|abat\w+"
    r"|benefit\w*|clear(?:ed|ing)|"
    r"remission|normali[sz]\w+|alleviat\w+|successful(?:ly)?|persist\w* despite|refractory to)\b",
    re.IGNORECASE,
)
_STOPPED = re.compile(
    r"\b(?:discontinu\w+|withdraw\w*|withdrew|stop(?:ped|page|ping)|cessation|removal|ceas\w+)\b", re.IGNORECASE
)
_OWNS = re.compile(
    r"[-– ]?(?:induced|related|associated|mediated|evoked|caused|triggered|provoked)[-\s]+(?:\w+["
    r" -]){0,3}"
)
_BREAK = re.compile(
    r";|\.\s|\b(?:whereas|although|but|however|because|which was treated|and was treated|was treated"
    r" with|treated successfully|had been treated with|have been treated with|(?:was|were) diagnosed"
    r"|respon(?:sive|ded) to"
    r"|start\w* treatment|no effect|for which|previous(?:ly)?|(?:in)?efficacy|despite)\b|, and "
    r"(?:one|another|two|the|a)\b"
)
# What a drug does against a harm of another ("X attenuates allergen-induced changes in asthmatics") is no harm of it.
_AVERTS = re.compile(
    r"\b(?:attenuat|inhibit|reduc|prevent|protect|ameliorat|suppress|decreas|lower|abolish|revers|antagoni[sz]|reliev"
    r"|alleviat|treat|improv|block)(?:e|es|ed|s|ing|ion)?\b",
    re.IGNORECASE,
)
# What stands between a harm and, after it, what it is less with, or is treated with.
_LESSER = re.compile(
    r"^\s*(?:(?:was|were|is|are) )?(?:successfully )?(?:treated|managed|controlled) (?:with|by)\b"
    r"|\b(?:(?:lower|fewer|reduced|decreased)|less (?:severe|frequent|common))\b",
    re.IGNORECASE,
)
# Another cause between: "X does not attenuate NSAID-induced damage", "due to mutations in X".
_ANOTHERS = re.compile(
    r"\w[-–](?:induced|caused|evoked|triggered)\b|\b(?:mutations?|polymorphisms?|variants?) (?:in|of)\b"
)
_SUBSTANCE_OF = re.compile(r"\s+(?:density|deficienc|metabolism|content)", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|of|from|for|on)\b")
_PLACED = re.compile(r"\b(?:in|to|into|from|among|at)\s*$")
_FAILS = re.compile(r"\b(?:not|fail\w*|no|without)\b", re.IGNORECASE)
# "asthmatics", "diabetics": people, not what ails them. "0.1 MAC": a unit.
_PEOPLE = re.compile(r"\w{4,}(?:tics|nics|hilics|rexics)$", re.IGNORECASE)
_COUNTED = re.compile(r"\d\s?$")
_GENES = frozenset({"NCBIGene", "HGNC", "PR", "UNIPROT"})
_PLACEBO = re.compile(r"\bplacebo\s*\(\s*$", re.IGNORECASE)
# The text names it as what somebody has and is treated for.
_TREATED = re.compile(
    r"\b(?:treatment (?:of|for)|therapy (?:of|for|in)|patients? with|treat(?:s|ed|ing)?|management "
    r"of|prevent(?:ion of|s"
    r"|ing)?|prophylaxis (?:of|for|against)|indicated for|efficacy in|effective in|diagnosed with"
    r"|history of)\s+(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
# Rules that only see a drug and a harm near each other; what the paper treats is not a harm of the drug by these.
_WEAK = frozenset({"after", "of", "effects", "develops", "in users", "toxicity", "stopped", "related"})


def find_treated(text: str, resolver: Resolver) -> frozenset[str]:
    """Return the keys of the diseases that a text names as treated, prevented or had by patients."""
    return frozenset(
        resolver.named(link).key
        for link in resolver.links_in(0, len(text))
        if link.mention.kind in _HARMS and _TREATED.search(text, max(0, link.mention.start - 60), link.mention.start)
    )


@functools.cache
def _between() -> dict[str, tuple[tuple[str, re.Pattern[str], bool, float], ...]]:
    made: dict[str, tuple[tuple[str, re.Pattern[str], bool, float], ...]] = {}
    for name, table in (("harm", _HARM_FIRST), ("agent", _AGENT_FIRST)):
        made[name] = tuple(
            (rule, re.compile(raw if name == "agent" else rf"\b{raw}\b", re.IGNORECASE), cause, score)
            for rule, (raw, cause, score) in table.items()
        )
    return made


_GIVEN_END = re.compile(rf"(?:{_GIVEN})?\s*(?:(?:\w+[ -]){{0,3}})$", re.IGNORECASE)
_USERS = re.compile(rf"\b{_GIVEN}\s+(?:\w+[ -]){{0,4}}$", re.IGNORECASE)


def find_events(
    text: str, sentence: Sentence, resolver: Resolver, treated: frozenset[str] = frozenset()
) -> Iterator[Event]:
    """Yield the pairs of agent and harm that a sentence joins, in the order of the text, each pair once.

    ``treated`` are keys of diseases that the paper treats: rules that only see nearness leave them alone.
    """
    links = resolver.links_in(sentence.start, sentence.end)
    agents = [resolver.named(link) for link in links if link.mention.kind is Kind.CHEMICAL and link.term is not None]
    agents += [resolver.composed(whole) for whole in resolver.interventions_in(sentence.start, sentence.end)]
    harms = [resolver.named(link) for link in links if link.mention.kind in _HARMS]
    if not agents or not harms:
        return
    agents = [agent for agent in agents if _can_harm(text, agent)]
    pairs = [
        event
        for event in _pairs(text, sentence, agents, harms)
        if event.rule not in _WEAK or event.harm.key not in treated
    ]
    yield from _spread(text, pairs, [harm for harm in harms if harm.key not in treated])


def _can_harm(text: str, agent: Argument) -> bool:
    """Tell whether an agent is given: no gene's product, and not what a placebo is made of."""
    product = any(curie.prefix in _GENES for curie in agent.curies)
    product = product or _SUBSTANCE_OF.match(text, agent.end) is not None
    return not product and _PLACEBO.search(text, max(0, agent.start - 12), agent.start) is None


def _is_ailment(text: str, harm: Argument) -> bool:
    """Tell whether a name of a harm means one here."""
    if _PEOPLE.fullmatch(harm.text) or _COUNTED.search(text, max(0, harm.start - 2), harm.start):
        return False
    return not (harm.text.lower().startswith("dependence") and text.startswith((" of", " on"), harm.end))


def _pairs(text: str, sentence: Sentence, agents: Sequence[Argument], harms: Sequence[Argument]) -> Iterator[Event]:
    for harm in _outermost(harms):
        treated = _NOT_A_HARM.search(text[max(sentence.start, harm.start - 70) : harm.start])
        if treated or not _is_ailment(text, harm) or _NAMES_SOMETHING.match(text, harm.end, sentence.end):
            continue
        for agent in _outermost(agents):
            if agent.start < harm.end and harm.start < agent.end:
                continue
            event = _join(text, sentence, agent, harm, [*agents, *harms])
            if event is not None:
                yield event


def _spread(text: str, events: list[Event], harms: Sequence[Argument]) -> Iterator[Event]:
    """Yield the events, and for each further harm of a list the event of its neighbour; each pair once."""
    listed = _outermost(harms)
    known = {(event.agent.start, event.harm.start) for event in events}
    queue = list(events)
    for event in queue:
        at = next((at for at, harm in enumerate(listed) if harm.start == event.harm.start), None)
        for near in (at - 1, at + 1) if at is not None else ():
            if not 0 <= near < len(listed):
                continue
            first, second = sorted((listed[near], event.harm), key=lambda harm: harm.start)
            fresh = (event.agent.start, listed[near].start) not in known
            if fresh and _LIST.fullmatch(text, first.end, second.start):
                known.add((event.agent.start, listed[near].start))
                queue.append(replace(event, harm=listed[near], score=round(event.score * 0.95, 3)))
    seen: set[tuple[str, str]] = set()
    for event in sorted(queue, key=lambda event: (event.harm.start, event.agent.start, -event.score)):
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

    def event(self, rule: str, match: re.Match[str], cause: bool, score: float) -> Event:
        """Return the event that the joining words make; the farther the two stand apart, the less sure."""
        start = self.low + match.start()
        fade = 1 - len(self.between) / (3 * _MAX_GAP)
        return Event(
            agent=self.agent,
            harm=self.harm,
            rule=rule,
            start=start,
            end=max(self.low + match.end(), start + 1),
            cause=cause,
            score=round(score * fade, 3),
        )


def _pair(text: str, sentence: Sentence, agent: Argument, harm: Argument) -> _Pair:
    low, high = (agent.end, harm.start) if agent.start < harm.start else (harm.end, agent.start)
    return _Pair(
        agent=agent,
        harm=harm,
        low=low,
        before=text[max(sentence.start, low - 80) : low],
        between=text[low:high],
        window=text[low : min(sentence.end, max(agent.end, harm.end) + 60)],
    )


def _join(text: str, sentence: Sentence, agent: Argument, harm: Argument, names: Sequence[Argument]) -> Event | None:  # noqa: PLR0911
    pair = _pair(text, sentence, agent, harm)
    if len(pair.between) > _MAX_GAP or _BREAK.search(pair.between):
        return None
    if _ANOTHERS.search(pair.between) or (not pair.agent_first and _LESSER.search(pair.between)):
        return None
    if pair.agent_first and _AVERTS.search(pair.between) and not _FAILS.search(pair.between):
        return None
    if _EASED.search(pair.window):
        # A harm that went away with a drug is treated by it, unless it was the drug that was stopped.
        stopped = _STOPPED.search(pair.before + pair.between)
        return (
            replace(pair.event("stopped", stopped, False, 0.6), start=pair.low, end=pair.low + 1) if stopped else None
        )
    if pair.agent_first and _owned(text, harm, agent, names):
        return None
    for rule, pattern, cause, score in _between()["agent" if pair.agent_first else "harm"]:
        match = pattern.match(pair.between) if rule in {"compound", "related"} else pattern.search(pair.between)
        if match is not None and _fits(rule, pair, match):
            return pair.event(rule, match, cause, score)
    return None


def _owned(text: str, harm: Argument, agent: Argument, names: Sequence[Argument]) -> bool:
    """Tell whether another agent right before the harm claims it: "A lowered B-induced seizures"."""
    return any(
        other.start > agent.end and other.end <= harm.start and _OWNS.fullmatch(text, other.end, harm.start)
        for other in names
        if other.kind in _AGENTS
    )


def _fits(rule: str, pair: _Pair, match: re.Match[str]) -> bool:  # noqa: PLR0911
    """Tell whether nothing but fitting words stands around the joining words."""
    rest = pair.between[match.end() :]
    if rule == "toxicity":
        return not pair.between.strip(" -–") and _OF_DRUGS.search(pair.harm.text) is not None
    if rule == "of":
        return len(pair.between) < 25
    if rule in {"compound", "related"} and _IN.search(rest):
        return False
    if rule == "causes" and _PLACED.search(rest):
        return False
    if rule in {"due to", "caused by"} and len(pair.between[: match.start()].split()) > 5:
        return False
    if rule == "in users":
        return len(rest.split()) <= 4
    if rule == "effects":
        return "effect" in match.group() or "reaction" in match.group() or _EFFECTS_OF.search(pair.before) is not None
    if rule in {"after", "due to", "caused by", "associated with"} and not pair.agent_first:
        return len(rest.split()) <= 3 or _USERS.search(rest) is not None or "," in rest
    return True
