"""Reader processes on one store: started ahead, lent to one question at a time, replaced when they die."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from kg.errors import GraphError, QueryError, WorkerError
from kg.server.errors import ServerError, TooBusyError, TooLargeError, TooSlowError
from kg.server.spool import Spool
from kg.server.task import DATA, END, ERROR, HEAD, PREFIX, ReaderLimits, Task, message, read_error

_START_TIMEOUT = 60.0
# A reader ends itself at its limit. One that does not, such as one that was stopped, is killed this much later.
_GRACE = 5.0
_RETRY = 1.0


class Reader:
    """Hold a process that reads a store, and the line to it."""

    def __init__(self, store: Path, limits: ReaderLimits) -> None:
        self._limits = limits
        self._line, theirs = socket.socketpair()
        with theirs:
            # A fresh interpreter: a fork would share our threads' locks. Its group is its own, so that the terminal's
            # interrupt reaches only us, who then end our readers in order.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "kg.server.reader", str(theirs.fileno())],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path),
                     "RUST_BACKTRACE": "0"},
                pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL, process_group=0,
            )  # fmt: skip
        self._start = message((store, limits))
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.is_free = False

    async def ready(self) -> None:
        """Wait until the store is open; raise `WorkerError` where that fails."""
        self._streams = await asyncio.open_connection(sock=self._line)
        try:
            async with asyncio.timeout(_START_TIMEOUT):
                self._streams[1].write(self._start)
                await self._read()
        except (EOFError, OSError) as error:
            raise WorkerError(f"a reader process cannot start: exit code {await self.end(patience=_GRACE)}") from error
        self.is_free = True

    @property
    def is_alive(self) -> bool:
        """Tell whether the process runs."""
        return self._process.poll() is None

    async def ask(self, task: Task, spool: Spool) -> None:
        """Put the answer to a task into a spool; raise what the reader reports, or what its death means."""
        assert self._streams is not None
        self.is_free = False
        try:
            async with asyncio.timeout(self._limits.timeout + _GRACE):
                self._streams[1].write(message(task))
                kind, body = await self._read()
                while kind in (HEAD, DATA):
                    if kind == HEAD:
                        spool.media = body.decode()
                    else:
                        spool.put(body)
                    kind, body = await self._read()
        except TimeoutError as error:
            raise self._too_slow() from error
        except (EOFError, OSError) as error:
            raise self._cause(await self.end(patience=_GRACE)) from error
        self.is_free = True
        if kind == ERROR:
            raise read_error(body)
        assert kind == END

    async def end(self, patience: float = 0.05) -> int:
        """End the process, kill it where it does not end by itself in some seconds, and return its exit code."""
        if self._streams is not None:
            self._streams[1].close()
        self._line.close()
        try:
            return await asyncio.to_thread(self._process.wait, patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return await asyncio.to_thread(self._process.wait)

    async def _read(self) -> tuple[bytes, bytes]:
        assert self._streams is not None
        kind, size = PREFIX.unpack(await self._streams[0].readexactly(PREFIX.size))
        return kind, await self._streams[0].readexactly(size)

    def _cause(self, code: int) -> GraphError:
        if code == -signal.SIGALRM:
            return self._too_slow()
        if code in (-signal.SIGABRT, -signal.SIGKILL):
            return TooLargeError("the query needed more memory than it may have")
        if code in (-signal.SIGSEGV, -signal.SIGBUS):
            return QueryError("the query is nested too deeply")
        return ServerError(f"the reader process ended with exit code {code}")

    def _too_slow(self) -> TooSlowError:
        return TooSlowError(f"the query was stopped at its limit of {self._limits.timeout:g} s; ask for less")


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
        self._idle: asyncio.Queue[Reader] = asyncio.Queue()
        self._free_form = asyncio.Semaphore(max(1, size - 1))
        self._waiting: Counter[str] = Counter()
        self._replacing: set[asyncio.Task[None]] = set()
        self._busy = 0

    @property
    def busy(self) -> int:
        """Return how many questions are being answered."""
        return self._busy

    @property
    def waiting(self) -> int:
        """Return how many questions wait for a reader."""
        return self._waiting.total()

    async def start(self) -> None:
        """Start all readers; raise `WorkerError` where they cannot."""
        readers = [Reader(self._store, self._limits) for _ in range(self._size)]
        try:
            await asyncio.gather(*(reader.ready() for reader in readers))
        except WorkerError:
            await asyncio.gather(*(reader.end() for reader in readers))
            raise
        for reader in readers:
            self._listen("started")
            self._idle.put_nowait(reader)

    async def drain(self) -> None:
        """Wait for the questions that are there, then end the readers."""
        while self._busy or self.waiting:
            await asyncio.sleep(0.05)
        await self.stop()

    async def stop(self) -> None:
        """End all readers that are not lent."""
        for replacing in tuple(self._replacing):
            replacing.cancel()
        await asyncio.gather(*self._replacing, return_exceptions=True)
        idle = [self._idle.get_nowait() for _ in range(self._idle.qsize())]
        await asyncio.gather(*(reader.end(patience=_GRACE) for reader in idle))

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
    async def _lent(self, client: str, free_form: bool) -> AsyncIterator[Reader]:
        async with contextlib.AsyncExitStack() as stack:
            reader = await self._take(client, self._free_form if free_form else None, stack)
            self._busy += 1
            try:
                yield reader
            finally:
                self._busy -= 1
                self._give_back(reader)

    async def _take(self, client: str, lane: asyncio.Semaphore | None, stack: contextlib.AsyncExitStack) -> Reader:
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

    def _give_back(self, reader: Reader) -> None:
        if reader.is_free:
            self._idle.put_nowait(reader)
        else:
            self._replace(reader)

    def _replace(self, reader: Reader) -> None:
        self._listen("ended")
        replacing = asyncio.create_task(self._renew(reader))
        self._replacing.add(replacing)
        replacing.add_done_callback(self._replacing.discard)

    async def _renew(self, old: Reader) -> None:
        await old.end()
        while True:
            new = Reader(self._store, self._limits)
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
