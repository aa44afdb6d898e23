"""Bytes that are read once, with a cap on what one paper may hold."""

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING, Protocol

from extractors.errors import UnknownFormatError, UnsafeInputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

# The longest JATS files of PubMed Central hold some 30 MB; four times that is surely not one paper.
SIZE_CAP = 128 * 1024 * 1024
HEAD = 16 * 1024
CHUNK = 256 * 1024


class ByteStream(Protocol):
    """Give bytes one after the other; all that a reader may ask of its input."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most ``size`` bytes, all that is left where it is negative, and b"" at the end."""


class Peeked(io.RawIOBase):
    """Wrap a stream so that its first bytes can be looked at before it is read.

    >>> stream = Peeked(io.BytesIO(b"abcdef"), 3)
    >>> stream.head, stream.read(), stream.read()
    (b'abc', b'abcdef', b'')
    """

    def __init__(self, stream: ByteStream, size: int = HEAD) -> None:
        super().__init__()
        self._stream = stream
        parts, missing = [], size
        while missing > 0 and (part := stream.read(missing)):
            parts.append(part)
            missing -= len(part)
        self.head = b"".join(parts)
        self._left = memoryview(self.head)

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill the buffer with what comes next, first the bytes of the head."""
        target = memoryview(buffer).cast("B")
        if self._left:
            taken = self._left[: len(target)]
            self._left = self._left[len(taken) :]
        else:
            taken = memoryview(self._stream.read(len(target)))
        target[: len(taken)] = taken
        return len(taken)


def read_whole(stream: ByteStream, source: str, size_cap: int = SIZE_CAP) -> bytes:
    """Read a stream to its end; raise `UnsafeInputError` where it holds more bytes than the cap."""
    parts, size = [], 0
    while part := stream.read(CHUNK):
        size += len(part)
        if size > size_cap:
            raise too_large(source, size_cap)
        parts.append(part)
    return b"".join(parts)


def too_large(source: str, size_cap: int) -> UnsafeInputError:
    """Describe a paper that holds more bytes than the cap."""
    advice = "give it one file a paper, or raise the cap if you trust it"
    return UnsafeInputError(source, f"one paper holds more than {size_cap:,} bytes", advice=advice)


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, source: str = "text") -> str:
    """Decode the content of a text file without moving a character.

    A byte order mark stays in the text as U+FEFF and line ends stay as they are, so that every offset counts in the
    file's own characters. Without a mark the encodings tried are UTF-8, Windows-1252 and, where bytes are left that
    it does not define, Latin-1, which reads anything. Raise `UnknownFormatError` where a mark promises an encoding
    that the bytes do not keep.

    >>> decode(b"caf\\xc3\\xa9\\r\\n"), decode(b"caf\\xe9"), decode(b"\\xef\\xbb\\xbfx")
    ('café\\r\\n', 'café', '\\ufeffx')
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for name in (marked,) if marked else ("utf-8", "cp1252", "latin-1"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    raise UnknownFormatError(
        source, f"the byte order mark promises {marked}, but the bytes are not", advice="save as UTF-8"
    )


def decode_head(head: bytes) -> str:
    """Decode the first bytes of a file to look at them; a character cut at the end is dropped."""
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked:
        return head.decode(marked, "ignore").lstrip("\ufeff")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head, final=len(head) < HEAD)
    except UnicodeDecodeError:
        return head.decode("cp1252", "replace")
