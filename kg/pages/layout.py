"""The lines of a part of a paper as what they are: headings, captions, running text, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kg.pages.marked import Block, Heading, Marker, Part

# Readers of papers put a bar between the cells of a row.
_BAR = re.compile(r"(?:(?<=\s)|^)\|(?:(?=\s)|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Hold a row of a table; ``anchor`` and ``refs`` where it claims something."""

    cells: tuple[Markup, ...]
    anchor: str
    refs: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Hold a run of the page: ``kind`` is "title", "heading", "label", "text" or "table"."""

    kind: str
    at: int
    html: str = ""
    level: int = 0
    rows: tuple[Row, ...] = ()


def lay_out(text: str, part: Part, marker: Marker, headings: Sequence[Heading]) -> Iterator[Piece]:
    """Yield the pieces of a part in order; lines of a table that follow each other are one."""
    labels = {one.start: one.title for one in headings if one.role in ("figure", "table") and not one.shown}
    rows: list[Block] = []
    level = 1
    for block in part.blocks:
        if labels.get(block.start) or not _is_row(text, block):
            yield from _table(text, rows, marker)
            rows = []
        if labels.get(block.start):
            yield Piece(kind="label", at=block.start, html=Markup.escape(labels[block.start]))
        if _is_row(text, block):
            rows.append(block)
        else:
            piece = _line(block, marker, level)
            level = piece.level or level
            yield piece
    yield from _table(text, rows, marker)


def _is_row(text: str, block: Block) -> bool:
    return block.heading is None and " | " in f" {text[block.start : block.end]} "


def _line(block: Block, marker: Marker, level: int) -> Piece:
    """Return a line; a heading is at most one level below the one before, as readers by ear expect."""
    html = marker.write(block.start, block.end)
    if block.heading is None:
        return Piece(kind="text", at=block.start, html=html)
    if block.heading.role == "title":
        return Piece(kind="title", at=block.start, html=html)
    return Piece(kind="heading", at=block.start, html=html, level=min(block.heading.level + 1, level + 1, 4))


def _table(text: str, blocks: Sequence[Block], marker: Marker) -> Iterator[Piece]:
    if blocks:
        rows = tuple(_row(text, block, marker) for block in blocks)
        yield Piece(kind="table", at=blocks[0].start, rows=rows)


def _row(text: str, block: Block, marker: Marker) -> Row:
    line = text[block.start : block.end]
    bars = [match.span() for match in _BAR.finditer(line)]
    starts = [0, *(end for _, end in bars)]
    ends = [*(start for start, _ in bars), len(line)]
    cells = [marker.words(block.start + start, block.start + end) for start, end in zip(starts, ends, strict=True)]
    said = marker.sentences(block.start, block.end)
    refs = Markup("").join(marker.refs(one) for one in said)
    return Row(cells=tuple(cells), anchor=f"s{said[0].start}" if said else "", refs=refs)
