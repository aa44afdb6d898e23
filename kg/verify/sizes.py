"""How many triples a mention and a claim take: the graph is to stay small, and this tells whether it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Store

from kg.export.facts import Facts, pages, stems
from kg.vocab import term

# What a claim or risk is to take at most, apart from its effects.
MOST = 35


@dataclass(slots=True)
class Size:
    """Count the things of one sort, and their triples."""

    what: str
    things: int = 0
    triples: int = 0
    largest: int = 0
    above: int = 0

    def add(self, triples: int, things: int = 1) -> None:
        """Count things with so many triples in all; the largest is known where they come one by one."""
        self.things, self.triples = self.things + things, self.triples + triples
        if things == 1:
            self.largest, self.above = max(self.largest, triples), self.above + (triples > MOST)

    def __str__(self) -> str:
        mean = self.triples / self.things if self.things else 0.0
        return f"{self.what}: {mean:.1f} triples"


@dataclass(slots=True)
class Sizes:
    """Hold the sizes of a graph.

    A mention counts with its span and its selector, those that several share once; an effect with its statistics, and
    apart from the claim that it stands in.
    """

    mentions: Size = field(default_factory=lambda: Size("mention, with its parts"))
    statements: Size = field(default_factory=lambda: Size("claim or risk, without effects"))
    effects: Size = field(default_factory=lambda: Size("effect, with its statistics"))

    def notes(self) -> tuple[str, ...]:
        """Return them in words."""
        most = f"at most {self.statements.largest}, {self.statements.above} above {MOST}"
        return str(self.mentions), f"{self.statements}, {most}", str(self.effects)


def sizes(store: Store) -> Sizes:
    """Measure the mentions, the claims and risks, and the effects of a graph."""
    found = Sizes()
    for stem in stems(store):
        found.mentions.add(*_of_mentions(store, stem))
    for page in pages(store):
        for node in page.statements():
            found.statements.add(_size(page.claims, node))
        for effect in page.claims.of_class("cg:Effect"):
            statistics = page.claims.nodes(effect, "cg:statistic")
            found.effects.add(sum(_size(page.claims, node) for node in (effect, *statistics)))
    return found


def _size(facts: Facts, node: NamedNode) -> int:
    return sum(1 for _ in facts.about(node))


def _of_mentions(store: Store, stem: str) -> tuple[int, int]:
    """Return how many triples the mentions of a paper take and how many there are."""
    size: Counter[NamedNode] = Counter()
    parts: dict[NamedNode, set[NamedNode]] = {}
    mentions = set()
    for quad in store.quads_for_pattern(None, None, None, NamedNode(f"{stem}mentions")):
        subject, thing = quad.subject, quad.object
        assert isinstance(subject, NamedNode)
        size[subject] += 1
        if quad.predicate == term("oa:motivatedBy"):
            mentions.add(subject)
        elif quad.predicate in (term("oa:hasTarget"), term("oa:hasSelector")) and isinstance(thing, NamedNode):
            parts.setdefault(subject, set()).add(thing)
    spans = _parts(mentions, parts)
    return sum(size[node] for node in mentions | spans | _parts(spans, parts)), len(mentions)


def _parts(nodes: Iterable[NamedNode], parts: dict[NamedNode, set[NamedNode]]) -> set[NamedNode]:
    return {part for node in nodes for part in parts.get(node, ())}
