"""Decide how cross-references hold: the sources give bare pairs of ids, SSSOM wants a predicate and a reason.

For two vocabularies of one domain (diseases in MONDO and MeSH, say) the rules are, each named in the justification:

* ``stated-alone``: a source states the pair and neither id stands in another stated pair: exact;
* ``stated-same-name``: a source states the pair and a label or exact name of one is one of the other: exact;
* ``stated-below``: a source states the pair, the object has an exact match and the subject stands below it: broad;
* ``stated``: a source states the pair: close;
* ``chained``: the pair follows over a third vocabulary whose both pairs are stated. Exact where the rules above would
  make it so and neither id has an exact match yet, otherwise close;
* ``same-name``: nobody states the pair, but labels or exact names agree, one to one, and neither id has an exact match.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass

from ontologies.curie import Curie
from ontologies.mapping import Mapping, Predicate
from ontologies.normalise import key
from ontologies.term import Scope, Term

UNSPECIFIED = "semapv:UnspecifiedMatching"
CHAINED = "semapv:MappingChaining"
LEXICAL = "semapv:LexicalMatching"

_FIRM_NAMES = (Scope.LABEL, Scope.EXACT)
Pair = tuple[Curie, Curie]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linker:
    """Turn pairs of ids into mappings.

    ``terms`` are all terms by id, ``above`` gives the ancestors of an id.
    """

    terms: MappingType[Curie, Term]
    above: Callable[[Curie], frozenset[Curie]]

    def link(
        self, stated: Iterable[tuple[Pair, str]], chained: Iterable[tuple[Pair, str]] = (), *, lexical: bool = False
    ) -> list[Mapping]:
        """Return the mappings for pairs of one vocabulary with another, each pair given with its source.

        ``lexical`` adds pairs that only names speak for, between the vocabularies of the first stated pair.
        """
        sources = _first(stated)
        found = list(self._stated(sources))
        exact = _ends(found)
        found += self._chained({pair: s for pair, s in _first(chained).items() if pair not in sources}, exact)
        if lexical and sources:
            subject, object_ = next(iter(sources))
            found += self._lexical(subject.prefix, object_.prefix, _ends(found))
        return found

    def _stated(self, sources: dict[Pair, str]) -> Iterator[Mapping]:
        subjects, objects = _partners(sources)
        exact_subjects: dict[Curie, set[Curie]] = defaultdict(set)
        rest: list[Pair] = []
        for pair, source in sources.items():
            alone = len(objects[pair[0]]) == 1 and len(subjects[pair[1]]) == 1
            if alone or self._same_name(pair):
                exact_subjects[pair[1]].add(pair[0])
                rule = "stated-alone" if alone else "stated-same-name"
                yield _mapping(pair, Predicate.EXACT, UNSPECIFIED, rule, source)
            else:
                rest.append(pair)
        for pair in rest:
            below = bool(self.above(pair[0]) & exact_subjects[pair[1]])
            predicate = Predicate.BROAD if below else Predicate.CLOSE
            yield _mapping(pair, predicate, UNSPECIFIED, "stated-below" if below else "stated", sources[pair])

    def _chained(self, sources: dict[Pair, str], exact: set[Curie]) -> Iterator[Mapping]:
        subjects, objects = _partners(sources)
        for pair, source in sources.items():
            alone = len(objects[pair[0]]) == 1 and len(subjects[pair[1]]) == 1
            free = pair[0] not in exact and pair[1] not in exact
            firm = free and (alone or self._same_name(pair))
            yield _mapping(pair, Predicate.EXACT if firm else Predicate.CLOSE, CHAINED, "chained", source)

    def _lexical(self, subject_prefix: str, object_prefix: str, exact: set[Curie]) -> Iterator[Mapping]:
        kinds = {self.terms[c].kind for c in exact if c in self.terms and c.prefix == subject_prefix}
        by_key: dict[str, set[Curie]] = defaultdict(set)
        for curie, term in self.terms.items():
            wanted = curie.prefix == object_prefix and term.kind in kinds
            if wanted and not term.obsolete:
                for folded in _keys(term):
                    by_key[folded].add(curie)
        pairs: set[Pair] = set()
        for curie, term in self.terms.items():
            if curie.prefix == subject_prefix and not term.obsolete and curie not in exact:
                pairs.update((curie, other) for folded in _keys(term) for other in by_key.get(folded, ()))
        subjects, objects = _partners(pairs)
        for pair in sorted(pairs):
            if len(objects[pair[0]]) == 1 and len(subjects[pair[1]]) == 1 and pair[1] not in exact:
                yield _mapping(pair, Predicate.EXACT, LEXICAL, "same-name", "claimgraph")

    def _same_name(self, pair: Pair) -> bool:
        terms = [self.terms.get(end) for end in pair]
        return all(terms) and not _keys(terms[0]).isdisjoint(_keys(terms[1]))


def chain(first: Iterable[tuple[Pair, str]], second: Iterable[tuple[Pair, str]]) -> list[tuple[Pair, str]]:
    """Return the pairs that follow from a-b and b-c, with both sources."""
    onwards: dict[Curie, list[tuple[Curie, str]]] = defaultdict(list)
    for (subject, object_), source in second:
        onwards[subject].append((object_, source))
    return [((a, c), f"{one} + {two}") for (a, b), one in first for c, two in onwards[b]]


def stated_pairs(terms: Iterable[Term], prefix: str, source: str) -> list[tuple[Pair, str]]:
    """Return the cross-references of terms into one vocabulary as pairs with their source."""
    return [((t.curie, xref), source) for t in terms if not t.obsolete for xref in t.xrefs if xref.prefix == prefix]


def identities(terms: Iterable[Term], prefix: str, source: str) -> Iterator[Mapping]:
    """Yield exact mappings for cross-references that name the same record in another database, such as HGNC's."""
    for pair, _ in stated_pairs(terms, prefix, source):
        yield _mapping(pair, Predicate.EXACT, UNSPECIFIED, "same-record", source)


def _mapping(pair: Pair, predicate: Predicate, justification: str, rule: str, source: str) -> Mapping:
    return Mapping(
        subject=pair[0], predicate=predicate, object=pair[1], justification=f"{justification} {rule}", source=source
    )


def _first(pairs: Iterable[tuple[Pair, str]]) -> dict[Pair, str]:
    """Return the first source of each pair, sorted by pair."""
    sources: dict[Pair, str] = {}
    for pair, source in pairs:
        sources.setdefault(pair, source)
    return dict(sorted(sources.items()))


def _partners(pairs: Iterable[Pair]) -> tuple[dict[Curie, set[Curie]], dict[Curie, set[Curie]]]:
    """Return the subjects of each object and the objects of each subject."""
    subjects: dict[Curie, set[Curie]] = defaultdict(set)
    objects: dict[Curie, set[Curie]] = defaultdict(set)
    for subject, object_ in pairs:
        subjects[object_].add(subject)
        objects[subject].add(object_)
    return subjects, objects


def _ends(mappings: Iterable[Mapping]) -> set[Curie]:
    return {end for m in mappings if m.predicate is Predicate.EXACT for end in (m.subject, m.object)}


def _keys(term: Term | None) -> frozenset[str]:
    if term is None:
        return frozenset()
    return frozenset(key(name.text) for name in term.names if name.scope in _FIRM_NAMES)
