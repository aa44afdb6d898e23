"""Candidates for the words of a mention: what the lexicon lists and what corpora say, ranked together."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractors.link import Candidate
from extractors.linking import coordination
from extractors.linking.chemical_names import MINERALS, SALT, is_symbol_in_capitals, salts
from extractors.linking.learned import Learned, Meaning
from extractors.linking.modifiers import Modifiers
from extractors.linking.names import Names
from extractors.linking.scoring import FIRST_VOCABULARY, SAME_NAME, number
from extractors.linking.spellings import spellings
from extractors.linking.vocabularies import family_of, vocabularies_of
from extractors.recognise.classes import Classes
from extractors.recognise.senses import words
from ontologies.curie import Curie
from ontologies.term import Kind

# With as many papers that have a name, their word weighs as much as that of the lexicon.
_DOUBT = 0.3
LEARNED = "learned"
_OTHER_NUMBER = 0.9
JOINED = "joined"
# What a member of joined names found by a rule fits less than one found by its very words.
_FITS = {"exact": 1.0, LEARNED: 1.0, "broader": 0.8, "wider": 0.6, "completed": 0.6}

_NEAR = frozenset({"adjective", "renamed", "wider", "turned", "infection"})
_SHORTENED = frozenset({Kind.DISEASE, Kind.CHEMICAL})
# Names that say nothing once the words before them are left out.
_GENERIC = words(
    "disease diseases disorder disorders syndrome syndromes infection infections condition conditions symptom "
    "symptoms injury injuries damage toxicity dysfunction impairment defect defects deficiency deficiencies "
    "abnormality abnormalities lesion lesions failure insufficiency complication complications death rupture acid "
    "drug drugs"
)

_Ids = tuple[Curie, ...]


class Candidates:
    """Find candidates for names of all kinds but genes, whose species matter."""

    def __init__(self, names: Names, learned: Learned, modifiers: Modifiers) -> None:
        self._names = names
        self._learned = learned
        self._modifiers = modifiers
        self._classes = Classes(names.lexicon)

    def find(self, text: str, kind: Kind, family: str | None = None) -> tuple[Candidate, ...]:
        """Return the terms that the words can stand for as the kind, ranked, best first.

        Less exact spellings are tried one after the other where the words themselves are not known. Nothing is
        returned where corpora have the name and say that it has no term. With a family only terms of its
        vocabularies count.
        """
        found = self._exact(text, kind, family)
        # Where only another vocabulary has nausea and vomiting as one thing, the leading one names both.
        if found is None or any(_is_behind(one, _leading(kind)) for one in found[:1]):
            found = self._joined(text, kind, family) or found
        if kind is Kind.CHEMICAL and not any(one.curie.prefix == "MESH" for one in found or ()):
            found = (*self._salt(text), *(found or ())) or None
        for way in (self._spelled, self._shortened):
            if found is None:
                found = way(text, kind, family)
        return found or ()

    def is_induced(self, curie: Curie) -> bool:
        """Tell whether a heading is of what substances bring about that people abuse: Psychoses, Substance-Induced."""
        return curie.prefix == "MESH" and "substance-induced" in self._names.label(curie).lower()

    def exact(self, text: str, kind: Kind) -> tuple[Candidate, ...]:
        """Return the terms that have the very words for a name, ranked, best first."""
        return self._named(text, kind) or ()

    def _exact(self, text: str, kind: Kind, family: str | None = None) -> tuple[Candidate, ...] | None:
        return self._first([(text, "exact")], kind, family)

    def _salt(self, text: str) -> tuple[Candidate, ...]:
        """Return the one heading of MeSH that the salts of a base have, where the base itself has none."""
        listed = (self._listed(name, Kind.CHEMICAL, SALT) for name in salts(text))
        headings = {one.curie: one for found in listed for one in found.values() if one.curie.prefix == "MESH"}
        return tuple(headings.values()) if len(headings) == 1 else ()

    def _spelled(self, text: str, kind: Kind, family: str | None = None) -> tuple[Candidate, ...] | None:
        return self._first(spellings(text, kind), kind, family)

    def _shortened(self, text: str, kind: Kind, family: str | None = None) -> tuple[Candidate, ...] | None:
        return self._first(self._shorter(text, kind), kind, family)

    def _first(self, names: Iterable[tuple[str, str]], kind: Kind, family: str | None) -> tuple[Candidate, ...] | None:
        for name, rule in names:
            found = self._named(name, kind, rule)
            if found and family:
                found = tuple(one for one in found if family_of(one.curie) == family) or None
            if found is not None:
                return found
        return None

    def _joined(self, text: str, kind: Kind, family: str | None = None) -> tuple[Candidate, ...] | None:
        """Return one candidate for joined names, where a way to take them apart gives names that all are known."""
        members = self.members(text, kind, family)
        if not members:
            return None
        chosen = [member[0] for member in members]
        ids = tuple(dict.fromkeys(curie for one in chosen for curie in (one.curie, *one.also)))
        score = round(min(map(_fit, chosen)), 4)
        return (Candidate(curie=ids[0], name=text, score=score, rule=JOINED, also=ids[1:]),)

    def members(self, text: str, kind: Kind, family: str | None = None) -> tuple[tuple[Candidate, ...], ...]:
        """Return the candidates of each of joined names, empty for words that join none.

        Of several ways to take them apart the one counts whose weakest name fits best.
        """
        best: tuple[float, tuple[tuple[Candidate, ...], ...]] = (0.0, ())
        for names in coordination.parts(text) if kind in _SHORTENED else ():
            members = [self._spelled(name, kind, family) for name in names]
            known = tuple(member for member in members if member)
            if len(known) == len(names) and min(_fit(member[0]) for member in known) > best[0]:
                best = min(_fit(member[0]) for member in known), known
        return best[1]

    def _shorter(self, text: str, kind: Kind) -> Iterator[tuple[str, str]]:
        """Yield names without some of the words, each also in its near spellings."""
        if kind in _SHORTENED:
            for rest, _ in self._modifiers.shorter(text, kind):
                if rest.lower() not in _GENERIC:
                    near = (name for name, rule in spellings(rest, kind) if rule in _NEAR)
                    yield from ((name, "shorter") for name in (rest, *near))

    def _named(self, name: str, kind: Kind, rule: str = "exact") -> tuple[Candidate, ...] | None:
        """Return the candidates of one spelling, or None where nothing has the name."""
        listed = self._listed(name, kind, rule)
        if kind is Kind.CHEMICAL and name.endswith("ate") and name not in MINERALS:
            listed = self._with_acid(listed, name)
        meanings = self._taught(name, kind)
        if kind is Kind.CHEMICAL and meanings:
            meanings = self._without_members(meanings, listed)
        if not (listed or meanings):
            return None
        found = list(_weighed(listed, meanings, name, kind)) if meanings else list(listed.values())
        if kind is Kind.CHEMICAL:
            found = self._of_number(found, name)
        leading = _leading(kind) if any(_family(ids) == _leading(kind) for ids, _ in meanings) else None
        order = vocabularies_of(kind)
        return tuple(sorted(found, key=lambda one: (_is_behind(one, leading), *_by_score(one, order))))

    def _of_number(self, found: list[Candidate], name: str) -> list[Candidate]:
        """Exchange the scores of a class of chemicals and a single one where the number of the name says the other.

        Alcohol is no Alcohols, amphetamines are not Amphetamine; corpora are asked by keys, which tell no plurals.
        Reading labels costs milliseconds, so only headings that share a name are read.
        """
        headings = sorted((one for one in found if one.curie.prefix == "MESH" and not one.also), key=_by_score)
        if len(headings) < 2:
            return found
        plural = name.endswith("s")
        fitting = [one for one in headings if self._names.label(one.curie).endswith("s") is plural]
        first = headings[0]
        if not fitting or first in fitting:
            return found
        behind = min(fitting[0].score, round(first.score * _OTHER_NUMBER, 4))
        scores = {fitting[0].curie: first.score, first.curie: behind}
        return [dataclasses.replace(one, score=scores.get(one.curie, one.score)) for one in found]

    def _with_acid(self, listed: dict[_Ids, Candidate], name: str) -> dict[_Ids, Candidate]:
        """Add the acid of an ion to what is listed for it: glutamate has a class, and a heading of the acid."""
        acids = self._listed(name.removesuffix("ate") + "ic acid", Kind.CHEMICAL, "acid") if listed else {}
        headings = {
            ids: one for ids, one in acids.items() if one.curie.prefix == "MESH" and one.curie.identifier[0] == "D"
        }
        return {**headings, **listed}

    def _without_members(self, meanings: tuple[Meaning, ...], listed: dict[_Ids, Candidate]) -> tuple[Meaning, ...]:
        """Return the learned meanings of the name of a class of drugs without those of its members.

        A paper that says statin for its simvastatin teaches nothing about other papers.
        """
        if not any(
            one.curie.prefix == "MESH" and one.score >= SAME_NAME and self._is_class(ids) for ids, one in listed.items()
        ):
            return meanings
        return tuple(one for one in meanings if not one[0] or one[0] in listed or self._is_class(one[0]))

    def _is_class(self, ids: _Ids) -> bool:
        return self._classes.holds(self._names.lexicon.number_of(ids[0]))

    def _taught(self, name: str, kind: Kind) -> tuple[Meaning, ...]:
        """Return the learned meanings of a name without those whose ids the releases do not know any more."""
        if kind is Kind.CHEMICAL and is_symbol_in_capitals(name):
            return ()
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


def _leading(kind: Kind) -> str | None:
    """Return the vocabulary whose learned meanings of a kind count before the names that others have."""
    return vocabularies_of(kind)[0] if kind is Kind.DISEASE else None


def _family(ids: _Ids) -> str | None:
    return family_of(ids[0]) if ids else None


def _is_behind(candidate: Candidate, leading: str | None) -> bool:
    return leading is not None and family_of(candidate.curie) != leading


def _by_score(candidate: Candidate, order: Sequence[str] = ()) -> tuple[float, int, tuple[str, int, str]]:
    """Order candidates by score, then by vocabulary: a disease is a disease before it is an abnormality."""
    prefix = candidate.curie.prefix
    return -candidate.score, order.index(prefix) if prefix in order else len(order), number(candidate.curie)


def _fit(candidate: Candidate) -> float:
    return candidate.score * _FITS.get(candidate.rule, 0.9)


def _weighed(
    listed: Mapping[_Ids, Candidate], meanings: Sequence[Meaning], name: str, kind: Kind
) -> Iterator[Candidate]:
    """Yield the candidates of lexicon and corpora; the word of corpora grows with the papers that have the name.

    Vocabularies are weighed apart, since a corpus that uses one says nothing of the terms of the other.
    """
    counts = {ids: count for ids, count in meanings if ids}
    none = sum(count for ids, count in meanings if not ids)
    papers: Counter[str] = Counter()
    most: Counter[str] = Counter()
    for ids, count in counts.items():
        family = family_of(ids[0])
        papers[family] += count
        most[family] = max(most[family], count)
    # A chemical that corpora give two headings (alcohol) must not lose to the one term that another vocabulary has.
    whole = most if kind is Kind.CHEMICAL else papers
    if none > sum(papers.values()) + bool(listed and kind is Kind.CHEMICAL):
        return  # of a chemical that the lexicon lists one paper that has no id for it is not believed
    for ids in dict.fromkeys((*listed, *counts)):
        family = family_of(ids[0])
        total = papers[family]
        trust = total / (total + _DOUBT)
        taught = trust * (counts.get(ids, 0) / whole[family] if total else 0.0)
        best = 1.0 if family in vocabularies_of(kind)[:1] else 1.0 - FIRST_VOCABULARY
        known = listed.get(ids)
        score = taught * best + (1 - trust) * (known.score if known else 0.0)
        rule = known.rule if known else LEARNED
        yield Candidate(curie=ids[0], name=name, score=round(score, 4), rule=rule, also=ids[1:])
