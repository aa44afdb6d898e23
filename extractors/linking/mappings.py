"""From a term to its counterparts in the other vocabularies of its kind."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Sequence

from extractors.link import Candidate
from extractors.linking.broader import Broader
from extractors.linking.chemical_names import SALT
from extractors.linking.scoring import SAME_NAME
from extractors.linking.vocabularies import vocabularies_of
from ontologies.crosswalk import Crosswalk
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.mapping import Mapping, Predicate
from ontologies.term import Kind

# Rules that give a term for words that do not name it: as corpora do, and one that stands above what they name.
_TAUGHT, _ABOVE = "learned", frozenset({"wider", "broader"})


class Mappings:
    """Choose the mappings that hold for the words of a mention."""

    def __init__(self, lexicon: Lexicon, crosswalk: Crosswalk) -> None:
        self._crosswalk = crosswalk
        self.broader = Broader(lexicon, crosswalk).mapping
        self.counterparts = functools.lru_cache(maxsize=1 << 15)(self._counterparts)

    def _counterparts(self, curie: Curie, kind: Kind) -> tuple[Mapping, ...]:
        """Return the mappings of a term into the other vocabularies of its kind, the closest of each first."""
        return tuple(
            mapping
            for prefix in vocabularies_of(kind)
            if prefix != curie.prefix
            for mapping in self._crosswalk.translate(curie, prefix) or self._by_mondo(curie, prefix)
        )

    def _by_mondo(self, curie: Curie, prefix: str) -> Iterator[Mapping]:
        """Yield the counterparts of an OMIM entry that only MONDO, which is mapped to both, leads to."""
        if curie.prefix != "OMIM" or prefix == "MONDO":
            return
        for middle in self._crosswalk.translate(curie, "MONDO"):
            for last in self._crosswalk.translate(middle.object, prefix):
                if middle.predicate is last.predicate is Predicate.EXACT:
                    yield dataclasses.replace(last, subject=curie, justification="semapv:MappingChaining by-mondo")

    def of(self, candidates: Sequence[Candidate], kind: Kind) -> tuple[Mapping, ...]:
        """Return the mappings of the first candidate that hold for these words, vocabulary by vocabulary.

        A vocabulary may have a class for the tumour and one for the cancer where another has one for both: of several
        mappings the one to a class that has the words for a name too comes first, then the closest. Where no mapping
        is stated, a class with the very name is taken for a close match. What corpora file under a heading of another
        name need not be what its counterparts are, nor is a base its salt: there only classes that have the words for a
        name count, and none where the term is only what stands above a disease without a name.
        """
        first, *others = candidates
        if kind is Kind.DISEASE and first.rule in _ABOVE:
            return ()
        named = {other.curie for other in others if other.score >= SAME_NAME or other.rule == _TAUGHT}
        loose = first.rule == SALT or (kind is Kind.DISEASE and first.rule == _TAUGHT)
        found: list[Mapping] = []
        for prefix in vocabularies_of(kind):
            stated = [mapping for mapping in self.counterparts(first.curie, kind) if mapping.object.prefix == prefix]
            by_name = [mapping for mapping in stated if mapping.object in named]
            closest = [] if loose else [mapping for mapping in stated if mapping.predicate == stated[0].predicate]
            found.extend(dict.fromkeys(by_name + closest))
            same = [other.curie for other in others if other.curie in named and other.curie.prefix == prefix]
            if by_name or closest or prefix == first.curie.prefix or kind is Kind.GENE:
                continue
            if len(same) == 1:
                found.append(_by_name(first.curie, same[0]))
        return tuple(found)


def _by_name(subject: Curie, target: Curie) -> Mapping:
    return Mapping(
        subject=subject,
        predicate=Predicate.CLOSE,
        object=target,
        justification="semapv:LexicalMatching same-name",
        source="claimgraph",
    )
