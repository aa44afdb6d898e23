"""`kg evaluate`."""

from __future__ import annotations

import csv
import itertools
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli_options import models_option, say, write_table

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.evaluate import Row

TASKS = ("entities", "abbreviation")
COLUMNS = ("measure", "kind", "precision", "recall", "f1", "gold", "found")


@click.command(
    epilog="Examples:\n\n\b\n"
    "  kg evaluate bc5cdr/dev.pubtator\n"
    "  kg evaluate pairs.tsv --task abbreviation --texts abstracts.txt\n"
    "  kg evaluate biored/dev.pubtator --limit 100 --format csv"
)
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--task", type=click.Choice(TASKS), default="entities", show_default=True, help="What to score.")
@click.option(
    "--texts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With --task abbreviation: the abstracts, blank lines between them, the id in the first line of each.",
)
@click.option("--limit", type=click.IntRange(min=1), help="Papers to score at most.")
@click.option("--format", "-f", "form", type=click.Choice(("table", "csv", "json")), default="table", show_default=True)
@models_option
def evaluate(gold: Path, task: str, texts: Path | None, limit: int | None, form: str, models: tuple[str, ...]) -> None:
    """Score recognition and linking on a gold standard: PubTator or BioC files with entities, or pairs of short forms.

    The pipeline sees the papers without their annotations. Mentions count when kind and span agree (strict) or kind
    agrees and spans touch (overlap); ids count once a paper.
    """
    from extractors.evaluate import evaluate_entities, evaluate_short_forms, read_abstracts
    from extractors.stages import default_pipeline

    pipeline = default_pipeline(models=models)
    if task == "abbreviation":
        if texts is None:
            raise click.UsageError("--task abbreviation needs the abstracts: --texts FILE")
        rows = evaluate_short_forms(gold, itertools.islice(read_abstracts(texts), limit), pipeline)
    else:
        rows = evaluate_entities(_documents(gold, limit), pipeline)
    if not rows:
        raise click.UsageError(f"{gold} holds nothing to compare with: no annotation with a span")
    _write([_cells(row) for row in rows], form)


def _documents(gold: Path, limit: int | None) -> Iterator[Document]:
    from extractors.document import Document as Paper
    from extractors.readers import read

    for number, paper in enumerate(itertools.islice(read([gold]), limit), 1):
        if isinstance(paper, Paper):
            yield paper
        else:
            say(f"left out: {paper.source}: {paper.error}")
        if number % 100 == 0:
            say(f"{number} papers read")


def _cells(row: Row) -> tuple[str, ...]:
    score = row.score
    figures = (f"{figure:.3f}" for figure in (score.precision, score.recall, score.f1))
    counts = (str(score.right + score.missed), str(score.right + score.spurious))
    return (row.measure, row.kind, *figures, *counts)


def _write(rows: Sequence[tuple[str, ...]], form: str) -> None:
    if form == "table":
        write_table(COLUMNS, list(rows))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([COLUMNS, *rows])
    else:
        click.echo(json.dumps(list(_objects(rows)), indent=1))


def _objects(rows: Iterable[tuple[str, ...]]) -> Iterator[dict[str, str]]:
    return (dict(zip(COLUMNS, row, strict=True)) for row in rows)
