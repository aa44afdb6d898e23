"""Named queries and those that people write: parameters bound as terms, results written in any format."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.errors import QueryError, UnknownQueryError
from kg.folder import GraphFolder
from kg.sparql_words import names_dataset
from kg.store import open_store
from kg.vocab import PREFIXES

FOLDER = Path(__file__).with_name("queries")
Results = QuerySolutions | QueryBoolean | QueryTriples
# Gives the IRIs of what is called by a name.
Called = Callable[[str], Iterable[str]]
_HEAD = re.compile(r"#\s*(title|description):\s*(.+)")
_PARAMETER = re.compile(r"#\s*param (\w+) \((text|term|entity|statement)\):\s*(.+?);\s*example (.+)")
_BY_PAPER = re.compile(r"^# by paper(?:, (\d+) at once)?(, the whole kept)?$", re.MULTILINE)
_SWITCH = re.compile(r"^[ \t]*# if (\w+)(, by paper)?: (.+)$", re.MULTILINE)
# Compared with a column, or with each of the values that are joined in it.
_PICKS = re.compile(
    r"^[ \t]*# if (\w+): .*FILTER \((?:\?\1 = \?given_\1|CONTAINS\(CONCAT\(\"\|\", \?\1, \"\|\"\))", re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Describe one parameter of a named query.

    ``kind`` is "text" for a plain value, "term" for an id or name, "entity" for a term, its counterparts in other
    vocabularies, and the treatments that it is part of, "statement" for the id of a claim, risk or relation.
    """

    name: str
    kind: str
    description: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """Hold a query of the package with what its head says.

    ``by_paper`` tells that its rows are sorted by paper and need no other paper, so that `kg.paging` may cut it: into
    so many papers a piece, more than one where most have few rows; 0 where it may not be cut. ``kept`` tells that the
    whole answer is short and kept (`kg.answers`): then only one with parameters is cut.
    ``picks`` names the parameters that only pick rows of the whole answer, by a column of their name, and ``cuts``
    those that tell which papers have rows, so that an answer with them may be cut too.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str
    by_paper: int = 0
    kept: bool = False
    picks: tuple[str, ...] = ()
    cuts: tuple[str, ...] = ()

    @classmethod
    def parse(cls, name: str, text: str) -> NamedQuery:
        """Read a query with its head comments."""
        heads, by_paper = dict(_HEAD.findall(text)), _BY_PAPER.search(text)
        return cls(
            name=name,
            title=heads.get("title", name),
            description=heads.get("description", ""),
            parameters=tuple(
                Parameter(name=match[1], kind=match[2], description=match[3], example=match[4].strip())
                for match in _PARAMETER.finditer(text)
            ),
            text=text,
            by_paper=int(by_paper[1] or 1) if by_paper else 0,
            kept=not by_paper or bool(by_paper[2]),
            picks=tuple(dict.fromkeys(_PICKS.findall(text))),
            cuts=tuple(dict.fromkeys(match[1] for match in _SWITCH.finditer(text) if match[2])),
        )


@functools.cache
def named_queries() -> Mapping[str, NamedQuery]:
    """Return the queries of the package by name.

    >>> named_queries()["risks"].title
    'Risks'
    """
    paths = sorted(FOLDER.glob("*.rq"))
    return {path.stem: NamedQuery.parse(path.stem, path.read_text(encoding="utf-8")) for path in paths}


def find_text(given: str) -> str:
    """Return the SPARQL of a named query or worked example, of a file, or the text itself.

    Raise `UnknownQueryError` for a lone word that is the name of none.
    """
    known = named_queries()
    if given in known:
        return known[given].text
    if given.endswith((".rq", ".sparql")):
        try:
            return Path(given).read_text(encoding="utf-8")
        except OSError as error:
            raise QueryError(f"cannot read the query file {given}: {error.strerror}") from error
    if re.fullmatch(r"[\w-]+", given.strip()):
        example = FOLDER / "examples" / f"{given.strip()}.rq"
        if example.is_file():
            return example.read_text(encoding="utf-8")
        raise UnknownQueryError(given.strip(), known)
    return given


def query(graph: Path | str | Store, text: str, called: Called | None = None, /, **params: str) -> Results:
    """Run a named query, a query file or SPARQL on a graph; without FROM, the default graph is the union of all.

    ``called`` looks names up in an index; for a graph given by its folder it is that of the graph. Parameters are
    bound as RDF terms and never become part of the query's syntax. Raise `QueryError` for a query that does not parse,
    or a parameter that it does not have, and `NoGraphError` where there is no graph.
    """
    store = graph if isinstance(graph, Store) else open_store(graph)
    sparql = find_text(text)
    if params and called is None and not isinstance(graph, Store):
        called = find_called(GraphFolder(graph).current())
    bound = bind(store, sparql, params, called)
    try:
        return store.query(bound, prefixes=PREFIXES, use_default_graph_as_union=not names_dataset(bound))
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the query does not parse: {str(error).splitlines()[0][:200]}") from error


def find_called(version: Path) -> Called | None:
    """Return how names are looked up in the index of a version of a graph; None where it has no index."""
    from kg.search import Search

    search = Search.beside(version)
    return search.called if search else None


def bind(store: Store, sparql: str, params: Mapping[str, str], called: Called | None = None) -> str:
    """Return a query with its parameters bound, as terms in the syntax of RDF.

    A line ``# if NAME: pattern`` is switched on where the parameter is given; in it ``?given_NAME`` stands for the
    parameter. In a query without such lines each parameter is the value of a variable, by a VALUES at its end. Raise
    `QueryError` where the query has no such parameter.
    """
    return fill(sparql, stand_for(store, sparql, params, called))


def stand_for(
    store: Store, sparql: str, params: Mapping[str, str], called: Called | None = None
) -> dict[str, list[str]]:
    """Return the terms that each parameter of a query stands for; raise `QueryError` where it has no such parameter."""
    declared = {parameter.name: parameter for parameter in NamedQuery.parse("", sparql).parameters}
    switches = {match[1] for match in _SWITCH.finditer(sparql)}
    values: dict[str, list[str]] = {}
    for name, given in params.items():
        if name in switches:
            kind = declared[name].kind if name in declared else "text"
            values[name] = [str(node) for node in resolve(store, given, kind, called)]
        elif re.search(rf"[?$]{re.escape(name)}\b", sparql) and not declared:
            values[name] = [str(guess(given))]
        else:
            known = ", ".join(sorted(declared)) or "none"
            raise QueryError(f"the query has no parameter {name!r}; it has: {known}")
    return values


def fill(sparql: str, values: Mapping[str, list[str]], places: Sequence[Mapping[str, str]] = ()) -> str:
    """Return a query with terms in the place of its parameters.

    With ``places``, rows of what `where` asks for, the lines ``# if NAME, by paper`` hold there alone, and what `where`
    asked above them is left out.
    """
    switches = list(_SWITCH.finditer(sparql))
    above = {line[0] for line in switches[: _first_by_paper(switches, values)]} if places else set()

    def switch(line: re.Match[str]) -> str:
        if line[1] not in values or line[0] in above:
            return ""
        return _placed(line[3], places) if places and line[2] else _given(line[3], line[1], values[line[1]])

    bound = _SWITCH.sub(switch, sparql)
    names = {line[1] for line in switches}
    if variables := {name: terms[0] for name, terms in values.items() if name not in names}:
        bound += f"\nVALUES ({' '.join('?' + name for name in variables)}) {{ ({' '.join(variables.values())}) }}"
    return bound


def _given(pattern: str, name: str, terms: list[str]) -> str:
    """Return a pattern with what is given; the store begins at a constant or a short table, not at a UNION."""
    if len(terms) == 1:
        return pattern.replace(f"?given_{name}", terms[0])
    return f"VALUES ?given_{name} {{ {' '.join(terms)} }} {pattern}"


def _placed(pattern: str, places: Iterable[Mapping[str, str]]) -> str:
    """Return a pattern that holds in some named graphs; as two tables the store would join them with all there is."""
    last = _last_variable(pattern)
    listed = dict.fromkeys(f"({place['its_graph']} {place[last]})" for place in places)
    return f"VALUES (?its_graph ?{last}) {{ {' '.join(listed)} }} GRAPH ?its_graph {{ {pattern} }}"


def _last_variable(pattern: str) -> str:
    return pattern.rpartition("?")[2].partition(" ")[0]


def _first_by_paper(lines: Sequence[re.Match[str]], values: Mapping[str, list[str]]) -> int:
    return next(place for place, line in enumerate(lines) if line[1] in values and line[2])


def where(sparql: str, values: Mapping[str, list[str]]) -> str:
    """Return the question in which named graphs, ``?its_graph``, the lines by paper of a query hold, and with what.

    What stands above them for the same parameters is asked with them.
    """
    lines = [line for line in _SWITCH.finditer(sparql) if line[1] in values]
    above = [_given(line[3], line[1], values[line[1]]) for line in lines[: _first_by_paper(lines, values)]]
    inside = list(dict.fromkeys(line[3] for line in lines if line[2]))
    found = list(dict.fromkeys(map(_last_variable, inside)))
    given = {f"given_{name}": " ".join(terms) for name, terms in values.items()}
    tables = [f"VALUES ?{name} {{ {given[name]} }}" for name in found if name in given]
    names = " ".join(f"?{name}" for name in found)
    return (
        f"SELECT DISTINCT ?its_graph {names} {{ {' '.join(tables + above)} GRAPH ?its_graph {{ {' '.join(inside)} }} }}"
    )


def guess(given: str) -> NamedNode | Literal:
    """Return a value for a variable of somebody's own query: an IRI, a prefixed name, a number or plain text."""
    prefix, colon, local = given.partition(":")
    try:
        if re.fullmatch(r"https?://\S+", given):
            return NamedNode(given)
        if colon and prefix in PREFIXES and " " not in local:
            return NamedNode(PREFIXES[prefix] + local)
    except ValueError as error:
        raise QueryError(f"{given!r} is no IRI: {error}") from error
    return Literal(int(given)) if re.fullmatch(r"-?\d{1,18}", given) else Literal(given)


