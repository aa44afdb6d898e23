"""Pieces of HTML that stand in a notebook: escaped, with a style of their own and no script."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from kg.rdf.sheet import fit

_SHEETS = (Path(__file__).with_name("notebook.css"), Path(__file__).parents[1] / "pages" / "static" / "figures.css")
_LONGEST = 300


def framed(content: str) -> str:
    """Return HTML in a frame that carries its style; what is in it must be escaped already."""
    return f'<div class="kg"><style>{_style()}</style>{content}</div>'


@functools.cache
def _style() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in _SHEETS)


def cell(value: Any) -> Markup:
    """Return a value as the content of a cell: an IRI of the web as a link, long text cut.

    >>> print(cell("<b>"), cell(None), cell("https://example.org/a"))
    &lt;b&gt;  <a href="https://example.org/a" rel="noreferrer">https://example.org/a</a>
    """
    if value is None:
        return Markup("")
    words = fit(str(value))
    if isinstance(value, str) and words.startswith(("http://", "https://")) and " " not in words:
        return Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(words)
    return escape(words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…")
