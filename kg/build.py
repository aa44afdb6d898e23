"""Build a graph: shards, workers, parts, one merge, one load, one swap."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from extractors.pipeline import Failure
from kg.clashes import shards_again
from kg.errors import AllFailedError, NoInputError, OtherBaseError
from kg.folder import GraphFolder, write_atomically
from kg.merge import Merge
from kg.names import Names
from kg.parts import is_finished
from kg.plan import Settings, Shard, config_digest, cut, fingerprint, stage_names, version
from kg.publish import Publisher, json_lines
from kg.rdf import Run
from kg.rdf.terms import Knowledge
from kg.worker import Job
from kg.workers import Event, run_shards

if TYPE_CHECKING:
    from extractors.readers.inputs import Input

PAPER_TIMEOUT = 900.0


class Engine(Protocol):
    """Write a part for each shard and yield what happens: `kg.workers.run_shards`, or that of `kg.cluster`."""

    def __call__(self, shards: Iterable[Shard], job: Job, *, jobs: int, paper_timeout: float) -> Iterator[Event]:
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
    add: bool = False,
) -> Summary:
    """Read papers and make them a graph in a folder, in place of the one that is there.

    With ``add`` the papers come to those that are there, which costs what the new ones cost; a paper that the graph
    holds already is kept as it is, and one that it holds with another text is a failure of the stage "changed". But for
    these the result is the graph that all of them together would have made, as long as the program and its settings are
    the same.

    Papers that have no id go by the name of their file. Where several texts share a name, all but the first have the
    beginning of their hash behind it; what has an id and comes again is a failure of the stage "duplicate".

    The graph that is there can be read all the time. A build that is interrupted can be run again and goes on where it
    was, as long as inputs and settings are the same. The result depends neither on ``jobs`` nor on the ``engine``.
    ``started`` is called once with the number of shards and of those already done; ``listen`` with each event. Raise
    `NoInputError` where there is nothing to read, `BusyError` where another build writes to the folder, and
    `AllFailedError` where no paper could be read and a graph that has papers is there: it stays, and only its list of
    failures is written anew; `OtherBaseError` where papers are added to a graph whose IRIs begin otherwise.
    """
    settings = settings or Settings()
    folder = GraphFolder(graph)
    with folder.locked():
        shards = cut(_list_files(inputs, settings))
        if not shards:
            raise NoInputError(inputs)
        before = _before(folder, settings) if add else None
        knowledge = settings.make_knowledge()
        run = _run(settings, knowledge)
        work = _prepare(folder, fingerprint(run.config, shards))
        missing = [shard for shard in shards if not is_finished(work, shard.number)]
        if started is not None:
            started(len(shards), len(shards) - len(missing))
        job = Job(settings=settings, run=run, folder=work, known=before and before / "store")
        tell = listen or _ignore
        for event in engine(missing, job, jobs=jobs, paper_timeout=paper_timeout):
            tell(event)
        with closing(Merge(work)) as merge:
            for shard in shards:
                merge.take(shard.number)
            again = shards_again(merge.clashes, shards)
            missing = [shard for shard in again if not is_finished(work, shard.number)]
            for event in engine(missing, job, jobs=jobs, paper_timeout=paper_timeout) if missing else ():
                if event.kind != "part":
                    tell(event)
            for shard in again:
                merge.take(shard.number)
            if merge.failures and not merge.papers and folder.has_papers():
                write_atomically(folder.path / "failures.jsonl", json_lines(merge.failures))
                # Parts that hold only failures are not worth going on from.
                shutil.rmtree(folder.work, ignore_errors=True)
                raise AllFailedError(folder.path, merge.failures)
            if before and not merge.papers:
                counts = folder.facts()["counts"]
            else:
                counts = Publisher(folder, merge, run, Names(settings.base), knowledge).publish(before)
            summary = Summary(counts=counts, failures=tuple(merge.failures), config=run.config)
        shutil.rmtree(folder.work, ignore_errors=True)
        return summary


def _before(folder: GraphFolder, settings: Settings) -> Path | None:
    """Return the version to add to, None where there is none yet."""
    if not folder.has_papers():
        return None
    base, wanted = folder.facts()["base"], Names(settings.base).base
    if base != wanted:
        raise OtherBaseError(folder.path, base, wanted)
    return folder.current()


def _list_files(inputs: Sequence[str], settings: Settings) -> list[Input]:
    """List the files of the inputs, in the order of what documents call them; those of one name by what they hold.

    Where they lie does not count, since the order decides which of two papers with one name has it alone.
    """
    listed: list[Input] = settings.load("lister")(list(inputs))
    shared = Counter(item.source for item in listed)
    return sorted(listed, key=lambda item: (item.source, _content(item) if shared[item.source] > 1 else "", item.path))


def _content(item: Input) -> str:
    try:
        with open(item.path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    # Reading it later reports this.
    except OSError:
        return ""


def _ignore(event: Event) -> None:
    """Let an event pass."""


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
