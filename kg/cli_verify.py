"""`kg verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli_options import graph_option, say


@click.command(epilog="Example: kg verify --graph my-graph --shacl\n\nExit 0: all is in order; 1: something is not.")
@graph_option
@click.option("--shacl", is_flag=True, help="Check the SHACL shapes too; needs pySHACL and memory for the whole graph.")
def verify(graph: Path, shacl: bool) -> None:
    """Check a graph: every span cut again from the hashed text, claims and their sentences, terms, counts."""
    from kg.verify import verify as run_checks

    try:
        checks = run_checks(graph, shacl=shacl)
    except ImportError as error:
        raise click.UsageError(f"--shacl needs pySHACL: pip install pyshacl ({error})") from error
    for check in checks:
        mark = click.style("wrong", fg="red") if check.wrong else click.style("ok", fg="green")
        count = f"{check.wrong:,} of {check.looked_at:,}" if check.wrong else f"{check.looked_at:,}"
        click.echo(f"{mark:6} {check.name}: {count}")
        for example in check.examples:
            click.echo(f"       {example[:300]}")
    bad = sum(check.wrong for check in checks)
    say(f"{bad:,} problems" if bad else "no problems")
    sys.exit(1 if bad else 0)
