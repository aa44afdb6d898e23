"""Put the cases of a gold standard before a system, in one process or several."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Judgement
from extractors.evaluate.systems import System
from extractors.evaluate.task import Task
from extractors.evaluate.tasks import find_task
from extractors.pipeline import Pipeline


def examine(task: Task, cases: Iterable[Case], pipeline: Pipeline, weights: Path | None = None) -> Iterator[Judgement]:
    """Yield the judgement of each case, in order. A case on which the pipeline fails counts as one with no finds."""
    for case in cases:
        examinee = Examinee(pipeline, weights)
        judgement = task.judge(case, examinee)
        reasons = [f"{failure.stage}: {failure.error}" for failure in examinee.failures]
        yield dataclasses.replace(judgement, failure="; ".join(dict.fromkeys(reasons)))


def examine_system(task: str, cases: Iterable[Case], system: System, jobs: int = 1) -> Iterator[Judgement]:
    """Yield the judgement of each case, in order, made by so many processes; their number changes no judgement."""
    known = find_task(task)
    # Made before the processes are: what is wrong with it is said at once, and processes that are forked share it.
    pipeline = system.pipeline(known.last_stage)
    if jobs == 1:
        yield from examine(known, cases, pipeline, system.weights)
        return
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(partial(_examine_one, task, system), cases, chunksize=4)


def _examine_one(task: str, system: System, case: Case) -> Judgement:
    return next(examine_system(task, [case], system))
