"""Short answers that were given before, since the graph does not change under them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

_LONGEST = 256 << 10
# What an answer costs beside its bytes: the question, and what holds both.
_ENTRY = 2500


class AnswerCache:
    """Keep short answers, the least used ones going first.

    >>> cache = AnswerCache(room=5005)
    >>> for name in "abc":
    ...     cache.put(name, ("text/csv", b"12"))
    >>> cache.get("a"), cache.get("c")
    (None, ('text/csv', b'12'))
    """

    def __init__(self, *, room: int = 32 << 20) -> None:
        self._room, self._used = room, 0
        self._kept: OrderedDict[Hashable, tuple[str, bytes]] = OrderedDict()

    def get(self, key: Hashable) -> tuple[str, bytes] | None:
        """Return media type and bytes of an answer, or None."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: Hashable, answer: tuple[str, bytes]) -> None:
        """Keep an answer if it is short."""
        if len(answer[1]) > _LONGEST or key in self._kept:
            return
        self._kept[key] = answer
        self._used += len(answer[1]) + _ENTRY
        while self._used > self._room:
            _, (_, dropped) = self._kept.popitem(last=False)
            self._used -= len(dropped) + _ENTRY
