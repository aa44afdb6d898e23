"""Compare the answers of other stores to all named queries with ours: `python stores.py GRAPH [COMUNICA]`.

The oxigraph server (its own package on the package index) loads the graph twice: by its bulk loader, and by the Graph
Store Protocol through `kg push`. Apache Jena (Debian's libapache-jena-java) loads it into TDB2. COMUNICA is the path of
comunica-sparql-file, which reads the N-Quads. Queries run whole and with the example of each parameter that the graph
knows. Exit 1 where an answer differs.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import jena
from pyoxigraph import QuerySolutions, Store

from kg.errors import QueryError
from kg.export import export
from kg.push import push
from kg.query import bind, columns, named_queries, query, rows
from kg.store import open_store
from kg.vocab import PREFIXES

Row = dict[str, str]
HEAD = "".join(f"PREFIX {name}: <{stem}>\n" for name, stem in PREFIXES.items())


def main(graph: str, comunica: str = "") -> int:
    store, wrong = open_store(graph), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "graph.nq").open("wb") as out:
            export(graph, "nq", out)
        program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
        if program:
            command = [program, "load", "--location", str(folder / "bulk"), "--file", str(folder / "graph.nq")]
            subprocess.run(command, check=True, capture_output=True)
            with _server(program, folder / "bulk") as url:
                wrong += compare(store, f"oxigraph {_version(program)}, bulk loader", lambda text: _ask(url, text))
            with _server(program, folder / "pushed") as url:
                push(graph, f"{url}/store")
                wrong += compare(store, "oxigraph, Graph Store Protocol", lambda text: _ask(url, text))
        else:
            print("left out: pip install oxigraph")
        if jena.installed():
            bulk = jena.load(folder, folder / "graph.nq")
            wrong += compare(store, "Apache Jena TDB2, bulk loader", lambda text: jena.ask(folder, bulk, text), _number)
        else:
            print("left out: apt-get install libapache-jena-java")
        if comunica:
            wrong += compare(store, "Comunica", lambda text: _comunica(comunica, folder, text))
    return 1 if wrong else 0


def compare(store: Store, name: str, ask: Callable[[str], list[Row]], plain: Callable[[str], str] = str) -> int:
    """Ask another store all that ours can answer, count the answers that differ and say which they are.

    ``plain`` takes out of a cell what the other store is known to write its own way. A question that the store refuses
    has one row, with what it says as ``refused``.
    """
    asked = wrong = found = 0
    for title, text in questions(store):
        ours = query(store, text)
        assert isinstance(ours, QuerySolutions)
        names, expected = columns(ours), sorted(tuple(_ordered(plain(cell)) for cell in row) for row in rows(ours))
        answer = ask(HEAD + text)
        theirs = sorted(tuple(_ordered(plain(row.get(name, ""))) for name in names) for row in answer)
        asked, found = asked + 1, found + len(theirs)
        if theirs != expected:
            wrong += 1
            said = "".join(row.get("refused", "") for row in answer) or f"{len(theirs)} rows"
            print(f"OTHER {name}, {title}: {said}, {len(expected)} here{_first_difference(theirs, expected)}")
    print(f"{name}: {asked} questions, {found} rows, {wrong} answers differ")
    return wrong


def _ordered(cell: str) -> str:
    """Return a cell with its values in order: GROUP_CONCAT joins them in any."""
    return "|".join(sorted(cell.split("|")))


def _first_difference(theirs: list[tuple[str, ...]], ours: list[tuple[str, ...]]) -> str:
    more, fewer = sorted(set(theirs) - set(ours))[:1], sorted(set(ours) - set(theirs))[:1]
    return "".join(f"\n  {side}: {row}" for side, rows in (("there", more), ("here", fewer)) for row in rows)


def questions(store: Store) -> Iterator[tuple[str, str]]:
    """Yield the named queries, whole and with the examples of their parameters; text as it is sent."""
    for named in named_queries().values():
        yield named.name, bind(store, named.text, {})
        for parameter in named.parameters:
            try:
                yield f"{named.name} {parameter.name}", bind(store, named.text, {parameter.name: parameter.example})
            except QueryError:
                continue


def _number(cell: str) -> str:
    """Return a decimal without noughts at its end, which Jena leaves out."""
    return re.sub(r"\.?0+$", "", cell) if re.fullmatch(r"-?\d+\.\d+", cell) else cell


def _version(program: str) -> str:
    said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    return said.split()[-1]


@contextmanager
def _server(program: str, location: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [program, "serve", "--location", str(location), "--bind", address, "--union-default-graph"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(100):
                try:
                    urllib.request.urlopen(f"http://{address}/", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.2)
            yield f"http://{address}"
        finally:
            process.kill()


def _ask(url: str, sparql: str) -> list[Row]:
    body = urllib.parse.urlencode({"query": sparql}).encode()
    request = urllib.request.Request(f"{url}/query", data=body, headers={"Accept": "text/csv"})
    with urllib.request.urlopen(request, timeout=300) as reply:
        return _read(reply.read().decode())


def _comunica(program: str, folder: Path, sparql: str) -> list[Row]:
    (folder / "query.rq").write_text(sparql, encoding="utf-8")
    command = [
        program,
        "--unionDefaultGraph",
        str(folder / "graph.nq"),
        "-f",
        str(folder / "query.rq"),
        "-t",
        "text/csv",
    ]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=100)
    except subprocess.TimeoutExpired:
        return [{"refused": "no answer in 100 seconds"}]
    if done.returncode:
        return [{"refused": " ".join(done.stderr.split())[:150]}]
    return _read(done.stdout)


def _read(text: str) -> list[Row]:
    # By name: not every store writes the columns in the order that was asked for.
    return list(csv.DictReader(io.StringIO(text, newline="")))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
