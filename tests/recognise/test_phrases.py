from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from extractors.document import Document, Role, Section
from extractors.errors import WeightsError
from extractors.mention import ShortForm
from extractors.recognise.phrases import decode, find, network
from extractors.recognise.phrases.words import NAMES, Passage, describe
from extractors.recognise.tagger.features import WIDTH, Features
from extractors.recognise.tagger.network import TAGS
from extractors.recognise.tagger.words import split
from extractors.windows import WindowNetwork

FIRST = 4
UNITS = 5
COLUMNS = FIRST + NAMES * TAGS + WIDTH + 8


def passage(*sentences: str) -> Passage:
    chance = np.random.default_rng(1)
    features = [Features(words, chance.random((len(words), WIDTH))) for words in map(split, sentences)]
    size = sum(len(one.words) for one in features)
    offsets = [sum(len(text) + 1 for text in sentences[:at]) for at in range(len(sentences))]
    logs = np.log(np.full((size, NAMES + 2, TAGS), 0.2))
    return describe(features, offsets, chance.random((size, FIRST)), logs)


def likely(whole: Passage, **words: float) -> np.ndarray[Any, Any]:
    return np.array([words.get(name, 0.0) for name in whole.stems])


def found(text: str, least: float = 0.1, mean: float = 0.3, **words: float) -> list[str]:
    whole = passage(text)
    spans = decode.phrases(whole, likely(whole, **words), least=least, mean=mean)
    return [" ".join(word.text for word in whole.words[one.first : one.last]) for one in spans]


def test_words_of_one_phrase_are_joined_and_sides_of_a_trial_kept_apart() -> None:
    assert found("rest and warm baths helped", rest=0.9, warm=0.4, bath=0.9) == ["rest and warm baths"]
    assert found("rest versus baths", rest=0.9, bath=0.9) == ["rest", "baths"]
    assert found("rest. Baths", rest=0.9, bath=0.9) == ["rest", "Baths"]


def test_doses_and_small_words_at_the_ends_are_left_out_and_brackets_closed() -> None:
    assert found("of zorvatin 20 mg daily", of=0.5, zorvatin=0.9, mg=0.5, daily=0.5, **{"00": 0.5}) == ["zorvatin"]
    assert found("zorvatin (ZV) helped", zorvatin=0.9, zv=0.8) == ["zorvatin ( ZV )"]
    assert found("interferon alfa-2a was given", interferon=0.9, alfa=0.9, **{"0a": 0.9}) == ["interferon alfa - 2a"]


def test_a_run_needs_telling_words_that_are_likely_together() -> None:
    assert found("supportive talk", supportive=0.2, talk=0.2) == []
    assert found("supportive talk", supportive=0.2, talk=0.6) == ["supportive talk"]
    assert found("the of with", the=0.9, of=0.9) == []


def test_a_name_is_as_likely_in_all_its_places_and_an_abbreviation_as_its_long_form() -> None:
    whole = passage("Joint attention training (JAT) helped.", "Children in JAT spoke of training.")
    form = ShortForm(
        short="JAT", long="Joint attention training", short_start=26, short_end=29, long_start=0, long_end=24
    )
    before = np.zeros((len(whole.words), 3))
    before[:3, 1] = 0.9
    after = decode.agreed(whole, before, [form])[:, 1]
    shorts = [at for at, word in enumerate(whole.words) if word.text == "JAT"]
    assert all(after[at] > 0.3 for at in shorts)
    last = max(at for at, word in enumerate(whole.words) if word.text == "training")
    assert 0 < after[last] < after[2] < 0.9


def test_the_abstract_of_a_trial_ends_where_its_section_does() -> None:
    text = "A randomised trial. We tried. Then we wrote."
    section = Section(start=20, end=29, role=Role.ABSTRACT)
    told = Document(id="a", text=text, source="a", format="text", sections=(section,))
    assert find.end_of_abstract(told) == 29
    assert find.end_of_abstract(Document(id="b", text=text, source="b", format="text")) >= len(text)
    assert find.end_of_abstract(Document(id="c", text="A cohort of mice.", source="c", format="text")) == 0


@pytest.fixture
def arrays() -> dict[str, np.ndarray[Any, Any]]:
    chance = np.random.default_rng(2)
    sizes = {"input": (COLUMNS, UNITS), "pool": (3 * UNITS, UNITS), "last": (3, UNITS, UNITS)}
    made = {name: chance.normal(size=size) for name, size in {**sizes, "window0": (3, UNITS, UNITS)}.items()}
    for name in tuple(made):
        made |= {f"{name}_{part}": chance.normal(size=UNITS) for part in ("bias", "scale", "shift")}
    return {**made, "output": chance.normal(size=(UNITS, 3)), "output_bias": chance.normal(size=3)}


def test_words_of_one_stem_hear_of_each_other_across_the_abstract(arrays: dict[str, np.ndarray[Any, Any]]) -> None:
    whole = passage("Rest helped the ill who got it.", "All others did not, so we say: rest.")
    net = WindowNetwork(arrays, {"reaches": [1]})
    first, last = 0, len(whole.words) - 2
    assert whole.stems[first] == whole.stems[last] == "rest"
    before = net(whole.rows, whole.groups)
    changed = whole._replace(rows=whole.rows.copy())
    changed.rows[first] += 3.0
    apart = changed._replace(groups=np.arange(len(whole.words)))
    alone = net(whole.rows, apart.groups)
    np.testing.assert_allclose(before.sum(axis=1), 1.0, rtol=1e-5)
    together = np.abs(net(changed.rows, changed.groups)[last] - before[last]).max()
    assert together > np.abs(net(apart.rows, apart.groups)[last] - alone[last]).max()


def test_weights_that_do_not_fit_the_tagger_are_refused(
    tmp_path: Path, arrays: dict[str, np.ndarray[Any, Any]]
) -> None:
    path = tmp_path / find.FILE
    network.save(path, arrays, {"reaches": [1], "tagger": "abc"})
    assert network.load(path, "abc")
    with pytest.raises(WeightsError, match="beside another tagger"):
        network.load(path, "def")
    path.with_name("broken.npz").write_bytes(b"no zip")
    with pytest.raises(WeightsError, match="cannot be read"):
        network.load(path.with_name("broken.npz"), "abc")


def test_verbs_and_names_of_statistics_are_not_given() -> None:
    def chances(text: str) -> list[float]:
        whole = passage(text)
        return [float(one) for one in decode.given(whole, np.full(len(whole.words), 0.9, dtype=np.float32)).round(1)]

    assert chances("zorvatins lower pain") == pytest.approx([0.9, 0.0, 0.9])
    assert chances("a lower bath") == pytest.approx([0.9, 0.9, 0.9])
    assert chances("one underwent rest") == pytest.approx([0.9, 0.0, 0.9])
    assert chances("more rest than baths") == pytest.approx([0.9, 0.9, 0.0, 0.9])
    assert chances("rest hazard ratio") == pytest.approx([0.9, 0.0, 0.0])


def test_words_that_say_how_often_are_no_phrase() -> None:
    assert [decode.is_bare_dose(text) for text in ("twice daily for 3 weeks", "15 mg/kg", "zinc twice daily")] == [
        True, True, False,
    ]  # fmt: skip
