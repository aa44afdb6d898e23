"""Options and small helpers that several commands share."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click

graph_option = click.option(
    "--graph",
    "-g",
    required=True,
    envvar="KG_GRAPH",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the graph (or set KG_GRAPH).",
)
lexicon_option = click.option(
    "--lexicon",
    default=None,
    type=click.Path(exists=True, file_okay=False),
    help="Folder of a compiled snapshot of ontologies in place of the packaged one; see `kg ontologies build`.",
)
models_option = click.option(
    "--model",
    "models",
    multiple=True,
    metavar="NAME",
    help="Also recognise with this installed spaCy model, such as en_ner_bc5cdr_md; may be given more than once.",
)


def parse_stem(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return the stem of IRIs as it was given; raise `click.BadParameter` where nothing minted from it is one."""
    if value and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#:]", value):
        raise click.BadParameter(
            f"{value!r} is no stem of IRIs such as https://example.org/data/, with / or # at its end"
        )
    return value


def parse_time(ctx: click.Context, param: click.Parameter, given: str | None) -> str:
    """Return ISO 8601 from a date, a time, or seconds since 1970 as in SOURCE_DATE_EPOCH; empty for none."""
    text = given or os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return ""
    try:
        moment = datetime.fromtimestamp(int(text), UTC) if text.isdigit() else datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise click.BadParameter(f"{text!r} is no ISO 8601 time such as 2026-01-31T12:00:00Z") from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def open_out(path: str) -> Iterator[IO[bytes]]:
    """Open a file for writing under a temporary name, renamed when all is written; ``-`` is stdout.

    A device or a pipe is written to as it is: a rename would put a file in its place. Raise `click.UsageError` where
    there is no such folder.
    """
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    if not target.parent.is_dir():
        raise click.UsageError(f"{target}: there is no folder {target.parent}; make it first")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def say(text: str) -> None:
    """Write a message to stderr."""
    click.echo(text, err=True)


@contextmanager
def spooled(inputs: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give the inputs with ``-`` replaced by a file that holds what comes on stdin: workers cannot read our stdin."""
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder) / "stdin"
        if "-" in inputs:
            with path.open("wb") as file:
                shutil.copyfileobj(sys.stdin.buffer, file)
        yield tuple(str(path) if name == "-" else name for name in inputs)


def write_table(names: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Write rows to stdout: a table where few columns fit a terminal, else a card for each row.

    Where stdout is no terminal the cells are not cut and have no frames.
    """
    if len(names) > 8 and rows:
        _write_cards(names, rows)
    else:
        write_rows(names, rows)


def write_rows(names: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Write rows to stdout as a table, however many columns they have."""
    if sys.stdout.isatty():
        _write_rich(names, rows)
    else:
        _write_plain(names, rows)


def _write_cards(names: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    width = max(map(len, names))
    for number, row in enumerate(rows):
        if number:
            click.echo()
        for name, cell in zip(names, row, strict=True):
            if cell:
                click.echo(f"{click.style(name.ljust(width), fg='cyan')}  {_one_line(cell)}")


def _write_rich(names: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(header_style="bold cyan")
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_one_line(cell)) for cell in row))
    Console().print(table)


def _write_plain(names: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    lines = [names, *(tuple(map(_one_line, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _one_line(cell: str) -> str:
    """Return a cell without line breaks or control characters, which could drive a terminal."""
    return "".join(char if char.isprintable() else " " for char in cell)
