"""`kg pool`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli_options import graph_option, say, write_rows

if TYPE_CHECKING:
    from kg.analysis.pooling import Pool

_SHOWN = ("row", "measure", "setting", "study", "outcome", "value", "ci_low", "ci_high", "n", "weight", "note")


@click.command(
    epilog="Examples:\n\n\b\n"
    "  kg pool metformin HbA1c --graph my-graph\n"
    "  kg pool MESH:D008687 MESH:D006442 --graph my-graph --measure MD --setting clinical\n"
    "  kg pool metformin HbA1c --graph my-graph --format csv > pooled.csv\n"
    "  kg plot forest metformin HbA1c --graph my-graph --out forest.svg\n\n"
    "Needs statsmodels: pip install 'claimgraph[analysis]'."
)
@click.argument("subject")
@click.argument("outcome")
@graph_option
@click.option("--measure", default="", help="Only this measure, such as OR.")
@click.option("--setting", default="", help="Only this setting, such as clinical.")
@click.option("--exact", is_flag=True, help="Take no outcome or treatment that is only worded otherwise.")
@click.option("--format", "-f", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True)
def pool(subject: str, outcome: str, graph: Path, measure: str, setting: str, exact: bool, form: str) -> None:
    """Pool the effects of SUBJECT on OUTCOME by random effects, and list what was not pooled, with the reason.

    Pooled are effects of one measure in one setting, one a paper, each with an interval. What meta-analyses report
    stays apart: their studies may be in the graph too. Ratios are pooled on the log scale, the variance between studies
    is that of Paule and Mandel. "VAS pain score" counts as pain, "the zinc group" as zinc. Where a paper gives
    events or means with deviations of both arms, and how many there were, RR, OR, MD and SMD are computed from them.
    """
    from kg.analysis.forests import forest, rows, write_csv

    found = forest(graph, subject, outcome, measure=measure, setting=setting, loosely=not exact)
    if form == "csv":
        write_csv(found, sys.stdout)
    else:
        write_rows(_SHOWN, [tuple(str(row.get(name) or "") for name in _SHOWN) for row in rows(found)])
        for group in found.groups:
            if group.pool is not None:
                say(_sum_up(group.pool))
    if not found.groups and not found.listed:
        say(f"no paper of this graph reports an effect of {subject} on {outcome}")
    if found.note:
        say(found.note)


def _sum_up(pooled: Pool) -> str:
    one = pooled.summary
    line = f"{pooled.measure}, {pooled.setting}: {one.studies} studies, I2 {one.i2:.0f} %, tau2 {one.tau2:.3g}"
    line += f", Q {one.q:.2f} (p {one.q_p:.2g})"
    if pooled.predicted_low is None:
        return line
    return f"{line}, prediction interval {pooled.predicted_low:.3g} to {pooled.predicted_high:.3g}"
