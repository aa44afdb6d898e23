"""The names of all stages, and the pipeline that runs where nobody says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from extractors.pipeline import Pipeline, Registry, Stage

# Name -> module whose `stage` makes it. Modules are imported when a stage is made, not before.
STAGES: dict[str, str] = {
    "sentences.rules.v1": "extractors.sentences",
    "abbreviations.scispacy.v1": "extractors.abbreviations",
    "mentions.layered.v1": "extractors.recognise.layered",
    "mentions.tagger.v1": "extractors.recognise.tagged",
    "outcomes.patterns.v1": "extractors.recognise.outcomes",
    "links.lexicon.v1": "extractors.linking",
    "interventions.grammar.v1": "extractors.interventions",
    "evidence.rules.v1": "extractors.evidence",
    "claims.rules.v1": "extractors.claims",
    "claims.tables.v1": "extractors.tables.claims",
    "risks.rules.v1": "extractors.risks",
    "relations.learned.v1": "extractors.relations",
    "spelling.shortforms.v1": "extractors.spelling",
}

# The stages whose mentions the tagger reads as hints, when it is trained and when it runs.
BEFORE_TAGGER = tuple(STAGES)[: tuple(STAGES).index("mentions.tagger.v1")]

# The stages that end with entities and composed interventions, and those that look names up.
ENTITY_STAGES = tuple(STAGES)[: tuple(STAGES).index("evidence.rules.v1")]
WITH_LEXICON = (
    "mentions.layered.v1",
    "mentions.tagger.v1",
    "links.lexicon.v1",
    "interventions.grammar.v1",
    "relations.learned.v1",
)
WITH_WEIGHTS = (
    "mentions.tagger.v1",
    "links.lexicon.v1",
    "risks.rules.v1",
    "relations.learned.v1",
)


def default_registry() -> Registry:
    """Return a new registry with every stage of this package; add your own to it.

    >>> "links.lexicon.v1" in default_registry().entries
    True
    """
    registry = Registry("stage")
    for name, module in STAGES.items():
        registry.register(name, _factory(module))
    return registry


def _factory(module: str) -> Callable[..., Stage]:
    def make(**options: object) -> Stage:
        stage: Stage = import_module(module).stage(**options)
        return stage

    return make


def default_pipeline(
    *, models: Sequence[str] = (), lexicon: Path | None = None, weights: Path | None = None
) -> Pipeline:
    """Return the pipeline of all stages in their order.

    ``models`` are spaCy pipelines that recognise entities beside the lexicon, ``lexicon`` is the folder of a compiled
    snapshot and ``weights`` that of trained files in place of the packaged ones. Raises `MissingModelError` for a
    model that is not installed.
    """
    options: dict[str, dict[str, object]] = {name: {} for name in STAGES}
    for name in WITH_LEXICON:
        options[name]["lexicon"] = lexicon
    for name in WITH_WEIGHTS:
        options[name]["weights"] = weights
    options["mentions.layered.v1"]["models"] = tuple(models)
    return Pipeline.from_names(default_registry(), tuple(STAGES), options)
