"""Time the named queries on a graph as users get them: `python -m benchmarks.queries GRAPH [--only NAME]`.

Each query runs without parameters, with its examples where the graph has them, and with what is worst: the subject, the
term, the measure that occurs most, the disease with most claims below it. It is answered as `kg query` does: from what
is kept, paper by paper, or at once. ``first`` is the time to the first hundred rows, which is what a terminal shows and
what ``limit=100`` gets from a server; ``whole`` that to the last row, no longer waited for than ``--patience`` seconds
("-" then). Processor time is shown beside the clock's: on a busy machine only it says something. The first run fills
the cache and does not count. A line that ends in ``!`` took longer than ``--most`` milliseconds of the processor to
its first rows; then the exit code is 1.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from pyoxigraph import QuerySolutions, Store

from kg.answers import find_or_keep
from kg.errors import QueryError
from kg.folder import GraphFolder
from kg.paging import is_paged, page_rows, pages
from kg.query import Called, NamedQuery, Parameter, columns, find_called, named_queries, query, rows
from kg.store import open_store

_SHOWN = 100
# How to find the value that occurs most, by the name of a parameter.
_MOST = "SELECT ?x (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1"
_PATTERNS = {
    "paper": "?c biolink:publications ?w ; a cg:Claim . ?w dcterms:identifier ?x",
    "subject": "?c biolink:subject ?x ; a cg:Claim . ?x skos:notation ?id",
    "object": "?c biolink:object ?x ; a cg:Claim . ?x skos:notation ?id",
    "about": "?c biolink:object ?x ; a cg:Claim . ?x skos:notation ?id",
    "outcome": "?c cg:effect ?e ; biolink:object ?x",
    "agent": "?c a cg:Risk ; biolink:subject ?x",
    "measure": "?e a cg:Effect ; biolink:effect_type ?x",
    "type": "?m dcterms:type ?c ; cg:rule ?r BIND (REPLACE(STR(?c), '^.*/', '') AS ?x)",
    "says": "?c a cg:Claim BIND (REPLACE(STR(?c), '^.*/', '') AS ?x)",
    "prefix": "?m a sssom:Mapping ; owl:annotatedTarget/skos:notation ?i BIND (STRBEFORE(?i, ':') AS ?x)",
}
# The same for a term, by the name of the query.
_TERMS = {"mentions": "?m oa:hasBody ?x"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Hold what a query with one parameter, or none, took; seconds of the processor and of the clock.

    ``rows`` and ``whole`` are None where the last row was not waited for.
    """

    name: str
    given: str
    rows: int | None
    first: tuple[float, float]
    whole: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Ask one graph."""

    store: Store
    version: Path
    called: Called | None
    patience: float

    @classmethod
    def open(cls, graph: Path, patience: float) -> Bench:
        """Open a graph."""
        version = GraphFolder(graph).current()
        return cls(store=open_store(graph), version=version, called=find_called(version), patience=patience)

    def timings(self, only: tuple[str, ...] = (), runs: int = 2) -> Iterator[Timing]:
        """Time each query without parameters, then with each of its parameters."""
        worst: dict[str, str] = {}
        for named in named_queries().values():
            if only and named.name not in only:
                continue
            yield self._time(named, runs, {})
            for parameter in named.parameters:
                key = f"{named.name} {parameter.name}" if parameter.name == "term" else parameter.name
                if key not in worst:
                    worst[key] = self._worst(named, parameter)
                for value in dict.fromkeys((worst[key], parameter.example)):
                    if value and self._is_known(named, parameter, value):
                        yield self._time(named, runs, {parameter.name: value})

    def _worst(self, named: NamedQuery, parameter: Parameter) -> str:
        """Return the value of a parameter that has most rows, as near as that can be had."""
        if named.name == "descendants" and parameter.name == "term":
            return widest(self.store)
        pattern = _TERMS.get(named.name) if parameter.name == "term" else _PATTERNS.get(parameter.name)
        return next((x for x, _ in _table(self.store, _MOST.format(pattern=pattern))), "") if pattern else ""

    def _is_known(self, named: NamedQuery, parameter: Parameter, value: str) -> bool:
        if parameter.kind == "text":
            return True
        try:
            query(self.store, named.name, self.called, **{parameter.name: value})
        except QueryError:
            return False
        return True

    def _time(self, named: NamedQuery, runs: int, params: Mapping[str, str]) -> Timing:
        timed = [self._once(named, params) for _ in range(runs)]
        last = timed[min(1, runs - 1) :]
        wholes = [one.whole for one in last if one.whole]
        return Timing(
            name=named.name,
            given=", ".join(f"{name}={value.rpartition('/')[2]}" for name, value in params.items()),
            rows=last[0].rows,
            first=min(one.first for one in last),
            whole=min(wholes) if wholes else None,
        )

    def _once(self, named: NamedQuery, params: Mapping[str, str]) -> Timing:
        clock, processor = time.perf_counter(), time.process_time()

        def spent() -> tuple[float, float]:
            return time.process_time() - processor, time.perf_counter() - clock

        found = self._rows(named.name, params)
        count = sum(1 for _ in itertools.islice(found, _SHOWN))
        first = whole = spent()
        for _ in found:
            count += 1
            if spent()[0] > self.patience:
                return Timing(name=named.name, given="", rows=None, first=first, whole=None)
        if count >= _SHOWN:
            whole = spent()
        return Timing(name=named.name, given="", rows=count, first=first, whole=whole)

    def _rows(self, name: str, params: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
        if is_paged(name, params):
            return page_rows(pages(self.store, name, params=params, called=self.called))
        kept = find_or_keep(self.store, self.version, name, params)
        found = query(self.store, name, self.called, **params) if kept is None else kept
        assert isinstance(found, QuerySolutions)
        return rows(found)


def widest(store: Store) -> str:
    """Return the disease with most claims about it or what is below it; nothing where there is none."""
    parents: dict[str, list[str]] = {}
    for below, above in _table(store, "SELECT ?x ?y { ?x rdfs:subClassOf ?y }"):
        parents.setdefault(below, []).append(above)
    claims: Counter[str] = Counter()
    for one, count in _table(store, "SELECT ?x (COUNT(*) AS ?n) { ?c biolink:object ?x ; a cg:Claim } GROUP BY ?x"):
        reached, todo = {one}, [one]
        while todo:
            new = set(parents.get(todo.pop(), ())) - reached
            reached |= new
            todo += sorted(new)
        for term in reached:
            claims[term] += int(count)
    diseases = {term for (term,) in _table(store, "SELECT ?x { ?x a biolink:Disease }")}
    return max((term for term in claims if term in diseases), key=lambda term: (claims[term], term), default="")


def _table(store: Store, sparql: str) -> list[tuple[str, ...]]:
    found = query(store, sparql)
    assert isinstance(found, QuerySolutions)
    wanted = [name for name in ("x", "y", "n") if name in columns(found)]
    places = [columns(found).index(name) for name in wanted]
    return [tuple(row[place] for place in places) for row in rows(found)]


def _cells(times: tuple[float, float] | None) -> str:
    return f"{'-':>9} {'-':>9}" if times is None else f"{times[0] * 1000:9.1f} {times[1] * 1000:9.1f}"


@click.command()
@click.argument("graph", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--only", multiple=True, help="Only this query; may be given more than once.")
@click.option("--runs", default=2, show_default=True, help="Runs of each; the first of several does not count.")
@click.option("--patience", default=5.0, show_default=True, help="Seconds of the processor for a whole answer.")
@click.option("--most", default=1000.0, show_default=True, help="Milliseconds that first rows may take.")
def main(graph: Path, only: tuple[str, ...], runs: int, patience: float, most: float) -> None:
    """Write a table of the times, in milliseconds."""
    bench = Bench.open(graph, patience)
    click.echo(f"{len(bench.store):,} quads")
    click.echo(f"{'query':15} {'with':32} {'rows':>7} {'first CPU':>9} {'clock':>9} {'whole CPU':>9} {'clock':>9}")
    misses = 0
    for one in bench.timings(only, runs):
        missed = one.first[0] * 1000 > most
        misses += missed
        count = "-" if one.rows is None else one.rows
        line = f"{one.name:15} {one.given[:32]:32} {count:>7} {_cells(one.first)} {_cells(one.whole)}"
        click.echo(line + (" !" if missed else ""))
    click.echo(f"{misses} took longer than {most:g} ms")
    sys.exit(misses > 0)


if __name__ == "__main__":
    main()
