"""Counts and times of a server, for Prometheus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

if TYPE_CHECKING:
    from kg.server.backend import Backend

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
# Paths are grouped by their first part: one of these, or "other", so that nobody can make series without end.
_PLACES = frozenset({
    "sparql", "store", "resource", "queries", "health", "metrics", "openapi.json", ".well-known", "entity", "query",
    "search", "compare", "static", "paper", "claim", "risk", "proposition", "graph",
})  # fmt: skip


class Metrics:
    """Count what a server does."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "kg_requests_total",
            "Requests by place, method and status",
            ("place", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "kg_request_seconds", "Time until the last byte", ("place",), buckets=_SECONDS, registry=self._registry
        )
        self._bytes = Counter("kg_response_bytes_total", "Bytes sent", ("place",), registry=self._registry)
        self._readers = Counter(
            "kg_reader_events_total", "Reader processes started and ended early, graphs swapped", ("event",),
            registry=self._registry,
        )  # fmt: skip
        self._busy = Gauge("kg_queries_running", "Queries that are being answered", registry=self._registry)
        self._waiting = Gauge("kg_queries_waiting", "Queries that wait for a reader", registry=self._registry)
        self._alive = Gauge("kg_readers", "Reader processes, at work or not", registry=self._registry)
        self._graph = Gauge("kg_graph_items", "What the graph holds", ("kind",), registry=self._registry)

    def request(self, path: str, method: str, status: int, seconds: float, size: int) -> None:
        """Count a request that is answered."""
        first = path.strip("/").partition("/")[0]
        place = first if first in _PLACES else "other" if first else "home"
        self._requests.labels(place, method, str(status)).inc()
        self._seconds.labels(place).observe(seconds)
        self._bytes.labels(place).inc(size)

    def event(self, name: str) -> None:
        """Count something that happened to the readers."""
        self._readers.labels(name).inc()

    def write(self, backend: Backend) -> bytes:
        """Return all in Prometheus' text format."""
        self._busy.set(backend.snapshot.pool.busy)
        self._alive.set(backend.snapshot.pool.readers)
        self._waiting.set(backend.snapshot.pool.waiting)
        for kind, count in backend.facts["counts"].items():
            self._graph.labels(kind).set(count)
        return generate_latest(self._registry)
