"""Names of people who are cited: "Hughes et al." is no cell line, whatever a vocabulary calls Hughes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.mention import Mention
from extractors.recognise import given

# Of a gene or a cell line nobody says "and colleagues".
_WITH_OTHERS = re.compile(r",?\s+(?:et\.?\s+al\b|(?:and|&)\s+(?:colleagues|co-?workers|associates)\b)")


def without_authors(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return mentions without those that are an author; what the input gives stays.

    >>> from ontologies.term import Kind
    >>> text = "HeLa cells were used by Hughes et al."
    >>> found = [Mention.cut(text, start, start + n, Kind.CELL_LINE, "lexicon") for start, n in ((0, 4), (24, 6))]
    >>> [mention.text for mention in without_authors(text, found)]
    ['HeLa']
    """
    return [mention for mention in mentions if given.is_given(mention) or not _WITH_OTHERS.match(text, mention.end)]
