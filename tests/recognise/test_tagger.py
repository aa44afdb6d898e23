from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import WeightsError
from extractors.mention import Mention
from extractors.recognise.lexicon import Match
from extractors.recognise.senses import Sense
from extractors.recognise.tagger import network
from extractors.recognise.tagger.decode import spans
from extractors.recognise.tagger.features import HINTS, WIDTH, Features, describe
from extractors.recognise.tagger.words import PREFIXES, SHAPES, SUFFIXES, folded, forms, split
from ontologies.term import Kind

HIDDEN = 6
SIZES = {"own": 3, "prefix": 2, "suffix2": 2, "suffix3": 2, "suffix4": 2, "shape": 2}
ROWS = {"own": 4, "prefix": PREFIXES, "suffix2": SUFFIXES, "suffix3": SUFFIXES, "suffix4": SUFFIXES, "shape": SHAPES}
REACHES = (1, 2)


@pytest.fixture
def arrays() -> dict[str, Any]:
    chance = np.random.default_rng(4)

    def some(*shape: int) -> np.ndarray[Any, Any]:
        return chance.normal(size=shape).astype(np.float32)

    found: dict[str, Any] = {name: some(ROWS[name], size) for name, size in SIZES.items()}
    found |= {
        "words": np.frombuffer(b"the\nmouse\nbrca0", dtype=np.uint8),
        "vectors": chance.integers(-127, 127, size=(4, 5)).astype(np.int8),
        "vector_scale": np.full(5, 0.01, dtype=np.float32),
        "input": some(5 + sum(SIZES.values()) + WIDTH, HIDDEN),
        "input_bias": some(HIDDEN),
        "input_scale": some(HIDDEN),
        "input_shift": some(HIDDEN),
        "output": some(HIDDEN, 2 * network.TAGS),
        "output_bias": some(2 * network.TAGS),
    }
    for at in range(len(REACHES)):
        found |= {f"w{at}": some(3, HIDDEN, HIDDEN), f"b{at}": some(HIDDEN)}
        found |= {f"scale{at}": some(HIDDEN), f"shift{at}": some(HIDDEN)}
    return found


ABOUT: dict[str, Any] = {"kinds": ["Gene", ""], "thresholds": [0.5, 0.5], "reaches": REACHES}


def sentence(text: str) -> Features:
    words = split(text)
    hints = np.random.default_rng(len(text)).random((len(words), WIDTH)).astype(np.float32)
    return Features(words, hints)


def plainly(arrays: dict[str, Any], one: Features) -> np.ndarray[Any, Any]:
    """The same network, word by word."""

    def normal(row: Any, scale: Any, shift: Any) -> Any:
        return (row - row.mean()) / np.sqrt(row.var() + 1e-5) * scale + shift

    known = bytes(arrays["words"]).decode().split("\n")
    state = []
    for word, hint in zip(one.words, one.hints, strict=True):
        row = known.index(folded(word.text)) + 1 if folded(word.text) in known else 0
        parts = [arrays["vectors"][row] * arrays["vector_scale"], arrays["own"][row]]
        parts += [arrays[name][form] for name, form in zip(list(SIZES)[1:], forms(word.text), strict=True)]
        first = np.concatenate([*parts, hint]) @ arrays["input"] + arrays["input_bias"]
        state.append(normal(np.maximum(first, 0), arrays["input_scale"], arrays["input_shift"]))
    for at, reach in enumerate(REACHES):
        nothing = np.zeros(HIDDEN)
        before = [nothing] * reach + state[: len(state) - reach]
        after = state[reach:] + [nothing] * min(reach, len(state))
        weights = arrays[f"w{at}"]
        sums = [b @ weights[0] + m @ weights[1] + a @ weights[2] for b, m, a in zip(before, state, after, strict=False)]
        read = [np.maximum(total + arrays[f"b{at}"], 0) for total in sums]
        state = [
            old + normal(row, arrays[f"scale{at}"], arrays[f"shift{at}"]) for old, row in zip(state, read, strict=True)
        ]
    logits = (np.stack(state) @ arrays["output"] + arrays["output_bias"]).reshape(len(state), 2, network.TAGS)
    powers = np.exp(logits)
    logs: np.ndarray[Any, Any] = np.log(powers / powers.sum(axis=-1, keepdims=True))
    return logs


