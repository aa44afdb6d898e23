from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.abbreviations import find_in, iter_short_forms
from extractors.document import Block, BlockKind, Document
from extractors.pipeline import Extraction
from extractors.sentences import iter_sentences


def pairs(text: str) -> list[tuple[str, str]]:
    return [(form.short, form.long) for form in find_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bone mineral density (BMD) fell.", [("BMD", "Bone mineral density")]),
        ("MSC-derived extracellular vesicles (MSC-EVs) act.", [("MSC-EVs", "MSC-derived extracellular vesicles")]),
        ("ALS (amyotrophic lateral sclerosis) is rare.", [("ALS", "amyotrophic lateral sclerosis")]),
        ("The mean (standardized mean difference [SMD] = 1) rose.", [("SMD", "standardized mean difference")]),
        ("Barriers (blood-brain barrier, BBB) leak.", [("BBB", "blood-brain barrier")]),
        ("The barrier (body mass index (BMI) 27) was met.", [("BMI", "body mass index")]),
        ("Nitric oxide (NO) relaxes.", [("NO", "Nitric oxide")]),
        ("Forced expiratory volume (FEV; see below) fell.", [("FEV", "Forced expiratory volume")]),
    ],
)
def test_definitions_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The drug was safe (see Fig. 2).",
        "It was tested in rats (n = 12).",
        "Most survived (data not shown).",
        "We saw it in some (suction) cases of structural damage formation (suction).",
        "(SBMA) stands alone.",
    ],
)
def test_other_brackets_define_nothing(text: str) -> None:
    assert pairs(text) == []


def test_scispacy_issue_441_a_bracket_does_not_pair_with_the_next_one() -> None:
    text = "The thyroid hormone receptor (TR) inhibiting retinoic malate receptor (RMR) isoforms act."
    assert pairs(text) == [("TR", "thyroid hormone receptor"), ("RMR", "retinoic malate receptor")]


def test_scispacy_issue_410_every_letter_of_an_acronym_begins_a_word_if_it_can() -> None:
    assert pairs("We used mindful memoization (MM) here.") == [("MM", "mindful memoization")]


def test_scispacy_issue_188_a_long_form_stays_in_its_sentence() -> None:
    document = Document(id="d", text="Agents bind. Pygopus2 (Pygo2) does not.", source="d", format="text")
    forms = list(iter_short_forms(document, tuple(iter_sentences(document))))
    assert [(form.short, form.long) for form in forms] == [("Pygo2", "Pygopus2")]


def test_offsets_count_in_the_document() -> None:
    text = "First. Then bone mineral density (BMD) fell."
    document = Document(id="d", text=text, source="d", format="text")
    (form,) = iter_short_forms(document, tuple(iter_sentences(document)))
    assert text[form.short_start : form.short_end] == "BMD"
    assert text[form.long_start : form.long_end] == "bone mineral density"


def test_a_short_form_is_its_long_form_everywhere(read: Callable[[str], Extraction]) -> None:
    found = read("BrC is common. Breast cancer (BrC) spreads. BrC kills.")
    assert [(link.mention.text, str(link.term)) for link in found.links if link.mention.text == "BrC"] == [
        ("BrC", "MESH:D001943")
    ] * 3


def test_a_short_form_of_something_else_loses_its_other_meaning(read: Callable[[str], Extraction]) -> None:
    text = "We used computed axial tomography (CAT). CAT gene names do not count when CAT is a scan."
    assert "CAT" not in {mention.text for mention in read(text).mentions}


@pytest.mark.shared
def test_pairs_agree_with_a_gold_standard(shared: Path) -> None:
    folder = shared / "corpora" / "abbreviations"
    with (folder / "pairs.tsv").open(encoding="utf-8", newline="") as lines:
        gold = {(row["pmid"], row["short_form"], row["long_form"]) for row in csv.DictReader(lines, delimiter="\t")}
    found: set[tuple[str, str, str]] = set()
    for pmid, text in abstracts(folder / "abstracts.txt"):
        title = text.partition("\n")[0]
        blocks = tuple(
            Block(start=start, end=end, kind=BlockKind.PARAGRAPH)
            for start, end in ((0, len(title)), (len(title), len(text)))
        )
        document = Document(id=pmid, text=text, source=pmid, format="text", blocks=blocks)
        forms = iter_short_forms(document, tuple(iter_sentences(document)))
        found |= {(pmid, form.short, " ".join(form.long.split())) for form in forms}
    both = len(found & gold)
    assert both / len(found) > 0.95
    assert both / len(gold) > 0.83


def abstracts(path: Path) -> list[tuple[str, str]]:
    pieces = re.split(r"^(\d{4,8})\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [(pmid, text.strip()) for pmid, text in zip(pieces[1::2], pieces[2::2], strict=True)]
