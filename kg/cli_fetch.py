"""`kg fetch`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from kg.cli_options import say


@click.command(
    epilog="Examples:\n\n\b\n"
    "  kg fetch PMC7614604 31452104 10.1056/nejmoa1715274 --out papers/\n"
    "  kg fetch - --out papers/ < ids.txt && kg build papers/ --graph my-graph\n\n"
    "Exit 0: all are there; 1: some could not be had, each named on stderr; 2: wrong use."
)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--out", "-o", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to fill.")
@click.option("--abstracts", is_flag=True, help="Take PubMed citations with abstracts, also where the text is open.")
@click.option("--email", envvar="KG_EMAIL", default="", help="Where NCBI can write to you (or set KG_EMAIL).")
@click.option("--key", envvar="NCBI_API_KEY", default="", help="Key that lets you ask NCBI oftener (or NCBI_API_KEY).")
def fetch(ids: tuple[str, ...], out: Path, abstracts: bool, email: str, key: str) -> None:
    """Fetch papers from Europe PMC and PubMed, for `kg build`.

    ID is a PMC id, a PubMed id, a DOI or a URL with one of them; - reads ids from stdin, one a line. The full text is
    taken where it is open, else the abstract. What is in the folder already is not fetched again.
    """
    from kg.fetch import Services
    from kg.fetch import fetch as fetch_papers

    wanted = tuple(_expanded(ids))
    counts: Counter[str] = Counter()
    show = sys.stderr.isatty()
    for number, found in enumerate(
        fetch_papers(wanted, out, services=Services(email=email, key=key), abstracts=abstracts), start=1
    ):
        counts[found.kind or "failed"] += 1
        if found.error:
            say(found.error)
        elif show:
            say(f"{number} of {len(wanted)}: {found.id} -> {found.file} ({found.kind})")
    say(", ".join(f"{counts[kind]:,} {kind}" for kind in ("full text", "abstract", "kept", "failed") if counts[kind]))
    sys.exit(1 if counts["failed"] else 0)


def _expanded(ids: tuple[str, ...]) -> Iterator[str]:
    for text in ids:
        if text == "-":
            yield from (line.strip() for line in sys.stdin if line.strip())
        else:
            yield text
