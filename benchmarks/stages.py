"""Measure where the time of a build goes: `python -m benchmarks.stages INPUT... [--against CHECKOUT]`.

Prints the milliseconds of processor time a paper that reading, each stage and writing its quads take. The clock of the
processor counts, not that on the wall, so a shared machine disturbs little; what disturbs still (other programs empty
the caches) disturbs both sides alike, since with ``--against`` the code here and that of another checkout take turns,
a few papers each, and of several passes the least that each batch took counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, NamedTuple

from extractors.stages import ENTITY_STAGES

# What a side runs, also in a checkout that has no such benchmark: it reads all papers, then works on the batches that
# it is told to, and says how many seconds each stage took.
SIDE = """
import itertools, json, sys, tempfile, time
from pathlib import Path
from extractors.document import Document
from extractors.pipeline import Extraction
from extractors.readers import read
from extractors.stages import default_pipeline
from kg import worker
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
run = Run(version="0", config="0")
writer = PartWriter(Path(tempfile.mkdtemp()), 0, Names(Settings().base), run, lambda pmid: False)
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
        start = clock()
        getattr(worker, "settle", int)()  # as a worker of a build does behind each paper
        seconds["settling"] = seconds.get("settling", 0.0) + clock() - start
    print(json.dumps(seconds), flush=True)
"""
THREADS = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "MKL", "OMP")}


WARM = 20


class Pass(NamedTuple):
    """What one side did in one process."""

    papers: int
    reading: float
    batches: list[dict[str, float]]


class Side:
    """A process that runs the code of one checkout."""

    def __init__(self, checkout: Path, inputs: list[str], limit: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", SIDE, str(limit), *inputs],
            cwd=checkout,
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

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _answer(self) -> dict[str, float]:
        assert self._process.stdout is not None
        answer: dict[str, float] = json.loads(self._process.stdout.readline())
        return answer


def one_pass(checkouts: list[Path], inputs: list[str], limit: int, batch: int) -> list[Pass]:
    """Return for each checkout how many papers it read, in how many seconds, and what each batch took.

    Every paper is read once, as in a build: a second reading would find its sentences in the caches.
    """
    sides = [Side(checkout, inputs, limit) for checkout in checkouts]
    papers = int(sides[0].about["papers"])
    batches: list[list[dict[str, float]]] = [[] for _ in sides]
    for first in range(0, papers, batch):
        for side, kept in zip(sides, batches, strict=True):
            kept.append(side.run(first, first + batch))
    for side in sides:
        side.close()
    return [Pass(papers, side.about["reading"], kept) for side, kept in zip(sides, batches, strict=True)]


def least(passes: list[Pass], batch: int) -> dict[str, float]:
    """Return the milliseconds a paper of each stage: the least that each batch took in any pass.

    The first papers fill the caches and import what is rarely needed; they do not count.
    """
    warm = max(1, WARM // batch)
    total = {"reading": min(one.reading for one in passes) / passes[0].papers}
    counted = max(1, passes[0].papers - warm * batch)
    for batches in list(zip(*(one.batches for one in passes), strict=True))[warm:]:
        for name in batches[0]:
            total[name] = total.get(name, 0.0) + min(one[name] for one in batches) / counted
    return {name: 1000 * spent for name, spent in total.items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", nargs="+", help="a file, folder or glob of papers")
    parser.add_argument("--against", type=Path, help="the folder of another checkout, the old one")
    parser.add_argument("--limit", type=int, default=200, help="papers to read at most (default 200)")
    parser.add_argument("--batch", type=int, default=5, help="papers that a side works on in a row (default 5)")
    parser.add_argument("--passes", type=int, default=3, help="times that each side starts and does it all (default 3)")
    options = parser.parse_args()
    inputs = [str(Path(given).resolve()) for given in options.input]
    checkouts = [path.resolve() for path in (options.against, Path.cwd()) if path]
    passes = [one_pass(checkouts, inputs, options.limit, options.batch) for _ in range(options.passes)]
    spent = [least(list(side), options.batch) for side in zip(*passes, strict=True)]
    print("milliseconds a paper" + "".join(f"{name:>10}" for name in ("old", "new")[-len(spent) :]))
    rows = {name: [one.get(name, 0.0) for one in spent] for name in dict.fromkeys(n for one in spent for n in one)}
    entities = [sum(row[at] for name, row in rows.items() if name in ENTITY_STAGES) for at in range(len(spent))]
    everything = [sum(row[at] for row in rows.values()) for at in range(len(spent))]
    for name, row in {**rows, "recognised and linked": entities, "all": everything}.items():
        print(f"{name:20.20}" + "".join(f"{number:10.2f}" for number in row))
    for name, row in (("linked papers a s", entities), ("papers a second", everything)):
        print(f"{name:20}" + "".join(f"{1000 / number:10.1f}" for number in row))


if __name__ == "__main__":
    main()
