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
from typing import Literal

from ontologies.errors import SnapshotError

_TYPECODES: dict[int, Literal["B", "H", "I"]] = {1: "B", 2: "H", 4: "I"}
# Few rows of a block are read: smaller blocks pack a little worse (an eighth at four times the size) and unpack sooner.
_BLOCK_ROWS = 512
_COLUMN_END = "\x1e"
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 20, "lc": 4, "pb": 0}]


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


def write_blocks(path: Path, rows: Sequence[tuple[str, ...]]) -> None:
    """Write rows of as many text fields, none with a line break, as compressed blocks with their offsets before them.

    Inside a block the fields stand column by column, which compresses better.
    """
    blocks = [_packed_block(rows[first : first + _BLOCK_ROWS]) for first in range(0, len(rows), _BLOCK_ROWS)]
    offsets = [0]
    for block in blocks:
        offsets.append(offsets[-1] + len(block))
    path.write_bytes(struct.pack(f"<I{len(offsets)}I", len(blocks), *offsets) + b"".join(blocks))


def _packed_block(rows: Sequence[tuple[str, ...]]) -> bytes:
    text = _COLUMN_END.join("\n".join(column) for column in zip(*rows, strict=True))
    return lzma.compress(text.encode(), lzma.FORMAT_RAW, filters=_FILTERS)


_STRIDE = 256


def write_runs(path: Path, keys: Sequence[int], count: int) -> None:
    """Write where the run of each number below ``count`` begins in the sorted ``keys``; no run is longer than 255."""
    lengths = bytearray(count)
    for key in keys:
        lengths[key] += 1
    marks = [0]
    for first in range(0, count, _STRIDE):
        marks.append(marks[-1] + sum(lengths[first : first + _STRIDE]))
    write_numbers(path.with_suffix(".u32"), marks, 4)
    path.with_suffix(".u8").write_bytes(lengths)


class Runs:
    """Find the rows of a sorted column that hold a number, from the files that `write_runs` wrote."""

    def __init__(self, path: Path) -> None:
        self._marks = map_numbers(path.with_suffix(".u32"), 4)
        self.lengths = map_numbers(path.with_suffix(".u8"), 1)

    def rows(self, number: int) -> range:
        """Return the rows of one number, an empty range where there is none."""
        mark = number // _STRIDE
        first = self._marks[mark] + sum(self.lengths[mark * _STRIDE : number])
        return range(first, first + self.lengths[number])


class Blocks:
    """Read single rows of a file written by `write_blocks`; recent blocks are kept unpacked."""

    def __init__(self, path: Path, keep: int = 256) -> None:
        self._path, self._view = path, map_bytes(path)
        self._count = struct.unpack_from("<I", self._view)[0] if len(self._view) else 0
        self._block = functools.lru_cache(maxsize=keep)(self._read)

    def __getitem__(self, row: int) -> tuple[str, ...]:
        at = row % _BLOCK_ROWS
        return tuple([column[at] for column in self._block(row // _BLOCK_ROWS)])

    def _read(self, block: int) -> list[list[str]]:
        """Return the columns of a block: of its rows few are read."""
        if block >= self._count:
            raise IndexError(block)
        first, last = struct.unpack_from("<2I", self._view, 4 + 4 * block)
        base = 4 + 4 * (self._count + 1)
        try:
            text = lzma.decompress(self._view[base + first : base + last], lzma.FORMAT_RAW, filters=_FILTERS)
        except lzma.LZMAError as error:
            raise SnapshotError(f"{self._path}: block {block} is damaged ({error}); build it again") from error
        return [column.split("\n") for column in text.decode().split(_COLUMN_END)]
