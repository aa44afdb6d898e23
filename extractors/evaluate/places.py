"""Sentences of papers that a gold standard names by place and hash, since it holds no text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from extractors.document import Document
from extractors.errors import ReaderError
from extractors.readers import read as read_papers

Row = Mapping[str, Any]


def read_rows(path: Path, texts: Path | None) -> Iterator[tuple[str, Document, list[Row]]]:
    """Yield each paper that a gold standard (JSON Lines) names, as its file, itself and its rows.

    ``texts`` is the folder that the file names begin in; without it `ReaderError` is raised.
    """
    if texts is None:
        raise ReaderError(path.name, "the papers are not here", advice="name their folder: --texts FOLDER")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for name, listed in groupby(sorted(rows, key=_place), key=lambda row: str(row["file"])):
        wanted: dict[str, list[Row]] = {}
        for row in listed:
            wanted.setdefault(row["paper"], []).append(row)
        for paper in read_papers([texts / name]):
            if isinstance(paper, Document) and paper.id in wanted:
                yield name, paper, wanted.pop(paper.id)


def find_sentence(row: Row, document: Document) -> tuple[int, int]:
    """Return where the sentence of a row stands now and how long it is; one that has moved is found by its hash."""
    length = row["end"] - row["start"]
    for start in (row["start"], *range(len(document.text) - length + 1)):
        sentence = document.text[start : start + length]
        if hashlib.sha256(sentence.encode()).hexdigest().startswith(row["sha256"]):
            return start, length
    raise ReaderError(document.id, "a sentence of the gold standard is not in this paper", advice="use its version")


def _place(row: Row) -> tuple[str, str, int]:
    return row["file"], row["paper"], row["start"]
