from __future__ import annotations

import numpy as np
import pytest

from extractors.mention import ShortForm
from extractors.recognise.phrases.network import CLASSES, INTERVENTION, OUTCOME
from extractors.recognise.phrases.words import NAMES, Passage, describe
from extractors.recognise.tagger.features import WIDTH, Features
from extractors.recognise.tagger.network import TAGS
from extractors.recognise.tagger.words import split
from extractors.training.phrase_labels import Rarity, label
from extractors.windows import WindowNetwork


def passage(text: str) -> Passage:
    words = split(text)
    first = np.array(
        [[len(word.text), word.text[0].isupper(), word.text.isalpha()] for word in words], dtype=np.float32
    )
    features = Features(words, np.zeros((len(words), WIDTH), dtype=np.float32))
    return describe([features], [0], first, np.log(np.full((len(words), NAMES + 2, TAGS), 0.2)))


def labelled(text: str, *, short_forms: tuple[ShortForm, ...] = (), **names: set[str]) -> dict[str, list[str]]:
    whole = passage(text)
    rarity = Rarity([whole, *(passage("we saw them improve in other trials") for _ in range(30))])
    columns = {"interventions": INTERVENTION, "outcomes": OUTCOME}
    found = label(whole, {columns[role]: given for role, given in names.items()}, short_forms, rarity)
    return {
        role: [word.text for word, own in zip(whole.words, found.classes, strict=True) if own == column]
        for role, column in columns.items()
    }


def test_a_name_is_found_in_other_words_and_in_its_parts() -> None:
    text = "Supervised walking improved pain intensity; in the walking group the intensity of pain fell."
    found = labelled(text, interventions={"walking (supervised) plus advice"}, outcomes={"Pain intensity"})
    assert found["interventions"] == ["Supervised", "walking", "walking"]
    assert found["outcomes"] == ["pain", "intensity", "intensity", "of", "pain"]


def test_a_side_of_a_trial_is_no_intervention_but_placebo_is() -> None:
    found = labelled("The control group got placebo.", interventions={"control group"}, outcomes=set())
    assert found["interventions"] == ["placebo"]


def test_doses_are_left_out_and_abbreviations_followed() -> None:
    text = "Joint attention training (JAT) 20 mg; JAT helped."
    form = ShortForm(
        short="JAT", long="Joint attention training", short_start=26, short_end=29, long_start=0, long_end=24
    )
    found = labelled(text, interventions={"joint attention training 20 mg"}, outcomes=set(), short_forms=(form,))
    assert "20" not in found["interventions"]
    assert found["interventions"].count("JAT") == 2


def test_what_was_taught_is_found_with_the_exported_weights() -> None:
    pytest.importorskip("torch", reason="torch is not installed; the extra `train` brings it")
    from extractors.training.window_net import Lesson, arrays, learn

    lessons = []
    for name in ("Resting", "Bathing", "Walking", "Singing") * 6:
        whole = passage(f"we gave {name} to all of them and {name} was good")
        classes = np.array([INTERVENTION if word.text == name else 0 for word in whole.words])
        lessons.append(Lesson(whole.rows, whole.groups, classes, np.ones(len(classes), dtype=np.float32)))
    found, about = arrays(learn(lessons, classes=CLASSES, epochs=20, seed=1))
    network = WindowNetwork(found, about)
    one = lessons[0]
    np.testing.assert_array_equal(network(one.rows, one.groups).argmax(axis=1), one.classes)
    again, _ = arrays(learn(lessons[:4], classes=CLASSES, epochs=1, seed=1))
    once, _ = arrays(learn(lessons[:4], classes=CLASSES, epochs=1, seed=1))
    assert all(np.array_equal(again[name], once[name]) for name in once)
