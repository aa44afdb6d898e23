"""The types and identifiers that annotation files use, in our terms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ontologies.curie import PREFIXES, Curie
from ontologies.errors import UnknownPrefixError
from ontologies.term import Kind

# Type names of PubTator 1 to 3, BioCreative and BioNLP tasks, BioRED, NCBI Disease, tmVar, CRAFT and curated pages;
# compared without case, spaces, dashes and underscores.
_KINDS: dict[Kind, str] = {
    Kind.GENE: "gene genes geneorgeneproduct geneproduct protein proteins gene/protein geney genen gene1 gene2 pr "
    "ggp geneorprotein mirna mirnas microrna rna dna genesandproteins genes/proteins genesproteins",
    Kind.DISEASE: "disease diseases diseaseorphenotypicfeature diseaseclass specificdisease modifier compositemention "
    "mondo disorder disorders doid conditions cancer diseasesandconditions",
    Kind.CHEMICAL: "chemical chemicals chemicalentity chemicalentities drug drugs chebi compound compounds substance "
    "smallmolecule simplechemical molecule chemicals/drugs drugs/chemicals chemicalsanddrugs treatments",
    Kind.SPECIES: "species organism organisms organismtaxon ncbitaxon taxon strain genus population",
    Kind.CELL_LINE: "cellline celllines cvcl",
    Kind.CELL_TYPE: "celltype celltypes cell cells cl",
    Kind.VARIANT: "variant variants sequencevariant mutation mutations dnamutation proteinmutation snp snps "
    "othermutation acidchange dnaacidchange proteinacidchange dnaallele proteinallele copynumbervariant "
    "genomicregion",
    Kind.INTERVENTION: "intervention interventions",
    Kind.OUTCOME: "outcome outcomes",
    Kind.ANATOMY: "anatomy anatomies uberon tissue tissues organ organs bodypart cellularcomponent gocc "
    "anatomicalstructure",
    Kind.PHENOTYPE: "phenotype phenotypes hp hpo symptom symptoms sign",
    Kind.PROCESS: "process processes biologicalprocess gobp gomf mop pathway pathways molecularfunction go",
}  # fmt: skip
_BY_NAME = {name: kind for kind, names in _KINDS.items() for name in names.split()}

# What a bare identifier stands for, by the kind of its annotation (conventions of PubTator and the corpora).
_BARE = {Kind.GENE: "NCBIGene", Kind.SPECIES: "NCBITaxon"}
_SHAPES = (
    (re.compile(r"[CD]\d{6,9}"), "MESH"),
    (re.compile(r"rs#?:?(\d+)", re.IGNORECASE), "dbSNP"),
    (re.compile(r"CVCL_(\w{4,5})"), "CVCL"),
    (re.compile(r"OMIM[_:](\d+)", re.IGNORECASE), "OMIM"),
)
_SPELLINGS = {
    "ncbi gene": "NCBIGene", "ncbigene": "NCBIGene", "entrez gene": "NCBIGene", "entrez": "NCBIGene",
    "gene": "NCBIGene",
    "entrezgene": "NCBIGene", "geneid": "NCBIGene", "ncbi geneid": "NCBIGene", "ncbi gene id": "NCBIGene",
    "ncbi taxonomy": "NCBITaxon", "taxonomy": "NCBITaxon", "taxid": "NCBITaxon", "ncbi taxid": "NCBITaxon",
    "taxon": "NCBITaxon", "species": "NCBITaxon", "tax": "NCBITaxon", "ncbi taxon": "NCBITaxon",
    "mesh": "MESH", "msh": "MESH", "mesh id": "MESH", "cellosaurus": "CVCL", "dbsnp": "dbSNP", "rs": "dbSNP",
    "mirbase": "MIRBASE", "cell ontology": "CL", "disease ontology": "DOID", "hgnc id": "HGNC", "chebi id": "CHEBI",
}  # fmt: skip


def kind_of(name: str) -> Kind:
    """Return our kind for a type name of a file; `Kind.OTHER` for one that has no counterpart here.

    >>> kind_of("DiseaseOrPhenotypicFeature"), kind_of("GENE-Y"), kind_of("DomainMotif")
    (<Kind.DISEASE: 'Disease'>, <Kind.GENE: 'Gene'>, <Kind.OTHER: 'Other'>)
    """
    return _BY_NAME.get(re.sub(r"[\s_-]+", "", name.lower()), Kind.OTHER)


def curies_of(text: str, kind: Kind = Kind.OTHER) -> tuple[Curie, ...]:
    """Return the identifiers that a file gives for an annotation, in its order.

    Several may be joined by ``|``, ``;``, ``,`` or ``+``. "No match" (``-``, ``-1``, ``None``) and identifiers of
    vocabularies that are not registered give nothing.

    >>> [str(curie) for curie in curies_of("D009369|OMIM:114480", Kind.DISEASE)]
    ['MESH:D009369', 'OMIM:114480']
    >>> [str(curie) for curie in curies_of("407011(Tax:9606)", Kind.GENE)]
    ['NCBIGene:407011']
    """
    return tuple(dict.fromkeys(_each(text, kind)))


def _each(text: str, kind: Kind) -> Iterator[Curie]:
    for piece in re.split(r"[|;,+]", re.sub(r"\(tax:\d+\)", "", text, flags=re.IGNORECASE)):
        curie = _one(piece.strip().lstrip("*"), kind)
        if curie:
            yield curie


def _one(text: str, kind: Kind) -> Curie | None:
    if not text or text in ("-", "-1", "0"):
        return None
    for shape, prefix in _SHAPES:
        if match := shape.fullmatch(text):
            return named_curie(prefix, match.group(match.lastindex or 0))
    if text.isascii() and text.isdigit():
        return Curie(_BARE[kind], text) if kind in _BARE else None
    prefix, colon, identifier = text.partition(":")
    return named_curie(prefix, identifier) if colon else None


def named_curie(database: str, identifier: str) -> Curie | None:
    """Return the id for a database as people write its name ("NCBI Gene", "MeSH"), or None where it is not known.

    >>> str(named_curie("NCBI Gene", "407011"))
    'NCBIGene:407011'
    """
    name, value = database.strip(), identifier.strip()
    prefix = _SPELLINGS.get(" ".join(name.lower().replace("_", " ").split()), name)
    if not re.fullmatch(r"[\w.:-]+", value) or (prefix in ("NCBIGene", "NCBITaxon") and not value.isdigit()):
        return None
    if prefix == "dbSNP" and value.isdigit():  # the owner's ids begin with rs; PubTator's RS#:123 loses it
        value = f"rs{value}"
    try:
        return Curie.parse(f"{prefix}:{value}")
    except UnknownPrefixError:
        return None


def known_prefixes() -> tuple[str, ...]:
    """Return the registered prefixes, longest first, for use in patterns."""
    return tuple(sorted(PREFIXES, key=lambda prefix: (-len(prefix), prefix)))
