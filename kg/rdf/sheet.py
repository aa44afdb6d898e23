"""A sheet of quads for one named graph, and the literals that every format can carry."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from kg.vocab import term

Node = NamedNode | Literal
# XML 1.0 cannot carry these and a store refuses lone surrogates; one character replaces one, so offsets still count.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<>\"{}|\\^`\x00-\x20]+")


class Sheet:
    """Collect the quads of one named graph; `None` and empty text add nothing."""

    __slots__ = ("graph", "quads")

    def __init__(self, graph: NamedNode) -> None:
        self.graph = graph
        self.quads: list[Quad] = []

    def add(self, subject: NamedNode, predicate: str, *objects: Node | str | int | bool | Decimal | None) -> None:
        """Add one quad for each object; plain values become literals."""
        verb, graph, write = term(predicate), self.graph, self.quads.append
        for thing in objects:
            if isinstance(thing, (NamedNode, Literal)):
                write(Quad(subject, verb, thing, graph))
            elif thing is not None and thing != "":
                write(Quad(subject, verb, literal(thing), graph))

    def typed(self, subject: NamedNode, *classes: str | NamedNode) -> None:
        """Add the classes of a thing."""
        for name in classes:
            self.add(subject, "rdf:type", term(name) if isinstance(name, str) else name)

    def __iter__(self) -> Iterator[Quad]:
        return iter(self.quads)


def fit(text: str) -> str:
    """Return text with U+FFFD in place of each character that RDF or XML 1.0 cannot carry; the length stays.

    >>> fit("a\\x0bb") == "a\\ufffdb"
    True
    """
    return text if text.isprintable() else _UNFIT.sub("\ufffd", text)


def literal(thing: str | int | bool | Decimal) -> Literal:
    """Return a plain value as a typed literal; decimals are written without an exponent.

    >>> literal(Decimal("-4.790")).value
    '-4.790'
    """
    if isinstance(thing, Decimal):
        return Literal(format(thing, "f"), datatype=term("xsd:decimal"))
    return Literal(fit(thing)) if isinstance(thing, str) else Literal(thing)


def offset(number: int) -> Literal:
    """Return a character offset; as xsd:integer, since the store keeps no type derived from it."""
    return Literal(number)


def date(text: str) -> Literal | None:
    """Return an ISO 8601 date of any precision as the XML Schema type that fits it; None for other text.

    >>> date("2025-12").datatype.value
    'http://www.w3.org/2001/XMLSchema#gYearMonth'
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    kind = "date" if day else "gYearMonth" if month else "gYear"
    return Literal(match[0], datatype=term(f"xsd:{kind}"))


def iri(text: str) -> NamedNode | None:
    """Return text as an IRI, or None where it is none."""
    if not _IRI.fullmatch(text.strip()):
        return None
    try:
        return NamedNode(text.strip())
    except ValueError:
        return None
