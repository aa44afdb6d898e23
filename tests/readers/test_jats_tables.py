from __future__ import annotations

from itertools import pairwise

import pytest

from extractors.document import Cell, Document
from extractors.readers import read_bytes

_HEAD = '<article article-type="research-article"><front><article-meta/></front><body><p>Words before.</p>'


def made(table: str) -> Document:
    """Return a document with one table."""
    content = f"{_HEAD}<table-wrap><label>Table 1</label>{table}</table-wrap></body></article>"
    (document,) = list(read_bytes(content.encode(), "made.xml"))
    return document


def placed(document: Document) -> dict[str, Cell]:
    """Return the cells by their text."""
    (table,) = document.tables
    return {document.text[cell.start : cell.end]: cell for cell in table.cells}


def test_cells_lead_back_to_their_text_and_know_their_place() -> None:
    document = made(
        "<table><thead><tr><th>Arm</th><th>HR</th></tr></thead>"
        "<tbody><tr><td>Drug <bold>A</bold></td><td>0.71</td></tr><tr><td/><td>1.2</td></tr></tbody></table>"
    )
    cells = placed(document)
    assert set(cells) == {"Arm", "HR", "Drug A", "0.71", "1.2"}
    assert (cells["HR"].header, cells["0.71"].header) == (True, False)
    assert (cells["1.2"].row, cells["1.2"].column) == (2, 1)
    assert document.tables[0].label == "Table 1"
    assert all(one.end <= other.start for one, other in pairwise(document.tables[0].cells))


@pytest.mark.parametrize(
    "table",
    [
        '<table><tr><th rowspan="2">a</th><th colspan="2">b</th></tr><tr><th>c</th><th>d</th></tr></table>',
        '<oasis:table xmlns:oasis="x"><tgroup><colspec colname="c1"/><colspec colname="c2"/><colspec colname="c3"/>'
        '<thead><row><entry morerows="1">a</entry><entry namest="c2" nameend="c3">b</entry></row>'
        "<row><entry>c</entry><entry>d</entry></row></thead></tgroup></oasis:table>",
    ],
)
def test_cells_that_reach_over_several_rows_or_columns_move_the_others(table: str) -> None:
    cells = placed(made(table))
    assert {text: (cell.row, cell.column, cell.rows, cell.columns) for text, cell in cells.items()} == {
        "a": (0, 0, 2, 1), "b": (0, 1, 1, 2), "c": (1, 1, 1, 1), "d": (1, 2, 1, 1),
    }  # fmt: skip
    assert all(cell.header for cell in cells.values())


def test_a_table_of_empty_cells_is_none() -> None:
    assert made("<table><tr><td/></tr></table>").tables == ()


def test_a_span_that_is_no_number_is_one() -> None:
    cells = placed(made('<table><tr><td colspan="many">a</td><td rowspan="0">b</td></tr></table>'))
    assert (cells["b"].column, cells["b"].rows) == (1, 1)
