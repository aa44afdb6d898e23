"""Errors of this package.

ExtractorError
├── SpanError (ValueError)              a span that does not fit its text
├── ReaderError (ValueError)            a paper that does not read as its format says
│   ├── UnsafeInputError                external entities, entity bombs, files over the size cap
│   └── UnknownFormatError              no reader recognises the content
├── UnknownNameError (KeyError)         a stage, reader or recogniser that is not registered
├── DuplicateNameError (ValueError)     a name that is registered already
└── MissingModelError (ImportError)     a spaCy model that is not installed
"""

from __future__ import annotations

from collections.abc import Iterable


class ExtractorError(Exception):
    """Be the base of every error that the package raises on purpose."""


class SpanError(ExtractorError, ValueError):
    """Report offsets that do not fit the text they count in."""

    def __init__(self, start: int, end: int, expected: str, found: str) -> None:
        self.start, self.end, self.expected, self.found = start, end, expected, found
        super().__init__(f"span {start}-{end}: expected {expected[:80]!r}, found {found[:80]!r}")


class ReaderError(ExtractorError, ValueError):
    """Report a paper that does not read as its format says."""

    def __init__(self, source: str, problem: str, *, line: int | None = None, advice: str = "") -> None:
        self.source, self.problem, self.line, self.advice = source, problem, line, advice
        place = f"{source}, line {line}" if line is not None else source
        super().__init__(f"{place}: {problem}{'; ' + advice if advice else ''}")


class UnsafeInputError(ReaderError):
    """Report content that is refused for safety: external entities, entity bombs, files over the size cap."""


class UnknownFormatError(ReaderError):
    """Report content that no reader recognises."""


class UnknownNameError(ExtractorError, KeyError):
    """Report a name that a registry does not hold; the message lists those that it does."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, tuple(sorted(known))
        super().__init__(f"no {kind} is called {name!r}; there are: {', '.join(self.known) or 'none'}")

    def __str__(self) -> str:
        return str(self.args[0])


class DuplicateNameError(ExtractorError, ValueError):
    """Report a name that is registered already."""

    def __init__(self, kind: str, name: str) -> None:
        self.kind, self.name = kind, name
        super().__init__(f"a {kind} called {name!r} is registered already; choose another name or a new version")


class MissingModelError(ExtractorError, ImportError):
    """Report a spaCy model that is not installed."""

    def __init__(self, model: str) -> None:
        self.model = model
        super().__init__(f"the spaCy model {model!r} is not installed; install its package and name it again")


class WeightsError(ExtractorError, ValueError):
    """Report a file of trained weights that does not fit this package."""

    def __init__(self, path: object, problem: str) -> None:
        self.path, self.problem = path, problem
        super().__init__(f"the weights {path} do not fit: {problem}; make them anew with `make train`")
