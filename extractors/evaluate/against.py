"""What got better and what got worse between two runs on the same gold standard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractors.evaluate.facts import Fact, Judgement, State
from extractors.evaluate.report import Counts, figures, lines
from extractors.evaluate.run import Run
from extractors.evaluate.task import Measure

SAMPLES = 2000
_SEED = 2025


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Report how far the F1 of one line of the report moved.

    ``low`` and ``high`` are the ends of the 95 % interval of a paired bootstrap over the papers: papers are drawn with
    replacement, both runs are scored on the same draw. An interval without zero is a difference that other papers of
    the sort would show too.
    """

    measure: str
    kind: str
    vocabulary: str
    average: str
    before: float
    now: float
    low: float
    high: float

    @property
    def change(self) -> float:
        """Return how much was gained; negative where it was lost."""
        return self.now - self.before


class Turn(StrEnum):
    """Say how a fact changed between two runs."""

    FOUND = "found now"
    GONE = "no longer wrong"
    LOST = "lost"
    WRONG = "newly wrong"

    @property
    def better(self) -> bool:
        """Tell whether the turn is one to the better."""
        return self in (Turn.FOUND, Turn.GONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """Count the places where one fact turned, with the note and the papers of the first few."""

    measure: str
    kind: str
    turn: Turn
    text: str
    note: str
    count: int
    papers: tuple[str, ...]


def shared(before: Run, now: Run) -> tuple[tuple[Judgement, ...], tuple[Judgement, ...]]:
    """Return the judgements of the papers that both runs hold, in the order of the later run."""
    old = {judgement.paper: judgement for judgement in before.judgements}
    kept = tuple(judgement for judgement in now.judgements if judgement.paper in old)
    return tuple(old[judgement.paper] for judgement in kept), kept


def differences(
    before: Sequence[Judgement], now: Sequence[Judgement], measures: Sequence[Measure], samples: int = SAMPLES
) -> list[Difference]:
    """Return the difference of every line that both runs have; the two must hold the same papers in one order."""
    import numpy as np

    old, new = Counts(before), Counts(now)
    known = {line.key: line for line in lines(old, measures)}
    papers = len(new.papers)
    if not papers:
        return []
    drawn = np.random.default_rng(_SEED).multinomial(papers, [1 / papers] * papers, size=samples)
    weights = np.vstack([np.ones((1, papers)), drawn])
    found = []
    for line in lines(new, measures):
        if line.key not in known:
            continue
        first, second = figures(known[line.key], old, weights)[2], figures(line, new, weights)[2]
        low, high = np.quantile(second[1:] - first[1:], [0.025, 0.975])
        found.append(
            Difference(
                measure=line.measure, kind=line.kind, vocabulary=line.vocabulary, average=line.average,
                before=float(first[0]), now=float(second[0]), low=float(low), high=float(high),
            )
        )  # fmt: skip
    return found


def flips(before: Sequence[Judgement], now: Sequence[Judgement]) -> list[Flip]:
    """Return the facts that turned, by measure in the order of the run, the most frequent first.

    Facts of one text are counted together wherever they stand.
    """
    counted: Counter[tuple[str, str, Turn, str]] = Counter()
    places: dict[tuple[str, str, Turn, str], dict[str, str]] = {}
    order: dict[str, int] = {}
    for old, new in zip(before, now, strict=True):
        for tally in new.tallies:
            order.setdefault(tally.measure, len(order))
        for measure, kind, turn, fact in _turns(old, new):
            key = (measure, kind, turn, fact.text)
            counted[key] += 1
            places.setdefault(key, {}).setdefault(old.paper, fact.note)
    ranked = sorted(counted, key=lambda key: (order.get(key[0], len(order)), -counted[key], key))
    return [
        Flip(
            measure=key[0], kind=key[1], turn=key[2], text=key[3], count=counted[key],
            note=next(iter(places[key].values())), papers=tuple(places[key])[:3],
        )
        for key in ranked
    ]  # fmt: skip


def _turns(old: Judgement, new: Judgement) -> Iterator[tuple[str, str, Turn, Fact]]:
    before, after = _facts(old), _facts(new)
    for key in dict.fromkeys([*before, *after]):
        first, second = before.get(key), after.get(key)
        turn = _turn(first.state if first else None, second.state if second else None)
        fact = second or first
        if turn is not None and fact is not None:
            yield key[0], key[1], turn, fact


def _turn(before: State | None, now: State | None) -> Turn | None:
    if before is now:
        return None
    if now is State.RIGHT:
        return Turn.FOUND
    if now is State.SPURIOUS:
        return Turn.WRONG
    if before is State.RIGHT:
        return Turn.LOST
    return Turn.GONE if before is State.SPURIOUS else None


def _facts(judgement: Judgement) -> dict[tuple[str, str, tuple[str, int | None, int | None]], Fact]:
    """Return the facts of a paper; of one that is stated twice (missed and found otherwise) the gold one counts."""
    found: dict[tuple[str, str, tuple[str, int | None, int | None]], Fact] = {}
    for tally in judgement.tallies:
        for fact in tally.facts:
            found.setdefault((tally.measure, tally.kind, fact.key), fact)
    return found
