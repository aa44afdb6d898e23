"""Draw an evidence map: settings down, what is said across, the number of papers and claims in each cell."""

from __future__ import annotations

from pathlib import Path

from kg.analysis.evidence import COLUMNS, ROWS, Profile
from kg.plot.canvas import COLOURS, FAINT, SIGNS, drawing


def draw_evidence(found: Profile, path: Path) -> None:
    """Write an evidence map as svg, png or pdf. Empty rows stay: that nothing was seen in people is worth seeing."""
    most = max((count for row in found.papers for count in row), default=0) or 1
    with drawing(path, 8, 4.6) as figure:
        ax = figure.add_axes((0.14, 0.06, 0.84, 0.74))
        ax.set_xlim(-0.5, len(COLUMNS) - 0.5)
        ax.set_ylim(len(ROWS) - 0.5, -0.5)
        for row, papers in enumerate(found.papers):
            ax.axhline(row + 0.5, color="#e4e4e4", linewidth=0.8)
            for column, count in enumerate(papers):
                if count:
                    colour = COLOURS[COLUMNS[column]]
                    ax.scatter([column], [row], s=80 + 820 * count / most, color=colour, alpha=0.35, linewidth=0)
                    claims = found.claims[row][column]
                    ax.text(column, row, f"{count}", ha="center", va="center", fontsize=10, fontweight="bold")
                    ax.text(column + 0.26, row + 0.3, f"{claims}", ha="left", va="center", fontsize=7, color=FAINT)
        ax.set_xticks(range(len(COLUMNS)), [f"{SIGNS[name]} {name}" for name in COLUMNS])
        ax.set_yticks(range(len(ROWS)), ROWS)
        ax.tick_params(length=0, labeltop=True, labelbottom=False)
        for spine in ax.spines.values():
            spine.set_visible(False)
        papers_in_all = len({one.paper for one in found.statements})
        figure.text(0.02, 0.94, found.entity, fontsize=12)
        counted = f"{len(found.statements)} statements of {papers_in_all} papers"
        figure.text(0.02, 0.89, f"{counted}; in a cell: papers, small: statements", fontsize=8, color=FAINT)
