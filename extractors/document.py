"""A paper as one text with one coordinate system, and what is known about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from extractors.errors import SpanError
from ontologies.curie import Curie
from ontologies.term import Kind


class Role(StrEnum):
    """Say what part of a paper a section plays; the names follow the Discourse Elements Ontology where it has one."""

    TITLE = "title"
    ABSTRACT = "abstract"
    SUMMARY = "summary"
    KEY_FINDINGS = "key findings"
    INTRODUCTION = "introduction"
    METHODS = "methods"
    RESULTS = "results"
    DISCUSSION = "discussion"
    CONCLUSION = "conclusion"
    CASE = "case"
    LIMITATIONS = "limitations"
    FIGURE = "figure"
    TABLE = "table"
    REFERENCES = "references"
    ENTITIES = "entities"
    FUNDING = "funding"
    CONFLICT = "conflict of interest"
    BACK = "back matter"
    OTHER = "other"


class BlockKind(StrEnum):
    """Say what a block of text is; a sentence never crosses the border of a block."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    CAPTION = "caption"
    TABLE_ROW = "table row"
    REFERENCE = "reference"
    METADATA = "metadata"


class Genre(StrEnum):
    """Say what sort of publication a document is."""

    ARTICLE = "journal article"
    PREPRINT = "preprint"
    PAGE = "page about an article"
    LAY = "lay article"
    TEXT = "plain text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Mark ``text[start:end]``: half-open, in Unicode code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise SpanError(self.start, self.end, "0 <= start <= end", "")

    def contains(self, other: Span | Section | Block) -> bool:
        """Tell whether the other span lies within this one, its own borders included."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span | Section | Block) -> bool:
        """Tell whether the two share at least one character; the relation is symmetric."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Mark a part of the paper with its role; sections nest by containment, outer ones first."""

    start: int
    end: int
    role: Role
    title: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Mark a run of text that holds whole sentences: a paragraph, heading, caption or table row.

    Blocks are in order and never overlap. ``label`` is what the paper calls it ("Figure 2", "Table 1").
    """

    start: int
    end: int
    kind: BlockKind
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Mark a filled cell of a table and its place in the grid.

    ``row`` and ``column`` count from 0 and name the upper left corner; ``rows`` and ``columns`` say how far it reaches.
    ``header`` is True in the rows that head the table. Empty cells take their place in the grid but are not kept.
    """

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Hold the cells of a table in the order of the text; its rows are blocks, and so is its caption.

    ``label`` is that of its blocks ("Table 1").
    """

    cells: tuple[Cell, ...]
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Mark one sentence; it lies within one block."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Name an author as the paper prints it."""

    name: str
    orcid: Curie | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Hold one entry of the reference list.

    ``key`` is the id that the document uses for it ("B12", "1"); ``ids`` are DOI, PMID and PMC ids that the entry
    gives. ``start`` and ``end`` mark the entry where it is part of the text, else both are None.
    """

    key: str
    text: str = ""
    title: str = ""
    year: str = ""
    url: str = ""
    ids: tuple[Curie, ...] = ()
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Mark a place in the text that points to a reference; ``key`` is the `Reference.key`."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """Hold an entity or a relation argument that the input itself gives, with who says so.

    Entities of PubTator and BioC files have a span; the entity list of a curated page may have none. ``curies`` is
    empty where the source gives no id. ``name`` is the source's own name of the entity, ``aliases`` further ones,
    ``label`` the source's own name of its type ("GENE-Y"), which ``kind`` may not tell.
    """

    kind: Kind
    name: str
    curies: tuple[Curie, ...] = ()
    aliases: tuple[str, ...] = ()
    source: str = ""
    label: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeshHeading:
    """Hold one MeSH heading that an indexer gave a paper."""

    curie: Curie | None
    name: str
    major: bool = False
    qualifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Hold what is known about a publication beside its text.

    ``issued`` is an ISO 8601 date of any precision ("2025", "2025-12", "2025-12-09"). ``about`` names the article
    that a page presents, where the document is a page and not the article itself. ``licence`` is an IRI where the
    source gives one, else its words.
    """

    title: str = ""
    authors: tuple[Person, ...] = ()
    issued: str = ""
    journal: str = ""
    publisher: str = ""
    licence: str = ""
    language: str = ""
    url: str = ""
    genre: Genre = Genre.ARTICLE
    ids: tuple[Curie, ...] = ()
    publication_types: tuple[str, ...] = ()
    mesh_headings: tuple[MeshHeading, ...] = ()
    keywords: tuple[str, ...] = ()
    retracted: bool = False

    def find_id(self, prefix: str) -> Curie | None:
        """Return the first id with the prefix ("DOI", "PMID", "PMC"), or None."""
        return next((curie for curie in self.ids if curie.prefix == prefix), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Hold a paper: its text, the parts of the text, and its metadata.

    ``id`` is stable for the paper ("PMC12775850", "PMID25061872", a DOI, or the file's stem); ``source`` is the file
    name it came from and ``format`` the reader that read it. All offsets in the fields count in ``text``.

    >>> Document(id="x", text="A title.", source="x.txt", format="text").digest[:8]
    '106874a2'
    """

    id: str
    text: str
    source: str
    format: str
    metadata: Metadata = Metadata()
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    tables: tuple[Table, ...] = ()

    def __post_init__(self) -> None:
        length = len(self.text)
        last = 0
        cells = (cell for table in self.tables for cell in table.cells)
        parts: tuple[Section | Block | Citation | Cell, ...] = (*self.sections, *self.blocks, *self.citations, *cells)
        for part in parts:
            if not 0 <= part.start <= part.end <= length:
                raise SpanError(part.start, part.end, f"a span within 0-{length}", type(part).__name__)
        for block in self.blocks:
            if block.start < last:
                raise SpanError(block.start, block.end, f"a block that starts at {last} or later", "an overlap")
            last = block.end
        for annotation in self.annotations:
            if annotation.start is not None and not 0 <= annotation.start <= (annotation.end or -1) <= length:
                raise SpanError(annotation.start, annotation.end or -1, f"a span within 0-{length}", annotation.name)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the UTF-8 text, in hex: what every offset refers to."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def sections_at(self, offset: int) -> tuple[Section, ...]:
        """Return the sections around an offset, outermost first."""
        return tuple(section for section in self.sections if section.start <= offset < section.end)

    def role_at(self, offset: int) -> Role:
        """Return the role of the innermost section around an offset whose role is known."""
        roles = [section.role for section in self.sections_at(offset) if section.role is not Role.OTHER]
        return roles[-1] if roles else Role.OTHER

    def iter_blocks(self) -> Iterator[Block]:
        """Yield the blocks, or one block over the whole text where the reader found none."""
        if self.blocks or not self.text:
            yield from self.blocks
        else:
            yield Block(start=0, end=len(self.text), kind=BlockKind.PARAGRAPH)
