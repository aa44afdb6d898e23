"""Papers as rows of numbers, and the groups of them that are learned from at one time."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extractors.recognise.tagger.features import Array
from extractors.recognise.tagger.words import folded, forms
from extractors.training.corpora import Corpus
from extractors.training.examples import Example
from extractors.training.vectors import Vectors

# Words of nought between sentences: as many as the widest window reaches.
GAP = 4
# Words of one step; full papers are cut into runs of sentences, and each epoch sees a share of these: they are many
# words of few labels.
_BATCH = 3000
_RUN = 1200
_SHARE_OF_FULL_TEXTS = 0.35
_SHARE_OF_UNLABELLED = 0.35


class Lesson(NamedTuple):
    """One paper, or a run of its sentences: a row a word.

    ``rows`` holds the numbers of its vector and forms, ``groups`` numbers words that are the same but for their case,
    ``lengths`` has the words of each sentence. ``tags`` (words, labels) count where ``marked`` says so; ``taught``
    (words, labels, TAGS) are probabilities that teachers give, None where there are none.
    """

    rows: Array
    hints: Array
    groups: Array
    tags: Array
    marked: Array
    lengths: tuple[int, ...]
    corpus: Corpus
    number: int
    taught: Array | None = None

    def run(self, first: int, last: int) -> Lesson:
        """Return the sentences from ``first`` to ``last``, half open."""
        words = slice(sum(self.lengths[:first]), sum(self.lengths[:last]))
        parts = {name: getattr(self, name)[words] for name in ("rows", "hints", "groups", "tags", "marked")}
        taught = None if self.taught is None else self.taught[words]
        return self._replace(**parts, taught=taught, lengths=self.lengths[first:last])


def lessons(papers: Iterable[Sequence[Example]], vectors: Vectors) -> list[Lesson]:
    """Return a lesson for each paper that has sentences, in their order."""
    known = {word: row for row, word in enumerate(vectors.words, 1)}
    return [_lesson(examples, known) for examples in papers if examples]


def _lesson(examples: Sequence[Example], known: dict[str, int]) -> Lesson:
    words = [word.text for example in examples for word in example.features.words]
    numbers: dict[str, int] = {}
    return Lesson(
        rows=np.array([(known.get(folded(word), 0), *forms(word)) for word in words], dtype=np.int32),
        hints=np.concatenate([example.features.hints for example in examples]).astype(np.float16),
        groups=np.array([numbers.setdefault(word.lower(), len(numbers)) for word in words], dtype=np.int32),
        tags=np.concatenate([example.tags for example in examples]),
        marked=np.concatenate([example.marked for example in examples]),
        lengths=tuple(len(example.features.words) for example in examples),
        corpus=examples[0].corpus,
        number=examples[0].number,
    )


def runs(found: Sequence[Lesson]) -> list[Lesson]:
    """Return the lessons, long ones cut into runs of sentences."""
    return [part for one in found for part in ([one] if len(one.rows) <= 1.5 * _RUN else _cut(one))]


def _cut(one: Lesson) -> Iterator[Lesson]:
    first = words = 0
    for at, length in enumerate(one.lengths, 1):
        words += length
        if words >= _RUN or at == len(one.lengths):
            yield one.run(first, at)
            first, words = at, 0


def plan(found: Sequence[Lesson], chance: random.Random) -> list[list[Lesson]]:
    """Return the groups of lessons of one epoch, each of some thousand words, in random order."""
    chosen = [one for one in found if not (one.corpus.full_text or one.corpus.unlabelled)]
    for rare, share in (("full_text", _SHARE_OF_FULL_TEXTS), ("unlabelled", _SHARE_OF_UNLABELLED)):
        those = [one for one in found if getattr(one.corpus, rare)]
        chosen += chance.sample(those, int(len(those) * share))
    chance.shuffle(chosen)
    return list(grouped(chosen, _BATCH))


def grouped(found: Sequence[Lesson], most: int) -> Iterator[list[Lesson]]:
    """Yield the lessons in their order, in groups of at most so many places; a longer one is a group of its own."""
    group: list[Lesson] = []
    places = 0
    for one in found:
        size = len(one.rows) + GAP * len(one.lengths)
        if group and places + size > most:
            yield group
            group, places = [], 0
        group.append(one)
        places += size
    if group:
        yield group
