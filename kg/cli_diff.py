"""`kg diff`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click

from kg.diff import KINDS, WAYS, Change

_SIGNS = {"appeared": ("+", "green"), "went": ("-", "red"), "changed": ("~", "yellow")}


@click.command(
    epilog="Examples:\n\n\b\n"
    "  kg diff old-graph new-graph\n"
    "  kg diff old-graph new-graph --only claim --only risk --format json > changes.json\n"
    "  kg diff old-graph new-graph --summary && echo the same\n\n"
    "Exit 0: the graphs say the same; 1: they differ; 2: wrong use."
)
@click.argument("old", type=click.Path(path_type=Path, file_okay=False))
@click.argument("new", type=click.Path(path_type=Path, file_okay=False))
@click.option("--only", multiple=True, type=click.Choice(KINDS), help="Only these; repeat for more.")
@click.option("--summary", is_flag=True, help="Only count.")
@click.option("--format", "-f", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def diff(old: Path, new: Path, only: tuple[str, ...], summary: bool, form: str) -> None:
    """Tell which papers, claims, risks and links appeared, went or changed from graph OLD to graph NEW.

    A statement is known by its sentence and the words of its two ends, a link by its words, so that text which only
    moved is no change. Of a paper that only one of the two holds claims and risks are listed and counted, links not.
    Memory is for one paper at a time.
    """
    from kg.diff import diff as compare

    counts: Counter[tuple[str, str]] = Counter()
    changes = _counted(compare(old, new, only or KINDS), counts)
    if form == "json":
        _write_json(() if summary else changes, changes, counts)
    else:
        _write_text(() if summary else changes)
        for _ in changes:
            pass
        for kind in only or KINDS:
            numbers = "  ".join(f"{_SIGNS[way][0]}{counts[kind, way]:<6,}" for way in WAYS)
            click.echo(f"{kind + 's':9} {numbers}".rstrip())
    sys.exit(1 if counts else 0)


def _counted(changes: Iterable[Change], counts: Counter[tuple[str, str]]) -> Iterator[Change]:
    for one in changes:
        counts[one.kind, one.way] += 1
        yield one


def _write_text(changes: Iterable[Change]) -> None:
    for paper, found in groupby(changes, key=lambda one: one.paper):
        click.echo(click.style(paper, bold=True))
        for one in found:
            sign, colour = _SIGNS[one.way]
            click.echo(f"  {click.style(sign, fg=colour)} {one.kind:8}  {one.about}")
            if one.sentence:
                click.echo(f"              in: {one.sentence}")
            if one.way == "changed" or one.kind == "link":
                for name, before, after in one.fields:
                    click.echo(f"              {name}: {before or 'nothing'} -> {after or 'nothing'}")


def _write_json(shown: Iterable[Change], changes: Iterable[Change], counts: Counter[tuple[str, str]]) -> None:
    click.echo('{"changes": [', nl=False)
    for place, one in enumerate(shown):
        fields = [{"name": name, "before": before, "after": after} for name, before, after in one.fields]
        line = json.dumps({**asdict(one), "fields": fields}, ensure_ascii=False)
        click.echo(f"{',' if place else ''}\n{line}", nl=False)
    for _ in changes:
        pass
    numbers = {kind: {way: counts[kind, way] for way in WAYS} for kind in KINDS}
    click.echo(f'\n], "summary": {json.dumps(numbers)}}}')
