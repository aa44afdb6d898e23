"""Read BioC JSON: collections, lists of documents, single documents, and one of these a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from extractors.document import Document
from extractors.errors import ReaderError
from extractors.pipeline import Failure
from extractors.readers import bioc
from extractors.readers.ids import stem
from extractors.readers.record import attempt, failure
from extractors.readers.stream import SIZE_CAP, ByteStream, decode, decode_head, read_whole

NAME = "bioc-json"

_MARK = re.compile(r'"(?:passages|documents|infons|bioctype)"\s*:')


def sniff(head: bytes) -> bool:
    """Tell whether the content is a JSON object or list that names the parts of BioC."""
    text = decode_head(head).removeprefix("\ufeff").lstrip()
    return text[:1] in ("{", "[") and bool(_MARK.search(text))


def read(stream: ByteStream, source: str, *, size_cap: int = SIZE_CAP) -> Iterator[Document | Failure]:
    """Yield one document for each object with passages, in the order of the file.

    The file is read whole, so ``size_cap`` limits it as a whole. Raise `ReaderError` where it is no JSON.
    """
    text = decode(read_whole(stream, source, size_cap), source).removeprefix("\ufeff")
    for number, item in enumerate(_documents(text, source), 1):
        name = f"{stem(source)}-{number}"
        if isinstance(item, ReaderError):
            yield failure(name, source, str(item))
        else:
            own = item.get("id") or item.get("pmid") or name
            yield attempt(partial(_document, item, source, name), str(own), source)


def _documents(text: str, source: str) -> Iterator[dict[str, Any] | ReaderError]:
    try:
        yield from _found(json.loads(text))
        return
    except RecursionError:
        raise ReaderError(source, "the JSON is nested too deeply to read") from None
    except json.JSONDecodeError as error:
        lines = text.splitlines()
        # Several documents, each in a line of its own; anything else is one broken document.
        if not (error.lineno > 1 and error.msg == "Extra data") and not _is_lines(lines):
            raise ReaderError(source, f"not well-formed JSON: {error.msg}", line=error.lineno) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield from _found(json.loads(line))
        except json.JSONDecodeError as error:
            yield ReaderError(source, f"not well-formed JSON: {error.msg}", line=number)


def _is_lines(lines: list[str]) -> bool:
    filled = [line for line in lines if line.strip()]
    return len(filled) > 1 and all(line.lstrip().startswith("{") for line in filled)


def _found(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the documents within collections and lists, whatever key holds them."""
    if isinstance(value, list):
        for item in value:
            yield from _found(item)
    elif isinstance(value, dict) and isinstance(value.get("passages"), list):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            if isinstance(item, list):
                yield from _found(item)


def _document(value: dict[str, Any], source: str, name: str) -> Document:
    record = bioc.Record(
        id=str(value.get("id") or value.get("pmid") or ""),
        infons=_infons(value) | _top(value),
        passages=[_passage(item, source) for item in value["passages"]],
    )
    return replace(bioc.document(record, source, name), format=NAME)


def _top(value: dict[str, Any]) -> dict[str, str]:
    """Return what PubTator puts beside the passages of a document."""
    found = {key: str(value[key]) for key in ("pmid", "pmcid", "doi", "journal", "date") if value.get(key)}
    if isinstance(value.get("authors"), list):
        found["authors"] = ", ".join(str(author) for author in value["authors"])
    return found


def _passage(value: Any, source: str) -> bioc.Passage:
    offset = _integer(value.get("offset", 0), source)
    parts = value.get("sentences") or []
    sentences = [(_integer(part.get("offset", 0), source), str(part.get("text") or "")) for part in parts]
    given = [*(value.get("annotations") or []), *(item for part in parts for item in part.get("annotations") or [])]
    return bioc.Passage(
        offset=offset,
        text=bioc.join_sentences(offset, str(value.get("text") or ""), sentences),
        infons=_infons(value),
        annotations=[_given(item, source) for item in given],
    )


def _given(value: Any, source: str) -> bioc.Given:
    places = [
        (_integer(place.get("offset"), source), _integer(place.get("length"), source))
        for place in value.get("locations") or []
    ]
    return bioc.Given(text=str(value.get("text") or ""), locations=places, infons=_infons(value))


def _infons(value: Any) -> dict[str, str]:
    infons = value.get("infons") or {}
    return {str(key): _flat(item) for key, item in infons.items() if item is not None}


def _flat(item: Any) -> str:
    return ", ".join(str(part) for part in item) if isinstance(item, list) else str(item)


def _integer(value: Any, source: str) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise ReaderError(source, f"an offset or length is {value!r}, expected a number") from None
