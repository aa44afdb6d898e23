"""Learn how far denials reach: ``python -m extractors.training.negation --corpora DIR --out FILE``.

Three logistic models over the features of `extractors.negation.features`: does a cue deny, and, going from the cue to
the end and to the beginning of its sentence, does its scope stop here.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.evaluate.facts import Case
from extractors.evaluate.tasks.negation import read
from extractors.negation import cue_of
from extractors.negation.features import Cue
from extractors.negation.learned import BIAS, FILE
from extractors.negation.rules import propose
from extractors.negation.words import Words
from extractors.training.genes import write

# CC BY 2.0.
CORPORA = ("bioscope",)
# How often the sentences of a file count: full papers are what most people read, and there are few here.
_FILES = {"bioscope_abstract.tsv": 1, "bioscope_full.tsv": 3}
_RARE = 2
_STEPS = 400
_SMALLEST = 0.02

Row = list[str]


@dataclass(slots=True)
class Decisions:
    """Collect what was told of each decision, and how it should be made."""

    rows: list[Row] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def add(self, row: Row, right: bool) -> None:
        """Add a decision."""
        self.rows.append(row)
        self.right.append(right)

    def until(self, rows: Iterable[Row], last: int) -> None:
        """Add the decisions to go on from place to place, and to stop at the last."""
        for at, row in enumerate(rows):
            self.add(row, at == last)
            if at == last:
                return


def learn(cases: Iterable[Case], ridge: float) -> dict[str, dict[str, float]]:
    """Return the weights of the three decisions."""
    cues, ends, starts = Decisions(), Decisions(), Decisions()
    for case in cases:
        for cue, scope in _cues(case):
            cues.add(cue.features(), scope is not None)
            if scope is not None:
                ends.until(cue.ends(), scope[1] - cue.last)
                starts.until(cue.starts(), cue.first - scope[0])
    found = {"cue": cues, "end": ends, "start": starts}
    return {name: fit(decisions, ridge) for name, decisions in found.items()}


def _cues(case: Case) -> Iterator[tuple[Cue, tuple[int, int] | None]]:
    """Yield the cues that the rules know, each with the words of the gold scope: first and last, both inside."""
    words = Words.of(case.document.text)
    for scope in propose(case.document.text):
        cue = cue_of(words, scope)
        yield cue, _gold(case, words, cue, scope.cue_start, scope.cue_end)


def _gold(case: Case, words: Words, cue: Cue, start: int, end: int) -> tuple[int, int] | None:
    marked = next((span for span in case.gold.cues if span[0] < end and start < span[1]), None)
    if marked is None:
        return None
    around = [scope for scope in case.gold.scopes if scope[0] <= marked[0] < scope[1]]
    if not around:
        return None
    first, last = words.place(*min(around, key=lambda scope: scope[1] - scope[0]))
    return min(first, cue.first), max(last, cue.last)


def fit(decisions: Decisions, ridge: float) -> dict[str, float]:
    """Return the weights of the features that are not rare, by gradient steps with momentum (Adam) on all decisions."""
    seen = Counter(name for row in decisions.rows for name in row)
    names = [BIAS, *sorted(name for name, count in seen.items() if count >= _RARE)]
    place = {name: at for at, name in enumerate(names)}
    rows = [[0, *(place[name] for name in row if name in place)] for row in decisions.rows]
    columns = np.array([at for row in rows for at in row])
    starts = np.cumsum([0, *map(len, rows)])[:-1]
    owner = np.repeat(np.arange(len(rows)), list(map(len, rows)))
    right = np.array(decisions.right, dtype=float)
    weights = _descend(columns, starts, owner, right, len(names), ridge)
    found = zip(names, weights.tolist(), strict=True)
    return {name: round(weight, 2) for name, weight in found if name == BIAS or abs(weight) >= _SMALLEST}


Numbers = NDArray[Any]


def _descend(columns: Numbers, starts: Numbers, owner: Numbers, right: Numbers, size: int, ridge: float) -> Numbers:
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, _STEPS + 1):
        odds = np.add.reduceat(weights[columns], starts)
        error = 1 / (1 + np.exp(-np.clip(odds, -30, 30))) - right
        slope = np.bincount(columns, weights=error[owner], minlength=size) + ridge * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rate = 0.05 * (1 - step / (_STEPS + 1))
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def gold(folder: Path, split: str) -> list[Case]:
    """Return the sentences of the corpus; ``split`` train leaves the last fifth of each file out, dev is that.

    Those to learn from come as often as they count.
    """
    found: list[Case] = []
    for name, times in _FILES.items():
        path = folder / "bioscope" / name
        cases = list(read(path, None)) if path.exists() else []
        border = len(cases) * 4 // 5
        found += cases[border:] if split == "dev" else (cases if split == "all" else cases[:border]) * times
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the recipe; without the corpus nothing is written."""
    parser = argparse.ArgumentParser(prog="python -m extractors.training.negation", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with a folder for each corpus")
    parser.add_argument("--split", choices=("train", "all"), default="all", help="train leaves the last fifth out")
    parser.add_argument("--without", action="append", default=[], choices=CORPORA, help="a corpus to leave out")
    parser.add_argument("--ridge", type=float, default=1.0, help="how strongly weights are drawn to nought")
    parser.add_argument("--out", type=Path, required=True, help=f"file to write, by custom {FILE}")
    options = parser.parse_args(arguments)
    cases = [] if "bioscope" in options.without else gold(options.corpora, options.split)
    if not cases:
        sys.stderr.write(f"no sentences of BioScope in {options.corpora}: {options.out} not written\n")
        return 0
    write(learn(cases, options.ridge), options.out)
    sys.stderr.write(f"{len(cases)} sentences; {options.out} written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
