"""Statistics of tables: what stands in a cell, and what the heads of its row and column call it.

`grid` knows which cells head a cell, `shapes` reads the numbers of one, `forms` reads heads, `values` puts the two
together, and `reading` goes through the rows, where neighbours complete each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.claim import Effect
from extractors.document import Document
from extractors.tables.grid import Grid, captions_of
from extractors.tables.reading import Reading, TableReader

__all__ = ["Reading", "read_tables", "table_effects"]


def read_tables(document: Document) -> Iterator[Reading]:
    """Yield the statistics of all tables whose grid the reader of the document kept, in order."""
    for table in document.tables:
        yield from TableReader(Grid(document, table, captions_of(document, table))).readings()


def table_effects(document: Document) -> tuple[Effect, ...]:
    """Return the statistics of the tables; the span of one reaches from its value to the last cell beside it."""
    return tuple(reading.effect for reading in read_tables(document))
