"""Read Markdown: articles, and structured pages about an article with its linked entities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.document import (
    Annotation,
    Block,
    BlockKind,
    Document,
    Genre,
    Reference,
    Role,
    Section,
)
from extractors.pipeline import Failure
from extractors.readers.citations import find_citations, read_entry
from extractors.readers.entities import read_entities
from extractors.readers.genre import genre_of
from extractors.readers.ids import document_id, paper_ids, stem
from extractors.readers.labels import with_labelled
from extractors.readers.outline import nested_sections
from extractors.readers.page import PageFacts
from extractors.readers.roles import iter_labels
from extractors.readers.stream import SIZE_CAP, ByteStream, decode, decode_head, read_whole

if TYPE_CHECKING:
    from markdown_it.token import Token

NAME = "markdown"

# A heading is no sentence: lists and shell sessions have lines that start with # too.
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S(?:.{0,200}[^.\s])?[ \t]*$", re.MULTILINE)
_FRONT = re.compile(
    r"\ufeff?---[ \t]*(?:\r\n|\r|\n)(?P<body>.*?)(?:\r\n|\r|\n)(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|$)", re.DOTALL
)
_FIELD = re.compile(r"^[A-Za-z][\w -]*:", re.MULTILINE)
_LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<url>https?://[^\s)]+)[^)]*\)|<?(?P<bare>https?://[^\s<>)\]]+)>?")
# Emphasis around all of a block, and around its first words, which then may be a label: **Results** We saw.
_WHOLE = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?=\S)(?:(?!(?P=mark)).)+(?P=mark)", re.DOTALL)
_LABEL = re.compile(
    r"(?P<mark>\*{1,3}|_{1,3})(?P<label>[A-Z][^*_\n:.]{2,60})"
    r"(?:[:.](?P=mark)|(?P=mark):|(?P=mark)(?!\s*[a-z]))\s*"
)
_LABELLED = {
    Role.INTRODUCTION, Role.METHODS, Role.RESULTS, Role.DISCUSSION, Role.CONCLUSION, Role.LIMITATIONS, Role.CASE
}  # fmt: skip
_PAGE_ROLES = {Role.SUMMARY, Role.KEY_FINDINGS, Role.ENTITIES, Role.ABSTRACT}


def sniff(head: bytes) -> bool:
    """Tell whether the text opens with front matter or a heading marked by #, or holds two such headings."""
    text = decode_head(head).removeprefix("\ufeff")
    if "\x00" in text:
        return False
    front = _FRONT.match(text)
    if front and _FIELD.search(front.group("body")):
        return True
    headings = len(_HEADING.findall(text.replace("\r\n", "\n").replace("\r", "\n")))
    return headings >= 2 or (headings == 1 and text.lstrip().startswith("#"))


def read(stream: ByteStream, source: str, *, size_cap: int = SIZE_CAP) -> Iterator[Document | Failure]:
    """Yield one document whose text is the content of the file, marks included, so that offsets are the file's own."""
    yield document(decode(read_whole(stream, source, size_cap), source), source)


def document(text: str, source: str) -> Document:
    """Make a document of Markdown text.

    A page that names an article's ids and sums it up is a `Genre.PAGE`: the ids are the article's, the URL is the
    page's, and the entities it lists become annotations whose source is the page's URL and the list's heading.
    """
    facts = PageFacts()
    blocks = _blocks(text, facts)
    levels = {block.block: block.level for block in blocks if block.block.kind is BlockKind.HEADING}
    plain = tuple(block.block for block in blocks)
    sections = nested_sections(text, plain, levels)
    references = tuple(
        reference for reference in _references(text, plain, sections) if not set(reference.ids) & set(facts.ids)
    )
    title = next((text[block.start : block.end] for block in plain if block.kind is BlockKind.TITLE), "")
    roles = {section.role for section in sections}
    is_page = bool(facts.ids) and bool(roles & _PAGE_ROLES)
    metadata = facts.metadata(title.strip("*_ "), Genre.PAGE if is_page else genre_of(text, sections))
    marked = _mark_references(plain, references)
    return Document(
        # A page is not its article: both may stand in one graph.
        id=document_id(metadata.ids, stem(source)) + ("-page" if is_page else ""),
        text=text,
        source=source,
        format=NAME,
        metadata=metadata,
        sections=with_labelled(text, marked, sections),
        blocks=marked,
        references=references,
        citations=find_citations(text, marked, references),
        annotations=tuple(_annotations(text, marked, sections, metadata.url or source)),
    )


