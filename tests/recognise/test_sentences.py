from __future__ import annotations

import csv
import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Block, BlockKind, Document
from extractors.sentences import iter_sentences, split


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "Xu et al. (2010) saw the same in Fig. 2 and Figs. 3 to 5.",
        "Growth, i.e. the count, fell vs. control by approx. 5 %.",
        "The effect was large (P < .001, n = 12).",
        "E. coli and S. aureus grew on no. 3 agar.",
        "Sample no. 3 was lost.",
        "The dose was 2.5 mg or .5 mg.",
        "J. R. Smith and K.L. Miller helped.",
        "It was shown earlier (see Tab. 1. The list is long) that it works.",
        "Doses were given i.v. and then p.o. for a week.",
        "Cells from Sigma Inc. were used.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(whole: str) -> None:
    assert cut(whole) == [whole]


@pytest.mark.parametrize(
    "parts",
    [
        ["We saw it.", "It was big."],
        ["Levels rose (P < .01).", "Then they fell."],
        ["Survival rose.12,13", "However, it fell later."],
        ["This was known.[12]", "We confirmed it."],
        ["This was known. [4,5]", "We confirmed it."],
        ["Did it work?", "Yes!", "It did."],
        ['"It works."', "So they said."],
        ["Patients took vitamin E.", "Controls took none."],
        ["Expression was seen.", "p53 was not."],
        ["Binding was lost.", "mRNA was stable."],
        ["As shown by Smith et al.", "The results agree."],
        ["They used no.", "We did."],
        ["One line\nbreak is nothing.", "Two are."],
        ["A heading without a stop", "Then text."],
    ],
)
def test_sentences_end_where_they_end(parts: list[str]) -> None:
    joint = "\n\n" if not parts[0].endswith((".", "?", "!", '"', "]", "3")) else " "
    assert cut(joint.join(parts)) == parts


def test_a_sentence_stays_within_its_block() -> None:
    text = "Title without stop Body of the text."
    blocks = (Block(start=0, end=18, kind=BlockKind.TITLE), Block(start=19, end=36, kind=BlockKind.PARAGRAPH))
    document = Document(id="d", text=text, source="d", format="text", blocks=blocks)
    assert [sentence.text for sentence in iter_sentences(document)] == ["Title without stop", "Body of the text."]


@given(st.text(alphabet="aB .\n!?()[]1\"'", max_size=80))
def test_sentences_cover_all_but_white_space_in_order(text: str) -> None:
    spans = list(split(text))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@pytest.mark.shared
def test_borders_agree_with_a_sentence_split_corpus(shared: Path) -> None:
    for name, expected in (("abstract", 0.97), ("full", 0.96)):
        with (shared / "corpora" / "bioscope" / f"bioscope_{name}.tsv").open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t")
            sentences = list(dict.fromkeys(row["sentence"].strip() for row in rows))[:3000]
        text, ends = "", set()
        for sentence in sentences:
            text += sentence
            ends.add(len(text))
            text += " "
        started = time.perf_counter()
        found = {end for _, end in split(text)}
        speed = len(text) / (time.perf_counter() - started)
        f1 = 2 * len(found & ends) / (len(found) + len(ends))
        assert f1 > expected
        assert speed > 1e6
