"""What finished parts say together, in the order of the input, each paper once, without holding papers in memory.

Ids of papers and wordings of phrases grow with the corpus, so they lie in a scratch database beside the parts.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from extractors.pipeline import Failure
from kg.parts import PaperEntry, read_part, read_slices
from kg.rdf.statements import Shared
from ontologies.curie import Curie

FILE = "merge.sqlite"
# Things that are described at once: enough to be quick, few enough to be small.
BATCH = 10_000
_TABLES = """
create table paper (id text primary key, place text not null, sha256 text not null) without rowid;
create table phrase (key text, kind text, words text, primary key (key, kind, words)) without rowid;
create table intervention (key text, words text, parts text, primary key (key, words, parts)) without rowid;
"""


class Merge:
    """Take parts one after the other; then tell their counts, their terms and entities, and where their bytes lie."""

    def __init__(self, work: Path) -> None:
        self.failures: list[Failure] = []
        # Papers that go by the name of their file, which another text went by before.
        self.clashes: list[PaperEntry] = []
        self.terms: set[Curie] = set()
        self.papers = 0
        self._totals: dict[str, Counter[str]] = {name: Counter() for name in ("counts", "classes", "properties")}
        self._parts: list[int] = []
        self._left_out: defaultdict[int, set[int]] = defaultdict(set)
        self._work = work
        (work / FILE).unlink(missing_ok=True)
        self._notes = sqlite3.connect(work / FILE)
        # A merge that is interrupted begins again, so nothing of it need survive.
        self._notes.executescript("pragma journal_mode = off; pragma synchronous = off;" + _TABLES)

    def take(self, number: int) -> None:
        """Add a finished part; of papers with one id the first is kept, the others are failures or `clashes`."""
        part = read_part(self._work, number)
        self._parts.append(number)
        for place, entry in enumerate(part.papers):
            if self._is_new(entry):
                self.papers += 1
                for name, total in self._totals.items():
                    total.update(getattr(entry, name))
            else:
                self._left_out[number].add(place)
        self.failures += part.failures
        self._note(part.shared)

    def total(self, name: str) -> dict[str, int]:
        """Return the sums over all papers of their "counts", "classes" or "properties"."""
        return dict(self._totals[name])

    def entities(self) -> Iterator[Shared]:
        """Yield interventions and phrases in batches, in the order of their keys, all of one key together."""
        interventions = self._notes.execute("select key, words, parts from intervention order by key, words, parts")
        for rows in _batches(interventions):
            read = (
                (key, words, tuple((role, filler) for role, filler in json.loads(parts))) for key, words, parts in rows
            )
            yield Shared(interventions=set(read))
        for rows in _batches(self._notes.execute("select key, kind, words from phrase order by key, kind, words")):
            yield Shared(phrases=set(rows))

    def recall(self, shared: Shared) -> None:
        """Add what an earlier graph calls some of the entities, so that they are described with all their wordings."""
        self._note(shared)

    def quads(self) -> Iterator[bytes]:
        """Yield the quads of each paper."""
        for _, data in self._slices("nq"):
            yield data

    def texts(self) -> Iterator[tuple[str, bytes]]:
        """Yield the SHA-256 and the packed text of each paper."""
        for entry, data in self._slices("texts"):
            yield entry.sha256, data

    def close(self) -> None:
        """Forget everything."""
        self._notes.close()
        (self._work / FILE).unlink(missing_ok=True)

    def _is_new(self, entry: PaperEntry) -> bool:
        facts = entry.paper, entry.place, entry.sha256
        if self._notes.execute("insert or ignore into paper values (?, ?, ?)", facts).rowcount:
            return True
        first, sha256 = self._notes.execute("select place, sha256 from paper where id = ?", facts[:1]).fetchone()
        if entry.by_file and sha256 != entry.sha256:
            self.clashes.append(entry)
            return False
        text = "the same text" if sha256 == entry.sha256 else "another text"
        error = f"{entry.place}: the paper was read before, with {text}, from {first}; that one is kept"
        self.failures.append(Failure(paper=entry.paper, source=entry.source, stage="duplicate", error=error))
        return False

    def _note(self, shared: Shared) -> None:
        self.terms |= shared.terms
        self._notes.executemany("insert or ignore into phrase values (?, ?, ?)", sorted(shared.phrases))
        interventions = ((key, words, json.dumps(parts)) for key, words, parts in sorted(shared.interventions))
        self._notes.executemany("insert or ignore into intervention values (?, ?, ?)", interventions)

    def _slices(self, kind: str) -> Iterator[tuple[PaperEntry, bytes]]:
        """Yield each kept paper with its bytes, opening each part once."""
        for number in self._parts:
            left_out = self._left_out.get(number, ())
            kept = [entry for place, entry in enumerate(read_part(self._work, number).papers) if place not in left_out]
            slices = [entry.quads if kind == "nq" else entry.text for entry in kept]
            yield from zip(kept, read_slices(self._work, number, kind, slices), strict=True)


def _batches(rows: Iterable[tuple[str, str, str]]) -> Iterator[list[tuple[str, str, str]]]:
    batch: list[tuple[str, str, str]] = []
    for _, group in groupby(rows, key=itemgetter(0)):
        if len(batch) >= BATCH:
            yield batch
            batch = []
        batch += group
    if batch:
        yield batch
