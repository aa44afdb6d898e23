"""How far two people agree on the warnings of articles: ``python -m benchmarks.readers FIRST SECOND``.

Both files are articles in the form of `benchmarks/gold/lay.md`; those that both hold are compared as the task `risk`
compares what is found: the second reader stands in the place of the extractor.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from extractors.claim import Argument
from extractors.evaluate.places import Spans, meets
from extractors.evaluate.score import Score
from extractors.evaluate.tasks.risk import HARM, HAZARDS, WHOLE, Expected, Gold, read
from ontologies.term import Kind


def main(arguments: Sequence[str] | None = None) -> None:
    """Print precision, recall and F1 of the second reader against the first."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.readers", description=__doc__)
    parser.add_argument("first", type=Path, help="marked articles, JSON Lines")
    parser.add_argument("second", type=Path, help="the same articles, or some of them, marked by another reader")
    options = parser.parse_args(arguments)
    for measure in (HAZARDS, WHOLE):
        score = compare(options.first, options.second, measure)
        sys.stdout.write(
            f"{measure}: precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f} "
            f"({score.right + score.missed} marked by the first reader)\n"
        )


def compare(first: Path, second: Path, measure: str = HAZARDS) -> Score:
    """Return the score of the second reader; what either marks as optional counts only where the other marks it."""
    others = {case.id: _marked(case.gold) for case in read(second, None)}
    right = missed = spurious = 0
    for case in read(first, None):
        if case.id in others:
            one, other = _marked(case.gold), others[case.id]
            met = [any(_same(risk, found, measure) for found in other) for risk in one if not risk.optional]
            right, missed = right + sum(met), missed + met.count(False)
            spurious += sum(
                not found.optional and not any(_same(risk, found, measure) for risk in one) for found in other
            )
    return Score(right=right, spurious=spurious, missed=missed)


def _marked(gold: Iterable[Gold]) -> list[Expected]:
    return [risk for sentence in gold for risk in sentence.risks]


def _same(one: Expected, other: Expected, measure: str) -> bool:
    if one.kind != other.kind or not _meet(one.hazard, other.hazard, loosely=one.kind != HARM):
        return False
    if measure == HAZARDS:
        return True
    agents = not one.agent or not other.agent or _meet(one.agent, other.agent)
    return agents and one.negated == other.negated


def _meet(spans: Spans, others: Spans, *, loosely: bool = False) -> bool:
    return any(
        meets(spans, Argument(start=start, end=end, text="", kind=Kind.OTHER), loosely=loosely) for start, end in others
    )


if __name__ == "__main__":
    main()
