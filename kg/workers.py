"""Worker processes: each reads a shard and writes a part; one that dies is replaced and its paper reported."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.document import Document
from extractors.pipeline import Extraction, Failure
from kg.errors import WorkerError
from kg.names import Names
from kg.parts import PartWriter
from kg.plan import Settings, Shard
from kg.rdf import Run

if TYPE_CHECKING:
    from extractors.readers.inputs import Input

# A paper may kill a worker once by bad luck; at the second time it is left out.
ATTEMPTS = 2
READING = "reading"
MOST_FAILED_STARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Report progress: a paper done (``kind`` "paper"), failed ("failure"), a part done ("part"), a death ("death")."""

    kind: str
    shard: int
    paper: str = ""
    source: str = ""
    detail: str = ""
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Say which paper of which file is at work; ``position`` counts from 0."""

    file: str
    source: str
    position: int
    paper: str = ""


@dataclass(slots=True)
class Task:
    """Hold a shard and the places in it that killed a worker before."""

    shard: Shard
    deaths: dict[tuple[str, int], int] = field(default_factory=dict)
    left_out: dict[tuple[str, int], Failure] = field(default_factory=dict)


@dataclass(slots=True)
class Worker:
    """Hold a process, the line to it, its task, and what it is at."""

    process: Any
    line: Connection
    ready: bool = False
    task: Task | None = None
    place: Place | None = None
    heard: float = 0.0


def run_shards(
    shards: Iterable[Shard], settings: Settings, run: Run, folder: Path, *, jobs: int, paper_timeout: float
) -> Iterator[Event]:
    """Write a part for each shard with ``jobs`` processes; yield events as they come.

    A worker that dies, or is at one paper for longer than ``paper_timeout`` seconds, is replaced and its shard begun
    again; a paper that does so twice is left out and becomes a failure of the stage "worker". Raise `WorkerError`
    where workers cannot start.
    """
    pool = Pool(shards, (settings, run, folder), paper_timeout)
    try:
        yield from pool.run(jobs)
    finally:
        pool.stop()


class Pool:
    """Give tasks to workers and hear what becomes of them."""

    def __init__(self, shards: Iterable[Shard], facts: tuple[Settings, Run, Path], paper_timeout: float) -> None:
        self._tasks = [Task(shard) for shard in shards][::-1]
        self._facts, self._paper_timeout = facts, paper_timeout
        self._workers: list[Worker] = []
        self._context = multiprocessing.get_context("spawn")
        self._failed_starts = 0

    def run(self, jobs: int) -> Iterator[Event]:
        """Yield events until all tasks are done."""
        self._workers += [self._start() for _ in range(min(jobs, len(self._tasks)))]
        while self._tasks or any(worker.task for worker in self._workers):
            for worker in self._workers:
                self._give(worker)
            yield from self._listen()

    def stop(self) -> None:
        """End all workers."""
        for worker in self._workers:
            _stop(worker)

    def _start(self) -> Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, *self._facts), daemon=True)
        process.start()
        theirs.close()
        return Worker(process, ours, heard=time.monotonic())

    def _give(self, worker: Worker) -> None:
        if worker.task is None and self._tasks:
            worker.task, worker.place, worker.heard = self._tasks.pop(), None, time.monotonic()
            # Where this fails the worker is dead, and listening will find out.
            with contextlib.suppress(OSError):
                worker.line.send((worker.task.shard, worker.task.left_out))

    def _listen(self) -> Iterator[Event]:
        heard = set(wait([worker.line for worker in self._workers], timeout=1.0))
        for number, worker in enumerate(self._workers):
            late = worker.place is not None and time.monotonic() - worker.heard > self._paper_timeout
            if worker.task is None or (worker.line not in heard and not late):
                continue
            try:
                if not late:
                    yield from _receive(worker)
                    continue
            except (EOFError, OSError):
                worker.process.join(5)
            yield self._bury(worker, late)
            self._workers[number] = self._start()

    def _bury(self, worker: Worker, late: bool) -> Event:
        """Stop a dead or stuck worker, put its task back, and report where it was."""
        task = worker.task
        assert task is not None
        code = worker.process.exitcode
        _stop(worker)
        why = f"took longer than {self._paper_timeout:g} s" if late else _death(code)
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts > MOST_FAILED_STARTS:
                raise WorkerError(f"worker processes cannot start: {why}")
        elif worker.place is not None:
            _blame(task, worker.place, why)
        self._tasks.append(task)
        at = worker.place or Place(task.shard.files[0].path, task.shard.files[0].source, 0)
        return Event(kind="death", shard=task.shard.number, paper=at.paper, source=at.source, detail=why)


def _blame(task: Task, place: Place, why: str) -> None:
    """Count a death at a place and leave the place out from the second on."""
    spot = (place.file, place.position)
    task.deaths[spot] = task.deaths.get(spot, 0) + 1
    if task.deaths[spot] >= ATTEMPTS:
        stage = "worker" if place.paper else READING
        paper = place.paper or Path(place.source).stem
        task.left_out[spot] = Failure(paper=paper, source=place.source, stage=stage, error=why)


def _receive(worker: Worker) -> Iterator[Event]:
    assert worker.task is not None
    shard = worker.task.shard.number
    while worker.line.poll():
        kind, *facts = worker.line.recv()
        worker.heard = time.monotonic()
        if kind == "ready":
            worker.ready = True
        elif kind == "broken":
            raise WorkerError(*facts)
        elif kind == "at":
            worker.place = Place(*facts)
        elif kind == "part":
            worker.task = worker.place = None
            yield Event(kind="part", shard=shard)
            return
        else:
            paper, source, detail, mentions = facts
            yield Event(kind=kind, shard=shard, paper=paper, source=source, detail=detail, mentions=mentions)


def _death(code: int | None) -> str:
    if code is not None and code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
        hint = "; out of memory?" if name == "SIGKILL" else ""
        return f"the worker was killed by {name}{hint}"
    return f"the worker ended with exit code {code}"


def _stop(worker: Worker) -> None:
    worker.line.close()
    if worker.process.is_alive():
        worker.process.kill()
    worker.process.join()


# Each worker has a core; numpy's libraries would start a thread for every core in every one of them. They read this
# when they are loaded, which is later.
_ARITHMETIC = ("OPENBLAS", "MKL", "OMP")


def _work(line: Connection, settings: Settings, run: Run, folder: Path) -> None:
    """Be a worker: take shards from the line until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops us
    for library in _ARITHMETIC:
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    try:
        pipeline, knowledge = settings.load("pipeline")(models=settings.models), settings.load("knowledge")()
        read = settings.load("reader")
    # Whatever keeps this worker from starting keeps all of them, so the parent must hear of it.
    except Exception as error:
        line.send(("broken", f"the pipeline cannot start: {error}"))
        return
    line.send(("ready",))
    # The line breaks where the parent has gone; there is nothing left to work for then.
    with contextlib.suppress(EOFError, OSError):
        while True:
            shard, left_out = line.recv()
            writer = PartWriter(folder, shard.number, Names(settings.base), run, knowledge.is_retracted)
            for file in shard.files:
                _File(line, file, shard, left_out, writer).work(read, pipeline)
            writer.finish()
            line.send(("part",))


