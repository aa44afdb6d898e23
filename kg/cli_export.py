"""`kg export`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli_options import graph_option, open_out
from kg.export import FORMATS


@click.command(
    epilog="Examples:\n\n\b\n"
    "  kg export --graph my-graph --format nq --out graph.nq\n"
    "  kg export --graph my-graph --format ttl --out - | rapper -i turtle - https://example.org/\n"
    "  kg export --graph my-graph --format csv --out tables/"
)
@graph_option
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), required=True)
@click.option("--out", "-o", required=True, metavar="PATH", help="File to write, - for stdout; a folder for csv.")
def export(graph: Path, form: str, out: str) -> None:
    """Write the graph in another format.

    nq, trig and jsonld keep the named graphs; ttl, nt and rdfxml hold their union; graphml has the entities with the
    claims between them; csv is a folder with the tables claims, risks and papers. The same graph gives the same bytes.
    """
    if form == "csv":
        from kg.export.tables import write_tables

        if out == "-" or Path(out).is_file():
            raise click.UsageError("csv writes several tables: give a folder as --out")
        write_tables(graph, Path(out))
        return
    from kg.export import export as write
    from kg.folder import GraphFolder

    GraphFolder(graph).current()
    with open_out(out) as file:
        write(graph, form, file)
