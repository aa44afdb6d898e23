"""Time the named queries on a graph: `python -m benchmarks.queries GRAPH [--only NAME]`.

Each query runs with each of its parameters, and without any. A parameter has the value that is most used in the graph,
so that the time is one for much to answer. Processor time is shown beside the clock's: on a busy machine only it says
something. The first run fills the cache and does not count.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from pyoxigraph import QuerySolutions, Store

from kg.query import NamedQuery, Parameter, columns, named_queries, query, rows
from kg.store import open_store

# How to find the value that occurs most, by the name of a parameter.
_MOST = "SELECT ?x (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1"
_PATTERNS = {
    "paper": "?c biolink:publications ?w ; a cg:Claim . ?w dcterms:identifier ?x",
    "subject": "?c biolink:subject ?x ; a cg:Claim . ?x skos:notation ?id",
    "object": "?c biolink:object ?x ; a cg:Claim . ?x skos:notation ?id",
    "about": "?c biolink:object ?x ; a cg:Claim . ?x skos:notation ?id",
    "outcome": "?c cg:effect ?e ; biolink:object ?x",
    "agent": "?c a cg:Risk ; biolink:subject ?x",
    "term": "?c biolink:object ?x ; a cg:Claim . ?x skos:notation ?id",
    "measure": "?e a cg:Effect ; biolink:effect_type ?x",
    "type": "?m dcterms:type ?c ; cg:rule ?r BIND (REPLACE(STR(?c), '^.*/', '') AS ?x)",
    "says": "?c a cg:Claim BIND (REPLACE(STR(?c), '^.*/', '') AS ?x)",
    "prefix": "?m a sssom:Mapping ; owl:annotatedTarget/skos:notation ?i BIND (STRBEFORE(?i, ':') AS ?x)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Hold the rows and the least time of a query with one parameter, or none; seconds."""

    name: str
    parameter: str
    rows: int
    processor: float
    clock: float


def timings(store: Store, only: tuple[str, ...] = (), runs: int = 2) -> Iterator[Timing]:
    """Time each query with each of its parameters, then without."""
    values: dict[str, str] = {}
    for named in named_queries().values():
        if only and named.name not in only:
            continue
        for parameter in named.parameters:
            if parameter.name not in values:
                values[parameter.name] = _value(store, parameter)
            if values[parameter.name]:
                yield _time(store, named, runs, **{parameter.name: values[parameter.name]})
        yield _time(store, named, runs)


def _value(store: Store, parameter: Parameter) -> str:
    if parameter.name not in _PATTERNS:
        return parameter.example
    found = query(store, _MOST.format(pattern=_PATTERNS[parameter.name]))
    assert isinstance(found, QuerySolutions)
    place = columns(found).index("x")
    return next((row[place] for row in rows(found)), "")


def _time(store: Store, named: NamedQuery, runs: int, **params: str) -> Timing:
    processor = clock = float("inf")
    count = 0
    for run in range(runs):
        began, spent = time.perf_counter(), time.process_time()
        found = query(store, named.name, **params)
        count = sum(1 for _ in found)  # type: ignore[union-attr,arg-type,misc]
        if run or runs == 1:
            processor = min(processor, time.process_time() - spent)
            clock = min(clock, time.perf_counter() - began)
    return Timing(name=named.name, parameter=next(iter(params), ""), rows=count, processor=processor, clock=clock)


@click.command()
@click.argument("graph", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--only", multiple=True, help="Only this query; may be given more than once.")
@click.option("--runs", default=2, show_default=True, help="Runs of each; the first of several does not count.")
def main(graph: Path, only: tuple[str, ...], runs: int) -> None:
    """Write a table of the times."""
    store = open_store(graph)
    click.echo(f"{len(store):,} quads")
    click.echo(f"{'query':16} {'parameter':10} {'rows':>8} {'CPU ms':>9} {'clock ms':>9}")
    for one in timings(store, only, runs):
        times = f"{one.processor * 1000:9.1f} {one.clock * 1000:9.1f}"
        click.echo(f"{one.name:16} {one.parameter or '-':10} {one.rows:8} {times}")


if __name__ == "__main__":
    main()
