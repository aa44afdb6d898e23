"""The parts of a paper that tell of it as a whole."""

from __future__ import annotations

from extractors.document import Document, Role

READ_FOR_DESIGN = frozenset({Role.TITLE, Role.ABSTRACT, Role.SUMMARY, Role.KEY_FINDINGS})


def front(document: Document) -> str:
    """Return title, abstract and summaries; where a reader found no such section, the first 3,000 characters."""
    parts = [document.text[s.start : s.end] for s in document.sections if s.role in READ_FOR_DESIGN]
    front = "\n".join(dict.fromkeys([document.metadata.title, *parts]))
    return front if len(front) > 300 else f"{front}\n{document.text[:3000]}"


def methods(document: Document) -> str:
    """Return the first 20,000 characters of the methods."""
    return "\n".join(document.text[s.start : s.end] for s in document.sections if s.role is Role.METHODS)[:20000]
