"""Apache Jena of Debian (libapache-jena-java): its parsers, its store TDB2 and its SPARQL engine."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

JARS = Path("/usr/share/java")
_NEEDED = (
    "commons-cli", "commons-codec", "commons-compress", "commons-csv", "commons-io", "commons-lang3",
    "dexx.collection", "gson", "guava", "httpclient", "httpclient-cache", "httpcore", "jackson-annotations",
    "jackson-core", "jackson-databind", "jsonld-java", "protobuf", "slf4j-api", "slf4j-nop", "thrift", "jena-arq",
    "jena-base", "jena-cmds", "jena-core", "jena-dboe-base", "jena-dboe-index", "jena-dboe-storage",
    "jena-dboe-trans-data", "jena-dboe-transaction", "jena-iri", "jena-rdfconnection", "jena-shacl", "jena-shex",
    "jena-tdb", "jena-tdb2",
)  # fmt: skip
_MOVED = "org/apache/jena/ext/xerces/"


def installed() -> bool:
    """Tell whether Jena and Java are there."""
    return (JARS / "jena-core.jar").exists() and shutil.which("java") is not None


def count(work: Path, path: Path) -> int:
    """Return the triples or quads that riot counts in a file, whose ending tells the format."""
    if not installed():
        from table import Missing

        raise Missing("apt-get install libapache-jena-java")
    # The package's reader of JSON-LD 1.1 lacks a part; that of 1.0 reads what we use.
    form = ["--syntax=jsonld10"] if path.suffix == ".jsonld" else []
    text = _run(work, "riotcmd.riot", *form, "--count", str(path))
    return int(re.findall(r"(?:Quads|Triples) = ([\d,]+)", text)[-1].replace(",", ""))


def load(work: Path, path: Path) -> Path:
    """Load N-Quads into a new TDB2 store by its bulk loader; return the store's folder."""
    store = work / "tdb2"
    shutil.rmtree(store, ignore_errors=True)
    _run(work, "tdb2.tdbloader", "--loc", str(store), str(path))
    return store


def ask(work: Path, store: Path, sparql: str) -> list[dict[str, str]]:
    """Return the rows of a query over the union of the graphs."""
    query = work / "query.rq"
    query.write_text(sparql, encoding="utf-8")
    union = "tdb2:unionDefaultGraph=true"
    text = _run(work, "tdb2.tdbquery", "--loc", str(store), "--set", union, "--results", "CSV", "--query", str(query))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _run(work: Path, program: str, *arguments: str) -> str:
    path = ":".join([str(_messages(work)), *(str(JARS / f"{name}.jar") for name in _NEEDED)])
    command = ["java", "-Xmx4g", "-cp", path, program, *arguments]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace")[:300])
    return (done.stdout or done.stderr).decode("utf-8")


def _messages(work: Path) -> Path:
    """Return a folder with the messages of Jena's Xerces where its classes look: Debian moved only the classes."""
    folder = work / "classes"
    if not (folder / "xerces").exists():
        with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
            for name in jar.namelist():
                if name.startswith(_MOVED) and name.endswith(".properties"):
                    target = folder / "xerces" / name.removeprefix(_MOVED)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(jar.read(name))
    return folder
