"""Where learned files lie, and what tells one set of them from another."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractors.errors import WeightsError

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


def read_arrays(path: Path) -> dict[str, Any]:
    """Read the arrays of a file; raise `WeightsError` where it cannot be read."""
    import numpy as np

    try:
        with np.load(path) as file:
            return {name: file[name] for name in file.files}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise WeightsError(path, f"it cannot be read ({error})") from error


def read_model(path: Path, **wanted: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read a model's arrays and what describes it; raise `WeightsError` where it is none, or not as ``wanted``.

    ``wanted`` names what the description must say, its ``version`` first of all.
    """
    arrays = read_arrays(path)
    try:
        about: dict[str, Any] = json.loads(bytes(arrays.pop("about")).decode())
    except (ValueError, KeyError) as error:
        raise WeightsError(path, f"it cannot be read ({error})") from error
    if any(about.get(name) != value for name, value in wanted.items()):
        raise WeightsError(path, f"it is of version {about.get('version')}, this package reads {wanted['version']}")
    return arrays, about


def write_model(path: Path, arrays: Mapping[str, Any], about: Mapping[str, Any], *, packed: bool = False) -> None:
    """Write a model so that `read_model` reads it and the same numbers give the same bytes."""
    import numpy as np

    described = np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8)
    write_arrays(path, {**arrays, "about": described}, packed=packed)
