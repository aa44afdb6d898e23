"""A reader process as the server sees it: started, asked, and when it dies, what that means."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from kg.errors import GraphError, QueryError, WorkerError
from kg.server.errors import ServerError, TooLargeError, TooSlowError
from kg.server.spool import Spool
from kg.server.task import DATA, END, ERROR, HEAD, PATIENCE, PREFIX, ReaderLimits, Task, message, read_error

_START_TIMEOUT = 60.0
# A reader ends itself at its limit. One that does not, such as one that was stopped, is killed this much later.
GRACE = 5.0


class ReaderProcess:
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
            raise WorkerError(f"a reader process cannot start: exit code {await self.end(patience=GRACE)}") from error
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
            async with asyncio.timeout(self._limits.timeout * (PATIENCE if task.by_paper else 1) + GRACE):
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
            raise self._cause(await self.end(patience=GRACE)) from error
        self.is_free = True
        if kind == ERROR:
            raise read_error(body)
        assert kind == END

    async def end(self, patience: float = 0.05) -> int:
        """End the process, kill it where it does not end by itself in some seconds, and return its exit code.

        Whoever is cancelled while waiting leaves no process behind.
        """
        if self._streams is not None:
            self._streams[1].close()
        self._line.close()
        try:
            return await asyncio.to_thread(self._process.wait, patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return await asyncio.to_thread(self._process.wait)
        except asyncio.CancelledError:
            self._process.kill()
            self._process.wait()
            raise

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
