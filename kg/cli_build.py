"""`kg build`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli_options import graph_option, lexicon_option, models_option, parse_stem, parse_time, say, spooled

if TYPE_CHECKING:
    from extractors.pipeline import Failure
    from kg.build import Engine, Summary
    from kg.workers import Event

PLAIN_EVERY_S = 5.0
LISTED, MOST_CHARACTERS = 20, 300


@click.command(
    epilog="Examples:\n\n\b\n"
    "  kg build papers/ extra.xml.gz --graph my-graph --jobs 4\n"
    "  kg build new-papers/ --graph my-graph --add\n"
    "  kg build papers/ --graph my-graph --engine dask --scheduler tcp://head-node:8786\n\n"
    "Exit 0: all papers are in; 1: some failed, see DIR/failures.jsonl; 2: wrong use."
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@graph_option
@click.option("--jobs", "-j", type=click.IntRange(1), default=None, help="Worker processes; by default one a core.")
@click.option(
    "--add",
    is_flag=True,
    help="Add to the graph that is there; papers that it holds stay, other texts of them are listed.",
)
@click.option(
    "--engine",
    type=click.Choice(("local", "dask")),
    default="local",
    show_default=True,
    help="Work on this machine, or on a Dask cluster that sees the same files.",
)
@click.option("--scheduler", default="", metavar="ADDRESS", help="Of the Dask cluster; without it one is started here.")
@models_option
@lexicon_option
@click.option("--base", default=None, metavar="IRI", callback=parse_stem, help="Stem of the IRIs that the graph mints.")
@click.option(
    "--at", callback=parse_time, metavar="TIME", help="Time to record, ISO 8601; by default SOURCE_DATE_EPOCH or none."
)
@click.option(
    "--paper-timeout", type=click.FloatRange(1), default=900.0, show_default=True, metavar="SECONDS",
    help="Give up on a paper after this time.",
)  # fmt: skip
def build(
    *, inputs: tuple[str, ...], graph: Path, add: bool, jobs: int | None, engine: str, scheduler: str,
    models: tuple[str, ...], lexicon: str | None, base: str | None, at: str, paper_timeout: float,
) -> None:  # fmt: skip
    """Read papers and build a graph of them.

    INPUT is a file, a folder, a glob or - for stdin; the format is found from the content, and gzip and archives are
    read as they are. A graph that is in the folder is replaced, or added to, when the new one is complete, and can be
    read until then. An interrupted build goes on where it was when it is run again.
    """
    from kg.errors import AllFailedError
    from kg.plan import Settings
    from kg.vocab import DATA

    settings = Settings(
        base=base or DATA, models=models, lexicon=str(Path(lexicon).resolve()) if lexicon else "", at=at
    )
    options = {"jobs": jobs or os.cpu_count() or 1, "engine": find_engine(engine, scheduler), "add": add}
    try:
        with spooled(inputs) as files:
            summary = run_build(files, graph, settings=settings, paper_timeout=paper_timeout, **options)
    except AllFailedError as error:
        say(str(error))
        list_failures(error.failures)
        sys.exit(1)
    except KeyboardInterrupt:
        say("Interrupted. Run the same command again to go on from here.")
        sys.exit(1)
    report(summary, graph)
    sys.exit(1 if summary.failures else 0)


def find_engine(name: str, scheduler: str) -> Engine:
    """Return what runs the work; raise `click.UsageError` where it cannot be had."""
    if name == "local":
        from kg.workers import run_shards

        if scheduler:
            raise click.UsageError("--scheduler is for --engine dask")
        return run_shards
    try:
        from kg.cluster import run_shards as run_on_dask
    except ImportError as error:
        raise click.UsageError(
            f"--engine dask needs more packages: pip install 'claimgraph[cluster]' ({error})"
        ) from error
    return partial(run_on_dask, scheduler=scheduler)


def run_build(inputs: tuple[str, ...], graph: Path, **options: Any) -> Summary:
    """Build with progress on stderr: a bar on a terminal, else a line now and then; options are those of `build`."""
    from kg.build import build as build_graph

    with _Bar() if sys.stderr.isatty() else _Lines() as progress:
        summary = build_graph(inputs, graph, listen=progress.listen, started=progress.start, **options)
    if progress.kept:
        say(f"{progress.kept:,} papers were there already, with the same text")
    return summary


class _Lines:
    """Show progress as plain lines."""

    def __init__(self) -> None:
        self.papers = self.kept = self.failed = self.done = self.total = 0
        self.began = self.spoke = time.monotonic()

    def __enter__(self) -> _Lines:
        return self

    def __exit__(self, *problem: object) -> None:
        return

    def start(self, shards: int, done: int) -> None:
        """Take the number of shards and of those done by an earlier run."""
        self.total, self.done = shards, done
        if done:
            say(f"{done} of {shards} parts are done already")

    def listen(self, event: Event) -> None:
        """Count an event and show it where it is time."""
        self.papers += event.kind == "paper"
        self.kept += event.kind == "kept"
        self.failed += event.kind == "failure"
        self.done += event.kind == "part"
        if event.kind == "death":
            self.warn(f"a worker died at {event.paper or event.source}: {event.detail}; its part begins again")
        self.show()

    def warn(self, text: str) -> None:
        """Show a warning."""
        say(text)

    def rate(self) -> float:
        """Return the papers a second since the start."""
        return self.papers / max(time.monotonic() - self.began, 1e-6)

    def counted(self) -> str:
        """Return what became of the papers so far."""
        kept = f", {self.kept} there already" if self.kept else ""
        return f"{self.papers} papers{kept}, {self.failed} failed"

    def show(self) -> None:
        """Show a line if the last one is some seconds old."""
        if self.done == self.total:
            say("joining the parts")
        elif time.monotonic() - self.spoke >= PLAIN_EVERY_S:
            self.spoke = time.monotonic()
            done = f"part {self.done} of {self.total}"
            say(f"{self.counted()}, {done}, {self.rate():.1f} a second")


class _Bar(_Lines):
    """Show progress as a bar with the time left."""

    def __enter__(self) -> _Bar:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

        self._progress = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"),
            TimeRemainingColumn(), console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task = self._progress.add_task("starting", total=None)
        self._progress.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._progress.stop()

    def start(self, shards: int, done: int) -> None:
        super().start(shards, done)
        self._progress.update(self._task, total=shards, completed=done)

    def warn(self, text: str) -> None:
        from rich.text import Text

        self._progress.console.print(Text(text, style="yellow"))

    def show(self) -> None:
        text = f"{self.counted()}, {self.rate():.1f}/s"
        if self.done == self.total:
            text = "joining the parts"
        self._progress.update(self._task, completed=self.done, description=text)


def report(summary: Summary, graph: Path) -> None:
    """Say on stderr what was built."""
    counts = summary.counts
    mentions, linked = counts.get("mentions", 0), counts.get("linked", 0)
    share = f"{100 * linked / mentions:.0f} %" if mentions else "none"
    say(
        f"{counts.get('papers', 0):,} papers, {mentions:,} mentions ({share} linked to a term), "
        f"{counts.get('claims', 0):,} claims, {counts.get('risks', 0):,} risks, "
        f"{counts.get('relations', 0):,} relations of papers, {counts['quads']:,} quads in {graph}"
    )
    if summary.failures:
        say(f"{len(summary.failures):,} failed and are not in the graph: see {graph / 'failures.jsonl'}")
        list_failures(summary.failures)


def list_failures(failures: Sequence[Failure]) -> None:
    """Say on stderr what the first failures were, and how many more there are."""
    for failure in failures[:LISTED]:
        say(f"  {failure.paper} ({failure.source}), {failure.stage}: {failure.error[:MOST_CHARACTERS]}")
    if len(failures) > LISTED:
        say(f"  and {len(failures) - LISTED:,} more, listed there")
