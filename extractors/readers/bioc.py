"""What BioC files say, whether in XML or in JSON: passages at offsets, with annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.document import (
    Annotation,
    Block,
    BlockKind,
    Document,
    Metadata,
    Person,
    Reference,
    Role,
    Section,
)
from extractors.errors import ReaderError
from extractors.readers.dates import find_date
from extractors.readers.given import given
from extractors.readers.ids import document_id, from_kind, ordered, paper_ids
from extractors.readers.kinds import curies_of, kind_of, named_curie
from extractors.readers.labels import labelled_sections
from extractors.readers.roles import role_of
from ontologies.curie import Curie
from ontologies.term import Kind

# Passages of one document are at most so many characters apart; larger gaps are offsets of another count.
_WIDEST_GAP = 64
_ID_KEYS = re.compile(r"identifiers?|id|ids|curie|normalized[_ ]?id|concept[_ ]?id|accession|.*[_ ]ids?", re.IGNORECASE)
_KINDS = {
    "title": BlockKind.HEADING, "subtitle": BlockKind.HEADING, "front": BlockKind.TITLE,
    "abstract_title": BlockKind.HEADING,
    "fig_caption": BlockKind.CAPTION, "fig_title_caption": BlockKind.CAPTION, "fig_title": BlockKind.CAPTION,
    "fig": BlockKind.CAPTION, "table_caption": BlockKind.CAPTION, "table_title_caption": BlockKind.CAPTION,
    "table_caption_title": BlockKind.CAPTION, "table_title": BlockKind.CAPTION, "table_foot": BlockKind.CAPTION,
    "table_footnote": BlockKind.CAPTION, "table": BlockKind.TABLE_ROW, "ref": BlockKind.REFERENCE,
    "reference": BlockKind.REFERENCE, "list_item": BlockKind.LIST_ITEM,
}  # fmt: skip
_OWN_ID = re.compile(r"[1-9]\d{0,7}")


@dataclass(slots=True)
class Given:
    """Hold one annotation of a BioC file: what it marks, where (start and length), and what is said of it."""

    text: str
    locations: list[tuple[int, int]]
    infons: dict[str, str]


@dataclass(slots=True)
class Passage:
    """Hold one passage of a BioC file, its sentences already joined."""

    offset: int
    text: str
    infons: dict[str, str]
    annotations: list[Given] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Return the type that the file gives the passage, in lower case."""
        return (self.infons.get("type") or self.infons.get("section") or self.infons.get("section_type") or "").lower()


@dataclass(slots=True)
class Record:
    """Hold one document of a BioC file."""

    id: str
    infons: dict[str, str]
    passages: list[Passage]


def join_sentences(offset: int, text: str, sentences: Sequence[tuple[int, str]]) -> str:
    """Return the text of a passage that may give it sentence by sentence, with spaces where the offsets leave gaps.

    >>> join_sentences(10, "", [(10, "One."), (15, "Two.")])
    'One. Two.'
    """
    if text:
        return text
    joined = ""
    for start, sentence in sentences:
        joined += " " * min(_WIDEST_GAP, max(0, start - offset - len(joined))) + sentence
    return joined


def document(record: Record, source: str, name: str) -> Document:
    """Make a document; raise `ReaderError` where it has no text.

    The offsets of the file are kept where its passages stand in order and close together; where they do not (offsets
    in bytes, or of a longer text), passages are joined by a blank line and annotations move with their passage.
    """
    passages = [passage for passage in record.passages if passage.text.strip()]
    if not passages:
        raise ReaderError(source, f"the document {record.id or name!r} has no text")
    text, starts = _lay_out(passages)
    metadata = _metadata(record, passages)
    fallback = record.id or name
    placed = list(zip(passages, starts, strict=True))
    return Document(
        id=document_id(metadata.ids, fallback),
        text=text,
        source=source,
        format="bioc",
        metadata=metadata,
        sections=tuple(_sections(placed, text)),
        blocks=tuple(
            Block(start=start, end=start + len(passage.text), kind=_block_kind(passage, index), label=_label(passage))
            for index, (passage, start) in enumerate(placed)
        ),
        references=tuple(_references(placed)),
        annotations=tuple(_annotations(record, placed, text, source)),
    )


def _lay_out(passages: Sequence[Passage]) -> tuple[str, list[int]]:
    text, starts = "", []
    keeps = _keeps_offsets(passages)
    for passage in passages:
        if keeps:
            gap = passage.offset - len(text)
            text += " " if gap == 1 else "\n" * gap
        elif text:
            text += "\n\n"
        starts.append(len(text))
        text += passage.text
    return text, starts


def _keeps_offsets(passages: Sequence[Passage]) -> bool:
    end = 0
    for passage in passages:
        if not end <= passage.offset <= end + _WIDEST_GAP:
            return False
        end = passage.offset + len(passage.text)
    return True


def _is_title(passage: Passage, index: int) -> bool:
    kinds = {passage.kind, passage.infons.get("section_type", "").lower()}
    return index == 0 and bool(kinds & {"title", "front"}) and len(passage.text) < 1000


def _block_kind(passage: Passage, index: int) -> BlockKind:
    if _is_title(passage, index):
        return BlockKind.TITLE
    if re.fullmatch(r"(abstract_)?title_\d+", passage.kind):
        return BlockKind.HEADING
    return _KINDS.get(passage.kind, BlockKind.PARAGRAPH)


