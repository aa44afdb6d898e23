"""Beginnings of unlabelled papers, on which a network learns what others say."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from extractors.document import Block, BlockKind, Document
from extractors.training.corpora import UNLABELLED, Gold

# Title, abstract and the beginning of the introduction: what follows repeats their words.
_READ = 3500
_SHORTEST = 20
_SECTION = re.compile(r"(?:^|(?<=\s))(?:TITLE|ABSTRACT|BODY)(?:\.[^:a-z]{1,60})?:\s|\s\s+")


def read(texts: Path) -> Iterator[Gold]:
    """Yield the beginning of each text of a file, one a line, plain or gzipped; names of sections are left out."""
    opener = gzip.open if texts.suffix == ".gz" else open
    with opener(texts, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            parts = [part.strip() for part in _SECTION.split(line[:_READ])]
            document = _document(f"{texts.name}:{number}", [part for part in parts if len(part) >= _SHORTEST])
            yield Gold(corpus=UNLABELLED, document=document, spans=(), dev=False)


def _document(name: str, parts: list[str]) -> Document:
    blocks, at = [], 0
    for part in parts:
        blocks.append(Block(start=at, end=at + len(part), kind=BlockKind.PARAGRAPH))
        at += len(part) + 1
    return Document(id=name, text="\n".join(parts), blocks=tuple(blocks), source=name, format="text")
