"""Labels of words from marked articles, and that what is learned from them is read back."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from extractors.evaluate.tasks.risk import read
from extractors.risks.lay.everyday import FILE as EVERYDAY
from extractors.risks.lay.everyday import load as load_everyday
from extractors.risks.lay.model import KINDS, load
from extractors.risks.lay.names import FACTS
from extractors.training import lay
from extractors.training.lay_examples import examples
from extractors.weights import PACKAGED

SENTENCES = [
    {"text": "Fennel drops, again", "paragraph": 0},
    {
        "text": "The drops brought rashes and maybe fits.",
        "paragraph": 1,
        "risks": [
            {"kind": "adverse event", "hazard": "rashes", "agent": "fennel drops"},
            {"kind": "adverse event", "hazard": "fits", "agent": "fennel drops", "optional": True},
        ],
    },
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "lay.jsonl"
    path.write_text(json.dumps({"id": "x", "sentences": SENTENCES}, separators=(",", ":")) + "\n", encoding="utf-8")
    return path


def test_a_marked_article_is_a_text_with_the_places_of_what_it_warns_of(gold: Path) -> None:
    (case,) = read(gold, None)
    assert case.document.text == "Fennel drops, again\n\nThe drops brought rashes and maybe fits."
    first, second = case.gold[1].risks
    assert [case.document.text[slice(*span)] for span in (*first.hazard, *first.agent)] == ["rashes", "Fennel drops"]
    assert (first.kind, first.optional, second.optional) == ("harm", False, True)


def test_words_are_labelled_as_harm_or_nothing_and_doubtful_ones_do_not_count(gold: Path) -> None:
    (example,) = examples(gold, PACKAGED, load_everyday(PACKAGED / EVERYDAY))
    classes, weights = lay.labels(example)
    words = example.article.words
    said = dict(zip(words, classes.tolist(), strict=True))
    assert (said["rashes"], said["again"], said["fits"]) == (1, 0, 0)
    assert {word for word, weight in zip(words, weights, strict=True) if not weight} == {"fits"}


def test_the_name_that_brings_a_harm_weighs_more_than_those_that_do_not() -> None:
    pytest.importorskip("torch", reason="torch is not installed; the extra `train` brings it")
    from extractors.training.lay_names import Choice, weigh

    told, other = [0.0] * FACTS, [0.0] * FACTS
    told[0] = 1.0
    weights = weigh([Choice(np.array([told, other]), np.array([1.0, 0.0]))])
    assert weights[0] > 0
    assert not weights[1:].any()


def test_what_was_learned_is_read_back(gold: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="torch is not installed; the extra `train` brings it")
    out = tmp_path / "weights"
    lay.main(["--weights", str(PACKAGED), "--out", str(out), "--gold", str(gold), "--epochs", "1"])
    model = load(out)
    assert model is not None
    assert set(model.least) == set(KINDS)
    assert model.facts.shape == (FACTS,)