def _label(passage: Passage) -> str:
    return passage.infons.get("id", "") if passage.kind.startswith(("fig", "table")) else ""


def _role(passage: Passage, index: int) -> Role:
    if _is_title(passage, index):
        return Role.TITLE
    section = passage.infons.get("section_type") or passage.infons.get("section") or ""
    known = role_of(section, section)
    return known if known is not Role.OTHER else role_of("", passage.kind.partition("_")[0])


def _sections(placed: Sequence[tuple[Passage, int]], text: str) -> Iterator[Section]:
    """Yield a section for each run of passages with the same role; labels within one-paragraph abstracts count, too."""
    index = 0
    while index < len(placed):
        role = _role(placed[index][0], index)
        last = index
        while last + 1 < len(placed) and role is not Role.TITLE and _role(placed[last + 1][0], last + 1) is role:
            last += 1
        start, end = placed[index][1], placed[last][1] + len(placed[last][0].text)
        first = placed[index][0]
        title = first.text if _block_kind(first, index) in (BlockKind.HEADING, BlockKind.TITLE) else ""
        yield Section(start=start, end=end, role=role, title=title[:300], level=1)
        if role is Role.ABSTRACT:
            for passage, place in placed[index : last + 1]:
                yield from labelled_sections(text, place, place + len(passage.text), 2)
        index = last + 1


# Annotations ---------------------------------------------------------------------------------------------------------


def _annotations(record: Record, placed: Sequence[tuple[Passage, int]], text: str, source: str) -> Iterator[Annotation]:
    for passage, start in placed:
        for item in passage.annotations:
            yield _annotation(item, start - passage.offset, text, source)


def _annotation(item: Given, shift: int, text: str, source: str) -> Annotation:
    label = item.infons.get("type", "")
    kind = kind_of(label)
    left = min((start for start, _ in item.locations), default=-1)
    right = max((start + length for start, length in item.locations), default=-1)
    whole = len(item.locations) == 1
    name = item.text if whole or left < 0 else text[max(0, left + shift) : right + shift] or item.text
    return given(
        text,
        left + shift,
        right + shift,
        name,
        kind=kind,
        curies=_identifiers(item.infons, kind),
        source=source,
        label=label,
    )


def _identifiers(infons: Mapping[str, str], kind: Kind) -> tuple[Curie, ...]:
    """Return the ids among the infons: under a key that says so, or under the name of a database."""
    found: list[Curie] = []
    for key, value in infons.items():
        if not value or key in ("type", "biotype", "database", "name", "text"):
            continue
        database = named_curie(key, value)
        if database:
            found.append(database)
        elif _ID_KEYS.fullmatch(key):
            typed = named_curie(infons.get("database", ""), value) if infons.get("database") else None
            found += [typed] if typed else curies_of(value, kind)
    return tuple(dict.fromkeys(found))


# Metadata ------------------------------------------------------------------------------------------------------------


def _metadata(record: Record, passages: Sequence[Passage]) -> Metadata:
    front = {**record.infons, **passages[0].infons}
    title = passages[0].text if _is_title(passages[0], 0) else ""
    year = front.get("year", "")
    return Metadata(
        title=" ".join(title.split()),
        authors=tuple(_people(front)),
        issued=find_date(front.get("date", "")) or (year if re.fullmatch(r"\d{4}", year) else ""),
        journal=_journal(front),
        licence=front.get("license", ""),
        ids=ordered(_own_ids(record, front)),
        keywords=tuple(word for word in re.split(r"\s*[;,]\s*", front.get("kwd", "")) if word),
    )


def _own_ids(record: Record, front: Mapping[str, str]) -> Iterator[Curie | None]:
    for key, value in front.items():
        yield from_kind(re.sub(r"^article[-_]id[-_]", "", key.lower()), value)
    yield from paper_ids(record.id)
    if _OWN_ID.fullmatch(record.id) and not front.get("article-id_pmc"):
        yield from_kind("pmid", record.id)


def _journal(front: Mapping[str, str]) -> str:
    # PubTator writes "Journal;2019 Dec;4(2):7-9" with the year of publication in front of the rest.
    return (front.get("journal-title") or re.split(r"[;.]\s*(?=\d{4}\b)", front.get("journal", ""))[0]).strip()


def _people(infons: Mapping[str, str]) -> Iterator[Person]:
    names = [value for key, value in infons.items() if re.fullmatch(r"name_\d+", key)]
    for value in names:
        parts = dict(part.partition(":")[::2] for part in value.split(";"))
        name = " ".join(filter(None, (parts.get("given-names", ""), parts.get("surname", ""))))
        if name:
            yield Person(name=name)
    if not names:
        for name in re.split(r"\s*,\s*", infons.get("authors", "")):
            if name:
                yield Person(name=name)


def _references(placed: Sequence[tuple[Passage, int]]) -> Iterator[Reference]:
    number = 0
    for passage, start in placed:
        if _KINDS.get(passage.kind) is not BlockKind.REFERENCE and _role(passage, 1) is not Role.REFERENCES:
            continue
        if passage.kind.startswith("title"):
            continue
        number += 1
        ids = ordered(from_kind(key.removeprefix("pub-id_"), value) for key, value in passage.infons.items())
        yield Reference(
            key=str(number), text=passage.text, title=passage.text.strip(), year=passage.infons.get("year", ""),
            ids=ids, start=start, end=start + len(passage.text),
        )  # fmt: skip
