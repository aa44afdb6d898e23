"""Read BioC XML: one collection with documents of passages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from lxml import etree

from extractors.document import Document
from extractors.errors import ReaderError
from extractors.pipeline import Failure
from extractors.readers import bioc
from extractors.readers.ids import document_id, stem
from extractors.readers.record import attempt
from extractors.readers.stream import SIZE_CAP, ByteStream, decode_head
from extractors.readers.xml import declared_entities, entity_text, iter_records, root_of, strip_namespaces

NAME = "bioc-xml"


def sniff(head: bytes) -> bool:
    """Tell whether the root is a ``collection`` that looks like BioC's, or a lone ``document`` with passages."""
    text = decode_head(head)
    root = root_of(text)
    if root is None:
        return False
    name, _, doctype = root
    marks = ("<document", "<infon", "<passage", "<source", "<key>")
    return (
        "BioC" in doctype
        or (name == "collection" and any(mark in text for mark in marks))
        or (name == "document" and ("<passage" in text or "<infon" in text))
    )


def read(stream: ByteStream, source: str, *, size_cap: int = SIZE_CAP) -> Iterator[Document | Failure]:
    """Yield one document for each ``document`` element, in the order of the file and in memory that stays flat.

    Relations between annotations are passed over. Raise `ReaderError` where the XML is broken or unsafe.
    """
    for number, element in enumerate(iter_records(stream, source, ("document",), size_cap=size_cap), 1):
        name = f"{stem(source)}-{number}"
        own = "".join(str(part) for part in (element.findtext("{*}id") or "").split())
        yield attempt(partial(_document, element, source, name), document_id((), own or name), source)


def _document(element: etree._Element, source: str, name: str) -> Document:
    entities = declared_entities(element)
    strip_namespaces(element)
    record = bioc.Record(
        id=_text(element.find("id"), entities).strip(),
        infons=_infons(element, entities),
        passages=[_passage(passage, source, entities) for passage in element.iterfind("passage")],
    )
    return replace(bioc.document(record, source, name), format=NAME)


def _passage(element: etree._Element, source: str, entities: dict[str, str]) -> bioc.Passage:
    offset = _integer(element.findtext("offset"), source, "the offset of a passage")
    sentences = [
        (_integer(part.findtext("offset"), source, "the offset of a sentence"), _text(part.find("text"), entities))
        for part in element.iterfind("sentence")
    ]
    return bioc.Passage(
        offset=offset,
        text=bioc.join_sentences(offset, _text(element.find("text"), entities), sentences),
        infons=_infons(element, entities),
        annotations=[_given(part, source, entities) for part in element.iter("annotation")],
    )


def _given(element: etree._Element, source: str, entities: dict[str, str]) -> bioc.Given:
    places = [
        (_integer(part.get("offset"), source, "a location"), _integer(part.get("length"), source, "a location"))
        for part in element.iterfind("location")
    ]
    return bioc.Given(text=_text(element.find("text"), entities), locations=places, infons=_infons(element, entities))


def _infons(element: etree._Element, entities: dict[str, str]) -> dict[str, str]:
    return {part.get("key") or "": _text(part, entities) for part in element.iterfind("infon")}


def _text(element: etree._Element | None, entities: dict[str, str]) -> str:
    """Return the text of an element, every character of it, since offsets count them."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for node in element.iter():
        if node is not element:
            parts.append(entity_text(node, entities) if node.tag is etree.Entity else "")
            parts.append((node.text or "") if isinstance(node.tag, str) else "")
            parts.append(node.tail or "")
    return "".join(parts)


def _integer(text: str | None, source: str, what: str) -> int:
    try:
        return int(text or "")
    except ValueError:
        raise ReaderError(source, f"{what} is {text!r}, expected a number") from None
