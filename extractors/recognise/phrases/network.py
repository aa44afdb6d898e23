"""The network for phrases at run time, in plain numpy: words in their sentence, and in all places of the abstract."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractors.errors import WeightsError
from extractors.recognise.phrases.words import Array
from extractors.weights import read_model, write_model
from extractors.windows import WindowNetwork

NONE, INTERVENTION, OUTCOME = range(3)
CLASSES = 3
# Changes whenever features or layers do.
VERSION = 1


@functools.lru_cache(maxsize=4)
def load(path: Path, tagger: str) -> WindowNetwork:
    """Read the weights of a file; raise `WeightsError` where it is none, or was learned beside another tagger.

    ``tagger`` is the digest of the tagger's weights (`extractors.recognise.tagger.network.Network.digest`): phrases
    read its first layer.
    """
    arrays, about = read_model(path, version=VERSION)
    if about.get("tagger") != tagger:
        raise WeightsError(path, "it was learned beside another tagger; learn it again: --only phrases")
    return WindowNetwork(arrays, about)


def save(path: Path, arrays: Mapping[str, Array], about: Mapping[str, Any]) -> None:
    """Write weights so that the same numbers give the same bytes."""
    write_model(path, arrays, {**about, "version": VERSION}, packed=True)
