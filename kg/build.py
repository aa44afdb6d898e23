"""Build a graph: shards, workers, parts, one load, one swap."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import Quad, RdfFormat, Store, parse

from extractors.pipeline import Failure
from kg.errors import AllFailedError, NoInputError
from kg.folder import GraphFolder, write_atomically
from kg.names import SHARED, Names
from kg.parts import COUNTED, PaperEntry, Part, is_finished, read_part, read_slices
from kg.plan import Settings, Shard, config_digest, cut, fingerprint, stage_names, version
from kg.rdf import Run, sorted_lines
from kg.rdf.provenance import dataset_quads, run_quads
from kg.rdf.statements import Shared
from kg.rdf.terms import Knowledge, entity_quads, term_quads
from kg.store import write_store
from kg.texts import write_texts
from kg.vocab import VOCABULARY, term
from kg.workers import Event, run_shards
from ontologies.release import Release

if TYPE_CHECKING:
    from extractors.readers.inputs import Input

PAPER_TIMEOUT = 900.0


class Engine(Protocol):
    """Write a part for each shard and yield what happens: `kg.workers.run_shards`, or that of `kg.cluster`."""

    def __call__(
        self, shards: Iterable[Shard], settings: Settings, run: Run, folder: Path, *, jobs: int, paper_timeout: float
    ) -> Iterator[Event]:
        """Yield an event for each paper and each part that is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Tell what a build made. ``counts`` has papers, mentions, linked, claims, risks, quads and more by name."""

    counts: dict[str, int]
    failures: tuple[Failure, ...]
    config: str


@dataclass(slots=True)
class _Merge:
    """Hold what the parts say together, in the order of the input, each paper once."""

    shared: Shared = field(default_factory=Shared)
    papers: list[tuple[int, PaperEntry]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def take(self, number: int, part: Part) -> None:
        for entry in part.papers:
            if entry.paper in self.seen:
                error = f"the paper was read before, from {self.seen[entry.paper]}; that one is kept"
                self.failures.append(Failure(paper=entry.paper, source=entry.source, stage="duplicate", error=error))
                continue
            self.seen[entry.paper] = entry.source
            self.papers.append((number, entry))
        self.failures += part.failures
        self.shared.terms |= part.shared.terms
        self.shared.phrases |= part.shared.phrases
        self.shared.interventions |= part.shared.interventions

    def total(self, name: str) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for _, entry in self.papers:
            counts.update(getattr(entry, name))
        return dict(counts)

    def slices(self, folder: Path, kind: str) -> Iterator[bytes]:
        """Yield the bytes of all papers, opening each part once."""
        by_part: dict[int, list[tuple[int, int]]] = {}
        for number, entry in self.papers:
            by_part.setdefault(number, []).append(entry.quads if kind == "nq" else entry.text)
        for number, slices in by_part.items():
            yield from read_slices(folder, number, kind, slices)


def build(
    inputs: Sequence[str],
    graph: Path | str,
    *,
    jobs: int = 1,
    settings: Settings | None = None,
    listen: Callable[[Event], None] | None = None,
    started: Callable[[int, int], None] | None = None,
    paper_timeout: float = PAPER_TIMEOUT,
    engine: Engine = run_shards,
) -> Summary:
    """Read papers and make them a graph in a folder, in place of the one that is there.

    The graph that is there can be read all the time. A build that is interrupted can be run again and goes on where it
    was, as long as inputs and settings are the same. The result depends neither on ``jobs`` nor on the ``engine``.
    ``started`` is called once with the number of shards and of those already done; ``listen`` with each event. Raise
    `NoInputError` where there is nothing to read, `BusyError` where another build writes to the folder, and
    `AllFailedError` where no paper could be read and a graph that has papers is there: it stays, and only its list of
    failures is written anew.
    """
    settings = settings or Settings()
    folder = GraphFolder(graph)
    with folder.locked():
        shards = cut(_list_files(inputs, settings))
        if not shards:
            raise NoInputError(inputs)
        knowledge = settings.load("knowledge")()
        run = _run(settings, knowledge)
        work = _prepare(folder, fingerprint(run.config, shards))
        missing = [shard for shard in shards if not is_finished(work, shard.number)]
        if started is not None:
            started(len(shards), len(shards) - len(missing))
        for event in engine(missing, settings, run, work, jobs=jobs, paper_timeout=paper_timeout):
            if listen is not None:
                listen(event)
        merge = _Merge()
        for shard in shards:
            merge.take(shard.number, read_part(work, shard.number))
        if merge.failures and not merge.papers and folder.has_papers():
            write_atomically(folder.path / "failures.jsonl", _json_lines(merge.failures))
            # Parts that hold only failures are not worth going on from.
            shutil.rmtree(folder.work, ignore_errors=True)
            raise AllFailedError(folder.path, merge.failures)
        summary = _publish(folder, merge, work, run=run, names=Names(settings.base), knowledge=knowledge)
        shutil.rmtree(folder.work, ignore_errors=True)
        return summary


def _list_files(inputs: Sequence[str], settings: Settings) -> list[Input]:
    """List the files of the inputs, in the order of what documents call them."""
    listed: list[Input] = settings.load("lister")(list(inputs))
    return sorted(listed, key=lambda item: (item.source, item.path))


def _run(settings: Settings, knowledge: Knowledge) -> Run:
    config = config_digest(settings, knowledge.releases())
    return Run(version=version(), config=config, stages=stage_names(settings), at=settings.at)


def _prepare(folder: GraphFolder, name: str) -> Path:
    """Return the folder for the parts of this build; parts of other builds go."""
    work = folder.work / name
    work.mkdir(parents=True, exist_ok=True)
    for other in folder.work.iterdir():
        if other != work:
            shutil.rmtree(other, ignore_errors=True)
    for unfinished in work.glob("*.tmp"):
        unfinished.unlink(missing_ok=True)
    return work


def _publish(
    folder: GraphFolder, merge: _Merge, work: Path, *, run: Run, names: Names, knowledge: Knowledge
) -> Summary:
    made = [
        *term_quads(merge.shared.terms, knowledge, names),
        *entity_quads(merge.shared, names),
        *run_quads(run, knowledge.releases(), names),
        *_vocabulary(names),
    ]
    target = folder.new_version()
    write_texts(target, _texts(merge, work))
    pieces = _chain(merge.slices(work, "nq"), sorted_lines(made))
    quads = write_store(target / "store", pieces, ())
    counts = {**dict.fromkeys(COUNTED, 0), **merge.total("counts"), "failures": len(merge.failures)}
    counts = _describe_dataset(target / "store", merge, {**counts, "quads": quads}, run, names)
    facts = _facts(run, names, counts, knowledge.releases())
    write_atomically(target / "build.json", json.dumps(facts, indent=1, ensure_ascii=False) + "\n")
    write_atomically(target / "failures.jsonl", _json_lines(merge.failures))
    folder.publish(target)
    return Summary(counts=counts, failures=tuple(merge.failures), config=run.config)


def _chain(*groups: Iterable[bytes]) -> Iterator[bytes]:
    for group in groups:
        yield from group


def _texts(merge: _Merge, work: Path) -> Iterator[tuple[str, bytes]]:
    return zip((entry.sha256 for _, entry in merge.papers), merge.slices(work, "texts"), strict=True)


def _vocabulary(names: Names) -> Iterator[Quad]:
    graph = names.shared("vocabulary")
    for triple in parse(path=str(VOCABULARY), format=RdfFormat.TURTLE):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _describe_dataset(path: Path, merge: _Merge, counts: dict[str, int], run: Run, names: Names) -> dict[str, int]:
    """Add the description of the whole to the store; its partitions leave out the description itself."""
    store = Store(str(path))
    classes, properties = Counter(merge.total("classes")), Counter(merge.total("properties"))
    for graph in SHARED:
        for quad in store.quads_for_pattern(None, None, None, names.shared(graph)):
            properties[quad.predicate.value] += 1
            if quad.predicate == term("rdf:type"):
                classes[getattr(quad.object, "value", "")] += 1
    own = len(set(dataset_quads(run, counts, classes, properties, names)))
    counts = {**counts, "quads": counts["quads"] + own}
    store.extend(dataset_quads(run, counts, classes, properties, names))
    store.flush()
    # One sorted file an index: loading leaves several that overlap, and every look-up would search them all.
    store.optimize()
    return counts


def _facts(run: Run, names: Names, counts: dict[str, int], releases: Iterable[Release]) -> dict[str, object]:
    return {
        "version": run.version,
        "config": run.config,
        "base": names.base,
        "stages": list(run.stages),
        "at": run.at,
        "counts": dict(sorted(counts.items())),
        "releases": [asdict(release) for release in releases],
    }


def _json_lines(failures: Iterable[Failure]) -> str:
    return "".join(json.dumps(asdict(failure), ensure_ascii=False) + "\n" for failure in failures)
