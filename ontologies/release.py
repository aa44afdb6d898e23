"""Releases: which data a term comes from, and on which terms it may be used."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Describe one release of one source as it was packed.

    ``package`` names the file it was read from as ``distribution==version:path``; ``sha256`` is the checksum of that
    file. ``terms`` and ``names`` count what was kept; names are distinct spellings of terms, before folding.
    """

    name: str
    title: str
    version: str
    licence: str
    licence_url: str
    homepage: str = ""
    package: str = ""
    sha256: str = ""
    terms: int = 0
    names: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the release as plain data for `from_json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Release:
        """Rebuild a release from the plain data of `to_json`."""
        return cls(**data)
