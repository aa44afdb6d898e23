"""Mentions by look-up: every name of the lexicon, with rules for case, ambiguity and context."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.document import BlockKind, Document, Role, Sentence
from extractors.mention import Mention
from extractors.pipeline import Extraction
from extractors.recognise import classes
from extractors.recognise.context import cue
from extractors.recognise.senses import CORE, THRESHOLD, Sense, Senses, words
from extractors.screen import screened
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.normalise import Token, tokens, widen
from ontologies.term import Kind

RECOGNISER = "lexicon"

_SKIPPED_BLOCKS = frozenset({BlockKind.REFERENCE, BlockKind.METADATA})
_SKIPPED_ROLES = frozenset({Role.REFERENCES, Role.ENTITIES, Role.FUNDING, Role.CONFLICT})


class _Place(NamedTuple):
    """One matched name: where, what it can mean, and what the words beside it add to each meaning."""

    start: int
    end: int
    surface: str
    senses: tuple[Sense, ...]
    cues: tuple[float, ...]


def recogniser(lexicon: Lexicon) -> Recogniser:
    """Return the recogniser over a lexicon; it needs sentences and yields mentions in the order of the text.

    A name is taken where its case fits (`ontologies.entry.Entry.agrees`), the longest name of several that overlap
    wins, and a name that says little by itself (a short symbol, an English word) needs evidence: a word beside it such
    as "gene" or "cells", or another name of the same term in the paper. A name has one kind throughout a paper.
    """
    return Recogniser(lexicon)


class Recogniser:
    """Find names of a lexicon; keeps what it knows of spellings and sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._senses = Senses(lexicon)
        self._classes = classes.Classes(lexicon)
        # Two recognisers read the same sentences of a paper one after the other.
        self.matches = functools.lru_cache(maxsize=1 << 12)(self._matches)

    def __call__(self, extraction: Extraction) -> Iterator[Mention]:
        """Yield the mentions of one document."""
        document = extraction.document
        places = [place for sentence in readable(document, extraction.sentences) for place in self._places(sentence)]
        statistics = statistics_of(document.text)
        places = [place for place in places if place.surface not in statistics]
        for place, sense, weight in _decide(_listed(document.text, places)):
            start, end = _fitted(document.text, place, sense.kind)
            yield Mention(
                start=start,
                end=end,
                text=document.text[start:end],
                kind=sense.kind,
                recogniser=RECOGNISER,
                score=round(min(weight, 1.0), 3),
            )

    def first_kind(self, text: str) -> Kind | None:
        """Return the kind that a name has by its form alone; None where the lexicon has no such name."""
        entries = self.lexicon.lookup(text)
        senses = self._senses.of(entries[0].name_id, text) if entries else ()
        return senses[0].kind if senses else None

    def _places(self, sentence: Sentence) -> Iterator[_Place]:
        """Yield the best names of a sentence, without overlaps, in the order of the text."""
        keys, matches, _ = self.matches(sentence.text)
        for first, last, start, end, senses in _best(matches):
            cues = tuple(cue(keys, sense.kind, first, last) for sense in senses)
            yield _Place(sentence.start + start, sentence.start + end, sentence.text[start:end], senses, cues)

    def _matches(self, text: str) -> Looked:
        """Return the key tokens of a sentence and every name in it, overlapping ones too; read them only."""
        found = tokens(text)
        others: list[tuple[int, int]] = []
        matches = tuple(self._usable(text, found, others))
        return Looked([token.key for token in found], matches, classes.longest(others))

    def _usable(self, text: str, found: Sequence[Token], others: list[tuple[int, int]]) -> Iterator[Match]:
        """Yield the matches that some sense accepts the spelling of; put the places of classes of drugs to others."""
        for first, last, name_id in self.lexicon.scan(found):
            start, end = found[first].start, found[last - 1].end
            if end < len(text) and text[end] in ")]}+":
                start, end = widen(text, start, end)
            if not _whole(text, start, end) or (text[start - 1 : start] in _HYPHENS and found[first].key in _SUFFIXES):
                continue
            senses = self._senses.of(name_id, text[start:end])
            if senses:
                yield Match(first, last, start, end, senses)
            elif self._classes.has(name_id, text[start:end]):
                others.append((start, end))


class Looked(NamedTuple):
    """What the lexicon has for a sentence: key tokens, names, and the characters of classes of drugs."""

    keys: list[str]
    matches: tuple[Match, ...]
    classes: tuple[tuple[int, int], ...]


class Match(NamedTuple):
    """One name of the lexicon in a sentence: its key tokens, its characters and what it can mean."""

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


_CELLS = re.compile(r"[\s-]+cells?(?:\s+lines?)?\Z|[\s-]+lines?\Z")
_FURTHER = re.compile(r"(?:/-?\d{1,2})+(?![\w.])")


# Names of statistics that are also symbols of genes and diseases; with a number behind them they are the former.
_STATISTIC = screened(
    r"\b(SMD|WMD|MD|OR|aOR|RR|aRR|IRR|HR|aHR|SHR|RD|ARR|CI|CrI|SD|SEM|SE|IQR|AUC|ICC|ANOVA|NNT|NNH|PPV|NPV|ROC)\b"
    r"\]?\s*(?:=|:|,|of|was|\()?\s*[-\u2212\u2013+\u00b1]?\s*\d"
)


