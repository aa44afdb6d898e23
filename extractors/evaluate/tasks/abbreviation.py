"""Pairs of short form and long form."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from extractors.document import Document
from extractors.errors import ReaderError
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Judgement, judge_sets
from extractors.evaluate.task import Measure, Task

PAIRS = "abbreviation pairs"
_HEADER = ["pmid", "short_form", "long_form"]


def read(path: Path, texts: Path | None) -> Iterator[Case]:
    """Yield a case for each abstract; the table holds the columns ``pmid``, ``short_form`` and ``long_form``.

    ``texts`` is the file of abstracts, by default ``abstracts.txt`` beside the table: blank lines between them, the id
    alone in the first line of each.
    """
    pairs: defaultdict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            pairs[row["pmid"]].add(_pair(row["short_form"], row["long_form"]))
    for document in read_abstracts(texts or path.parent / "abstracts.txt"):
        yield Case(id=document.id, documents=(document,), gold=tuple(sorted(pairs[document.id])))


def read_abstracts(path: Path) -> Iterator[Document]:
    """Yield the texts of a file of abstracts: blank lines between them, the id alone in the first line of each."""
    if not path.is_file():
        raise ReaderError(path.name, "the abstracts are not here", advice="name their file: --texts FILE")
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        name, _, text = block.strip().partition("\n")
        if text:
            yield Document(id=name.strip(), text=text, source=path.name, format="abstracts")


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Compare the pairs of a paper as a set, without case and with runs of blanks made one."""
    found = (_pair(form.short, form.long) for form in examinee.read(case.document).short_forms)
    tally = judge_sets(PAIRS, "pair", dict.fromkeys(case.gold, ""), dict.fromkeys(found, ""))
    return Judgement(paper=case.id, tallies=(tally,))


def _pair(short: str, long: str) -> str:
    return " = ".join(" ".join(text.lower().split()) for text in (short, long))


TASK = Task(
    name="abbreviation",
    summary="short forms and their long forms (table of pairs, beside it the abstracts)",
    sniff=lambda path, first: first.split("\t") == _HEADER,
    read=read,
    judge=judge,
    last_stage="abbreviations.",
    measures=(Measure(name=PAIRS),),
)
