"""Claims that a noun phrase makes by itself: "X-induced Y", "Y due to X", "X for Y"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.claim import Argument, Direction, Predicate
from extractors.claims.arguments import Resolver
from extractors.claims.frame import Frame, Place
from extractors.claims.grammar import Grammar
from extractors.claims.groups import is_carrier
from extractors.claims.tokens import Item
from extractors.document import Sentence
from extractors.screen import Screened, screened
from ontologies.term import Kind

_HARMS = frozenset({Kind.DISEASE, Kind.PHENOTYPE})
_GIVEN = frozenset({Kind.CHEMICAL, Kind.INTERVENTION, Kind.GENE, Kind.CELL_TYPE})
_INDUCING = _GIVEN | {Kind.PROCESS, Kind.DISEASE, Kind.VARIANT, Kind.OTHER}
_UP, _DOWN, _NONE = Direction.INCREASE, Direction.DECREASE, Direction.NONE
# What X is to Y: "an inhibitor of", "a risk factor for".
ROLES: dict[str, tuple[Predicate, Direction]] = {
    **dict.fromkeys(("cause", "causative agent", "inducer", "trigger", "driver"), (Predicate.CAUSES, _UP)),
    **dict.fromkeys(("inhibitor", "suppressor", "repressor", "negative regulator"), (Predicate.AFFECTS, _DOWN)),
    **dict.fromkeys(
        ("activator", "stimulator", "promoter", "enhancer", "positive regulator"), (Predicate.AFFECTS, _UP)
    ),
    **dict.fromkeys(("regulator", "modulator", "mediator"), (Predicate.REGULATES, _NONE)),
    **dict.fromkeys(("risk factor", "predisposing factor"), (Predicate.ASSOCIATED, _UP)),
    **dict.fromkeys(("protective factor",), (Predicate.ASSOCIATED, _DOWN)),
    **dict.fromkeys(("predictor", "determinant", "prognostic factor", "marker"), (Predicate.ASSOCIATED, _NONE)),
}
# What X is for Y: needed where Y comes about.
NEEDED: dict[str, tuple[Predicate, Direction]] = {
    **dict.fromkeys(("responsible", "sufficient"), (Predicate.CAUSES, _UP)),
    **dict.fromkeys(
        ("required", "necessary", "essential", "indispensable", "crucial", "critical", "needed", "important"),
        (Predicate.AFFECTS, _UP),
    ),
    **dict.fromkeys(("role", "roles", "part"), (Predicate.REGULATES, _NONE)),
}
_PLAYING = frozenset({"play", "plays", "played", "playing", "has", "have", "had"})
_CAUSAL = frozenset({"due to", "secondary to", "because of", "as a result of", "as a consequence of", "owing to",
                     "attributable to"})  # fmt: skip


@functools.cache
def _suffix() -> Screened:
    return screened(
        r"(?:(?:\s\([\w-]{1,10}\))?[-–]|\s(?=induced\s(?!by\b|in\b|an?\b|the\b|with\b|and\b|or\b)))(?:(?P<cause>induced|triggered|evoked|caused|provoked|elicited)|(?P<link>related"
        r"|associated))[-\s]+(?=\w)",
        re.IGNORECASE,
    )


@functools.cache
def _roles() -> Screened:
    roles = "|".join(sorted((role.replace(" ", r"\s+") for role in ROLES), key=len, reverse=True))
    return screened(
        rf"(?:[\w-]+\s+){{0,4}}?(?P<role>{roles})s?\b(?:\s+(?:of|for)\s+(?:an?\s+|the\s+)?)?", re.IGNORECASE
    )


@functools.cache
def _purpose() -> re.Pattern[str]:
    return re.compile(
        r"^(?:the\s+)?(?:treatment|therapy|management|control|prevention|prophylaxis|relief|treating|patients|people"
        r"|women|"
        r"men|children|adults)?\s*(?:of|with|against)?\s*",
        re.IGNORECASE,
    )


def find_phrases(
    text: str, sentence: Sentence, items: Sequence[Item], resolver: Resolver
) -> Iterator[tuple[Frame, Argument, Argument]]:
    """Yield a frame with its subject and object for each such phrase; both are recognised names."""
    yield from _suffixed(text, sentence, items, resolver)
    yield from _named_for(text, items, resolver)
    for at, item in enumerate(items):
        if item.kind == "cause" and item.word in _CAUSAL:
            yield from _due_to(at, item, items, resolver)
        elif item.word in NEEDED and at + 1 < len(items) and items[at + 1].word in {"for", "in"}:
            yield from _needed_for(at, item, items, resolver)
        elif item.kind == "prep" and item.word in {"for", "against"}:
            yield from _studied_for(at, item, items, resolver)


def _frame(rule: str, predicate: Predicate, target: Argument, start: int, end: int) -> Frame:
    """Return a frame for arguments that are known already; a cause always brings more of its effect."""
    return Frame(
        rule=rule,
        predicate=predicate,
        direction=Direction.INCREASE if predicate is Predicate.CAUSES else Direction.NONE,
        object=Place(start=target.start, end=target.end, reach_end=target.end),
        trigger_start=start,
        trigger_end=end,
    )


def _suffixed(
    text: str, sentence: Sentence, items: Sequence[Item], resolver: Resolver
) -> Iterator[tuple[Frame, Argument, Argument]]:
    for link in resolver.links_in(sentence.start, sentence.end):
        match = _suffix().match(text, link.mention.end, sentence.end) if link.mention.kind in _INDUCING else None
        if match is None or (match["link"] and link.mention.kind not in _GIVEN):
            continue
        holder = next(
            (item for item in items if item.start <= match.start() < item.end or item.start >= match.end()), None
        )
        if holder is None or holder.end <= match.end():
            continue
        place = Place(start=match.end(), end=holder.end, reach_end=holder.end, word=holder.word)
        target = resolver.object(place)
        if target is None or not resolver.recognised(target) or is_carrier(target.text):
            continue
        subject = resolver.named(link)
        predicate = Predicate.CAUSES if match["cause"] else Predicate.ASSOCIATED
        yield _frame("compound", predicate, target, match.start(), match.end()), subject, target


def _due_to(
    at: int, item: Item, items: Sequence[Item], resolver: Resolver
) -> Iterator[tuple[Frame, Argument, Argument]]:
    grammar = Grammar(items)
    before = grammar.told_of(at)
    after = next((here for here in range(at + 1, min(len(items), at + 3)) if items[here].kind == "np"), None)
    if before is None or after is None:
        return
    subject, target = resolver.subject(grammar.place(after)), resolver.object(before)
    if subject is None or target is None or subject.start < item.end:
        return
    if target.kind in _HARMS and (resolver.recognised(subject) or resolver.recognised(target)):
        yield _frame("due to", Predicate.CAUSES, target, item.start, item.end), subject, target


def _needed_for(
    at: int, item: Item, items: Sequence[Item], resolver: Resolver
) -> Iterator[tuple[Frame, Argument, Argument]]:
    """Read "X is required for Y", "X was responsible for Y" and "X plays a role in Y"."""
    grammar = Grammar(items)
    verb = at if item.kind == "verb" else at - 1
    led = items[verb].kind == "aux" if items[at + 1].word == "for" else items[verb].word in _PLAYING
    if verb < 1 or not (led or verb == at):
        return
    for place in grammar.subjects_of(verb):
        subject = resolver.subject(place)
        for aim in grammar.objects_at(at + 2):
            target = resolver.object(aim)
            if subject is None or target is None:
                continue
            predicate, direction = NEEDED[item.word]
            frame = _frame("needed", predicate, target, item.start, item.end)
            yield replace(frame, direction=direction), subject, target


# "a risk from X for Y": X is given against something else.
_AT_RISK = re.compile(r"\brisks? (?:from|of|with) (?:\w+ ){0,2}$", re.IGNORECASE)
# "Hospital admission for stroke": what stroke brings people to, not what is tried against it.
_CARE = re.compile(
    r"\b(?:hospitali[sz]ations?|admissions?|visits?|referrals?|screening|testing|diagnosis)$", re.IGNORECASE
)


def _named_for(text: str, items: Sequence[Item], resolver: Resolver) -> Iterator[tuple[Frame, Argument, Argument]]:
    """Read "X is an inhibitor of Y" and "X was an important predictor of Y"."""
    grammar = Grammar(items)
    for at, item in enumerate(items):
        if item.kind != "np" or not at or items[at - 1].kind != "aux" or items[at - 1].word in {"has", "have", "had"}:
            continue
        match = _roles().match(text, item.start, item.end)
        if match is None:
            continue
        start, end = match.end(), item.end
        if start == end and at + 2 < len(items) and items[at + 1].word in {"for", "in"} and items[at + 2].kind == "np":
            start, end = items[at + 2].start, items[at + 2].end
        word = text[start:end].rsplit(maxsplit=1)[-1].lower() if start < end else ""
        target = resolver.object(Place(start=start, end=end, reach_end=end, word=word)) if word else None
        subjects = grammar.subjects_of(at - 1)
        predicate, direction = ROLES[" ".join(match["role"].lower().split()).rstrip("s")]
        for place in subjects if target is not None else []:
            subject = resolver.subject(place)
            if subject is None or target is None:
                continue
            frame = _frame("role", predicate, target, item.start, match.end("role"))
            yield replace(frame, direction=direction), subject, target


def _studied_for(
    at: int, item: Item, items: Sequence[Item], resolver: Resolver
) -> Iterator[tuple[Frame, Argument, Argument]]:
    """Read "X for (the treatment of) Y" where X can be given and Y is a disease."""
    after = next((here for here in range(at + 1, min(len(items), at + 6)) if items[here].kind == "np"), None)
    if at == 0 or items[at - 1].kind != "np" or after is None:
        return
    last = items[after]
    reach = items[after + 2].end if after + 2 < len(items) and items[after + 1].word == "with" else last.end
    start = last.start + len((_purpose().match(resolver.text[last.start : reach]) or [""])[0])
    grammar = Grammar(items)
    subject = resolver.subject(grammar.place(at - 1))
    targets = [link for link in resolver.links_in(start, reach) if link.mention.kind is Kind.DISEASE]
    if (
        subject is None
        or subject.kind not in {Kind.CHEMICAL, Kind.INTERVENTION}
        or not targets
        or subject.end > item.start
    ):
        return
    if not (subject.curies or subject.intervention) or _CARE.search(subject.text):
        return
    if _AT_RISK.search(resolver.text, max(0, subject.start - 30), subject.start):
        return
    target = resolver.named(max(targets, key=lambda link: link.mention.end - link.mention.start))
    yield _frame("for", Predicate.STUDIED_FOR, target, item.start, item.end), subject, target
