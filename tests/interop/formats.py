"""Have tools of others read every export and count what they found: `python formats.py GRAPH WORK`.

WORK/out gets the exports; WORK/npm/node_modules has N3.js and Comunica, WORK/kgx, WORK/frictionless and WORK/sssom are
environments of these tools, see ``run.sh``. What is missing is left out with a line that says so. Exit 1 where a count
differs or a tool finds an error.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import jena
import linked
from pyoxigraph import QuerySolutions, RdfFormat, Store
from table import Check, Missing, run

from kg.export import FOLDERS, FORMATS, export, export_folder
from kg.store import open_store

ENDINGS = {
    "nanopub": "nanopub.trig", "sssom": "sssom.tsv", "rdfxml": "rdf", "jsonld-claims": "claims.jsonld",
    "webannotation": "annotations.jsonld", "schemaorg": "schemaorg.jsonld", "node-link": "node-link.json",
}  # fmt: skip
RAPPER = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "nt": "ntriples", "rdfxml": "rdfxml", "nanopub": "trig"}
SERDI = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "nt": "ntriples", "nanopub": "trig"}
RDFLIB = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "nt": "nt", "rdfxml": "xml", "jsonld": "json-ld"}
Checks = Iterator[tuple[str, str, Check, int]]
HERE = Path(__file__).parent


def main(graph: str, work: str) -> int:
    store, folder = open_store(graph), Path(work)
    paths = {form: folder / "out" / f"graph.{ENDINGS.get(form, form)}" for form in FORMATS}
    for form, path in paths.items():
        _export(graph, form, path)
    wrong = 0
    print(f"{'format':17}{'tool':24}{'there':>12}{'here':>12}  verdict")
    for line in run(checks(store, paths, folder)):
        print(line, flush=True)
        wrong += not line.right
    return 1 if wrong else 0


def _export(graph: str, form: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if form in FOLDERS:
        export_folder(graph, form, path)
    else:
        with path.open("wb") as out:
            export(graph, form, out)


def checks(store: Store, paths: dict[str, Path], work: Path) -> Checks:
    counts = Counts(store)
    for form in ("nq", "trig", "ttl", "nt", "rdfxml", "jsonld", "nanopub"):
        yield from _rdf(form, paths[form], work, counts)
    yield from linked.checks(paths, counts)
    for form in ("graphml", "gexf", "node-link"):
        yield form, "networkx, edges", partial(_network, paths[form], form), counts.edges
    for name, here in counts.tables.items():
        yield f"parquet {name}", "pyarrow", partial(_parquet, paths["parquet"] / f"{name}.parquet"), here
    yield "csv", "frictionless", partial(_frictionless, work, paths["csv"]), sum(counts.tables.values())
    yield "sssom", "sssom", partial(_sssom, work, paths["sssom"]), counts.mappings
    for form, ending in (("kgx", "tsv"), ("kgx-jsonl", "jsonl")):
        yield form, "kgx validate, edges", partial(_kgx, work, paths[form], ending, "edges"), counts.statements
        yield form, "kgx validate, nodes", partial(_kgx, work, paths[form], ending, "nodes"), counts.nodes(paths[form])


def _rdf(form: str, path: Path, work: Path, counts: Counts) -> Checks:
    here = counts.rdf(form, path)
    if form in RAPPER:
        yield form, "rapper", partial(_rapper, RAPPER[form], path), here
    if form in SERDI:
        yield form, "serdi", partial(_serdi, SERDI[form], path), here
    if form in RDFLIB:
        yield form, "rdflib", partial(_rdflib, RDFLIB[form], path), here
    if form not in ("rdfxml", "jsonld"):
        yield form, "N3.js", partial(_node, "parse.mjs", work, path), here
    if form == "jsonld":
        yield form, "jsonld-streaming-parser", partial(_node, "parse_jsonld.mjs", work, path), here
    yield form, "Apache Jena", partial(jena.count, work / "jena", path), here


class Counts:
    """What the graph holds, asked of the store itself."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.quads = len(store)
        self.claimed = sum(self._count(f"?s a cg:{kind}") for kind in ("Claim", "Risk"))
        self.statements = self.claimed + self._count("?s a cg:PaperRelation")
        self.annotations = self._count("?s a oa:Annotation")
        self.mappings = self._count("?s a sssom:Mapping")
        self.edges = self._edges()
        self.tables = {name: self._rows(name) for name in ("papers", "claims", "risks", "effects", "mentions")}

    def rdf(self, form: str, path: Path) -> int:
        """Return the quads of a form that keeps graphs, the triples of their union for others."""
        if form == "nanopub":
            from pyoxigraph import parse

            return sum(1 for _ in parse(path=str(path), format=RdfFormat.TRIG))
        return self.quads if form in ("nq", "trig", "jsonld") else self._union()

    def nodes(self, folder: Path) -> int:
        """Return the number of different things that edges of KGX speak of, and the parts of treatments."""
        path = folder / "nodes.jsonl"
        lines = path if path.exists() else folder / "nodes.tsv"
        return len({line.split("\t")[0] for line in lines.read_text(encoding="utf-8").split("\n") if line}) - (
            lines.suffix == ".tsv"
        )

    def _union(self) -> int:
        return len({(quad.subject, quad.predicate, quad.object) for quad in self._store})

    def _count(self, pattern: str) -> int:
        return self._number(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?g {{ {pattern} }} }}")

    def _number(self, sparql: str) -> int:
        from kg.vocab import PREFIXES

        head = "".join(f"PREFIX {name}: <{stem}> " for name, stem in PREFIXES.items())
        found = self._store.query(head + sparql)
        assert isinstance(found, QuerySolutions)
        return int(next(iter(found))["n"].value)

    def _rows(self, name: str) -> int:
        from kg.query import query, rows

        found = query(self._store, name)
        assert isinstance(found, QuerySolutions)
        return sum(1 for _ in rows(found))

    def _edges(self) -> int:
        from kg.analysis import to_networkx

        return int(to_networkx(self._store).number_of_edges())


