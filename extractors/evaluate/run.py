"""A run of a system over a gold standard, kept in a file to compare later runs with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.errors import ReaderError
from extractors.evaluate.facts import Fact, Judgement, State, Tally
from extractors.evaluate.score import Score

FORMAT = "claimgraph evaluation 1"
_LETTERS = {State.RIGHT: "+", State.SPURIOUS: "!", State.MISSED: "-"}
_STATES = {letter: state for state, letter in _LETTERS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Hold the judgements of all papers, and what was run on what.

    A saved run holds no text of a corpus but the strings of its mentions; keep it under the terms of the corpus.
    """

    task: str
    gold: str
    system: str
    judgements: tuple[Judgement, ...]


def select(judgements: Iterable[Judgement], kinds: Sequence[str]) -> tuple[Judgement, ...]:
    """Return the judgements with the kinds that are asked for only; no kinds means all. Kinds compare without case."""
    if not kinds:
        return tuple(judgements)
    wanted = {kind.lower() for kind in kinds}
    return tuple(
        Judgement(
            paper=judgement.paper,
            tallies=tuple(tally for tally in judgement.tallies if tally.kind.lower() in wanted),
            marks=tuple(mark for mark in judgement.marks if mark.kind.lower() in wanted),
            failure=judgement.failure,
        )
        for judgement in judgements
    )


def save(run: Run, path: Path) -> None:
    """Write a run as JSON, a paper a line."""
    head = {"format": FORMAT, "task": run.task, "gold": run.gold, "system": run.system}
    lines = [json.dumps(head, ensure_ascii=False)]
    lines += [json.dumps(_paper(judgement), ensure_ascii=False) for judgement in run.judgements]
    body = ",\n".join(lines[1:])
    path.write_text(f'{lines[0][:-1]}, "papers": [\n{body}\n]}}\n', encoding="utf-8")


def load(path: Path) -> Run:
    """Read a saved run; raise `ReaderError` where the file is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["format"] != FORMAT:
            raise ValueError(found["format"])
        judgements = tuple(_judgement(paper) for paper in found["papers"])
        return Run(task=found["task"], gold=found["gold"], system=found["system"], judgements=judgements)
    except (ValueError, KeyError, TypeError) as error:
        advice = "make one with `kg evaluate GOLD --save FILE`"
        raise ReaderError(path.name, f"this is no saved evaluation ({error})", advice=advice) from error


def _paper(judgement: Judgement) -> dict[str, Any]:
    return {
        "paper": judgement.paper,
        "tallies": [
            [tally.measure, tally.kind, tally.vocabulary, *_counts(tally.score), [_fact(fact) for fact in tally.facts]]
            for tally in judgement.tallies
        ],
    }


def _counts(score: Score) -> tuple[int, int, int]:
    return score.right, score.spurious, score.missed


def _fact(fact: Fact) -> list[Any]:
    start, end = ([], []) if fact.start is None else ([fact.start], [fact.end])
    return [_LETTERS[fact.state], fact.text, fact.note, *start, *end]


def _judgement(paper: dict[str, Any]) -> Judgement:
    return Judgement(paper=paper["paper"], tallies=tuple(_tally(*fields) for fields in paper["tallies"]))


def _tally(
    measure: str, kind: str, vocabulary: str, right: int, spurious: int, missed: int, facts: list[list[Any]]
) -> Tally:
    score = Score(right=right, spurious=spurious, missed=missed)
    read = tuple(_read_fact(*fields) for fields in facts)
    return Tally(measure=measure, kind=kind, vocabulary=vocabulary, score=score, facts=read)


def _read_fact(letter: str, text: str, note: str, start: int | None = None, end: int | None = None) -> Fact:
    return Fact(state=_STATES[letter], text=text, note=note, start=start, end=end)
