"""What is said of one thing, counted by setting and by what is said: the numbers behind an evidence map."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from extractors.claim import Setting
from kg.analysis.ask import Graph
from kg.analysis.scope import CLAIMED, Scope
from kg.analysis.stated import NOT_STATED, STANCES, Statement, statements

ROWS = (*(setting.value for setting in Setting), NOT_STATED)
COLUMNS = (*STANCES, "risk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Hold counts of statements and of their papers by setting (`ROWS`) and by what they say (`COLUMNS`).

    Each is a tuple of rows; a statement of two settings stands in both, so that sums over rows count it twice.
    ``statements`` are all that were counted.
    """

    entity: str
    claims: tuple[tuple[int, ...], ...]
    papers: tuple[tuple[int, ...], ...]
    statements: tuple[Statement, ...]

    def table(self) -> tuple[tuple[str, str, int, int], ...]:
        """Return rows of setting, what is said, statements and papers, those that count anything."""
        cells = ((row, column) for row in range(len(ROWS)) for column in range(len(COLUMNS)))
        return tuple(
            (ROWS[row], COLUMNS[column], self.claims[row][column], self.papers[row][column])
            for row, column in cells
            if self.claims[row][column]
        )


def profile(graph: Graph, entity: str, *, role: str = "subject", scope: Scope = CLAIMED) -> Profile:
    """Return what is said of a thing as ``role``: "subject" (what it does), "object" (what is done to it) or "either".

    Raise `QueryError` where the graph does not know the thing, `ValueError` for another role.
    """
    if role not in ("subject", "object", "either"):
        raise ValueError(f"role {role!r} is none of subject, object, either")
    place = {"about" if role == "either" else role: entity}
    found = statements(graph, **place, scope=scope)
    claims: Counter[tuple[str, str]] = Counter()
    papers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in found:
        for setting in one.settings or (NOT_STATED,):
            cell = setting, one.cell
            claims[cell] += 1
            papers[cell].add(one.paper)
    return Profile(
        entity=entity,
        claims=tuple(tuple(claims[row, column] for column in COLUMNS) for row in ROWS),
        papers=tuple(tuple(len(papers[row, column]) for column in COLUMNS) for row in ROWS),
        statements=found,
    )
