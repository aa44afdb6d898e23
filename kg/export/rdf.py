"""N-Quads, TriG, N-Triples and Turtle, by Oxigraph's own writers."""

from __future__ import annotations

from typing import IO

from pyoxigraph import RdfFormat, Store, serialize

from kg.export.order import quads, triples
from kg.vocab import PREFIXES


def write_nquads(store: Store, out: IO[bytes]) -> None:
    """Write canonical N-Quads, ordered by graph, subject, predicate and object."""
    serialize(quads(store), out, RdfFormat.N_QUADS)


def write_trig(store: Store, out: IO[bytes]) -> None:
    """Write TriG: one block a graph."""
    serialize(quads(store), out, RdfFormat.TRIG, prefixes=PREFIXES)


def write_ntriples(store: Store, out: IO[bytes]) -> None:
    """Write the union of all graphs as canonical N-Triples."""
    serialize(triples(store), out, RdfFormat.N_TRIPLES)


def write_turtle(store: Store, out: IO[bytes]) -> None:
    """Write the union of all graphs as Turtle."""
    serialize(triples(store), out, RdfFormat.TURTLE, prefixes=PREFIXES)
