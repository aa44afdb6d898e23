"""Ask the index."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from kg.folder import GraphFolder
from kg.search.make import FILE, FORM, write_search
from ontologies.normalise import key

_WORD = re.compile(r"\w+")
# Of more hits than this only the most spoken of are ranked by how well their name fits.
_RANKED = 200
# SQLite takes so many values in one statement everywhere.
_CALLED = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Hold a hit: ``kind`` in the words of Biolink; ``mentions`` and ``statements`` say how often it occurs."""

    iri: str
    label: str
    kind: str
    curie: str
    mentions: int
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Hold a paper that was found."""

    iri: str
    name: str
    title: str
    year: str
    retracted: bool


class Search:
    """Look up names and words; reads only, and may be used from several threads one after the other."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)

    @classmethod
    def open(cls, graph: Path | str) -> Search:
        """Open the index of the current version of a graph; make it where there is none.

        An index that cannot be written beside the store goes into the user's cache. Raise `NoGraphError` where there
        is no graph.
        """
        version = GraphFolder(graph).current()
        return cls(_find_or_make(version, str(GraphFolder(graph).facts()["base"])))

    @classmethod
    def beside(cls, version: Path) -> Search | None:
        """Open the index of a version of a graph where there is one already; make none."""
        return cls(version / FILE) if _fits(version / FILE) else None

    def __enter__(self) -> Search:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def entities(self, words: str, *, limit: int = 10) -> list[Entity]:
        """Return entities by name or id: exact names first, then those that begin so, then the most spoken of.

        Words may be unfinished.
        """
        wanted, exact = key(words), self._exact(words)
        others: dict[int, None] = {}
        for phrase in _phrases(wanted):
            if len(exact) + len(others) < limit:
                others |= dict.fromkeys(self._match("entity_names", phrase, _RANKED))
        rest = self._entities([place for place in others if place not in exact])
        # Sorting keeps the most spoken of first among equals.
        rest.sort(key=lambda entity: not key(entity.label).startswith(wanted))
        return [*self._entities(exact), *rest][:limit]

    def called(self, words: str) -> list[str]:
        """Return the IRIs of what is called so, or else of what claims are about whose name has the words."""
        if exact := self._exact(words):
            return [iri for (iri,) in self._fetch("select iri from entity where id in", exact)]
        found = self._match("entity_names", _together(_WORD.findall(key(words))), _CALLED)
        return [iri for (iri,) in self._fetch("select iri from entity where statements > 0 and id in", found)]

    def papers(self, words: str, *, limit: int = 10, skip: int = 0) -> list[Paper]:
        """Return papers whose title, journal, year or id has all the words, the newest first."""
        places = self._match("paper_words", _all_words(words), limit, skip)
        rows = self._fetch("select id, iri, name, title, year, retracted from paper where id in", places)
        by_place = {place: Paper(iri=iri, name=name, title=title, year=year, retracted=bool(gone))
                    for place, iri, name, title, year, gone in rows}  # fmt: skip
        return [by_place[place] for place in places]

    def statements(self, words: str, *, limit: int = 10, skip: int = 0) -> list[str]:
        """Return the IRIs of claims and risks whose sentence has all the words, the best fits first."""
        phrase = _all_words(words)
        if not phrase:
            return []
        rows = self._connection.execute(
            "select iri from statement where id in (select rowid from statement_words where statement_words match ? "
            "order by bm25(statement_words), rowid limit ? offset ?)",
            (phrase, limit, skip),
        )
        return [iri for (iri,) in rows]

    def count(self, table: str, words: str, most: int = 1000) -> int:
        """Count the hits in "entity", "paper" or "statement", up to ``most``."""
        names = {"entity": "entity_names", "paper": "paper_words", "statement": "statement_words"}[table]
        return len(self._match(names, _all_words(words), most))

    def entity(self, iri: str) -> Entity | None:
        """Return how often papers speak of a thing, or None."""
        row = self._connection.execute("select id from entity where iri = ?", (iri,)).fetchone()
        return self._entities([row[0]])[0] if row else None

    def most_spoken_of(self, kind: str, *, limit: int = 8) -> list[Entity]:
        """Return the entities of a kind that papers name most."""
        sql = "select id from entity where kind = ? and curie != '' order by id limit ?"
        return self._entities([place for (place,) in self._connection.execute(sql, (kind, limit))])

    def _exact(self, words: str) -> list[int]:
        names = (key(words), words.strip().lower())
        sql = "select distinct id from exact where name in (?, ?) order by id limit 50"
        return [place for (place,) in self._connection.execute(sql, names)]

    def _match(self, table: str, phrase: str, limit: int, skip: int = 0) -> list[int]:
        if not phrase:
            return []
        sql = f"select rowid from {table} where {table} match ? order by rowid limit ? offset ?"
        return [place for (place,) in self._connection.execute(sql, (phrase, limit, skip))]

    def _entities(self, places: list[int]) -> list[Entity]:
        sql = "select id, iri, label, kind, curie, mentions, statements from entity where id in"
        by_place = {
            place: Entity(iri=iri, label=label, kind=kind, curie=curie, mentions=mentions, statements=statements)
            for place, iri, label, kind, curie, mentions, statements in self._fetch(sql, places)
        }
        return [by_place[place] for place in places]

    def _fetch(self, sql: str, places: list[int]) -> Iterator[tuple[Any, ...]]:
        yield from self._connection.execute(f"{sql} ({', '.join('?' * len(places))})", places)


def _phrases(wanted: str) -> list[str]:
    """Return what to look for, the narrow first: the words side by side, then their beginnings in any order."""
    words = _WORD.findall(wanted)
    if not words:
        return []
    together = _together(words)
    return [together] if len(words) == 1 else [together, " ".join(f'"{word}" *' for word in words)]


def _together(words: list[str]) -> str:
    """Return a match of words side by side, the last one perhaps unfinished."""
    return f'"{" ".join(words)}" *' if words else ""


def _all_words(text: str) -> str:
    return _join(_WORD.findall(key(text)))


def _join(words: list[str]) -> str:
    """Return a match of all words; quotes keep them from being read as operators."""
    return " ".join([*(f'"{word}"' for word in words[:-1]), *(f'"{word}" *' for word in words[-1:])])


def _find_or_make(version: Path, base: str) -> Path:
    beside = version / FILE
    if _fits(beside):
        return beside
    if not os.access(version, os.W_OK):
        mark = hashlib.sha256(str(version.resolve()).encode() + (version / "build.json").read_bytes()).hexdigest()
        beside = _cache() / f"{mark[:20]}-{FILE}"
        if _fits(beside):
            return beside
        beside.parent.mkdir(parents=True, exist_ok=True)
    from pyoxigraph import Store

    write_search(Store.read_only(str(version / "store")), base, beside)
    return beside


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or (Path.home() / ".cache" if os.environ.get("HOME") else "")
    return Path(home or tempfile.gettempdir()) / "claimgraph"


def _fits(path: Path) -> bool:
    """Tell whether a file is an index of the form that is read here."""
    if not path.exists():
        return False
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        row = connection.execute("select value from about where name = 'form'").fetchone()
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()
    return row is not None and row[0] == FORM
