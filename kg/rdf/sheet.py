"""A sheet of quads for one named graph, and the literals that every format can carry."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.vocab import term

Thing = NamedNode | Literal | str | int | bool | Decimal
# XML 1.0 cannot carry these and a store refuses lone surrogates; one character replaces one, so offsets still count.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<>\"{}|\\^`\x00-\x20]+")


class Sheet:
    """Write the quads of one named graph as canonical N-Quads; `None` and empty text add nothing.

    Lines and not objects, since a paper has a thousand that only go to a file: making and writing out objects took
    longer than all else. ``lines`` has for each line the prefixed name of its predicate.
    """

    __slots__ = ("_end", "graph", "lines")

    def __init__(self, graph: NamedNode) -> None:
        self.graph = graph
        self.lines: dict[str, str] = {}
        self._end = f" <{graph.value}> .\n"

    def add(self, subject: NamedNode, predicate: str, *objects: Thing | None) -> None:
        """Add one quad for each object; plain values become literals."""
        start, end, lines = f"<{subject.value}> {_iri(predicate)} ", self._end, self.lines
        for thing in objects:
            if isinstance(thing, NamedNode):
                lines[f"{start}<{thing.value}>{end}"] = predicate
            elif thing is not None and thing != "":
                lines[f"{start}{literal(thing)}{end}"] = predicate

    def typed(self, subject: NamedNode, *classes: str | NamedNode) -> None:
        """Add the classes of a thing."""
        for name in classes:
            self.add(subject, "rdf:type", term(name) if isinstance(name, str) else name)

    def __iter__(self) -> Iterator[Quad]:
        return iter(parse("".join(self.lines), format=RdfFormat.N_QUADS))


@functools.cache
def _iri(name: str) -> str:
    return f"<{term(name).value}>"


def fit(text: str) -> str:
    """Return text with U+FFFD in place of each character that RDF or XML 1.0 cannot carry; the length stays.

    >>> fit("a\\x0bb") == "a\\ufffdb"
    True
    """
    return text if text.isprintable() else _UNFIT.sub("\ufffd", text)


def literal(thing: Literal | str | int | bool | Decimal) -> str:
    """Return a plain value as N-Quads write a literal; decimals are written without an exponent.

    >>> literal(Decimal("-4.790")), literal('a "b"')
    ('"-4.790"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"a \\\\"b\\\\""')
    """
    if isinstance(thing, str):
        plain = thing.isprintable() and '"' not in thing and "\\" not in thing
        return f'"{thing}"' if plain else str(Literal(fit(thing)))
    if isinstance(thing, bool):
        return f'"{str(thing).lower()}"^^{_iri("xsd:boolean")}'
    if isinstance(thing, int):
        return f'"{thing}"^^{_iri("xsd:integer")}'
    return f'"{thing:f}"^^{_iri("xsd:decimal")}' if isinstance(thing, Decimal) else str(thing)


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
