"""`kg push`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli_options import graph_option, say


@click.command(
    epilog="Examples:\n\n\b\n"
    "  oxigraph serve --location store --union-default-graph & kg push http://localhost:7878/store --graph my-graph\n"
    "  KG_PASSWORD=secret kg push http://localhost:8890/sparql-graph-crud-auth --user dba --graph my-graph"
)
@click.argument("url")
@graph_option
@click.option("--user", default="", help="Name for basic or digest authentication.")
@click.option("--password", envvar="KG_PASSWORD", default="", help="Better set KG_PASSWORD.")
def push(url: str, graph: Path, user: str, password: str) -> None:
    """Send the graph to another store by the SPARQL 1.1 Graph Store Protocol; URL is the store's address for it.

    Each named graph takes the place of the one of its name; others that the store holds stay as they are.
    """
    from kg.push import push as send

    quads = 0

    def count(name: str, size: int) -> None:
        nonlocal quads
        quads += size

    sent = send(graph, url, user=user, password=password, listen=count)
    say(f"{sent:,} graphs, {quads:,} quads sent to {url}")
