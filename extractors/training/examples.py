"""Sentences with their features and tags, ready for a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

import numpy as np

from extractors.evaluate.examinee import blind
from extractors.pipeline import Extraction, Pipeline
from extractors.recognise.lexicon import readable, shared
from extractors.recognise.tagged import features_of
from extractors.recognise.tagger.features import Array, Features, place
from extractors.recognise.tagger.network import FIRST, INNER, LAST, SINGLE
from extractors.recognise.tagger.words import Word
from extractors.stages import BEFORE_TAGGER, default_registry
from extractors.training.corpora import CORPORA, LABELS, SPECIES, Corpus, Gold
from ontologies.lexicon import Lexicon


class Example(NamedTuple):
    """One sentence: its features, its tags and which of them count (words, labels), its corpus and its number."""

    features: Features
    tags: Array
    marked: Array
    corpus: Corpus
    number: int


_CHUNK = 24


def examples(golds: Sequence[Gold], processes: int = 1) -> Iterator[Example]:
    """Yield an example for each sentence of the papers, in their order, whatever the number of processes."""
    chunks = [golds[at : at + _CHUNK] for at in range(0, len(golds), _CHUNK)]
    with ProcessPoolExecutor(processes) as pool:
        for found in pool.map(_examples, chunks):
            yield from found


def _examples(golds: Sequence[Gold]) -> list[Example]:
    pipeline = Pipeline.from_names(default_registry(), BEFORE_TAGGER)
    return [example for gold in golds for example in _of_paper(gold, pipeline)]


def _of_paper(gold: Gold, pipeline: Pipeline) -> Iterator[Example]:
    extraction = pipeline.run_one(blind(gold.document))
    if not isinstance(extraction, Extraction):
        return
    names = shared(Lexicon.open())
    number = CORPORA.index(gold.corpus)
    sentences = list(readable(extraction.document, extraction.sentences))
    described = features_of(extraction, sentences, lambda text: names.matches(text)[1])
    for sentence, features in zip(sentences, described, strict=True):
        if features.words:
            near = [span for span in gold.spans if span[0] < sentence.end and span[1] > sentence.start]
            if gold.corpus.partial and not near:
                continue
            tags = tags_of(features.words, [(s - sentence.start, e - sentence.start, label) for s, e, label in near])
            yield Example(features, tags, _marked(gold.corpus, features.words), gold.corpus, number)


def _marked(corpus: Corpus, words: Sequence[Word]) -> Array:
    """Return which tags say something (words, labels): those of the corpus's labels, and people where it has them."""
    marked = np.tile(np.array([label in corpus.labels for label in LABELS]), (len(words), 1))
    if not corpus.people:
        marked[[word.text.lower() in _PEOPLE for word in words], LABELS.index(SPECIES)] = False
    return marked


_PEOPLE = frozenset({"patient", "patients", "woman", "women", "man", "men"})


def tags_of(words: Sequence[Word], spans: Iterable[tuple[int, int, str]]) -> Array:
    """Return the tags (words, labels) of the spans of a sentence; of two that overlap under one label the longer one.

    >>> from extractors.recognise.tagger.words import split
    >>> tags_of(split("breast cancer in mice"), [(0, 13, "Disease"), (17, 21, "Species")])[:, [1, 3]].tolist()
    [[1, 0], [3, 0], [0, 0], [0, 4]]
    """
    starts = [word.start for word in words]
    tags = np.zeros((len(words), len(LABELS)), dtype=np.int8)
    for start, end, label in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        first, last = place(starts, words, max(start, 0), end)
        column = tags[:, LABELS.index(label)]
        if first < last and not column[first:last].any():
            column[first:last] = INNER
            column[last - 1] = LAST
            column[first] = SINGLE if last - first == 1 else FIRST
    return tags
