"""Open what papers come packed in: gzip, bzip2, xz, zip and tar, one in another."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import PurePosixPath
from typing import IO, cast

from extractors.errors import ReaderError, UnknownFormatError, UnsafeInputError
from extractors.readers.stream import CHUNK, ByteStream, Peeked, too_large

# An archive in an archive in an archive is found in the wild; deeper ones are made to harm.
_DEEPEST = 4
_SPOOL = 32 * 1024 * 1024
_LARGEST_COPY = 4 * 1024**3
_DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, NotImplementedError)


class _Guarded:
    """Turn the errors of damaged packing into `ReaderError`."""

    def __init__(self, stream: ByteStream, source: str) -> None:
        self._stream, self._source = stream, source

    def read(self, size: int = -1, /) -> bytes:
        with packing_errors(self._source):
            return self._stream.read(size)


@contextmanager
def packing_errors(source: str) -> Iterator[None]:
    """Raise `ReaderError` in place of what the packing modules raise on damaged files."""
    try:
        yield
    except (*_DAMAGED, RuntimeError) as error:
        problem = f"cannot be unpacked: {error or type(error).__name__}"
        raise ReaderError(source, problem, advice="fetch the file again") from error


def unpack(
    stream: ByteStream, source: str, *, seekable: IO[bytes] | None = None, depth: int = 0
) -> Iterator[tuple[Peeked | ReaderError, str]]:
    """Yield each file within a stream, with its source ("box.tar.gz!papers/a.xml"), or the error that it made.

    A file that is not packed is yielded as it is. Members of zip files come sorted by name, those of tar files in
    their order; folders and hidden files are passed over. Each must be read before the next is asked for.
    ``seekable`` is the open file behind the stream, where there is one; a zip file is copied aside without it.
    """
    peeked = Peeked(_Guarded(stream, source))
    packing = packing_of(peeked.head)
    if packing is None:
        yield peeked, source
    elif depth >= _DEEPEST:
        raise UnsafeInputError(source, f"archives are packed in each other more than {_DEEPEST} deep")
    elif packing == "tar":
        yield from _tar(peeked, source, depth)
    elif packing == "zip":
        with nullcontext(seekable) if seekable else _copied(peeked, source) as file:
            yield from _zip(file, source, depth)
    else:
        yield from unpack(_decompressed(peeked, packing), source, depth=depth + 1)


def packing_of(head: bytes) -> str | None:
    """Return how content with these first bytes is packed, or None.

    >>> packing_of(b"\\x1f\\x8b\\x08"), packing_of(b"<article>")
    ('gzip', None)
    """
    for magic, name in ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"), (b"PK\x03\x04", "zip")):
        if head.startswith(magic):
            return name
    return "tar" if head[257:262] == b"ustar" else None


def _decompressed(stream: Peeked, packing: str) -> ByteStream:
    file = cast(IO[bytes], stream)
    if packing == "gzip":
        return cast(ByteStream, gzip.GzipFile(fileobj=file, mode="rb"))
    return cast(ByteStream, bz2.BZ2File(file) if packing == "bzip2" else lzma.LZMAFile(file))


def _tar(stream: Peeked, source: str, depth: int) -> Iterator[tuple[Peeked | ReaderError, str]]:
    with packing_errors(source):
        archive = tarfile.open(fileobj=cast(IO[bytes], stream), mode="r|")  # noqa: SIM115 - its members are read later
    members = iter(archive)
    while True:
        with packing_errors(source):
            member = next(members, None)
        if member is None:
            return
        if member.isfile() and not _is_hidden(member.name):
            with packing_errors(source):
                content = archive.extractfile(member)
            if content is not None:
                yield from _member(cast(ByteStream, content), f"{source}!{member.name}", depth)


def _zip(file: IO[bytes], source: str, depth: int) -> Iterator[tuple[Peeked | ReaderError, str]]:
    file.seek(0)
    with packing_errors(source):
        archive = zipfile.ZipFile(file)
    names = sorted(name for name in archive.namelist() if not name.endswith("/") and not _is_hidden(name))
    if "[Content_Types].xml" in names:
        raise UnknownFormatError(
            source, "the file is an Office document, which no reader reads", advice="save it as text"
        )
    for name in names:
        try:
            with packing_errors(f"{source}!{name}"):
                content = archive.open(name)
        except ReaderError as error:
            yield error, f"{source}!{name}"
            continue
        with content:
            yield from _member(cast(ByteStream, content), f"{source}!{name}", depth)


def _member(content: ByteStream, source: str, depth: int) -> Iterator[tuple[Peeked | ReaderError, str]]:
    try:
        yield from unpack(content, source, depth=depth + 1)
    except ReaderError as error:
        yield error, source


@contextmanager
def _copied(stream: Peeked, source: str) -> Iterator[IO[bytes]]:
    """Copy a stream aside, in memory or on disk by its size, for what must be read out of order."""
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as copy:
        size = 0
        while part := stream.read(CHUNK):
            size += len(part)
            if size > _LARGEST_COPY:
                raise too_large(source, _LARGEST_COPY)
            copy.write(part)
        yield cast(IO[bytes], copy)


def _is_hidden(name: str) -> bool:
    return any(
        part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts if part not in (".", "..")
    )
