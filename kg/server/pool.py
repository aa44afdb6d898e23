"""Reader processes on one store: started ahead, lent to one question at a time, replaced when they die."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from kg.errors import GraphError, WorkerError
from kg.server.errors import ServerError, TooBusyError
from kg.server.process import GRACE, ReaderProcess
from kg.server.spool import Spool
from kg.server.task import ReaderLimits, Task

_RETRY = 1.0


class Pool:
    """Lend readers to questions, and make those that are too many wait or go away.

    One reader is kept from questions that people write freely, so that slow ones never stop the pages. ``listen`` hears
    "started" and "ended" of readers. Questions without a ``client`` are the server's own and are not counted as one's.
    """

    def __init__(
        self,
        store: Path,
        limits: ReaderLimits,
        *,
        size: int,
        queue: int,
        queue_timeout: float,
        listen: Callable[[str], None] = lambda event: None,
    ) -> None:
        self._store, self._limits, self._size, self._listen = store, limits, size, listen
        self._queue, self._queue_timeout = queue, queue_timeout
        self._idle: asyncio.Queue[ReaderProcess] = asyncio.Queue()
        self._free_form = asyncio.Semaphore(max(1, size - 1))
        self._waiting: Counter[str] = Counter()
        self._replacing: set[asyncio.Task[None]] = set()
        self._busy = 0

    @property
    def busy(self) -> int:
        """Return how many questions are being answered."""
        return self._busy

    @property
    def readers(self) -> int:
        """Return how many readers there are, at work or not."""
        return self._busy + self._idle.qsize()

    @property
    def waiting(self) -> int:
        """Return how many questions wait for a reader."""
        return self._waiting.total()

    async def start(self) -> None:
        """Start all readers; raise `WorkerError` where they cannot."""
        readers = [ReaderProcess(self._store, self._limits) for _ in range(self._size)]
        try:
            await asyncio.gather(*(reader.ready() for reader in readers))
        except BaseException:
            await asyncio.gather(*(reader.end() for reader in readers))
            raise
        for reader in readers:
            self._listen("started")
            self._idle.put_nowait(reader)

    async def drain(self) -> None:
        """Wait for the questions that are there, then end the readers; cancelled, end those that are idle at once."""
        try:
            while self._busy or self.waiting:
                await asyncio.sleep(0.05)
        except asyncio.CancelledError:
            await self.stop()
            raise
        await self.stop()

    async def stop(self) -> None:
        """End all readers that are not lent."""
        for replacing in tuple(self._replacing):
            replacing.cancel()
        await asyncio.gather(*self._replacing, return_exceptions=True)
        idle = [self._idle.get_nowait() for _ in range(self._idle.qsize())]
        await asyncio.gather(*(reader.end(patience=GRACE) for reader in idle))

    async def ask(self, task: Task, spool: Spool, *, client: str = "", free_form: bool = False) -> None:
        """Put the answer to a task into a spool, and finish it, with an error if there is one."""
        try:
            async with self._lent(client, free_form) as reader:
                await reader.ask(task, spool)
        except GraphError as error:
            spool.finish(error)
        except BaseException:
            # Whoever waits for the spool must not wait for ever.
            spool.finish(ServerError("the question was given up"))
            raise
        else:
            spool.finish()

    @asynccontextmanager
    async def _lent(self, client: str, free_form: bool) -> AsyncIterator[ReaderProcess]:
        async with AsyncExitStack() as stack:
            reader = await self._take(client, self._free_form if free_form else None, stack)
            self._busy += 1
            try:
                yield reader
            finally:
                self._busy -= 1
                self._give_back(reader)

    async def _take(self, client: str, lane: asyncio.Semaphore | None, stack: AsyncExitStack) -> ReaderProcess:
        self._check_room(client)
        self._waiting[client] += 1
        try:
            async with asyncio.timeout(self._queue_timeout):
                if lane is not None:
                    await stack.enter_async_context(lane)
                while not (reader := await self._idle.get()).is_alive:
                    self._replace(reader)
                return reader
        except TimeoutError as error:
            raise TooBusyError("no reader was free in time; come again", retry_after=5) from error
        finally:
            self._waiting[client] -= 1
            if not self._waiting[client]:
                del self._waiting[client]

    def _check_room(self, client: str) -> None:
        if self.waiting >= self._queue:
            raise TooBusyError("too many questions wait for an answer; come again", retry_after=5)
        if client and self._waiting[client] >= max(1, self._queue // 2):
            raise TooBusyError("too many of your questions wait for an answer", retry_after=5, status=429)

    def _give_back(self, reader: ReaderProcess) -> None:
        if reader.is_free:
            self._idle.put_nowait(reader)
        else:
            self._replace(reader)

    def _replace(self, reader: ReaderProcess) -> None:
        self._listen("ended")
        replacing = asyncio.create_task(self._renew(reader))
        self._replacing.add(replacing)
        replacing.add_done_callback(self._replacing.discard)

    async def _renew(self, old: ReaderProcess) -> None:
        await old.end()
        while True:
            new = ReaderProcess(self._store, self._limits)
            try:
                await new.ready()
            except WorkerError:
                # The folder may be gone for a moment, or the machine short of memory.
                await asyncio.sleep(_RETRY)
                continue
            except asyncio.CancelledError:
                await new.end()
                raise
            self._listen("started")
            self._idle.put_nowait(new)
            return