def said(*command: str | Path, **options: Any) -> str:
    """Return what a program says; raise `Missing` where it is not installed, and its words where it fails."""
    try:
        done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, **options)
    except FileNotFoundError as error:
        raise Missing(f"{command[0]} is not installed") from error
    if done.returncode:
        raise RuntimeError((done.stdout + done.stderr).strip()[-300:])
    return done.stdout + done.stderr


def _rapper(form: str, path: Path) -> int:
    text = said("rapper", "-i", form, "-c", path, "https://example.org/")
    if "rapper: Error" in text or "rapper: Warning" in text:
        raise RuntimeError(text)
    return int(re.findall(r"returned (\d+) triples", text)[-1])


def _serdi(form: str, path: Path) -> int:
    try:
        with subprocess.Popen(["serdi", "-i", form, "-o", "nquads", str(path)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            found = len({hash(line) for line in process.stdout})
        if process.returncode:
            raise RuntimeError(f"serdi ends with {process.returncode}")
        return found
    except FileNotFoundError as error:
        raise Missing("apt-get install serdi") from error


def _rdflib(form: str, path: Path) -> int:
    import rdflib

    # Memory grows with the graph: two gigabytes for a million quads.
    dataset = rdflib.Dataset(default_union=True) if form in ("nquads", "trig", "json-ld") else rdflib.Graph()
    with path.open("rb") as file:
        dataset.parse(file, format=form)
    if isinstance(dataset, rdflib.Dataset):
        return sum(len(graph) for graph in dataset.graphs())
    return len(dataset)


def _node(script: str, work: Path, path: Path) -> int:
    modules = (work / "npm" / "node_modules").resolve()
    if not modules.is_dir():
        raise Missing("npm could not install its packages")
    return int(said("node", HERE / script, path, env={"NODE_MODULES": str(modules), "PATH": "/usr/bin:/usr/local/bin"})
               .split()[-1])  # fmt: skip


def _network(path: Path, form: str) -> int:
    import networkx

    if form == "node-link":
        data = json.loads(path.read_text(encoding="utf-8"))
        return int(networkx.node_link_graph(data, edges="edges").number_of_edges())
    read: Callable[[Path], Any] = networkx.read_graphml if form == "graphml" else networkx.read_gexf
    return int(read(path).number_of_edges())


def _parquet(path: Path) -> int:
    from pyarrow import parquet

    return int(parquet.read_table(path).num_rows)


def _frictionless(work: Path, folder: Path) -> int:
    report = json.loads(said(_tool(work, "frictionless"), "validate", "--json", folder / "datapackage.json"))
    if not report["valid"]:
        raise RuntimeError(json.dumps(report["tasks"])[:300])
    return sum(int(task["stats"]["rows"]) for task in report["tasks"])


def _sssom(work: Path, path: Path) -> int:
    said(_tool(work, "sssom"), "validate", path)
    whole = said(_tool(work, "sssom"), "parse", path)
    table = [line for line in whole.splitlines() if "\t" in line and not line.startswith("#")]
    return len(table) - 1


def _kgx(work: Path, folder: Path, ending: str, what: str) -> int:
    python = _tool(work, "kgx").with_name("python")
    released = [str(path) for path in [work / "kgx" / "biolink-2"] if path.is_dir()]
    text = said(python, "-W", "ignore", HERE / "kgx_check.py", folder, ending, *released)
    return int(re.findall(rf"(\d+) {what}", text)[-1])


def _tool(work: Path, name: str) -> Path:
    path = work / name / "bin" / name
    if not path.exists():
        raise Missing(f"{name} could not be installed")
    return path


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
