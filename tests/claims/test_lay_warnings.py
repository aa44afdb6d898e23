"""What an article for the general public warns of, in its own words and beside the name that it seldom repeats."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extractors.claim import RiskKind
from extractors.document import Genre
from extractors.errors import WeightsError
from extractors.pipeline import Extraction
from extractors.readers.text import document
from extractors.risks.lay.everyday import Everyday
from extractors.risks.lay.model import FILE, load
from extractors.risks.lay.words import Article
from extractors.stages import default_pipeline
from extractors.weights import write_arrays

ARTICLE = """Is dandelion syrup worth it?

Shops in Bremen sell dandelion syrup for nine euros a bottle. You boil the flowers with sugar and lemon.

The seller promises that the syrup cures gout in a week. No trial has ever tested it in people.

It can cause stomach cramps and diarrhoea.

If you take lithium, ask your doctor first. Some customers stopped their gout tablets and ended up in hospital.
"""


@pytest.fixture(scope="module")
def found() -> Extraction:
    read = default_pipeline().run_one(document(ARTICLE, "syrup.txt"))
    assert isinstance(read, Extraction)
    assert read.document.metadata.genre is Genre.LAY
    return read


@pytest.fixture(scope="module")
def risks(found: Extraction) -> dict[str, set[RiskKind]]:
    kinds: dict[str, set[RiskKind]] = {sentence.text: set() for sentence in found.sentences}
    for risk in found.risks:
        kinds[risk.sentence.text].add(risk.kind)
    return kinds


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ("The seller", RiskKind.OVERCLAIMING),
        ("No trial", RiskKind.EVIDENCE_LIMITATION),
        ("It can", RiskKind.ADVERSE_EVENT),
        ("Some customers", RiskKind.DELAY_OF_CARE),
    ],
)
def test_an_article_warns_in_words_that_no_rule_lists(
    risks: dict[str, set[RiskKind]], start: str, kind: RiskKind
) -> None:
    assert kind in next(kinds for text, kinds in risks.items() if text.startswith(start))


def test_sentences_without_a_warning_have_none(risks: dict[str, set[RiskKind]]) -> None:
    assert [text for text, kinds in risks.items() if text.startswith(("Shops", "You boil")) and kinds] == []


def test_the_thing_that_a_sentence_calls_it_brings_the_harm(found: Extraction) -> None:
    agents = {risk.agent.text for risk in found.risks if risk.agent and risk.sentence.text.startswith("It can")}
    assert agents == {"dandelion syrup"}


def test_a_warning_takes_words_whole_that_a_sign_joins() -> None:
    text = ["it", "isn", "'", "t", "well", "-", "known", "."]
    starts = np.array([0, 3, 6, 7, 9, 13, 14, 19])
    ends = starts + [len(word) for word in text]
    none = np.zeros(len(text))
    article = Article((), text, text, starts, ends, none, none, none)
    assert article.whole(3, 4) == (1, 6)


def test_an_article_is_read_like_a_paper_by_weights_that_lack_the_network(tmp_path: Path) -> None:
    assert load(tmp_path) is None


def test_weights_of_another_version_are_refused(tmp_path: Path) -> None:
    write_arrays(tmp_path / FILE, {"about": np.frombuffer(b'{"version": 0}', dtype=np.uint8)})
    with pytest.raises(WeightsError, match="version 0"):
        load(tmp_path)
    (tmp_path / FILE).write_bytes(b"no zip")
    load.cache_clear()
    with pytest.raises(WeightsError, match="cannot be read"):
        load(tmp_path)


def test_a_word_without_a_vector_has_that_of_one_that_begins_alike() -> None:
    known = Everyday(["influence", "zinc"], np.array([[2], [4]], dtype=np.int8), 1.0)
    rows, missing = known.rows(["influencers", "zinc", "zincate", "qxyz"])
    assert rows.ravel().tolist() == [2.0, 4.0, 0.0, 0.0]
    assert missing.tolist() == [0.0, 0.0, 1.0, 1.0]
