"""KGX: nodes and edges with the names of the Biolink Model, as TSV or as JSON Lines.

Nodes have ids with prefixes that Biolink lists, since KGX takes any other for an error: what has none there, such as a
phrase, is named in Biolink's own. Its IRI stands in ``iri`` and, since KGX writes no ``iri`` as RDF, first in ``xref``.
KGX takes a longer list only from Python, as ``kgx.config.jsonld_context_map["biolink"]``; ``context.jsonld`` has it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from pyoxigraph import NamedNode, Store

from kg.export.biolink import aspect, association, fitting
from kg.export.facts import STATEMENTS, Page, local, pages
from kg.export.folders import writing
from kg.export.world import BIOLINK, World, bounds, effect_values, paper_ids
from kg.rdf.provenance import AGENT_TYPE, KNOWLEDGE_LEVEL
from kg.vocab import term

Row = dict[str, Any]
Columns = tuple[tuple[str, bool], ...]

# Columns in order; the second part tells lists, which TSV joins with a bar. Those that Biolink lacks begin with `cg_`.
NODE_COLUMNS = (
    ("id", False), ("category", True), ("name", False), ("description", False), ("synonym", True), ("xref", True),
    ("iri", False), ("cg_taxon", False), ("provided_by", True), ("cg_exact", True), ("cg_parts", True),
)  # fmt: skip
EDGE_COLUMNS = (
    ("id", False), ("category", True), ("subject", False), ("predicate", False), ("object", False),
    ("negated", False), ("qualified_predicate", False), ("object_aspect_qualifier", False),
    ("object_direction_qualifier", False),
    ("species_context_qualifier", False), ("disease_context_qualifier", False),
    ("anatomical_context_qualifier", True), ("population_context_qualifier", False),
    ("frequency_qualifier", False), ("severity_qualifier", False),
    ("original_subject", False), ("original_predicate", False), ("original_object", False),
    ("knowledge_level", False), ("agent_type", False), ("primary_knowledge_source", False), ("publications", True),
    ("has_evidence_of_type", True), ("supporting_text", True), ("effect_size", False), ("effect_type", False),
    ("p_value", False), ("cg_type", False), ("cg_predicate", False),
    ("cg_direction", False), ("cg_benefit", False), ("cg_certainty", False),
    ("cg_status", False), ("cg_setting", True), ("cg_design", True), ("cg_evidence_level", False),
    ("cg_evidence_rule", False), ("cg_sample_size", False), ("cg_study_count", False), ("cg_effects", False),
    ("cg_comparator", False), ("cg_comparator_text", False), ("cg_context", True), ("cg_context_text", True),
    ("cg_species", True), ("cg_disease", True), ("cg_population", True), ("cg_risk_kind", False),
    ("cg_associated_only", False), ("cg_mitigation", True), ("cg_mitigation_text", True), ("cg_agentless", False),
    ("cg_paper", False), ("cg_section", False), ("cg_sentence_start", False), ("cg_sentence_end", False),
    ("cg_subject_start", False), ("cg_subject_end", False), ("cg_object_start", False), ("cg_object_end", False),
    ("cg_cites", True), ("cg_proposition", False), ("cg_rule", False), ("cg_score", False),
)  # fmt: skip

# What Biolink calls the measures that it knows; the verbatim name stays in `cg_effects`.
EFFECT_TYPES = {
    "SMD": "standardized_mean_difference", "Hedges g": "hedges_g", "Cohen's d": "cohens_d", "OR": "odds_ratio",
    "RR": "relative_risk", "HR": "hazard_ratio", "r": "pearsons_r",
}  # fmt: skip
# Ours, and what Biolink has above them.
_WIDER = {"approvedFor": "biolink:treats", "limitedBy": "biolink:related_to"}
_CAUSAL = ("biolink:affects", "biolink:regulates")
_LITERALS = {
    "original_subject": "biolink:original_subject", "original_predicate": "biolink:original_predicate",
    "original_object": "biolink:original_object",
    "frequency_qualifier": "biolink:frequency_qualifier", "severity_qualifier": "biolink:severity_qualifier",
    "cg_evidence_rule": "cg:evidenceRule", "cg_comparator_text": "cg:comparatorText", "cg_rule": "cg:rule",
}  # fmt: skip
_LISTS = {"cg_context_text": "cg:contextText", "cg_mitigation_text": "cg:mitigationText"}
_WORDS = {
    "cg_direction": "cg:direction", "cg_certainty": "cg:certainty", "cg_status": "cg:status",
    "cg_evidence_level": "cg:evidenceLevel", "cg_risk_kind": "cg:riskKind",
}  # fmt: skip
_WORD_LISTS = {"cg_setting": "cg:setting", "cg_design": "cg:design"}
_TERMS = {
    "cg_species": "biolink:species_context_qualifier", "cg_disease": "biolink:disease_context_qualifier",
    "cg_population": "biolink:population_context_qualifier", "cg_context": "cg:context",
    "anatomical_context_qualifier": "biolink:anatomical_context_qualifier", "cg_mitigation": "cg:mitigation",
}  # fmt: skip
# Biolink takes one of these; where a claim has several, the first stands here and all in the list beside.
_SINGLE = {
    "species_context_qualifier": "cg_species", "disease_context_qualifier": "cg_disease",
    "population_context_qualifier": "cg_population",
}  # fmt: skip
_NUMBERS = {"cg_sample_size": "cg:sampleSize", "cg_study_count": "cg:studyCount"}
_FLAGS = {
    "negated": "biolink:negated", "cg_benefit": "cg:benefit", "cg_associated_only": "cg:associatedOnly",
}  # fmt: skip


def write_kgx_tsv(store: Store, folder: Path) -> None:
    """Write ``nodes.tsv`` and ``edges.tsv``: one edge a claim, risk or relation, read paper by paper."""
    _write(store, folder, "tsv", _tsv_head, _tsv_line)


def write_kgx_jsonl(store: Store, folder: Path) -> None:
    """Write ``nodes.jsonl`` and ``edges.jsonl``: the tables without empty cells, with flags and numbers of JSON."""
    _write(store, folder, "jsonl", lambda columns: "", lambda row, columns: json.dumps(row, ensure_ascii=False))


def _write(store: Store, folder: Path, ending: str, head: Callable[..., str], line: Callable[[Row, Any], str]) -> None:
    world = World(store)
    used: set[NamedNode] = set()
    with writing(folder / f"edges.{ending}") as out:
        _lines(out, head(EDGE_COLUMNS), (line(row, EDGE_COLUMNS) for row in edges(world, used)))
    with writing(folder / f"nodes.{ending}") as out:
        _lines(out, head(NODE_COLUMNS), (line(row, NODE_COLUMNS) for row in nodes(world, used)))
    with writing(folder / "context.jsonld") as out:
        out.write(json.dumps({"@context": world.prefixes()}, indent=1).encode() + b"\n")


def _lines(out: IO[bytes], head: str, lines: Iterable[str]) -> None:
    out.write(head.encode())
    for line in lines:
        out.write(line.encode() + b"\n")


def _tsv_head(columns: Columns) -> str:
    return "\t".join(name for name, _ in columns) + "\n"


def _tsv_line(row: Row, columns: Columns) -> str:
    return "\t".join(_cell(row.get(name, "")) for name, _ in columns)


def _cell(value: Any) -> str:
    """Write a cell; KGX reads cells without quotes and splits all at bars, so those within become other characters."""
    if isinstance(value, bool):
        return "true" if value else "false"
    parts = (str(one).replace("|", "/") for one in (value if isinstance(value, list) else [value]))
    return " ".join("|".join(parts).splitlines()).replace("\t", " ")


def edges(world: World, used: set[NamedNode]) -> Iterator[Row]:
    """Yield an edge for each claim, risk and relation, by paper; note the things that they use."""
    for page in pages(world.store):
        for statement in page.statements():
            yield _filled(_edge(world, page, statement, used), EDGE_COLUMNS)


def _edge(world: World, page: Page, node: NamedNode, used: set[NamedNode]) -> Row:
    facts = page.claims
    row: Row = {"id": world.curie(node), "category": []}
    # A limit of the evidence has no agent: the paper stands in, and says so.
    subject = facts.node(node, "biolink:subject") or page.paper
    thing = facts.node(node, "biolink:object") or page.paper
    row |= {
        "subject": _id(world, subject),
        **_relation(world, page, node, subject, thing),
        "object": _id(world, thing),
    }
    used |= {subject, thing}
    row["cg_agentless"] = facts.node(node, "biolink:subject") is None or ""
    row |= {column: facts.text(node, name) for column, name in _LITERALS.items()}
    row |= {column: text.split("|") for column, name in _LISTS.items() if (text := facts.text(node, name))}
    row |= {column: "|".join(map(world.word, facts.nodes(node, name))) for column, name in _WORDS.items()}
    row |= {column: list(map(world.word, facts.nodes(node, name))) for column, name in _WORD_LISTS.items()}
    row |= {column: int(number) for column, name in _NUMBERS.items() if (number := facts.text(node, name))}
    row |= {column: flag == "true" for column, name in _FLAGS.items() if (flag := facts.text(node, name))}
    for column, name in (*_TERMS.items(), ("cg_comparator", "cg:comparator")):
        found = facts.nodes(node, name)
        used |= set(found)
        row[column] = [_id(world, one) for one in found]
    row["cg_comparator"] = "|".join(row["cg_comparator"])
    row |= {column: row[several][0] for column, several in _SINGLE.items() if row[several]}
    row["cg_type"] = next(name for name, kind in STATEMENTS.items() if term(kind) in facts.nodes(node, "rdf:type"))
    row["cg_score"] = float(facts.text(node, "cg:score") or 0)
    return row | _place(world, page, node) | _effects(page, node)


def _relation(world: World, page: Page, node: NamedNode, subject: NamedNode, thing: NamedNode) -> Row:
    """Return class and predicate, and with a direction what Biolink reads it together with: "causes increased".

    A predicate whose domain or range an end does not fit gives way to the wider one, and stands beside it.
    """
    stated = page.claims.node(node, "biolink:predicate")
    assert stated is not None
    known = stated.value.startswith(BIOLINK)
    narrow = f"biolink:{stated.value.removeprefix(BIOLINK)}" if known else _WIDER[local(stated)]
    ends = _kinds(world, page, subject), _kinds(world, page, thing)
    predicate = fitting(narrow, *ends)
    ways = (world.vocabulary.text(way, "skos:altLabel") for way in page.claims.nodes(node, "cg:direction"))
    way = next(ways, "")
    causal = bool(way) and predicate in _CAUSAL
    return {
        "category": [association(predicate, *ends)],
        "predicate": predicate,
        "object_direction_qualifier": way,
        "qualified_predicate": "biolink:causes" if causal else "",
        "object_aspect_qualifier": aspect(page.claims.text(node, "biolink:original_object"), ends[1]) if causal else "",
        "cg_predicate": world.curie(stated) if predicate != narrow or not known else "",
    }


def _kinds(world: World, page: Page, node: NamedNode) -> list[str]:
    return ["biolink:Publication"] if node == page.paper else world.categories(node)


def _place(world: World, page: Page, node: NamedNode) -> Row:
    facts, sentence = page.claims, page.sentence(node)
    values = [*facts.nodes(node, "cg:setting"), *facts.nodes(node, "cg:status")]
    row: Row = {
        "knowledge_level": KNOWLEDGE_LEVEL,
        "agent_type": AGENT_TYPE,
        "publications": paper_ids(page) or [world.curie(page.paper)],
        "primary_knowledge_source": "infores:claimgraph",
        "has_evidence_of_type": sorted(world.curie(kind) for one in values if (kind := world.evidence(one))),
        "cg_paper": page.text.text(page.paper, "dcterms:identifier"),
        "cg_proposition": "".join(map(world.curie, facts.nodes(node, "cg:states"))),
    }
    if sentence is not None:
        row["supporting_text"] = [page.text.text(sentence, "nif:anchorOf")]
        row["cg_cites"] = list(map(local, page.text.nodes(sentence, "cito:cites")))
        row["cg_sentence_start"] = int(page.text.text(sentence, "nif:beginIndex"))
        row["cg_sentence_end"] = int(page.text.text(sentence, "nif:endIndex"))
        for part in page.text.nodes(sentence, "dcterms:isPartOf"):
            row["cg_section"] = page.text.text(part, "cg:role")
    for role in ("subject", "object"):
        for span in facts.nodes(node, f"cg:{role}Span"):
            row[f"cg_{role}_start"], row[f"cg_{role}_end"] = bounds(page, span)
    return row


def _effects(page: Page, node: NamedNode) -> Row:
    """Return all effects as JSON in one cell, and the first that has a value and a known measure in Biolink's words."""
    found = [effect_values(page, effect) for effect in page.claims.nodes(node, "cg:effect")]
    row: Row = {"cg_effects": json.dumps(found, ensure_ascii=False) if found else ""}
    for effect in found:
        if effect.get("measure") in EFFECT_TYPES and "value" in effect:
            row |= {"effect_size": float(effect["value"]), "effect_type": EFFECT_TYPES[effect["measure"]]}
            break
    # p < 0.001 is no value of p.
    exact = [effect["p"]["value"] for effect in found if "p" in effect and effect["p"].get("relation", "=") == "="]
    return row | ({"p_value": float(exact[0])} if exact else {})


