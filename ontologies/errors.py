"""Errors of this package.

OntologyError
├── UnknownPrefixError (ValueError)    a compact identifier whose prefix is not registered
├── UnknownTermError (KeyError)        an identifier that no loaded release holds
├── SnapshotError (OSError)            the packed releases are missing or damaged
└── SourceError (ValueError)           a release file that does not read as its format says
"""

from __future__ import annotations


class OntologyError(Exception):
    """Be the base of every error that the package raises on purpose."""


class UnknownPrefixError(OntologyError, ValueError):
    """Report a prefix that `ontologies.curie.PREFIXES` does not hold."""

    def __init__(self, prefix: str, identifier: str) -> None:
        self.prefix, self.identifier = prefix, identifier
        super().__init__(
            f"cannot read {prefix + ':' + identifier if prefix else identifier!r} as a compact identifier: "
            "expected PREFIX:identifier with a prefix from ontologies.curie.PREFIXES, such as MONDO:0007254"
        )


class UnknownTermError(OntologyError, KeyError):
    """Report an identifier that no loaded release holds."""

    def __init__(self, curie: object) -> None:
        self.curie = curie
        super().__init__(f"{curie} is in none of the loaded releases; `kg ontologies list` shows them")

    def __str__(self) -> str:
        return str(self.args[0])


class SnapshotError(OntologyError, OSError):
    """Report packed releases that are missing or damaged."""


class SourceError(OntologyError, ValueError):
    """Report a release file that does not read as its format says."""

    def __init__(self, source: str, line: int | None, problem: str) -> None:
        self.source, self.line, self.problem = source, line, problem
        super().__init__(f"{source}{f', line {line}' if line is not None else ''}: {problem}")
