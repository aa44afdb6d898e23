from __future__ import annotations

from pathlib import Path

import pytest

from extractors.assertion import assess, find_aims, find_hedges, find_negations
from extractors.claim import Certainty, Status
from extractors.document import Genre, Role
from tests.claims.builders import document, sentences


def scopes(text: str) -> list[str]:
    return [text[scope.start : scope.end] for scope in find_negations(text)]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Aspirin did not lower pain, although sleep improved.", "not lower pain"),
        ("There was no difference in weight between groups.", "no difference in weight between groups"),
        ("The channel was not opened by calcium.", "The channel was not opened by calcium"),
        ("We show that growth cannot be explained by diet.", "growth cannot be explained by diet"),
        ("The mutant cells were unable to divide.", "unable to divide"),
        ("It blocked JNK but not ERK or p38, in all lines.", "not ERK or p38"),
        ("Cells grew without serum, and died later.", "without serum"),
        ("Pain fell in women (but not in men) at rest.", "not in men"),
        ("The drug failed to shrink tumours; mice died.", "failed to shrink tumours"),
    ],
)
def test_a_cue_reaches_its_clause_its_phrase_or_its_subject(text: str, scope: str) -> None:
    assert scopes(text) == [scope]


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("The ligand did not bind the receptor in these cells.", True),
        ("Binding was not significantly affected.", False),
        ("The mechanism is not known.", False),
    ],
)
def test_denying_a_degree_or_a_knowledge_is_no_full_denial(text: str, full: bool) -> None:
    assert [scope.full for scope in find_negations(text)] == [full]


def test_neither_and_nor_deny_once() -> None:
    text = "Neither zinc nor aspirin lowered fever."
    (scope,) = find_negations(text)
    assert scope.covers(text.index("lowered"), text.index("fever"))


def test_without_learned_weights_grammar_decides(tmp_path: Path) -> None:
    text = "Aspirin did not lower pain, although sleep improved."
    (scope,) = find_negations(text, weights=tmp_path)
    assert text[scope.start : scope.end] == "not lower pain"


def test_offsets_count_in_the_whole_text() -> None:
    text = "Pain fell. Fever did not fall."
    (scope,) = find_negations(text, 11)
    assert (text[scope.cue_start : scope.cue_end], text[scope.start : scope.end]) == ("not", "not fall")


@pytest.mark.parametrize("text", ["It lowered not only pain but also fever.", "NO inhibited the ring.", "Fig. No. 3"])
def test_what_only_looks_like_a_denial_is_none(text: str) -> None:
    assert scopes(text) == []


@pytest.mark.parametrize(
    ("text", "word", "certainty"),
    [
        ("Zinc may shorten colds.", "shorten", Certainty.POSSIBLE),
        ("These data suggest that zinc shortens colds.", "shortens", Certainty.PROBABLE),
        ("Zinc shortens colds.", "shortens", Certainty.ASSERTED),
        ("Zinc lowers fever, but it may harm taste.", "lowers", Certainty.ASSERTED),
        ("It is unclear whether zinc shortens colds.", "shortens", Certainty.HYPOTHETICAL),
        ("Zinc probably shortens colds.", "shortens", Certainty.PROBABLE),
        ("In some patients zinc shortens colds.", "shortens", Certainty.POSSIBLE),
        ("Zinc has been reported to shorten colds.", "shorten", Certainty.PROBABLE),
        ("In May zinc shortened colds.", "shortened", Certainty.ASSERTED),
        ("It is apparent that zinc shortens colds.", "shortens", Certainty.ASSERTED),
        ("Conflicting evidence exists on zinc shortening colds.", "shortening", Certainty.POSSIBLE),
    ],
)
def test_hedges_lower_certainty_within_their_clause(text: str, word: str, certainty: Certainty) -> None:
    paper = document((Role.RESULTS, text))
    found = assess(paper, sentences(paper)[0], Role.RESULTS)
    start = text.index(word)
    assert found.certainty_at(start, start + len(word)) is certainty


def test_a_hedge_knows_its_reach() -> None:
    text = "It may help; it did not harm."
    (hedge,) = find_hedges(text)
    assert text[hedge.reach_start : hedge.reach_end] == "may help"


@pytest.mark.parametrize(
    "text",
    [
        "Does zinc shorten colds?",
        "We aimed to test whether zinc shortens colds.",
        "The purpose of this study was to see if zinc shortens colds.",
        "We investigated the effect of zinc on colds.",
    ],
)
def test_questions_and_aims_state_nothing(text: str) -> None:
    start = text.index("colds")
    assert any(span.start <= start < span.end for span in find_aims(text))


