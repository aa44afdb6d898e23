"""Every task reads its format and judges as its corpus defines."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest

from extractors.claim import Argument, Claim, Design, Direction, Effect, Evidence, Predicate, Risk, RiskKind, Setting
from extractors.document import Role, Sentence
from extractors.errors import ReaderError, UnknownNameError
from extractors.evaluate.examination import examine
from extractors.evaluate.facts import Judgement
from extractors.evaluate.score import Score
from extractors.evaluate.tasks import (
    TASKS,
    ade,
    binding,
    claim,
    find_task,
    guess_task,
    outcome,
    overstatement,
    relation,
)
from extractors.mention import Mention
from extractors.pipeline import Extraction, Pipeline
from ontologies.curie import Curie
from ontologies.term import Kind

SENTENCE = "Lisinopril caused cough in two patients."
SAMPLES = {
    "abbreviation": ("pairs.tsv", "pmid\tshort_form\tlong_form\n1\tAD\tatopic dermatitis\n"),
    "negation": (
        "scopes.tsv",
        "sentence_id\tsentence\tcue_span\tscope_span\ttarget\n"
        "1\tThe drug did not help.\t[(13, 16)]\t[13, 21]\t1.0\n"
        "1\tSleep improved.\tNaN\tNaN\t0.0\n",
    ),
    "study-type": (
        "studies.csv",
        "idx,pmid,journal_name,title,abstract,accepted_label\n"
        "1,7,X,A trial of tea,Forty people were randomised.,Human-RCT-drug-intervention\n"
        "2,8,X,A letter,Dear editor.,Remaining\n",
    ),
    "ade": ("effects.rel", f"7|{SENTENCE}|cough|18|23|Lisinopril|0|10\n"),
    "claim": (
        "prompts.jsonl",
        json.dumps(
            {
                "pmcid": "PMC1", "prompt_id": "1", "intervention": "tea", "comparator": "water", "outcome": "pain",
                "label": "significantly decreased", "start": 9, "end": 31, "offset_check": "match",
            }
        )
        + "\n",
    ),
    "outcome": ("trial.txt", "-DOCSTART- (1)\n\nTea NN O I-INT\n( NN O O\nhot NN O O\n) NN O O\nhelps NN O O\n"),
    "overstatement": (
        "releases.jsonl",
        json.dumps(
            {
                "original_file_id": "1", "press_release_conclusion": "Tea cures pain.", "press_release_strength": 3,
                "abstract_conclusion": "Tea was linked to pain.", "abstract_strength": 1,
                "exaggeration_label": "exaggerates",
            }
        )
        + "\n",
    ),
    "rationale": (
        "statements.jsonl",
        '{"id": 1, "claim": "x", "evidence": {"5": [{"sentences": [1], "label": "SUPPORT"}]}, "cited_doc_ids": [5]}\n',
    ),
    "statistics": (
        "statistics.jsonl",
        '{"id": "1", "text": "Pain fell (MD -1.20, 95% CI -1.90 to -0.49; P < .001).", "statistics": [{"measure": '
        '"MD", "value": "-1.2", "ci_low": "-1.90", "ci_high": "-0.49", "p_comparator": "<", "p": "0.001"}]}\n',
    ),
    "entities": ("papers.pubtator", "7|t|Asthma\n7|a|It is here.\n7\t0\t6\tAsthma\tDisease\tD001249\n"),
}  # fmt: skip
BESIDE = {
    "abstracts.txt": "1\nEczema, or atopic dermatitis (AD).\n",
    "ADE-NEG.txt": "8 NEG Nothing happened.\n",
    "corpus.jsonl": '{"doc_id": 5, "title": "On tea", "abstract": ["One thing.", "Tea reduced pain."]}\n',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in (*SAMPLES.values(), *BESIDE.items()):
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "PMC1.txt").write_text("On tea.\n\nTea reduced pain here.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_is_scored_by_the_task_that_it_is_made_for(folder: Path, name: str) -> None:
    path = folder / SAMPLES[name][0]
    task = guess_task(path)
    assert task.name == name
    nothing = Pipeline((("nothing", lambda extraction: extraction),))
    judgements = list(examine(task, task.read(path, None), nothing))
    assert judgements
    assert not any(judgement.failure for judgement in judgements)
    assert {tally.measure for j in judgements for tally in j.tallies} <= {measure.name for measure in task.measures}


@pytest.mark.parametrize("name", TASKS)
def test_every_task_has_the_name_that_it_is_registered_by(name: str) -> None:
    assert find_task(name).name == name


def test_what_no_task_knows_is_refused_with_the_names_of_all(tmp_path: Path) -> None:
    (tmp_path / "poem.txt").write_text("Roses are red\n", encoding="utf-8")
    with pytest.raises(ReaderError, match="--task abbreviation"):
        guess_task(tmp_path / "poem.txt")
    with pytest.raises(UnknownNameError, match="study-type"):
        find_task("poem")


@pytest.mark.parametrize("name", ["abbreviation", "ade", "claim", "rationale"])
def test_a_table_without_its_texts_says_which_option_names_them(tmp_path: Path, name: str) -> None:
    (tmp_path / SAMPLES[name][0]).write_text(SAMPLES[name][1], encoding="utf-8")
    with pytest.raises(ReaderError, match="--texts"):
        list(find_task(name).read(tmp_path / SAMPLES[name][0], None))


def finds(**fields: object) -> Pipeline:
    return Pipeline((("test", lambda extraction: dataclasses.replace(extraction, **fields)),))  # type: ignore[arg-type]


def scored(judgements: list[Judgement], measure: str) -> Score:
    found = [tally.score for judgement in judgements for tally in judgement.tallies if tally.measure == measure]
    return sum(found, start=Score())


def judged(folder: Path, name: str, pipeline: Pipeline) -> list[Judgement]:
    task = find_task(name)
    return list(examine(task, task.read(folder / SAMPLES[name][0], None), pipeline))


def argument(text: str, words: str, kind: Kind, *curies: str) -> Argument:
    start = text.index(words)
    ids = tuple(Curie.parse(curie) for curie in curies)
    return Argument(start=start, end=start + len(words), text=words, kind=kind, curies=ids)


def risk(text: str, agent: str, hazard: str) -> Risk:
    return Risk(
        paper="1", sentence=Sentence(start=0, end=len(text), text=text), section=Role.OTHER,
        kind=RiskKind.ADVERSE_EVENT, agent=argument(text, agent, Kind.CHEMICAL, "MESH:D017706"),
        hazard=argument(text, hazard, Kind.DISEASE, "MESH:D003371"),
    )  # fmt: skip


def test_a_drug_and_its_effect_are_right_where_their_words_overlap_those_of_the_gold(folder: Path) -> None:
    near = risk(SENTENCE, "Lisinopril", "cough in two patients")
    assert scored(judged(folder, "ade", finds(risks=(near,))), ade.PAIRS) == Score(right=1, spurious=1)
    wrong = risk(SENTENCE, "Lisinopril", "two patients")
    first = [j for j in judged(folder, "ade", finds(risks=(wrong,))) if j.tallies[0].score.missed]
    assert scored(first, ade.PAIRS) == Score(spurious=1, missed=1)


def test_the_first_sentences_of_the_adverse_effects_are_a_sample_of_both_sorts(folder: Path) -> None:
    cases = list(find_task("ade").read(folder / "effects.rel", None))
    assert sorted(len(case.gold) for case in cases) == [0, 1]
    assert [case.id for case in cases] == sorted(case.id for case in cases)


TEA = "Tea reduced pain here."


def statement(start: int, subject: str, direction: Direction, *, negated: bool = False) -> Claim:
    return Claim(
        paper="1", sentence=Sentence(start=start, end=start + len(TEA), text=TEA), section=Role.OTHER,
        subject=Argument(start=0, end=len(subject), text=subject, kind=Kind.OTHER), predicate=Predicate.AFFECTS,
        direction=direction, object=argument(TEA, "pain", Kind.OUTCOME), negated=negated,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("made", "covered", "right"),
    [
        (statement(9, "tea", Direction.DECREASE), 1, 1),
        (statement(9, "water", Direction.INCREASE), 1, 1),
        (statement(9, "tea", Direction.DECREASE, negated=True), 1, 0),
        (statement(200, "tea", Direction.DECREASE), 0, 0),
    ],
    ids=["right", "seen from the comparator", "negated", "elsewhere"],
)
def test_a_claim_counts_where_the_evidence_is_and_by_where_it_points(
    folder: Path, made: Claim, covered: int, right: int
) -> None:
    judgements = judged(folder, "claim", finds(claims=(made,)))
    assert scored(judgements, claim.COVERED) == Score(right=covered, missed=1 - covered)
    assert scored(judgements, claim.POINTED).right == right


def test_claims_read_by_hand_count_by_both_arguments_and_direction(tmp_path: Path) -> None:
    (tmp_path / "tea.txt").write_text(f"On tea.\n\n{TEA}\n", encoding="utf-8")
    wanted = {"subject": [[0, 3]], "object": [[12, 16]], "family": "affects", "direction": ["decrease"]}
    optional = {"subject": [[0, 3]], "object": [[17, 21]], "family": "affects", "direction": [], "optional": True}
    digest = hashlib.sha256(TEA.encode()).hexdigest()[:16]
    row = {"file": "tea.txt", "paper": "tea", "start": 3, "end": 3 + len(TEA), "sha256": digest}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({**row, "claims": [wanted, optional]}) + "\n", encoding="utf-8")
    task = find_task("claims-gold")
    assert guess_task(path) is task
    cases = list(task.read(path, tmp_path))
    assert [(gold.start, gold.end) for gold in cases[0].gold] == [(9, 9 + len(TEA))]
    nothing = [score for j in examine(task, cases, finds()) for tally in j.tallies for score in [tally.score]]
    assert nothing == [Score(missed=1)] * 3


def test_statistics_compare_as_numbers_whatever_zeros_they_end_in(folder: Path) -> None:
    judgements = judged(folder, "statistics", finds())
    assert scored(judgements, "statistics, exact") == scored(judgements, "type and value") == Score(right=1)


def test_negation_counts_tokens_of_cues_and_scopes(folder: Path) -> None:
    judgements = judged(folder, "negation", finds())
    assert scored(judgements, "scope tokens") == Score(right=2)
    assert scored(judgements, "cue tokens") == Score(right=1)
    assert scored(judgements, "scopes, strict") == Score(right=1)


def test_labels_that_name_no_kind_of_study_are_left_out(folder: Path) -> None:
    found = Evidence(settings=(Setting.CLINICAL,), designs=(Design.RCT,))
    (judgement,) = judged(folder, "study-type", finds(evidence=found))
    assert {tally.measure: tally.score.right for tally in judgement.tallies} == {"setting": 1, "design": 1}


def test_tokens_of_a_trial_count_where_a_mention_of_their_class_covers_them(folder: Path) -> None:
    def recognise(extraction: Extraction) -> Extraction:
        assert extraction.document.text == "Tea (hot) helps"
        mention = Mention.cut(extraction.document.text, 0, 8, Kind.CHEMICAL, "test")
        return dataclasses.replace(extraction, mentions=(mention,))

    judgements = judged(folder, "outcome", Pipeline((("test", recognise),)))
    assert scored(judgements, outcome.TOKENS) == Score(right=1, spurious=2)


def test_a_release_that_is_surer_than_its_abstract_exaggerates(folder: Path) -> None:
    def read(extraction: Extraction) -> Extraction:
        text = extraction.document.text
        return dataclasses.replace(extraction, sentences=(Sentence(start=0, end=len(text), text=text),))

    judgements = judged(folder, "overstatement", Pipeline((("test", read),)))
    assert scored(judgements, overstatement.LABEL) == Score(right=1)
    assert scored(judgements, overstatement.STRENGTH) == Score(right=2)


def relations_file(tmp_path: Path, relations: str, ids: tuple[str, str] = ("D017706", "D003371")) -> Path:
    lines = ["7|t|On cough", f"7|a|{SENTENCE}"]
    lines += [f"7\t9\t19\tLisinopril\tChemical\t{ids[0]}", f"7\t27\t32\tcough\tDisease\t{ids[1]}", relations, ""]
    (tmp_path / "relations.pubtator").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "relations.pubtator"


def induced(extraction: Extraction) -> Extraction:
    return dataclasses.replace(extraction, risks=(risk(extraction.document.text, "Lisinopril", "cough in"),))


@pytest.mark.parametrize(
    ("relations", "ids", "wanted"),
    [
        ("7\tCID\tD017706\tD003371", ("D017706", "D003371"), Score(right=1)),
        ("7\tCID\tD017706\tD000000", ("D017706", "D003371"), Score(spurious=1, missed=1)),
        ("7\tPositive_Correlation\tD003371\tD017706\tNovel", ("D017706", "D003371"), Score(right=1)),
        ("7\tINHIBITOR\tT1\tT2", ("T1", "T2"), Score(right=1)),
    ],
    ids=["induced", "another", "either order", "ids of mentions"],
)
def test_relations_are_compared_as_pairs_of_ids(
    tmp_path: Path, relations: str, ids: tuple[str, str], wanted: Score
) -> None:
    path = relations_file(tmp_path, relations, ids)
    cases = relation.TASK.read(path, None)
    judgements = list(examine(relation.TASK, cases, Pipeline((("test", induced),))))
    assert scored(judgements, relation.PAIRS) == wanted


def test_types_of_relations_are_compared_where_the_file_has_several_of_ours(tmp_path: Path) -> None:
    lines = "7\tPositive_Correlation\tD017706\tD003371\tNo\n7\tAssociation\tD017706\tD003371\tNo"
    (judgement,) = examine(
        relation.TASK, relation.TASK.read(relations_file(tmp_path, lines), None), Pipeline((("test", induced),))
    )
    typed = {tally.kind: tally.score for tally in judgement.tallies if tally.measure == relation.TYPED}
    assert typed == {"Positive_Correlation": Score(right=1), "Association": Score(missed=1)}


def test_numbers_count_with_the_claim_they_belong_to_and_once_where_they_do_not(tmp_path: Path) -> None:
    sentence = "Tea lowered pain (P = .01) and sleep (P = .02)."
    (tmp_path / "tea.txt").write_text(f"On tea.\n\n{sentence}\n", encoding="utf-8")
    own = {"numbers": [[22, 25]], "object": [[12, 16]], "subject": [[0, 3]], "direction": ["decrease"]}
    other = {"numbers": [[42, 45]], "object": [[31, 36]], "subject": [[0, 3]]}
    digest = hashlib.sha256(sentence.encode()).hexdigest()[:16]
    row = {"file": "tea.txt", "paper": "tea", "place": "text", "start": 9, "end": 9 + len(sentence), "sha256": digest}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({**row, "effects": [own, other]}) + "\n", encoding="utf-8")
    task = find_task("binding")
    assert guess_task(path) is task
    (case,) = task.read(path, tmp_path)
    text, at = case.document.text, case.gold[0].start

    def found(name: str, start: int, kind: Kind) -> Argument:
        return Argument(start=start, end=start + len(name), text=name, kind=kind)

    effects = tuple(
        Effect(start=at + start, end=at + end, text=text[at + start : at + end], p=Decimal(p), p_comparator="=")
        for start, end, p in ((18, 25, ".01"), (38, 45, ".02"))
    )
    claim = Claim(
        paper="tea", sentence=Sentence(start=at, end=at + len(sentence), text=sentence), section=Role.RESULTS,
        subject=found("Tea", at, Kind.CHEMICAL), predicate=Predicate.AFFECTS, direction=Direction.INCREASE,
        object=found("pain", at + 12, Kind.OUTCOME), statistics=effects,
    )  # fmt: skip
    judgements = list(examine(task, [case], finds(claims=(claim,))))
    assert scored(judgements, binding.BOUND) == Score(right=1, spurious=1, missed=1)
    assert scored(judgements, binding.POINTED) == Score(spurious=2, missed=2)
