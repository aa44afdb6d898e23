"""The sources: which vocabularies there are, on which terms, and where their owners publish them.

They stand in ``sources.tsv``. The snapshot reads each from a package that carries it (`ontologies.snapshot.build` says
which); ``url`` is where the owner's own file is, and ``reader`` the reader of `ontologies.readers` that takes that
file, empty where none does.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from ontologies.release import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class OntologySource:
    """Describe a vocabulary apart from any one release of it."""

    name: str
    title: str
    licence: str
    licence_url: str
    homepage: str
    url: str
    reader: str

    def release(self, *, version: str, package: str, sha256: str) -> Release:
        """Return the release of this source with a version, read from a file of a package."""
        return Release(
            name=self.name,
            title=self.title,
            version=version,
            licence=self.licence,
            licence_url=self.licence_url,
            homepage=self.homepage,
            package=package,
            sha256=sha256,
        )


@functools.cache
def sources() -> dict[str, OntologySource]:
    """Return the sources by name, in the order of packing.

    >>> sources()["mondo"].licence
    'CC BY 4.0'
    """
    header, *lines = (Path(__file__).parent / "sources.tsv").read_text(encoding="utf-8").splitlines()
    rows = (dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines)
    return {row["name"]: OntologySource(**row) for row in rows}
