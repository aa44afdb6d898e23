"""Files of a compiled snapshot: flat arrays and compressed blocks, read through memory maps.

All numbers are little-endian and unsigned. Readers hand out memory views over the map, so opening costs the same for
any size and processes share the pages.
"""

from __future__ import annotations

import functools
import lzma
import mmap
import struct
import sys
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path

from ontologies.errors import SnapshotError

_TYPECODES = {1: "B", 2: "H", 4: "I"}
_BLOCK_ROWS = 512
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 20}]


def write_numbers(path: Path, numbers: Iterable[int], width: int) -> None:
    """Write unsigned numbers of ``width`` bytes (1, 2 or 4)."""
    packed = array(_TYPECODES[width], numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    path.write_bytes(packed.tobytes())


def map_numbers(path: Path, width: int) -> Sequence[int]:
    """Map the numbers of a file written by `write_numbers`; raise `SnapshotError` where that fails."""
    view = map_bytes(path)
    if len(view) % width:
        raise SnapshotError(f"{path}: {len(view)} bytes are no whole number of {width}-byte numbers; build it again")
    if sys.byteorder == "big":
        return array(_TYPECODES[width], struct.unpack(f"<{len(view) // width}{_TYPECODES[width]}", view))
    return view.cast(_TYPECODES[width])


def map_bytes(path: Path) -> memoryview:
    """Map a file for reading; an empty file gives an empty view."""
    try:
        with path.open("rb") as file:
            if not path.stat().st_size:
                return memoryview(b"")
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except OSError as error:
        raise SnapshotError(f"{path}: cannot be opened ({error.strerror}); run `kg ontologies build`") from error


def write_blocks(path: Path, rows: Sequence[str]) -> None:
    """Write rows of text, none with a line break, as compressed blocks with their offsets before them."""
    blocks = [
        lzma.compress("\n".join(rows[first : first + _BLOCK_ROWS]).encode(), lzma.FORMAT_RAW, filters=_FILTERS)
        for first in range(0, len(rows), _BLOCK_ROWS)
    ]
    offsets = [0]
    for block in blocks:
        offsets.append(offsets[-1] + len(block))
    path.write_bytes(struct.pack(f"<I{len(offsets)}I", len(blocks), *offsets) + b"".join(blocks))


class Blocks:
    """Read single rows of a file written by `write_blocks`; recent blocks are kept unpacked."""

    def __init__(self, path: Path, keep: int = 64) -> None:
        self._path, self._view = path, map_bytes(path)
        self._count = struct.unpack_from("<I", self._view)[0] if len(self._view) else 0
        self._block = functools.lru_cache(maxsize=keep)(self._read)

    def __getitem__(self, row: int) -> str:
        return self._block(row // _BLOCK_ROWS)[row % _BLOCK_ROWS]

    def _read(self, block: int) -> list[str]:
        if block >= self._count:
            raise IndexError(block)
        first, last = struct.unpack_from("<2I", self._view, 4 + 4 * block)
        base = 4 + 4 * (self._count + 1)
        try:
            text = lzma.decompress(self._view[base + first : base + last], lzma.FORMAT_RAW, filters=_FILTERS)
        except lzma.LZMAError as error:
            raise SnapshotError(f"{self._path}: block {block} is damaged ({error}); build the snapshot again") from error
        return text.decode().split("\n")
