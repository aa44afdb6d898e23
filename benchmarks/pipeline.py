"""Measure how quickly papers become claims: `python -m benchmarks.pipeline INPUT...`.

Prints the time from starting a process to the first annotated sentence, papers and words a second of one process, the
share of each stage, and the peak memory of the process. Compare ratios within one run: machines differ and are shared.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import subprocess
import sys
import time
from collections import Counter

from extractors.document import Document
from extractors.pipeline import Extraction
from extractors.readers import read
from extractors.stages import ENTITY_STAGES, default_pipeline

FIRST_SENTENCE = """
from extractors.document import Document
from extractors.stages import default_pipeline
text = "Aspirin reduced mortality in patients with breast cancer."
result = default_pipeline().run_one(Document(id="x", text=text, source="x", format="text"))
assert result.mentions, result
"""


def ready_seconds(runs: int = 5) -> float:
    """Return the median time that a fresh process needs until its first sentence is annotated."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", FIRST_SENTENCE], check=True)
        times.append(time.perf_counter() - start)
    return sorted(times)[runs // 2]


def stage_seconds(documents: list[Document]) -> tuple[Counter[str], int]:
    """Run every stage over every document; return the seconds of each stage and the number of claims and risks."""
    seconds: Counter[str] = Counter()
    found = 0
    stages = default_pipeline().stages
    for document in documents:
        extraction = Extraction(document=document)
        for name, stage in stages:
            start = time.perf_counter()
            extraction = stage(extraction)
            seconds[name] += time.perf_counter() - start  # type: ignore[assignment]
        found += len(extraction.claims) + len(extraction.risks)
    return seconds, found


def main() -> None:
    """Run the benchmark on the papers named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", nargs="+", help="a file, folder or glob of papers")
    parser.add_argument("--limit", type=int, default=1000, help="papers to read at most (default 1000)")
    options = parser.parse_args()
    documents = [paper for paper in itertools.islice(read(options.input), options.limit) if isinstance(paper, Document)]
    words = sum(len(document.text.split()) for document in documents)
    ready = ready_seconds()
    seconds, found = stage_seconds(documents)
    total = sum(seconds.values())
    print(f"ready to annotate in   {ready:8.2f} s")
    print(f"papers                 {len(documents):8d}   ({words / max(1, len(documents)):.0f} words each)")
    print(f"papers a second        {len(documents) / total:8.1f}")
    entities = sum(seconds[name] for name in ENTITY_STAGES)
    print(f"  recognised and linked{len(documents) / entities:9.1f}")
    print(f"words a second         {words / total:8.0f}")
    print(f"claims and risks       {found:8d}")
    for name, spent in seconds.most_common():
        print(f"  {name:28} {100 * spent / total:5.1f} % of the time")
    print(f"peak memory            {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
