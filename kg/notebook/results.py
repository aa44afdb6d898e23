"""Answers as rows of Python values, as data frames, and as a table in a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, overload

from markupsafe import Markup

from kg.errors import MissingExtraError
from kg.notebook.html import cell, framed

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

_SHOWN = 20
_NUMBERS = {"integer": int, "int": int, "long": int, "decimal": Decimal, "double": float, "float": float}


@dataclass(frozen=True, slots=True)
class Results(Sequence[dict[str, Any]]):
    """Hold the rows of an answer; a row is a dictionary from the name of a column to its value or None.

    Numbers are int, Decimal or float, as they are typed in the graph, booleans are bool, everything else is text; an
    IRI is the text of it.
    """

    columns: tuple[str, ...]
    values: tuple[tuple[Any, ...], ...]

    @overload
    def __getitem__(self, at: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, at: slice) -> Results: ...
    def __getitem__(self, at: int | slice) -> dict[str, Any] | Results:
        if isinstance(at, slice):
            return Results(self.columns, self.values[at])
        return dict(zip(self.columns, self.values[at], strict=True))

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.values)

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas data frame; decimals become floats. Raise `MissingExtraError` where pandas is missing."""
        try:
            import pandas
        except ImportError as error:
            raise MissingExtraError("frames", "a pandas data frame") from error
        return pandas.DataFrame([_floats(row) for row in self.values], columns=list(self.columns))

    def to_polars(self) -> pl.DataFrame:
        """Return a polars data frame; decimals become floats. Raise `MissingExtraError` where polars is missing."""
        try:
            import polars
        except ImportError as error:
            raise MissingExtraError("frames", "a polars data frame") from error
        rows = [_floats(row) for row in self.values]
        columns = {name: [row[at] for row in rows] for at, name in enumerate(self.columns)}
        return polars.DataFrame(
            {name: polars.Series(name, _alike(values), strict=False) for name, values in columns.items()}
        )

    def _repr_html_(self) -> str:
        head = Markup("").join(Markup("<th>{}</th>").format(name) for name in self.columns)
        lines = (
            Markup("").join(Markup("<td>{}</td>").format(cell(one)) for one in row) for row in self.values[:_SHOWN]
        )
        body = Markup("").join(Markup("<tr>{}</tr>").format(line) for line in lines)
        more = f"{len(self)} rows" + (f", the first {_SHOWN} shown" if len(self) > _SHOWN else "")
        table = Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table><p class=kg-soft>{}</p>")
        return framed(table.format(head, body, more))


def value_of(term: Any) -> Any:
    """Return a term of an answer as a Python value.

    >>> from pyoxigraph import Literal, NamedNode
    >>> value_of(Literal(3)), value_of(Literal(True)), value_of(NamedNode("urn:a")), value_of(None)
    (3, True, 'urn:a', None)
    """
    if term is None:
        return None
    kind = getattr(getattr(term, "datatype", None), "value", "").rpartition("#")[2]
    if kind == "boolean":
        return term.value == "true"
    return _NUMBERS[kind](term.value) if kind in _NUMBERS else str(getattr(term, "value", term))


def _floats(row: Sequence[Any]) -> list[Any]:
    return [float(one) if isinstance(one, Decimal) else one for one in row]


def _alike(values: list[Any]) -> list[Any]:
    """Return a column of one type: text where its values differ in more than the sort of number."""
    kinds = {type(one) for one in values if one is not None}
    if kinds <= {int, float} or len(kinds) <= 1:
        return values
    return [None if one is None else str(one) for one in values]
