"""Spellings that a name is met in beside its own, beyond those that share its key."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from ontologies.curie import Curie
from ontologies.entry import Flag
from ontologies.normalise import is_blocking, tokens
from ontologies.term import Kind, Term

_JOINED_KINDS = frozenset({Kind.GENE, Kind.CELL_LINE, Kind.CHEMICAL})
_REMARK = re.compile(r"\s*\((?:disease|disorder|finding|human|mouse|rat|protein)\)$", re.IGNORECASE)
# Papers write b-catenin for beta-catenin, and name cell lines without the collection or the organ they came from.
_GREEK = re.compile(r"(?<![a-z])(?:alpha|beta|gamma|delta|kappa)(?![a-z])", re.IGNORECASE)
_PROVIDER = re.compile(r"^(?:NCI-(?=H\d)|HEK-?(?=293.))")
# Cellosaurus tells cell lines of one name apart by what they come from.
_ORIGIN = re.compile(r"\s*\[[^\]]*\]$")
# Proteins of yeast are called by the gene's symbol and a p: Pmr1p.
_YEAST = Curie("NCBITaxon", "4932")
_LOCUS = re.compile(r"[A-Z]{3}\d{1,3}")
_BREAKS = re.compile(r"[-\u2010-\u2013 /]+")


def variants(name: str, term: Term) -> Iterator[tuple[str, Flag]]:
    """Yield a name of a term, then spellings made from it, each with the flag that says so.

    Made are: the name without a closing remark in brackets, the name without its inner punctuation (not for
    supplementary records of MeSH, whose punctuation is chemistry), the hyphenless form of symbols of genes, cell lines
    and chemicals, Latin letters for Greek ones in genes, proteins of yeast, cell lines without the collection or the
    tissue they came from, and for MeSH headings the natural order of inverted names and "cancer" for "neoplasms".

    >>> from ontologies import Curie, Lexicon
    >>> mda = Lexicon.open().term(Curie.parse("CVCL_0062"))
    >>> [spelling for spelling, _ in variants("MDA-MB-231", mda)]
    ['MDA-MB-231', 'MDAMB231']
    """
    yield name, Flag(0)
    plain = _REMARK.sub("", name)
    if plain != name:
        yield plain, Flag.VARIANT
    found = tokens(name)
    supplementary = term.curie.prefix == "MESH" and term.curie.identifier.startswith("C")
    if not supplementary and any(is_blocking(token.key) for token in found[1:-1]):
        yield " ".join(name[t.start : t.end] for t in found if not is_blocking(t.key)), Flag.VARIANT
    if term.kind in _JOINED_KINDS and len(name) <= 16 and _joins(name):
        yield _BREAKS.sub("", name), Flag.VARIANT
    if term.kind is Kind.GENE and len(name) <= 25 and _GREEK.search(name):
        yield _GREEK.sub(lambda match: match[0][0], name), Flag.VARIANT
    if term.taxon == _YEAST and _LOCUS.fullmatch(name):
        yield f"{name.capitalize()}p", Flag.VARIANT
    if term.kind is Kind.CELL_LINE and (short := _PROVIDER.sub("", _ORIGIN.sub("", name))) != name:
        yield short, Flag.VARIANT
    if term.curie.prefix == "MESH":
        yield from ((spelling, Flag.VARIANT) for spelling in _mesh_variants(name, term.tree_numbers))


def _mesh_variants(name: str, tree_numbers: tuple[str, ...]) -> Iterator[str]:
    """Yield what MeSH users say for an inverted heading or for one of the neoplasms by site.

    >>> list(_mesh_variants("Carcinoma, Hepatocellular", ("C04.557.470",)))
    ['Hepatocellular Carcinoma']
    >>> list(_mesh_variants("Breast Neoplasms", ("C04.588.180",)))
    ['Breast Cancer', 'Cancer of Breast', 'Breast Tumors']
    """
    head, comma, rest = name.partition(", ")
    if comma and "," not in rest and len(name) < 60 and tree_numbers:
        yield f"{rest} {head}"
    if name.endswith(" Neoplasms") and any(number.startswith("C04.588") for number in tree_numbers):
        site = name.removesuffix(" Neoplasms")
        yield from (f"{site} Cancer", f"Cancer of {site}", f"{site} Tumors")


def _joins(name: str) -> bool:
    """Tell whether a name is a symbol of several parts, two of letters beside each other (``MDA-MB-231``)."""
    parts = _BREAKS.split(name)
    beside = any(a[-1:].isalpha() and b[:1].isalpha() for a, b in itertools.pairwise(parts))
    return beside and any(char.isupper() for char in name) and not re.search(r"[a-z]{3}", name)