def test_a_finding_after_an_aim_is_stated() -> None:
    text = "To test this, we gave zinc, which shortened colds."
    assert all(span.end <= text.index("shortened") for span in find_aims(text))


@pytest.mark.parametrize(
    ("role", "text", "status"),
    [
        (Role.RESULTS, "Zinc shortened colds.", Status.FINDING),
        (Role.INTRODUCTION, "Colds are common.", Status.BACKGROUND),
        (Role.DISCUSSION, "Zinc shortened colds [3].", Status.BACKGROUND),
        (Role.DISCUSSION, "Previous studies found that zinc shortens colds.", Status.BACKGROUND),
        (Role.DISCUSSION, "We found, as others [3], that zinc shortens colds.", Status.FINDING),
        (Role.DISCUSSION, "A limitation is the small sample size.", Status.LIMITATION),
        (Role.METHODS, "Zinc was given daily.", Status.METHOD),
        (Role.METHODS, "Zinc was measured as described [3].", Status.METHOD),
        (Role.METHODS, "Zinc shortens colds [3].", Status.BACKGROUND),
        (Role.DISCUSSION, "They found that zinc shortens colds.", Status.BACKGROUND),
        (Role.DISCUSSION, "Treatment is limited to six months.", Status.FINDING),
        (Role.OTHER, "Blood will be drawn weekly.", Status.FINDING),
        (Role.OTHER, "Fever will be measured weekly.", Status.METHOD),
        (Role.LIMITATIONS, "Only men took part.", Status.LIMITATION),
    ],
)
def test_status_follows_section_citation_and_phrase(role: Role, text: str, status: Status) -> None:
    paper = document((role, text))
    sentence = sentences(paper)[0]
    assert assess(paper, sentence, role, paper.citations).status is status


def test_a_review_finds_nothing_but_what_it_says_it_found() -> None:
    told, own = "Zinc shortens colds.", "We found that zinc shortens colds."
    for types, statuses in (
        (["review-article"], [Status.BACKGROUND, Status.FINDING]),
        (["Review", "Meta-Analysis"], [Status.FINDING, Status.FINDING]),
    ):
        papers = [document((Role.OTHER, text), types=types) for text in (told, own)]
        assert [assess(paper, sentences(paper)[0], Role.OTHER).status for paper in papers] == statuses


def test_a_lay_text_has_no_findings_of_its_own() -> None:
    paper = document((Role.OTHER, "Zinc shortened colds."), genre=Genre.LAY)
    assert assess(paper, sentences(paper)[0], Role.OTHER).status is Status.BACKGROUND


@pytest.mark.parametrize(
    ("text", "denied", "stated"),
    [
        ("It has never been tested in people and may cause bleeding.", "tested", "bleeding"),
        ("The drug was not effective and was linked to bleeding.", "effective", "bleeding"),
    ],
)
def test_a_denial_ends_before_a_second_verb_with_an_auxiliary(text: str, denied: str, stated: str) -> None:
    (scope,) = find_negations(text)

    assert scope.start <= text.index(denied) < scope.end
    assert scope.end <= text.index(stated)


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("This drug cannot be used alone as it requires another one.", "This drug cannot be used alone"),
        ("Interestingly, pain was not affected by zinc (Figure 2F) [45].", "pain was not affected by zinc"),
    ],
)
def test_a_scope_leaves_out_reasons_openings_and_where_it_was_shown(sentence: str, scope: str) -> None:
    (found,) = find_negations(sentence)

    assert sentence[found.start : found.end] == scope


_OPENING = "Smoke makes colds worse. Zinc rises with age. Here we gave zinc to mice. Zinc shortened colds in them."


def test_an_abstract_opens_with_what_was_known() -> None:
    for role in (Role.ABSTRACT, Role.OTHER):
        paper = document((role, _OPENING), title="Zinc")
        statuses = [assess(paper, one, role).status for one in sentences(paper)[1:]]
        assert statuses == [Status.BACKGROUND, Status.BACKGROUND, Status.FINDING, Status.FINDING]


@pytest.mark.parametrize(
    "text",
    [
        "Colds were shorter. Here we show how.",
        "Zinc shortens colds by 12%. Here we show how.",
        "Zinc shortens colds. It is cheap.",
    ],
)
def test_what_was_done_or_is_never_followed_by_the_papers_own_work_opens_nothing(text: str) -> None:
    paper = document((Role.ABSTRACT, text))
    assert assess(paper, sentences(paper)[0], Role.ABSTRACT).status is Status.FINDING
