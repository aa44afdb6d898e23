"""Do papers agree on a pair: how many say it rises, falls, stays as it is, in which setting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from extractors.claim import Certainty
from kg.analysis.ask import Graph
from kg.analysis.scope import CLAIMED, Scope
from kg.analysis.stated import NOT_STATED, STANCES, Statement, statements

# Saying one of these in one paper and the other in another is a contradiction. "No change" against a change is not:
# a small study may have missed what a large one found.
OPPOSITES = (("increase", "decrease"), ("stated", "denied"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Hold what papers state of a pair in one setting, the papers of each stance and the statements themselves.

    ``setting`` is "not stated" where papers do not tell. ``papers`` has a tuple of papers for each of `STANCES`, in
    that order; a paper that says two things counts for both. ``verdict`` is one of "agree" (papers that say something
    all say one thing), "contradict" (opposites), "mixed" (some see no change), "one paper".
    """

    subject: str
    object: str
    setting: str
    papers: tuple[tuple[str, ...], ...]
    statements: tuple[Statement, ...]

    def count(self, stance: str) -> int:
        """Return the number of papers with a stance."""
        return len(self.papers[STANCES.index(stance)])

    @property
    def verdict(self) -> str:
        """Return what the papers of this setting amount to together."""
        held = [stance for stance in STANCES if self.count(stance)]
        if len({paper for papers in self.papers for paper in papers}) < 2:
            return "one paper"
        if any(one in held and other in held for one, other in OPPOSITES):
            return "contradict"
        return "mixed" if {"no change", "denied"} & set(held) and len(held) > 1 else "agree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Hold two statements of different papers that say opposite things of one pair in one setting."""

    setting: str
    one: Statement
    other: Statement


def agreement(graph: Graph, subject: str, object: str, scope: Scope = CLAIMED) -> tuple[Agreement, ...]:
    """Return how far papers agree on a pair, a row a setting, the settings in order of their names.

    Counterparts of the two in other vocabularies and treatments that have them as a part count too. Claims and risks
    both count; a hedged statement counts as what it says: give a scope to leave it out.
    """
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for one in statements(graph, subject=subject, object=object, scope=scope):
        for setting in one.settings or (NOT_STATED,):
            grouped[setting].append(one)
    return tuple(_agreement(subject, object, setting, grouped[setting]) for setting in sorted(grouped))


def contradictions(graph: Graph, subject: str, object: str = "", scope: Scope = CLAIMED) -> tuple[Contradiction, ...]:
    """Return pairs of statements that contradict each other: same ends, a setting in common, different papers.

    Each paper speaks once a side, by the statement that is most certain. Statements that tell no setting are held
    against each other, and against none that do.
    """
    grouped: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for one in statements(graph, subject=subject, object=object, scope=scope):
        for setting in one.settings or (NOT_STATED,):
            grouped[one.subject, one.object, setting].append(one)
    return tuple(
        Contradiction(setting=key[2], one=one, other=other)
        for key in sorted(grouped)
        for one, other in _opposed(grouped[key])
    )


def _agreement(subject: str, thing: str, setting: str, found: Iterable[Statement]) -> Agreement:
    listed = tuple(found)
    papers = tuple(tuple(sorted({one.paper for one in listed if one.stance == stance})) for stance in STANCES)
    return Agreement(subject=subject, object=thing, setting=setting, papers=papers, statements=listed)


def _opposed(found: list[Statement]) -> Iterator[tuple[Statement, Statement]]:
    for first, second in OPPOSITES:
        sides = (_speakers(found, first), _speakers(found, second))
        yield from ((one, other) for one, other in product(*sides) if one.paper != other.paper)


def _speakers(found: list[Statement], stance: str) -> list[Statement]:
    """Return one statement a paper."""
    order = {certainty.value: place for place, certainty in enumerate(Certainty)}
    spoken: dict[str, Statement] = {}
    for one in sorted(found, key=lambda one: (one.paper, order[one.certainty], one.claim)):
        if one.stance == stance:
            spoken.setdefault(one.paper, one)
    return list(spoken.values())
