"""Updates: each makes a new version of the graph, which then takes the place of the old one like one that was built.

So an update is seen whole or not at all, readers are never in its way, and one that fails or is stopped leaves nothing.
`kg build --add` goes on from an update; a `kg build` of all papers begins from them again and knows nothing of it.
"""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import resource
import shutil
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, Store

from kg.errors import GraphError, QueryError
from kg.folder import GraphFolder, write_atomically
from kg.search.make import FILE as SEARCH
from kg.server.confine import confine
from kg.server.errors import RefusedError, ServerError, TooBusyError, TooLargeError, TooSlowError
from kg.server.guard import check_reach
from kg.server.task import limit, limit_memory
from kg.sparql_words import top_words
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.server.backend import Backend
    from kg.server.protocol import Operation

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_ERRORS: dict[str, type[GraphError]] = {"QueryError": QueryError, "RefusedError": RefusedError}


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Hold an update with its limits: seconds and bytes of memory."""

    graph: Path
    text: str
    base: str
    timeout: float
    memory: int


async def update(request: Request, backend: Backend, operation: Operation) -> Response:
    """Carry out an update and answer when it can be seen."""
    from starlette.responses import Response

    settings = backend.settings
    if not settings.writable:
        raise RefusedError("this server takes no updates: start it with --writable")
    if not settings.token:
        _check_origin(request)
    await backend.update(with_dataset(operation))
    return Response(status_code=204)


def _check_origin(request: Request) -> None:
    """Refuse what a page of somebody else's may send through the browser of a user of this machine."""
    host, origin = request.headers.get("host", ""), request.headers.get("origin", "")
    if urlsplit(f"//{host}").hostname not in _HERE or (origin and urlsplit(origin).netloc != host):
        raise RefusedError("without a token, updates are taken from programs and pages of this machine only")


def with_dataset(operation: Operation) -> str:
    """Return the text of an update with the dataset of its request written into it, since the store reads only text.

    >>> from kg.server.protocol import Operation
    >>> with_dataset(Operation(text="DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", default_graphs=("urn:g",)))
    'DELETE { ?s ?p ?o } USING <urn:g> WHERE { ?s ?p ?o }'
    """
    if operation.default_graphs is None:
        return operation.text
    words = list(top_words(operation.text))
    if any(word in ("USING", "WITH") for word, _ in words):
        raise QueryError("the dataset is named in the request and in the update, by USING or WITH: name it once")
    try:
        clauses = [f"USING {NamedNode(iri)} " for iri in operation.default_graphs]
        clauses += [f"USING NAMED {NamedNode(iri)} " for iri in operation.named_graphs or ()]
    except ValueError as error:
        raise QueryError(f"a graph of the dataset has no valid IRI: {error}") from error
    text, before = "", 0
    for word, start in words:
        if word == "WHERE":
            text, before = text + operation.text[before:start] + "".join(clauses), start
    return text + operation.text[before:]


async def run_update(task: Update) -> None:
    """Carry out an update in a process of its own; raise `QueryError`, or an error of `kg.server.errors`."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "kg.server.update",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, process_group=0,
    )  # fmt: skip
    try:
        out, _ = await process.communicate(pickle.dumps(task))
    finally:
        if process.returncode is None:
            # Whoever asked is gone, or the server ends: nothing is changed by a process that nobody waits for.
            process.kill()
            await process.wait()
    code = process.returncode
    if code:
        await asyncio.to_thread(GraphFolder(task.graph).discard_unfinished)
    if code == -signal.SIGALRM:
        raise TooSlowError(f"the update was stopped at its limit of {task.timeout:g} s; nothing was changed")
    if code in (-signal.SIGABRT, -signal.SIGKILL):
        raise TooLargeError("the update needed more memory than it may have; nothing was changed")
    if code:
        raise ServerError(f"the update failed with exit code {code}; nothing was changed")
    told = json.loads(out)
    if told.get("kind") == "BusyError":
        raise TooBusyError(told["message"], retry_after=30)
    if told:
        raise _ERRORS.get(told["kind"], ServerError)(told["message"])


def apply_update(task: Update) -> None:
    """Make a new version by an update of the current one, and publish it.

    Raise `QueryError` where the update is wrong, and `BusyError` where somebody else writes to the folder.
    """
    check_reach(task.text, ("SERVICE", "LOAD"))
    folder = GraphFolder(task.graph)
    with folder.locked():
        current, new = folder.current(), folder.new_version()
        try:
            # The tables of the store are linked, not copied.
            Store.read_only(str(current / "store")).backup(str(new / "store"))
            store = Store(str(new / "store"))
            limit_memory(task.memory)
            store.update(task.text, base_iri=task.base, prefixes=PREFIXES)
            store.flush()
            _copy_others(current, new, quads=len(store))
            del store
            # What is done is not to be stopped half-way through being told.
            signal.setitimer(signal.ITIMER_REAL, 0)
            folder.publish(new)
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"the update does not parse: {(str(error).splitlines() or [''])[0][:300]}") from error
        finally:
            if folder.current() != new:
                shutil.rmtree(new, ignore_errors=True)


def _copy_others(current: Path, new: Path, *, quads: int) -> None:
    """Give a version what lies beside the store; the index for searching is made again when somebody searches."""
    for path in current.iterdir():
        if path.is_file() and path.name not in ("build.json", SEARCH):
            os.link(path, new / path.name)
    facts = json.loads((current / "build.json").read_text(encoding="utf-8"))
    facts["counts"]["quads"] = quads
    write_atomically(new / "build.json", json.dumps(facts, indent=1, ensure_ascii=False) + "\n")


def _main() -> None:
    task: Update = pickle.load(sys.stdin.buffer)
    limit(resource.RLIMIT_CORE, 0)
    confine(may_write=True)
    signal.setitimer(signal.ITIMER_REAL, task.timeout)
    told = {}
    try:
        apply_update(task)
    except GraphError as error:
        told = {"kind": type(error).__name__, "message": str(error)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    _main()
