"""Where learned files lie, and what tells one set of them from another."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PACKAGED = Path(__file__).resolve().parent / "models"


def digest(folder: Path | None = None) -> str:
    """Return the SHA-256, in hex, of the names and bytes of a folder's files, by default the packaged ones.

    >>> digest() == digest(PACKAGED)
    True
    """
    found = hashlib.sha256()
    for path in sorted((folder or PACKAGED).iterdir()):
        if path.is_file() and path.suffix not in (".md", ".py"):
            found.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def write_arrays(path: Path, arrays: Mapping[str, Any], *, packed: bool = False) -> None:
    """Write numpy arrays as ``.npz`` so that the same numbers give the same bytes; ``packed`` squeezes them."""
    import numpy as np

    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", method) as archive:
        for name in sorted(arrays):
            buffer = io.BytesIO()
            np.save(buffer, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy")  # its date is that of the format, not of today
            entry.compress_type = method
            archive.writestr(entry, buffer.getvalue())
