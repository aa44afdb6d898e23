"""Load N-Quads into Virtuoso and compare its answers to the named queries: `python virtuoso.py GRAPH`.

Needs Debian's virtuoso-opensource-7. It starts a server of its own in a temporary folder. Exit 1 where an answer
differs; a query that Virtuoso refuses is listed and does not count, since that is its parser's word on SPARQL 1.1.
"""

from __future__ import annotations

import json
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

from pyoxigraph import QuerySolutions

from kg.export import export
from kg.query import bind, named_queries, query, rows
from kg.store import open_store
from kg.vocab import PREFIXES

SQL, HTTP = 21111, 28890
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
NumberOfBuffers = 40000
[HTTPServer]
ServerPort = {http}
[SPARQL]
ResultSetMaxRows = 1000000
"""


def main(graph: str) -> int:
    store = open_store(graph)
    with tempfile.TemporaryDirectory() as name, _server(Path(name)):
        with (Path(name) / "graph.nq").open("wb") as out:
            export(graph, "nq", out)
        _sql(f"ld_dir('{name}', '*.nq', 'urn:none'); rdf_loader_run(); checkpoint;")
        own = _ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER (CONTAINS(STR(?g), '/graph/')) }")
        print(f"quads: {own[0][0]} there, {len(store)} here")
        return _compare(store)


def _compare(store) -> int:  # type: ignore[no-untyped-def]
    wrong = 0
    for named in named_queries().values():
        ours = query(store, named.name)
        assert isinstance(ours, QuerySolutions)
        expected = sorted(rows(ours))
        try:
            found = sorted(_ask(bind(store, named.text, {})))
        except urllib.error.HTTPError as error:
            said = error.read(2000).decode("utf-8", "replace").splitlines()[0][:150]
            print(f"refused {named.name}: {said}")
            continue
        same = [tuple(map(_plain, row)) for row in found] == [tuple(map(_plain, row)) for row in expected]
        print(f"{'same' if same else 'OTHER'} {named.name}: {len(found)} rows, {len(expected)} here")
        wrong += not same
    return 1 if wrong else 0


def _plain(cell: str) -> str:
    """Return a cell without what Virtuoso writes its own way: flags as numbers, decimals without zeros."""
    if cell in ("true", "false"):
        return str(int(cell == "true"))
    return cell


def _ask(sparql: str) -> list[tuple[str, ...]]:
    head = "".join(f"PREFIX {name}: <{stem}>\n" for name, stem in PREFIXES.items())
    body = urllib.parse.urlencode({"query": head + sparql, "format": "application/sparql-results+json"}).encode()
    with urllib.request.urlopen(f"http://localhost:{HTTP}/sparql", data=body, timeout=120) as reply:
        found = json.load(reply)
    names = found["head"]["vars"]
    return [tuple(row.get(name, {}).get("value", "") for name in names) for row in found["results"]["bindings"]]


@contextmanager
def _server(folder: Path) -> Iterator[None]:
    ini = folder / "virtuoso.ini"
    ini.write_text(INI.format(folder=folder, sql=SQL, http=HTTP), encoding="ascii")
    command = ["virtuoso-t", "+foreground", "+configfile", str(ini)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(120):
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
