"""The linking of gold mentions alone."""

from __future__ import annotations

import dataclasses

from extractors.evaluate.tasks import entities
from extractors.evaluate.tasks.entities import LINKED, LINKED_IDS, NIL

TASK = dataclasses.replace(
    entities.TASK,
    name="link",
    summary="the ids of gold mentions alone (PubTator, BioC)",
    sniff=lambda path, first: False,
    measures=tuple(measure for measure in entities.TASK.measures if measure.name in (LINKED_IDS, LINKED, NIL)),
)
