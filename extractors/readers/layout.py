"""Lay out a paper's text block by block and keep the offsets of all that is put into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from extractors.document import Block, BlockKind, Citation, Role, Section, Table
from extractors.readers.roles import role_within

SEPARATOR = "\n\n"


@dataclass(slots=True)
class Run:
    """Collect inline text: runs of white space become one space, and none stands at either end.

    No-break, thin and other special spaces are characters of the paper and stay. ``citations`` holds the offsets in
    this run of what points to a reference.

    >>> run = Run()
    >>> run.write("two  words "); run.write("\\n and more ")
    >>> run.text
    'two words and more'
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    pending: bool = False
    citations: list[tuple[int, int, str]] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Add text; a word is never glued to the one before where either side had white space."""
        spaced = text if text.isprintable() else text.translate(_WHITE)
        kept = spaced.strip(" ")
        if not kept:
            self.pending = self.pending or bool(text)
            return
        trailing = spaced[-1] == " "
        if "  " in kept:
            kept = _SPACES.sub(" ", kept)
        if (self.pending or spaced[0] == " ") and self.length:
            kept = " " + kept
        self.parts.append(kept)
        self.length += len(kept)
        self.pending = trailing

    def space(self) -> None:
        """Keep what comes next apart from what is there."""
        self.pending = True

    def place(self) -> int:
        """Return the offset at which the next character will stand."""
        return self.length + (1 if self.pending and self.length else 0)

    def cite(self, start: int, keys: tuple[str, ...]) -> None:
        """Mark what was written since ``start`` as pointing to the references with these keys."""
        if start < self.length:
            self.citations.extend((start, self.length, key) for key in keys)

    def clear(self) -> None:
        """Start anew, with nothing written."""
        self.parts.clear()
        self.citations.clear()
        self.length, self.pending = 0, False

    @property
    def tail(self) -> str:
        """Return the last few characters, a space among them where one is due."""
        return "".join(self.parts[-4:])[-24:] + (" " if self.pending else "")

    @property
    def text(self) -> str:
        """Return all that was written."""
        return "".join(self.parts)


_SPACES = re.compile(" {2,}")
_WHITE = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "))


@dataclass(slots=True)
class _Open:
    index: int
    start: int
    role: Role
    title: str
    level: int
    empty: bool = True


@dataclass(slots=True)
class Layout:
    """Build the text, blocks, sections, citations and tables of a document.

    Blocks are joined by a blank line. Sections are opened and closed around the blocks that belong to them; a section
    without any text leaves no trace.

    >>> layout = Layout()
    >>> with layout.section(Role.METHODS, "Methods"):
    ...     _ = layout.add("Methods", BlockKind.HEADING)
    ...     _ = layout.add("We counted.", BlockKind.PARAGRAPH)
    >>> layout.text, [(section.start, section.end) for section in layout.sections]
    ('Methods\\n\\nWe counted.', [(0, 20)])
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    _sections: list[Section | None] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)

    def add(self, content: str | Run, kind: BlockKind, label: str = "") -> Block | None:
        """Put a block at the end of the text; return None where it holds nothing but white space."""
        run = content if isinstance(content, Run) else None
        text = run.text if run else str(content).strip()
        if not text.strip():
            return None
        if self.length:
            self._push(SEPARATOR)
        block = Block(start=self.length, end=self.length + len(text), kind=kind, label=label)
        for level in self._stack:
            if level.empty:
                level.start, level.empty = block.start, False
        self._push(text)
        self.blocks.append(block)
        for start, end, key in run.citations if run else ():
            self.citations.append(Citation(start=block.start + start, end=block.start + end, key=key))
        return block

    def _push(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    @contextmanager
    def section(self, role: Role, title: str = "") -> Iterator[None]:
        """Hold together all blocks that are added within; sections nest."""
        level = len(self._stack) + 1
        outer = next((one.role for one in reversed(self._stack) if one.role is not Role.OTHER), Role.OTHER)
        role = role_within(role, title, outer)
        opened = _Open(len(self._sections), self.length, role, title, level)
        self._sections.append(None)
        self._stack.append(opened)
        try:
            yield
        finally:
            self._stack.pop()
            if not opened.empty:
                self._sections[opened.index] = Section(
                    start=opened.start, end=self.length, role=role, title=title, level=level
                )

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return the closed sections that hold text, outer ones first."""
        return tuple(section for section in self._sections if section)

    @property
    def text(self) -> str:
        """Return the whole text."""
        return "".join(self.parts)
