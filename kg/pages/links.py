"""Where the page about a thing is, and what a page's address stands for."""

from __future__ import annotations

from urllib.parse import quote, unquote

from ontologies.curie import Curie
from ontologies.errors import OntologyError

OWN = ("paper", "claim", "risk", "relation", "phrase", "intervention", "proposition")


def page_of(iri: str, base: str) -> str:
    """Return the path of the page about a thing.

    >>> page_of("http://id.nlm.nih.gov/mesh/D001943", "https://example.org/")
    '/entity/MESH:D001943'
    >>> page_of("https://example.org/claim/12", "https://example.org/")
    '/claim/12'
    >>> page_of("urn:a b", "https://example.org/")
    '/entity?iri=urn%3Aa%20b'
    """
    if iri.startswith(base) and iri[len(base) :].partition("/")[0] in OWN:
        return "/" + iri[len(base) :]
    curie = _curie(iri)
    return f"/entity/{quote(curie, safe=':')}" if curie else f"/entity?iri={quote(iri, safe='')}"


def id_of(iri: str) -> str:
    """Return the id of a term, such as MESH:D001943; nothing for words and treatments of our own."""
    return _curie(iri)


def iri_of(curie: str) -> str:
    """Return the IRI that an id stands for; nothing where its prefix is unknown."""
    try:
        return Curie.parse(curie).iri
    except (OntologyError, ValueError):
        return ""


def local_id(iri: str) -> str:
    """Return the last part of an IRI of our own as it was before it was encoded.

    >>> local_id("https://example.org/paper/10.1%2F2")
    '10.1/2'
    """
    return unquote(iri.rpartition("/")[2])


def _curie(iri: str) -> str:
    try:
        curie = Curie.from_iri(iri)
    except (OntologyError, ValueError):
        return ""
    return str(curie) if curie is not None and curie.iri == iri else ""
