"""Emphasis is no part of what Markdown says, as far as the text can stay the file's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import BlockKind, Document, Role
from extractors.readers import read_bytes

PAGE = """# Naps and errors

## Abstract

**Background** Nights are long.

**Results:** Naps halved errors.

__Conclusions.__ Nap.

**Naps** are short.

## Methods

***All slept.***
"""


def document(text: str) -> Document:
    (found,) = read_bytes(text.encode(), "a.md")
    return found


def texts(found: Document, kind: BlockKind) -> list[str]:
    return [found.text[block.start : block.end] for block in found.blocks if block.kind is kind]


def test_labels_of_an_abstract_are_headings_and_no_part_of_its_sentences() -> None:
    found = document(PAGE)
    assert found.text == PAGE
    assert texts(found, BlockKind.HEADING) == ["Abstract", "Background", "Results", "Conclusions", "Methods"]
    assert texts(found, BlockKind.PARAGRAPH) == [
        "Nights are long.", "Naps halved errors.", "Nap.", "**Naps** are short.", "All slept.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("Nights are", (Role.ABSTRACT, Role.INTRODUCTION)),
        ("Naps halved", (Role.ABSTRACT, Role.RESULTS)),
        ("All slept", (Role.METHODS,)),
    ],
)
def test_labels_give_their_part_its_role_within_the_abstract(words: str, roles: tuple[Role, ...]) -> None:
    found = document(PAGE)
    assert tuple(section.role for section in found.sections_at(PAGE.index(words))) == roles


def test_a_label_alone_opens_what_follows_it() -> None:
    found = document("# A nap\n\n**Results**\n\nNaps halved errors.\n\nNobody fell.\n")
    assert found.role_at(found.text.index("Nobody")) is Role.RESULTS


def test_emphasis_that_is_no_label_stays_where_words_follow() -> None:
    found = document("# A nap\n\n**Zinc** helps.\n\n*a* and *b*\n\n**Results** of naps vary.\n")
    assert texts(found, BlockKind.PARAGRAPH) == ["**Zinc** helps.", "*a* and *b*", "**Results** of naps vary."]


@given(st.text(alphabet="*_ aR.:\n#", max_size=40), st.sampled_from(["**Results** ", "*a*", "__", "**Methods:**"]))
def test_any_emphasis_leaves_blocks_in_order_and_in_the_text(text: str, start: str) -> None:
    found = document(f"# A nap\n\n{start}{text}\n")
    assert all(found.text[block.start : block.end].strip() for block in found.blocks)
