"""RDF/XML, with what XML would lose written as character references."""

from __future__ import annotations

import itertools
import re
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import Literal, NamedNode, Store, Triple

from kg.errors import ExportError
from kg.export.order import triples
from kg.vocab import PREFIXES

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_NAME = re.compile(rf"(.*?)({_LOCAL.pattern})")
# A parser turns a carriage return into a line feed unless it is a reference.
_KEPT = {"\r": "&#13;"}
_STRING = PREFIXES["xsd"] + "string"


def write_rdfxml(store: Store, out: IO[bytes]) -> None:
    """Write the union of all graphs, a description a subject."""
    spaces = "".join(f"\n  xmlns:{prefix}={quoteattr(stem)}" for prefix, stem in PREFIXES.items())
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'.encode())
    for subject, about in itertools.groupby(triples(store), key=lambda triple: triple.subject):
        assert isinstance(subject, NamedNode)
        out.write(f"<rdf:Description rdf:about={quoteattr(subject.value)}>\n".encode())
        for triple in about:
            out.write(_property(triple).encode())
        out.write(b"</rdf:Description>\n")
    out.write(b"</rdf:RDF>\n")


def _property(triple: Triple) -> str:
    name, space = _qname(triple.predicate.value)
    thing = triple.object
    if isinstance(thing, NamedNode):
        return f"  <{name}{space} rdf:resource={quoteattr(thing.value)}/>\n"
    assert isinstance(thing, Literal)
    return f"  <{name}{space}{_attribute(thing)}>{escape(thing.value, _KEPT)}</{name}>\n"


def _attribute(thing: Literal) -> str:
    if thing.language:
        return f" xml:lang={quoteattr(thing.language)}"
    return "" if thing.datatype.value == _STRING else f" rdf:datatype={quoteattr(thing.datatype.value)}"


def _qname(iri: str) -> tuple[str, str]:
    """Return the name of a property element, and the declaration of its namespace where it is no known one."""
    for prefix, stem in PREFIXES.items():
        if iri.startswith(stem) and _LOCAL.fullmatch(iri[len(stem) :]):
            return f"{prefix}:{iri[len(stem) :]}", ""
    match = _NAME.fullmatch(iri)
    if match is None:
        raise ExportError(f"RDF/XML cannot write the property <{iri}>: its end is no XML name")
    return f"p:{match[2]}", f" xmlns:p={quoteattr(match[1])}"
