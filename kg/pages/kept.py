"""Pages that were written lately: while the graph stays as it is, the same address gives the same page."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Keep the last values up to a size in all; who asks for one that is being made waits for it."""

    def __init__(self, most: int, size: Callable[[Value], int]) -> None:
        self._most, self._size = most, size
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._making: dict[Key, asyncio.Future[Value]] = {}
        self._total = 0

    async def get(self, key: Key, make: Callable[[], Awaitable[Value]]) -> Value:
        """Return the value of a key, made by ``make`` where it is not kept; what that raises is raised to all."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        if key not in self._making:
            self._making[key] = asyncio.ensure_future(self._make(key, make))
        # One reader who goes away does not stop the page for the others.
        return await asyncio.shield(self._making[key])

    async def _make(self, key: Key, make: Callable[[], Awaitable[Value]]) -> Value:
        try:
            value = await make()
        finally:
            del self._making[key]
        self._values[key] = value
        self._total += self._size(value)
        while self._total > self._most:
            _, dropped = self._values.popitem(last=False)
            self._total -= self._size(dropped)
        return value
