"""SSSOM TSV: the mappings between vocabularies that this graph used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from pyoxigraph import NamedNode, Store

from kg.export.facts import Facts, local, shared_facts
from kg.export.world import World, own_stem
from kg.vocab import PREFIXES
from ontologies.curie import PREFIXES as TERM_PREFIXES
from ontologies.curie import Curie

COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification",
    "mapping_source", "subject_source", "object_source", "comment",
)  # fmt: skip


def write_sssom(store: Store, out: IO[bytes]) -> None:
    """Write the mappings in the order of their ids, with the metadata that SSSOM wants in the head."""
    world, facts = World(store), shared_facts(store, "mappings")
    rows = sorted(_row(world, facts, node) for node in facts.of_class("sssom:Mapping"))
    for line in _head(own_stem(store), rows):
        out.write(f"#{line}\n".encode())
    out.write(("\t".join(COLUMNS) + "\n").encode())
    for row in rows:
        out.write(("\t".join(" ".join(cell.split()) for cell in row) + "\n").encode())


def _head(stem: str, rows: list[tuple[str, ...]]) -> Iterator[str]:
    used = {row[place].partition(":")[0] for row in rows for place in (0, 3)} & set(TERM_PREFIXES)
    stems = {name: TERM_PREFIXES[name] for name in used} | {name: PREFIXES[name] for name in ("semapv", "skos")}
    yield "curie_map:"
    for name, iri in sorted({**stems, "cgrelease": f"{stem}release/"}.items()):
        yield f'  {name}: "{iri}"'
    yield f'mapping_set_id: "{stem}mappings"'
    yield 'mapping_set_title: "Mappings used by a claimgraph"'
    # Each source has terms of its own, which the releases in the graph name.
    yield 'license: "https://w3id.org/sssom/license/unspecified"'
    yield 'mapping_tool: "claimgraph"'


def _row(world: World, facts: Facts, node: NamedNode) -> tuple[str, ...]:
    ends = [facts.nodes(node, f"owl:annotated{end}")[0] for end in ("Source", "Target")]
    relation = facts.text(node, "owl:annotatedProperty").rsplit("#", 1)[-1]
    reason = facts.text(node, "sssom:mapping_justification").rsplit("/", 1)[-1]
    source = facts.node(node, "sssom:mapping_source")
    return (
        _id(ends[0]), world.label(ends[0]), f"skos:{relation}", _id(ends[1]), world.label(ends[1]),
        f"semapv:{reason or 'UnspecifiedMatching'}", f"cgrelease:{local(source)}" if source else "",
        *(_release(world, end) for end in ends), facts.text(node, "cg:rule"),
    )  # fmt: skip


def _id(node: NamedNode) -> str:
    """Return an id with a colon, also for those that their owner writes with an underscore."""
    curie = Curie.from_iri(node.value)
    return f"{curie.prefix}:{curie.identifier}" if curie else node.value


def _release(world: World, node: NamedNode) -> str:
    release = world.facts(node).node(node, "rdfs:isDefinedBy")
    return f"cgrelease:{local(release)}" if release else ""
