"""Learn how sure to be of a claim: ``python -m extractors.training.confidence --out FILE``.

A logistic model over the facts of `extractors.claims.confidence`. What it learns from holds a judged claim a line: its
``facts``, and whether it is ``right`` in both arguments, relation and direction; no text. After a change of what the
facts are, they are to be read again.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from extractors.claims.confidence import FILE
from extractors.training.negation import Decisions, fit

JUDGED = Path(__file__).resolve().parents[2] / "benchmarks" / "gold" / "claims-judged.jsonl"


def gather(path: Path) -> Decisions:
    """Return the claims that were judged."""
    decisions = Decisions()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        decisions.add(row["facts"], row["right"])
    return decisions


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the recipe; without the file nothing is written."""
    parser = argparse.ArgumentParser(prog="python -m extractors.training.confidence", description=__doc__)
    parser.add_argument(
        "--judged", type=Path, default=JUDGED, help="judged claims, by default those of benchmarks/gold"
    )
    parser.add_argument("--ridge", type=float, default=20.0, help="how strongly weights are drawn to nought")
    parser.add_argument("--out", type=Path, required=True, help=f"file to write, by custom {FILE}")
    options = parser.parse_args(arguments)
    if not options.judged.is_file():
        sys.stderr.write(f"no judged claims at {options.judged}: {options.out} not written\n")
        return 0
    decisions = gather(options.judged)
    weights = {"weights": fit(decisions, options.ridge)}
    options.out.write_text(json.dumps(weights, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stderr.write(f"{len(decisions.right)} claims; {options.out} written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
