"""The same build on Dask: a shard is a task, and a task runs in a process of ours that a dying paper cannot take along.

The folder of the graph must be on a file system that all machines of the cluster see at the same path, and so must the
inputs. What a task does is what a local worker does, so the graph is the same to the byte. Needs the extra ``cluster``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from distributed import Client, LocalCluster, as_completed, get_worker
from distributed.diagnostics.plugin import WorkerPlugin

from kg.errors import WorkerError
from kg.plan import Shard
from kg.worker import Job
from kg.workers import Event, Pool

# Tasks that wait at the scheduler for each thread of the cluster: enough that none is idle, while a scheduler that is
# handed a million tasks at once slows down.
WAITING = 4
ANSWERS_WITHIN_S = 30


def run_shards(
    shards: Iterable[Shard], job: Job, *, jobs: int, paper_timeout: float, scheduler: str = ""
) -> Iterator[Event]:
    """Write a part for each shard on a Dask cluster; yield the events of a shard when it is done.

    ``scheduler`` is the address of a running one, such as ``tcp://host:8786``; without it ``jobs`` threads of this
    process play the cluster. A machine that dies loses nothing, since Dask gives its tasks to others. Papers that kill
    a worker, or take longer than ``paper_timeout`` seconds, fare as in `kg.workers.run_shards`. Raise `WorkerError`
    where the scheduler does not answer or workers cannot start.
    """
    waiting = iter(shards)
    with _client(scheduler, jobs) as client, client.as_current():
        plugin = _Pools(_anywhere(job), paper_timeout)
        client.register_plugin(plugin, name=plugin.name)
        try:
            most = WAITING * max(1, sum(client.nthreads().values()))
            done = as_completed([_submit(client, plugin, shard) for shard in itertools.islice(waiting, most)])
            for future in done:
                yield from future.result()
                for shard in itertools.islice(waiting, 1):
                    done.add(_submit(client, plugin, shard))
        finally:
            client.unregister_worker_plugin(plugin.name)


def _anywhere(job: Job) -> Job:
    """Return the job with paths that do not depend on where a process was started."""
    return replace(job, folder=job.folder.resolve(), known=job.known.resolve() if job.known else None)


def _submit(client: Client, plugin: _Pools, shard: Shard) -> Any:
    return client.submit(_write, plugin.name, shard, key=f"{plugin.name}-{shard.number:06d}", pure=False)


def _write(plugin: str, shard: Shard) -> tuple[Event, ...]:
    pools: _Pools = get_worker().plugins[plugin]
    return pools.write(shard)


class _Pools(WorkerPlugin):  # type: ignore[misc]
    """Keep worker processes on a machine of the cluster, one for each thread, from shard to shard."""

    def __init__(self, job: Job, paper_timeout: float) -> None:
        self._job, self._paper_timeout = job, paper_timeout
        self.name = f"claimgraph-{job.folder.name}"

    def setup(self, worker: Any) -> None:
        """Begin with no process."""
        self._idle: list[Pool] = []

    def teardown(self, worker: Any) -> None:
        """End the processes."""
        for pool in self._idle:
            pool.stop()

    def write(self, shard: Shard) -> tuple[Event, ...]:
        """Write the part of a shard; return what happened."""
        # Taking from a list and putting back are single steps, so threads need no lock.
        try:
            pool = self._idle.pop()
        except IndexError:
            pool = Pool(self._job, self._paper_timeout)
        try:
            events = tuple(pool.run((shard,), 1))
        except BaseException:
            pool.stop()
            raise
        self._idle.append(pool)
        return events


@contextmanager
def _client(scheduler: str, jobs: int) -> Iterator[Client]:
    if scheduler:
        try:
            client = Client(scheduler, timeout=ANSWERS_WITHIN_S, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise WorkerError(f"no Dask scheduler answers at {scheduler}: {error}") from error
        with client:
            yield client
        return
    with (
        LocalCluster(n_workers=1, threads_per_worker=jobs, processes=False, dashboard_address=":0") as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client
