"""Warnings as newspapers and leaflets word them, and what only looks like one."""

from __future__ import annotations

import pytest

from extractors.risks import doubts, warnings
from extractors.risks.limits import find_cautions


def rules(text: str) -> set[str]:
    return {caution.rule for caution in find_cautions(text, 0, len(text))}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("never shown", "There are no trials in children."),
        ("never shown", "No study has ever shown that the drops help."),
        ("never shown", "Nobody knows how long the implant lasts."),
        ("never shown", "Whether it lowers mortality is uncertain."),
        ("never shown", "Their effect on growth has never been studied."),
        ("thin evidence", "The science behind the bracelet is shaky."),
        ("thin evidence", "Most of the studies were done in mice."),
        ("thin evidence", "It worked in a dish and failed in patients."),
        ("thin evidence", "These concentrations cannot be reached by eating berries."),
        ("few and short", "The trial had no control group."),
        ("few and short", "The longest study lasted six weeks."),
        ("who pays", "The trial was paid for by the maker of the drops."),
        ("who pays", "Two authors own shares in the company."),
        ("retraction", "The paper was later retracted."),
        ("not approved", "No regulator has approved the infusion."),
        ("praise", "The root is hailed online as the answer to gout."),
        ("praise", "Clinics promise that the laser melts fat for good."),
        ("care put off", "Some patients put off their surgery for a year."),
        ("care put off", "She stopped taking her blood pressure tablets."),
        ("not harmless", "The herb is far from harmless."),
        ("not harmless", "Screening brings overdiagnosis."),
        ("who must not", "Pregnant women should not take it."),
        ("who must not", "People with asthma must avoid the spray."),
        ("drugs together", "Garlic can weaken the effect of blood thinners."),
        ("drugs together", "It must not be combined with sedatives."),
    ],
)
def test_a_warning_in_plain_words_is_one(rule: str, text: str) -> None:
    assert rule in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "The needle was retracted and the wound was closed.",
        "Two authors declare no competing interests in the outcome.",
        "The drug reduced pain in most of the patients.",
        "Nurses made up for lost time due to diagnostic tests.",
        "The kinase was supported by a scaffold protein.",
        "Cells were fixed and stained.",
    ],
)
def test_other_sentences_warn_of_nothing(text: str) -> None:
    assert not rules(text) & (doubts.PATTERNS | warnings.PATTERNS).keys()


def test_plain_words_are_left_out_where_they_are_not_asked_for() -> None:
    text = "No regulator has approved the infusion."
    assert list(find_cautions(text, 0, len(text), plainly=False)) == []
