"""JSON-LD: one object a graph, its subjects as objects, prefixed names by a context."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import IO, Any

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.export.order import quads
from kg.vocab import PREFIXES

_XSD = PREFIXES["xsd"]
_TYPE = PREFIXES["rdf"] + "type"
# Values of these types are JSON's own; any other spelling ("01", "1.50") keeps its type beside it.
_NATIVE = {_XSD + "integer", _XSD + "boolean"}


def write_jsonld(store: Store, out: IO[bytes]) -> None:
    """Write JSON-LD 1.1 as a stream: a context, then the graphs in order, a subject a line."""
    out.write(b'{"@context": ' + _dump(PREFIXES) + b',\n"@graph": [\n')
    for number, (graph, group) in enumerate(itertools.groupby(quads(store), key=lambda quad: _iri(quad.graph_name))):
        out.write(b",\n" if number else b"")
        out.write(b'{"@id": ' + _dump(graph) + b', "@graph": [\n')
        for place, (subject, about) in enumerate(itertools.groupby(group, key=lambda quad: _iri(quad.subject))):
            out.write(b",\n" if place else b"")
            out.write(_dump({"@id": subject, **_properties(about)}))
        out.write(b"\n]}")
    out.write(b"\n]}\n")


def _properties(about: Iterable[Quad]) -> dict[str, Any]:
    found: dict[str, list[Any]] = defaultdict(list)
    for quad in about:
        if quad.predicate.value == _TYPE and isinstance(quad.object, NamedNode):
            found["@type"].append(_compact(quad.object.value))
        else:
            found[_compact(quad.predicate.value)].append(_value(quad.object))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _value(node: Any) -> Any:
    if isinstance(node, NamedNode):
        return {"@id": node.value}
    assert isinstance(node, Literal)
    kind = node.datatype.value
    if node.language:
        return {"@value": node.value, "@language": node.language}
    if kind == _XSD + "string":
        return node.value
    if kind in _NATIVE:
        native = json.loads(node.value) if node.value in ("true", "false") or _is_plain(node.value) else None
        if native is not None:
            return native
    return {"@value": node.value, "@type": kind}


def _is_plain(number: str) -> bool:
    digits = number.removeprefix("-")
    return digits.isascii() and digits.isdigit() and (digits == "0" or digits[0] != "0") and len(digits) < 15


def _compact(iri: str) -> str:
    """Return a prefixed name where the rest is a plain word; a JSON-LD reader expands it with the context."""
    for prefix, stem in PREFIXES.items():
        local = iri.removeprefix(stem)
        if local != iri and local.replace("_", "").isalnum():
            return f"{prefix}:{local}"
    return iri


def _iri(node: Any) -> str:
    """Return the IRI of a node; the graph has no blank nodes."""
    return str(node.value)


def _dump(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()