def test_the_network_computes_what_its_layers_say_and_sentences_do_not_see_each_other(arrays: dict[str, Any]) -> None:
    found = network.Network(arrays, ABOUT)
    texts = [sentence("The mouse lacks Brca1."), sentence("Fever"), sentence("A b c, d (e) f.")]
    together = found(texts)
    for one, logs in zip(texts, together, strict=True):
        np.testing.assert_allclose(logs, plainly(arrays, one), atol=1e-4)
    assert found([]) == []


def test_the_same_weights_give_the_same_bytes_and_come_back(arrays: dict[str, Any], tmp_path: Path) -> None:
    network.save(tmp_path / "a.npz", arrays, ABOUT)
    network.save(tmp_path / "b.npz", dict(reversed(arrays.items())), ABOUT)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    one = sentence("The mouse")
    np.testing.assert_array_equal(network.load(tmp_path / "a.npz")([one])[0], network.Network(arrays, ABOUT)([one])[0])


def test_weights_of_another_version_and_other_files_are_refused(
    arrays: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "VERSION", network.VERSION + 1)
    network.save(tmp_path / "later.npz", arrays, ABOUT)
    monkeypatch.undo()
    (tmp_path / "none.npz").write_bytes(b"no zip")
    for name, words in (("later.npz", "version"), ("none.npz", "cannot be read"), ("missing.npz", "cannot be read")):
        with pytest.raises(WeightsError, match=words):
            network.load(tmp_path / name)


ALLOWED = {(0, 0), (0, 1), (0, 4), (1, 2), (1, 3), (2, 2), (2, 3), (3, 0), (3, 1), (3, 4), (4, 0), (4, 1), (4, 4)}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.floats(0.03, 1), min_size=5, max_size=5), min_size=1, max_size=4))
def test_the_path_is_the_likeliest_of_all_well_formed_ones(rows: list[list[float]]) -> None:
    shares = np.array(rows) / np.sum(rows, axis=1, keepdims=True)
    logs = np.log(shares)

    def well_formed(path: tuple[int, ...]) -> bool:
        ends = path[0] in (0, 1, 4) and path[-1] in (0, 3, 4)
        return ends and all(pair in ALLOWED for pair in itertools.pairwise(path))

    def total(path: tuple[int, ...]) -> float:
        return float(sum(logs[at, tag] for at, tag in enumerate(path)))

    best = max(total(path) for path in itertools.product(range(5), repeat=len(rows)) if well_formed(path))
    found = [0] * len(rows)
    for span in spans(logs):
        found[span.first : span.last] = (
            [4] if span.last - span.first == 1 else [1, *[2] * (span.last - span.first - 2), 3]
        )
    assert total(tuple(found)) == pytest.approx(best)


def test_a_low_threshold_finds_what_a_high_one_leaves_out() -> None:
    logs = np.log(np.array([[0.6, 0.01, 0.01, 0.01, 0.37]]))
    assert not list(spans(logs, 0.5))
    assert [(span.first, span.last) for span in spans(logs, 0.3)] == [(0, 1)]


@given(st.text(max_size=60))
def test_words_are_slices_of_the_text_in_its_order_without_gaps_but_white_space(text: str) -> None:
    words = split(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    assert "".join(word.text for word in words) == "".join(text.split())
    assert all(one.end <= other.start for one, other in itertools.pairwise(words))


def test_hints_mark_the_first_inner_and_last_word_of_a_name() -> None:
    text = "triple negative breast cancer (TNBC)"
    sense = Sense(Kind.DISEASE, 0.8, ())
    match = Match(0, 4, 0, 29, (sense,))
    mention = Mention.cut("x" * 10 + text, 41, 45, Kind.DISEASE, "abbreviation", 0.95)
    found = describe(split(text), [match], [mention], frozenset({"TNBC"}), 10)
    at = 3 * HINTS.index(Kind.DISEASE)
    assert found.hints[:4, at : at + 3] == pytest.approx(np.array([[0.8, 0, 0], [0, 0.8, 0], [0, 0.8, 0], [0, 0, 0.8]]))
    half = 3 * len(HINTS) + at
    assert found.hints[5, half : half + 3] == pytest.approx([0.95, 0, 0.95])
    assert found.hints[:, -1].tolist() == [0, 0, 0, 0, 0, 1, 0]
