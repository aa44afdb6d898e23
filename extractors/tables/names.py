"""What the cells of a table name: recognised things that are most of a cell, or its words."""

from __future__ import annotations

import re
from bisect import bisect_right

from extractors.claim import Argument
from extractors.claims.arguments import Resolver
from extractors.claims.valence import about_cancer
from extractors.document import Cell, Sentence
from extractors.pipeline import Extraction
from extractors.tables.arms import SIZE
from ontologies.term import Kind

# Words in the name of a row that leave it the same thing.
_QUALIFIERS = re.compile(
    r"\([^)]*\)|\[[^\]]*\]|[^\w\s-]|\b(?:yes|vs?|versus|no|none|present|presence|absence|absent|positive|mutant|mutations?|history"
    r"|of|use|used|user|users|therapy|treatment|current|ever|any|previous|prior|baseline|at|with|the|a|per|increase"
    r"|mean|median|SD|SEM?|IQR|range|n|number|score|CI|diagnosis|levels?|status|on|and|or|in|to|reference)\b|\d",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[,;:]\s*(?:mean|median|n|no\.|number)\b|\s*[\[(]\s*(?:mean|median|n|no\.|%|years?|yrs?|y)).*$", re.IGNORECASE
)
MARKS = re.compile(r"\s?(?:[*†‡§¶#‖]+|\^\w+)$")
_MOST = 0.6


class Names:
    """Name what stands in the tables of one document."""

    def __init__(self, extraction: Extraction) -> None:
        self._extraction, self._document = extraction, extraction.document
        self._resolver = Resolver(self._document.text, extraction.links, extraction.interventions)
        self._starts = [sentence.start for sentence in extraction.sentences]
        self._cancer = about_cancer(f"{self._document.metadata.title}\n{self._document.text[:1500]}")

    def _words(self, cell: Cell, kind: Kind) -> Argument:
        """Return the words of a cell without the size of a group and without what its numbers are."""
        text = MARKS.sub("", _TAIL.sub("", SIZE.sub("", self._document.text[cell.start : cell.end])))
        return Argument(start=cell.start, end=cell.start + len(text), text=text, kind=kind)

    def _named(self, cell: Cell, kinds: frozenset[Kind]) -> Argument | None:
        """Return the name that a cell holds, where it is most of what the cell says."""
        found = self._first(cell.start, cell.end, kinds)
        if found is None:
            return None
        around = self._document.text[cell.start : found.start] + " " + self._document.text[found.end : cell.end]
        rest = len("".join(_QUALIFIERS.sub(" ", around).split()))
        return found if len(found.text) >= _MOST * (len(found.text) + rest) else None

    def _first(self, start: int, end: int, kinds: frozenset[Kind]) -> Argument | None:
        """Return the first recognised name of a kind in a span, a composed intervention before a simple name."""
        wholes = self._resolver.interventions_in(start, end) if Kind.INTERVENTION in kinds else []
        within = [whole for whole in wholes if start <= whole.start and whole.end <= end]
        if within:
            return self._resolver.composed(within[0])
        links = [link for link in self._resolver.links_in(start, end) if link.mention.kind in kinds]
        known = (link for link in links if link.curies or link.mention.kind is Kind.OUTCOME)
        return next((self._resolver.named(link) for link in known), None)

    def _sentence(self, cell: Cell) -> Sentence | None:
        at = bisect_right(self._starts, cell.start) - 1
        sentence = self._extraction.sentences[at] if at >= 0 else None
        return sentence if sentence is not None and cell.start < sentence.end else None
