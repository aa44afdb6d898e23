"""The words of the graph: namespaces, and the values that our enumerations have as IRIs."""

from __future__ import annotations

import functools
from enum import StrEnum
from pathlib import Path

from pyoxigraph import NamedNode

CG = "https://w3id.org/claimgraph/vocab#"
VALUE = "https://w3id.org/claimgraph/value/"
DATA = "https://w3id.org/claimgraph/data/"

# Also the prefixes of every export and of the queries that people type; the order is that of the output.
PREFIXES: dict[str, str] = {
    "biolink": "https://w3id.org/biolink/vocab/",
    "cg": CG,
    "cgv": VALUE,
    "cito": "http://purl.org/spar/cito/",
    "co": "http://purl.org/co/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "deo": "http://purl.org/spar/deo/",
    "doco": "http://purl.org/spar/doco/",
    "biro": "http://purl.org/spar/biro/",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "mesh": "http://id.nlm.nih.gov/mesh/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "oa": "http://www.w3.org/ns/oa#",
    "obo": "http://purl.obolibrary.org/obo/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "sssom": "https://w3id.org/sssom/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# What may stand around a mean or median; "" is a plus-minus that the text does not explain: a statistic of some kind.
SPREADS: dict[str, str] = {
    "SD": "obo:STATO_0000237",
    "SE": "obo:STATO_0000037",
    "IQR": "obo:STATO_0000164",
    "range": "obo:STATO_0000035",
    "": "obo:STATO_0000039",
}

VOCABULARY = Path(__file__).with_name("vocabulary.ttl")
SHAPES = Path(__file__).with_name("shapes.ttl")


@functools.cache
def term(name: str) -> NamedNode:
    """Return the IRI of a prefixed name; raise `KeyError` where the prefix is none of `PREFIXES`.

    >>> term("cg:Claim").value
    'https://w3id.org/claimgraph/vocab#Claim'
    """
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


@functools.cache
def spread_names() -> dict[str, str]:
    """Return the names of `SPREADS` by IRI.

    >>> spread_names()["http://purl.obolibrary.org/obo/STATO_0000037"]
    'SE'
    """
    return {term(kind).value: name for name, kind in SPREADS.items()}


@functools.cache
def value(member: StrEnum) -> NamedNode:
    """Return the concept that stands for a member of one of our enumerations.

    >>> from extractors.claim import Setting
    >>> value(Setting.IN_VITRO).value
    'https://w3id.org/claimgraph/value/setting/in-vitro'
    """
    return concept(type(member).__name__, member.value)


@functools.lru_cache(maxsize=1024)
def concept(scheme: str, name: str) -> NamedNode:
    """Return the concept of a scheme by name; schemes are named after the enumerations, in lower case."""
    return NamedNode(f"{VALUE}{slug(scheme)}/{slug(name)}")


def slug(words: str) -> str:
    """Return words as one path segment of lower-case letters, digits and hyphens.

    >>> slug("1a: systematic review")
    '1a-systematic-review'
    """
    kept = "".join(char if char.isascii() and char.isalnum() else " " for char in words.lower())
    return "-".join(kept.split()) or "none"