@dataclass(slots=True)
class _File:
    """Work on one file of a shard.

    A paper that killed workers is skipped; where reading it was what killed, all of the file after it is.
    """

    line: Connection
    file: Input
    shard: Shard
    left_out: dict[tuple[str, int], Failure]
    writer: PartWriter

    def work(self, read: Any, pipeline: Any) -> None:
        papers = iter(read(self.file))
        for position in itertools.count():
            known = self.left_out.get((self.file.path, position))
            if known is not None and known.stage == READING:
                self.fail(known)
                return
            self.line.send(("at", self.file.path, self.file.source, position, ""))
            found = self.next_paper(papers)
            if found is None:
                return
            if position % self.shard.of == self.shard.stripe:
                self.work_on(found, position, known, pipeline)

    def next_paper(self, papers: Iterator[Document | Failure]) -> Document | Failure | None:
        try:
            return next(papers, None)
        # Readers report what they cannot read; what they raise nevertheless must not stop the batch. An iterator that
        # raised is at its end, so the file stops here.
        except Exception as error:
            described = f"{type(error).__name__}: {error}"
            return Failure(paper=Path(self.file.source).stem, source=self.file.source, stage=READING, error=described)

    def work_on(self, found: Document | Failure, position: int, known: Failure | None, pipeline: Any) -> None:
        if known is not None or isinstance(found, Failure):
            self.fail(known or found)  # type: ignore[arg-type]
            return
        self.line.send(("at", self.file.path, found.source, position, found.id))
        result = pipeline.run_one(found)
        if isinstance(result, Extraction):
            result = self.write(result)
        if isinstance(result, Failure):
            self.fail(result)
        else:
            self.line.send(("paper", found.id, found.source, "", len(result.links)))

    def write(self, extraction: Extraction) -> Extraction | Failure:
        try:
            self.writer.add(extraction)
        # One paper must never stop a batch, whatever is wrong with it.
        except Exception as error:
            document, described = extraction.document, f"{type(error).__name__}: {error}"
            return Failure(paper=document.id, source=document.source, stage="rdf", error=described)
        return extraction

    def fail(self, failure: Failure) -> None:
        self.writer.fail(failure)
        self.line.send(("failure", failure.paper, failure.source, f"{failure.stage}: {failure.error}", 0))
