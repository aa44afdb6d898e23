"""Any installed spaCy or scispaCy pipeline as a system of its own: mentions, no ids."""

from __future__ import annotations

import dataclasses

from extractors.pipeline import Extraction, Stage
from extractors.recognise.models import recogniser


def recognise(model: str) -> Stage:
    """Return a stage that fills the mentions with what the model finds, in the kinds that its labels stand for.

    Raises `MissingModelError` where the model is not installed.
    """
    find = recogniser(model)

    def run(extraction: Extraction) -> Extraction:
        return dataclasses.replace(extraction, mentions=tuple(find(extraction)))

    return run
