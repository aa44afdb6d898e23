"""Measure where the time of a build goes: `python -m benchmarks.stages INPUT... [--against CHECKOUT]`.

Prints the milliseconds of processor time a paper that reading, each stage and writing its quads take. The clock of the
processor counts, not that on the wall, so a shared machine disturbs little; what disturbs still (other programs empty
the caches) disturbs both sides alike, since with ``--against`` the code here and that of another checkout take turns,
a few papers each.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

# What a side runs, also in a checkout that has no such benchmark: it reads all papers, then works on the batches that
# it is told to, and says how many seconds each stage took.
SIDE = """
import itertools, json, sys, tempfile, time
from pathlib import Path
from extractors.document import Document
from extractors.pipeline import Extraction
from extractors.readers import read
from extractors.stages import default_pipeline
from kg.names import Names
from kg.parts import PartWriter
from kg.plan import Settings
from kg.rdf import Run

clock = time.process_time
limit, *inputs = sys.argv[1:]
start = clock()
papers = [paper for paper in itertools.islice(read(inputs), int(limit)) if isinstance(paper, Document)]
print(json.dumps({"papers": len(papers), "reading": clock() - start}), flush=True)
stages = default_pipeline().stages
writer = PartWriter(Path(tempfile.mkdtemp()), 0, Names(Settings().base), Run(version="0", config="0"), lambda pmid: False)
for line in sys.stdin:
    first, last = json.loads(line)
    seconds = {}
    for paper in papers[first:last]:
        found = Extraction(document=paper)
        for name, stage in stages:
            start = clock()
            found = stage(found)
            seconds[name] = seconds.get(name, 0.0) + clock() - start
        start = clock()
        writer.add(found)
        seconds["quads"] = seconds.get("quads", 0.0) + clock() - start
    print(json.dumps(seconds), flush=True)
"""
THREADS = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "MKL", "OMP")}


class Side:
    """A process that runs the code of one checkout."""

    def __init__(self, checkout: Path, inputs: list[str], limit: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", SIDE, str(limit), *inputs],
            env={**os.environ, **THREADS, "PYTHONPATH": str(checkout)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.about: dict[str, float] = self._answer()

    def run(self, first: int, last: int) -> dict[str, float]:
        """Return the seconds that each stage took for a batch of papers."""
        line: IO[str] | None = self._process.stdin
        assert line is not None
        print(json.dumps([first, last]), file=line, flush=True)
        return self._answer()

    def _answer(self) -> dict[str, float]:
        assert self._process.stdout is not None
        answer: dict[str, float] = json.loads(self._process.stdout.readline())
        return answer


def measure(sides: list[Side], batch: int) -> list[dict[str, float]]:
    """Return for each side the milliseconds a paper of each stage.

    Every paper is read once, as in a build: a second reading would find its sentences in the caches. The first batch
    fills the caches and does not count.
    """
    papers = int(sides[0].about["papers"])
    sums: list[dict[str, float]] = [{} for _ in sides]
    for first in range(0, papers, batch):
        for side, total in zip(sides, sums, strict=True):
            for name, spent in side.run(first, first + batch).items():
                total[name] = total.get(name, 0.0) + spent * (first > 0)
    counted = max(1, papers - batch)
    return [{name: 1000 * spent / counted for name, spent in total.items()} for total in sums]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", nargs="+", help="a file, folder or glob of papers")
    parser.add_argument("--against", type=Path, help="the folder of another checkout, the old one")
    parser.add_argument("--limit", type=int, default=300, help="papers to read at most (default 300)")
    parser.add_argument("--batch", type=int, default=20, help="papers that a side works on in a row (default 20)")
    options = parser.parse_args()
    inputs = [str(Path(given).resolve()) for given in options.input]
    checkouts = [path for path in (options.against, Path.cwd()) if path]
    sides = [Side(checkout, inputs, options.limit) for checkout in checkouts]
    spent = measure(sides, options.batch)
    print("milliseconds a paper" + "".join(f"{name:>10}" for name in ("old", "new")[-len(sides) :]))
    rows = {"reading": [1000 * side.about["reading"] / side.about["papers"] for side in sides]}
    rows |= {name: [one.get(name, 0.0) for one in spent] for name in dict.fromkeys(n for one in spent for n in one)}
    rows["all"] = [sum(row[at] for row in rows.values()) for at in range(len(sides))]
    for name, row in rows.items():
        print(f"{name:20.20}" + "".join(f"{number:10.2f}" for number in row))
    print("papers a second     " + "".join(f"{1000 / number:10.1f}" for number in rows["all"]))


if __name__ == "__main__":
    main()
