"""What is special about genes: their spellings, and the same gene in another species."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from extractors.link import Candidate
from extractors.linking.names import Names
from extractors.linking.taxa import Weights
from extractors.recognise import patterns
from ontologies.curie import Curie
from ontologies.term import Kind, Scope

_MIRNA_PREFIX = re.compile(r"^[a-z]{3}-(?=mi|let)", re.IGNORECASE)
_MIRNA_HEAD = re.compile(r"^(?:microRNA|miRNA|miRs?)s?[-\u2010-\u2013 ]?(?=\d)", re.IGNORECASE)
_MIRNA_ARM = re.compile(r"(?:[-\u2010-\u2013][35]p)?\*?$")


def spellings(text: str) -> Iterator[tuple[str, str]]:
    """Yield less exact spellings of the name of a gene, each with the rule's name.

    >>> list(spellings("hsa-miR-23b-3p"))
    [('miR-23b-3p', 'mirna'), ('miR-23b', 'mirna')]
    """
    if "/" in text:  # ERK1/2: the first of them
        yield text.partition("/")[0], "first of several"
    if patterns.MIRNA.fullmatch(text):
        plain = _MIRNA_HEAD.sub("miR-", _MIRNA_PREFIX.sub("", text))
        yield plain, "mirna"
        yield _MIRNA_ARM.sub("", plain), "mirna"


class Genes:
    """Move from a gene to its counterpart in the species that a paper is about."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._taxon = functools.lru_cache(maxsize=1 << 14)(self._find_taxon)

    def with_ortholog(self, candidates: tuple[Candidate, ...], taxa: Weights) -> tuple[Candidate, ...]:
        """Add the gene of the expected species that has the symbol of the best candidate, where its own names fail.

        Papers call rat genes by names that only the human record lists. Symbols of orthologs differ in case only.
        """
        best = candidates[0]
        wanted = taxa.expected
        if wanted is None or any(self._taxon(candidate.curie) == wanted for candidate in candidates):
            return candidates
        symbol = self._names.label(best.curie)
        found = [entry for entry, _ in self._names.scored(symbol, Kind.GENE) if entry.taxon == wanted]
        same = [entry for entry in found if entry.scope is Scope.LABEL]
        if len({entry.curie for entry in same}) != 1:
            return candidates
        return (Candidate(curie=same[0].curie, name=best.name, score=best.score, rule="ortholog"), *candidates)

    def _find_taxon(self, curie: Curie) -> Curie | None:
        symbol = self._names.label(curie)
        return next((entry.taxon for entry, _ in self._names.scored(symbol, Kind.GENE) if entry.curie == curie), None)
