"""What an article for the general public warns of, in its own words and beside the name that it seldom repeats."""

from __future__ import annotations

import pytest

from extractors.claim import Argument, RiskKind
from extractors.document import Sentence
from extractors.risks.frames import find_framed
from extractors.risks.standins import Spoken, stand_in, topic
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


@pytest.mark.parametrize(
    ("rule", "kind", "text"),
    [
        ("little known", RiskKind.EVIDENCE_LIMITATION, "In toddlers the science is still far thinner."),
        ("seen at the bench", RiskKind.EVIDENCE_LIMITATION, "Nearly all the results so far were seen in rabbits."),
        ("money", RiskKind.EVIDENCE_LIMITATION, "One author earns royalties on the comb."),
        ("false alarm", RiskKind.SAFETY_CONCERN, "For most the scan led to needless stitches."),
        ("people hurt", RiskKind.SAFETY_CONCERN, "Two men collapsed at the fair."),
        ("not what it says", RiskKind.SAFETY_CONCERN, "Nine of the jars contained no honey."),
        ("must not", RiskKind.CONTRAINDICATION, "People with gout had better avoid the broth."),
        ("care missed", RiskKind.DELAY_OF_CARE, "A few then ignored their symptoms for a year."),
        ("stronger together", RiskKind.INTERACTION, "The juice can raise statins to high levels."),
        ("sold as more", RiskKind.OVERCLAIMING, "The brand says its tea melts fat."),
    ],
)
def test_ideas_that_stand_together_warn(rule: str, kind: RiskKind, text: str) -> None:
    assert (rule, kind) in [found[:2] for found in find_framed(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The spray killed cancer cells in a dish.",
        "The vaccine may prevent strokes.",
        "No study found any harm.",
        "Heart disease kills thousands and is the leading cause of death.",
        "People in Ghent like broth.",
    ],
)
def test_ideas_alone_do_not(text: str) -> None:
    assert list(find_framed(text)) == []
