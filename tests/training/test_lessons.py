from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from extractors.recognise.tagger.features import WIDTH, Features
from extractors.recognise.tagger.words import split
from extractors.training import unlabelled
from extractors.training.corpora import CORPORA, LABELS, UNLABELLED, Corpus
from extractors.training.examples import Example
from extractors.training.lessons import Lesson, grouped, lessons, plan, runs
from extractors.training.vectors import Vectors

VECTORS = Vectors(["mice", "rats"], np.zeros((3, 96), dtype=np.float32))


def paper(*sentences: str, corpus: Corpus = CORPORA[0], number: int = 0) -> Lesson:
    return lessons([[_example(text, corpus, number) for text in sentences]], VECTORS)[0]


def _example(text: str, corpus: Corpus, number: int) -> Example:
    words = split(text)
    shape = (len(words), len(LABELS))
    features = Features(words, np.zeros((len(words), WIDTH), dtype=np.float32))
    return Example(features, np.zeros(shape, dtype=np.int8), np.ones(shape, dtype=bool), corpus, number)


def test_same_words_of_a_paper_are_one_group_whatever_their_case() -> None:
    one = paper("Mice ate", "we saw mice")
    assert one.groups.tolist() == [0, 1, 2, 3, 0]
    assert one.rows[:, 0].tolist() == [1, 0, 0, 0, 1]
    assert one.lengths == (2, 3)


def test_papers_without_sentences_teach_nothing() -> None:
    assert lessons([[]], VECTORS) == []


def test_long_papers_are_cut_between_sentences_and_nothing_is_lost() -> None:
    long = paper(*["we saw mice and rats"] * 800)
    parts = runs([long, paper("mice")])
    assert len(parts) > 3
    assert all(len(part.rows) == sum(part.lengths) <= 1800 for part in parts)
    assert np.concatenate([part.rows for part in parts[:-1]]).tolist() == long.rows.tolist()


def test_an_epoch_sees_every_abstract_and_a_share_of_the_rest() -> None:
    papers = [paper("mice") for _ in range(20)]
    papers += [paper("rats", corpus=UNLABELLED, number=len(CORPORA)) for _ in range(20)]
    seen = [one for group in plan(papers, random.Random(1)) for one in group]
    assert sum(not one.corpus.unlabelled for one in seen) == 20
    assert 0 < sum(one.corpus.unlabelled for one in seen) < 20


def test_groups_keep_the_order_and_the_limit() -> None:
    papers = [paper("mice and rats") for _ in range(5)]
    groups = list(grouped(papers, 15))
    assert [len(group) for group in groups] == [2, 2, 1]


def test_papers_of_one_corpus_stand_together_in_a_row() -> None:
    pytest.importorskip("torch", reason="torch is not installed; the extra `train` brings it")
    from extractors.training.batch import batch

    first, second = paper("mice ate rats"), paper("rats", corpus=CORPORA[1], number=1)
    row = batch([first, first, second])
    assert row.corpora == ((0, 0, 18), (1, 18, 23))
    assert row.places.tolist() == [4, 5, 6, 11, 12, 13, 18]
    assert row.inside.sum() == 7
    assert row.groups[row.places].tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert set(row.groups.tolist()) == set(range(8))


def test_the_beginnings_of_texts_are_read_without_names_of_sections(tmp_path: Path) -> None:
    file = tmp_path / "texts.txt"
    lines = [
        "TITLE: A trial of tea in older adults ABSTRACT.BACKGROUND: Tea is drunk by many people. " + "x" * 5000,
        "short",
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    first, second = unlabelled.read(file)
    blocks = [first.document.text[block.start : block.end] for block in first.document.blocks]
    assert blocks[0] == "A trial of tea in older adults"
    assert blocks[1].startswith("Tea is drunk by many people.")
    assert len(first.document.text) < 4000
    assert second.document.text == ""
    assert first.spans == ()
