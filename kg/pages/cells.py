"""The cells of an answer: names of things lead to their pages, sentences to their place in the paper."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from kg.pages.ask import shorten
from kg.pages.links import iri_of, page_of

_KINDS = {"claim": "claim", "risk": "risk", "relation": "relation"}
_OWN_ID = re.compile(r"[0-9a-f]{20}")
_NUMBERS = ("integer", "decimal", "double")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Hold a cell of a table: its words, and the path or address that it leads to."""

    words: str
    path: str = ""
    number: bool = False


def cells_of(columns: Sequence[str], row: Sequence[Any], base: str) -> tuple[Cell, ...]:
    """Return the cells of a row; what ids stand for is told by the names that columns have in the named queries."""
    words = {name: str(getattr(term, "value", "")) for name, term in zip(columns, row, strict=True)}
    return tuple(_cell(name, term, words, base) for name, term in zip(columns, row, strict=True))


def _cell(name: str, term: Any, words: Mapping[str, str], base: str) -> Cell:
    from pyoxigraph import Literal, NamedNode

    if term is None:
        return Cell(words="")
    if isinstance(term, NamedNode):
        path = page_of(term.value, base)
        return Cell(words=shorten(term.value), path="" if path.startswith("/entity?") else path)
    if isinstance(term, Literal):
        number = term.datatype.value.rpartition("#")[2] in _NUMBERS
        return Cell(words=term.value, number=number, path="" if number else _path(name, term.value, words, base))
    return Cell(words=str(term))


def _path(name: str, value: str, words: Mapping[str, str], base: str) -> str:
    """Return where a value of a column leads: claims, papers and terms by their ids, sentences to the text."""
    head, _, last = name.rpartition("_")
    if name in _KINDS and _OWN_ID.fullmatch(value):
        return f"/{_KINDS[name]}/{value}"
    if last == "id" and (iri := iri_of(value.partition("|")[0])):
        return page_of(iri, base)
    if last not in ("paper", "sentence") or not (paper := words.get(f"{head}_paper" if head else "paper")):
        return ""
    start = words.get("start", "") if name == "sentence" else ""
    return f"/paper/{quote(paper, safe='')}{f'?at={start}#s{start}' if start.isdigit() else ''}"
