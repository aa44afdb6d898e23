"""Data frames that a package carries as pickles, read without pandas and without running what a pickle may hold."""

from __future__ import annotations

import io
import lzma
import pickle
from typing import Any

import numpy as np

from ontologies.errors import SourceError


def read_frame(data: bytes, source: str) -> dict[str, list[Any]]:
    """Return the columns of a pickled pandas frame (block manager of pandas 1) by name; xz compression is taken off.

    Only numpy's array builders and inert stand-ins for the pandas classes can be made by the pickle: anything else in
    it is refused with `SourceError`.
    """
    unpacked = lzma.decompress(data) if data[:6] == b"\xfd7zXZ\x00" else data
    try:
        frame = _Unpickler(io.BytesIO(unpacked)).load()
        _, blocks, items, _ = frame.state["_mgr"].state
        return {
            str(name): list(row)
            for block, names in zip(blocks, items, strict=True)
            for name, row in zip(names["data"], block, strict=True)
        }
    except (pickle.UnpicklingError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise SourceError(source, None, f"is no data frame of the expected form ({error})") from error


class _Inert:
    """Stand in for a class of pandas: keep the state, do nothing."""

    state: Any = None

    def __init__(self, *_: Any) -> None:
        pass

    def __setstate__(self, state: Any) -> None:
        self.state = state


def _index(_: Any, state: dict[str, Any]) -> dict[str, Any]:
    return state


_ALLOWED: dict[tuple[str, str], Any] = {
    ("pandas.core.frame", "DataFrame"): _Inert,
    ("pandas.core.internals.managers", "BlockManager"): _Inert,
    ("pandas.core.indexes.base", "_new_Index"): _index,
    ("pandas.core.indexes.base", "Index"): _Inert,
    ("pandas.core.indexes.numeric", "Int64Index"): _Inert,
    ("pandas.core.indexes.range", "RangeIndex"): _Inert,
    ("numpy", "ndarray"): np.ndarray,
    ("numpy", "dtype"): np.dtype,
}
_ARRAY_BUILDERS = {"_reconstruct", "_frombuffer"}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("numpy.core") and name in _ARRAY_BUILDERS:
            return super().find_class(module, name)
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} may not be made")
        return _ALLOWED[module, name]
