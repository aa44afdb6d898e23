"""An atom: the smallest piece of a statistic that a pattern finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

Fields: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Atom:
    """Mark ``text[start:end]``, which says the fields; ``kind`` is the name of its pattern."""

    start: int
    end: int
    kind: str
    fields: Fields = field(default_factory=dict)
