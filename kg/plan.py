"""What a build will do: which files, cut into which shards, with which pipeline."""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.vocab import DATA

# A shard is what is done again when a build is interrupted, and what one worker does at a time.
SHARD_FILES = 32
SHARD_BYTES = 4_000_000
# A file that holds many papers is shared out: each stripe reads it whole, which is cheap, and takes its share.
STRIPE_BYTES = 16_000_000
MOST_STRIPES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Say how papers become quads; all of it counts in the digest, so that parts of other settings are not used.

    ``reader``, ``lister``, ``pipeline`` and ``knowledge`` name functions as ``module:function``: workers are fresh
    processes and import them there. ``at`` is the passed-in time, ISO 8601, empty for none.
    """

    base: str = DATA
    models: tuple[str, ...] = ()
    reader: str = "extractors.readers:read"
    lister: str = "extractors.readers:list_inputs"
    pipeline: str = "extractors.stages:default_pipeline"
    knowledge: str = "kg.rdf.terms:PackedKnowledge"
    at: str = ""

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the settings and the program's version, in hex."""
        facts = {**asdict(self), "version": version()}
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def load(self, name: str) -> Callable[..., Any]:
        """Return the function that a setting names."""
        module, _, function = getattr(self, name).partition(":")
        loaded: Callable[..., Any] = getattr(importlib.import_module(module), function)
        return loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Name a part of the work: some files, or every ``of``-th paper of one file, the first being number ``stripe``."""

    number: int
    files: tuple[str, ...]
    stripe: int = 0
    of: int = 1


def version() -> str:
    """Return the version of the installed program."""
    from importlib import metadata

    try:
        return metadata.version("claimgraph")
    except metadata.PackageNotFoundError:
        return "0.1.0"


def cut(files: Iterable[str]) -> tuple[Shard, ...]:
    """Cut files into shards, in their order. The cut depends on the files only, never on the number of workers."""
    listed = list(files)
    most = min(SHARD_FILES, max(1, len(listed) // 64))
    groups = [stripe for group in _groups(listed, most) for stripe in _stripes(group)]
    return tuple(
        Shard(number=number, files=tuple(group), stripe=stripe, of=of)
        for number, (group, stripe, of) in enumerate(groups)
    )


def _groups(files: list[str], most: int) -> Iterator[list[str]]:
    group: list[str] = []
    size = 0
    for file in files:
        length = _size(file)
        if group and (len(group) >= most or size + length > SHARD_BYTES):
            yield group
            group, size = [], 0
        group.append(file)
        size += length
    if group:
        yield group


def _stripes(group: list[str]) -> Iterator[tuple[list[str], int, int]]:
    of = min(MOST_STRIPES, max(1, _size(group[0]) // STRIPE_BYTES)) if len(group) == 1 else 1
    for stripe in range(of):
        yield group, stripe, of


def _size(file: str) -> int:
    path = Path(file)
    return path.stat().st_size if path.is_file() else 0


def fingerprint(settings: Settings, shards: Iterable[Shard]) -> str:
    """Return a digest of the settings and of each file's name, size and time of change: when to use parts again."""
    digest = hashlib.sha256(settings.digest.encode())
    for shard in shards:
        for file in shard.files:
            path = Path(file)
            stat = path.stat() if path.exists() else None
            digest.update(repr((file, stat and stat.st_size, stat and stat.st_mtime_ns, shard.stripe, shard.of)).encode())
    return digest.hexdigest()[:20]