@dataclass(frozen=True, slots=True)
class _Leveled:
    block: Block
    level: int = 0


def _blocks(text: str, facts: PageFacts) -> list[_Leveled]:
    front = _FRONT.match(text)
    start = front.end() if front and _FIELD.search(front.group("body")) else int(text.startswith("\ufeff"))
    found: list[_Leveled] = []
    if front and start > 1:
        _read_front(front.group("body"), facts)
        found.append(_Leveled(Block(start=front.start("body"), end=front.end("body"), kind=BlockKind.METADATA)))
    titled = False
    headings = level = 0
    for block in _parsed(text, start):
        level = block.level or level
        content = text[block.block.start : block.block.end]
        kind = block.block.kind
        if kind is BlockKind.HEADING and block.level == 1 and not titled and headings == 0:
            found.append(replace(block, block=replace(block.block, kind=BlockKind.TITLE)))
            titled = True
            continue
        headings += kind is BlockKind.HEADING
        if kind is BlockKind.PARAGRAPH and _may_hold_facts(content, headings) and facts.read_line(content):
            found.append(replace(block, block=replace(block.block, kind=BlockKind.METADATA)))
        else:
            found += _unmarked(text, block, level)
    return found


def _unmarked(text: str, block: _Leveled, level: int) -> Iterator[_Leveled]:
    """Yield a block without emphasis around all of it; a label that opens a paragraph is a heading below the last."""
    start, end, kind = block.block.start, block.block.end, block.block.kind
    label = _LABEL.match(text, start, end) if kind is BlockKind.PARAGRAPH else None
    if label and any(role in _LABELLED for *_, role in iter_labels(f"{label['label']}:")):
        heading = Block(start=label.start("label"), end=label.end("label"), kind=BlockKind.HEADING)
        yield _Leveled(heading, level + 1)
        if label.end() < end:
            yield _Leveled(Block(start=label.end(), end=end, kind=kind))
        return
    whole = _WHOLE.fullmatch(text, start, end)
    width = len(whole["mark"]) if whole else 0
    yield replace(block, block=replace(block.block, start=start + width, end=end - width))


def _may_hold_facts(content: str, headings: int) -> bool:
    """Tell whether a paragraph may be a line about the article: before the first heading, or a source at the end."""
    return headings == 0 or bool(
        re.match(r"[*_]{0,3}(source|url|permalink|canonical)\b[*_ ]*:", content, re.IGNORECASE)
    )


def _read_front(body: str, facts: PageFacts) -> None:
    """Read front matter of plain ``key: value`` lines and lists of ``- item``; nested values are left alone."""
    key, items = "", []
    for line in [*body.splitlines(), "end:"]:
        item = re.match(r"\s*-\s+(.*)", line)
        if item and key:
            items.append(item.group(1).strip().strip("\"'"))
            continue
        if key and items:
            facts.add(key, ", ".join(items))
        pair = re.match(r"([A-Za-z][\w -]*):\s*(.*)", line)
        key, items = (pair.group(1), []) if pair else ("", [])
        if pair and pair.group(2):
            facts.add(key, pair.group(2))


def _parsed(text: str, start: int) -> Iterator[_Leveled]:
    """Yield the blocks of the Markdown after ``start``, with offsets of the whole text."""
    from markdown_it import MarkdownIt

    body = text[start:]
    starts = [start, *(start + match.end() for match in re.finditer(r"\r\n|\r|\n", body))]
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    last = start
    for token, level, kind in _leaves(tokens):
        first, after = token.map or (0, 0)
        left = max(last, starts[min(first, len(starts) - 1)])
        right = starts[after] if after < len(starts) else len(text)
        span = _locate(text, token.content, left, right)
        if span and span[1] > span[0]:
            last = span[1]
            yield _Leveled(Block(start=span[0], end=span[1], kind=kind), level)


