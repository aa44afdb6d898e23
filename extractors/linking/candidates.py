"""Candidates for the words of a mention: what the lexicon lists and what corpora say, ranked together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from extractors.link import Candidate
from extractors.linking.learned import Learned, Meaning
from extractors.linking.names import Names
from extractors.linking.scoring import FIRST_VOCABULARY, number
from extractors.linking.spellings import spellings
from extractors.linking.vocabularies import family_of, vocabularies_of
from ontologies.curie import Curie
from ontologies.term import Kind

# With as many papers that have a name, their word weighs as much as that of the lexicon.
_DOUBT = 1.0
LEARNED = "learned"

_Ids = tuple[Curie, ...]


class Candidates:
    """Find candidates for names of all kinds but genes, whose species matter."""

    def __init__(self, names: Names, learned: Learned) -> None:
        self._names = names
        self._learned = learned

    def find(self, text: str, kind: Kind) -> tuple[Candidate, ...]:
        """Return the terms that the words can stand for as the kind, ranked, best first.

        Less exact spellings are tried one after the other where the words themselves are not known. Nothing is
        returned where corpora have the name and say that it has no term.
        """
        for name, rule in spellings(text, kind):
            listed = self._listed(name, kind, rule)
            meanings = self._taught(name, kind)
            if listed or meanings:
                found = list(_weighed(listed, meanings, name, kind)) if meanings else list(listed.values())
                return tuple(sorted(found, key=lambda candidate: (-candidate.score, number(candidate.curie))))
        return ()

    def _taught(self, name: str, kind: Kind) -> tuple[Meaning, ...]:
        """Return the learned meanings of a name without those whose ids the releases do not know any more."""
        number_of = self._names.lexicon.number_of
        meanings = self._learned.meanings(name, kind)
        return tuple(one for one in meanings if all(number_of(curie) is not None for curie in one[0]))

    def _listed(self, name: str, kind: Kind, rule: str) -> dict[_Ids, Candidate]:
        """Return what the lexicon lists for a name, by id, each with its best score."""
        ranked: dict[_Ids, Candidate] = {}
        for entry, score in self._names.scored(name, kind):
            known = ranked.get((entry.curie,))
            if known is None or score > known.score:
                ranked[entry.curie,] = Candidate(curie=entry.curie, name=name, score=round(score, 4), rule=rule)
        return ranked


def _weighed(
    listed: Mapping[_Ids, Candidate], meanings: Sequence[Meaning], name: str, kind: Kind
) -> Iterator[Candidate]:
    """Yield the candidates of lexicon and corpora; the word of corpora grows with the papers that have the name.

    Vocabularies are weighed apart, since a corpus that uses one says nothing of the terms of the other.
    """
    counts = {ids: count for ids, count in meanings if ids}
    none = sum(count for ids, count in meanings if not ids)
    papers: Counter[str] = Counter()
    for ids, count in counts.items():
        papers[family_of(ids[0])] += count
    if none > sum(papers.values()):
        return
    for ids in dict.fromkeys((*listed, *counts)):
        family = family_of(ids[0])
        total = papers[family]
        trust = total / (total + _DOUBT)
        taught = trust * (counts.get(ids, 0) / total if total else 0.0)
        best = 1.0 if family in vocabularies_of(kind)[:1] else 1.0 - FIRST_VOCABULARY
        known = listed.get(ids)
        score = taught * best + (1 - trust) * (known.score if known else 0.0)
        rule = known.rule if known else LEARNED
        yield Candidate(curie=ids[0], name=name, score=round(score, 4), rule=rule, also=ids[1:])
