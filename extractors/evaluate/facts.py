"""What is compared in one paper, and how it came out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from extractors.document import Document
from extractors.evaluate.score import Score


class State(StrEnum):
    """Say how a fact came out."""

    RIGHT = "right"
    SPURIOUS = "spurious"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """State one thing that the gold or the system says of a paper, and whether both do.

    ``text`` names it ("asthma", "MESH:D001249"); ``start`` and ``end`` tell its place where it has one; ``note`` adds
    what a reader wants to see beside it and plays no part in comparing.
    """

    state: State
    text: str
    start: int | None = None
    end: int | None = None
    note: str = ""

    @property
    def key(self) -> tuple[str, int | None, int | None]:
        """Return what makes two facts of one paper the same."""
        return self.text, self.start, self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Count one measure for one kind of thing in one paper.

    ``vocabulary`` is set where ids of one vocabulary are counted. ``facts`` may be empty where listing them says
    nothing (tokens); ``score`` always counts all.
    """

    measure: str
    kind: str
    score: Score
    vocabulary: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Show one thing that the gold or the system says, with what is wrong about it.

    ``problems`` are names of classes of errors ("missed", "wrong id"); empty where all is right. ``other`` is what the
    other side has in its place, where it has something. ``start`` and ``end`` are None for what has no place.
    """

    gold: bool
    text: str
    kind: str
    start: int | None = None
    end: int | None = None
    ids: str = ""
    problems: tuple[str, ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Hold all tallies of one paper; ``failure`` says why the system could not read it, empty where it could."""

    paper: str
    tallies: tuple[Tally, ...]
    marks: tuple[Mark, ...] = ()
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Hold one question to the system: a document (or more that belong together) and the answers that are expected."""

    id: str
    documents: tuple[Document, ...]
    gold: Any = field(repr=False)

    @property
    def document(self) -> Document:
        """Return the first document, which is the only one for most tasks."""
        return self.documents[0]


def judge_sets(
    measure: str, kind: str, gold: Mapping[Any, str], found: Mapping[Any, str], *, vocabulary: str = ""
) -> Tally:
    """Compare two sets of facts, given as mappings from what is compared to the note that is shown beside it.

    A key is a text, or a tuple ``(start, end, text)`` for facts with a place.

    >>> judge_sets("ids", "Disease", {"MESH:D1": "asthma"}, {"MESH:D2": "eczema"}).score
    Score(right=0, spurious=1, missed=1)
    """
    facts = [_fact(State.RIGHT if key in found else State.MISSED, key, note) for key, note in gold.items()]
    facts += [_fact(State.SPURIOUS, key, note) for key, note in found.items() if key not in gold]
    return tally(measure, kind, facts, vocabulary=vocabulary)


def tally(measure: str, kind: str, facts: Iterable[Fact], *, vocabulary: str = "") -> Tally:
    """Count facts by their state."""
    listed = tuple(facts)
    states = [fact.state for fact in listed]
    score = Score(
        right=states.count(State.RIGHT), spurious=states.count(State.SPURIOUS), missed=states.count(State.MISSED)
    )
    return Tally(measure=measure, kind=kind, vocabulary=vocabulary, score=score, facts=listed)


def answer(measure: str, kind: str, *, expected: str, given: str, note: str = "") -> Tally:
    """Compare two answers to one question; a wrong one is spurious and misses the right one, none only misses it.

    So the recall is the accuracy, and where every question is answered precision and F1 are the same.

    >>> answer("design", "paper", expected="cohort", given="review").score
    Score(right=0, spurious=1, missed=1)
    """
    facts = [Fact(state=State.RIGHT if expected == given else State.MISSED, text=expected, note=note)]
    if given and expected != given:
        facts.append(Fact(state=State.SPURIOUS, text=given, note=note))
    return tally(measure, kind, facts)


def classed(measure: str, expected: str, given: str, note: str = "") -> tuple[Tally, ...]:
    """Compare two classes, each a kind of its own: a wrong one is missed in its class and spurious in the one given.

    So the mean over the kinds is the macro F1 over the classes.

    >>> [(tally.kind, tally.score.missed, tally.score.spurious) for tally in classed("label", "same", "more")]
    [('same', 1, 0), ('more', 0, 1)]
    """
    if expected == given:
        return (tally(measure, expected, [Fact(state=State.RIGHT, text=expected, note=note)]),)
    missed = tally(measure, expected, [Fact(state=State.MISSED, text=expected, note=note)])
    if not given:
        return (missed,)
    return missed, tally(measure, given, [Fact(state=State.SPURIOUS, text=given, note=note)])


def _fact(state: State, key: str | tuple[int, int, str], note: str) -> Fact:
    if isinstance(key, str):
        return Fact(state=state, text=key, note=note)
    start, end, text = key
    return Fact(state=state, text=text, start=start, end=end, note=note)
