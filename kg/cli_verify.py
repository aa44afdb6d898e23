"""`kg verify`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli_options import graph_option, lexicon_option, say

if TYPE_CHECKING:
    from kg.rdf.terms import Knowledge


@click.command(
    epilog="Examples:\n\n\b\n"
    "  kg verify --graph my-graph\n"
    "  kg verify --graph my-graph --format json > report.json\n\n"
    "Exit 0: all is in order; 1: something is not."
)
@graph_option
@lexicon_option
@click.option("--shacl", is_flag=True, help="Have pySHACL judge too; needs pySHACL and memory for the whole graph.")
@click.option("--ids/--no-ids", default=True, show_default=True, help="Check ids against the packed releases.")
@click.option("--format", "-f", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def verify(graph: Path, shacl: bool, ids: bool, lexicon: str | None, form: str) -> None:
    """Check a graph: spans cut again from the hashed text, shapes, ids, dangling IRIs, counts.

    Each problem names the node and what is wrong with it; at most twenty of a kind are shown, and all are counted.
    """
    from kg.verify import verify as run_checks

    try:
        checks = run_checks(graph, shacl=shacl, knowledge=_knowledge(lexicon) if ids else None)
    except ImportError as error:
        raise click.UsageError(f"--shacl needs pySHACL: pip install pyshacl ({error})") from error
    if form == "json":
        click.echo(json.dumps([asdict(check) for check in checks], indent=1, ensure_ascii=False))
    else:
        for check in checks:
            mark = click.style("wrong", fg="red") if check.wrong else click.style("ok", fg="green")
            count = f"{check.wrong:,} of {check.looked_at:,}" if check.wrong else f"{check.looked_at:,}"
            click.echo(f"{mark:6} {check.name}: {count}")
            for example in check.examples:
                click.echo(f"       {example[:300]}")
    bad = sum(check.wrong for check in checks)
    say(f"{bad:,} problems" if bad else "no problems")
    sys.exit(1 if bad else 0)


def _knowledge(lexicon: str | None) -> Knowledge:
    from kg.rdf.terms import PackedKnowledge

    return PackedKnowledge(Path(lexicon) if lexicon else None)
