"""Read PubTator files: title and abstract lines, then annotation lines, then a blank line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from extractors.document import (
    Annotation,
    Block,
    BlockKind,
    Document,
    Metadata,
    Role,
    Section,
)
from extractors.errors import ReaderError
from extractors.pipeline import Failure
from extractors.readers.given import given
from extractors.readers.ids import document_id, from_kind
from extractors.readers.kinds import curies_of, kind_of
from extractors.readers.labels import labelled_sections
from extractors.readers.record import attempt
from extractors.readers.stream import CHUNK, SIZE_CAP, ByteStream, decode, decode_head, too_large
from ontologies.curie import Curie

NAME = "pubtator"

_TEXT_LINE = re.compile(r"([^|\t\s]{1,64})\|([a-zA-Z])\|(.*)", re.DOTALL)
_FIRST_LINE = re.compile(r"\s*[^|\t\s]{1,64}\|[ta]\|")
# The files of PubMed do not reach nine digits; longer numbers are ids of something else, such as figure panels.
_PMID = re.compile(r"[1-9]\d{0,7}")


def sniff(head: bytes) -> bool:
    """Tell whether the content starts with a title line (``id|t|``)."""
    return bool(_FIRST_LINE.match(decode_head(head)))


def read(stream: ByteStream, source: str, *, size_cap: int = SIZE_CAP) -> Iterator[Document | Failure]:
    """Yield one document for each record, in the order of the file.

    The text is the title, one space, and the abstract, exactly as in the file, so that the offsets of the
    annotations hold as given. Annotations are imported as they are; lines of relations are passed over.
    """
    for number, record in enumerate(_records(stream, source, size_cap), 1):
        paper = _paper(record.id)
        yield attempt(partial(_document, record, source), document_id(paper, record.id or str(number)), source)


@dataclass(slots=True)
class _Record:
    id: str
    line: int
    texts: dict[str, str] = field(default_factory=dict)
    annotations: list[list[str]] = field(default_factory=list)


def _lines(stream: ByteStream, source: str, size_cap: int) -> Iterator[tuple[int, str]]:
    left, number = b"", 0
    first = True
    while chunk := stream.read(CHUNK):
        *lines, left = (left + chunk).split(b"\n")
        if len(left) > size_cap:
            raise too_large(source, size_cap)
        for line in lines:
            number += 1
            yield number, decode(line.removeprefix(b"\xef\xbb\xbf") if first else line).removesuffix("\r")
            first = False
    if left:
        yield number + 1, decode(left).removesuffix("\r")


def _records(stream: ByteStream, source: str, size_cap: int) -> Iterator[_Record]:
    record: _Record | None = None
    size = 0
    for number, line in _lines(stream, source, size_cap):
        size += len(line)
        if size > size_cap:
            raise too_large(source, size_cap)
        text = _TEXT_LINE.fullmatch(line)
        name = text.group(1) if text else line.partition("\t")[0].strip()
        if record and (not line.strip() or name != record.id):
            yield record
            record, size = None, len(line)
        if not line.strip():
            continue
        record = record or _Record(name, number)
        if text:
            record.texts[text.group(2).lower()] = record.texts.get(text.group(2).lower(), "") + text.group(3)
        else:
            record.annotations.append(line.split("\t"))
    if record:
        yield record


def _paper(name: str) -> tuple[Curie, ...]:
    found = from_kind("pmc", name) if name.upper().startswith("PMC") else None
    if not found and _PMID.fullmatch(name):
        found = from_kind("pmid", name)
    return (found,) if found else ()


def _document(record: _Record, source: str) -> Document:
    if not record.texts:
        problem = f"annotations of {record.id!r} without its title and abstract lines"
        raise ReaderError(source, problem, line=record.line, advice="put `id|t|title` and `id|a|abstract` before them")
    title, abstract = record.texts.get("t", ""), record.texts.get("a", "")
    text = f"{title} {abstract}"
    ids = _paper(record.id)
    border = len(title) + 1
    return Document(
        id=document_id(ids, record.id),
        text=text,
        source=source,
        format=NAME,
        metadata=Metadata(title=title.strip(), ids=ids),
        sections=_sections(text, border),
        blocks=_blocks(text, border),
        annotations=tuple(_annotation(fields, text, source) for fields in record.annotations if _is_span(fields)),
    )


def _is_span(fields: list[str]) -> bool:
    # A relation has its type where an annotation has its first offset.
    return len(fields) >= 4 and fields[1].strip().isdigit() and fields[2].strip().isdigit()


def _sections(text: str, border: int) -> tuple[Section, ...]:
    found = []
    if text[: border - 1].strip():
        found.append(Section(start=0, end=border - 1, role=Role.TITLE, title=text[: border - 1].strip(), level=1))
    if text[border:].strip():
        found.append(Section(start=border, end=len(text), role=Role.ABSTRACT, title="Abstract", level=1))
        found += labelled_sections(text, border, len(text), 2)
    return tuple(found)


def _blocks(text: str, border: int) -> tuple[Block, ...]:
    found = []
    if text[: border - 1].strip():
        found.append(Block(start=0, end=border - 1, kind=BlockKind.TITLE))
    if text[border:].strip():
        found.append(Block(start=border, end=len(text), kind=BlockKind.PARAGRAPH))
    return tuple(found)


def _annotation(fields: list[str], text: str, source: str) -> Annotation:
    label = fields[4].strip() if len(fields) > 4 else ""
    kind = kind_of(label)
    curies = curies_of(fields[5], kind) if len(fields) > 5 else ()
    return given(text, int(fields[1]), int(fields[2]), fields[3], kind=kind, curies=curies, source=source, label=label)