def nodes(world: World, used: set[NamedNode]) -> Iterator[Row]:
    """Yield the things that edges use, and the parts of treatments, in the order of their IRIs."""
    parts = {part for node in used for part in _parts(world, node)}
    for node in sorted(used | parts, key=lambda node: node.value):
        yield _filled(_node(world, node), NODE_COLUMNS)


def _filled(row: Row, columns: Columns) -> Row:
    """Return the cells that hold something, in the order of the columns."""
    return {name: row[name] for name, _ in columns if row.get(name, "") not in ("", [])}


# Prefixes that the Biolink Model does not list.
_UNLISTED = ("claimgraph.", "CVCL:", "ISSN:", "PMC:")


def _id(world: World, node: NamedNode) -> str:
    """Return the id of a node: its own where Biolink lists the prefix; its own is an ``xref`` where not."""
    curie = world.curie(node)
    return f"biolink:{curie.replace(':', '.', 1)}" if curie.startswith(_UNLISTED) else curie


_SAME = ("skos:exactMatch", "skos:closeMatch")


def _node(world: World, node: NamedNode) -> Row:
    facts = world.facts(node)
    paper = bool(facts.nodes(node, "dcterms:hasVersion"))
    name = _id(world, node)
    own = [curie for curie in [world.curie(node)] if curie != name]
    if name.startswith("biolink:claimgraph."):
        own = [node.value, *own]
    return {
        "id": name,
        "category": ["biolink:Publication"] if paper else world.categories(node),
        "name": facts.text(node, "dcterms:title") or world.label(node),
        "description": facts.text(node, "skos:definition"),
        "synonym": facts.texts(node, "skos:altLabel"),
        "xref": [*own, *(world.curie(other) for verb in _SAME for other in facts.nodes(node, verb))],
        "cg_exact": list(map(world.curie, facts.nodes(node, "skos:exactMatch"))),
        "iri": node.value,
        "cg_taxon": "".join(map(world.curie, facts.nodes(node, "biolink:in_taxon")[:1])),
        "provided_by": list(map(local, facts.nodes(node, "rdfs:isDefinedBy"))),
        "cg_parts": [f"{role}={_id(world, part)}" for role, part in _roles(world, node)],
    }


def _roles(world: World, node: NamedNode) -> list[tuple[str, NamedNode]]:
    facts = world.facts(node)
    names = ("agent", "sourceCell", "sourceTissue", "vesicle", "cargo", "engineering", "route", "dose")
    return [(name, part) for name in names for part in facts.nodes(node, f"cg:{name}")]


def _parts(world: World, node: NamedNode) -> list[NamedNode]:
    return [part for _, part in _roles(world, node)]
