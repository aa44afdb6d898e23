"""Other ways to say the names of cells, body parts and processes, the nearest first."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.linking.adjectives import nouns
from ontologies.term import Kind

# What names in the ontologies have behind the words that papers use alone.
_COMPLETIONS: dict[Kind, tuple[str, ...]] = {
    Kind.CELL_TYPE: ("cell", "neuron"),
    Kind.ANATOMY: ("tissue", "region", "gland", "element"),
    Kind.PROCESS: ("pathway", "process", "activity", "signaling pathway"),
}
_LEFT_OUT = {Kind.CELL_TYPE: (" cells", " cell"), Kind.ANATOMY: (" tissues", " tissue"), Kind.PROCESS: (" process",)}


def spellings(text: str, kind: Kind) -> Iterator[tuple[str, str]]:
    """Yield other spellings of a name and the rule of each.

    >>> [name for name, rule in spellings("osteoblast cells", Kind.CELL_TYPE) if rule == "shorter"]
    ['osteoblast']
    """
    yield from ((text.removesuffix(end), "shorter") for end in _LEFT_OUT.get(kind, ()) if text.endswith(end))
    if text.endswith("ia"):
        yield text.removesuffix("ia") + "ium", "singular"
    yield from ((f"{text} {word}", "completed") for word in _COMPLETIONS.get(kind, ()))
    yield from ((noun, "adjective") for noun in nouns(text))