def resolve(store: Store, given: str, kind: str, called: Called | None = None) -> list[NamedNode | Literal]:
    """Return what a parameter stands for in this graph, in a stable order; raise `QueryError` where that is nothing."""
    if kind == "text":
        return [Literal(given)]
    if kind == "statement":
        return [_stated(store, given)]
    found = _by_id(store, given) or _by_name(store, given, called)
    if not found:
        raise QueryError(
            f"nothing in this graph is called {given!r}; give an id such as MONDO:0007254 or a name, "
            "and see `kg query mentions` for what there is"
        )
    nodes = found if kind == "term" else _related(store, found)
    return sorted(nodes, key=lambda node: node.value)


def _stated(store: Store, given: str) -> NamedNode:
    """Return the claim, risk or relation with an id; one that is not there where the graph has none of these."""
    one = next(store.quads_for_pattern(None, NamedNode(PREFIXES["cg"] + "certainty"), None, None), None)
    base = one.subject.value.rsplit("/", 2)[0] if one and isinstance(one.subject, NamedNode) else "urn:none"
    named = [NamedNode(f"{base}/{sort}/{quote(given, safe='')}") for sort in ("claim", "risk", "relation")]
    return next((node for node in named if next(store.quads_for_pattern(node, None, None, None), None)), named[0])


