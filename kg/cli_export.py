"""`kg export`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli_options import graph_option, open_out
from kg.export import FOLDERS, FORMATS

# Whoever gives such a name means one file; a folder of that name would surprise.
_OF_FILES = frozenset((".csv", ".tsv", ".parquet", ".json", ".jsonl", ".zip", ".gz"))


@click.command(
    epilog="Examples:\n\n\b\n"
    "  kg export --graph my-graph --format nq --out graph.nq\n"
    "  kg export --graph my-graph --format ttl --out - | rapper -i turtle - https://example.org/\n"
    "  kg export --graph my-graph --format csv --out tables/\n"
    "  kg export --graph my-graph --format nanopub --out claims.trig\n"
    "  kg export --graph my-graph --format kgx --out kgx/ && kgx validate -i tsv kgx/nodes.tsv kgx/edges.tsv"
)
@graph_option
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), required=True)
@click.option(
    "--out",
    "-o",
    required=True,
    metavar="PATH",
    help=f"File to write, - for stdout; a folder for {', '.join(FOLDERS)}.",
)
def export(graph: Path, form: str, out: str) -> None:
    """Write the graph in another format; the same graph gives the same bytes.

    The whole graph: nq, trig and jsonld keep the named graphs; ttl, nt and rdfxml hold their union.

    Claims and risks: nanopub (TriG, trusty IRIs, unsigned), kgx (TSV) and kgx-jsonl in the words of Biolink,
    jsonld-claims and schemaorg for the web, graphml, gexf and node-link as a network of entities, csv and parquet as
    tables.

    Mentions: webannotation. The mappings between vocabularies: sssom.
    """
    from kg.export import export as write
    from kg.export import export_folder
    from kg.folder import GraphFolder

    GraphFolder(graph).current()
    if form in FOLDERS:
        target = Path(out)
        if out == "-" or target.is_file() or (target.suffix.lower() in _OF_FILES and not target.is_dir()):
            raise click.UsageError(f"{form} writes several files: give a folder as --out, such as {_folder(out)}")
        export_folder(graph, form, Path(out))
        return
    with open_out(out) as file:
        write(graph, form, file)


def _folder(out: str) -> str:
    """Return a name for a folder in place of that of a file."""
    return f"{Path(out).with_suffix('')}/" if out != "-" else "tables/"
