from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extractors.recognise.tagger import network
from extractors.recognise.tagger.decode import spans
from extractors.recognise.tagger.features import WIDTH, Features
from extractors.recognise.tagger.words import split
from extractors.training.corpora import CORPORA, FAMILY, LABELS
from extractors.training.examples import Example, tags_of
from extractors.training.vectors import Vectors

pytest.importorskip("torch", reason="torch is not installed; the extra `train` brings it")

CHEMICALS = ("aspirin", "insulin", "cisplatin", "ibuprofen", "heparin", "warfarin")


def example(text: str, name: str) -> Example:
    words = split(text)
    start = text.index(name)
    marked = np.tile(np.array([label == "Chemical" for label in LABELS]), (len(words), 1))
    features = Features(words, np.zeros((len(words), WIDTH), dtype=np.float32))
    return Example(features, tags_of(words, [(start, start + len(name), "Chemical")]), marked, CORPORA[0], 0)


@pytest.fixture(scope="module")
def lessons() -> list[Example]:
    frames = ("We gave {} to mice.", "The dose of {} was low.", "{} was given.")
    return [example(frame.format(name), name) for frame in frames for name in CHEMICALS for _ in range(4)]


def vectors() -> Vectors:
    return Vectors(["we", "gave"], np.zeros((3, 96), dtype=np.float32))


ABOUT = {
    "kinds": ["" if label == FAMILY else label for label in LABELS],
    "thresholds": [0.5] * len(LABELS),
    "reaches": (1, 2, 4, 1, 1),
}


def test_the_exported_weights_find_what_was_taught(lessons: list[Example]) -> None:
    from extractors.training.learn import learn
    from extractors.training.net import arrays

    net = learn(lessons, vectors(), epochs=25, seed=3)
    weights = {**arrays(net, {"Chemical": ["bc5cdr"]}), "words": np.frombuffer(b"we\ngave", dtype=np.uint8)}
    tagger = network.Network(weights, ABOUT)
    at = LABELS.index("Chemical")
    right = 0
    for one, logs in zip(lessons, tagger([one.features for one in lessons]), strict=True):
        place = int(np.flatnonzero(one.tags[:, at])[0])
        right += [(span.first, span.last) for span in spans(logs[:, at])] == [(place, place + 1)]
    assert right >= 0.9 * len(lessons)


def test_the_seed_decides_the_weights(lessons: list[Example], tmp_path: Path) -> None:
    from extractors.training.learn import learn
    from extractors.training.net import arrays

    for run, seed in (("a", 3), ("b", 3), ("c", 4)):
        network.save(tmp_path / run, arrays(learn(lessons[:6], vectors(), epochs=2, seed=seed), {}), ABOUT)
    first, second, third = ((tmp_path / run).read_bytes() for run in "abc")
    assert first == second != third


def test_the_exported_network_computes_what_the_trained_one_does(lessons: list[Example]) -> None:
    import torch

    from extractors.recognise.tagger.words import forms
    from extractors.training.learn import learn
    from extractors.training.net import arrays

    net = learn(lessons[:6], vectors(), epochs=2, seed=1)
    exported = network.Network({**arrays(net, {}), "words": np.frombuffer(b"we\ngave", dtype=np.uint8)}, ABOUT)
    words = lessons[0].features.words
    rows = torch.tensor([[{"we": 1, "gave": 2}.get(word.text.lower(), 0) for word in words]])
    hints = torch.zeros(1, len(words), WIDTH)
    inside = torch.ones(1, len(words), 1)
    with torch.no_grad():
        logits = net(rows, torch.tensor([[forms(word.text) for word in words]]), hints, inside, torch.tensor([-1]))
    expected = logits.log_softmax(-1)[0].numpy()
    np.testing.assert_allclose(exported([lessons[0].features])[0], expected, atol=0.05)
