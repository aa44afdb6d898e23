"""`kg evaluate`."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli_options import models_option, open_out, say, write_rows

if TYPE_CHECKING:
    from extractors.evaluate.facts import Case, Judgement
    from extractors.evaluate.run import Run
    from extractors.evaluate.task import Task
    from kg.evaluation.scores import Report

FORMATS = ("table", "csv", "json", "markdown")
_FILE = click.Path(dir_okay=False, path_type=Path)
_READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def _known(context: click.Context, option: click.Parameter, name: str | None) -> str | None:
    """Refuse a name that the registry of tasks does not hold; it is read here, for it is in a package of its own."""
    from extractors.evaluate.tasks import TASKS

    if name is not None and name not in TASKS:
        raise click.BadParameter(f"{name!r} is no task; there are: {', '.join(TASKS)}")
    return name


@click.command(
    epilog="Examples:\n\n\b\n"
    "  kg evaluate bc5cdr/dev.pubtator\n"
    "  kg evaluate biored/dev.pubtator --kinds Gene,Species --limit 100 --format csv\n"
    "  kg evaluate bc5cdr/dev.pubtator --save before.json\n"
    "  kg evaluate bc5cdr/dev.pubtator --against before.json --errors errors.html"
)
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--task", callback=_known, metavar="NAME", help="What to score; by default what the file is made for. See below."
)
@click.option("--texts", type=click.Path(exists=True, path_type=Path), help="Where the texts are, if not beside GOLD.")
@click.option("--kinds", metavar="KIND,...", default="", help="Report these kinds only, such as Disease,Chemical.")
@click.option("--skip", type=click.IntRange(min=0), default=0, help="Papers to pass over first.")
@click.option("--limit", type=click.IntRange(min=1), help="Papers to score at most.")
@click.option("--jobs", "-j", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to use.")
@click.option("--system", default="claimgraph", show_default=True, metavar="NAME", help="System to score, see below.")
@click.option("--weights", type=_FOLDER, help="Folder of trained files to use in place of the packaged ones.")
@click.option("--save", type=_FILE, help="Keep the run in this file (JSON; it holds strings of the corpus).")
@click.option("--against", type=_READABLE, help="Show what got better and worse than in this saved run.")
@click.option(
    "--flips",
    type=click.IntRange(min=0),
    default=8,
    show_default=True,
    help="With --against: facts to list for each measure, the most frequent first.",
)
@click.option("--errors", type=_FILE, help="Write the errors to FILE.html, to look through, or FILE.tsv.")
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@models_option
def evaluate(
    gold: Path, task: str | None, texts: Path | None, kinds: str, skip: int, limit: int | None, jobs: int,
    system: str, weights: Path | None, save: Path | None, against: Path | None, errors: Path | None, flips: int,
    form: str, models: tuple[str, ...],
) -> None:  # fmt: skip
    """Score a system on a gold standard.

    The system sees the papers without their annotations. Mentions count when kind and span agree (strict) or kind
    agrees and spans share a character (overlap); ids count once a paper. "Linking alone" gives the gold mentions to the
    linker. Scores go to stdout, progress to stderr.

    \b
    Tasks, found from the file where it tells:
      entities       mentions and ids: PubTator, BioC; its halves: ner, link
      relation       pairs of ids, from raw text: PubTator with relation lines (name this one)
      abbreviation   table of pairs; beside it abstracts.txt
      negation       cues and scopes: BioScope, tab-separated
      study-type     setting and design: CSV with accepted_label
      ade            drug and effect: DRUG-AE.rel; beside it ADE-NEG.txt
      claim          Evidence Inference, JSON Lines; beside it the folder papers
      binding        numbers and the claims they belong to, JSON Lines; name the folder of the papers with --texts
      claims-gold    sentences read by hand, JSON Lines; name the folder of the papers with --texts
      outcome        participants, interventions, outcomes: EBM-NLP, CoNLL
      overstatement  press release against abstract, JSON Lines
      rationale      SciFact, JSON Lines; beside it corpus.jsonl
      risk           sentences with their risks, JSON Lines; name the folder of the papers with --texts
      setting        setting, status and certainty of claims in papers, JSON Lines
      statistics     passages with their statistics, JSON Lines

    \b
    Systems:
      claimgraph       this package
      model:NAME       an installed spaCy or scispaCy model, or the folder of one: mentions only
      scispacy-linker  our recognition, then the candidate generator of scispaCy over our ontologies
      dictionary       every name of the lexicon, without judgement
    """
    from extractors.evaluate import run as runs
    from extractors.evaluate.systems import System

    _check_targets(save, errors)
    before = runs.load(against) if against else None
    chosen = _task(task, gold)
    cases = list(itertools.islice(chosen.read(gold, texts), skip, None if limit is None else skip + limit))
    if not cases:
        raise click.UsageError(f"{gold} holds nothing to compare with")
    tested = System(name=system, models=models, weights=weights)
    judgements = runs.select(_examine(chosen, cases, tested, jobs), [kind for kind in kinds.split(",") if kind])
    run = runs.Run(task=chosen.name, gold=gold.name, system=tested.title, judgements=judgements)
    report = _report(run, chosen, before, flips)
    if not report.rows:
        raise click.UsageError(f"{gold} holds nothing to compare with: no annotation of the kinds that are asked for")
    _write(report, form)
    if save:
        runs.save(run, save)
    if errors:
        _write_errors(run, cases, errors)
    sys.exit(1 if any(judgement.failure for judgement in judgements) else 0)


def _check_targets(save: Path | None, errors: Path | None) -> None:
    """Refuse what could not be written at the end, before the papers are read."""
    for option, path in (("--save", save), ("--errors", errors)):
        if path is not None and not path.parent.is_dir():
            raise click.BadParameter(f"the folder {path.parent} is not there; make it first", param_hint=option)
    if errors and errors.suffix.lower() not in (".html", ".tsv"):
        raise click.BadParameter(f"{errors.name} must end in .html or .tsv", param_hint="--errors")


def _task(name: str | None, gold: Path) -> Task:
    from extractors.evaluate.tasks import find_task, guess_task

    return find_task(name) if name else guess_task(gold)


def _examine(task: Task, cases: Sequence[Case], system: Any, jobs: int) -> Iterator[Judgement]:
    from extractors.evaluate.examination import examine_system

    with _progress(len(cases)) as advance:
        for judgement in examine_system(task.name, cases, system, jobs):
            advance()
            if judgement.failure:
                say(f"{judgement.paper} failed and counts as one with nothing found: {judgement.failure}")
            yield judgement


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """Show on stderr how far the work is: a bar on a terminal, else a line for each tenth of it."""
    if not sys.stderr.isatty():
        count = itertools.count(1)

        def tell() -> None:
            number = next(count)
            if number * 10 // total > (number - 1) * 10 // total:
                say(f"{number} of {total} papers")

        yield tell
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("papers", total=total)
        yield lambda: progress.advance(bar)


def _report(run: Run, task: Task, before: Run | None, most: int) -> Report:
    from extractors.evaluate.against import differences, flips, shared
    from extractors.evaluate.report import rows
    from kg.evaluation.scores import Report

    figures = tuple(rows(run.judgements, task.measures))
    if before is None:
        return Report(run=run, rows=figures)
    if before.task != run.task:
        raise click.UsageError(f"--against holds a run of the task {before.task!r}, this is one of {run.task!r}")
    old, new = shared(before, run)
    if not new:
        raise click.UsageError(f"--against holds a run on {before.gold} that shares no paper with this one")
    if len(new) < len(run.judgements):
        say(f"compared on the {len(new)} papers that both runs hold, of {len(run.judgements)}")
    changes = tuple(differences(old, new, task.measures))
    listed = (
        itertools.islice(group, most) for _, group in itertools.groupby(flips(old, new), lambda flip: flip.measure)
    )
    return Report(run=run, rows=figures, differences=changes, flips=tuple(itertools.chain.from_iterable(listed)))


def _write(report: Report, form: str) -> None:
    from kg.evaluation.scores import FLIPS, flip_cells, to_csv, to_json, to_markdown

    if form == "json":
        click.echo(to_json(report))
        return
    flips = flip_cells(report.flips)
    if form == "csv":
        click.echo(to_csv(report.columns, report.cells()), nl=False)
    elif form == "markdown":
        click.echo(to_markdown(report.columns, report.cells()), nl=False)
        click.echo("\n" + to_markdown(FLIPS, flips) if flips else "", nl=False)
    else:
        write_rows(report.columns, report.cells())
        if flips:
            click.echo()
            write_rows(FLIPS, flips)


def _write_errors(run: Run, cases: Sequence[Case], path: Path) -> None:
    from kg.evaluation.errors_page import to_html
    from kg.evaluation.errors_tsv import to_tsv

    texts = {case.id: case.documents for case in cases}
    parts = to_html(run, texts) if path.suffix.lower() == ".html" else [to_tsv(run.judgements)]
    with open_out(str(path)) as file:
        file.writelines(part.encode("utf-8", "replace") for part in parts)
