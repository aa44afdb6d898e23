"""What a build will do: which files, cut into which shards, with which pipeline."""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.vocab import DATA
from ontologies.release import Release

if TYPE_CHECKING:
    from extractors.pipeline import Pipeline
    from extractors.readers.inputs import Input
    from kg.rdf.terms import Knowledge

# A shard is what is done again when a build is interrupted, and what one worker does at a time.
SHARD_FILES = 32
SHARD_BYTES = 4_000_000
# A file that holds many papers is shared out: each stripe reads it whole, which is cheap, and takes its share.
STRIPE_BYTES = 16_000_000
MOST_STRIPES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Say how papers become quads; all of it counts in `config_digest`.

    ``reader``, ``lister``, ``pipeline`` and ``knowledge`` name functions as ``module:function``: workers are fresh
    processes and import them there. ``lexicon`` is the folder of a compiled snapshot, empty for the packaged one; what
    counts of it are its releases, not where it lies. ``at`` is the passed-in time, ISO 8601, empty for none.
    """

    base: str = DATA
    models: tuple[str, ...] = ()
    reader: str = "extractors.readers:read_input"
    lister: str = "extractors.readers:list_inputs"
    pipeline: str = "extractors.stages:default_pipeline"
    knowledge: str = "kg.rdf.terms:PackedKnowledge"
    lexicon: str = ""
    at: str = ""

    def load(self, name: str) -> Callable[..., Any]:
        """Return the function that a setting names."""
        module, _, function = getattr(self, name).partition(":")
        loaded: Callable[..., Any] = getattr(importlib.import_module(module), function)
        return loaded

    def make_pipeline(self) -> Pipeline:
        """Return the pipeline; one that knows of no lexicon is asked for none."""
        made: Pipeline = self.load("pipeline")(models=self.models, **self._snapshot())
        return made

    def make_knowledge(self) -> Knowledge:
        """Return what is known of terms."""
        made: Knowledge = self.load("knowledge")(**self._snapshot())
        return made

    def _snapshot(self) -> dict[str, Path]:
        return {"lexicon": Path(self.lexicon)} if self.lexicon else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Name a part of the work: some files, or every ``of``-th paper of one file, the first being number ``stripe``.

    ``again`` has the SHA-256 of texts whose names others have (`kg.clashes`): where there are any, only these count.
    """

    number: int
    files: tuple[Input, ...]
    stripe: int = 0
    of: int = 1
    again: frozenset[str] = frozenset()


def config_digest(settings: Settings, releases: Iterable[Release]) -> str:
    """Return the SHA-256, in hex, of all that decides what a paper becomes."""
    from extractors.weights import digest

    facts = {
        **{name: value for name, value in asdict(settings).items() if name != "lexicon"},
        "version": version(),
        "stages": stage_names(settings),
        "weights": digest(),
        "releases": [(release.name, release.version, release.sha256) for release in releases],
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def stage_names(settings: Settings) -> tuple[str, ...]:
    """Return the names of the stages that run, then the models; a pipeline that is not the default goes by its own."""
    from extractors.stages import STAGES

    default = settings.pipeline == Settings().pipeline
    return (*(STAGES if default else (settings.pipeline,)), *settings.models)


def version() -> str:
    """Return the version of the installed program."""
    from importlib import metadata

    try:
        return metadata.version("claimgraph")
    except metadata.PackageNotFoundError:
        return "0.1.0"


def cut(files: Iterable[Input]) -> tuple[Shard, ...]:
    """Cut files into shards, in their order. The cut depends on the files only, never on the number of workers."""
    listed = list(files)
    most = min(SHARD_FILES, max(1, len(listed) // 64))
    groups = [stripe for group in _groups(listed, most) for stripe in _stripes(group)]
    return tuple(
        Shard(number=number, files=tuple(group), stripe=stripe, of=of)
        for number, (group, stripe, of) in enumerate(groups)
    )


def _groups(files: list[Input], most: int) -> Iterator[list[Input]]:
    group: list[Input] = []
    size = 0
    for file in files:
        if group and (len(group) >= most or size + file.size > SHARD_BYTES):
            yield group
            group, size = [], 0
        group.append(file)
        size += file.size
    if group:
        yield group


def _stripes(group: list[Input]) -> Iterator[tuple[list[Input], int, int]]:
    of = min(MOST_STRIPES, max(1, group[0].size // STRIPE_BYTES)) if len(group) == 1 else 1
    for stripe in range(of):
        yield group, stripe, of


def fingerprint(config: str, shards: Iterable[Shard]) -> str:
    """Return a digest of the configuration and of each file's name, size and time of change."""
    digest = hashlib.sha256(config.encode())
    for shard in shards:
        for file in shard.files:
            path = Path(file.path)
            changed = path.stat().st_mtime_ns if path.exists() else None
            facts = (file.path, file.source, file.size, changed, shard.number, shard.stripe, shard.of)
            digest.update(repr(facts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:20]
