"""`kg demo`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli_options import say, write_table

PAPERS = Path(__file__).with_name("demo")
QUESTIONS = (
    ("Which claims are there, with effect sizes?", "forest"),
    ("Which risks are there?", "risks"),
    ("Which sentence says so?", "sentences"),
)
_COLUMNS = {
    "forest": ("paper", "subject", "outcome", "measure", "value", "studies"),
    "risks": ("paper", "kind", "agent", "hazard", "setting", "certainty", "mitigation"),
    "sentences": ("paper", "start", "end", "kind", "sentence"),
}


@click.command(epilog="Example: kg demo --graph demo-graph")
@click.option(
    "--graph", "-g", type=click.Path(path_type=Path, file_okay=False), default=Path("demo-graph"), show_default=True,
    help="Folder of the graph to make.",
)  # fmt: skip
def demo(graph: Path) -> None:
    """Build a graph of the two example papers that come with the program, and ask it three questions."""
    from kg.cli_build import report, run_build

    say(f"$ kg build {PAPERS} --graph {graph}")
    summary = run_build((str(PAPERS),), graph)
    report(summary, graph)
    for question, name in QUESTIONS:
        _answer(graph, question, name)
    click.echo("\nGo on with:")
    for line in (
        "kg query --list                              # all named questions",
        f"kg query claims --graph {graph} --format csv",
        f"kg query risks --graph {graph} --param agent=MSC-EVs",
        f"kg query 'SELECT ?p ?t {{ ?p dcterms:title ?t }}' --graph {graph}",
        f"kg export --graph {graph} --format ttl --out demo.ttl",
        "kg build your-papers/ --graph your-graph     # your own papers",
    ):
        click.echo(f"  {line}")
    sys.exit(1 if summary.failures else 0)


def _answer(graph: Path, question: str, name: str) -> None:
    from pyoxigraph import QuerySolutions

    from kg.query import columns, query, rows

    click.echo(f"\n{click.style(question, bold=True)}")
    click.echo(click.style(f"$ kg query {name} --graph {graph}", fg="green"))
    results = query(graph, name)
    assert isinstance(results, QuerySolutions)
    places = [columns(results).index(column) for column in _COLUMNS[name]]
    kept = dict.fromkeys(tuple(row[place] for place in places) for row in rows(results))
    write_table(_COLUMNS[name], list(kept))
