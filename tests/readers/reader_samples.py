"""Where the samples of this room lie, and a few ways to read them."""

from __future__ import annotations

from pathlib import Path

from extractors.document import Block, Document, Section
from extractors.pipeline import Failure
from extractors.readers import read, read_bytes

DATA = Path(__file__).parent / "data"
# The format that each sample is of; the names of the files do not always tell.
SAMPLES = {
    "article.md": "markdown",
    "article.nxml": "jats",
    "collection.json": "bioc-json",
    "collection.xml": "bioc-xml",
    "lay.html": "html",
    "lay.txt": "text",
    "old.nxml": "jats",
    "page.txt": "markdown",
    "paper.html": "html",
    "records.xml": "medline",
    "two.pubtator": "pubtator",
    "wrapped.txt": "text",
}


def results(name: str) -> list[Document | Failure]:
    return list(read([DATA / name]))


def documents(name: str) -> list[Document]:
    return [result for result in results(name) if isinstance(result, Document)]


def failures(name: str) -> list[Failure]:
    return [result for result in results(name) if isinstance(result, Failure)]


def one(data: str | bytes, source: str = "sample") -> Document:
    (document,) = read_bytes(data.encode() if isinstance(data, str) else data, source)
    return document


def slice_of(document: Document, part: Block | Section) -> str:
    return document.text[part.start : part.end]


def block_texts(document: Document, *kinds: str) -> list[str]:
    return [slice_of(document, block) for block in document.blocks if not kinds or block.kind in kinds]


def section(document: Document, title: str) -> Section:
    return next(part for part in document.sections if part.title == title)
