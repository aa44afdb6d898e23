"""The lexicon: every name of every term, read through memory maps."""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import marisa_trie

from ontologies import layout
from ontologies.curie import Curie
from ontologies.entry import Entry, Flag
from ontologies.errors import SnapshotError, UnknownTermError
from ontologies.normalise import Token, is_blocking, key
from ontologies.pack import Blocks, Runs, map_numbers
from ontologies.release import Release
from ontologies.term import Kind, Name, Scope, Term

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Hold one answer of `Lexicon.search`; ``score`` is between 0 and 1, and 1 for the very name."""

    curie: Curie
    kind: Kind
    label: str
    name: str
    scope: Scope
    score: float
    release: str


class Lexicon:
    """Look up names and terms of a compiled snapshot. Open it with `Lexicon.open`; it is read-only and thread-safe."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._summary = _read_summary(folder)
        self._ids = _load_trie(folder / "ids.marisa")
        self._names = _load_trie(folder / "names.marisa")
        self._heads, self._cases, self._lists, self._parent = (
            map_numbers(folder / f"{name}.u32", 4) for name in ("heads", "cases", "lists", "parent")
        )
        self._up = Runs(folder / "up")
        self._kinds, self._taxa, self._origins = (
            map_numbers(folder / f"{name}.u8", 1) for name in ("kinds", "taxa", "origins")
        )
        self._records = Blocks(folder / "records.xz")
        self._taxon_of = (None, *(Curie.parse(text) for text in self._summary["taxa"]))
        self._releases = tuple(Release.from_json(data) for data in self._summary["releases"])
        self.curie_of = functools.lru_cache(maxsize=1 << 16)(self._curie_of)
        self.entries = functools.lru_cache(maxsize=1 << 16)(self._entries)
        self.number_of = functools.lru_cache(maxsize=1 << 15)(self._number_of)

    @classmethod
    def open(cls, path: Path | str | None = None) -> Lexicon:
        """Open a compiled snapshot, by default the packaged one, which stays open once it is.

        Raises `SnapshotError` where files are missing or of another format.
        """
        return _packaged() if path is None else cls(Path(path))

    def lookup(self, text: str) -> tuple[Entry, ...]:
        """Return what the whole of ``text`` can stand for, by key; nothing found is an empty tuple.

        >>> [str(entry.curie) for entry in Lexicon.open().lookup("MCF7")][:1]
        ['CVCL_0031']
        """
        number = self._names.get(key(text) + " ")
        return () if number is None else self.entries(number)

    def scan(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
        """Yield (first token, last token + 1, name id) of every name in a run of tokens.

        In the order of the first token, the longest first; matches overlap. Case is not looked at: see `Entry.agrees`.

        >>> from ontologies.normalise import tokens
        >>> lexicon, found = Lexicon.open(), tokens("Human breast cancer")
        >>> [(first, last) for first, last, _ in lexicon.scan(found)]
        [(0, 1), (1, 3), (1, 2), (2, 3)]
        """
        keys = [token.key for token in tokens]
        line = " ".join(keys) + " "
        places = [0, *itertools.accumulate(len(k) + 1 for k in keys)]
        count, prefixes = len(keys), self._names.iter_prefixes_with_ids
        for first, start in enumerate(places[:-1]):
            if not is_blocking(keys[first]):
                found = list(prefixes(line[start : places[min(first + layout.MAX_TOKENS, count)]]))
                for name, number in reversed(found):
                    yield first, first + name.count(" "), number

    def _entries(self, name_id: int) -> tuple[Entry, ...]:
        """Return what a name stands for: human genes before those of others, then labels before the other scopes."""
        head = self._heads[name_id]
        if head >> layout.TERM_BITS & 7 != layout.LIST_SCOPE:
            return (self._entry(name_id, head, self._cases[name_id]),)
        place = head & layout.TERM_MASK
        stop = place + 1 + 2 * self._lists[place]
        return tuple(self._entry(name_id, self._lists[at], self._lists[at + 1]) for at in range(place + 1, stop, 2))

    def _entry(self, name_id: int, packed: int, case: int) -> Entry:
        number, scope, flags = layout.unpack_entry(packed)
        return Entry(
            curie=self.curie_of(number),
            kind=layout.KINDS[self._kinds[number] & ~layout.OBSOLETE],
            scope=layout.SCOPES[scope],
            flags=Flag(flags),
            case=case,
            taxon=self._taxon_of[self._taxa[number]],
            name_id=name_id,
        )

    def key_of(self, name_id: int) -> str:
        """Return the lookup key of a name."""
        return str(self._names.restore_key(name_id))[:-1]

    def name_of(self, entry: Entry) -> Name:
        """Return the name behind an entry as its source writes it; for a spelling made by rule, the label."""
        folded, names = self.key_of(entry.name_id), self.term(entry.curie).names
        same = [name for name in names if key(name.text) == folded]
        return min(same, key=lambda name: not entry.agrees(name.text)) if same else names[0]

    def term(self, curie: Curie) -> Term:
        """Return a term; raise `UnknownTermError` where no release holds it.

        >>> Lexicon.open().term(Curie.parse("MONDO:0007254")).label
        'breast cancer'
        """
        term = self.find_term(curie)
        if term is None:
            raise UnknownTermError(curie)
        return term

    def find_term(self, curie: Curie) -> Term | None:
        """Return a term, or None where no release holds it."""
        number = self.number_of(curie)
        if number is None or self._kinds[number] == layout.FOREIGN:
            return None
        return _read_record(
            self._records[number],
            curie=curie,
            kind=layout.KINDS[self._kinds[number] & ~layout.OBSOLETE],
            obsolete=bool(self._kinds[number] & layout.OBSOLETE),
            taxon=self._taxon_of[self._taxa[number]],
            parents=tuple(self.curie_of(parent) for parent in self.parent_numbers(number)),
        )

    def successor(self, curie: Curie) -> Curie:
        """Return the id that has taken the place of a retired one, or the id itself.

        >>> str(Lexicon.open().successor(Curie.parse("MESH:D001943")))
        'MESH:D001943'
        """
        number = self.number_of(curie)
        if number is None or self._kinds[number] == layout.FOREIGN or not self._kinds[number] & layout.OBSOLETE:
            return curie
        heirs = self.term(curie).replaced_by
        return heirs[0] if len(heirs) == 1 else curie

    def kind_of(self, curie: Curie) -> Kind | None:
        """Return the kind of a term without reading its record, or None where no release holds it."""
        number = self.number_of(curie)
        if number is None or self._kinds[number] == layout.FOREIGN:
            return None
        return layout.KINDS[self._kinds[number] & ~layout.OBSOLETE]

    def release_of(self, curie: Curie) -> Release | None:
        """Return the release that a term comes from, or None where no release holds it."""
        number = self.number_of(curie)
        if number is None or self._kinds[number] == layout.FOREIGN:
            return None
        return self._releases[self._origins[number]]

    def releases(self) -> tuple[Release, ...]:
        """Return the packed releases in the order of packing."""
        return self._releases

    def search(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        """Return up to ``limit`` terms that ``text`` may mean, best first, one answer a term.

        The very name comes first, then names that begin with it or are spelled almost so.

        >>> str(Lexicon.open().search("brest cancer")[0].curie)
        'MONDO:0007254'
        """
        from ontologies.search import search

        return search(self, text, limit)

    def name_id(self, folded: str) -> int | None:
        """Return the number of a name by its key, or None."""
        number: int | None = self._names.get(folded + " ")
        return number

    def names_from(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Yield key and number of the names whose key begins with ``prefix``."""
        for name, number in self._names.iteritems(prefix):
            yield name[:-1], number

    def _number_of(self, curie: Curie) -> int | None:
        """Return the number of an id inside this snapshot, or None."""
        number: int | None = self._ids.get(str(curie))
        return number

    def _curie_of(self, number: int) -> Curie:
        """Return the id with a number."""
        return Curie.parse(self._ids.restore_key(number))

    @property
    def id_count(self) -> int:
        """Return how many ids the snapshot knows, those without a term included."""
        return len(self._ids)

    @property
    def mapping_ways(self) -> Sequence[tuple[str, str, str]]:
        """Return predicate, justification and source by number, as `Crosswalk` needs them."""
        ways: Sequence[tuple[str, str, str]] = self._summary["mapping_ways"]
        return ways

    @functools.cached_property
    def below(self) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Return (parents, children) of all edges, sorted by parent; the sorting takes a moment the first time."""
        import numpy as np

        parents = np.asarray(self._parent, dtype=np.uint32)
        children = np.repeat(np.arange(self.id_count, dtype=np.uint32), np.asarray(self._up.lengths))
        order = np.argsort(parents, kind="stable")
        return parents[order], children[order]

    def is_foreign(self, number: int) -> bool:
        """Tell whether an id is only pointed at by others."""
        return self._kinds[number] == layout.FOREIGN

    def origin_number(self, number: int) -> int:
        """Return the place in `releases` of the release of a term."""
        return self._origins[number]

    def parent_numbers(self, number: int) -> Sequence[int]:
        """Return the numbers of the direct parents of a term."""
        rows = self._up.rows(number)
        return self._parent[rows.start : rows.stop]

    def __len__(self) -> int:
        return len(self._names)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as the path: a process that unpickles it maps the same files."""
        return Lexicon.open, ((None if self.folder == layout.DEFAULT_FOLDER else self.folder),)


@functools.cache
def _packaged() -> Lexicon:
    return Lexicon(layout.DEFAULT_FOLDER)


def _load_trie(path: Path) -> marisa_trie.Trie:
    trie = marisa_trie.Trie()
    try:
        trie.mmap(str(path))
    except (OSError, RuntimeError) as error:
        raise SnapshotError(f"{path}: cannot be opened ({error}); run `kg ontologies build`") from error
    return trie


def _read_summary(folder: Path) -> dict[str, Any]:
    path = folder / "snapshot.json"
    try:
        summary: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SnapshotError(f"{path}: cannot be read ({error}); run `kg ontologies build`") from error
    if summary.get("format") != layout.FORMAT:
        raise SnapshotError(f"{path}: format {summary.get('format')!r}, expected {layout.FORMAT}; build it again")
    return summary


def _read_record(row: tuple[str, ...], **known: Any) -> Term:
    texts, scopes, definition, replaced_by, tree_numbers, xrefs = row
    found = zip(texts.split("\t"), scopes, strict=False)  # no name leaves one empty text and no scope
    return Term(
        names=tuple(Name(text=text, scope=layout.SCOPES[layout.SCOPE_LETTERS.index(letter)]) for text, letter in found),
        definition=definition,
        replaced_by=_curies(replaced_by),
        tree_numbers=tuple(tree_numbers.split("|")) if tree_numbers else (),
        xrefs=_curies(xrefs),
        **known,
    )


def _curies(text: str) -> tuple[Curie, ...]:
    return tuple(Curie.parse(part) for part in text.split("|")) if text else ()
