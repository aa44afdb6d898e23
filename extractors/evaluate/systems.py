"""Systems that can be put to the test: this package, other spaCy models, and plain baselines."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from extractors.pipeline import Pipeline
from extractors.stages import default_pipeline


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Describe a system so that any process can make it.

    ``weights`` is a folder with trained files in place of the packaged ones, ``models`` are spaCy pipelines that
    recognise beside the lexicon.
    """

    name: str = "claimgraph"
    models: tuple[str, ...] = ()
    weights: Path | None = None

    @property
    def title(self) -> str:
        """Return the name with what was changed about it."""
        parts = [self.name, *(f"model {model}" for model in self.models)]
        return ", ".join([*parts, f"weights {self.weights.name}"] if self.weights else parts)

    def pipeline(self, last_stage: str = "") -> Pipeline:
        """Return the pipeline up to the last stage whose name begins so; made once a process."""
        return _make(self, last_stage)


@functools.lru_cache(maxsize=4)
def _make(system: System, last_stage: str) -> Pipeline:
    # Only what was asked for is passed on, so that a pipeline which knows no weights says so.
    given = {"weights": system.weights} if system.weights else {}
    return _until(default_pipeline(models=system.models, **given), last_stage)


def _until(pipeline: Pipeline, last_stage: str) -> Pipeline:
    names = [name for name, _ in pipeline.stages]
    last = max((number for number, name in enumerate(names) if name.startswith(last_stage)), default=len(names) - 1)
    return Pipeline(pipeline.stages[: last + 1])
