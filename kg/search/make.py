"""Make the index of a graph; the same graph gives the same file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pyoxigraph import QuerySolutions, Store

from kg.vocab import CG, PREFIXES, VALUE
from ontologies.normalise import key

FILE = "search.sqlite"
# Raise it when the tables change: an index of another form is made again.
FORM = "1"

_TABLES = """
create table about (name text primary key, value text not null) without rowid;
create table entity (
  id integer primary key, iri text not null unique, label text not null, kind text not null, curie text not null,
  mentions integer not null, statements integer not null);
create table paper (
  id integer primary key, iri text not null unique, name text not null, title text not null, year text not null,
  retracted integer not null);
create table statement (id integer primary key, iri text not null);
create table exact (name text, id integer, primary key (name, id)) without rowid;
create virtual table entity_names using fts5(names, content='', tokenize='unicode61 remove_diacritics 0', prefix='2 3');
create virtual table paper_words using fts5(words, content='', tokenize='unicode61 remove_diacritics 0', prefix='3');
create virtual table statement_words using fts5(words, content='', tokenize='unicode61 remove_diacritics 0');
"""
# What the store tells comes in no order; SQLite sorts it on disk, however much it is.
_SCRATCH = """
create temp table raw_name (iri text, preferred integer, text text);
create temp table raw_kind (iri text, kind text);
create temp table raw_id (iri text, curie text);
create temp table raw_count (iri text, mentions integer, statements integer);
create temp table raw_statement (iri text, words text);
"""
# What papers as wholes relate is no claim, and its sentence does not say it.
_NO_RELATION = "MINUS { ?claim a cg:PaperRelation }"
_COUNTS = (
    ("SELECT ?x (COUNT(*) AS ?n) { ?mention oa:hasBody ?x } GROUP BY ?x", "mentions"),
    (f"SELECT ?x (COUNT(*) AS ?n) {{ ?claim biolink:subject ?x {_NO_RELATION} }} GROUP BY ?x", "statements"),
    (f"SELECT ?x (COUNT(*) AS ?n) {{ ?claim biolink:object ?x {_NO_RELATION} }} GROUP BY ?x", "statements"),
)
_NAMES = (("skos:prefLabel", 1), ("skos:altLabel", 0), ("skos:hiddenLabel", 0))
_RANKED = """
select iri, sum(mentions), sum(statements) from raw_count group by iri
order by sum(mentions) + sum(statements) desc, iri"""


def write_search(store: Store, base: str, target: Path) -> None:
    """Write the index of a store into a file; ``base`` is the stem of the graph's own IRIs.

    Entities are numbered by how often papers speak of them, so that a search stops at the first that fit.
    """
    unfinished = target.with_name(f".{target.name}.tmp")
    unfinished.unlink(missing_ok=True)
    connection = sqlite3.connect(unfinished)
    try:
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.executescript(_TABLES + _SCRATCH)
        with connection:
            _write_entities(connection, store, base)
            _write_papers(connection, store)
            _write_statements(connection, store)
            connection.execute("insert into about values ('form', ?)", (FORM,))
        for table in ("entity_names", "paper_words", "statement_words"):
            connection.execute(f"insert into {table}({table}) values ('optimize')")
        connection.commit()
    finally:
        connection.close()
    unfinished.replace(target)


def _write_entities(connection: sqlite3.Connection, store: Store, base: str) -> None:
    _gather_entities(connection, store, base)
    connection.executescript(
        """
        create index temp.name_of on raw_name (iri, preferred desc, text);
        create index temp.kind_of on raw_kind (iri, kind);
        create index temp.id_of on raw_id (iri, curie);
        """
    )
    ranked = connection.execute(_RANKED).fetchall()
    for place, (iri, mentions, statements) in enumerate(ranked, 1):
        names = [text for (text,) in connection.execute(
            "select text from raw_name where iri = ? order by preferred desc, text", (iri,))]  # fmt: skip
        if not names:
            continue
        kind = _first(connection, "select kind from raw_kind where iri = ? order by kind limit 1", iri)
        curie = _first(connection, "select curie from raw_id where iri = ? order by curie limit 1", iri)
        keys = dict.fromkeys(found for name in names if (found := key(name)))
        row = (place, iri, names[0], kind, curie, mentions, statements)
        connection.execute("insert into entity values (?, ?, ?, ?, ?, ?, ?)", row)
        text = " ; ".join([*keys, *([curie] if curie else [])])
        connection.execute("insert into entity_names (rowid, names) values (?, ?)", (place, text))
        exact = [(found, place) for found in {*keys, *([curie.lower()] if curie else [])}]
        connection.executemany("insert or ignore into exact values (?, ?)", sorted(exact))


def _gather_entities(connection: sqlite3.Connection, store: Store, base: str) -> None:
    """Put names, kinds and counts of terms, treatments and phrases into scratch tables.

    Every named thing is counted once with nothing, so that terms which no paper names are found too.
    """
    parts = " UNION ".join(f"{{ GRAPH <{base}graph/{name}> {{ ?x a ?kind }} }}" for name in ("terms", "entities"))
    kinds = ((iri, kind.rpartition("/")[2]) for iri, kind in _rows(store, f"SELECT ?x ?kind {{ {parts} }}")
             if not kind.startswith(CG))  # fmt: skip
    connection.executemany("insert into raw_kind values (?, ?)", kinds)
    connection.execute("insert into raw_count select distinct iri, 0, 0 from raw_kind")
    for verb, preferred in _NAMES:
        found = _rows(store, f"SELECT ?x ?name {{ ?x {verb} ?name }}")
        rows = ((iri, preferred, name) for iri, name in found if not iri.startswith(VALUE))
        connection.executemany("insert into raw_name values (?, ?, ?)", rows)
    ids = ((iri, curie) for iri, curie in _rows(store, "SELECT ?x ?id { ?x skos:notation ?id }")
           if not iri.startswith(VALUE))  # fmt: skip
    connection.executemany("insert into raw_id values (?, ?)", ids)
    for sparql, what in _COUNTS:
        counts = _rows(store, sparql)
        column = {"mentions": "?, 0", "statements": "0, ?"}[what]
        connection.executemany(f"insert into raw_count (iri, mentions, statements) values (?, {column})", counts)


def _write_papers(connection: sqlite3.Connection, store: Store) -> None:
    found = _rows(
        store,
        "SELECT ?paper ?name ?title ?issued ?journal ?retracted { ?paper dcterms:hasVersion ?text ; "
        "dcterms:identifier ?name OPTIONAL { ?paper dcterms:title ?title } OPTIONAL { ?paper dcterms:issued ?issued } "
        "OPTIONAL { ?paper prism:publicationName ?journal } OPTIONAL { ?paper schema:creativeWorkStatus ?retracted } }",
    )
    # The newest first: of papers that fit alike, people want those.
    papers = sorted(found, key=lambda row: (-int(row[3][:4] or 0), row[0]))
    seen: set[str] = set()
    for paper, name, title, issued, journal, retracted in papers:
        if paper in seen:
            continue
        seen.add(paper)
        place = len(seen)
        row = (place, paper, name, title, issued[:4], bool(retracted))
        connection.execute("insert into paper values (?, ?, ?, ?, ?, ?)", row)
        words = f"{key(title)} ; {key(journal)} ; {issued[:4]} ; {name} ; {key(name)}"
        connection.execute("insert into paper_words (rowid, words) values (?, ?)", (place, words))


def _write_statements(connection: sqlite3.Connection, store: Store) -> None:
    found = _rows(
        store,
        "SELECT ?claim ?sentence { ?claim cg:certainty ?certainty ; prov:wasDerivedFrom ?place . "
        f"?place nif:anchorOf ?sentence {_NO_RELATION} }}",
    )
    connection.executemany("insert into raw_statement values (?, ?)", found)
    connection.execute("insert into statement (iri) select distinct iri from raw_statement order by iri")
    rows = connection.execute("select s.id, min(r.words) from raw_statement r join statement s using (iri) "
                              "group by s.id order by s.id")  # fmt: skip
    keyed = ((place, key(words)) for place, words in rows)
    connection.executemany("insert into statement_words (rowid, words) values (?, ?)", keyed)


def _first(connection: sqlite3.Connection, sql: str, iri: str) -> str:
    row = connection.execute(sql, (iri,)).fetchone()
    return "" if row is None else str(row[0])


def _rows(store: Store, sparql: str) -> Iterator[tuple[Any, ...]]:
    found = store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return _plain(found)


def _plain(found: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    for solution in found:
        yield tuple("" if cell is None else cell.value for cell in solution)
