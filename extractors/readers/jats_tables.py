"""Lay out the tables of JATS articles row by row, and keep the place of each cell in the grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.document import BlockKind, Cell, Table
from extractors.readers.jats_inline import Inline
from extractors.readers.layout import Layout, Run

_CELLS = ("td", "th", "entry")
# A span beyond this is a slip of the pen, and would only make the grid large.
_WIDEST = 1000


def lay_out_table(table: etree._Element, inline: Inline, layout: Layout, label: str) -> None:
    """Add a block for each row that holds text, its cells parted by bars, and the table with the places of its cells.

    Cells that reach over several rows or columns are understood in HTML (``rowspan``, ``colspan``) and in the exchange
    model of CALS (``morerows``, ``namest``, ``nameend``).
    """
    grid = _Grid(_column_names(table))
    cells: list[Cell] = []
    for number, row in enumerate(table.iter("tr", "row")):
        run = Run()
        header = _is_header(row)
        drafts = [_write(cell, index, inline, run) for index, cell in enumerate(row.iterchildren(*_CELLS))]
        places = list(grid.places(number, row))
        block = layout.add(run, BlockKind.TABLE_ROW, label) if any(end > start for start, end in drafts) else None
        for (start, end), (column, rows, columns) in zip(drafts, places, strict=True):
            if block and end > start:
                first = block.start
                cells.append(
                    Cell(start=first + start, end=first + end, row=number, column=column, rows=rows, columns=columns,
                         header=header)
                )  # fmt: skip
    if cells:
        layout.tables.append(Table(cells=tuple(cells), label=label))


def _write(cell: etree._Element, index: int, inline: Inline, run: Run) -> tuple[int, int]:
    if index:
        run.space()
        run.write("| ")
    start = run.place()
    inline.write_flat(cell, run)
    return start, run.length


def _is_header(row: etree._Element) -> bool:
    parent = row.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    tags = {child.tag for child in row.iterchildren(*_CELLS)}
    return tags == {"th"}


def _column_names(table: etree._Element) -> dict[str, int]:
    return {spec.get("colname") or "": number for number, spec in enumerate(table.iter("colspec"))}


@dataclass(slots=True)
class _Grid:
    """Know which places the cells of the rows above reach into."""

    names: dict[str, int]
    taken: dict[int, int] = field(default_factory=dict)

    def places(self, number: int, row: etree._Element) -> Iterator[tuple[int, int, int]]:
        """Yield first column, rows and columns for each cell of a row."""
        column = 0
        for cell in row.iterchildren(*_CELLS):
            while self.taken.get(column, 0) > number:
                column += 1
            rows, columns = self._reach(cell)
            for covered in range(column, column + columns):
                self.taken[covered] = number + rows
            yield column, rows, columns
            column += columns

    def _reach(self, cell: etree._Element) -> tuple[int, int]:
        first, last = self.names.get(cell.get("namest") or ""), self.names.get(cell.get("nameend") or "")
        if first is not None and last is not None and last >= first:
            return 1 + _whole(cell.get("morerows"), 0), last - first + 1
        rows = 1 + _whole(cell.get("morerows"), 0) if cell.tag == "entry" else _whole(cell.get("rowspan"), 1)
        return max(rows, 1), max(_whole(cell.get("colspan"), 1), 1)


def _whole(text: str | None, default: int) -> int:
    plain = (text or "").strip()
    return min(int(plain), _WIDEST) if plain.isdecimal() else default