def _by_id(store: Store, given: str) -> set[NamedNode]:
    if re.match(r"https?://", given):
        try:
            return {NamedNode(given)}
        except ValueError as error:
            raise QueryError(f"{given!r} is no IRI: {error}") from error
    notations = " ".join(str(Literal(text)) for text in sorted({given, given.upper(), _canonical(given)}))
    return _ask(store, f"SELECT ?x {{ VALUES ?id {{ {notations} }} ?x skos:notation ?id }}")


def _canonical(given: str) -> str:
    """Return an id as its owner writes it, where its prefix is known: ``ncbigene:1`` is ``NCBIGene:1``."""
    from ontologies.curie import Curie
    from ontologies.errors import UnknownPrefixError

    try:
        return str(Curie.parse(given))
    except UnknownPrefixError:
        return given


def _by_name(store: Store, given: str, called: Called | None) -> set[NamedNode]:
    """Find by name: as written, then without regard to case, then as words within the name of an argument.

    Without an index all but the first reads every name of the graph.
    """
    words = " ".join(given.split())
    forms = {words, words.lower(), words.upper(), words.capitalize(), words.title()}
    listed = " ".join(str(Literal(text)) for text in sorted(forms))
    lower = str(Literal(words.lower()))
    names = "skos:prefLabel|skos:altLabel"
    if found := _ask(store, f"SELECT ?x {{ VALUES ?l {{ {listed} }} ?x {names} ?l {_IS_ENTITY} }}"):
        return found
    if called is not None:
        return {NamedNode(iri) for iri in called(words)}
    return _ask(store, f"SELECT ?x {{ ?x {names} ?l FILTER (LCASE(STR(?l)) = {lower}) {_IS_ENTITY} }}") or _ask(
        store,
        f"SELECT DISTINCT ?x {{ {{ SELECT DISTINCT ?x {{ ?c biolink:subject|biolink:object ?x }} }} "
        f"?x {names} ?l FILTER (CONTAINS(LCASE(STR(?l)), {lower})) }}",
    )


