"""Build a graph: shards, workers, parts, one merge, one load, one swap."""

from __future__ import annotations

import itertools
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import Quad, RdfFormat, Store, parse, serialize

from extractors.pipeline import Failure
from kg.errors import AllFailedError, NoInputError
from kg.folder import GraphFolder, write_atomically
from kg.merge import BATCH, Merge
from kg.names import SHARED, Names
from kg.parts import COUNTED, is_finished
from kg.plan import Settings, Shard, config_digest, cut, fingerprint, stage_names, version
from kg.rdf import Run
from kg.rdf.provenance import dataset_quads, run_quads
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
        with closing(Merge(work)) as merge:
            for shard in shards:
                merge.take(shard.number)
            if merge.failures and not merge.papers and folder.has_papers():
                write_atomically(folder.path / "failures.jsonl", _json_lines(merge.failures))
                # Parts that hold only failures are not worth going on from.
                shutil.rmtree(folder.work, ignore_errors=True)
                raise AllFailedError(folder.path, merge.failures)
            summary = _publish(folder, merge, run=run, names=Names(settings.base), knowledge=knowledge)
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


def _publish(folder: GraphFolder, merge: Merge, *, run: Run, names: Names, knowledge: Knowledge) -> Summary:
    target = folder.new_version()
    write_texts(target, merge.texts())
    made = itertools.chain(
        term_quads(merge.terms, knowledge, names),
        (quad for shared in merge.entities() for quad in entity_quads(shared, names)),
        run_quads(run, knowledge.releases(), names),
        _vocabulary(names),
    )
    quads = write_store(target / "store", itertools.chain(merge.quads(), _lines(made)))
    counts = {**dict.fromkeys(COUNTED, 0), **merge.total("counts"), "failures": len(merge.failures)}
    counts = _describe_dataset(target / "store", merge, {**counts, "quads": quads}, run, names)
    facts = _facts(run, names, counts, knowledge.releases())
    write_atomically(target / "build.json", json.dumps(facts, indent=1, ensure_ascii=False) + "\n")
    write_atomically(target / "failures.jsonl", _json_lines(merge.failures))
    folder.publish(target)
    return Summary(counts=counts, failures=tuple(merge.failures), config=run.config)


def _lines(quads: Iterable[Quad]) -> Iterator[bytes]:
    left = iter(quads)
    while batch := list(itertools.islice(left, BATCH)):
        yield serialize(batch, format=RdfFormat.N_QUADS) or b""


def _vocabulary(names: Names) -> Iterator[Quad]:
    graph = names.shared("vocabulary")
    for triple in parse(path=str(VOCABULARY), format=RdfFormat.TURTLE):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _describe_dataset(path: Path, merge: Merge, counts: dict[str, int], run: Run, names: Names) -> dict[str, int]:
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
