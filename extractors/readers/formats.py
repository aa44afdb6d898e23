"""The readers by name, and which of them reads a content."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import cast

from extractors.document import Document
from extractors.errors import UnknownFormatError
from extractors.pipeline import Failure
from extractors.readers.record import Reader
from extractors.readers.stream import HEAD, SIZE_CAP, Peeked

FORMATS = ("medline", "jats", "bioc-xml", "bioc-json", "html", "pubtator", "markdown", "text")
"""The names of the formats in the order in which content is tried: the narrower signs first, plain text last."""


@functools.cache
def readers() -> Mapping[str, Reader]:
    """Return the readers by name, in the order of `FORMATS`; this is where a new format is registered."""
    from extractors.readers import bioc_json, bioc_xml, html, jats, markdown, medline, pubtator, text

    modules = (medline, jats, bioc_xml, bioc_json, html, pubtator, markdown, text)
    return MappingProxyType({module.NAME: cast(Reader, module) for module in modules})


def sniff(head: bytes) -> str | None:
    """Return the name of the format that content with these first bytes has, or None.

    >>> sniff(b"123|t|A title"), sniff(b"# A heading\\n\\nWords."), sniff(b"%PDF-1.7")
    ('pubtator', 'markdown', None)
    """
    return next((name for name, reader in readers().items() if reader.sniff(head[:HEAD])), None)


def read_content(stream: Peeked, source: str, size_cap: int = SIZE_CAP) -> Iterator[Document | Failure]:
    """Yield what the reader of the content's format finds; raise `ReaderError` where there is none or it fails."""
    name = sniff(stream.head)
    if name is None:
        raise _unknown(stream.head, source)
    if name == "text" and (kind := _OTHERS.get(PurePath(_COMPRESSED.sub("", source)).suffix.lower())):
        problem = f"the file is plain text, but its name is that of {kind}"
        raise UnknownFormatError(source, problem, advice="leave it out, or name it .txt if it is the text of a paper")
    yield from readers()[name].read(stream, source, size_cap=size_cap)


_COMPRESSED = re.compile(r"\.(gz|bz2|xz)$", re.IGNORECASE)
# Nearly anything reads as plain text, so its name must not say that it is something else than a paper.
_OTHERS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((".csv", ".tsv", ".tab", ".xls", ".xlsx", ".ods"), "a table"),
        **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".ppt", ".pptx", ".odp"), "an Office document"),
        **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".svg", ".webp"), "a picture"),
        **dict.fromkeys((".pdf", ".epub", ".ps", ".eps"), "a printed page"),
        **dict.fromkeys((".zip", ".tgz", ".tar", ".7z", ".rar"), "an archive"),
        **dict.fromkeys((".xml", ".nxml", ".json", ".jsonl", ".yaml", ".yml", ".toml", ".rdf", ".ttl"), "data"),
        **dict.fromkeys(
            (".py", ".r", ".js", ".css", ".sh", ".ipynb", ".sql", ".rq", ".log"), "a program or its output"
        ),
    }
)
_MAGIC = (
    (b"%PDF", "a PDF", "convert it to text, or fetch the paper as XML"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as text or HTML"),
    (b"{\\rtf", "rich text", "save it as text or HTML"),
    (b"\x89PNG", "a picture", "leave it out"),
    (b"\xff\xd8\xff", "a picture", "leave it out"),
    (b"GIF8", "a picture", "leave it out"),
)


def _unknown(head: bytes, source: str) -> UnknownFormatError:
    if not head.strip():
        return UnknownFormatError(source, "the file is empty", advice="leave it out, or fetch it again")
    known = next(((what, advice) for magic, what, advice in _MAGIC if head.startswith(magic)), None)
    if known:
        return UnknownFormatError(source, f"the file is {known[0]}, which no reader reads", advice=known[1])
    shown = head[:40].decode("utf-8", "replace")
    binary = "binary data that" if any(byte < ord("\t") for byte in head) else "which"
    return UnknownFormatError(
        source,
        f"no reader recognises the content, {binary} begins with {shown!r}",
        advice=f"expected {', '.join(FORMATS)}",
    )
