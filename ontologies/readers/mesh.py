"""MeSH as tab-separated tables: id, heading, entry terms, tree numbers or mapped headings, species."""

from __future__ import annotations

from collections.abc import Iterator

from ontologies.curie import Curie
from ontologies.errors import SourceError
from ontologies.readers.common import distinct, rows
from ontologies.term import Kind, Scope, Term

# Longest prefix of a tree number decides. Proteins, enzymes and antibodies are chemicals to MeSH but genes to those
# who annotate papers: they are kept apart as OTHER. Therapies stand in E, beside diagnostics and methods that are none;
# behavioural symptoms such as depression and anxiety in F01, beside behaviour.
_TREES: dict[str, Kind] = {
    "A": Kind.ANATOMY, "A11": Kind.CELL_TYPE, "A11.251.210": Kind.CELL_LINE, "A11.284": Kind.ANATOMY,
    "B": Kind.SPECIES, "C": Kind.DISEASE, "D": Kind.CHEMICAL,
    "D08.811": Kind.OTHER, "D09.400.430": Kind.OTHER, "D12.644.276": Kind.OTHER, "D12.776": Kind.OTHER,
    "D23.529": Kind.OTHER, "D12.776.124.486.485.114.224": Kind.CHEMICAL,
    "E02": Kind.INTERVENTION, "E03": Kind.INTERVENTION, "E04": Kind.INTERVENTION, "E06": Kind.INTERVENTION,
    "F01": Kind.PROCESS, "F01.145.126": Kind.DISEASE, "F01.470.132": Kind.DISEASE,
    "F02": Kind.PROCESS, "F03": Kind.DISEASE, "F04.754": Kind.INTERVENTION,
    "G": Kind.PROCESS, "V": Kind.PUBLICATION_TYPE,
}  # fmt: skip
_RANK = (
    Kind.DISEASE, Kind.CELL_LINE, Kind.CELL_TYPE, Kind.CHEMICAL, Kind.SPECIES, Kind.ANATOMY, Kind.INTERVENTION,
    Kind.PROCESS, Kind.PUBLICATION_TYPE, Kind.OTHER,
)  # fmt: skip


def kind_by_trees(tree_numbers: tuple[str, ...]) -> Kind:
    """Return the kind of a heading; of several, the one that papers most name it for.

    >>> kind_by_trees(("C04.588.180",)), kind_by_trees(("D12.776.467", "D06.472")), kind_by_trees(())
    (<Kind.DISEASE: 'Disease'>, <Kind.CHEMICAL: 'Chemical'>, <Kind.OTHER: 'Other'>)
    """
    kinds = [_kind_by_tree(number) for number in tree_numbers]
    return min(kinds, key=_RANK.index, default=Kind.OTHER)


def read_descriptors(data: bytes, source: str) -> Iterator[Term]:
    """Yield the headings; the parents are those one tree number higher. The species column gives cross-references."""
    table = [cells for _, cells in _checked(data, source, columns=5)]
    by_tree = {number: Curie("MESH", cells[0]) for cells in table for number in _split(cells[3])}
    for identifier, heading, entries, trees, species in table:
        numbers = _split(trees)
        above = (by_tree.get(number.rpartition(".")[0]) for number in numbers)
        yield Term(
            curie=Curie("MESH", identifier),
            kind=kind_by_trees(numbers),
            names=distinct([(heading, Scope.LABEL), *((entry, Scope.EXACT) for entry in _split(entries))]),
            parents=tuple(dict.fromkeys(parent for parent in above if parent)),
            tree_numbers=numbers,
            xrefs=tuple(Curie("NCBITaxon", number) for number in _split(species)),
        )


def read_supplementary(data: bytes, source: str) -> Iterator[Term]:
    """Yield the supplementary records, with the headings that they are mapped to as parents.

    Their kind follows from the kinds of those headings, which stand in another file: see `kind_by_headings`. A tab
    inside the entry terms, which some rows have, only parts them.
    """
    for _, (identifier, name, *entries, headings) in _checked(data, source, columns=4, more=True):
        yield Term(
            curie=Curie("MESH", identifier),
            kind=Kind.OTHER,
            names=distinct([(name, Scope.LABEL), *((entry, Scope.EXACT) for entry in _loose(entries))]),
            parents=tuple(dict.fromkeys(Curie("MESH", heading) for heading in _split(headings.replace(",", "|")))),
        )


def kind_by_headings(kinds: list[Kind]) -> Kind:
    """Return the kind of a supplementary record from the kinds of the headings that it is mapped to."""
    return min(kinds, key=_RANK.index, default=Kind.OTHER)


def _kind_by_tree(number: str) -> Kind:
    prefix = number
    while prefix:
        if prefix in _TREES:
            return _TREES[prefix]
        prefix = prefix.rpartition(".")[0] if "." in prefix else prefix[0] if len(prefix) > 1 else ""
    return Kind.OTHER


def _checked(data: bytes, source: str, columns: int, *, more: bool = False) -> Iterator[tuple[int, list[str]]]:
    for number, cells in rows(data, source, columns, more=more):
        if cells[0][:1] not in ("D", "C", "Q") or not cells[0][1:].isdigit():
            raise SourceError(source, number, f"{cells[0]!r} is no MeSH id; expected D or C and digits")
        yield number, cells


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _loose(cells: list[str]) -> tuple[str, ...]:
    return tuple(part.strip('" ') for cell in cells for part in _split(cell))
