"""Vectors of words, learned from unlabelled text with sub-word units (fastText's skip-gram)."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from extractors.recognise.tagger.features import Array
from extractors.recognise.tagger.words import folded, split

DIMENSIONS = 96
_RARE = 4
_EPOCHS = 4
_LINE = 500


class Vectors(NamedTuple):
    """Words in the order of their frequency and the vector of each; row 0 belongs to unknown words and is nought."""

    words: list[str]
    rows: Array


def learn(texts: Path) -> Vectors:
    """Return the vectors of the words that a file of texts has at least four times.

    ``texts`` is plain or gzipped, one text a line. One thread, so that the same text gives the same numbers: about ten
    minutes for 14 million words. Rows are scaled to a spread of one half, which suits the layers above.
    """
    import floret

    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "words.txt"
        with prepared.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in _lines(texts))
        model = floret.train_unsupervised(
            str(prepared),
            model="skipgram",
            mode="fasttext",
            dim=DIMENSIONS,
            epoch=_EPOCHS,
            minn=3,
            maxn=5,
            minCount=_RARE,
            bucket=200_000,
            thread=1,
            verbose=0,
        )
    words = [word for word in model.get_words() if word != "</s>"]
    rows = np.stack([np.zeros(DIMENSIONS), *(model.get_word_vector(word) for word in words)]).astype(np.float32)
    return Vectors(words, rows * np.float32(0.5 / max(float(rows.std()), 1e-6)))


def _lines(texts: Path) -> Iterator[str]:
    """Yield the folded words of the texts, some hundred a line: fastText cuts longer ones."""
    opener = gzip.open if texts.suffix == ".gz" else open
    with opener(texts, "rt", encoding="utf-8") as file:
        for text in file:
            words = [folded(word.text) for word in split(text)]
            for at in range(0, len(words), _LINE):
                yield " ".join(words[at : at + _LINE])
