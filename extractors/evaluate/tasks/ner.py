"""The mentions of entities alone."""

from __future__ import annotations

import dataclasses

from extractors.evaluate.tasks import entities
from extractors.evaluate.tasks.entities import OVERLAP, STRICT

TASK = dataclasses.replace(
    entities.TASK,
    name="ner",
    summary="the mentions of entities alone (PubTator, BioC)",
    sniff=lambda path, first: False,
    last_stage="mentions.",  # without linking the judge counts spans only, in half the time
    measures=tuple(measure for measure in entities.TASK.measures if measure.name in (STRICT, OVERLAP)),
)
