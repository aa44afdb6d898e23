"""An answer on its way: what a reader has sent and the client has not yet taken."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable

_IN_MEMORY = 4 << 20
_PIECE = 1 << 16


class Spool:
    """Take an answer as fast as a reader sends it, and give it as slowly as a client takes it.

    So a slow client holds no reader. What is longer than 4 MB lies in a temporary file meanwhile.
    """

    def __init__(self, *, hold: int = 0) -> None:
        self.media = ""
        self.size = 0
        self.done = False
        self._hold, self._error = hold, None  # type: tuple[int, BaseException | None]
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (close() closes it)
        self._news = asyncio.Event()
        self._at_close: Callable[[], object] = lambda: None

    def on_close(self, call: Callable[[], object]) -> None:
        """Have something called when nobody wants the answer any more."""
        self._at_close = call

    def put(self, data: bytes) -> None:
        """Take a piece; one that comes after `close` is dropped."""
        if self._file.closed:
            return
        self._file.seek(self.size)
        self._file.write(data)
        self.size += len(data)
        self._news.set()

    def finish(self, error: BaseException | None = None) -> None:
        """End the answer, with what went wrong if something did."""
        self.done, self._error = True, error
        self._news.set()

    async def opened(self) -> None:
        """Wait until the answer is whole, or so long that it is better sent on; raise what went wrong until then."""
        while not self.done and self.size < self._hold:
            await self._next()
        if self._error is not None:
            raise self._error

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the answer; raise what went wrong in its middle."""
        place = 0
        while True:
            self._file.seek(place)
            if data := self._file.read(_PIECE):
                place += len(data)
                yield data
            elif self._error is not None:
                raise self._error
            elif self.done:
                return
            else:
                await self._next()

    async def whole(self) -> bytes:
        """Wait for all of the answer and return it."""
        while not self.done:
            await self._next()
        if self._error is not None:
            raise self._error
        self._file.seek(0)
        return self._file.read()

    def close(self) -> None:
        """Let go of what is kept, and give up what is still to come."""
        self._at_close()
        self._file.close()

    async def _next(self) -> None:
        self._news.clear()
        await self._news.wait()
