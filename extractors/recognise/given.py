"""Mentions that the input itself gives: annotated spans, and curated entities whose names stand in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.document import Annotation, BlockKind, Document, Role
from extractors.mention import Mention
from extractors.pipeline import Extraction
from ontologies.normalise import tokens

PREFIX = "given:"
INDEXED = f"{PREFIX}MEDLINE chemical list"
"""What finds substances that an indexer of MEDLINE listed; proteins are among them."""


def is_given(mention: Mention) -> bool:
    """Tell whether the input itself states a mention."""
    return mention.recogniser.startswith(PREFIX)


def find(extraction: Extraction) -> Iterator[Mention]:
    """Yield the annotations of a document as mentions with the recogniser ``given:<source>`` and their ids.

    An annotation with a span becomes one mention. One without a span, or in the entity list of a curated page, is
    looked for in the rest of the text by its name and aliases; where names of several entities meet, the longer one is
    kept. Annotations that are not in the text yield nothing.
    """
    document = extraction.document
    for annotation in document.annotations:
        if annotation.start is not None and annotation.end is not None and annotation.start < annotation.end:
            yield _mention(document, annotation, annotation.start, annotation.end)
    listed = [annotation for annotation in document.annotations if _is_listed(document, annotation)]
    if listed:
        yield from _find_names(document, listed)


def _is_listed(document: Document, annotation: Annotation) -> bool:
    return annotation.start is None or document.role_at(annotation.start) is Role.ENTITIES


def _mention(document: Document, annotation: Annotation, start: int, end: int) -> Mention:
    return Mention(
        start=start,
        end=end,
        text=document.text[start:end],
        kind=annotation.kind,
        recogniser=PREFIX + (annotation.source or document.format),
        given=annotation.curies,
    )


def _find_names(document: Document, annotations: Iterable[Annotation]) -> Iterator[Mention]:
    """Yield the places of the names of listed annotations, in the order of the text."""
    names = _names(annotations)
    if not names:
        return
    lengths = sorted({len(name) for name in names}, reverse=True)
    for block in document.iter_blocks():
        if block.kind is BlockKind.REFERENCE or document.role_at(block.start) is Role.ENTITIES:
            continue
        found = tokens(document.text[block.start : block.end])
        keys = [token.key for token in found]
        first = 0
        while first < len(keys):
            length = next((n for n in lengths if tuple(keys[first : first + n]) in names), 0)
            if length:
                start, end = block.start + found[first].start, block.start + found[first + length - 1].end
                name, annotation = names[tuple(keys[first : first + length])]
                if _same_case(name, document.text[start:end]):
                    yield _mention(document, annotation, start, end)
            first += length or 1


def _names(annotations: Iterable[Annotation]) -> dict[tuple[str, ...], tuple[str, Annotation]]:
    """Return the key tokens of every name with the name as written and its annotation.

    Of two annotations with the same name the first that carries more ids is kept: a page may list an entity twice.
    """
    names: dict[tuple[str, ...], tuple[str, Annotation]] = {}
    for annotation in annotations:
        for name in (annotation.name, *annotation.aliases):
            folded = tuple(token.key for token in tokens(name))
            if folded and len(name) > 1 and any(char.isalpha() for char in name):
                known = names.get(folded)
                if known is None:
                    names[folded] = (name, annotation)
                else:
                    names[folded] = (known[0], _joined(known[1], annotation))
    return names


def _joined(first: Annotation, second: Annotation) -> Annotation:
    """Return the first annotation with the ids of both, so that none that the source gives is lost."""
    if first.kind is not second.kind or set(second.curies) <= set(first.curies):
        return first
    return Annotation(
        kind=first.kind,
        name=first.name,
        curies=tuple(dict.fromkeys((*first.curies, *second.curies))),
        aliases=first.aliases,
        source=first.source or second.source,
    )


_SYMBOL = re.compile(r"[A-Z0-9]{2,4}")


def _same_case(name: str, surface: str) -> bool:
    """Tell whether the case fits: short names in capitals are found in capitals only (CAT, not cat)."""
    return not _SYMBOL.fullmatch(name) or not surface.islower() or any(char.isdigit() for char in name)
