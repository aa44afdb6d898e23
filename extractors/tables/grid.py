"""The grid of a table: which cells head a cell, and what its row is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from extractors.document import Block, BlockKind, Cell, Document, Table
from extractors.tables.forms import read_form
from extractors.tables.shapes import Content, Shape, read_content

_FEWEST = 2
# Words that stand in place of a number.
_NO_HEAD = re.compile(
    r"\W*(?:n\.?s\.?|n\.?[ad]\.?|ref(?:\.|erent|erence)?(?: group)?|not .*|none|yes|no|[-–—…]+)\W*\w?", re.IGNORECASE
)
_SAYS_A_VALUE = re.compile(r"\b(?i:mean|median)\b.{0,12}\d|^(?:r|rho|ρ|OR|RR|HR|MD|SMD|[tF]|[Pp])\s?[=<]\s?[-−–]?[\d.]")


@dataclass(slots=True)
class Row:
    """Hold a row of the body: its cells by column, the cells that name it, and the heading above it in the body.

    ``labels`` and ``section`` may lie in rows above, where a cell reaches over several rows.
    """

    number: int
    cells: dict[int, Cell]
    labels: tuple[Cell, ...] = ()
    section: Cell | None = None
    heads: dict[int, tuple[Cell, ...]] = field(default_factory=dict)


class Grid:
    """Know the body of a table row by row, with the heads of each column, outer ones first.

    Head rows are those that the file marks, else the rows before the first with numbers; a row of words within the
    body heads what follows it. The columns before the first one that holds mostly numbers name the rows.
    """

    def __init__(self, document: Document, table: Table, captions: tuple[Block, ...] = ()) -> None:
        self.document, self.table, self.text = document, table, document.text
        self.captions = captions
        self.contents = {cell.start: read_content(self.text, cell.start, cell.end) for cell in table.cells}
        self._by_row: dict[int, list[Cell]] = {}
        for cell in table.cells:
            self._by_row.setdefault(cell.row, []).append(cell)
        self.columns = max(cell.column + cell.columns for cell in table.cells)
        self._head_rows = self._find_head_rows()
        self.first_data = self._first_data_column()

    def content(self, cell: Cell) -> Content:
        """Return the numbers of a cell."""
        return self.contents[cell.start]

    def words(self, cell: Cell | None) -> str:
        """Return the text of a cell; empty for None."""
        return "" if cell is None else self.text[cell.start : cell.end]

    def words_before(self, cell: Cell) -> str:
        """Return the text of the first cell of the same row."""
        return self.words(self._by_row[cell.row][0])

    @property
    def caption(self) -> str:
        """Return caption and notes of the table, a line each."""
        return "\n".join(self.text[block.start : block.end] for block in self.captions)

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the body that hold data, in order."""
        outer, inner = list(self._head_rows), [0][:0]
        section: Cell | None = None
        started = False
        above: dict[int, Cell] = {}
        names: dict[int, Cell] = {}
        for number, cells in self._by_row.items():
            if number in self._head_rows:
                continue
            above = {column: cell for column, cell in above.items() if cell.row + cell.rows > number}
            above |= {column: cell for cell in cells for column in range(cell.column, cell.column + cell.columns)}
            data = {cell.column: cell for cell in cells if cell.column >= self.first_data}
            if not data or self._is_section(cells):
                section, inner, names = cells[0], inner if self._replaces(inner) else [], {}
            elif self._is_inner_head(cells):
                # What heads the table before any data does so to its end.
                outer, inner = (outer, [number]) if started else ([*outer, number], [])
            else:
                names = self._named(above, names)
                labels = dict.fromkeys(names[column] for column in range(self.first_data) if column in names)
                started = True
                heads = self._heads([*outer, *inner])
                yield Row(number=number, cells=data, labels=tuple(labels), section=section, heads=heads)

    def _named(self, above: dict[int, Cell], names: dict[int, Cell]) -> dict[int, Cell]:
        """Return the cells that name a row by column; an empty one before a filled one is that of the row before."""
        own = {column: above[column] for column in range(self.first_data) if column in above}
        return {column: cell for column, cell in names.items() if own and column < min(own)} | own

    def heads(self) -> dict[int, tuple[Cell, ...]]:
        """Return the cells that head each column, outer ones first, without those within the body."""
        return self._heads(self._head_rows)

    def _find_head_rows(self) -> list[int]:
        marked = list(takewhile(lambda number: all(cell.header for cell in self._by_row[number]), self._by_row))
        if marked:
            return marked
        found: list[int] = []
        for number, cells in self._by_row.items():
            if any(self._is_number(cell) for cell in cells if cell.column):
                break
            found.append(number)
            if len(cells) > 1 and not any(cell.rows > 1 or cell.columns > 1 for cell in cells):
                break
        return found

    def _is_number(self, cell: Cell) -> bool:
        return self.content(cell).shape is not Shape.NONE or _SAYS_A_VALUE.search(self.words(cell)) is not None

    def _first_data_column(self) -> int:
        body = [cell for cell in self.table.cells if cell.row not in self._head_rows]
        for column in range(1, self.columns):
            here = [cell for cell in body if cell.column == column and cell.columns == 1]
            telling = [cell for cell in here if any(char.isalnum() for char in self.words(cell))]
            if telling and 2 * sum(map(self._is_number, telling)) >= len(telling):
                return column
        return 1

    def _is_section(self, cells: list[Cell]) -> bool:
        return len(cells) == 1 and not self._is_number(cells[0])

    def _is_inner_head(self, cells: list[Cell]) -> bool:
        data = [self.words(cell) for cell in cells if cell.column >= self.first_data]
        if any(self._is_number(cell) for cell in cells if cell.column >= self.first_data):
            return False
        if any(form.beside or form.alone for form in map(read_form, data)):
            return True
        wordy = all(words[:1].isalpha() and len(words) > 1 and not _NO_HEAD.fullmatch(words) for words in data)
        return wordy and len(data) >= _FEWEST

    def _replaces(self, rows: list[int]) -> bool:
        """Tell whether a head within the body says of the numbers below it what the head of the table says otherwise.

        It does so until the next one: a section does not end it.
        """
        top = self.heads()
        own = (cell for number in rows for cell in self._by_row[number] if read_form(self.words(cell)).beside)
        over = (
            (read_form(self.words(cell)), [read_form(self.words(head)) for head in top.get(cell.column, ())])
            for cell in own
        )
        return any(form.beside != head.beside for form, heads in over for head in heads if head.beside)

    def _heads(self, rows: list[int]) -> dict[int, tuple[Cell, ...]]:
        heads: dict[int, tuple[Cell, ...]] = {}
        for number in rows:
            for cell in self._by_row[number]:
                for column in range(cell.column, cell.column + cell.columns):
                    heads[column] = (*heads.get(column, ()), cell)
        return heads


def captions_of(document: Document, table: Table) -> tuple[Block, ...]:
    """Return the captions and notes that stand with a table: the same label, in the same section."""
    first = table.cells[0].start
    around = [section for section in document.sections_at(first) if section.start <= first]
    low, high = (around[-1].start, around[-1].end) if around else (0, len(document.text))
    kinds = (BlockKind.CAPTION,)
    return tuple(block for block in document.blocks if low <= block.start < high and block.kind in kinds)