def _leaves(tokens: Sequence[Token]) -> Iterator[tuple[Token, int, BlockKind]]:
    """Yield the tokens that hold text, with the level of headings and the kind of block that each makes."""
    opened: list[str] = []
    level = 0
    for token in tokens:
        if token.nesting == 1:
            opened.append(token.type)
            level = int(token.tag[1]) if token.type == "heading_open" else level
            if token.type == "tr_open":
                yield token, 0, BlockKind.TABLE_ROW
        elif token.nesting == -1:
            opened.pop()
        elif token.type == "inline" and "tr_open" not in opened:
            heading = "heading_open" in opened
            kind = (
                BlockKind.HEADING
                if heading
                else BlockKind.LIST_ITEM
                if "list_item_open" in opened
                else BlockKind.PARAGRAPH
            )
            yield token, level if heading else 0, kind


def _locate(text: str, content: str, left: int, right: int) -> tuple[int, int] | None:
    """Return the span of a token's content, whose lines the parser has freed of their indents and quote marks."""
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", content) if line.strip()]
    if not lines:
        raw = text[left:right]
        bare = raw.strip(" \t\r\n|")
        return (left + raw.index(bare), left + raw.index(bare) + len(bare)) if bare else None
    start = text.find(lines[0], left, right)
    end = start
    for line in lines:
        place = text.find(line, end, right)
        if start < 0 or place < 0:
            return None
        end = place + len(line)
    return start, end


def _references(text: str, blocks: Sequence[Block], sections: Sequence[Section]) -> tuple[Reference, ...]:
    """Read the entries under a heading for references; where there is none, every link to a paper is one."""
    listed = [section for section in sections if section.role is Role.REFERENCES]
    entries = [
        block
        for block in blocks
        if block.kind in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH)
        and (any(section.start <= block.start < section.end for section in listed) or _is_entry(text, block))
    ]
    if entries:
        return tuple(_entry(text, block, number) for number, block in enumerate(entries, 1))
    found: list[Reference] = []
    for block in blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            found += _links(text, block, len(found))
    return tuple(found)


def _is_entry(text: str, block: Block) -> bool:
    return bool(re.match(r"\[\^?\d{1,3}\]:?\s+\S.{14}", text[block.start : block.end]))


def _entry(text: str, block: Block, number: int) -> Reference:
    """Read an entry; the number of an ordered list stands before its block, which the parser has freed of it."""
    line = text.rfind("\n", 0, block.start) + 1
    mark = re.fullmatch(r"\s*(\d{1,3})[.)]\s+", text[line : block.start])
    return read_entry(text, block.start, block.end, int(mark.group(1)) if mark else number)


def _links(text: str, block: Block, before: int) -> Iterator[Reference]:
    number = before
    for match in _LINK.finditer(text, block.start, block.end):
        url = (match.group("url") or match.group("bare")).rstrip(".,;")
        ids = paper_ids(url)
        if ids:
            number += 1
            words = match.group("words") or ""
            yield Reference(key=f"link{number}", text=words or url, title=words, url=url, ids=ids,
                            start=match.start(), end=match.end())  # fmt: skip


def _mark_references(blocks: tuple[Block, ...], references: Sequence[Reference]) -> tuple[Block, ...]:
    spans = {(reference.start, reference.end) for reference in references}
    return tuple(
        replace(block, kind=BlockKind.REFERENCE) if (block.start, block.end) in spans else block for block in blocks
    )


def _annotations(text: str, blocks: Sequence[Block], sections: Sequence[Section], page: str) -> Iterator[Annotation]:
    for section in sections:
        if section.role is Role.ENTITIES:
            for block in blocks:
                if block.kind is not BlockKind.HEADING and section.start <= block.start < section.end:
                    yield from read_entities(text, block.start, block.end, f"{page}, {section.title}")