# The names of code list values are no names of things that papers speak of.
_IS_ENTITY = "FILTER NOT EXISTS { ?x skos:inScheme ?scheme } FILTER NOT EXISTS { ?x a oa:Annotation }"


def _related(store: Store, nodes: Iterable[NamedNode]) -> set[NamedNode]:
    """Add the counterparts of terms in other vocabularies, and the treatments that have one of all these as a part."""
    chosen = set(nodes)
    listed = " ".join(str(node) for node in sorted(chosen, key=lambda node: node.value))
    chosen |= _ask(store, f"SELECT ?x {{ VALUES ?t {{ {listed} }} ?t skos:exactMatch|skos:closeMatch ?x }}")
    listed = " ".join(str(node) for node in sorted(chosen, key=lambda node: node.value))
    parts = "cg:agent|cg:cargo|cg:sourceCell|cg:sourceTissue|cg:vesicle|cg:engineering"
    return chosen | _ask(store, f"SELECT ?x {{ VALUES ?t {{ {listed} }} ?x {parts} ?t }}")


def _ask(store: Store, sparql: str) -> set[NamedNode]:
    solutions = store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    return {node for (node,) in solutions if isinstance(node, NamedNode)}


def columns(results: QuerySolutions) -> tuple[str, ...]:
    """Return the names of the columns of a table of results."""
    return tuple(variable.value for variable in results.variables)


def rows(results: QuerySolutions) -> Iterator[tuple[str, ...]]:
    """Yield the rows as plain text, an empty cell for a missing value."""
    for solution in results:
        yield tuple("" if value is None else _plain(value) for value in solution)


def _plain(value: Any) -> str:
    return str(getattr(value, "value", value))


__all__ = [
    "Called", "NamedQuery", "Parameter", "Results", "bind", "columns", "fill", "find_called", "find_text",
    "named_queries", "query", "resolve", "rows", "stand_for", "where",
]  # fmt: skip
