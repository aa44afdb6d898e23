"""`kg query`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli_options import write_table
from kg.errors import QueryError
from kg.query import NamedQuery, Results, columns, named_queries, rows
from kg.query import query as run_query

FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt")


@click.command(
    epilog="Examples:\n\n\b\n"
    "  kg query claims --graph my-graph --format csv\n"
    "  kg query risks --graph my-graph --param agent=miR-23b\n"
    "  kg query my.rq --graph my-graph --format json\n"
    "  kg query 'SELECT ?d { ?p prism:doi ?d }' --graph my-graph\n"
    "  kg query --list"
)
@click.argument("what", required=False, metavar="[NAME|FILE.rq|SPARQL|-]")
@click.option(
    "--graph", "-g", envvar="KG_GRAPH", type=click.Path(path_type=Path, file_okay=False), help="Folder of the graph."
)
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--param", "-p", "params", multiple=True, metavar="K=V", help="Value of a parameter; repeat for more.")
@click.option("--list", "listing", is_flag=True, help="List the named queries with their parameters.")
def query(what: str | None, graph: Path | None, form: str, params: tuple[str, ...], listing: bool) -> None:
    """Ask a graph: by a named query, a file of SPARQL, SPARQL itself, or - for SPARQL from stdin.

    The default graph is the union of all named graphs, and the usual prefixes need no declaration.
    """
    if listing or what is None:
        _list_queries()
        return
    if graph is None:
        raise click.UsageError("say which graph: --graph DIR, or set KG_GRAPH")
    text = click.get_text_stream("stdin").read() if what == "-" else what
    write_results(run_query(graph, text, **_parse(params)), form)


def _parse(params: tuple[str, ...]) -> dict[str, str]:
    parsed = {}
    for given in params:
        name, equals, text = given.partition("=")
        if not equals or not name.isidentifier():
            raise click.UsageError(f"--param {given!r}: expected NAME=VALUE")
        parsed[name] = text
    return parsed


def _list_queries() -> None:
    for named in named_queries().values():
        click.echo(f"{click.style(named.name, bold=True)}: {named.description}")
        for line in _describe(named):
            click.echo(line)


def _describe(named: NamedQuery) -> list[str]:
    return [
        f"    --param {parameter.name}=...  {parameter.description} (such as {parameter.example!r})"
        for parameter in named.parameters
    ]


def write_results(results: Results, form: str) -> None:
    """Write the results of any sort of query to stdout; raise `QueryError` where the format does not fit them."""
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat, serialize

    from kg.vocab import PREFIXES

    out = sys.stdout.buffer
    if isinstance(results, QueryTriples):
        if form not in ("table", "ttl", "nt"):
            raise QueryError(f"the query gives triples: write them as ttl or nt, not as {form}")
        if form == "nt":
            serialize(results, out, RdfFormat.N_TRIPLES)
        else:
            serialize(results, out, RdfFormat.TURTLE, prefixes=PREFIXES)
    elif form in ("ttl", "nt"):
        raise QueryError(f"the query gives no triples to write as {form}: use table, csv, tsv, json or xml")
    elif isinstance(results, QueryBoolean):
        if form in ("json", "xml"):
            results.serialize(out, QueryResultsFormat.JSON if form == "json" else QueryResultsFormat.XML)
        else:
            click.echo("true" if results else "false")
    elif form == "table":
        write_table(columns(results), list(rows(results)))
    else:
        results.serialize(out, getattr(QueryResultsFormat, form.upper()))
    out.flush()
