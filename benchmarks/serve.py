"""Measure a server under load: `python -m benchmarks.serve GRAPH`.

Starts `kg serve`, lets clients ask at once over connections that stay open, and sends a query now and then that never
ends. Prints requests a second, the latency of each kind of request, errors, and over time the memory of the server and
its readers. `--seconds 300` is the long run. Clients and server share the machine: the processor time that the server
itself takes for a request says more than how many it answers beside others.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import time
import urllib.request
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

IRIS = "SELECT ?claim { ?claim a cg:Claim } LIMIT 5000"
KINDS = ("point", "join", "resource", "known", "named")
WEIGHTS = (70, 10, 10, 8, 2)
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
EVERY = 5.0


@dataclass
class Seen:
    """Hold what the clients saw."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    status: Counter[tuple[str, int]] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, float, float]] = field(default_factory=list)


class Connection:
    """Ask over one connection, as few lines of HTTP as will do, so that the clients take little of the machine."""

    def __init__(self, host: str, port: int) -> None:
        self._where = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, target: str, headers: str = "") -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(*self._where, limit=1 << 22)
        reader, writer = self._streams
        writer.write(f"GET {target} HTTP/1.1\r\nHost: {self._where[0]}\r\n{headers}\r\n".encode())
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")[:-2]
        found = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await self._body(reader, found)
        if found.get("connection") == "close":
            self.close()
        return int(first.split()[1]), found, body

    async def _body(self, reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
        if "transfer-encoding" not in headers:
            return await reader.readexactly(int(headers.get("content-length", 0)))
        body = b""
        while size := int(await reader.readline(), 16):
            body += await reader.readexactly(size + 2)
        await reader.readline()
        return body

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def target(kind: str, claim: str, number: int) -> str:
    """Return what to ask; the number keeps questions of the heavier kinds apart, so that none is remembered."""
    texts = {
        "point": f"SELECT ?p ?o {{ <{claim}> ?p ?o }}",
        "join": f"SELECT ?other {{ <{claim}> biolink:object ?o . ?other biolink:object ?o }} LIMIT {number % 900 + 1}",
        "known": "SELECT (COUNT(*) AS ?n) { ?c a cg:Claim }",
    }
    if kind == "resource":
        return f"/resource?iri={quote(claim, safe='')}&format=nt"
    return "/queries/overview" if kind == "named" else "/sparql?" + urlencode({"query": texts[kind]})


async def client(number: int, host: str, port: int, claims: list[str], until: float, seen: Seen) -> None:
    """Ask one question after the other."""
    dice, connection = random.Random(number), Connection(host, port)
    tag = ""
    while time.monotonic() < until:
        (kind,) = dice.choices(KINDS, WEIGHTS)
        headers = f"If-None-Match: {tag}\r\n" if kind == "known" and tag else ""
        began = time.perf_counter()
        try:
            status, found, _ = await connection.get(target(kind, dice.choice(claims), dice.randrange(10**9)), headers)
        except (OSError, EOFError) as error:
            seen.errors[f"{kind}: {error!r}"[:100]] += 1
            connection.close()
            continue
        tag = found.get("etag", tag) if kind == "known" else tag
        seen.status[kind, status] += 1
        seen.seconds[kind].append(time.perf_counter() - began)
    connection.close()


async def runaways(host: str, port: int, until: float, seen: Seen) -> None:
    """Send a query that never ends, again and again."""
    while time.monotonic() < until:
        connection = Connection(host, port)
        status, _, _ = await connection.get("/sparql?" + urlencode({"query": RUNAWAY}))
        seen.status["runaway", status] += 1
        connection.close()
        await asyncio.sleep(EVERY)


async def watch(process: int, until: float, seen: Seen) -> None:
    """Note the memory of the server and of its readers."""
    began = time.monotonic()
    while time.monotonic() < until:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        readers = sum(resident(int(child)) for child in children)
        seen.memory.append((time.monotonic() - began, resident(process), readers))
        await asyncio.sleep(1)


def resident(process: int) -> float:
    """Return the resident memory of a process that is its own, in MB; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def processor_seconds(process: int) -> float:
    """Return the processor time that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(url: str, process: int, clients: int, seconds: float) -> Seen:
    """Let clients ask for some seconds."""
    parts, seen = urlsplit(url), Seen()
    host, port = str(parts.hostname), int(parts.port or 80)
    status, _, body = await Connection(host, port).get("/sparql?" + urlencode({"query": IRIS, "format": "json"}))
    if status != 200:
        raise SystemExit(f"the server did not tell its claims, status {status}: {body.decode()[:300]}")
    claims = [row["claim"]["value"] for row in json.loads(body)["results"]["bindings"]]
    until = time.monotonic() + seconds
    asking = [client(number, host, port, claims, until, seen) for number in range(clients)]
    await asyncio.gather(*asking, runaways(host, port, until, seen), watch(process, until, seen))
    return seen


def report(seen: Seen, seconds: float) -> None:
    """Print what was seen."""
    total = sum(map(len, seen.seconds.values()))
    print(f"{total:,} requests in {seconds:g} s: {total / seconds:,.0f} a second")
    for kind in KINDS:
        times = sorted(seen.seconds[kind])
        if times:
            shares = (
                f"{times[min(int(len(times) * share), len(times) - 1)] * 1000:8.1f}" for share in (0.5, 0.95, 0.99)
            )
            print(
                f"{kind:10}{len(times):8,} requests; ms at 50, 95, 99 %:{''.join(shares)}; most {times[-1] * 1000:.1f}"
            )
    print("status:", ", ".join(f"{kind} {code}: {count:,}" for (kind, code), count in sorted(seen.status.items())))
    print("errors:", dict(seen.errors) or "none")
    step = max(1, len(seen.memory) // 10)
    print("memory, MB (second: server + readers):", end=" ")
    print(", ".join(f"{at:.0f}: {server:.0f} + {readers:.0f}" for at, server, readers in seen.memory[::step]))


def main() -> None:
    """Start a server on the graph named on the command line and measure it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", help="folder of a graph")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--timeout", type=float, default=3, help="seconds a query; more on a machine that others use")
    given = parser.parse_args()
    command = [
        sys.executable,
        "-m",
        "kg",
        "serve",
        "--graph",
        given.graph,
        "--port",
        "0",
        "--timeout",
        str(given.timeout),
    ]
    server = subprocess.Popen([*command, "--workers", str(given.workers)], stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        url = server.stderr.readline().split(" at ")[1].split(";")[0]
        with urllib.request.urlopen(url + "health") as answer:
            print(json.load(answer)["counts"])
        before = processor_seconds(server.pid)
        seen = asyncio.run(measure(url, server.pid, given.clients, given.seconds))
        report(seen, given.seconds)
        taken = (processor_seconds(server.pid) - before) / max(1, sum(seen.status.values()))
        print(f"processor time of the server itself, without its readers: {taken * 1000:.2f} ms a request")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
