"""The reach of a denial."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Mark a cue and the words it governs; all offsets count in the text that was searched.

    ``cue`` is the cue in lower case. The scope holds the cue. A negated passive takes its subject in, an active verb
    reaches from its cue to the end of the clause, as the guidelines of the BioScope corpus have it. ``full`` is False
    where the cue denies a degree or a knowledge rather than the thing ("not significantly", "not known"), or is one of
    a pair ("in the presence or absence"): BioScope does not mark those.
    """

    cue: str
    cue_start: int
    cue_end: int
    start: int
    end: int
    full: bool = True

    def covers(self, start: int, end: int) -> bool:
        """Tell whether a span lies within the scope."""
        return self.start <= start and end <= self.end
