"""Keys: the same for spellings that mean the same, with offsets that always cut the text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ontologies.normalise import is_blocking, key, tokens, widen

ALPHABET = st.sampled_from(list("abAB zs19-αµß'’.,;:()+/&%é\u0308ﬁⅡ²\n\u2003–—İßŒ"))
TEXTS = st.text() | st.text(ALPHABET)


@given(TEXTS)
@example("Sjo\u0308gren")
@example("½ Ⅷ ﬁbre's")
@example("\u0e33A")
@example("½3")
def test_tokens_cut_the_text_in_order(text: str) -> None:
    found = tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all((a.start <= b.start and (a.end <= b.start or (a.start, a.end) == (b.start, b.end))) or a.end == b.end
               for a, b in itertools.pairwise(found))  # fmt: skip


@given(TEXTS)
def test_a_key_is_its_own_key(text: str) -> None:
    assert key(key(text)) == key(text)


@given(TEXTS, TEXTS)
def test_a_full_stop_between_texts_keeps_their_tokens_apart(left: str, right: str) -> None:
    joined = [token.key for token in tokens(f"{left} . {right}")]
    assert joined == [t.key for t in tokens(left + " ")] + ["."] + [t.key for t in tokens(" " + right)]


@pytest.mark.parametrize(
    "spellings",
    [
        ("IL-2", "IL2", "IL 2", "il‐2"),
        ("MCF-7", "MCF7", "MCF 7"),
        ("MIR23B", "miR-23b", "mir 23b"),
        ("TNF-α", "TNF-alpha", "TNFα", "TNFalpha", "TNF alpha"),
        ("NF-κB", "NF-kappaB", "NFκB", "NFkappaB", "NF kappa B"),
        ("tumour", "tumor", "tumours", "Tumors"),
        ("anaemia", "anemia"),
        ("oedema", "edema"),
        ("leukaemias", "leukemia"),
        ("diarrhoea", "diarrhea"),
        ("metastasis", "metastases"),
        ("viruses", "virus"),
        ("mice", "mouse"),
        ("MSCs", "MSC"),
        ("miRNAs", "miRNA"),
        ("Alzheimer's disease", "Alzheimer’s disease", "Alzheimer disease", "Alzheimer diseases"),
        ("type II diabetes", "type 2 diabetes"),
        ("CD4+ T cell", "CD4-positive T-cells"),
        ("Sjögren", "Sjo\u0308gren", "Sjogren"),
        ("muscle fibres", "muscle fiber"),
    ],
)
def test_spellings_of_one_thing_share_a_key(spellings: tuple[str, ...]) -> None:
    assert {key(spelling) for spelling in spellings} == {key(spellings[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [("IL-2", "IL-12"), ("CD4", "CD4+"), ("was", "wa"), ("miR-23a", "miR-23b"), ("mass", "mas"), ("p53", "p63")],
)
def test_spellings_of_different_things_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("mark", [".", ";", ":", "%", "=", "—"])
def test_punctuation_between_words_is_a_blocking_token(mark: str) -> None:
    middle = tokens(f"breast {mark} cancer")[1]
    assert is_blocking(middle.key)


def test_brackets_and_commas_inside_words_do_not_block() -> None:
    assert key("N(4)-acetyl 1,25-diol") == "n 4 acetyl 1 25 diol"


def test_brackets_and_commas_between_words_block() -> None:
    assert [t.key for t in tokens("cancer (breast), liver")] == ["cancer", "(", "breast", ")", ",", "liver"]


def test_widen_takes_in_a_bracket_only_where_one_is_open() -> None:
    assert widen("CuSO(4))", 0, 6) == (0, 7)
    assert widen("(IL-2)", 1, 5) == (1, 5)
