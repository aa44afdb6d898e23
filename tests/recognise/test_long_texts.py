"""Texts that are one long run of words, brackets or digits are read like others: in pieces that stages can bear."""

from __future__ import annotations

import pytest

from extractors.abbreviations import find_in
from extractors.document import Document
from extractors.pipeline import Extraction
from extractors.recognise.items import may_compose
from extractors.sentences import LONGEST, iter_sentences, split
from extractors.stages import default_pipeline


def document(text: str) -> Document:
    return Document(id="x", text=text, source="x", format="text")


def test_no_sentence_is_longer_than_the_limit_and_none_of_its_words_is_lost_or_cut() -> None:
    text = "Aspirin lowers fever, " * 1000 + "as was said. It does."
    sentences = list(iter_sentences(document(text)))
    assert max(len(sentence.text) for sentence in sentences) <= LONGEST
    assert " ".join(sentence.text for sentence in sentences) == text
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in sentences)
    assert sentences[-1].text == "It does."


def test_a_word_longer_than_the_limit_is_cut_within() -> None:
    word = "ACGT" * LONGEST
    assert [end - start for start, end in split(word)] == [LONGEST] * 4
    assert "".join(word[start:end] for start, end in split(word)) == word


def test_a_sentence_as_long_as_the_limit_stays_whole() -> None:
    text = "ab " * (LONGEST // 3) + "c" * (LONGEST % 3)
    assert list(split(text)) == [(0, LONGEST)]


def test_the_stops_of_a_run_end_one_sentence() -> None:
    text = "It rose... Then it fell!? " + "." * 50 + " So it went."
    assert [text[start:end] for start, end in split(text)][:2] == ["It rose...", "Then it fell!?"]


def test_an_abbreviation_is_found_at_the_end_of_a_long_sentence() -> None:
    text = "one word after the other, " * 200 + "mesenchymal stem cells (MSCs)"
    found = list(find_in(text))
    assert [(form.short, form.long) for form in found] == [("MSCs", "mesenchymal stem cells")]
    assert text[found[0].long_start : found[0].long_end] == "mesenchymal stem cells"


@pytest.mark.parametrize(("text", "composed"), [("given 12,500.5 - 20 mg daily", True), ("1" * 5000, False)])
def test_an_amount_is_told_from_a_run_of_digits(text: str, composed: bool) -> None:
    assert may_compose(text) is composed


@pytest.mark.parametrize(
    "text", ["(" * 5000, "[]" * 5000, "1" * 5000, "1.5 " * 2000, "a" + " " * 20000 + "b", "." * 5000]
)
def test_runs_of_signs_make_no_paper_fail(text: str) -> None:
    assert isinstance(default_pipeline().run_one(document(text)), Extraction)
