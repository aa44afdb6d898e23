"""Our shapes as SPARQL: the constraints of `shapes.ttl` over a store of any size, without a copy of it in memory."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rdflib
from rdflib.collection import Collection

from kg.vocab import SHAPES, VOCABULARY

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
# Said of a shape or a property rather than asked of a node.
_SILENT = {rdflib.RDF.type, SH.path, SH.property, SH.targetClass, SH.targetSubjectsOf, SH.name, SH.description}


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """Hold one constraint as a query for what breaks it: ``?f`` is the node, ``?v`` the value where there is one."""

    shape: str
    path: str
    kind: str
    sparql: str


class UnknownConstraintError(ValueError):
    """Report a part of SHACL that is not translated: it must not be left out without a word."""


def constraints(shapes: Path = SHAPES) -> tuple[Constraint, ...]:
    """Return the constraints of a file of shapes, in the order of shape, path and kind.

    Each query reads the nodes and the values as a whole and takes one from the other: a look-up for each node would
    take ten times as long. Raise `UnknownConstraintError` for what is not translated.
    """
    graph = rdflib.Graph().parse(str(shapes), format="turtle")
    return tuple(sorted(_Compiler(graph).compile(), key=lambda one: (one.shape, one.path, one.kind, one.sparql)))


class _Compiler:
    """Turn the shapes of one graph into queries."""

    def __init__(self, graph: rdflib.Graph) -> None:
        # rdflib's nodes have an order and a form in SPARQL that its types do not tell of.
        self.graph: Any = graph
        self.words: Any = rdflib.Graph().parse(str(VOCABULARY), format="turtle")

    def compile(self) -> Iterator[Constraint]:
        shapes = sorted(set(self.graph.subjects(rdflib.RDF.type, SH.NodeShape)))
        for shape in shapes:
            for focus in self._foci(shape):
                yield from self._node(shape, focus)

    def _foci(self, shape: Any) -> Iterator[str]:
        """Yield patterns for the nodes that a shape is asked of: its targets, and what other shapes lead to it."""
        yield from self._targets(shape, "?f")
        # Those of its classes are asked already.
        own = " ".join(self._without("?f", kind) for kind in sorted(self.graph.objects(shape, SH.targetClass)))
        for inner in sorted(self.graph.subjects(SH.node, shape)):
            path = self._path(self.graph.value(inner, SH.path))
            for parent in self.graph.subjects(SH.property, inner):
                for before in self._targets(parent, "?from"):
                    yield f"{before} ?from {path} ?f . {own}"

    def _targets(self, shape: Any, node: str) -> Iterator[str]:
        for kind in sorted(self.graph.objects(shape, SH.targetClass)):
            yield from (f"{node} a {one} ." for one in self._kinds(kind))
        for path in sorted(self.graph.objects(shape, SH.targetSubjectsOf)):
            yield f"{node} {path.n3()} ?any ."

    def _kinds(self, kind: Any) -> list[str]:
        """Return a class and ours below it: the only ones that a graph has besides those of the shapes."""
        return [one.n3() for one in sorted(self.words.transitive_subjects(rdflib.RDFS.subClassOf, kind))]

    def _without(self, node: str, kind: Any) -> str:
        return " ".join(f"MINUS {{ {node} a {one} }}" for one in self._kinds(kind))

    def _node(self, shape: Any, focus: str) -> Iterator[Constraint]:
        name = str(shape).rsplit("#", 1)[-1]
        for kind, value in self.graph.predicate_objects(shape):
            if kind == SH["class"]:
                query = f"SELECT DISTINCT ?f {{ {focus} {self._without('?f', value)} }}"
                yield Constraint(shape=name, path="", kind="class", sparql=query)
            elif kind == SH["or"]:
                broken = [self._broken(option) for option in Collection(self.graph, value)]
                query = f"SELECT ?f {{ {focus} {' '.join(broken)} }}"
                yield Constraint(shape=name, path="", kind="or", sparql=query)
            elif kind not in _SILENT:
                raise UnknownConstraintError(f"the shape {name} has {kind}, which is not translated")
        for inner in self.graph.objects(shape, SH.property):
            yield from self._property(name, focus, inner)

    def _broken(self, option: Any) -> str:
        """Return the part of a pattern that keeps the nodes which break one option of a choice.

        Options are properties that must be there, with values of a type where one is named: all choices in our
        shapes are of this form.
        """
        inner = self.graph.value(option, SH.property)
        asked = set(self.graph.predicates(inner))
        if (
            inner is None
            or self.graph.value(inner, SH.minCount) is None
            or not asked <= {SH.path, SH.minCount, SH.datatype}
        ):
            raise UnknownConstraintError("a choice between nodes is translated only for properties that must be there")
        path, datatype = self._path(self.graph.value(inner, SH.path)), self.graph.value(inner, SH.datatype)
        test = f" FILTER (DATATYPE(?w) = {datatype.n3()})" if datatype is not None else ""
        return f"MINUS {{ SELECT ?f {{ ?f {path} ?w{test} }} }}"

    def _property(self, name: str, focus: str, inner: Any) -> Iterator[Constraint]:
        path = self._path(self.graph.value(inner, SH.path))
        for kind, value in self.graph.predicate_objects(inner):
            if kind not in _SILENT and kind != SH.node:
                word = str(kind).rsplit("#", 1)[-1]
                yield Constraint(shape=name, path=path, kind=word, sparql=self._query(focus, path, kind, value))

    def _query(self, focus: str, path: str, kind: Any, value: Any) -> str:
        if kind == SH.minCount and int(value) == 1:
            return _lacks(focus, f"?f {path} ?w")
        if kind == SH.maxCount:
            many = f"SELECT ?f {{ ?f {path} ?w }} GROUP BY ?f HAVING (COUNT(DISTINCT ?w) > {int(value)})"
            return f"SELECT DISTINCT ?f {{ {{ {many} }} {focus} }}"
        if kind == SH["class"]:
            other = f"SELECT ?f ?v {{ ?f {path} ?v {self._without('?v', value)} }}"
            return f"SELECT DISTINCT ?f ?v {{ {{ {other} }} {focus} }}"
        if kind in (SH.lessThan, SH.lessThanOrEquals):
            sign = "<" if kind == SH.lessThan else "<="
            return f"SELECT DISTINCT ?f ?v {{ {focus} ?f {path} ?v . ?f {value.n3()} ?w . FILTER (!(?v {sign} ?w)) }}"
        test = self._test(kind, value)
        return f"SELECT DISTINCT ?f ?v {{ {{ SELECT ?f ?v {{ ?f {path} ?v FILTER (!({test})) }} }} {focus} }}"

    def _test(self, kind: Any, value: Any) -> str:
        """Return what must hold of a value."""
        simple = {
            SH.datatype: lambda: f"isLiteral(?v) && DATATYPE(?v) = {value.n3()}",
            SH.pattern: lambda: f"REGEX(STR(?v), {value.n3()})",
            SH.minInclusive: lambda: f"COALESCE(?v >= {value}, false)",
            SH.maxInclusive: lambda: f"COALESCE(?v <= {value}, false)",
            SH["in"]: lambda: f"?v IN ({', '.join(one.n3() for one in Collection(self.graph, value))})",
        }
        if kind == SH.nodeKind and value == SH.IRI:
            return "isIRI(?v)"
        if kind == SH["or"]:
            return " || ".join(f"({self._option(option)})" for option in Collection(self.graph, value))
        if kind not in simple:
            raise UnknownConstraintError(f"{kind} is not translated")
        return simple[kind]()

    def _option(self, option: Any) -> str:
        return " && ".join(self._test(kind, value) for kind, value in self.graph.predicate_objects(option))

    def _path(self, path: Any) -> str:
        choice = self.graph.value(path, SH.alternativePath)
        if choice is not None:
            return "(" + "|".join(one.n3() for one in Collection(self.graph, choice)) + ")"
        if not isinstance(path, rdflib.URIRef):
            raise UnknownConstraintError(f"the path {path} is not translated")
        return path.n3()


def _lacks(focus: str, pattern: str) -> str:
    return f"SELECT DISTINCT ?f {{ {focus} MINUS {{ {pattern} }} }}"


@functools.cache
def shipped() -> tuple[Constraint, ...]:
    """Return the constraints of the shapes that are packaged.

    >>> {one.kind for one in shipped() if one.shape == "Selector"} >= {"minCount", "lessThanOrEquals"}
    True
    """
    return constraints()
