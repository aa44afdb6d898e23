"""Read plain text: papers and lay articles, with the offsets of the file itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.document import Document, Metadata, Reference
from extractors.errors import ReaderError, UnknownFormatError
from extractors.pipeline import Failure
from extractors.readers.citations import find_citations
from extractors.readers.genre import genre_of
from extractors.readers.ids import document_id, from_kind, paper_ids, stem
from extractors.readers.labels import with_labelled
from extractors.readers.outline import read_outline
from extractors.readers.stream import SIZE_CAP, ByteStream, decode, decode_head, read_whole
from extractors.readers.xml import root_of

NAME = "text"

# The longest books of the field stay below this; what is longer is a collection.
_LONGEST = 5_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DATA = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"]|<\?xml|<!DOCTYPE|%PDF|\{\\rtf)", re.IGNORECASE)


def sniff(head: bytes) -> bool:
    """Tell whether the content is text that people read: no binary data, markup, JSON or table of values."""
    text = decode_head(head).removeprefix("\ufeff")
    if not text.strip() or _CONTROL.search(text) or _DATA.match(text) or root_of(text):
        return False
    return not _is_table(text)


def _is_table(text: str) -> bool:
    lines = text.splitlines()[:20]
    full = lines[:-1] if len(lines) > 1 else lines
    tabs = {line.count("\t") for line in full if line.strip()}
    return len(full) >= 2 and len(tabs) == 1 and tabs.pop() >= 2


def read(stream: ByteStream, source: str, *, size_cap: int = SIZE_CAP) -> Iterator[Document | Failure]:
    """Yield one document whose text is the decoded content of the file, line ends and byte order mark included.

    Raise `ReaderError` where the text is longer than any one paper or holds control characters.
    """
    text = decode(read_whole(stream, source, size_cap), source)
    if len(text) > _LONGEST:
        advice = "split it into one file a paper"
        raise ReaderError(source, f"{len(text):,} characters of plain text are more than one paper", advice=advice)
    if _CONTROL.search(text):
        raise UnknownFormatError(source, "control characters among the text: binary data?", advice="save it as text")
    yield document(text, source)


def document(text: str, source: str) -> Document:
    """Make a document of plain text, its structure read from its lines.

    >>> document("Rest helps\\r\\n\\r\\nWe slept. It helped us all a lot.", "a/b.txt").metadata.title
    'Rest helps'
    """
    outline = read_outline(text)
    references = outline.references or tuple(_links(text))
    name = stem(source)
    own = from_kind("pmc", name) if re.fullmatch(r"PMC\d+", name) else None
    return Document(
        id=document_id((own,) if own else (), name),
        text=text,
        source=source,
        format=NAME,
        metadata=Metadata(
            title=" ".join(outline.title.split()),
            genre=genre_of(text, outline.sections),
            ids=(own,) if own else (),
        ),
        sections=with_labelled(text, outline.blocks, outline.sections),
        blocks=outline.blocks,
        references=references,
        citations=find_citations(text, outline.blocks, outline.references),
    )


_LINK = re.compile(r"https?://[^\s<>\"\])}]+")


def _links(text: str) -> Iterator[Reference]:
    """Yield the papers that a text without a list of references links to, each once."""
    seen: set[object] = set()
    for match in _LINK.finditer(text):
        written = match[0].rstrip(".,;")
        ids = paper_ids(written)
        if ids and not seen & set(ids):
            seen |= set(ids)
            yield Reference(
                key=f"link{len(seen)}", text=written, url=written if written.startswith("http") else "", ids=ids,
                start=match.start(), end=match.start() + len(written),
            )  # fmt: skip
