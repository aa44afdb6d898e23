"""Other systems are scored by the same command."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation_samples import sample_paper

from extractors.document import Document
from extractors.errors import MissingModelError, UnknownNameError
from extractors.evaluate.examination import examine
from extractors.evaluate.score import Score
from extractors.evaluate.systems import System
from extractors.evaluate.tasks.entities import STRICT, TASK, cases_of
from extractors.pipeline import Extraction, Pipeline
from ontologies.curie import Curie
from ontologies.term import Kind, Name, Scope, Term


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "DISEASE", "pattern": [{"LOWER": "asthma"}]}])
    folder = tmp_path_factory.mktemp("models") / "small"
    nlp.to_disk(folder)
    return folder


def test_a_spacy_model_is_scored_by_its_mentions(model: Path) -> None:
    (judgement,) = examine(TASK, cases_of([sample_paper()]), System(name=f"model:{model}").pipeline(TASK.last_stage))
    scores = {tally.measure: tally.score for tally in judgement.tallies}
    assert scores[STRICT] == Score(right=1, missed=1)
    assert len(scores) == 2


@pytest.mark.parametrize(("name", "error"), [("model:no_such", MissingModelError), ("no such", UnknownNameError)])
def test_a_system_that_is_not_there_says_so(name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        System(name=name).pipeline()


def read(pipeline: Pipeline, text: str) -> Extraction:
    result = pipeline.run_one(Document(id="1", text=text, source="x", format="text"))
    assert isinstance(result, Extraction), result
    return result


def test_the_dictionary_takes_the_longest_name_whatever_its_case() -> None:
    found = read(System(name="dictionary").pipeline(), "BREAST CANCER in women")
    assert [(m.text, m.kind) for m in found.mentions][:1] == [("BREAST CANCER", Kind.DISEASE)]
    assert str(found.links[0].term) == "MESH:D001943"


TERMS = {
    "MESH:D001249": ("Asthma", "Bronchial Asthma"),
    "MESH:D004485": ("Eczema",),
    "MESH:D001943": ("Breast Cancer",),
}


def term(curie: str, names: tuple[str, ...]) -> Term:
    return Term(
        curie=Curie.parse(curie), kind=Kind.DISEASE, names=tuple(Name(text=name, scope=Scope.EXACT) for name in names)
    )


def test_the_candidate_generator_of_scispacy_finds_the_nearest_of_our_names() -> None:
    pytest.importorskip("scispacy.candidate_generation")
    from extractors.evaluate.baselines.scispacy_linker import make_generator

    named = [(Curie.parse(curie), term(curie, names)) for curie, names in TERMS.items()]
    found = make_generator(named)(["breast cancers", "asthma bronchial", "zzz"], 2)
    best = [max(each, key=lambda one: max(one.similarities)).concept_id for each in found[:2]]
    assert best == ["MESH:D001943", "MESH:D001249"]
    assert found[2] == []
