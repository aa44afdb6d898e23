"""What the exports that speak of papers share: the graphs of one paper at a time, by subject and property."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.export.order import graphs
from kg.vocab import term

Node = NamedNode | Literal
# What the claims layer states, by the word for it in tables.
STATEMENTS = {"claim": "cg:Claim", "risk": "cg:Risk", "relation": "cg:PaperRelation"}
_LAYERS = ("claims", "mentions", "provenance", "text")


class Facts:
    """Hold quads by subject and property; objects are in order, so that whoever writes them needs not sort."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._held: dict[NamedNode, dict[str, list[Node]]] = {}
        for quad in sorted(set(quads), key=lambda quad: str(quad.object)):
            assert isinstance(quad.subject, NamedNode)
            assert isinstance(quad.object, NamedNode | Literal)
            self._held.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)

    def all(self, node: NamedNode, name: str) -> list[Node]:
        """Return the objects of a property, which is given by its prefixed name."""
        return self._held.get(node, {}).get(term(name).value, [])

    def nodes(self, node: NamedNode, name: str) -> list[NamedNode]:
        """Return those objects that are no literals."""
        return [thing for thing in self.all(node, name) if isinstance(thing, NamedNode)]

    def texts(self, node: NamedNode, name: str) -> list[str]:
        """Return the values of the objects."""
        return [thing.value for thing in self.all(node, name)]

    def text(self, node: NamedNode, name: str) -> str:
        """Return the value of the first object, or nothing."""
        return next(iter(self.texts(node, name)), "")

    def node(self, node: NamedNode, name: str) -> NamedNode | None:
        """Return the first object that is no literal, if there is one."""
        return next(iter(self.nodes(node, name)), None)

    def of_class(self, name: str) -> list[NamedNode]:
        """Return the things of a class in the order of their IRIs."""
        wanted = term(name)
        found = (node for node, facts in self._held.items() if wanted in facts.get(term("rdf:type").value, []))
        return sorted(found, key=lambda node: node.value)

    def about(self, node: NamedNode) -> Iterator[tuple[NamedNode, NamedNode, Node]]:
        """Yield the triples of a subject by property and object."""
        for name, things in sorted(self._held.get(node, {}).items()):
            for thing in things:
                yield node, NamedNode(name), thing

    def __contains__(self, node: NamedNode) -> bool:
        return node in self._held


@dataclass(frozen=True, slots=True)
class Page:
    """Hold the graphs of one paper: its text layer and its claims with their parts; its mentions are read on demand."""

    store: Store
    stem: str
    paper: NamedNode
    text: Facts
    claims: Facts

    def span(self, node: NamedNode) -> Facts:
        """Read a span and its selector: a few of the many quads of the mentions."""
        graph = NamedNode(self.stem + "mentions")
        quads = list(self.store.quads_for_pattern(node, None, None, graph))
        for selector in [quad.object for quad in quads if quad.predicate == term("oa:hasSelector")]:
            quads += self.store.quads_for_pattern(selector, None, None, graph)  # type: ignore[arg-type]
        return Facts(quads)

    def mentions(self) -> Facts:
        """Read the mentions, which are most of the quads."""
        return layer_facts(self.store, self.stem, "mentions")

    def statements(self, *kinds: str) -> list[NamedNode]:
        """Return the claims, then the risks and the relations of the paper, or those of some kinds, each by IRI."""
        return [node for kind in kinds or STATEMENTS for node in self.claims.of_class(STATEMENTS[kind])]

    def sentence(self, statement: NamedNode) -> NamedNode | None:
        """Return the sentence that a claim or risk stands in."""
        return self.claims.node(statement, "prov:wasDerivedFrom")


def layer_facts(store: Store, stem: str, layer: str) -> Facts:
    """Read one graph of a paper by the part of its IRI before the layer's name."""
    return Facts(store.quads_for_pattern(None, None, None, NamedNode(stem + layer)))


def pages(store: Store) -> Iterator[Page]:
    """Yield the papers in the order of their IRIs; only one is held in memory at a time."""
    for stem in stems(store):
        text = layer_facts(store, stem, "text")
        for paper in text.of_class("fabio:Expression"):
            yield Page(store, stem, paper, text, layer_facts(store, stem, "claims"))


def stems(store: Store) -> list[str]:
    """Return what the IRIs of each paper's graphs begin with, in order."""
    found = (graph.value.rpartition("/") for graph in graphs(store) if "/graph/paper/" in graph.value)
    return sorted({head + slash for head, slash, layer in found if layer in _LAYERS})


def shared_facts(store: Store, name: str) -> Facts:
    """Read a graph that all papers share, by the last part of its IRI; it is held in memory as a whole."""
    return Facts(store.quads_for_pattern(None, None, None, _shared(store, name)))


def shared_triples(store: Store, name: str) -> Iterator[tuple[NamedNode, NamedNode, Node]]:
    """Yield the triples of such a graph one after the other."""
    for quad in store.quads_for_pattern(None, None, None, _shared(store, name)):
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode | Literal)
        yield quad.subject, quad.predicate, quad.object


def _shared(store: Store, name: str) -> NamedNode:
    """Return the graph of that name; one that is not there, and so empty, where the store has none."""
    wanted = f"/graph/{name}"
    found = (graph for graph in graphs(store) if graph.value.endswith(wanted) and "/graph/paper/" not in graph.value)
    return next(found, NamedNode(f"urn:none:{name}"))


def find_facts(store: Store, node: NamedNode) -> Facts:
    """Read all that any graph says of a thing."""
    return Facts(store.quads_for_pattern(node, None, None, None))


def local(node: NamedNode) -> str:
    """Return the last part of an IRI.

    >>> local(NamedNode("https://example.org/claim/1a"))
    '1a'
    """
    return node.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
