"""Import an annotation that a file gives, with its span where the span and the name agree."""

from __future__ import annotations

import logging

from extractors.document import Annotation
from ontologies.curie import Curie
from ontologies.term import Kind

_log = logging.getLogger(__name__)


def given(
    text: str, start: int, end: int, name: str, *, kind: Kind, curies: tuple[Curie, ...], source: str, label: str
) -> Annotation:
    """Make an annotation of ``text[start:end]``; a span that the text does not bear out is dropped, not the annotation.

    The name is what stands in the text. Where the file's own name differs from it in case or white space, or is a part
    of it or the other way round, the file's name is kept as an alias; where they have nothing in common, or the
    span leaves the text, the annotation keeps its name and has no place.

    >>> given("The MCF-7 line", 4, 9, "mcf-7", kind=Kind.CELL_LINE, curies=(), source="x", label="").name
    'MCF-7'
    >>> given("The MCF-7 line", 90, 95, "MCF-7", kind=Kind.CELL_LINE, curies=(), source="x", label="").start is None
    True
    """
    there = text[start:end] if 0 <= start < end <= len(text) else ""
    if not there or not _agree(there, name):
        _log.warning(
            "%s: the annotation %r at %d-%d does not fit its text, which has %r there", source, name, start, end, there
        )
        return Annotation(kind=kind, name=name, curies=curies, source=source, label=label)
    aliases = () if there == name else (name,)
    return Annotation(
        kind=kind, name=there, curies=curies, aliases=aliases, source=source, label=label, start=start, end=end
    )


def _agree(there: str, name: str) -> bool:
    left, right = ("".join(text.casefold().split()) for text in (there, name))
    return bool(left) and (not right or left in right or right in left)
