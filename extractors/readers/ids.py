"""Identifiers of papers in URLs, reference entries and metadata."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ontologies.curie import Curie

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>|]+", re.ASCII)
_PMC = re.compile(r"\bPMC\s?(\d{3,9})\b", re.IGNORECASE)
_PMID = re.compile(
    r"(?:\bPMID:?\s*|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/)(\d{1,9})\b", re.IGNORECASE
)
_ORCID = re.compile(r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b")
_CLOSING = {")": "(", "]": "[", "}": "{"}
_ORDER = {"PMC": 0, "PMID": 1, "DOI": 2}


def doi(text: str) -> Curie | None:
    """Return the first DOI in the text, in lower case, or None.

    DOIs compare without case (DOI Handbook 2.4), so one form is kept. Punctuation that ends a sentence or closes a
    bracket opened before the DOI is not part of it.

    >>> str(doi("see https://doi.org/10.1056/NEJMoa1715274)."))
    'DOI:10.1056/nejmoa1715274'
    """
    match = _DOI.search(text)
    if not match:
        return None
    found = match.group()
    while found[-1] in ".,;:'’”*" or (
        found[-1] in _CLOSING and found.count(found[-1]) > found.count(_CLOSING[found[-1]])
    ):
        found = found[:-1]
    return Curie("DOI", found.lower()) if found.partition("/")[2] else None


def pmc(text: str) -> Curie | None:
    """Return the first PubMed Central id in the text, or None; the letters PMC are needed."""
    match = _PMC.search(text)
    return Curie("PMC", match.group(1)) if match else None


def pmid(text: str) -> Curie | None:
    """Return the first PubMed id in the text, or None; it must be marked as one or stand in a PubMed URL."""
    match = _PMID.search(text)
    return Curie("PMID", match.group(1)) if match else None


def orcid(text: str) -> Curie | None:
    """Return the first ORCID iD in the text, or None."""
    match = _ORCID.search(text)
    return Curie("ORCID", match.group()) if match else None


def paper_ids(text: str) -> tuple[Curie, ...]:
    """Return the first PMC id, PMID and DOI in the text, in this order.

    >>> [str(curie) for curie in paper_ids("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC12775850/")]
    ['PMC:12775850']
    """
    return tuple(curie for curie in (pmc(text), pmid(text), doi(text)) if curie)


def from_kind(kind: str, value: str) -> Curie | None:
    """Return the id whose kind a file names in its own way ("pmc", "pmcid", "pubmed", "doi"), or None."""
    name, text = kind.lower().strip(), value.strip()
    if name in {"pmc", "pmcid", "pmc-uid", "pmcaid"}:
        digits = text.upper().removeprefix("PMC").partition(".")[0]
        return Curie("PMC", digits) if digits.isascii() and digits.isdigit() and name != "pmcaid" else None
    if name in {"pmid", "pubmed", "medline"}:
        return Curie("PMID", text) if text.isascii() and text.isdigit() and name != "medline" else None
    return doi(text) if name == "doi" else None


def ordered(curies: Iterable[Curie | None]) -> tuple[Curie, ...]:
    """Return the ids without repeats: PMC, PMID, DOI, then others in the order given."""
    unique = dict.fromkeys(curie for curie in curies if curie)
    return tuple(sorted(unique, key=lambda curie: _ORDER.get(curie.prefix, len(_ORDER))))


def document_id(curies: Iterable[Curie], fallback: str) -> str:
    """Return the id that stands for a paper: its PMC id, else PMID, else DOI, else the fallback.

    >>> document_id((Curie("DOI", "10.1/x"), Curie("PMID", "7")), "file")
    'PMID7'
    """
    first = next((curie for curie in ordered(curies) if curie.prefix in _ORDER), None)
    if first is None:
        return fallback
    return first.identifier if first.prefix == "DOI" else first.prefix + first.identifier


_SUFFIXES = re.compile(
    r"(\.(gz|bz2|xz|txt|text|md|markdown|html?|xhtml|n?xml|json|jsonl|pubtator|bioc))+$", re.IGNORECASE
)


def stem(source: str) -> str:
    """Return the file name without folders and without the endings of formats and compression.

    >>> stem("papers/journal.pone.0117949.nxml.gz"), stem("box.zip!in/side.txt")
    ('journal.pone.0117949', 'side')
    """
    name = re.split(r"[/\\!]", source)[-1]
    return _SUFFIXES.sub("", name) or name or source
