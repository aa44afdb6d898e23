"""The first papers of each corpus, in a folder of their own: enough to try that every recipe runs."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

# Lines that stand for a paper where a file holds sentences, questions or texts.
_LINES = 10


def cut(corpora: Path, texts: Path, out: Path, papers: int) -> Path:
    """Write the first papers of each file that recipes read under ``out``, with as many texts; return the texts' path.

    Papers beside their questions are linked, not copied.
    """
    for path in sorted(corpora.glob("*/*")):
        target = out / path.relative_to(corpora)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            target.symlink_to(path.resolve(), target_is_directory=True)
        elif path.suffix in (".pubtator", ".tsv", ".jsonl"):
            with path.open(encoding="utf-8", newline="") as lines, target.open("w", encoding="utf-8", newline="") as to:
                to.writelines(first(lines, papers) if path.suffix == ".pubtator" else islice(lines, papers * _LINES))
    few = out / "texts.txt"
    opener = gzip.open if texts.suffix == ".gz" else open
    with opener(texts, "rt", encoding="utf-8") as lines, few.open("w", encoding="utf-8") as to:
        to.writelines(islice(lines, papers * _LINES))
    return few


def first(lines: Iterable[str], papers: int) -> Iterator[str]:
    r"""Yield the lines of the first papers of a PubTator file, which ends each with an empty line.

    >>> "".join(first(["1|t|A\n", "1|a|B\n", "\n", "2|t|C\n", "\n"], 1))
    '1|t|A\n1|a|B\n\n'
    """
    for line in lines:
        if papers <= 0:
            return
        yield line
        papers -= not line.strip()