def statistics_of(text: str) -> frozenset[str]:
    """Return the abbreviations that a paper uses for statistics: those it writes right before a number.

    >>> sorted(statistics_of("SMD = -4.79, 95% CI 0.5-0.8; the MD anderson score"))
    ['CI', 'SMD']
    """
    return frozenset(match[1] for match in _STATISTIC.finditer(text))


_JOINT = re.compile(r"\s*(?:,|/|,?\s(?:and|or))\s*")
_LISTED = 0.2


def _listed(text: str, places: Sequence[_Place]) -> list[_Place]:
    """Return the places with more weight for the kind of a credible neighbour in a list: "MCF-7, MDA-MB-231 and 4T1".

    A list is followed in both directions, so that one credible name helps all that stand beside it.
    """
    helped = list(places)
    for order in (range(1, len(places)), range(len(places) - 2, -1, -1)):
        step = order.step
        carried: set[Kind] = set()
        for at in order:
            before, place = places[at - step], places[at]
            left, right = (before, place) if step > 0 else (place, before)
            joined = _JOINT.fullmatch(text, left.end, right.start) is not None
            carried = (carried | _credible(before)) if joined else set()
            if carried:
                helped[at] = _raise(helped[at], carried)
    return helped


def _credible(place: _Place) -> set[Kind]:
    pairs = zip(place.senses, place.cues, strict=True)
    return {sense.kind for sense, cue_weight in pairs if sense.weight + cue_weight >= THRESHOLD}


def _raise(place: _Place, kinds: set[Kind]) -> _Place:
    """Raise the cues of some kinds; a cue is not raised twice."""
    pairs = zip(place.senses, place.cues, strict=True)
    return place._replace(cues=tuple(max(c, _LISTED) if sense.kind in kinds else c for sense, c in pairs))


def _fitted(text: str, place: _Place, kind: Kind) -> tuple[int, int]:
    """Return the span without "cells" behind the name of a cell line, and with the further numbers of ERK1/2."""
    if kind is Kind.CELL_LINE:
        word = _CELLS.search(place.surface)
        return place.start, place.end - (len(word[0]) if word and word.start() > 1 else 0)
    if kind is Kind.GENE and place.surface[-1].isdigit():
        further = _FURTHER.match(text, place.end)
        return place.start, further.end() if further else place.end
    return place.start, place.end


_HYPHENS = ("-", "\u2010", "\u2011", "\u2013")
# Words that belong to what stands before their hyphen: labetalol-induced hypotension is no "induced hypotension".
_SUFFIXES = words(
    "induced related associated derived dependent treated mediated like free specific resistant negative + based "
    "deficient producing containing stimulated infected"
)


def _best(matches: Iterable[Match]) -> list[Match]:
    """Return the matches that overlap no better one, in the order of the text.

    Names that need no evidence stand before those that do, names of what papers are about before the rest, longer
    names before shorter ones, and of two as long the first.
    """
    kept: list[Match] = []
    covered: set[int] = set()
    for match in sorted(matches, key=_rank):
        span = range(match.first, match.last)
        if covered.isdisjoint(span):
            covered.update(span)
            kept.append(match)
    return sorted(kept)


def _rank(match: Match) -> tuple[int, int, int]:
    sure = [sense.kind in CORE for sense in match.senses if sense.weight >= THRESHOLD]
    return 0 if any(sure) else 1 if sure else 2, match.start - match.end, match.start


def _decide(places: Sequence[_Place]) -> Iterator[tuple[_Place, Sense, float]]:
    """Choose one sense for each surface of a paper and yield the places where it is credible."""
    facts = _Facts(places)
    chosen = {surface: _choose(group, facts) for surface, group in facts.groups.items()}
    for place in places:
        index, weight = chosen[place.surface]
        if weight >= THRESHOLD:
            yield place, place.senses[index], weight


_SUPPORT = 0.35


class _Facts:
    """What the names that need no help say of a paper: the terms it speaks of and its species."""

    def __init__(self, places: Sequence[_Place]) -> None:
        self.groups: dict[str, list[_Place]] = {}
        for place in places:
            self.groups.setdefault(place.surface, []).append(place)
        self.taxa: set[Curie] = set()
        self.terms: Counter[Curie] = Counter()
        for group in self.groups.values():
            for sense in group[0].senses:
                if sense.weight >= THRESHOLD:
                    self.terms.update(set(sense.curies))
                    if sense.kind is Kind.SPECIES:
                        self.taxa.update(sense.curies)

    def weight(self, sense: Sense) -> float:
        """Return the weight of a sense in this paper, before words beside it count."""
        own = max((weight for taxon, weight in sense.foreign if taxon in self.taxa), default=0.0)
        weight = max(sense.weight, own)
        counted = 1 if sense.weight >= THRESHOLD else 0
        helped = weight > 0 and any(self.terms[curie] > counted for curie in sense.curies)
        return weight + _SUPPORT if helped else weight


def _choose(group: Sequence[_Place], facts: _Facts) -> tuple[int, float]:
    """Return the best sense of a surface and its weight: its own, other names of its term, the best of its contexts.

    The senses of a surface are the same wherever it stands, so they are compared by place in the list.
    """
    best, best_weight = 0, -1.0
    for index, sense in enumerate(group[0].senses):
        weight = facts.weight(sense)
        weight += max(place.cues[index] for place in group) if weight > 0 else 0.0
        if weight > best_weight:
            best, best_weight = index, weight
    return best, best_weight


@functools.cache
def shared(lexicon: Lexicon) -> Recogniser:
    """Return one recogniser a lexicon, so that its caches serve every pipeline of a process."""
    return recogniser(lexicon)
