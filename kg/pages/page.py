"""What a view hands to the site: a template with its values, its RDF, and its pictures with their data."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from starlette.requests import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Hold a picture and its data; ``svg`` is drawn with the style classes of the pages, ``note`` stands below it."""

    name: str
    title: str
    svg: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float, ...], ...]
    note: str = ""

    def csv(self) -> str:
        """Return the data as CSV; cells that a spreadsheet would run as a formula are quoted."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([[_harmless(cell) for cell in row] for row in self.rows])
        return out.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Hold a page before it is written; ``rdf`` is a CONSTRUCT or DESCRIBE of what it shows."""

    template: str
    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    rdf: str = ""
    figures: Sequence[Figure] = ()
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Send the reader to another page."""

    path: str


def page_number(request: Request) -> int:
    """Return which page of a list is wanted, from 1 on."""
    given = request.query_params.get("page", "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1


class NotFoundError(LookupError):
    """Report that the graph holds no such thing."""


def _harmless(cell: str | int | float) -> str | int | float:
    if isinstance(cell, str) and cell[:1] in ("=", "+", "@", "\t", "\r"):
        return "'" + cell
    return cell
