from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from extractors.recognise.tagger import network
from extractors.recognise.tagger.decode import spans
from extractors.recognise.tagger.features import WIDTH, Features
from extractors.recognise.tagger.words import split
from extractors.training.corpora import CORPORA, FAMILY, LABELS
from extractors.training.examples import Example, tags_of
from extractors.training.lessons import Lesson, lessons
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
def papers() -> list[Example]:
    frames = ("We gave {} to mice.", "The dose of {} was low.", "{} was given.")
    return [example(frame.format(name), name) for frame in frames for name in CHEMICALS for _ in range(4)]


def vectors() -> Vectors:
    return Vectors(["we", "gave"], np.zeros((3, 96), dtype=np.float32))


def taught_from(papers: Sequence[Example]) -> list[Lesson]:
    return lessons([[one] for one in papers], vectors())


ABOUT = {
    "kinds": ["" if label == FAMILY else label for label in LABELS],
    "thresholds": [0.5] * len(LABELS),
    "reaches": (1, 2, 4, 1, 1),
    "same_before": 3,
}


def test_the_exported_weights_find_what_was_taught(papers: list[Example]) -> None:
    from extractors.training.learn import learn
    from extractors.training.net import arrays

    net = learn(taught_from(papers), vectors(), epochs=25, seed=3)
    weights = {**arrays(net), "words": np.frombuffer(b"we\ngave", dtype=np.uint8)}
    tagger = network.Network(weights, ABOUT)
    at = LABELS.index("Chemical")
    right = 0
    for one, logs in zip(papers, tagger([one.features for one in papers]), strict=True):
        place = int(np.flatnonzero(one.tags[:, at])[0])
        right += [(span.first, span.last) for span in spans(logs[:, at])] == [(place, place + 1)]
    assert right >= 0.9 * len(papers)


def test_the_seed_decides_the_weights(papers: list[Example], tmp_path: Path) -> None:
    from extractors.training.learn import learn
    from extractors.training.net import arrays

    for run, seed in (("a", 3), ("b", 3), ("c", 4)):
        network.save(tmp_path / run, arrays(learn(taught_from(papers[:6]), vectors(), epochs=2, seed=seed)), ABOUT)
    first, second, third = ((tmp_path / run).read_bytes() for run in "abc")
    assert first == second != third


def test_the_exported_network_computes_what_the_trained_one_does(papers: list[Example]) -> None:
    import torch

    from extractors.training.batch import batch
    from extractors.training.learn import learn
    from extractors.training.net import arrays

    net = learn(taught_from(papers[:6]), vectors(), epochs=2, seed=1)
    exported = network.Network({**arrays(net), "words": np.frombuffer(b"we\ngave", dtype=np.uint8)}, ABOUT)
    paper = [papers[0], papers[-1]]
    (free,) = (one._replace(number=len(CORPORA)) for one in lessons([paper], vectors()))
    with torch.no_grad():
        expected = net(batch([free])).log_softmax(-1).numpy()
    found = np.concatenate(exported([one.features for one in paper]))
    np.testing.assert_allclose(found, expected, atol=0.05)


def test_what_a_corpus_does_not_mark_is_learned_from_teachers(papers: list[Example]) -> None:
    from extractors.training.learn import learn, taught

    teacher = learn(taught_from(papers), vectors(), epochs=25, seed=3)
    silent = [one._replace(marked=np.zeros_like(one.marked), tags=np.zeros_like(one.tags)) for one in papers]
    known = taught(taught_from(silent), [teacher])
    assert all(one.taught is not None and one.taught.shape == (*one.tags.shape, 5) for one in known)
    pupil = learn(known, vectors(), epochs=25, seed=4)
    said = taught(taught_from(silent), [pupil])
    at = LABELS.index("Chemical")
    right = 0
    for one, true in zip(said, papers, strict=True):
        assert one.taught is not None
        right += bool((one.taught[:, at].argmax(-1) == true.tags[:, at]).all())
    assert right >= 0.9 * len(papers)


def test_several_teachers_speak_on_the_average(papers: list[Example]) -> None:
    from extractors.training.learn import learn, taught

    known = taught_from(papers[:6])
    first, second = (learn(known, vectors(), epochs=1, seed=seed) for seed in (1, 2))
    alone = [[one.taught for one in taught(known, [net])] for net in (first, second)]
    for both, one, other in zip(taught(known, [first, second]), *alone, strict=True):
        assert both.taught is not None
        assert one is not None
        assert other is not None
        np.testing.assert_allclose(both.taught, (one.astype(np.float32) + other) / 2, atol=2e-3)
