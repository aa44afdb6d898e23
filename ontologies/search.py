"""Forgiving search over the names of a lexicon, for people who type."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from ontologies.curie import Curie
from ontologies.entry import Entry, Flag
from ontologies.layout import KINDS, SCOPES, species_rank
from ontologies.lexicon import Hit, Lexicon
from ontologies.normalise import key
from ontologies.term import Scope

# A short prefix begins hundreds of thousands of names; the nearest in the trie's order are enough for a list of ten.
_PREFIX_NAMES = 400
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789 "
_SCOPE_COST = {Scope.LABEL: 0.0, Scope.EXACT: 0.02, Scope.PREVIOUS: 0.05, Scope.NARROW: 0.08, Scope.BROAD: 0.1}


def search(lexicon: Lexicon, text: str, limit: int) -> tuple[Hit, ...]:
    """Return the best terms for ``text``: see `Lexicon.search`."""
    folded = key(text)
    if not folded:
        return ()
    best: dict[Curie, tuple[float, Entry]] = {}
    for closeness, name_id in _names(lexicon, folded, limit):
        for entry in lexicon.entries(name_id):
            score = closeness - _cost(entry, text)
            if entry.curie not in best or score > best[entry.curie][0]:
                best[entry.curie] = (score, entry)
    ranked = sorted(best.values(), key=lambda pair: _rank(*pair))[:limit]
    return tuple(_hit(lexicon, score, entry) for score, entry in ranked)


def _names(lexicon: Lexicon, folded: str, limit: int) -> Iterator[tuple[float, int]]:
    """Yield (closeness, name id) of the names worth a look, stopping early where exact ones suffice."""
    exact = lexicon.name_id(folded)
    if exact is not None:
        yield 1.0, exact
        if len(lexicon.entries(exact)) >= limit:
            return
    words = folded.split(" ")
    if 1 < len(words) <= 5:
        for order in itertools.permutations(words):
            yield from _known(lexicon, " ".join(order), 0.9)
    starts = [pair for pair in itertools.islice(lexicon.names_from(folded), _PREFIX_NAMES) if pair[0] != folded]
    for name, number in starts:
        yield 0.5 + 0.3 * len(folded) / len(name), number
    if exact is None and 4 <= len(folded) <= 60:
        for name in dict.fromkeys(_neighbours(folded)):
            yield from _known(lexicon, name, 0.8)


def _known(lexicon: Lexicon, name: str, closeness: float) -> Iterator[tuple[float, int]]:
    number = lexicon.name_id(name)
    if number is not None:
        yield closeness, number


def _neighbours(folded: str) -> Iterator[str]:
    """Yield what one typing slip makes of a key: a letter lost, doubled, mistaken or swapped with the next."""
    for place in range(len(folded) + 1):
        head, tail = folded[:place], folded[place:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def _cost(entry: Entry, text: str) -> float:
    cost = _SCOPE_COST.get(entry.scope, 0.12)
    if entry.flags & Flag.SYMBOL and not entry.agrees(text):
        cost += 0.01
    return cost + (0.03 if entry.flags & Flag.VARIANT else 0.0)


def _rank(score: float, entry: Entry) -> tuple[float, int, int, int, Curie]:
    species = species_rank(entry.taxon)
    return -round(score, 6), species, KINDS.index(entry.kind), SCOPES.index(entry.scope), entry.curie


def _hit(lexicon: Lexicon, score: float, entry: Entry) -> Hit:
    release = lexicon.release_of(entry.curie)
    return Hit(
        curie=entry.curie,
        kind=entry.kind,
        label=lexicon.term(entry.curie).label,
        name=lexicon.name_of(entry).text,
        scope=entry.scope,
        score=round(max(score, 0.0), 3),
        release=release.name if release else "",
    )
