"""What pages ask of a graph, in few and narrow questions: things with their facts, by IRI."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from pyoxigraph import Literal, NamedNode

from kg.vocab import PREFIXES, VOCABULARY, term

QUERIES = Path(__file__).with_name("queries")
_GIVEN = re.compile(r"\$(\w+)")


class Table(Protocol):
    """Hold the answer to a SELECT: rows of terms, None for no value."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns."""

    @property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """Return the rows."""

    def dicts(self) -> list[dict[str, str]]:
        """Return the rows as plain text by column, "" for no value."""


class Source(Protocol):
    """Answer questions about the current version of a graph, as `kg.server.backend.Backend` does."""

    @property
    def version(self) -> str:
        """Return a word that changes with the graph."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """Return what the build wrote."""

    @property
    def base(self) -> str:
        """Return the stem of our own IRIs."""

    async def select(self, query: str, most: int | None = None, /, **params: str) -> Table:
        """Return the answer to a SELECT; ``most`` is how many rows of a named query are wanted."""

    async def ask(self, query: str, /, **params: str) -> bool:
        """Return the answer to an ASK."""

    async def construct(self, query: str, /, media: str = "text/turtle", **params: str) -> bytes:
        """Return the answer to a CONSTRUCT or DESCRIBE."""

    def text(self, sha256: str) -> str | None:
        """Return a text by its hash."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Hold what a graph says of one thing; predicates by their prefixed names."""

    iri: str
    facts: Mapping[str, tuple[str, ...]]

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of a predicate as plain text, sorted; none where it has none."""
        return self.facts.get(term(name).value, ())

    def one(self, name: str) -> str:
        """Return the first value of a predicate, or nothing."""
        return next(iter(self.all(name)), "")


Things = Mapping[str, Thing]
NOTHING = Thing("", {})


@functools.cache
def query_text(name: str) -> str:
    """Return a query of the pages by name; its ``$words`` are filled by `fill`."""
    return (QUERIES / f"{name}.rq").read_text(encoding="utf-8")


def fill(text: str, given: Mapping[str, str | int | Sequence[str]]) -> str:
    """Return a query with its ``$words`` replaced: a number, an IRI, or several IRIs side by side for VALUES.

    Text that is no IRI raises `ValueError`, so nothing given can become syntax.

    >>> fill("SELECT * { VALUES ?s { $all } ?s ?p $one } LIMIT $n", {"all": ["urn:a", "urn:b"], "one": "urn:c", "n": 5})
    'SELECT * { VALUES ?s { <urn:a> <urn:b> } ?s ?p <urn:c> } LIMIT 5'
    """

    def written(value: str | int | Sequence[str]) -> str:
        if isinstance(value, int):
            return str(value)
        return " ".join(str(NamedNode(iri)) for iri in ([value] if isinstance(value, str) else value))

    return _GIVEN.sub(lambda match: written(given[match[1]]), text)


async def ask(source: Source, name: str, **given: str | int | Sequence[str]) -> list[dict[str, str]]:
    """Run a query of the pages; return its rows as plain text."""
    return (await source.select(fill(query_text(name), given))).dicts()


async def things(source: Source, name: str, **given: str | int | Sequence[str]) -> dict[str, Thing]:
    """Run a query of the pages whose columns are thing, predicate and value; return the things by IRI.

    Blank nodes and languages do not occur in our graphs; values are sorted, so that pages stay the same.
    """
    gathered: dict[str, dict[str, set[str]]] = {}
    for thing, predicate, value in (await source.select(fill(query_text(name), given))).rows:
        gathered.setdefault(thing.value, {}).setdefault(predicate.value, set()).add(value.value)
    return {
        iri: Thing(iri, {predicate: tuple(sorted(values)) for predicate, values in facts.items()})
        for iri, facts in sorted(gathered.items())
    }


async def labels(source: Source, iris: Iterable[str]) -> dict[str, str]:
    """Return the preferred labels of things by IRI; those without one are missing."""
    asked = sorted({iri for iri in iris if iri})
    if not asked:
        return {}
    return {row["thing"]: row["label"] for row in await ask(source, "labels", things=asked)}


@functools.cache
def vocabulary() -> Mapping[str, Mapping[str, str]]:
    """Return label, definition and notation of the words and stated values of our own by IRI."""
    from pyoxigraph import RdfFormat, parse

    kept = {term("skos:prefLabel"): "label", term("rdfs:label"): "label", term("skos:definition"): "definition",
            term("skos:notation"): "notation"}  # fmt: skip
    words: dict[str, dict[str, str]] = {}
    for triple in parse(path=str(VOCABULARY), format=RdfFormat.TURTLE):
        if triple.predicate in kept and isinstance(triple.object, Literal):
            name = getattr(triple.subject, "value", "")
            words.setdefault(name, {})[kept[triple.predicate]] = triple.object.value
    return words


def said(iri: str, fact: str = "label") -> str:
    """Return what a stated value is called, such as "in vitro"; its last part where it is none of ours.

    >>> said("https://w3id.org/claimgraph/value/setting/in-vitro")
    'in vitro'
    """
    found = vocabulary().get(iri, {}).get(fact, "")
    return found or (iri.rstrip("/").rpartition("/")[2] if fact == "label" else "")


def in_order(iris: Iterable[str]) -> tuple[str, ...]:
    """Return what stated values are called, in the order of the vocabulary: designs with the strongest first.

    >>> stem = "https://w3id.org/claimgraph/value/design/"
    >>> in_order([f"{stem}cohort-study", f"{stem}meta-analysis"])
    ('meta-analysis', 'cohort study')
    """
    return tuple(map(said, sorted(iris, key=lambda iri: (int(said(iri, "notation") or 99), iri))))


def shorten(iri: str) -> str:
    """Return an IRI as a prefixed name where a prefix is known, else as it is.

    >>> shorten("https://w3id.org/claimgraph/vocab#Claim")
    'cg:Claim'
    """
    for prefix, stem in PREFIXES.items():
        if iri.startswith(stem) and "/" not in iri[len(stem) :]:
            return f"{prefix}:{iri[len(stem) :]}"
    return iri
