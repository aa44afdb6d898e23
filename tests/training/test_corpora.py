from __future__ import annotations

from pathlib import Path

import numpy as np

from extractors.recognise.tagger.words import split
from extractors.training.corpora import CORPORA, LABELS, SPECIES, divide, read_all
from extractors.training.examples import examples, tags_of

ABSTRACT = """{0}|t|Aspirin and headache
{0}|a|Patients with headache took aspirin. Mice did not.
{0}\t0\t7\tAspirin\tChemical\tD001241
{0}\t12\t20\theadache\tDisease\tD006261
{0}\t35\t43\theadache\tDisease\tD006261
{0}\t49\t56\taspirin\tChemical\tD001241

"""


def write(folder: Path, name: str, part: str, *ids: int) -> None:
    path = folder / name / f"{part}.pubtator"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(ABSTRACT.format(number) for number in ids), encoding="utf-8")


def test_a_paper_to_choose_on_is_in_no_corpus_to_learn_from(tmp_path: Path) -> None:
    write(tmp_path, "bc5cdr", "train", 1, 2)
    write(tmp_path, "bc5cdr", "dev", 3)
    write(tmp_path, "ncbi-disease", "train", 3, 4)
    write(tmp_path, "s800-species", "train", 5, 6, 7, 8, 9)
    train, dev = divide(read_all(tmp_path))
    assert [gold.document.id for gold in train] == [f"PMID{number}" for number in (1, 2, 4, 5, 6, 7, 8)]
    assert [gold.document.id for gold in dev] == ["PMID3", "PMID9"]


def test_a_corpus_left_out_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "bc5cdr", "train", 1)
    write(tmp_path, "ncbi-disease", "train", 2)
    assert [gold.corpus.name for gold in read_all(tmp_path, without=["bc5cdr"])] == ["ncbi-disease"]


def test_a_corpus_teaches_only_what_it_marks(tmp_path: Path) -> None:
    write(tmp_path, "ncbi-disease", "train", 1)
    gold = list(read_all(tmp_path))
    assert {label for *_, label in gold[0].spans} == {"Disease"}
    found = list(examples(gold))
    marked = {LABELS[at] for one in found for at in np.flatnonzero(one.marked.all(axis=0))}
    assert marked == {"Disease"}
    assert sum(int((one.tags != 0).sum()) for one in found) == 2


def test_people_are_no_evidence_where_a_corpus_does_not_mark_them(tmp_path: Path) -> None:
    for name in ("s800-species", "biored"):
        write(tmp_path, name, "train", 1)
    of_species = {}
    for one in examples(list(read_all(tmp_path))):
        words = [word.text for word in one.features.words]
        if "Patients" in words:
            of_species[one.corpus.name] = bool(one.marked[words.index("Patients"), LABELS.index(SPECIES)])
    assert of_species == {"s800-species": False, "biored": True}


def test_every_corpus_is_marked_with_labels_that_exist_and_terms_that_allow_it() -> None:
    allowed = ("public domain", "CC0", "CC BY", "MIT")
    for corpus in CORPORA:
        assert set(corpus.labels) <= set(LABELS)
        assert corpus.licence.startswith(allowed)
        assert "NC" not in corpus.licence


def test_the_longer_of_two_names_under_one_label_is_learned() -> None:
    tags = tags_of(split("non-small cell lung cancer"), [(15, 26, "Disease"), (0, 26, "Disease")])
    assert tags[:, LABELS.index("Disease")].tolist() == [1, 2, 2, 2, 2, 3]
