"""Diseases that the tagger cut short are taken whole."""

from __future__ import annotations

import pytest

from extractors.mention import Mention
from extractors.recognise.whole import known, taken_whole
from ontologies.lexicon import Lexicon
from ontologies.term import Kind


def taken(text: str, *found: str, proposed: str = "", likely: float = 0.5, kind: Kind = Kind.DISEASE) -> list[str]:
    def cut(name: str, recogniser: str) -> Mention:
        start = text.index(name)
        return Mention.cut(text, start, start + len(name), kind, recogniser)

    hints = [cut(proposed, "lexicon")] if proposed else []
    mentions = tuple(cut(name, "tagger") for name in found)
    whole = taken_whole(text, mentions, hints, lambda start, end, kind: likely, known(Lexicon.open()))
    return [mention.text for mention in whole]


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("Risk of brain, breast, and prostate cancer rose.", "prostate cancer", "brain, breast, and prostate cancer"),
        ("It causes breast and ovarian cancer.", "ovarian cancer", "breast and ovarian cancer"),
        (
            "Bouts of ventricular tachycardia and fibrillation followed.",
            "ventricular tachycardia",
            "ventricular tachycardia and fibrillation",
        ),
    ],
)
def test_pieces_that_share_a_word_with_a_disease_are_taken_along(text: str, found: str, whole: str) -> None:
    assert taken(text, found) == [whole]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Asthma and heart failure were frequent.", "heart failure"),
        ("Mice and ovarian cancer were studied.", "ovarian cancer"),
        ("Renal failure and death followed.", "Renal failure"),
    ],
)
def test_what_is_no_disease_with_the_shared_word_stays_outside(text: str, found: str) -> None:
    assert taken(text, found) == [found]


def test_a_longer_name_of_the_lexicon_joins_what_the_tagger_split() -> None:
    text = "Attacks of migraine with aura stopped."
    assert taken(text, "migraine", "aura", proposed="migraine with aura") == ["migraine with aura"]


def test_words_that_the_tagger_rules_out_are_not_added() -> None:
    assert taken("We saw stable angina.", "angina", proposed="stable angina", likely=0.01) == ["angina"]


def test_names_of_other_kinds_do_not_grow() -> None:
    assert taken("breast and ovarian cancer", "ovarian cancer", kind=Kind.GENE) == ["ovarian cancer"]


def test_a_variant_goes_on_as_far_as_its_notation() -> None:
    text = "MECP2 p.Arg168* was found."
    tagged = Mention.cut(text, 6, 14, Kind.VARIANT, "tagger")
    ruled = Mention.cut(text, 6, 15, Kind.VARIANT, "patterns")
    found = taken_whole(text, (tagged,), (ruled,), lambda start, end, kind: 0.0, known(Lexicon.open()))
    assert [mention.text for mention in found] == ["p.Arg168*"]


@pytest.mark.parametrize(("likely", "wanted"), [(0.5, "iron overload"), (0.1, "iron")])
def test_a_disease_named_for_a_chemical_is_taken_whole_where_the_network_sees_one(likely: float, wanted: str) -> None:
    text = "She had iron overload."
    tagged = Mention.cut(text, 8, 12, Kind.CHEMICAL, "tagger")
    listed = Mention.cut(text, 8, 21, Kind.DISEASE, "lexicon")
    found = taken_whole(text, (tagged,), (listed,), lambda start, end, kind: likely, known(Lexicon.open()))
    assert [mention.text for mention in found] == [wanted]
