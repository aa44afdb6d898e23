"""Errors are shown as a table and as a page that asks for nothing else."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser

from evaluation_samples import sample_paper, sample_pipeline

from extractors.document import Document
from extractors.evaluate.examination import examine
from extractors.evaluate.facts import Judgement, answer
from extractors.evaluate.run import Run
from extractors.evaluate.tasks.entities import TASK, cases_of
from kg.evaluation.errors_page import to_html
from kg.evaluation.errors_tsv import to_tsv


def run(*judgements: Judgement) -> Run:
    found = judgements or tuple(examine(TASK, cases_of([sample_paper()]), sample_pipeline()))
    return Run(task="entities", gold="gold", system="claimgraph", judgements=found)


def page(evaluated: Run, paper: Document) -> str:
    return "".join(to_html(evaluated, {paper.id: (paper,)}))


def test_the_table_has_a_line_for_each_class_of_each_error() -> None:
    lines = [line.split("\t") for line in to_tsv(run().judgements).splitlines()]
    assert lines[1:] == [
        [
            "1",
            "wrong boundary",
            "Disease",
            "11",
            "17",
            "eczema",
            "MESH:D004485",
            "and eczema = no match (Disease, test)",
        ],
        ["1", "NIL", "Disease", "11", "17", "eczema", "MESH:D004485", "and eczema = no match (Disease, test)"],
    ]


class Checker(HTMLParser):
    """Collect what a browser would load, the ids and links, and the text of the first paragraph of text."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self._reading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.loads += [str(given[name]) for name in ("src", "data", "action") if name in given]
        self.links += [str(given["href"])] if "href" in given else []
        self.ids += [str(given["id"])] if "id" in given else []
        self._reading = self._reading or given.get("class") == "text"

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._reading = False

    def handle_data(self, data: str) -> None:
        self.text += data if self._reading else ""


def checked(content: str) -> Checker:
    checker = Checker()
    checker.feed(content)
    return checker


def test_the_page_loads_nothing_and_every_error_leads_to_its_place() -> None:
    found = checked(page(run(), sample_paper()))
    assert found.loads == []
    assert found.links == ["#e1"]
    assert "e1" in found.ids
    assert found.text == sample_paper().text


def test_nothing_of_a_corpus_becomes_markup() -> None:
    paper = dataclasses.replace(sample_paper(), id='<b>"1', text=sample_paper().text[:-1] + "<img src=x>")
    nasty = dataclasses.replace(run().judgements[0], paper=paper.id, failure="<script>alert(1)</script>")
    found = checked(page(run(nasty), paper))
    assert found.loads == []
    assert found.text == paper.text
    assert page(run(nasty), paper).count("<script>") == 1


def test_papers_without_errors_are_left_out() -> None:
    right = Judgement(paper="fine", tallies=(answer("design", "review", expected="review", given="review"),))
    assert "<article>" not in page(run(right), sample_paper())


def test_tasks_without_marks_show_their_facts() -> None:
    wrong = Judgement(paper="1", tallies=(answer("design", "review", expected="review", given="cohort", note="n"),))
    rows = re.findall(
        r'data-classes="(\w+)"><td>\w+</td><td>review</td><td><span tabindex=0>(\w+)<', page(run(wrong), sample_paper())
    )
    assert rows == [("missed", "review"), ("spurious", "cohort")]
