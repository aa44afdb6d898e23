"""The folder of a graph: finished versions, a pointer to the current one, and the parts of an unfinished build.

    DIR/CURRENT               the name of the version to read
    DIR/versions/v000001/     store/ (Oxigraph), texts.sqlite, build.json, failures.jsonl
    DIR/build.json            a copy of the current version's, for people and programs that look here
    DIR/failures.jsonl        the failures of the last build, also of one that failed as a whole and left no version
    DIR/work/                 parts that an interrupted build has finished; the next one uses them again

A version never changes once `CURRENT` names it, and the one before stays until the next build, so that whoever reads
it can go on.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.errors import BusyError, NoGraphError


class GraphFolder:
    """Know where the parts of a graph lie."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)

    @property
    def work(self) -> Path:
        """Return where unfinished builds keep their parts."""
        return self.path / "work"

    def current(self) -> Path:
        """Return the folder of the current version; raise `NoGraphError` where there is none."""
        try:
            name = (self.path / "CURRENT").read_text(encoding="ascii").strip()
        except OSError as error:
            raise NoGraphError(self.path) from error
        version = self.path / "versions" / name
        if not name or not version.is_dir():
            raise NoGraphError(self.path)
        return version

    def facts(self) -> dict[str, Any]:
        """Return what `build.json` says of the current version."""
        loaded: dict[str, Any] = json.loads((self.current() / "build.json").read_text(encoding="utf-8"))
        return loaded

    def has_papers(self) -> bool:
        """Tell whether there is a current version with papers in it."""
        try:
            return bool(self.facts()["counts"]["papers"])
        except (NoGraphError, OSError, ValueError, KeyError):
            return False

    def new_version(self) -> Path:
        """Make and return the folder of the next version; what an interrupted build left under its name goes."""
        versions = self.path / "versions"
        versions.mkdir(parents=True, exist_ok=True)
        current = int(self.current().name[1:]) if (self.path / "CURRENT").exists() else 0
        folder = versions / f"v{current + 1:06d}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def discard_unfinished(self) -> None:
        """Remove what a killed writer left behind the current version, unless another one is writing now."""
        with contextlib.suppress(BusyError), self.locked():
            current = self._current_or_none()
            for folder in (self.path / "versions").glob("v*"):
                if current is None or folder.name > current.name:
                    shutil.rmtree(folder, ignore_errors=True)

    def publish(self, version: Path) -> None:
        """Make a version the current one, in one step; all but the one before are removed."""
        before = self._current_or_none()
        write_atomically(self.path / "CURRENT", version.name + "\n")
        for name in ("build.json", "failures.jsonl"):
            write_atomically(self.path / name, (version / name).read_text(encoding="utf-8"))
        for old in (self.path / "versions").iterdir():
            if old not in (version, before):
                shutil.rmtree(old, ignore_errors=True)

    def _current_or_none(self) -> Path | None:
        try:
            return self.current()
        except NoGraphError:
            return None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for writing; raise `BusyError` where another process does. The lock dies with its holder."""
        import fcntl

        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise BusyError(self.path) from error
            yield


def write_atomically(path: Path, text: str) -> None:
    """Write a file under a temporary name and rename it, so that readers see the old or the new one whole."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
