"""Find the title, headings, paragraphs and reference entries of plain text by its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.document import Block, BlockKind, Reference, Role, Section
from extractors.readers.citations import is_numbered_entry, read_entry
from extractors.readers.roles import role_of, role_within

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_CONTENT = re.compile(r"[^\s\ufeff](?:.*[^\s\ufeff])?")
_BULLET = re.compile(r"(?:[-*•‣◦·–—▪●]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_NUMBERED = re.compile(r"(\d+(?:\.\d+)*)\.?\s+\S")
_BYLINE = re.compile(
    r"(?:by|written by|reviewed by|medically reviewed by|posted"
    r"|published|updated|last updated|date|authors?|source|doi|url)\b:?\s",
    re.IGNORECASE,
)
# Lines of print and of mail are broken before this width; a longer line is a paragraph of its own.
_WIDEST = 120
_LONGEST_HEADING = 120
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Line:
    """Mark the text of a line without the white space around it; ``after_gap`` tells of a blank line before it."""

    start: int
    end: int
    after_gap: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """Hold what the lines of a text show of its structure, in offsets of the text."""

    title: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]


def iter_lines(text: str) -> Iterator[Line]:
    """Yield the lines that are not blank; CR, LF and CRLF all end a line."""
    last = 0
    for match in _LINE.finditer(text):
        content = _CONTENT.search(match.group())
        if content:
            start = match.start() + content.start()
            breaks = text[last : match.start()]
            gap = breaks.replace("\r\n", "\n").count("\n") + breaks.replace("\r\n", "").count("\r") > 1
            yield Line(start, match.start() + content.end(), gap or "\x0c" in breaks)
            last = match.end()


def paragraphs(text: str) -> list[Line]:
    """Join the lines that were broken to fit a width.

    A line runs on into the next one where the first word of the next would not have fitted within the widest line of
    the text (up to 120 characters), or where it ends without punctuation and the next starts in lower case. List
    items, blank lines and lines wider than any print end a paragraph.
    """
    lines = list(iter_lines(text))
    widths = [line.end - line.start for line in lines]
    width = max((size for size in widths if size <= _WIDEST), default=0)
    joined: list[Line] = []
    previous: Line | None = None
    for line in lines:
        if previous and joined and not line.after_gap and _runs_on(text, previous, line, width):
            joined[-1] = replace(joined[-1], end=line.end)
        else:
            joined.append(line)
        previous = line
    return joined


def _runs_on(text: str, line: Line, following: Line, width: int) -> bool:
    size = line.end - line.start
    words = text[following.start : following.end]
    if _BULLET.match(words) or is_numbered_entry(words) or size > _WIDEST:
        return False
    if text[line.end - 1] not in ".!?:;" and words[0].islower():
        return True
    first = words.split(maxsplit=1)[0]
    return width > 40 and size + 1 + len(first) > width and following.end - following.start <= width


def read_outline(text: str) -> Outline:
    """Return the title, blocks, sections and references of plain text."""
    pieces = paragraphs(text)
    contents = [text[piece.start : piece.end] for piece in pieces]
    headings = [_is_heading(contents, index, pieces) for index in range(len(pieces))]
    title = _title_index(contents, headings, pieces)
    kinds = [_kind(content, heading) for content, heading in zip(contents, headings, strict=True)]
    if title is not None:
        for index in range(title):
            kinds[index] = BlockKind.METADATA
        kinds[title] = BlockKind.TITLE
    kinds, references = _references(text, pieces, kinds)
    blocks = tuple(
        Block(start=piece.start, end=piece.end, kind=kind) for piece, kind in zip(pieces, kinds, strict=True)
    )
    return Outline(
        title=contents[title] if title is not None else "",
        blocks=blocks,
        sections=sections_of(text, blocks),
        references=references,
    )


def _is_heading(contents: Sequence[str], index: int, pieces: Sequence[Line]) -> bool:
    content = contents[index]
    known = role_of(content) is not Role.OTHER
    if not 1 < len(content) <= _LONGEST_HEADING or len(content.split()) > 18 or "\n" in content or "\r" in content:
        return False
    if not (content[0].isupper() or content[0].isdigit()) or content[-1] in ".,;!" or _BYLINE.match(content):
        return False
    if index + 1 == len(contents) or "://" in content or "@" in content:
        return False
    if content.isupper() and content.endswith(":"):
        return True
    after = next((other for other in contents[index + 1 :] if len(other) > _LONGEST_HEADING or other[-1] in ".!"), "")
    return len(after) > len(content) and (known or content[-1] != ":" or pieces[index].after_gap)


def _title_index(contents: Sequence[str], headings: Sequence[bool], pieces: Sequence[Line]) -> int | None:
    """Return the piece that is the title: the longest of the headings that open the text, kickers before it.

    Where none does, a first line of one sentence before a much longer paragraph is one, too.
    """
    lead = 0
    while lead < len(headings) and headings[lead] and role_of(contents[lead]) is Role.OTHER:
        lead += 1
    if lead:
        return max(range(lead), key=lambda index: (len(contents[index]), -index))
    if len(contents) > 1 and headings[0] and role_of(contents[0]) is Role.TITLE:
        return 1 if len(contents[1]) <= _LONGEST_TITLE else None
    if len(contents) < 2 or headings[0] or len(contents[0]) > _LONGEST_TITLE or _BULLET.match(contents[0]):
        return None
    one_sentence = not re.search(r"[.!?]\s+[A-Z]", contents[0])
    return 0 if one_sentence and contents[0][0].isupper() and len(contents[1]) > 2 * len(contents[0]) else None


def _kind(content: str, heading: bool) -> BlockKind:
    if heading:
        return BlockKind.HEADING
    if is_numbered_entry(content):
        return BlockKind.REFERENCE
    if _BULLET.match(content):
        return BlockKind.LIST_ITEM
    if _BYLINE.match(content) and len(content) <= _LONGEST_HEADING and not content.endswith("."):
        return BlockKind.METADATA
    return BlockKind.PARAGRAPH


def _references(
    text: str, pieces: Sequence[Line], kinds: Sequence[BlockKind]
) -> tuple[list[BlockKind], tuple[Reference, ...]]:
    """Read the reference entries: numbered lines anywhere, and list items and links under a heading for references."""
    found: list[Reference] = []
    marked = list(kinds)
    under = False
    for index, (piece, kind) in enumerate(zip(pieces, kinds, strict=True)):
        content = text[piece.start : piece.end]
        if kind in (BlockKind.HEADING, BlockKind.TITLE):
            under = role_of(content) is Role.REFERENCES
        elif kind is BlockKind.REFERENCE or (under and _is_listed(content)):
            marked[index] = BlockKind.REFERENCE
            found.append(read_entry(text, piece.start, piece.end, len(found) + 1))
    return marked, tuple(found)


def _is_listed(content: str) -> bool:
    return bool(_BULLET.match(content) or "://" in content or re.search(r"\b(19|20)\d\d\b.*\d", content))


def sections_of(text: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Return a section for the title and one for each heading, up to the next heading of its level or a higher one.

    The level of a numbered heading is the number of its parts ("2.1" is 2); all others are of level 1. In a text laid
    out as a paper (methods and results) headings without a role of their own belong under the one before that has.
    """
    headings = {block: text[block.start : block.end] for block in blocks if block.kind is BlockKind.HEADING}
    roles = {block: role_of(heading) for block, heading in headings.items()}
    paper = {Role.METHODS, Role.RESULTS} <= set(roles.values())
    levels: dict[Block, int] = {}
    last = Role.OTHER
    for block, heading in headings.items():
        under = paper and (roles[block] is Role.OTHER or role_within(roles[block], heading, last) is not roles[block])
        levels[block] = max(heading_level(heading), 2 if under else 1)
        last = last if under else roles[block]
    return nested_sections(text, blocks, levels)


def heading_level(heading: str) -> int:
    """Return how deep a numbered heading lies; 1 where it has no number."""
    match = _NUMBERED.match(heading)
    return match.group(1).count(".") + 1 if match else 1


def nested_sections(text: str, blocks: Sequence[Block], levels: dict[Block, int]) -> tuple[Section, ...]:
    """Return the sections that titles and headings open, outer ones first; ``levels`` holds the level of headings."""
    found: list[Section] = []
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.TITLE:
            found.append(Section(start=block.start, end=block.end, role=Role.TITLE, title=_words(text, block), level=1))
        elif block in levels:
            end = block.end
            for later in blocks[index + 1 :]:
                if later.kind is BlockKind.TITLE or levels.get(later, 99) <= levels[block]:
                    break
                end = later.end
            title = _words(text, block)
            outer = next((one for one in reversed(found) if one.end > block.start and one.role is not Role.OTHER), None)
            role = role_within(role_of(title), title, outer.role) if outer is not None else role_of(title)
            found.append(Section(start=block.start, end=end, role=role, title=title, level=levels[block]))
    return tuple(found)


def _words(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].split()).strip("*_ ")
