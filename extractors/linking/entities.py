"""Decisions on mentions of all kinds but genes: the best candidate, its counterparts, and what is named beside it."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence

from extractors.link import Candidate, Link
from extractors.linking import acronyms
from extractors.linking.acronyms import Acronyms
from extractors.linking.broader import broad
from extractors.linking.candidates import JOINED, LEARNED, Candidates
from extractors.linking.mappings import Mappings
from extractors.linking.short_names import ShortNames
from extractors.linking.vocabularies import vocabularies_of
from extractors.mention import Mention
from ontologies.curie import Curie
from ontologies.mapping import Mapping
from ontologies.term import Kind

_SHORT = "abbreviation"
# Kinds whose letters stand for many things in as many papers: diseases, the arms of trials.
_JUDGED = frozenset({Kind.DISEASE, Kind.INTERVENTION})


class Entities:
    """Decide by candidates alone."""

    def __init__(self, candidates: Candidates, mappings: Mappings, letters: Acronyms) -> None:
        self._candidates = candidates
        self._mappings = mappings
        self._acronyms = letters
        self._decided = functools.lru_cache(maxsize=1 << 13)(self._decide)

    def decide(self, mention: Mention, names: ShortNames | None = None) -> Link:
        """Return the decision on a mention in a paper with these short names."""
        long_names = names.long_names(mention) if names else ()
        expanded = names.expanded(mention) if names and not long_names else None
        link = self._decided(mention.text, mention.kind, long_names, expanded)
        if names and link.rule == LEARNED and mention.kind is Kind.DISEASE:
            link = self._uninduced(link, names)
        if link.candidates and names and not self._believed(mention, link.candidates, names, long_names):
            return Link(mention=mention, term=None, rule="nil:letters", candidates=link.candidates)
        return link.at(mention)

    def _decide(self, text: str, kind: Kind, long_names: tuple[str, ...], expanded: str | None) -> Link:
        """Return the decision on words wherever they stand; kept, since papers repeat their names."""
        mention = Mention(start=0, end=len(text), text=text, kind=kind, recogniser="text")
        if long_names:
            words, candidates = self._choose(mention, long_names)
        else:
            words, candidates = self._written_out(mention, expanded)
        if not candidates:
            return Link(mention=mention, term=None, rule="nil:abbreviation" if long_names else "nil:no name")
        best = candidates[0]
        members = self._candidates.members(words, kind) if best.rule == JOINED else ()
        return Link(
            mention=mention,
            term=best.curie,
            rule=_SHORT if long_names else best.rule,
            candidates=candidates,
            mappings=self._counterparts(members[0] if members else candidates, words, kind),
            also=self._also(mention, best, members),
        )

    def _uninduced(self, link: Link, names: ShortNames) -> Link:
        """Return the link of a disease that corpora know from substances, without these where a paper names no cause.

        Psychosis is then no substance-induced one; where the vocabulary has no other heading the link stays.
        """
        if not self._candidates.is_induced(link.candidates[0].curie) or names.is_brought_about(link.mention.text):
            return link
        plain = [one for one in link.candidates if not self._candidates.is_induced(one.curie)]
        if not plain or plain[0].curie.prefix != link.candidates[0].curie.prefix:
            return link
        mappings = self._counterparts(plain, link.mention.text, link.mention.kind)
        return dataclasses.replace(
            link, term=plain[0].curie, rule=plain[0].rule, candidates=tuple(plain), mappings=mappings, also=()
        )

    def _choose(self, mention: Mention, long_names: Sequence[str]) -> tuple[str, tuple[Candidate, ...]]:
        """Return the words that led to candidates, and the candidates.

        An abbreviation is first what its long forms are by their very words, then by less exact ones; where those name
        nothing, or two things at once, its own letters decide.
        """
        own = self._candidates.exact(mention.text, mention.kind)
        for search in (self._candidates.exact, self._candidates.find):
            for name in long_names:
                found = search(name, mention.kind)
                if found and found[0].also:
                    members = {found[0].curie, *found[0].also}
                    one = [candidate for candidate in own if candidate.curie in members]
                    return (mention.text, tuple(one)) if one else (name, found)
                if found:
                    return name, found
        return mention.text, own

    def _believed(
        self, mention: Mention, candidates: Sequence[Candidate], names: ShortNames, long_names: Sequence[str]
    ) -> bool:
        """Tell whether letters may stand for the best of their candidates in a paper.

        Where the paper spells them out in words that name nothing, it has to have the words of the candidate: CLM for
        colorectal liver metastases is no larva migrans. Letters of diseases need them undefined too.
        """
        if mention.kind not in _JUDGED or len(mention.text) > acronyms.LONGEST:
            return True
        if long_names and candidates[0].name != mention.text:
            return True
        terms = (candidates[0].curie, *(other.object for other in self._mappings.of(candidates, mention.kind)))
        if long_names:
            return any(self._acronyms.spoken_of(curie, names.text) for curie in terms)
        is_disease = mention.kind is Kind.DISEASE
        return not is_disease or any(self._acronyms.believable(mention.text, curie, names.text) for curie in terms)

    def _written_out(self, mention: Mention, expanded: str | None) -> tuple[str, tuple[Candidate, ...]]:
        """Return the words that led to candidates, and the candidates, if need be with short forms written out.

        Less exact spellings of letters that the paper defines say nothing: "CRAB infection" is of no crab louse.
        """
        if expanded is not None and not self._candidates.exact(mention.text, mention.kind):
            return expanded, self._candidates.find(expanded, mention.kind)
        return mention.text, self._candidates.find(mention.text, mention.kind)

    def _counterparts(self, candidates: Sequence[Candidate], text: str, kind: Kind) -> tuple[Mapping, ...]:
        """Return the mappings of the best candidate.

        Where the leading vocabulary of the kind has nothing for it, what the words stand for there without some of them
        is a broad match, else the nearest class above is.
        """
        term, mappings = candidates[0].curie, self._mappings.of(candidates, kind)
        first = vocabularies_of(kind)[:1]
        prefixes = {term.prefix, *(mapping.object.prefix for mapping in mappings)}
        if kind not in (Kind.DISEASE, Kind.CHEMICAL) or prefixes.intersection(first):
            return mappings
        wider = self._candidates.find(text, kind, first[0])
        if wider:
            return (*mappings, broad(term, wider[0].curie, "semapv:LexicalMatching fewer-words"))
        if kind is Kind.CHEMICAL or "OMIM" in prefixes:  # it stands for MeSH where that has no heading
            return mappings
        climbed = self._mappings.broader(term, first[0])
        return mappings if climbed is None else (*mappings, climbed)

    def _also(self, mention: Mention, best: Candidate, members: Sequence[tuple[Candidate, ...]]) -> tuple[Link, ...]:
        """Return the decisions on the further terms that the words of a mention name; ``members`` are joined names."""
        named = {member[0].curie: member for member in members}
        return tuple(self._member(mention, named.get(curie) or (_also(best, curie),), best.rule) for curie in best.also)

    def _member(self, mention: Mention, candidates: tuple[Candidate, ...], rule: str) -> Link:
        mappings = self._mappings.of(candidates, mention.kind)
        return Link(mention=mention, term=candidates[0].curie, rule=rule, candidates=candidates, mappings=mappings)


def _also(best: Candidate, curie: Curie) -> Candidate:
    return Candidate(curie=curie, name=best.name, score=best.score, rule=best.rule)
