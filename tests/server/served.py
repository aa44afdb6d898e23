"""A small graph written by hand, and a running server over one."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse

from kg.folder import GraphFolder
from kg.texts import pack, write_texts

BASE = "https://w3id.org/claimgraph/data/"
CLAIM = BASE + "claim/c1"
TRIG = f"""
PREFIX : <{BASE}>
PREFIX cg: <https://w3id.org/claimgraph/vocab#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX obo: <http://purl.obolibrary.org/obo/>
<{BASE}graph/paper/one/text> {{
  <{BASE}paper/10.1000%2Fone> a <http://purl.org/spar/fabio/Article> ; dcterms:title "<script>alert(1)</script>" .
}}
<{BASE}graph/paper/one/claims> {{
  <{CLAIM}> a cg:Claim ; biolink:object obo:MONDO_0007254 ; cg:effect <{CLAIM}/effect/1> .
  <{CLAIM}/effect/1> biolink:effect_size "-4.79" .
}}
<{BASE}graph/terms> {{ obo:MONDO_0007254 skos:prefLabel "breast cancer" . }}
<{BASE}graph/dataset> {{ <{BASE}dataset> a void:Dataset ; void:triples 7 . }}
<urn:g1> {{ <urn:s> <urn:p> "one" . }}
<urn:g2> {{ <urn:s> <urn:p> "two" . }}
"""
TEXT = "MSC-EVs reduced the viability of breast cancer cells."


def publish(folder: Path, trig: str = TRIG, *, runs: int = 1) -> None:
    """Write the next version of a graph from TriG."""
    graph = GraphFolder(folder)
    target = graph.new_version()
    quads = list(parse(trig, RdfFormat.TRIG))
    write_texts(target, [("ab" * 32, pack(TEXT))])
    store = Store(str(target / "store"))
    store.bulk_extend(quads)
    store.flush()
    del store
    facts = {"base": BASE, "counts": {"papers": 1, "quads": len(quads)}, "runs": runs}
    (target / "build.json").write_text(json.dumps(facts), encoding="utf-8")
    (target / "failures.jsonl").write_text("", encoding="utf-8")
    graph.publish(target)


@dataclass(frozen=True)
class Running:
    """Hold a running `kg serve`."""

    url: str
    process: subprocess.Popen[str]
