"""The page of figures is made from kept scores, and sets that are finished are not scored again."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.figures import BEGIN, END, Job, file_name, insert, is_held, jobs, measure, results, table
from benchmarks.plot import draw
from benchmarks.sets import SETS, TestSet
from extractors.evaluate.systems import System
from extractors.evaluate.tasks import abbreviation, find_task

PAIRS = next(one for one in SETS if one.corpus == "abbreviations")


def kept(out: Path, f1: float) -> Path:
    row = {"measure": abbreviation.PAIRS, "kind": "pair", "vocabulary": "", "average": "micro", "f1": f1}
    out.mkdir()
    path = out / "abbreviations-claimgraph.json"
    path.write_text(json.dumps({"papers": 3, "scores": [row]}), encoding="utf-8")
    return out


def test_a_set_that_is_finished_is_not_scored_again(tmp_path: Path) -> None:
    job = Job(set=PAIRS, system=System())
    scores = measure(job, tmp_path / "no corpora", kept(tmp_path / "out", 0.9))
    (result,) = results(job, scores)
    assert "| abbreviations | pairs | 0.900 | 0.89 (Schwartz-Hearst) | 0.93 |" in table([result])


def test_scores_are_kept_without_strings_of_the_corpus(tmp_path: Path) -> None:
    corpus = tmp_path / "abbreviations"
    corpus.mkdir()
    (corpus / "pairs.tsv").write_text("pmid\tshort_form\tlong_form\n1\tAD\tatopic dermatitis\n", encoding="utf-8")
    (corpus / "abstracts.txt").write_text("1\nEczema is atopic dermatitis (AD).\n", encoding="utf-8")
    scores = measure(Job(set=PAIRS, system=System()), tmp_path, tmp_path / "out")
    assert (scores["papers"], scores["failed"]) == (1, 0)
    (file,) = (tmp_path / "out").iterdir()
    assert "atopic" not in file.read_text(encoding="utf-8")


def test_other_weights_are_scored_anew(tmp_path: Path) -> None:
    names = set()
    for content in ("a", "b"):
        (tmp_path / "priors.tsv").write_text(content, encoding="utf-8")
        names.add(file_name(Job(set=PAIRS, system=System(weights=tmp_path))))
    assert len(names) == 2


def test_the_table_goes_between_the_markers_of_a_page() -> None:
    page = f"above\n{BEGIN}\nold\n{END}\nbelow\n"
    assert insert(insert(page, "new\n"), "newer\n") == f"above\n{BEGIN}\n\nnewer\n\n{END}\nbelow\n"
    with pytest.raises(ValueError, match="figures"):
        insert("no markers", "new")


def test_weights_trained_without_a_corpus_add_lines_for_its_sets(tmp_path: Path) -> None:
    found = jobs(None, [f"bc5cdr={tmp_path}"], ["bc5cdr"])
    assert [job.title for job in found if job.note] == [
        "BC5CDR dev (trained without bc5cdr)",
        "BC5CDR dev, relations (trained without bc5cdr)",
    ]
    with pytest.raises(SystemExit, match="CORPUS=FOLDER"):
        jobs(None, ["nothing"], [])


def test_other_systems_are_scored_beside_ours_where_that_is_asked_for() -> None:
    made = [job for job in jobs(None, [], [], beside=True) if job.note]
    assert {job.system.name for job in made} == {"scispacy-linker", "dictionary"}
    assert not [job for job in jobs(None, [], []) if job.note]
    row = {"measure": "mentions, strict", "kind": "all", "vocabulary": "", "average": "micro", "f1": 0.5}
    (result,) = results(made[0], {"scores": [row]})
    assert (result.value, result.figure.anchor, is_held(result)) == (0.5, None, True)


@pytest.mark.parametrize("one", SETS, ids=lambda one: one.name)
def test_every_figure_is_one_of_its_task(one: TestSet) -> None:
    task = find_task(one.task) if one.task else None
    known = {measure.name for measure in task.measures} if task else {figure.measure for figure in one.figures}
    assert {figure.measure for figure in one.figures} <= known
    assert all(figure.value in ("precision", "recall", "f1") for figure in one.figures)


def test_the_drawing_is_svg_with_a_line_for_each_figure_that_has_an_anchor(tmp_path: Path) -> None:
    job = Job(set=PAIRS, system=System())
    found = list(results(job, measure(job, tmp_path, kept(tmp_path / "out", 0.5))))
    drawing = ElementTree.fromstring(draw(found))
    assert drawing.tag.endswith("svg")
    assert [element.text for element in drawing.iter() if element.text == "0.50"] == ["0.50"]
