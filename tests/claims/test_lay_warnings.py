"""What an article for the general public warns of, in its own words and beside the name that it seldom repeats."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extractors.claim import Argument, RiskKind
from extractors.document import Genre, Sentence
from extractors.errors import WeightsError
from extractors.pipeline import Extraction
from extractors.readers.text import document
from extractors.risks.lay.everyday import Everyday
from extractors.risks.lay.model import FILE, load
from extractors.risks.standins import Spoken, stand_in, topic
from extractors.stages import default_pipeline
from extractors.weights import write_arrays
from ontologies.curie import Curie
from ontologies.term import Kind


def agent(text: str, start: int = 0) -> Argument:
    curie = Curie("MESH", text.upper())
    return Argument(start=start, end=start + len(text), text=text, kind=Kind.CHEMICAL, curies=(curie,))


def said(text: str) -> Sentence:
    return Sentence(start=100, end=100 + len(text), text=text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It can cause cramps.", "It"),
        ("But these drops have led to burns.", "these drops"),
        ("In spring users reported headaches.", "users"),
        ("Two boys fell ill after swallowing the powder.", "the powder"),
        ("Doctors have linked it to fits.", "it"),
    ],
)
def test_words_stand_for_what_was_named_before(text: str, words: str) -> None:
    found = stand_in(said(text), agent("senna"))
    assert found is not None
    assert (found.text, found.start, found.key) == (words, 100 + text.index(words), "MESH:SENNA")


@pytest.mark.parametrize(
    "text", ["It rained for days.", "The drug was bought in Ghent.", "Users of the gym were asked."]
)
def test_other_words_stand_for_nothing(text: str) -> None:
    assert stand_in(said(text), agent("senna")) is None


def test_the_topic_is_in_the_title_or_is_named_far_more_than_all_others() -> None:
    senna, aloe = agent("senna", 5), agent("aloe", 50)
    assert topic([senna, aloe], title_end=20) == senna
    assert topic([senna, aloe], title_end=2) is None
    assert topic([senna, aloe, aloe, aloe, aloe], title_end=2) == aloe


def test_it_means_what_the_last_sentences_named_alone_and_then_the_topic() -> None:
    spoken = Spoken(agent("senna"), memory=2)
    spoken.hear([agent("aloe")])
    assert spoken.of == agent("aloe")
    spoken.hear([agent("aloe"), agent("bran")])
    assert spoken.of == agent("senna")
    spoken.hear([agent("aloe")])
    spoken.hear([])
    spoken.hear([])
    assert spoken.of == agent("senna")


ARTICLE = """Is dandelion syrup worth it?

Shops in Bremen sell dandelion syrup for nine euros a bottle. You boil the flowers with sugar and lemon.

The seller promises that the syrup cures gout in a week. No trial has ever tested it in people.

It can cause stomach cramps and diarrhoea.

If you take lithium, ask your doctor first. Some customers stopped their gout tablets and ended up in hospital.
"""


@pytest.fixture(scope="module")
def risks() -> dict[str, set[RiskKind]]:
    found = default_pipeline().run_one(document(ARTICLE, "syrup.txt"))
    assert isinstance(found, Extraction)
    assert found.document.metadata.genre is Genre.LAY
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
