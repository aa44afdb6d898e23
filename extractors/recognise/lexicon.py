"""Mentions by look-up: every name of the lexicon, with rules for case, ambiguity and context."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.document import BlockKind, Document, Role, Sentence
from extractors.mention import Mention
from extractors.pipeline import Extraction
from extractors.recognise.context import Context, cue
from extractors.recognise.senses import Sense, Senses
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.normalise import Token, tokens, widen

RECOGNISER = "lexicon"

_SKIPPED_BLOCKS = frozenset({BlockKind.REFERENCE, BlockKind.METADATA})
_SKIPPED_ROLES = frozenset({Role.REFERENCES, Role.ENTITIES, Role.FUNDING, Role.CONFLICT})


class _Place(NamedTuple):
    """One matched name: where, what it can mean, and the weight of each meaning in this context."""

    start: int
    end: int
    surface: str
    senses: tuple[Sense, ...]
    weights: tuple[float, ...]


def recogniser(lexicon: Lexicon) -> Callable[[Extraction], Iterator[Mention]]:
    """Return the recogniser over a lexicon; it needs sentences and yields mentions in the order of the text.

    A name is taken where its case fits (`ontologies.entry.Entry.agrees`), the longest name of several that overlap
    wins, and a name that says little by itself (a short symbol, an English word) needs evidence: a word beside it such
    as "gene" or "cells", or another name of the same term in the paper. A name has one kind throughout a paper.
    """
    return _Recogniser(lexicon).find


class _Recogniser:
    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._senses = Senses(lexicon)

    def find(self, extraction: Extraction) -> Iterator[Mention]:
        """Yield the mentions of one document."""
        document = extraction.document
        places = [place for sentence in readable(document, extraction.sentences) for place in self._places(sentence)]
        for place, sense, weight in _decide(places):
            yield Mention(
                start=place.start,
                end=place.end,
                text=place.surface,
                kind=sense.kind,
                recogniser=RECOGNISER,
                score=round(min(weight, 1.0), 3),
            )

    def _places(self, sentence: Sentence) -> Iterator[_Place]:
        """Yield the longest names of a sentence, without overlaps, in the order of the text."""
        found = tokens(sentence.text)
        taken = 0
        matches = self._usable(sentence.text, found)
        context = Context(sentence.text, found)
        for first, last, start, end, senses in _longest(matches):
            if first < taken:
                continue
            taken = last
            weights = tuple(sense.weight + cue(context, sense.kind, first, last) for sense in senses)
            yield _Place(sentence.start + start, sentence.start + end, sentence.text[start:end], senses, weights)

    def _usable(self, text: str, found: Sequence[Token]) -> Iterator[_Match]:
        """Yield the matches that some sense accepts the spelling of."""
        for first, last, name_id in self._lexicon.scan(found):
            start, end = found[first].start, found[last - 1].end
            if end < len(text) and text[end] in ")]}+":
                start, end = widen(text, start, end)
            if not _whole(text, start, end):
                continue
            senses = self._senses.of(name_id, text[start:end])
            if senses:
                yield _Match(first, last, start, end, senses)


class _Match(NamedTuple):
    first: int
    last: int
    start: int
    end: int
    senses: tuple[Sense, ...]


def readable(document: Document, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences that speak of the paper's subject: no reference lists, funding notes or metadata."""
    skipped = [(block.start, block.end) for block in document.blocks if block.kind in _SKIPPED_BLOCKS]
    skipped += [(section.start, section.end) for section in document.sections if section.role in _SKIPPED_ROLES]
    skipped.sort()
    at = 0
    for sentence in sentences:
        while at < len(skipped) and skipped[at][1] <= sentence.start:
            at += 1
        if at == len(skipped) or sentence.start < skipped[at][0]:
            yield sentence


def _whole(text: str, start: int, end: int) -> bool:
    """Tell whether a match neither begins nor ends inside a word: keys are cut at letter-digit borders too."""
    return not (
        (start > 0 and text[start - 1].isalnum() and text[start].isalnum())
        or (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())
    )


def _longest(matches: Iterable[_Match]) -> list[_Match]:
    """Return the matches that overlap no longer one, in the order of the text; of two as long the first stays."""
    kept: list[_Match] = []
    covered: set[int] = set()
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start)):
        span = range(match.first, match.last)
        if not covered.intersection(span):
            covered.update(span)
            kept.append(match)
    return sorted(kept)


def _decide(places: Sequence[_Place]) -> Iterator[tuple[_Place, Sense, float]]:
    """Choose one sense for each surface of a paper and yield the places where it is credible."""
    supported = _supported(places)
    chosen = {surface: _choose(group, supported) for surface, group in _by_surface(places).items()}
    for place in places:
        index, weight = chosen[place.surface]
        if weight >= THRESHOLD:
            yield place, place.senses[index], weight


# What a sense needs to be believed; `Sense.weight` and `cue` add up to it.
THRESHOLD = 0.5
_SUPPORT = 0.35


def _by_surface(places: Iterable[_Place]) -> dict[str, list[_Place]]:
    groups: dict[str, list[_Place]] = {}
    for place in places:
        groups.setdefault(place.surface, []).append(place)
    return groups


def _supported(places: Iterable[_Place]) -> Counter[Curie]:
    """Count the terms that a name which needs no help stands for."""
    counted: Counter[Curie] = Counter()
    seen: set[str] = set()
    for place in places:
        if place.surface not in seen:
            seen.add(place.surface)
            counted.update({curie for sense in place.senses if sense.weight >= THRESHOLD for curie in sense.curies})
    return counted


def _choose(group: Sequence[_Place], supported: Counter[Curie]) -> tuple[int, float]:
    """Return the best sense of a surface and its weight: its own, the best context it is met in, other names.

    The senses of a surface are the same wherever it stands, so they are compared by place in the list.
    """
    best, best_weight = 0, -1.0
    for index, sense in enumerate(group[0].senses):
        contexts = [place.weights[index] - sense.weight for place in group]
        strongest, mean = max(contexts), sum(contexts) / len(contexts)
        own = 1 if sense.weight >= THRESHOLD else 0
        helped = _SUPPORT if any(supported[curie] > own for curie in sense.curies) else 0.0
        weight = sense.weight + (strongest if min(contexts) >= 0 else mean) + helped
        if weight > best_weight:
            best, best_weight = index, weight
    return best, best_weight


@functools.cache
def shared(lexicon: Lexicon) -> Callable[[Extraction], Iterator[Mention]]:
    """Return one recogniser a lexicon, so that its caches serve every pipeline of a process."""
    return recogniser(lexicon)
