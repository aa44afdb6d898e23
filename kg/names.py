"""The IRIs of what the graph describes, each made from what the thing is and never from a counter or a clock."""

from __future__ import annotations

import functools
import hashlib
import re
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.vocab import DATA

LAYERS = ("text", "mentions", "claims", "provenance")
SHARED = ("terms", "mappings", "entities", "propositions", "asserted", "works", "run", "dataset", "vocabulary")


_UNRESERVED = re.compile(r"[A-Za-z0-9_.~-]*")


def encoded(part: object) -> str:
    """Return a part of a path as an IRI has it, percent-encoded; nearly all parts may stand as they are."""
    text = str(part)
    return text if _UNRESERVED.fullmatch(text) else quote(text, safe="", errors="surrogatepass")


class Names:
    """Mint IRIs under one base.

    >>> Names().sentence("PMC1", 10, 42).value
    'https://w3id.org/claimgraph/data/paper/PMC1/sentence/10-42'
    >>> Names("https://example.org/").paper("10.1000/a b").value
    'https://example.org/paper/10.1000%2Fa%20b'
    """

    def __init__(self, base: str = DATA) -> None:
        NamedNode(base)  # raises ValueError where the base is no IRI
        self.base = base if base.endswith(("/", "#")) else base + "/"

    def node(self, *parts: object) -> NamedNode:
        """Return the base followed by the percent-encoded parts."""
        return NamedNode(self.base + "/".join([encoded(part) for part in parts]))

    def graph(self, paper: str, layer: str) -> NamedNode:
        """Return the named graph of one layer of a paper; ``layer`` is one of `LAYERS`."""
        return self.node("graph", "paper", paper, layer)

    def shared(self, name: str) -> NamedNode:
        """Return a named graph that all papers share; ``name`` is one of `SHARED`."""
        return self.node("graph", name)

    def paper(self, paper: str) -> NamedNode:
        """Return the paper."""
        return self.node("paper", paper)

    def within(self, paper: str, *parts: object) -> NamedNode:
        """Return a part of a paper."""
        return self.node("paper", paper, *parts)

    def sentence(self, paper: str, start: int, end: int) -> NamedNode:
        """Return a sentence by its offsets."""
        return _stretch(self.base, paper, "sentence", start, end)

    def span(self, paper: str, start: int, end: int) -> NamedNode:
        """Return a run of text by its offsets; mentions and arguments that stand there share it."""
        return _stretch(self.base, paper, "span", start, end)

    def selector(self, paper: str, start: int, end: int) -> NamedNode:
        """Return what selects a run of text by its offsets."""
        return _stretch(self.base, paper, "selector", start, end)

    def claim(self, identifier: str) -> NamedNode:
        """Return a claim by `Claim.id`."""
        return self.node("claim", identifier)

    def relation(self, identifier: str) -> NamedNode:
        """Return a relation of a paper by `Claim.id`."""
        return self.node("relation", identifier)

    def risk(self, identifier: str) -> NamedNode:
        """Return a risk by `Risk.id`."""
        return self.node("risk", identifier)

    def proposition(self, key: str) -> NamedNode:
        """Return what claims of any paper state, by `Claim.key` or `Risk.key`."""
        return self.node("proposition", key)

    def phrase(self, key: str) -> NamedNode:
        """Return words that stand for no known term, by `Argument.key_in`."""
        return self.node("phrase", digest(key))

    def intervention(self, key: str) -> NamedNode:
        """Return a composed intervention by `Intervention.key`."""
        return self.node("intervention", digest(key))


# Half of all nodes are of these, each named some times over while its paper is described.
@functools.lru_cache(maxsize=1 << 12)
def _stretch(base: str, paper: str, name: str, start: int, end: int) -> NamedNode:
    return NamedNode(f"{base}paper/{encoded(paper)}/{name}/{start}-{end}")


def digest(*facts: object) -> str:
    """Return 20 hex digits that are the same for the same facts in the same order."""
    return hashlib.sha256("\x1f".join(map(str, facts)).encode("utf-8", "surrogatepass")).hexdigest()[:20]
