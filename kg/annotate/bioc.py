"""BioC XML: a passage for each block of the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from extractors.pipeline import Extraction
from kg.annotate.ids import Marked, marked
from kg.rdf.sheet import fit

_KEPT = {"\r": "&#13;"}


def write_bioc(extractions: Iterable[Extraction], out: IO[bytes], vocabulary: str) -> None:
    """Write a BioC collection as a stream; offsets count code points in the text of the paper."""
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<collection>\n<source>claimgraph</source><date/><key/>\n')
    for extraction in extractions:
        out.write("".join(_document(extraction, vocabulary)).encode())
    out.write(b"</collection>\n")


def _document(extraction: Extraction, vocabulary: str) -> Iterable[str]:
    document = extraction.document
    yield f"<document>\n<id>{_text(document.id)}</id>\n{_infon('source', document.source)}\n"
    mentions = marked(extraction, vocabulary)
    number = 0
    for block in document.iter_blocks():
        role = document.role_at(block.start).value
        yield f"<passage>{_infon('type', block.kind.value)}{_infon('section', role)}<offset>{block.start}</offset>"
        yield f"<text>{_text(document.text[block.start : block.end])}</text>\n"
        for one in mentions:
            if block.start <= one.start and one.end <= block.end:
                number += 1
                yield _annotation(one, number)
        yield "</passage>\n"
    yield "</document>\n"


def _annotation(one: Marked, number: int) -> str:
    infons = _infon("type", one.kind.value) + _infon("identifier", "|".join(map(str, one.all_ids)) or "-")
    place = f'<location offset="{one.start}" length="{one.end - one.start}"/>'
    infons += _infon("rule", one.rule)
    return f'<annotation id="{number}">{infons}{place}<text>{_text(one.text)}</text></annotation>\n'


def _infon(key: str, value: str) -> str:
    return f"<infon key={quoteattr(key)}>{_text(value)}</infon>"


def _text(text: str) -> str:
    return escape(fit(text), _KEPT)
