"""Make the next version of a graph out of merged parts: anew, or on top of the version before."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse, serialize

from extractors.pipeline import Failure
from kg.answers import keep_answers
from kg.folder import GraphFolder, write_atomically
from kg.merge import BATCH, Merge
from kg.names import SHARED, Names
from kg.parts import COUNTED
from kg.rdf import Run
from kg.rdf.provenance import dataset_quads, run_quads
from kg.rdf.sheet import Sheet
from kg.rdf.statements import Shared
from kg.rdf.terms import Knowledge, entity_quads, term_quads
from kg.search.make import FILE as SEARCH
from kg.search.make import write_search
from kg.store import Chain
from kg.texts import write_texts
from kg.vocab import VOCABULARY, term

_LABELS = ("skos:prefLabel", "skos:altLabel")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Hold what a new version is made of."""

    folder: GraphFolder
    merge: Merge
    run: Run
    names: Names
    knowledge: Knowledge

    def publish(self, before: Path | None) -> dict[str, int]:
        """Make a version, on top of the one ``before`` where there is one, and let it be the current one.

        Return the counts of the whole graph.
        """
        target = self.folder.new_version()
        write_texts(target, self.merge.texts(), before)
        store = self._store(target, before)
        store.bulk_load(input=Chain(self._pieces()), format=RdfFormat.N_QUADS)  # type: ignore[arg-type]
        counts = self._describe(store, self._counts(before), before)
        # One sorted file an index: loading leaves several that overlap, and every look-up would search them all. Not
        # after adding, where it would write the whole store again; the store itself joins files as they become many.
        if before is None:
            store.optimize()
            # After adding both are made when first asked for instead: they would be made whole for a few papers.
            write_search(store, self.names.base, target / SEARCH)
            keep_answers(store, target)
        del store
        self._write_facts(target, counts, before)
        self.folder.publish(target)
        return counts

    def _store(self, target: Path, before: Path | None) -> Store:
        """Return the store to load into: empty, or with all that was there but what is described anew."""
        path = str(target / "store")
        if before is None:
            return Store(path)
        # A backup links the files of tables, which never change, and copies only the small rest.
        Store.read_only(str(before / "store")).backup(path)
        store = Store(path)
        store.remove_graph(self.names.shared("dataset"))
        known = [earlier for shared in self.merge.entities() for earlier in self._take_out(shared, store)]
        for shared in known:
            self.merge.recall(shared)
        return store

    def _take_out(self, shared: Shared, store: Store) -> Iterator[Shared]:
        """Take the labels of entities out of a store and yield the wordings that they were: the shortest one leads."""
        for key, kind, _ in sorted(shared.phrases):
            for words in self._unlabel(store, self.names.phrase(key)):
                yield Shared(phrases={(key, kind, words)})
        for key, _, parts in sorted(shared.interventions):
            for words in self._unlabel(store, self.names.intervention(key)):
                yield Shared(interventions={(key, words, parts)})

    def _unlabel(self, store: Store, node: NamedNode) -> list[str]:
        graph = self.names.shared("entities")
        found = [quad for label in _LABELS for quad in store.quads_for_pattern(node, term(label), None, graph)]
        for quad in found:
            store.remove(quad)
        return [getattr(quad.object, "value", "") for quad in found]

    def _pieces(self) -> Iterator[bytes]:
        made = itertools.chain(
            term_quads(self.merge.terms, self.knowledge, self.names),
            (entity_quads(shared, self.names) for shared in self.merge.entities()),
            [run_quads(self.run, self.knowledge.releases(), self.names)],
        )
        return itertools.chain(self.merge.quads(), _written(made), [_vocabulary(self.names)])

    def _counts(self, before: Path | None) -> Counter[str]:
        counts = Counter({**dict.fromkeys(COUNTED, 0), **self.merge.total("counts")})
        counts["failures"] = len(self.merge.failures)
        if before is not None:
            counts.update(_facts_of(before)["counts"])
        return counts

    def _describe(self, store: Store, counts: Counter[str], before: Path | None) -> dict[str, int]:
        """Add the description of the whole to a store; its partitions leave out the description itself."""
        held = {name: Counter(self.merge.total(name)) for name in ("classes", "properties")}
        if before is not None:
            earlier = Store.read_only(str(before / "store"))
            for name, total in _described(earlier, self.names).items():
                held[name] += total
            for name, total in _count_shared(earlier, self.names).items():
                held[name] -= total
        for name, total in _count_shared(store, self.names).items():
            held[name] += total
        counts["quads"] = len(store)
        about = held["classes"], held["properties"], self.names
        own = len(dataset_quads(self.run, counts, *about).lines)
        told = {**counts, "quads": counts["quads"] + own}
        store.extend(dataset_quads(self.run, told, *about))
        store.flush()
        return told

    def _write_facts(self, target: Path, counts: dict[str, int], before: Path | None) -> None:
        facts = {
            "version": self.run.version,
            "config": self.run.config,
            "base": self.names.base,
            "stages": list(self.run.stages),
            "at": self.run.at,
            "counts": dict(sorted(counts.items())),
            "releases": [asdict(release) for release in self.knowledge.releases()],
        }
        earlier = (before / "failures.jsonl").read_text(encoding="utf-8") if before is not None else ""
        write_atomically(target / "build.json", json.dumps(facts, indent=1, ensure_ascii=False) + "\n")
        write_atomically(target / "failures.jsonl", earlier + json_lines(self.merge.failures))


def json_lines(failures: Iterable[Failure]) -> str:
    """Return failures as the lines of ``failures.jsonl``."""
    return "".join(json.dumps(asdict(failure), ensure_ascii=False) + "\n" for failure in failures)


def _facts_of(version: Path) -> dict[str, dict[str, int]]:
    facts: dict[str, dict[str, int]] = json.loads((version / "build.json").read_text(encoding="utf-8"))
    return facts


def _written(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    left = (line for sheet in sheets for line in sheet.lines)
    while batch := list(itertools.islice(left, BATCH)):
        yield "".join(batch).encode()


def _vocabulary(names: Names) -> bytes:
    graph, triples = names.shared("vocabulary"), parse(path=str(VOCABULARY), format=RdfFormat.TURTLE)
    quads = (Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def _count_shared(store: Store, names: Names) -> dict[str, Counter[str]]:
    """Count classes and properties in the graphs that papers share, but for the description of the whole."""
    classes, properties = Counter[str](), Counter[str]()
    for graph in SHARED:
        if graph == "dataset":
            continue
        for quad in store.quads_for_pattern(None, None, None, names.shared(graph)):
            properties[quad.predicate.value] += 1
            if quad.predicate == term("rdf:type"):
                classes[getattr(quad.object, "value", "")] += 1
    return {"classes": classes, "properties": properties}


def _described(store: Store, names: Names) -> dict[str, Counter[str]]:
    """Read the partitions that the description of a graph states."""
    found = {}
    for name, kind, measure in (("classes", "class", "void:entities"), ("properties", "property", "void:triples")):
        totals: Counter[str] = Counter()
        for quad in store.quads_for_pattern(None, term(f"void:{kind}"), None, names.shared("dataset")):
            (number,) = store.quads_for_pattern(quad.subject, term(measure), None, names.shared("dataset"))
            totals[getattr(quad.object, "value", "")] = int(getattr(number.object, "value", "0"))
        found[name] = totals
    return found
