"""The figures as a drawing: a bar for ours, a mark for the best that is published, a mark for the goal."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Protocol

from benchmarks.sets import Figure

_LEFT, _WIDTH, _STEP, _TOP, _RIGHT = 470, 420, 22, 52, 60
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1c1e21}.quiet{fill:#5b626b}.grid{stroke:#d0d4da}.bar{fill:#2f7d4f}"
    ".best{stroke:#b3261e;stroke-width:3}.goal{stroke:#9a6700;stroke-width:2;stroke-dasharray:3 2}"
    "@media(prefers-color-scheme:dark){text{fill:#e7e9ec}.quiet{fill:#a2a9b3}.grid{stroke:#3b414a}.bar{fill:#57a877}"
    ".best{stroke:#ff8a80}.goal{stroke:#e3b341}}"
)


class Measured(Protocol):
    """What is drawn: the title of a set, the figure, and what was measured."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def figure(self) -> Figure: ...  # noqa: D102
    @property
    def value(self) -> float | None: ...  # noqa: D102


def draw(results: Sequence[Measured]) -> str:
    """Return an SVG of the figures that have something to be held against."""
    shown = [one for one in results if one.value is not None and (one.figure.anchor or one.figure.goal)]
    height = _TOP + _STEP * len(shown) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + _RIGHT} {height}" role="img">',
        "<title>Our figures, the best published ones, and the goals</title>",
        f"<style>{_STYLE}</style>",
        *_grid(height),
        *(part for row, one in enumerate(shown) for part in _line(_TOP + _STEP * row, one)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _grid(height: int) -> list[str]:
    parts = [
        f'<rect class="bar" x="{_LEFT}" y="8" width="14" height="10"/><text x="{_LEFT + 20}" y="18">ours</text>',
        f'<line class="best" x1="{_LEFT + 80}" x2="{_LEFT + 80}" y1="6" y2="20"/>'
        f'<text x="{_LEFT + 88}" y="18">best published</text>',
        f'<line class="goal" x1="{_LEFT + 200}" x2="{_LEFT + 200}" y1="6" y2="20"/>'
        f'<text x="{_LEFT + 208}" y="18">goal</text>',
    ]
    for tenth in range(0, 11, 2):
        at = _x(tenth / 10)
        parts.append(f'<line class="grid" x1="{at}" x2="{at}" y1="{_TOP - 8}" y2="{height - 14}"/>')
        parts.append(f'<text class="quiet" x="{at}" y="{_TOP - 12}" text-anchor="middle">{tenth / 10:.1f}</text>')
    return parts


def _line(top: int, one: Measured) -> list[str]:
    middle, value = top + 12, one.value or 0.0
    name = escape(f"{one.title}: {one.figure.label}")
    parts = [
        f'<text x="{_LEFT - 8}" y="{middle + 4}" text-anchor="end">{name}</text>',
        f'<rect class="bar" x="{_LEFT}" y="{top + 5}" width="{_x(value) - _LEFT:.1f}" height="13"/>',
        f'<text class="quiet" x="{_LEFT + _WIDTH + 8}" y="{middle + 4}">{value:.2f}</text>',
    ]
    for name, at in (("best", one.figure.anchor), ("goal", one.figure.goal)):
        if at:
            parts.append(f'<line class="{name}" x1="{_x(at)}" x2="{_x(at)}" y1="{top + 2}" y2="{top + 21}"/>')
    return parts


def _x(value: float) -> float:
    return round(_LEFT + _WIDTH * value, 1)
