"""Compare Virtuoso's answers to all named queries with ours: `python virtuoso.py GRAPH`.

Needs Debian's virtuoso-opensource-7. Servers of its own in temporary folders are loaded twice: by the bulk loader, and
by the Graph Store Protocol through `kg push`. Exit 1 where an answer differs.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stores import Row, compare

from kg.export import export
from kg.push import push
from kg.store import open_store

SQL, HTTP, LIMIT = 21111, 28890, 100
INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[Parameters]
ServerPort = {sql}
DirsAllowed = {folder}
NumberOfBuffers = 80000
ThreadsPerQuery = 1
[HTTPServer]
ServerPort = {http}
[SPARQL]
ResultSetMaxRows = 1000000
"""
_OWN = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER (CONTAINS(STR(?g), '/graph/')) }"


def main(graph: str) -> int:
    store, wrong = open_store(graph), 0
    with tempfile.TemporaryDirectory() as name, _server(Path(name)):
        with (Path(name) / "graph.nq").open("wb") as out:
            export(graph, "nq", out)
        _sql(f"ld_dir('{name}', '*.nq', 'urn:none'); rdf_loader_run(); checkpoint;")
        wrong += _compare(store, "bulk loader")
    with tempfile.TemporaryDirectory() as name, _server(Path(name)):
        push(graph, f"http://localhost:{HTTP}/sparql-graph-crud-auth", user="dba", password="dba")
        wrong += _compare(store, "Graph Store Protocol")
    return 1 if wrong else 0


def _compare(store, how: str) -> int:  # type: ignore[no-untyped-def]
    found = int(_ask(_OWN)[0]["n"])
    print(f"Virtuoso, {how}: {found} quads there, {len(store)} here")
    return (found != len(store)) + compare(store, f"Virtuoso, {how}", _ask, _plain)


def _plain(cell: str) -> str:
    """Return a cell without what Virtuoso writes its own way: flags as numbers, decimals without zeros at the end."""
    if cell in ("true", "false"):
        return str(int(cell == "true"))
    return re.sub(r"\.?0+$", "", cell) if re.fullmatch(r"-?\d+\.\d+", cell) else cell


def _ask(sparql: str) -> list[Row]:
    body = urllib.parse.urlencode({"query": sparql, "format": "application/sparql-results+json"}).encode()
    try:
        with urllib.request.urlopen(f"http://localhost:{HTTP}/sparql", data=body, timeout=LIMIT) as reply:
            found = json.load(reply)
    except TimeoutError:
        return [{"refused": f"no answer in {LIMIT} seconds"}]
    except urllib.error.HTTPError as error:
        said = error.read(2000).decode("utf-8", "replace").splitlines()[0][:150]
        return [{"refused": said}]
    names = found["head"]["vars"]
    return [{name: row.get(name, {}).get("value", "") for name in names} for row in found["results"]["bindings"]]


@contextmanager
def _server(folder: Path) -> Iterator[None]:
    ini = folder / "virtuoso.ini"
    ini.write_text(INI.format(folder=folder, sql=SQL, http=HTTP), encoding="ascii")
    command = ["virtuoso-t", "+foreground", "+configfile", str(ini)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(240):
                try:
                    urllib.request.urlopen(f"http://localhost:{HTTP}/", timeout=5).close()
                    break
                except urllib.error.HTTPError:
                    break
                except OSError:
                    time.sleep(0.5)
            yield
        finally:
            process.kill()


def _sql(statements: str) -> None:
    subprocess.run(["isql-vt", f"localhost:{SQL}", "dba", "dba", f"exec={statements}"], check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
