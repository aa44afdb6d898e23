"""Measure the figures of the README: `python -m benchmarks.figures --corpora ../shared/corpora`.

Each set is scored by itself and its scores are kept in the folder ``--out``; run the command again and finished sets
are not scored twice, unless ``--again`` says so or the weights are others: do say so when the code has changed. The
table of all figures goes to stdout or to ``--page``; those that are held against others go between the markers of the
file that ``--readme`` names, and ``--plot`` draws them. ``--without CORPUS=FOLDER`` adds lines for the sets of a corpus
with weights that were trained without it, ``--beside`` lines for other systems on the sets that name some.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.plot import draw
from benchmarks.sets import SETS, Figure, TestSet
from extractors.evaluate.examination import examine_system
from extractors.evaluate.facts import Case
from extractors.evaluate.report import rows
from extractors.evaluate.systems import OURS, System
from extractors.evaluate.tasks import find_task, guess_task
from ontologies.lexicon import Lexicon

BEGIN, END = "<!-- figures: made by `make figures` -->", "<!-- end of figures -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Name one set, the system it is scored with, and what the reader is told of the weights."""

    set: TestSet
    system: System
    note: str = ""

    @property
    def title(self) -> str:
        """Return the name of the set with the note."""
        return f"{self.set.name} ({self.note})" if self.note else self.set.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Hold one figure and what was measured; ``value`` is None where the set gave no such line."""

    title: str
    figure: Figure
    value: float | None


def measure(job: Job, corpora: Path, out: Path, processes: int = 1, *, again: bool = False) -> dict[str, Any]:
    """Return the scores of a set, from the folder of finished ones or made now; they hold no string of a corpus."""
    kept = out / f"{file_name(job)}.json"
    if kept.is_file() and not again:
        found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
        return found
    path = job.set.path(corpora)
    task = find_task(job.set.task) if job.set.task else guess_task(path)
    cases = _part(list(task.read(path, job.set.folder(corpora))), job.set)
    judgements = list(examine_system(task.name, cases, job.system, processes))
    scores = {
        "set": job.title,
        "system": job.system.title,
        "papers": len(judgements),
        "failed": sum(bool(judgement.failure) for judgement in judgements),
        "scores": [dataclasses.asdict(row) for row in rows(judgements, task.measures)],
    }
    out.mkdir(parents=True, exist_ok=True)
    unfinished = kept.with_suffix(".tmp")
    unfinished.write_text(json.dumps(scores, indent=1), encoding="utf-8")
    unfinished.replace(kept)
    return scores


def file_name(job: Job) -> str:
    """Return the name for the scores of a set: its own, the system's, and the first digits of a hash of the weights."""
    name = "".join(char if char.isalnum() else "-" for char in f"{job.title} {job.system.name}".lower())
    if job.system.weights is None:
        return name
    digest = hashlib.sha256()
    for path in sorted(job.system.weights.iterdir()):
        digest.update(f"{path.name}\0".encode() + (path.read_bytes() if path.is_file() else b""))
    return f"{name}-{digest.hexdigest()[:8]}"


def results(job: Job, scores: dict[str, Any]) -> Iterator[Result]:
    """Yield the figures of a set that the page shows."""
    by_line = {(row["measure"], row["kind"], row["vocabulary"], row["average"]): row for row in scores["scores"]}
    for figure in job.set.figures:
        row = by_line.get((figure.measure, figure.kind, figure.vocabulary, figure.average))
        if row is None and figure.vocabulary:
            row = _only_vocabulary(scores["scores"], figure)
        ours = job.system.name == OURS
        shown = figure if ours else dataclasses.replace(figure, anchor=None, source="", goal=None, held=True)
        if row is not None or ours:
            yield Result(title=job.title, figure=shown, value=None if row is None else row[figure.value])


def is_held(result: Result) -> bool:
    """Tell whether a figure is held against something: a published one, a goal, or another system."""
    return result.figure.held or result.figure.anchor is not None or result.figure.goal is not None


def table(found: Iterable[Result]) -> str:
    """Return the figures as a Markdown table; the name of a set stands in its first line."""
    lines = ["| set | what | measured | best public | goal |", "|---|---|---|---|---|"]
    before = ""
    for result in found:
        figure = result.figure
        anchor = "" if figure.anchor is None else f"{figure.anchor:.2f} ({figure.source})"
        ours = "" if result.value is None else f"{result.value:.3f}"
        goal = "" if figure.goal is None else f"{figure.goal:.2f}"
        name = result.title if result.title != before else ""
        lines.append(f"| {name} | {figure.label} | {ours} | {anchor} | {goal} |")
        before = result.title
    return "\n".join(lines) + "\n"


