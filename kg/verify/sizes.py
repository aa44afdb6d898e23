"""How many triples a mention and a claim take: the graph is to stay small, and this tells whether it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Store

from kg.export.facts import Page, pages, stems
from kg.vocab import term


def sizes(store: Store) -> Iterator[tuple[str, int, float]]:
    """Yield what is counted, how many there are, and how many triples each takes on average with its parts.

    Parts are the span and the selector of a mention, the effects and statistics of a claim or risk. What several
    mentions share counts once.
    """
    for what, counts in (("mention", _of_mentions(store)), ("claim or risk", _of_claims(store))):
        triples = things = 0
        for more, of in counts:
            triples, things = triples + more, things + of
        yield what, things, triples / things if things else 0.0


def _of_mentions(store: Store) -> Iterator[tuple[int, int]]:
    """Yield, by paper, how many triples its mentions take and how many there are."""
    for stem in stems(store):
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
        yield sum(size[node] for node in mentions | spans | _parts(spans, parts)), len(mentions)


def _parts(nodes: Iterable[NamedNode], parts: dict[NamedNode, set[NamedNode]]) -> set[NamedNode]:
    return {part for node in nodes for part in parts.get(node, ())}


def _of_claims(store: Store) -> Iterator[tuple[int, int]]:
    """Yield, by paper, how many triples its claims and risks take and how many there are."""
    for page in pages(store):
        statements = page.statements()
        yield sum(_size(page, node) for node in statements), len(statements)


def _size(page: Page, node: NamedNode) -> int:
    parts = [*page.claims.nodes(node, "cg:effect"), *page.claims.nodes(node, "cg:statistic")]
    return len(list(page.claims.about(node))) + sum(_size(page, part) for part in parts)
