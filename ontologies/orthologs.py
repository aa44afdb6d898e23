"""The same gene in several species, by NCBI Gene id."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path

from ontologies import layout
from ontologies.curie import Curie
from ontologies.errors import SnapshotError
from ontologies.pack import map_numbers, write_numbers

# Species of the groups: a number in the file is a place in this list.
TAXA = tuple(
    Curie("NCBITaxon", number)
    for number in (
        "9606", "10090", "10116", "9913", "9615", "9544", "9031", "8364", "7955", "7227", "6239", "4932", "3702",
    )
)  # fmt: skip


class Orthologs:
    """Find the genes of other species in the group of a gene.

    >>> orthologs = Orthologs.open()
    >>> [str(gene) for gene in orthologs.of(Curie.parse("NCBIGene:7157"), Curie.parse("NCBITaxon:10090"))]
    ['NCBIGene:22059']
    """

    def __init__(self, folder: Path) -> None:
        self._groups: Sequence[int]
        self._starts: Sequence[int]
        try:
            self._ids, self._groups, self._starts, self._members = (
                map_numbers(folder / f"orthologs_{name}.u32", 4) for name in ("ids", "groups", "starts", "members")
            )
            self._taxa = map_numbers(folder / "orthologs_taxa.u8", 1)
        except SnapshotError:  # a snapshot made without them: every gene stands alone
            self._ids = self._groups = self._starts = self._members = self._taxa = ()
        self.group_of = functools.lru_cache(maxsize=1 << 15)(self._group_of)
        self.members = functools.lru_cache(maxsize=1 << 15)(self._find_members)

    @classmethod
    def open(cls, path: Path | str | None = None) -> Orthologs:
        """Open the groups in a snapshot folder, by default the packaged one; none are known where it has no files."""
        return _packaged() if path is None else cls(Path(path))

    def _group_of(self, gene: Curie) -> int | None:
        """Return the number of the group of a gene, or None."""
        if gene.prefix != "NCBIGene":
            return None
        number = int(gene.identifier)
        place = bisect_left(self._ids, number)
        return self._groups[place] if place < len(self._ids) and self._ids[place] == number else None

    def _find_members(self, group: int) -> tuple[tuple[Curie, Curie], ...]:
        """Return (species, gene) of a group, in the order of `TAXA`, the closest gene of a species first."""
        rows = range(self._starts[group], self._starts[group + 1])
        return tuple((TAXA[self._taxa[row]], Curie("NCBIGene", str(self._members[row]))) for row in rows)

    def of(self, gene: Curie, taxon: Curie) -> tuple[Curie, ...]:
        """Return the genes of a species in the group of a gene, the closest first; none is an empty tuple."""
        group = self.group_of(gene)
        return () if group is None else tuple(other for species, other in self.members(group) if species == taxon)

    def taxon_of(self, gene: Curie) -> Curie | None:
        """Return the species of a gene that stands in a group, or None."""
        group = self.group_of(gene)
        return None if group is None else next(taxon for taxon, other in self.members(group) if other == gene)

    def __len__(self) -> int:
        return max(len(self._starts) - 1, 0)


def write_orthologs(groups: Iterable[Sequence[tuple[Curie, int]]], folder: Path) -> None:
    """Write groups of (species, NCBI Gene number), the closest gene of each species first, for `Orthologs.open`.

    Species that are not in `TAXA` are left out; a gene stands in the first group that has it.
    """
    seen: dict[int, int] = {}
    starts, members, taxa = [0], [], []
    for group in groups:
        kept = [(TAXA.index(taxon), gene) for taxon, gene in group if taxon in TAXA and gene not in seen]
        for place, gene in sorted(dict.fromkeys(kept), key=lambda pair: pair[0]):
            seen[gene] = len(starts) - 1
            members.append(gene)
            taxa.append(place)
        starts.append(len(members))
    ids = sorted(seen)
    for name, numbers in (("ids", ids), ("groups", [seen[i] for i in ids]), ("starts", starts), ("members", members)):
        write_numbers(folder / f"orthologs_{name}.u32", numbers, 4)
    write_numbers(folder / "orthologs_taxa.u8", taxa, 1)


@functools.cache
def _packaged() -> Orthologs:
    return Orthologs(layout.DEFAULT_FOLDER)
