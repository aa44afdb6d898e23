"""The network that finds warnings, and its weights."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from extractors.claim import RiskKind
from extractors.risks.lay.everyday import FILE as EVERYDAY
from extractors.risks.lay.everyday import Everyday
from extractors.risks.lay.everyday import load as load_everyday
from extractors.weights import read_model, write_model
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
    arrays, about = read_model(path, version=VERSION)
    least = {RiskKind(name): value for name, value in about["least"].items()}
    return Model(WindowNetwork(arrays, about), load_everyday(folder / EVERYDAY), least)


def save(path: Path, arrays: Mapping[str, Any], about: Mapping[str, Any]) -> None:
    """Write weights so that the same numbers give the same bytes."""
    write_model(path, arrays, {**about, "version": VERSION}, packed=True)
