"""A table of what other tools read: format, tool, count there, count here, verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


class Missing(Exception):
    """Raised where a tool is not installed; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class Line:
    """Hold what a tool counted and what the graph has; ``there`` is text where the tool refused the file."""

    form: str
    tool: str
    there: int | str
    here: int

    def __str__(self) -> str:
        there = f"{self.there:,}" if isinstance(self.there, int) else self.there
        return f"{self.form:17}{self.tool:24}{there:>12}{self.here:>12,}  {'same' if self.right else 'OTHER'}"

    @property
    def right(self) -> bool:
        """Tell whether both counts are equal."""
        return self.there == self.here


Check = Callable[[], int]


def run(checks: Iterable[tuple[str, str, Check, int]]) -> Iterator[Line]:
    """Yield a line for each check (format, tool, function that counts there, count here); a missing tool has none."""
    for form, tool, check, here in checks:
        try:
            there: int | str = check()
        except Missing as error:
            print(f"{form:17}{tool:24}left out: {error}", flush=True)
            continue
        except Exception as error:  # whatever a tool of others raises is what it has to say
            there = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
        yield Line(form, tool, there, here)
