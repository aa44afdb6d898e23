"""How a server behaves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """Hold the limits of a server, and what it allows.

    ``timeout`` and ``queue_timeout`` are in seconds, ``max_bytes``, ``max_query`` and ``memory`` in bytes; the memory
    is what a reader may take beyond what an open store takes. ``workers`` is the number of reader processes,
    ``queue`` how many questions may wait for one. ``services`` are the IRIs that SERVICE may ask, none by default.
    ``cors`` are the origins whose pages may read answers. ``token`` closes everything but ``/health`` to those who do
    not send it. Without ``pages`` there is the endpoint alone.
    """

    timeout: float = 30.0
    queue_timeout: float = 30.0
    workers: int = 4
    queue: int = 200
    max_rows: int = 1_000_000
    max_bytes: int = 256 << 20
    max_query: int = 256 << 10
    memory: int = 2 << 30
    writable: bool = False
    token: str = ""
    services: tuple[str, ...] = ()
    cors: tuple[str, ...] = ("*",)
    pages: bool = True
