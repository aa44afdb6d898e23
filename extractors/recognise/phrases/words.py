"""What the network for phrases is told of each word of an abstract."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from extractors.recognise.tagger.features import Features
from extractors.recognise.tagger.network import TAGS
from extractors.recognise.tagger.words import Word, folded

Array = np.ndarray[Any, Any]

# Kinds whose tags are told: of names alone. What the tagger itself says of phrases was learned from the same papers.
NAMES = 10
PLACES = 8
_LATE, _EARLY = 0.85, 0.3
_WORDLIKE = 3


def listed(words: str) -> frozenset[str]:
    """Return the words of a line."""
    return frozenset(words.split())


# Words that say nothing of what is given or measured, wherever they stand.
SMALL = listed(
    "a an the of in on at to for from by with without and or but as is are was were be been than per via into after "
    "before during then who that which this these those their its no not all each any both i ii iii one two three four "
    "group groups arm arms treatment treatments treated therapy study patients patient subjects participants day days "
    "week weeks month months daily dose doses mg kg g ml min h hours hour minutes once twice times receiving received "
    "receive given vs versus plus alone only"
)


class Passage(NamedTuple):
    """The words of a title and abstract in one row.

    ``rows`` is (words, features); ``groups`` numbers words of one stem alike; ``sentences`` numbers the sentences;
    ``starts`` holds where in the document each word begins.
    """

    words: Sequence[Word]
    stems: Sequence[str]
    sentences: Array
    starts: Array
    groups: Array
    rows: Array


def describe(sentences: Sequence[Features], offsets: Sequence[int], first: Array, logs: Array) -> Passage:
    """Return the words of the sentences of an abstract, its title first, with what is known of each.

    ``offsets`` tell where in the document each sentence begins, ``first`` and ``logs`` are what the tagger reads in
    the words (`extractors.recognise.tagger.network.Network.read`).
    """
    words = [word for one in sentences for word in one.words]
    lengths = [len(one.words) for one in sentences]
    numbers = np.repeat(np.arange(len(sentences)), lengths)
    starts = np.array([word.start for word in words]) + np.repeat(np.array(offsets), lengths)
    stems = [stem(word.text) for word in words]
    tags = np.exp(logs[:, :NAMES].reshape(len(words), NAMES * TAGS))
    hints = np.concatenate([one.hints for one in sentences])
    rows = np.concatenate([first, tags, hints, places(stems, numbers)], axis=1, dtype=np.float32)
    return Passage(words, stems, numbers, starts, grouped(stems), rows)


def grouped(stems: Sequence[str]) -> Array:
    """Return numbers that words of one stem share, in the order of the text."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(name, len(known)) for name in stems])


def places(stems: Sequence[str], numbers: Array) -> Array:
    """Return where each word stands and how often the text has it.

    ``numbers`` are those of the sentences, the title's 0; the array is (words, PLACES).
    """
    counts = Counter(stems)
    title = {name for name, number in zip(stems, numbers.tolist(), strict=True) if number == 0}
    place = numbers / max(1, int(numbers.max(initial=0)))
    return np.column_stack(
        [
            numbers == 0,
            place,
            place > _LATE,
            place < _EARLY,
            [math.log(counts[name]) for name in stems],
            [name in title for name in stems],
            [name.isalpha() and len(name) >= _WORDLIKE for name in stems],
            numbers == 1,
        ]
    ).astype(np.float32)


@functools.lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """Return a word in small letters without the ending of a plural, digits made alike.

    >>> stem("Therapies"), stem("snacks"), stem("stress")
    ('therapy', 'snack', 'stress')
    """
    plain = folded(word)
    if plain.endswith("ies") and len(plain) > 5:
        return plain[:-3] + "y"
    if plain.endswith("s") and not plain.endswith("ss") and len(plain) > 4:
        return plain[:-1]
    return plain
