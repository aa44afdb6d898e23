"""Systems that can be put to the test: this package, other spaCy models, and plain baselines."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import UnknownNameError
from extractors.pipeline import Pipeline
from extractors.stages import default_pipeline, default_registry

OURS = "claimgraph"
MODEL = "model:"
_SENTENCES = "sentences."
_LINKS = "links."


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Describe a system so that any process can make it.

    ``name`` is a key of `SYSTEMS`, or ``model:`` with the name or folder of a spaCy pipeline. ``weights`` is a folder
    with trained files in place of the packaged ones, ``models`` are spaCy pipelines that recognise beside the lexicon.
    """

    name: str = OURS
    models: tuple[str, ...] = ()
    weights: Path | None = None

    @property
    def title(self) -> str:
        """Return the name with what was changed about it."""
        parts = [self.name, *(f"model {model}" for model in self.models)]
        return ", ".join([*parts, f"weights {self.weights.name}"] if self.weights else parts)

    def pipeline(self, last_stage: str = "") -> Pipeline:
        """Return the pipeline up to the last stage whose name begins so; made once a process.

        Raises `UnknownNameError` for a system that there is none of.
        """
        return _make(self, last_stage)


@functools.lru_cache(maxsize=4)
def _make(system: System, last_stage: str) -> Pipeline:
    if system.name.startswith(MODEL):
        return _model(system.name.removeprefix(MODEL))
    if system.name not in SYSTEMS:
        raise UnknownNameError("system", system.name, (*SYSTEMS, f"{MODEL}NAME"))
    return _until(SYSTEMS[system.name](system), last_stage)


def _ours(system: System) -> Pipeline:
    # Only what was asked for is passed on: a pipeline without weights keeps working.
    given = {"weights": system.weights} if system.weights else {}
    return default_pipeline(models=system.models, **given)


def _scispacy_linker(system: System) -> Pipeline:
    """Our recognition, then scispaCy's candidate generator over our ontologies."""
    from extractors.evaluate.baselines import scispacy_linker

    before = [(name, stage) for name, stage in _until(_ours(system), _LINKS).stages if not name.startswith(_LINKS)]
    return Pipeline((*before, ("links.scispacy.v1", scispacy_linker.stage())))


def _dictionary(system: System) -> Pipeline:
    """Every name of the lexicon, without any judgement."""
    from extractors.evaluate.baselines import dictionary

    return Pipeline((("mentions.dictionary.v1", dictionary.recognise()), ("links.dictionary.v1", dictionary.link())))


def _model(name: str) -> Pipeline:
    from extractors.evaluate.baselines import spacy_model

    registry = default_registry()
    sentences = next(known for known in registry.entries if known.startswith(_SENTENCES))
    return Pipeline(((sentences, registry.create(sentences)), ("mentions.model.v1", spacy_model.recognise(name))))


SYSTEMS: dict[str, Callable[[System], Pipeline]] = {
    OURS: _ours,
    "scispacy-linker": _scispacy_linker,
    "dictionary": _dictionary,
}


def _until(pipeline: Pipeline, last_stage: str) -> Pipeline:
    names = [name for name, _ in pipeline.stages]
    last = max((number for number, name in enumerate(names) if name.startswith(last_stage)), default=len(names) - 1)
    return Pipeline(pipeline.stages[: last + 1])
