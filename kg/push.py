"""Send a graph to another store by the Graph Store Protocol: each named graph replaces the one of its name there."""

from __future__ import annotations

import itertools
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Store, serialize

from kg.errors import ExportError
from kg.export.order import graphs
from kg.store import open_store

# Quads a request: a server need not hold more, and nothing is asked for each paper's small graphs alone.
BATCH = 200_000


def push(
    graph: Path | str,
    url: str,
    *,
    user: str = "",
    password: str = "",
    timeout: float = 600.0,
    listen: Callable[[str, int], None] | None = None,
) -> int:
    """Send the current version of a graph to the graph store at ``url``; return the number of graphs sent.

    A graph is sent as N-Triples: the first part with PUT, which takes the place of what is there, further parts of a
    large one with POST. ``listen`` is called with the name and size of each graph that the store has taken. Graphs
    that the store holds besides stay. Raise `ExportError` where the store refuses or does not answer.
    """
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise ExportError(f"{url!r} is no address of a graph store: expected http://HOST/PATH")
    store, sent, opener = open_store(graph), 0, _opener(url, user, password)
    for name in graphs(store):
        size = 0
        for number, (body, triples) in enumerate(_bodies(store, name)):
            method = "POST" if number else "PUT"
            _send(opener, _request(url, name, body, method), timeout)
            size += triples
        sent += 1
        if listen is not None:
            listen(name.value, size)
    return sent


def _bodies(store: Store, name: NamedNode) -> Iterator[tuple[bytes, int]]:
    found = store.quads_for_pattern(None, None, None, name)
    while chunk := [quad.triple for quad in itertools.islice(found, BATCH)]:
        yield serialize(chunk, format=RdfFormat.N_TRIPLES) or b"", len(chunk)


def _request(url: str, name: NamedNode, body: bytes, method: str) -> urllib.request.Request:
    joint = "&" if urllib.parse.urlsplit(url).query else "?"
    target = f"{url}{joint}{urllib.parse.urlencode({'graph': name.value})}"
    return urllib.request.Request(target, data=body, method=method, headers={"Content-Type": "application/n-triples"})


def _opener(url: str, user: str, password: str) -> urllib.request.OpenerDirector:
    """Return what says who it is when asked, in the way asked for: Virtuoso turns away who says it unasked."""
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    if user:
        passwords.add_password(None, url, user, password)
    return urllib.request.build_opener(_Digest(passwords), urllib.request.HTTPBasicAuthHandler(passwords))


class _Digest(urllib.request.HTTPDigestAuthHandler):
    """Leave servers that ask for no digest to others: the library's own raises there."""

    def http_error_401(self, req: Any, fp: Any, code: int, msg: str, headers: Any) -> Any:
        if str(headers.get("www-authenticate", "")).lower().startswith("digest"):
            return super().http_error_401(req, fp, code, msg, headers)
        return None


def _send(opener: urllib.request.OpenerDirector, request: urllib.request.Request, timeout: float) -> None:
    try:
        with opener.open(request, timeout=timeout) as reply:
            reply.read()
    except urllib.error.HTTPError as error:
        said = error.read(300).decode("utf-8", "replace").strip()
        raise ExportError(f"{request.full_url}: the store answers {error.code} {error.reason}: {said}") from error
    except OSError as error:
        raise ExportError(f"{request.full_url}: the store does not answer: {error}") from error
