"""Compile terms into the files that `Lexicon`, `Ontology` and `Crosswalk` open."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import marisa_trie

from ontologies import layout
from ontologies.curie import Curie
from ontologies.entry import Flag, case_of, flags_of
from ontologies.errors import SnapshotError
from ontologies.mapping import Mapping
from ontologies.normalise import key
from ontologies.pack import write_blocks, write_numbers, write_runs
from ontologies.release import Release
from ontologies.term import Kind, Name, Scope, Term
from ontologies.variants import variants

NamesOf = Callable[[Term], Iterable[tuple[Name, Flag]]]
_Named = tuple[Term, Name, Flag]

# What an own collection of terms is called as long as nobody describes it.
LOCAL = Release(name="local", title="Local terms", version="", licence="", licence_url="")


def compile_snapshot(
    terms: Iterable[Term],
    folder: Path,
    *,
    releases: Sequence[tuple[Release, Iterable[Term]]] = (),
    mappings: Iterable[Mapping] = (),
    common: Collection[str] = frozenset(),
    names_of: NamesOf | None = None,
) -> None:
    """Write terms, their names, parents and mappings to ``folder``.

    ``terms`` are filed under the release `LOCAL`; ``releases`` files terms under releases of their own. Where an id
    comes twice the first term wins. ``common`` holds the keys of single words that text often has in small letters.
    ``names_of`` gives the names of a term to index, where these are not simply its own; flag as `Flag.VARIANT` what
    its source does not say. Same input, same bytes. Raises `SnapshotError` for more than 16.7 million ids.

    >>> import tempfile
    >>> from ontologies import Kind, Lexicon
    >>> term = Term(curie=Curie("EFO", "0000001"), kind=Kind.OTHER, names=(Name(text="Thing", scope=Scope.LABEL),))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     compile_snapshot([term], Path(folder))
    ...     [str(entry.curie) for entry in Lexicon.open(Path(folder)).lookup("things")]
    ['EFO:0000001']
    """
    folder.mkdir(parents=True, exist_ok=True)
    filed = _file(((LOCAL, terms), *releases))
    links = sorted(set(mappings))
    ids = _write_ids(folder, filed, links)
    _write_terms(folder, filed, ids)
    _write_names(folder, filed, names_of or _own_names, ids, frozenset(common))
    kinds_of_mapping = _write_mappings(folder, links, ids)
    _write_summary(folder, filed, kinds_of_mapping)


class _Filed:
    """Hold the distinct terms with the number of the release that each came from."""

    def __init__(self) -> None:
        self.terms: dict[Curie, tuple[Term, int]] = {}
        self.releases: list[Release] = []
        self.taxa: list[Curie] = []


def _file(groups: Iterable[tuple[Release, Iterable[Term]]]) -> _Filed:
    filed = _Filed()
    for release, terms in groups:
        number, count, names = len(filed.releases), 0, 0
        for term in terms:
            if term.curie not in filed.terms:
                filed.terms[term.curie] = (term, number)
                count, names = count + 1, names + len({name.text for name in term.names})
        if count or release is not LOCAL:
            filed.releases.append(replace(release, terms=count, names=names))
    taxa = {term.taxon for term, _ in filed.terms.values() if term.taxon}
    filed.taxa = sorted(taxa, key=lambda taxon: (layout.species_rank(taxon), taxon))
    return filed


def _write_ids(folder: Path, filed: _Filed, mappings: Sequence[Mapping]) -> marisa_trie.Trie:
    wanted = {str(curie) for curie in filed.terms}
    wanted.update(str(parent) for term, _ in filed.terms.values() for parent in term.parents)
    wanted.update(str(end) for mapping in mappings for end in (mapping.subject, mapping.object))
    if len(wanted) > layout.TERM_MASK:
        raise SnapshotError(f"{folder}: {len(wanted)} ids, but a snapshot holds at most {layout.TERM_MASK}")
    ids = marisa_trie.Trie(sorted(wanted), order=marisa_trie.LABEL_ORDER)
    ids.save(str(folder / "ids.marisa"))
    return ids


def _write_terms(folder: Path, filed: _Filed, ids: marisa_trie.Trie) -> None:
    count = len(ids)
    kinds, taxa, origins = bytearray([layout.FOREIGN]) * count, bytearray(count), bytearray(count)
    rows = [("",) * len(layout.RECORD_FIELDS)] * count
    edges: list[tuple[int, int]] = []
    for term, origin in filed.terms.values():
        number = ids[str(term.curie)]
        kinds[number] = layout.KINDS.index(term.kind) | (layout.OBSOLETE if term.obsolete else 0)
        taxa[number] = 1 + filed.taxa.index(term.taxon) if term.taxon else 0
        origins[number] = origin
        rows[number] = record(term)
        edges.extend((number, ids[str(parent)]) for parent in dict.fromkeys(term.parents))
    edges.sort()
    for name, column in (("kinds", kinds), ("taxa", taxa), ("origins", origins)):
        (folder / f"{name}.u8").write_bytes(column)
    write_blocks(folder / "records.xz", rows)
    write_runs(folder / "up", [child for child, _ in edges], count)
    write_numbers(folder / "parent.u32", (parent for _, parent in edges), 4)


def record(term: Term) -> tuple[str, ...]:
    """Return the row of a term: what the flat arrays do not say, as `layout.RECORD_FIELDS` lists it."""
    return (
        "\t".join(name.text for name in term.names),
        "".join(layout.SCOPE_LETTERS[layout.SCOPES.index(name.scope)] for name in term.names),
        term.definition,
        "|".join(str(curie) for curie in term.replaced_by),
        "|".join(term.tree_numbers),
        "|".join(str(curie) for curie in term.xrefs),
    )


def _write_names(folder: Path, filed: _Filed, names_of: NamesOf, ids: marisa_trie.Trie, common: frozenset[str]) -> None:
    index: dict[str, dict[tuple[int, int], int]] = defaultdict(dict)
    ranks: dict[int, int] = {}
    for owner, name, given in _named(filed, names_of):
        number = ids[str(owner.curie)]
        ranks[number] = layout.species_rank(owner.taxon)
        for spelling, made in variants(name.text, owner):
            folded = key(spelling)
            if _worth(folded):
                flags = _flags(owner, spelling, given | made)
                packed = layout.pack_entry(number, layout.SCOPES.index(name.scope), flags)
                _enter(index[folded], packed, case_of(spelling) if flags & Flag.SYMBOL else 0)
    names = marisa_trie.Trie([_spaced(folded) for folded in index])
    names.save(str(folder / "names.marisa"))
    heads, cases, lists = [0] * len(names), [0] * len(names), list[int]()
    for folded, entries in index.items():
        place = names[_spaced(folded)]
        heads[place], cases[place] = _place(_settled(entries, ranks, folded in common), lists)
    write_numbers(folder / "heads.u32", heads, 4)
    write_numbers(folder / "cases.u32", cases, 4)
    write_numbers(folder / "lists.u32", lists, 4)


def _flags(owner: Term, spelling: str, given: Flag) -> Flag:
    """Return the flags of a spelling; what stands for a gene in one short word is a symbol however it is written."""
    flags = given | flags_of(spelling)
    if owner.kind is Kind.GENE and " " not in spelling:
        is_symbol = spelling == owner.label or len(spelling) <= 4 or any(char.isupper() for char in spelling)
        flags |= Flag.SYMBOL if is_symbol else Flag(0)
    return flags


def _own_names(term: Term) -> Iterator[tuple[Name, Flag]]:
    return ((name, Flag(0)) for name in term.names)


def _named(filed: _Filed, names_of: NamesOf) -> Iterator[_Named]:
    """Yield (term, name, flags) to index: the names of a replaced term go to its one successor."""
    for term, _ in filed.terms.values():
        if not term.obsolete:
            yield from ((term, name, flags) for name, flags in names_of(term))
        elif len(term.replaced_by) == 1 and term.replaced_by[0] in filed.terms:
            successor = filed.terms[term.replaced_by[0]][0]
            if not successor.obsolete:
                former = (Name(text=name.text, scope=Scope.PREVIOUS) for name in term.names)
                yield from ((successor, name, Flag(0)) for name in former)


def _worth(folded: str) -> bool:
    """Tell whether a key is worth finding: some letter, two characters, not beyond the longest match."""
    return len(folded) > 1 and folded.count(" ") < layout.MAX_TOKENS and any(char.isalpha() for char in folded)


def _spaced(folded: str) -> str:
    return folded + " "


def _enter(entries: dict[tuple[int, int], int], packed: int, case: int) -> None:
    """Add an entry to those of one key, under its term and capitals; the better of two equal ones stays."""
    place = (packed & layout.TERM_MASK, case)
    known = entries.get(place)
    if known is None or _preference(packed) < _preference(known):
        entries[place] = packed


def _preference(packed: int) -> tuple[bool, int, int]:
    _, scope, flags = layout.unpack_entry(packed)
    return bool(flags & Flag.VARIANT), scope, flags


def _settled(entries: dict[tuple[int, int], int], ranks: dict[int, int], common: bool) -> list[tuple[int, int]]:
    """Return (entry, capitals), one for each term unless its case matters, by species, then scope, then id."""
    by_term: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (number, case), packed in sorted(entries.items()):
        by_term[number].append((packed, case))
    settled: list[tuple[int, int]] = []
    for spellings in by_term.values():
        spellings.sort(key=lambda pair: (_preference(pair[0]), pair[1]))
        lenient = [pair for pair in spellings if not layout.unpack_entry(pair[0])[2] & Flag.SYMBOL]
        settled.extend(lenient[:1] or spellings[:4])
    if common:
        settled = [(packed | layout.pack_entry(0, 0, Flag.COMMON), case) for packed, case in settled]
    return sorted(settled, key=lambda pair: _order(pair[0], ranks))


def _order(packed: int, ranks: dict[int, int]) -> tuple[int, int, int]:
    number, scope, _ = layout.unpack_entry(packed)
    return ranks[number], scope, packed


def _place(entries: list[tuple[int, int]], lists: list[int]) -> tuple[int, int]:
    """Return head and capitals of a name; several entries go to ``lists`` and the head says where."""
    if len(entries) == 1:
        return entries[0]
    head = layout.pack_entry(len(lists), layout.LIST_SCOPE, 0)
    lists.append(len(entries))
    for packed, case in entries:
        lists += (packed, case)
    return head, 0


def _write_mappings(folder: Path, mappings: Sequence[Mapping], ids: marisa_trie.Trie) -> list[tuple[str, str, str]]:
    """Write mappings in both directions; return the distinct ways in which they hold, read forwards."""
    ways = sorted({(str(m.predicate), m.justification, m.source) for m in mappings})
    number_of = {way: number for number, way in enumerate(ways)}
    rows = set[tuple[int, int, int]]()
    for mapping in mappings:
        way = number_of[(str(mapping.predicate), mapping.justification, mapping.source)]
        subject, object_ = ids[str(mapping.subject)], ids[str(mapping.object)]
        rows.update(((subject, object_, way * 2), (object_, subject, way * 2 + 1)))
    columns = sorted(rows)
    write_numbers(folder / "map_from.u32", (row[0] for row in columns), 4)
    write_numbers(folder / "map_to.u32", (row[1] for row in columns), 4)
    write_numbers(folder / "map_way.u16", (row[2] for row in columns), 2)
    return ways


def _write_summary(folder: Path, filed: _Filed, ways: Sequence[tuple[str, str, str]]) -> None:
    summary = {
        "format": layout.FORMAT,
        "releases": [release.to_json() for release in filed.releases],
        "taxa": [str(taxon) for taxon in filed.taxa],
        "mapping_ways": [list(way) for way in ways],
    }
    text = json.dumps(summary, ensure_ascii=False, indent=1) + "\n"
    (folder / "snapshot.json").write_text(text, encoding="utf-8")
