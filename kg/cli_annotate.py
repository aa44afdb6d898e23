"""`kg annotate`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kg.annotate import WRITERS, find_writer
from kg.cli_options import lexicon_option, models_option, open_out, say


@click.command(
    epilog="Examples:\n\n\b\n"
    "  kg annotate abstracts.xml.gz --format pubtator --ids mesh --out abstracts.pubtator\n"
    "  kg annotate paper.nxml --format html --out paper.html\n"
    "  kg annotate - --format jsonl < note.txt"
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--format", "-f", "form", type=click.Choice(tuple(WRITERS)), default="pubtator", show_default=True)
@click.option(
    "--ids", type=click.Choice(("mesh", "mondo")), default="mesh", show_default=True,
    help="Vocabulary that the ids of diseases are from.",
)  # fmt: skip
@click.option("--out", "-o", default="-", metavar="FILE", help="File to write; by default stdout.")
@models_option
@lexicon_option
def annotate(
    inputs: tuple[str, ...], form: str, ids: str, out: str, models: tuple[str, ...], lexicon: str | None
) -> None:
    """Write papers with what is recognised in them.

    INPUT is a file, a folder, a glob or - for stdin. Papers are written as they are read. Papers that fail are listed
    on stderr and make the exit code 1.
    """
    from extractors.pipeline import Failure
    from extractors.readers import read
    from extractors.stages import default_pipeline
    from kg.annotate.counterparts import with_counterparts
    from ontologies.crosswalk import Crosswalk
    from ontologies.lexicon import Lexicon

    failures: list[Failure] = []

    def good(results: Iterator[Any]) -> Iterator[Any]:
        for result in results:
            if isinstance(result, Failure):
                failures.append(result)
                say(f"{result.paper} ({result.source}), {result.stage}: {result.error}")
            else:
                yield result

    snapshot = Path(lexicon) if lexicon else None
    pipeline, crosswalk = default_pipeline(models=models, lexicon=snapshot), Crosswalk(Lexicon.open(snapshot))
    with open_out(out) as file:
        results = good(pipeline.run(good(read(inputs))))
        find_writer(form)(with_counterparts(results, crosswalk.mappings, ids), file, ids)
    sys.exit(1 if failures else 0)
