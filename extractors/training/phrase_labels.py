"""Where an abstract has the interventions and outcomes that the questions of Evidence Inference name in other words."""

from __future__ import annotations

import html
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from extractors.mention import ShortForm
from extractors.recognise.phrases.decode import is_dose
from extractors.recognise.phrases.network import INTERVENTION, NONE, OUTCOME
from extractors.recognise.phrases.words import SMALL, Array, Passage, listed, stem
from extractors.recognise.tagger.words import split

_JOINTS = re.compile(
    r"\s*(?:[,;:()\[\]/]|\+|\b(?:and|or|versus|vs|plus|with|followed\s+by|alone|than|only|compared\s+(?:to|with)|"
    r"in\s+combination|combined)\b\.?)\s*",
    re.IGNORECASE,
)
# Words for a side of a trial that do not say what it gets.
_SIDES = listed(
    "control intervention experimental active comparison comparator standard baseline drug condition conventional new "
    "usual high low group treatment"
)
_NOT_FIRST = listed("the a an of and or group groups , . ( )")
_NOT_LAST = _NOT_FIRST | listed("in with to for arm arms")
_ALWAYS = frozenset({"placebo", "sham"})
# The share of what a name says (its words, rare ones more) that a place must have, and how far its words may be apart.
_SHARE, _APART = 0.55, 3
_LIKE, _SHORT = 0.7, 3
_COMMON = 1.5
# Numbers at the end of a name weigh little; words that no question names may still belong to a name.
_DOSE, _UNNAMED = 0.15, 0.5


class Labelled(NamedTuple):
    """An abstract's words with the class of each and how much it counts."""

    passage: Passage
    classes: Array
    weights: Array


class Rarity:
    """Tell how much a word says, by the share of abstracts that have it."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._counts: Counter[str] = Counter()
        self._papers = 0
        for passage in passages:
            self._counts.update(set(passage.stems))
            self._papers += 1

    def __call__(self, name: str) -> float:
        """Return the logarithm of how many abstracts there are for each that has the word."""
        return math.log((self._papers + 1) / (self._counts[name] + 1))


def label(
    passage: Passage, names: Mapping[int, Iterable[str]], short_forms: Sequence[ShortForm], rarity: Rarity
) -> Labelled:
    """Return the class of each word and how much it counts in learning.

    ``names`` maps a class (`INTERVENTION`, `OUTCOME`) to what questions call it. What both classes claim does not
    count.
    """
    size = len(passage.words)
    found = {column: np.zeros(size, dtype=bool) for column in (INTERVENTION, OUTCOME)}
    for column, given in names.items():
        parts = {part for name in given for part in _parts(name)}
        for name in sorted(parts | set(_other_forms(parts, short_forms))):
            for first, last in _places(passage, name, rarity):
                found[column][first:last] = True
    classes = np.where(found[INTERVENTION], INTERVENTION, np.where(found[OUTCOME], OUTCOME, NONE))
    classes[(classes == NONE) & np.array([name in _ALWAYS for name in passage.stems])] = INTERVENTION
    weights = np.where(classes == NONE, _UNNAMED, 1.0).astype(np.float32)
    _without_doses(passage, classes, weights)
    weights[found[INTERVENTION] & found[OUTCOME]] = 0.0
    return Labelled(passage, classes, weights)


def _without_doses(passage: Passage, classes: Array, weights: Array) -> None:
    """Take numbers and units at the ends of the names of interventions out, without saying that they are none."""
    low = [word.text.lower() for word in passage.words]
    inside = classes == INTERVENTION
    for at in np.flatnonzero(inside).tolist():
        alone = not (inside[max(at - 1, 0)] and at and inside[min(at + 1, len(low) - 1)])
        if alone and is_dose(low, at):
            classes[at], weights[at] = NONE, _DOSE


def _parts(name: str) -> list[str]:
    """Return a name as a whole and the parts that it joins: "A plus B".

    >>> _parts("aspirin plus &amp;lt;heparin")
    ['aspirin plus <heparin', 'aspirin', '<heparin']
    """
    for _ in range(6):
        name = html.unescape(name)
    name = " ".join(name.split())
    return list(dict.fromkeys(part for part in (name, *_JOINTS.split(name)) if len(part) > 1))


def _other_forms(names: Iterable[str], short_forms: Sequence[ShortForm]) -> Iterator[str]:
    """Yield both forms of the abbreviations that stand in a short name or mean what a name says."""
    known = [({stem(word.text) for word in split(name)} - SMALL, name.lower()) for name in names]
    for form in short_forms:
        long = {stem(word.text) for word in split(form.long)} - SMALL
        inside = re.compile(rf"(?<!\w){re.escape(form.short.lower())}(?!\w)")
        for words, name in known:
            same = len(long & words)
            alike = bool(long and words) and same >= _LIKE * len(words) and same >= _LIKE * len(long)
            if alike or (len(words) <= _SHORT and inside.search(name)):
                yield from (form.short, form.long)


def _places(passage: Passage, name: str, rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Yield the half-open runs of words that have most of what a name says."""
    words = {stem(word.text) for word in split(name)}
    telling = {word for word in words - SMALL if word.isalnum() and len(word) > 1}
    wanted = {word for word in telling if not word[0].isdigit()} or telling
    total = sum(map(rarity, wanted))
    if not wanted or wanted <= _SIDES or (len(wanted) == 1 and total <= _COMMON and not wanted <= _ALWAYS):
        return
    at = 0
    while at < len(passage.stems):
        if passage.stems[at] not in wanted:
            at += 1
            continue
        last, got = _reach(passage, at, wanted, words)
        if sum(map(rarity, got)) >= _SHARE * total:
            yield _widened(passage, at, last, words)
        at = last + 1


def _reach(passage: Passage, first: int, wanted: set[str], words: set[str]) -> tuple[int, set[str]]:
    """Return the last word of a run that begins here, and which of the wanted words it has."""
    last, got = first, {passage.stems[first]}
    for at in range(first + 1, len(passage.stems)):
        name = passage.stems[at]
        if passage.sentences[at] != passage.sentences[first] or at - last > _APART:
            break
        if name in wanted:
            got.add(name)
            last = at
        elif at - last > 2 or not (name in words or name in SMALL or not name.isalnum() or name[0].isdigit()):
            break
    return last, got


def _widened(passage: Passage, first: int, last: int, words: set[str]) -> tuple[int, int]:
    def more(at: int, never: frozenset[str]) -> bool:
        inside = 0 <= at < len(passage.stems) and passage.sentences[at] == passage.sentences[first]
        return inside and passage.stems[at] in words and passage.stems[at] not in never

    while more(first - 1, _NOT_FIRST):
        first -= 1
    while more(last + 1, _NOT_LAST):
        last += 1
    return first, last + 1
