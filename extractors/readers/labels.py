"""Find the labelled parts of abstracts, in one paragraph or in several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.document import Block, BlockKind, Role, Section
from extractors.readers.layout import Layout
from extractors.readers.roles import iter_labels


def add_labelled(layout: Layout, text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> None:
    """Add a paragraph; one that labels its parts ("METHODS: ...") becomes a section and a block for each part."""
    for start, end, label, role in parts(text):
        with layout.section(role, label):
            layout.add(text[start:end], kind)


def parts(text: str) -> Iterator[tuple[int, int, str, Role]]:
    """Yield start, end, label and role of each labelled part, and of what stands before the first label.

    >>> [(start, end, label) for start, end, label, _ in parts("We saw. RESULTS: Ten. CONCLUSION: Good.")]
    [(0, 8, ''), (8, 22, 'RESULTS'), (22, 39, 'CONCLUSION')]
    """
    start, label, role = 0, "", Role.OTHER
    for place, _, found, found_role in iter_labels(text):
        if place > start:
            yield start, place, label, role
        start, label, role = place, found, found_role
    yield start, len(text), label, role


def labelled_sections(text: str, start: int, end: int, level: int) -> tuple[Section, ...]:
    """Return a section for each labelled part of ``text[start:end]``, in offsets of the whole text."""
    return tuple(
        Section(start=start + left, end=start + right, role=role, title=label, level=level)
        for left, right, label, role in parts(text[start:end])
        if label
    )


_OPEN = frozenset({Role.ABSTRACT, Role.SUMMARY, Role.OTHER})


def with_labelled(text: str, blocks: Sequence[Block], sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections with one for each paragraph that begins with the label of its part ("Background: ...").

    Such labels count in an abstract and under headings without a role.
    """
    found: list[Section] = []
    for block in blocks:
        around = [section for section in sections if section.start <= block.start < section.end]
        if block.kind is BlockKind.PARAGRAPH and all(section.role in _OPEN for section in around):
            level = max((section.level for section in around), default=0) + 1
            found += labelled_sections(text, block.start, block.end, level)
    return tuple(sorted((*sections, *found), key=lambda section: (section.start, -section.end)))