def insert(page: str, content: str) -> str:
    """Return a page with the content between its markers; raise `ValueError` where it has none.

    >>> insert(f"a\\n{BEGIN}\\nold\\n{END}\\nb", "new\\n") == f"a\\n{BEGIN}\\n\\nnew\\n\\n{END}\\nb"
    True
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no place for the figures: expected the lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{content}\n{END}{after}"


def jobs(weights: Path | None, without: Sequence[str], only: Sequence[str], *, beside: bool = False) -> list[Job]:
    """Return what is to be scored; ``without`` holds texts ``CORPUS=FOLDER``, ``only`` the names of corpora."""
    chosen = [one for one in SETS if not only or one.corpus in only]
    system = System(weights=weights)
    made = [Job(set=one, system=system) for one in chosen]
    for given in without:
        corpus, _, folder = given.partition("=")
        other = System(weights=Path(folder))
        found = [Job(set=one, system=other, note=f"trained without {corpus}") for one in chosen if one.corpus == corpus]
        if not found or not Path(folder).is_dir():
            raise SystemExit(f"--without {given}: expected CORPUS=FOLDER, the name of a corpus and a folder of weights")
        made += found
    others = [(one, name) for one in chosen for name in one.beside] if beside else []
    return made + [Job(set=one, system=System(name=name), note=name) for one, name in others]


def main() -> None:
    """Measure what is not yet measured and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with a folder for each corpus")
    parser.add_argument("--out", type=Path, default=Path("build/figures"), help="folder of finished sets")
    parser.add_argument("--readme", type=Path, help="page to put the table into, between its markers")
    parser.add_argument("--page", type=Path, help="file for the table of all figures, by default stdout")
    parser.add_argument("--note", help="what the page says of the weights")
    parser.add_argument("--plot", type=Path, help="SVG file to draw")
    parser.add_argument("--weights", type=Path, help="folder of trained files in place of the packaged ones")
    parser.add_argument(
        "--without", action="append", default=[], metavar="CORPUS=FOLDER", help="weights without CORPUS"
    )
    parser.add_argument("--only", action="append", default=[], metavar="CORPUS", help="sets of this corpus only")
    parser.add_argument("--beside", action="store_true", help="score other systems too")
    parser.add_argument("--again", action="store_true", help="score finished sets too")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    options = parser.parse_args()
    found: list[Result] = []
    for job in jobs(options.weights, options.without, options.only, beside=options.beside):
        folder = job.set.folder(options.corpora)
        if not job.set.path(options.corpora).is_file() or (folder is not None and not folder.is_dir()):
            print(f"{job.title}: not here", file=sys.stderr)
            continue
        scores = measure(job, options.corpora, options.out, options.jobs, again=options.again)
        found += results(job, scores)
        print(f"{job.title}: {scores['papers']} cases", file=sys.stderr)
    origin = options.note or ("Trained files of another folder." if options.weights else "The packaged weights.")
    origin = f"{origin} The packed lexicon has {len(Lexicon.open()):,} names."
    if options.plot:
        options.plot.write_text(draw(found), encoding="utf-8")
    if options.readme:
        page = insert(options.readme.read_text(encoding="utf-8"), f"{origin}\n\n{table(filter(is_held, found))}")
        options.readme.write_text(page, encoding="utf-8")
    if options.page:
        options.page.write_text(f"# Figures\n\n{origin}\n\n{table(found)}", encoding="utf-8")
    else:
        print(f"{origin}\n\n{table(found)}", end="")


def _part(cases: Sequence[Case], one: TestSet) -> Sequence[Case]:
    first = len(cases) * 4 // 5 if one.last_fifth else 0
    return cases[first:][: one.limit]


def _only_vocabulary(scores: Sequence[dict[str, Any]], figure: Figure) -> dict[str, Any] | None:
    """Return the line of the measure and kind with any of the vocabularies: a part of a file may lack some."""
    found = (
        row
        for row in scores
        if (row["measure"], row["kind"], row["average"]) == (figure.measure, figure.kind, figure.average)
        and set(row["vocabulary"].split(", ")) & set(figure.vocabulary.split(", "))
    )
    return next(found, None)


if __name__ == "__main__":
    main()
