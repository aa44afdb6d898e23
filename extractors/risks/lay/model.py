"""The networks that find warnings and the names of what brings them, and their weights."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from extractors.claim import RiskKind
from extractors.risks.lay.everyday import FILE as EVERYDAY
from extractors.risks.lay.everyday import Everyday
from extractors.risks.lay.everyday import load as load_everyday
from extractors.weights import read_model, write_model
from extractors.windows import WindowNetwork

Array = np.ndarray[Any, Any]
FILE = "lay.npz"
KINDS = (
    RiskKind.ADVERSE_EVENT, RiskKind.EVIDENCE_LIMITATION, RiskKind.CONTRAINDICATION, RiskKind.INTERACTION,
    RiskKind.DELAY_OF_CARE, RiskKind.OVERCLAIMING,
)  # fmt: skip
"""What words may state, classes 1 to 6 in this order; the first stands for harm of any kind, class 0 for nothing."""
CLASSES = len(KINDS) + 1
# Changes whenever features or layers do.
VERSION = 2
# What the arrays of the network for names begin with, and the weights of facts.
_NAMES, _FACTS = "names_", "facts"


class Model(NamedTuple):
    """Hold what reads an article.

    ``network`` finds warnings, some word of which reaches ``least`` by kind; ``names`` finds words that name what
    brings harm, ``facts`` weighs what is told of a name and a harm; both networks read the vectors of ``everyday``.
    """

    network: WindowNetwork
    names: WindowNetwork
    facts: Array
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
    facts = arrays.pop(_FACTS)
    names = {name.removeprefix(_NAMES): arrays.pop(name) for name in sorted(arrays) if name.startswith(_NAMES)}
    networks = WindowNetwork(arrays, about), WindowNetwork(names, about)
    return Model(*networks, facts, load_everyday(folder / EVERYDAY), least)


def save(
    path: Path, network: Mapping[str, Any], names: Mapping[str, Any], facts: Array, about: Mapping[str, Any]
) -> None:
    """Write the weights of both networks and of the facts so that the same numbers give the same bytes."""
    arrays = {**network, **{f"{_NAMES}{name}": array for name, array in names.items()}, _FACTS: facts}
    write_model(path, arrays, {**about, "version": VERSION}, packed=True)
