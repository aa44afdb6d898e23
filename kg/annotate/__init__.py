"""Annotated papers in formats that other programs read: each a function from extractions to a binary file."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from typing import IO

from extractors.pipeline import Extraction
from kg.errors import ExportError

Writer = Callable[[Iterable[Extraction], IO[bytes], str], None]

# Format -> function that writes it; the last argument is "mesh" or "mondo", the vocabulary that diseases prefer.
WRITERS: dict[str, str] = {
    "pubtator": "kg.annotate.pubtator:write_pubtator",
    "bioc": "kg.annotate.bioc:write_bioc",
    "jsonl": "kg.annotate.jsonl:write_jsonl",
    "html": "kg.annotate.page:write_html",
}


def find_writer(form: str) -> Writer:
    """Return the function that writes a format; raise `ExportError` where there is none."""
    if form not in WRITERS:
        raise ExportError(f"no annotations as {form!r}; there are: {', '.join(WRITERS)}")
    module, _, function = WRITERS[form].partition(":")
    writer: Writer = getattr(importlib.import_module(module), function)
    return writer
