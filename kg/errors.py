"""Errors of this package.

GraphError
├── NoGraphError (FileNotFoundError)     a folder that holds no finished graph
├── BusyError (RuntimeError)             another build is writing to the folder
├── WorkerError (RuntimeError)           worker processes that cannot start
├── NoInputError (ValueError)            nothing to read among the inputs
├── OtherBaseError (ValueError)          papers to add to a graph whose IRIs begin otherwise
├── FetchError (RuntimeError)            a paper that cannot be fetched
├── AllFailedError (RuntimeError)        no paper could be read, and there is a graph to keep
├── QueryError (ValueError)              a query or a parameter that does not work
│   └── UnknownQueryError (KeyError)     no named query has the name
├── ExportError (ValueError)             a format or a target that cannot be written
└── MissingExtraError (ImportError)      a library that is installed only when it is asked for
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.pipeline import Failure


class GraphError(Exception):
    """Be the base of every error that the package raises on purpose."""


class NoGraphError(GraphError, FileNotFoundError):
    """Report a folder that holds no finished graph."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"{folder} holds no graph; make one with `kg build INPUT... --graph {folder}`")

    def __str__(self) -> str:
        return str(self.args[0])


class BusyError(GraphError, RuntimeError):
    """Report that another build is writing to the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"another build is writing to {folder}; wait for it to end")


class WorkerError(GraphError, RuntimeError):
    """Report that worker processes cannot start; no paper is at fault."""


class NoInputError(GraphError, ValueError):
    """Report that nothing was found to read."""

    def __init__(self, inputs: Iterable[str]) -> None:
        self.inputs = tuple(inputs)
        super().__init__(f"nothing to read in {', '.join(self.inputs) or 'no input at all'}; give files or folders")


class OtherBaseError(GraphError, ValueError):
    """Report papers that are to be added to a graph whose IRIs begin otherwise."""

    def __init__(self, folder: Path, base: str, wanted: str) -> None:
        self.folder, self.base, self.wanted = folder, base, wanted
        super().__init__(f"the IRIs of {folder} begin with {base}, not {wanted}; add papers with --base {base}")


class FetchError(GraphError, RuntimeError):
    """Report a paper that cannot be fetched, or a service that does not answer."""


class AllFailedError(GraphError, RuntimeError):
    """Report that no paper came in and some failed, so that the graph was kept; ``failures`` says why."""

    def __init__(self, folder: Path, failures: Sequence[Failure]) -> None:
        self.folder, self.failures = folder, tuple(failures)
        super().__init__(
            f"no paper came in, {len(self.failures):,} failed, so the graph in {folder} stays as it was; "
            f"see {folder / 'failures.jsonl'}"
        )


class QueryError(GraphError, ValueError):
    """Report a query or a parameter that does not work."""


class UnknownQueryError(QueryError, KeyError):
    """Report a name that no query has; the message lists those that there are."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name, self.known = name, tuple(sorted(known))
        super().__init__(f"no query is called {name!r}; there are: {', '.join(self.known)}")

    def __str__(self) -> str:
        return str(self.args[0])


class ExportError(GraphError, ValueError):
    """Report a format or a target that cannot be written."""


class MissingExtraError(GraphError, ImportError):
    """Report that something needs an extra that is not installed."""

    def __init__(self, extra: str, what: str) -> None:
        self.extra, self.what = extra, what
        super().__init__(f"{what} needs the extra {extra!r}: pip install 'claimgraph[{extra}]'")
