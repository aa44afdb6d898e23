"""Which statements count: by certainty, setting and status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractors.claim import Certainty, Direction, Setting, Status
from kg.errors import QueryError
from kg.vocab import value


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Restrict statements; what is empty restricts nothing.

    ``certainty``, ``setting`` and ``status`` list what is allowed, in the words of the graph. ``stated`` leaves out
    what says that something is not so or did not change, and what only tells a method or a limit: what remains can be
    followed as an edge. ``risks`` is False for claims alone. ``related`` takes in what papers relate only as wholes,
    which no sentence of theirs claims. Raise `QueryError` for a word that is in no list.

    >>> Scope(certainty=("asserted",), related=True).pattern().count("EXISTS")
    1
    """

    certainty: tuple[str, ...] = ()
    setting: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    stated: bool = False
    risks: bool = True
    related: bool = False

    def __post_init__(self) -> None:
        for name, known in (("certainty", Certainty), ("setting", Setting), ("status", Status)):
            if unknown := set(getattr(self, name)) - {member.value for member in known}:
                allowed = ", ".join(member.value for member in known)
                raise QueryError(f"{name} {min(unknown)!r} is not known; there are: {allowed}")

    def pattern(self) -> str:
        """Return SPARQL that holds ``?claim`` to the scope."""
        parts = [
            _allow("certainty", [Certainty(word) for word in self.certainty]),
            _allow("setting", [Setting(word) for word in self.setting]),
            _allow("status", [Status(word) for word in self.status]),
        ]
        if self.stated:
            stated = [member for member in Status if member not in (Status.METHOD, Status.LIMITATION)]
            parts += [_exists("biolink:negated", "false"), _allow("status", stated)]
            parts.append(
                f"FILTER NOT EXISTS {{ ?claim cg:direction ?way FILTER (?way = {value(Direction.NO_CHANGE)}) }}"
            )
        if not self.risks:
            parts.append("FILTER NOT EXISTS { ?claim a cg:Risk }")
        if not self.related:
            parts.append("FILTER NOT EXISTS { ?claim a cg:PaperRelation }")
        return " ".join(part for part in parts if part)


def _allow(name: str, members: Sequence[StrEnum]) -> str:
    return _exists(f"cg:{name}", *(str(value(member)) for member in members)) if members else ""


def _exists(verb: str, *allowed: str) -> str:
    """Return a filter that looks each claim up; as a pattern the store would begin with it, and gather nearly all."""
    name = verb.partition(":")[2]
    return f"FILTER EXISTS {{ ?claim {verb} ?{name}_here FILTER (?{name}_here IN ({', '.join(allowed)})) }}"


CLAIMED = Scope()
EVERYTHING = Scope(related=True)
FOLLOWED = Scope(stated=True)
