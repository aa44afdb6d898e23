"""Names in an article and what speaks for each as what brings a harm: it seldom stands where the harm does."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from extractors.claims.words import listed
from extractors.mention import Mention
from extractors.recognise.phrases.words import SMALL
from extractors.risks.lay.words import Article, runs
from ontologies.term import Kind

Array = np.ndarray[Any, Any]
Place = tuple[int, int]
"""The first and the last word of a name, both inside, counted in the article."""
# What a word needs to begin a name, by the network.
_LEAST = 0.1
# Mentions that are names as they stand, and those that are told.
_GIVEN = frozenset({Kind.CHEMICAL, Kind.INTERVENTION, Kind.SPECIES})
_TOLD = (Kind.CHEMICAL, Kind.INTERVENTION, Kind.SPECIES, Kind.DISEASE)
_STYLED = listed("dr mr mrs ms prof professor sir dame miss nurse")
_SPEAKING = listed("said says told tells who aged added adds")
_LONG = 5
_NEAR = 3.0
FACTS = 20
"""How many facts are told of a name and a harm."""


class Name(NamedTuple):
    """Hold all places of a name, in the order of the text, and what is told of it whatever the harm."""

    places: Sequence[Place]
    facts: Sequence[float]


def find_names(article: Article, mentions: Sequence[Mention], likely: Array) -> list[Name]:
    """Return the names in an article; ``likely`` has for each word how likely it names what the article warns of."""
    found = _places(article, mentions, likely)
    longer = [f" {' '.join(stems)} " for stems in found]
    kinds = _kinds(article, mentions)
    return [Name(places, _facts(article, stems, places, likely, longer, kinds)) for stems, places in found.items()]


def _places(article: Article, mentions: Sequence[Mention], likely: Array) -> dict[tuple[str, ...], list[Place]]:
    """Return all places of each name, by its stems."""
    stems = article.stems
    spans = list(runs(article, np.flatnonzero(likely > _LEAST), 0))
    spans += [_span(article.within(one.start, one.end)) for one in mentions if one.kind in _GIVEN]
    names = dict.fromkeys(tuple(stems[first : last + 1]) for first, last in _bared(stems, spans))
    index: dict[str, list[int]] = {}
    for at, stem in enumerate(stems):
        index.setdefault(stem, []).append(at)
    return {
        name: [(at, at + len(name) - 1) for at in index[name[0]] if tuple(stems[at : at + len(name)]) == name]
        for name in names
    }


def _span(words: slice) -> Place:
    return words.start, words.stop - 1


def _bared(stems: Sequence[str], spans: Iterable[Place]) -> Iterator[Place]:
    """Yield spans without the small words and signs at their ends."""
    for first, last in spans:
        telling = [at for at in range(first, last + 1) if stems[at] not in SMALL and stems[at][0].isalnum()]
        if telling:
            yield telling[0], telling[-1]


def _kinds(article: Article, mentions: Sequence[Mention]) -> Mapping[Kind, frozenset[int]]:
    """Return the words that mentions of each kind hold."""
    found: dict[Kind, set[int]] = {kind: set() for kind in _TOLD}
    for mention in mentions:
        if mention.kind in found:
            words = article.within(mention.start, mention.end)
            found[mention.kind].update(range(words.start, words.stop))
    return {kind: frozenset(words) for kind, words in found.items()}


def _facts(
    article: Article,
    stems: tuple[str, ...],
    places: Sequence[Place],
    likely: Array,
    longer: Sequence[str],
    kinds: Mapping[Kind, frozenset[int]],
) -> list[float]:
    chances = [float(likely[first : last + 1].mean()) for first, last in places]
    sentences = [int(article.numbers[first]) for first, _ in places]
    own = f" {' '.join(stems)} "
    return [
        math.log1p(len(places)),
        math.log1p(sum(chances)),
        max(chances),
        chances[0],
        float(sentences[0] == 0),
        float(sentences[0] <= 1),
        sentences[0] / (1 + int(article.numbers[-1])),
        sum(_is_somebody(article, place) for place in places) / len(places),
        float(any(own in one and own != one for one in longer)),
        min(len(stems), _LONG) / _LONG,
        *(float(any(first in words or last in words for first, last in places)) for words in kinds.values()),
    ]


def _is_somebody(article: Article, place: Place) -> bool:
    """Tell whether a name is somebody's: by a style before it, or since it speaks."""
    first, last = place
    words, behind = article.words, last + 1
    if not words[first][0].isupper():
        return False
    if first and words[first - 1].lower().rstrip(".") in _STYLED:
        return True
    behind += behind < len(words) and words[behind] == ","
    return behind < len(words) and words[behind].lower() in _SPEAKING


def facts_of(article: Article, name: Name, harm: Place) -> list[float]:
    """Return what is told of a name and the words of a harm, `FACTS` numbers."""
    number = article.numbers[harm[0]]
    here = [place for place in name.places if article.numbers[place[0]] == number]
    back = [int(number - article.numbers[first]) for first, _ in name.places if first < harm[0]]
    apart = [away for away in back if away]
    return [
        *name.facts,
        float(any(harm[0] <= first and last <= harm[1] for first, last in here)),
        float(any(last < harm[0] for _, last in here)),
        float(bool(here)),
        math.exp(-min(apart) / _NEAR) if apart else 0.0,
        float(1 in apart),
        float(not apart),
    ]


def nearest(article: Article, name: Name, harm: Place) -> Place:
    """Return the place of a name that a reader would take: in the sentence, else the last before, else the first."""
    number = article.numbers[harm[0]]
    here = [place for place in name.places if article.numbers[place[0]] == number]
    if here:
        return min(here, key=lambda place: abs(place[0] - harm[0]))
    return max((place for place in name.places if place[0] < harm[0]), default=name.places[0])
