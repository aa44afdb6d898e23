"""Make documents with one table from lines of text."""

from __future__ import annotations

from extractors.document import Document
from extractors.readers import read_bytes


def made(rows: str, caption: str = "", notes: str = "") -> Document:
    """Return a document with one table: a row a line, cells parted by bars, the lines above "---" are its head."""
    head, _, body = rows.partition("---")
    table = "".join(
        f"<{part}>{''.join(_row(line) for line in text.strip().splitlines())}</{part}>"
        for part, text in (("thead", head if body else ""), ("tbody", body or head))
    )
    caption, notes = (words.replace("<", "&lt;") for words in (caption, notes))
    content = (
        '<article article-type="research-article"><front><article-meta/></front><body><p>Words before.</p><table-wrap>'
        f"<label>Table 1</label><caption><p>{caption}</p></caption><table>{table}</table>"
        f"<table-wrap-foot><p>{notes}</p></table-wrap-foot></table-wrap></body></article>"
    )
    (document,) = read_bytes(content.encode(), "made.xml")
    return document


def _row(line: str) -> str:
    cells = (cell.strip().replace("<", "&lt;") for cell in line.split("|"))
    return f"<tr>{''.join(_cell(cell) for cell in cells)}</tr>"


def _cell(words: str) -> str:
    """Return a cell; "2*words" reaches over two columns."""
    wide, star, rest = words.partition("*")
    return f'<td colspan="{wide}">{rest}</td>' if star and wide.isdigit() else f"<td>{words}</td>"
