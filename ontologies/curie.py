"""Compact identifiers and the IRIs they stand for."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

import curies

from ontologies.errors import UnknownPrefixError

# Prefix -> IRI stem. The stems are the ones that the owners of the vocabularies use in their own RDF; NCBI Gene,
# Cellosaurus, RGD and MGI publish none, so their identifiers.org form stands in.
PREFIXES: dict[str, str] = {
    "MONDO": "http://purl.obolibrary.org/obo/MONDO_",
    "MESH": "http://id.nlm.nih.gov/mesh/",
    "NCBIGene": "https://identifiers.org/ncbigene/",
    "HGNC": "https://identifiers.org/hgnc/",
    "MGI": "https://identifiers.org/mgi/MGI:",
    "RGD": "https://identifiers.org/rgd/",
    "CL": "http://purl.obolibrary.org/obo/CL_",
    "CVCL": "https://identifiers.org/cellosaurus/CVCL_",
    "CHEBI": "http://purl.obolibrary.org/obo/CHEBI_",
    "NCBITaxon": "http://purl.obolibrary.org/obo/NCBITaxon_",
    "HP": "http://purl.obolibrary.org/obo/HP_",
    "GO": "http://purl.obolibrary.org/obo/GO_",
    "ECO": "http://purl.obolibrary.org/obo/ECO_",
    "STATO": "http://purl.obolibrary.org/obo/STATO_",
    "OBI": "http://purl.obolibrary.org/obo/OBI_",
    "UBERON": "http://purl.obolibrary.org/obo/UBERON_",
    "DOID": "http://purl.obolibrary.org/obo/DOID_",
    "EFO": "http://www.ebi.ac.uk/efo/EFO_",
    "OMIM": "https://omim.org/entry/",
    "NCIT": "http://purl.obolibrary.org/obo/NCIT_",
    "CAS": "https://commonchemistry.cas.org/detail?cas_rn=",
    "MIRBASE": "https://identifiers.org/mirbase/",
    "DOI": "https://doi.org/",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/",
    "PMC": "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC",
    "ORCID": "https://orcid.org/",
    "ISSN": "https://portal.issn.org/resource/ISSN/",
    "dbSNP": "https://identifiers.org/dbsnp/",
}


@functools.cache
def converter() -> curies.Converter:
    """Return the one converter between the prefixes of this package and their IRIs."""
    return curies.Converter.from_prefix_map(PREFIXES)


@dataclass(frozen=True, slots=True, order=True)
class Curie:
    """Name a thing by a registered prefix and a local identifier.

    Cellosaurus accessions are written with an underscore by their owner (``CVCL_0031``); `parse` takes both forms and
    `str` gives the owner's.

    >>> Curie.parse("MONDO:0007254").iri
    'http://purl.obolibrary.org/obo/MONDO_0007254'
    >>> str(Curie.parse("CVCL:0031"))
    'CVCL_0031'
    """

    prefix: str
    identifier: str

    def __post_init__(self) -> None:
        if self.prefix not in PREFIXES:
            raise UnknownPrefixError(self.prefix, self.identifier)

    @classmethod
    def parse(cls, text: str) -> Curie:
        """Read ``PREFIX:identifier``; raise `UnknownPrefixError` where the prefix is not registered.

        Prefixes compare without case (``mesh:D001943`` is ``MESH:D001943``). A bare ``CVCL_0031`` or ``PMC12775850``
        is understood too.
        """
        prefix, colon, identifier = text.strip().partition(":")
        if not colon:
            if text.startswith("CVCL_"):
                return cls("CVCL", text[5:])
            if text.startswith("PMC") and text[3:].isdigit():
                return cls("PMC", text[3:])
            raise UnknownPrefixError("", text)
        known = _BY_LOWER.get(prefix.lower(), prefix)
        stutter = {"MGI": "MGI:", "PMC": "PMC", "CVCL": "CVCL_"}.get(known, "")
        return cls(known, identifier.removeprefix(stutter) if stutter else identifier)

    @classmethod
    def from_iri(cls, iri: str) -> Curie | None:
        """Return the compact form of an IRI, or None where no registered stem begins it."""
        pair = converter().parse_uri(iri)
        return None if pair is None else cls(pair.prefix, unquote(pair.identifier))

    @property
    def iri(self) -> str:
        """Return the IRI; characters that an IRI may not hold are percent-encoded."""
        return PREFIXES[self.prefix] + _escape(self.identifier)

    def __str__(self) -> str:
        return f"{self.prefix}{'_' if self.prefix == 'CVCL' else ':'}{self.identifier}"


_BY_LOWER = {prefix.lower(): prefix for prefix in PREFIXES}
# What stands in a path of an IRI as it is (RFC 3986); brackets do not, though old DOIs have them.
_PLAIN = ":@/?!$&'()*+,;=~-._"


_UNCHANGED = re.compile(rf"[A-Za-z0-9{re.escape(_PLAIN)}]*")


def _escape(identifier: str) -> str:
    return identifier if _UNCHANGED.fullmatch(identifier) else quote(identifier, safe=_PLAIN, errors="replace")
