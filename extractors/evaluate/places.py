"""Sentences of papers that a gold standard names by place and hash, since it holds no text, and places in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from extractors.claim import Argument, Direction
from extractors.document import Document
from extractors.errors import ReaderError
from extractors.readers import read as read_papers

Row = Mapping[str, Any]
# Where a thing stands: offsets in the document; it may have several names.
Spans = tuple[tuple[int, int], ...]
OPPOSITE = {Direction.INCREASE: Direction.DECREASE, Direction.DECREASE: Direction.INCREASE}


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


def spans_of(row: Row, name: str, offset: int) -> Spans:
    """Return the places that a row gives under a name, counted from the beginning of the document."""
    return tuple((offset + start, offset + end) for start, end in row.get(name, ()))


def meets(spans: Spans, argument: Argument, *, within: tuple[int, int] | None = None, loosely: bool = False) -> bool:
    """Tell whether an argument shares half of the shorter one with some place, or ``loosely`` a character.

    With ``within``, a stretch that the gold carries the argument into, one that stands outside of it is right too.
    """
    if within is not None and not within[0] <= argument.start < within[1]:
        return True
    for start, end in spans:
        shared = min(end, argument.end) - max(start, argument.start)
        if shared > 0 and (loosely or 2 * shared >= min(end - start, argument.end - argument.start)):
            return True
    return False


def _place(row: Row) -> tuple[str, str, int]:
    return row["file"], row["paper"], row["start"]
