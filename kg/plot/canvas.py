"""Figures without pyplot's global state, and files that hold no date and no random id."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ExportError, MissingExtraError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES = (".svg", ".png", ".pdf")
INK, FAINT = "#222222", "#8a8a8a"
# The colours of Okabe and Ito (2008), which people who see fewer colours tell apart.
COLOURS = {
    "increase": "#d55e00",
    "decrease": "#0072b2",
    "no change": "#8a8a8a",
    "stated": "#222222",
    "denied": "#b5b5b5",
    "risk": "#cc79a7",
}
SIGNS = {"increase": "↑", "decrease": "↓", "no change": "=", "stated": "•", "denied": "×", "risk": "!"}
_STYLE: Any = {
    "svg.hashsalt": "claimgraph",
    "svg.fonttype": "path",
    "pdf.compression": 9,
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.parse_math": False,
    "axes.edgecolor": FAINT,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}
_UNDATED = {".svg": {"Date": None}, ".png": {"Software": None}, ".pdf": {"CreationDate": None}}


@contextmanager
def drawing(path: Path, width: float, height: float) -> Iterator[Figure]:
    """Give a figure of a size in inches, and write it where the block ends without an error.

    The format is that of the suffix: svg, png or pdf. Raise `ExportError` for another one, `MissingExtraError` where
    matplotlib is not installed.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ExportError(f"{path}: pictures are written as {', '.join(SUFFIXES)}; give a name with one of these ends")
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError("plot", "drawing") from error
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(width, height))
        yield figure
        figure.savefig(path, dpi=150, metadata=_UNDATED[path.suffix.lower()])


def shorten(words: str, length: int) -> str:
    """Return words cut to a length, with an ellipsis where something is missing.

    >>> shorten("cardiovascular mortality", 10)
    'cardiovas…'
    """
    plain = " ".join(words.split())
    return plain if len(plain) <= length else plain[: length - 1].rstrip() + "…"
