"""Proteins of viruses by the letters that genes of people have too: NS1 of influenza is no PTPN11."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from extractors.link import Link
from extractors.mention import Mention
from ontologies.term import Kind

_VIRUS = re.compile(
    r"virus|phage|\b(?:HIV|SIV|HCV|HBV|HPV|HSV|EBV|CMV|HCMV|KSHV|RSV|SARS|MERS|IAV)|^influenza", re.IGNORECASE
)
_PROTEIN = re.compile(
    r"(?:NS[1-5][AB]?|(?:nsp|NSP)\d{1,2}|E1[AB]|E[24-7]|gp(?:41|120|130|140|160)|PB[12](?:-F2)?|Gag|Pol|Env|Nef|Tat|Rev|"
    r"Vp[rux]|Vif|HBx|HB[sce]Ag|LMP-?[12][AB]?|EBNA-?\d?\w*|ICP\d+|U[LS]\d{1,3}|VP\d{1,2}|ORF\d\w*)(?: proteins?)?"
)


def named(mentions: Iterable[Mention]) -> Callable[[Mention], bool]:
    """Return a test whether a mention is a protein of a virus; none is in a paper whose mentions have no virus.

    >>> flu, letters = "influenza A virus", "NS1"
    >>> virus = Mention.cut(flu, 0, len(flu), Kind.SPECIES, "test")
    >>> protein = Mention.cut(letters, 0, 3, Kind.GENE, "test")
    >>> named([virus])(protein), named([])(protein)
    (True, False)
    """
    if not any(mention.kind is Kind.SPECIES and _VIRUS.search(mention.text) for mention in mentions):
        return lambda mention: False
    return lambda mention: _PROTEIN.fullmatch(mention.text) is not None


def link(mention: Mention) -> Link:
    """Return the decision on a protein of a virus: no release has their genes."""
    return Link(mention=mention, term=None, rule="nil:virus")
