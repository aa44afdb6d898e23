"""The network that finds warnings, and its weights."""

from __future__ import annotations

import functools
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from extractors.claim import RiskKind
from extractors.errors import WeightsError
from extractors.risks.lay.everyday import FILE as EVERYDAY
from extractors.risks.lay.everyday import Everyday
from extractors.risks.lay.everyday import load as load_everyday
from extractors.weights import write_arrays
from extractors.windows import WindowNetwork

FILE = "lay.npz"
KINDS = (
    RiskKind.ADVERSE_EVENT, RiskKind.EVIDENCE_LIMITATION, RiskKind.CONTRAINDICATION, RiskKind.INTERACTION,
    RiskKind.DELAY_OF_CARE, RiskKind.OVERCLAIMING,
)  # fmt: skip
"""What words may state, classes 1 to 6 in this order; the first stands for harm of any kind, class 0 for nothing."""
AGENT = len(KINDS) + 1
"""The class of words that name what an article warns of."""
CLASSES = AGENT + 1
# Changes whenever features or layers do.
VERSION = 1


class Model(NamedTuple):
    """Hold the network, the vectors that it reads, and the probability that some word of a warning reaches, by kind."""

    network: WindowNetwork
    everyday: Everyday
    least: Mapping[RiskKind, float]


@functools.lru_cache(maxsize=2)
def load(folder: Path) -> Model | None:
    """Read the weights of a folder; None where it has none. Raises `WeightsError` for what cannot be read."""
    path = folder / FILE
    if not path.exists():
        return None
    try:
        with np.load(path) as file:
            arrays = {name: file[name] for name in file.files}
        about: dict[str, Any] = json.loads(bytes(arrays.pop("about")).decode())
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise WeightsError(path, f"it cannot be read ({error})") from error
    if about.get("version") != VERSION:
        raise WeightsError(path, f"it is of version {about.get('version')}, this package reads {VERSION}")
    least = {RiskKind(name): value for name, value in about["least"].items()}
    return Model(WindowNetwork(arrays, about), load_everyday(folder / EVERYDAY), least)


def save(path: Path, arrays: Mapping[str, Any], about: Mapping[str, Any]) -> None:
    """Write weights so that the same numbers give the same bytes."""
    described = json.dumps({**about, "version": VERSION}, sort_keys=True).encode()
    write_arrays(path, {**arrays, "about": np.frombuffer(described, dtype=np.uint8)}, packed=True)
