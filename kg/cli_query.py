"""`kg query`."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from pyoxigraph import QueryResultsFormat, QuerySolutions

from kg.answers import find_or_keep
from kg.cli_options import say, write_table
from kg.errors import QueryError
from kg.folder import GraphFolder
from kg.paging import is_paged, page_rows, pages, serialized
from kg.query import NamedQuery, Results, columns, find_called, find_text, named_queries, rows
from kg.query import query as run_query
from kg.sparql_words import limited
from kg.store import open_store
from kg.ways import examples

SHOWN = 100
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
@click.option(
    "--rows",
    "most",
    type=click.IntRange(min=0),
    help=f"At most so many rows, in any format; 0 for all. A table on a terminal has {SHOWN} without it.",
    metavar="N",
)
def query(
    what: str | None, graph: Path | None, form: str, params: tuple[str, ...], listing: bool, most: int | None
) -> None:
    """Ask a graph: by a named query, a file of SPARQL, SPARQL itself, or - for SPARQL from stdin.

    The default graph is the union of all named graphs, and the usual prefixes need no declaration.
    """
    if listing or what is None:
        _list_queries()
        return
    if graph is None:
        raise click.UsageError("say which graph: --graph DIR, or set KG_GRAPH")
    text = sys.stdin.read() if what == "-" else what
    given = _parse(params)
    store, version = open_store(graph), GraphFolder(graph).current()
    called = find_called(version) if given else None
    # A table is cut as it is written, since it says where more rows follow.
    limit = (most or None) if form != "table" else None
    if form in ("table", "csv", "tsv") and is_paged(text, given):
        _write_pages(pages(store, text, limit, given, called), form, most)
        return
    found: Results | None = find_or_keep(store, version, text, given, limit)
    if found is None:
        found = run_query(store, limited(find_text(text), limit) if limit else text, called, **given)
    write_results(found, form, most)


def _write_pages(answers: Iterator[QuerySolutions], form: str, most: int | None) -> None:
    """Write an answer paper by paper: the first rows at once, or the rows of a table as far as they are asked for."""
    if form == "table":
        first = next(answers)
        _write_first(columns(first), page_rows(itertools.chain([first], answers)), most)
        return
    for piece in serialized(answers, QueryResultsFormat.CSV if form == "csv" else QueryResultsFormat.TSV):
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def _write_first(names: tuple[str, ...], found: Iterator[tuple[str, ...]], most: int | None) -> None:
    """Write a table of so many rows, on a terminal of as many as one can look through, and say where more follow."""
    if most is None and sys.stdout.isatty():
        most = SHOWN
    shown = list(itertools.islice(found, most or None))
    write_table(names, shown)
    if most and next(found, None) is not None:
        say(f"these are the first {most} rows: --rows 0 shows all, --format csv writes all")


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
    click.echo(f"\nWorked examples, asked by their names too: {', '.join(examples())}.")


def _describe(named: NamedQuery) -> list[str]:
    return [
        f"    --param {parameter.name}=...  {parameter.description} (such as {parameter.example!r})"
        for parameter in named.parameters
    ]


def write_results(results: Results, form: str, most: int | None = 0) -> None:
    """Write the results of any sort of query to stdout; raise `QueryError` where the format does not fit them."""
    from pyoxigraph import QueryBoolean, QueryTriples, RdfFormat, serialize

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
        _write_first(columns(results), rows(results), most)
    else:
        results.serialize(out, getattr(QueryResultsFormat, form.upper()))
    out.flush()
