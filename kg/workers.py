"""Worker processes: each reads a shard and writes a part; one that dies is replaced and its paper reported."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path

from extractors.pipeline import Failure
from kg.errors import WorkerError
from kg.plan import Shard
from kg.worker import READING, Job

# A paper may kill a worker once by bad luck; at the second time it is left out.
ATTEMPTS = 2
MOST_FAILED_STARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Report progress; ``kind`` is "paper" (done), "failure", "kept" (was there already), "part" (done) or "death"."""

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

    process: subprocess.Popen[bytes]
    line: Connection
    ready: bool = False
    task: Task | None = None
    place: Place | None = None
    heard: float = 0.0


def run_shards(shards: Iterable[Shard], job: Job, *, jobs: int, paper_timeout: float) -> Iterator[Event]:
    """Write a part for each shard with ``jobs`` processes; yield events as they come.

    A worker that dies, or is at one paper for longer than ``paper_timeout`` seconds, is replaced and its shard begun
    again; a paper that does so twice is left out and becomes a failure of the stage "worker". Raise `WorkerError`
    where workers cannot start.
    """
    with Pool(job, paper_timeout) as pool:
        yield from pool.run(shards, jobs)


class Pool:
    """Give tasks to workers and hear what becomes of them; the workers stay for the next call of `run`."""

    def __init__(self, job: Job, paper_timeout: float) -> None:
        self._tasks: list[Task] = []
        self._job, self._paper_timeout = job, paper_timeout
        self._workers: list[Worker] = []
        self._failed_starts = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *problem: object) -> None:
        self.stop()

    def run(self, shards: Iterable[Shard], jobs: int) -> Iterator[Event]:
        """Yield events until all shards are done, with at most ``jobs`` workers."""
        self._tasks = [Task(shard) for shard in shards][::-1]
        self._workers += [self._start() for _ in range(min(jobs, len(self._tasks)) - len(self._workers))]
        while self._tasks or any(worker.task for worker in self._workers):
            for worker in self._workers:
                self._give(worker)
            yield from self._listen()

    def stop(self) -> None:
        """End all workers."""
        for worker in self._workers:
            _stop(worker)

    def _start(self) -> Worker:
        """Start a fresh interpreter, whoever we are: a script without a guard, a notebook, a worker of a cluster."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "kg.worker", str(theirs.fileno())],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},
                pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL, process_group=0,
            )  # fmt: skip
        worker = Worker(process, Connection(ours.detach()), heard=time.monotonic())
        with contextlib.suppress(OSError):
            worker.line.send(self._job)
        return worker

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
                with contextlib.suppress(subprocess.TimeoutExpired):
                    worker.process.wait(5)
            yield self._bury(worker, late)
            self._workers[number] = self._start()

    def _bury(self, worker: Worker, late: bool) -> Event:
        """Stop a dead or stuck worker, put its task back, and report where it was."""
        task = worker.task
        assert task is not None
        code = worker.process.returncode
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
    worker.process.kill()
    worker.process.wait()
