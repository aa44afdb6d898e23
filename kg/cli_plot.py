"""`kg plot`."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import click

from kg.cli_options import graph_option, say

out_option = click.option(
    "--out",
    "-o",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Picture to write: .svg, .png or .pdf. The numbers go into a .csv beside it.",
)


@click.group(
    epilog="Examples:\n\n\b\n"
    "  kg plot forest metformin HbA1c --graph my-graph --out forest.svg\n"
    "  kg plot network miR-23b --graph my-graph --out network.svg\n"
    "  kg plot evidence MSC-EVs --graph my-graph --out evidence.png\n\n"
    "Things are given by id (MESH:D008687) or by name. Needs matplotlib, and statsmodels to pool:\n"
    "pip install 'claimgraph[plot,analysis]'."
)
def plot() -> None:
    """Draw what the papers of a graph say: a forest plot, a network, an evidence map."""


@plot.command(epilog="Example: kg plot forest metformin HbA1c --graph my-graph --out forest.svg")
@click.argument("subject")
@click.argument("outcome")
@graph_option
@click.option("--measure", default="", help="Only this measure, such as OR.")
@click.option("--setting", default="", help="Only this setting, such as clinical.")
@click.option("--exact", is_flag=True, help="Take no outcome or treatment that is only worded otherwise.")
@out_option
def forest(subject: str, outcome: str, graph: Path, measure: str, setting: str, exact: bool, out: Path) -> None:
    """Draw the effects of SUBJECT on OUTCOME, by measure and setting, pooled where that is sound."""
    from kg.analysis.forests import forest as find
    from kg.analysis.forests import write_csv
    from kg.plot.forest import draw_forest

    found = find(graph, subject, outcome, measure=measure, setting=setting, loosely=not exact)
    draw_forest(found, out)
    with out.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        write_csv(found, file)
    drawn = sum(len(group.studies) + len(group.apart) for group in found.groups)
    say(f"{drawn} effects drawn, {len(found.listed)} listed in {out.with_suffix('.csv')} only")
    if found.note:
        say(found.note)


@plot.command(epilog="Example: kg plot network miR-23b --graph my-graph --setting 'in vivo' --out network.svg")
@click.argument("entity")
@graph_option
@click.option(
    "--certainty", multiple=True, help="Only statements of this certainty, such as asserted; may be repeated."
)
@click.option("--setting", multiple=True, help="Only statements of this setting, such as clinical; may be repeated.")
@click.option("--limit", default=20, show_default=True, help="How many things to draw on each side.")
@out_option
def network(
    entity: str, graph: Path, certainty: tuple[str, ...], setting: tuple[str, ...], limit: int, out: Path
) -> None:
    """Draw what acts on ENTITY and what it acts on, with the number of papers that say so."""
    from kg.analysis.evidence import COLUMNS
    from kg.analysis.scope import Scope
    from kg.analysis.spokes import wheel
    from kg.plot.network import draw_network

    found = wheel(graph, entity, limit=limit, scope=Scope(certainty=certainty, setting=setting))
    draw_network(found, out)
    sides = (("acts on it", found.acting), ("acted on", found.acted_on))
    rows = [(side, one.id, one.label, one.papers, *one.counts) for side, spokes in sides for one in spokes]
    _write_csv(out, ("side", "id", "label", "papers", *COLUMNS), rows)


@plot.command(epilog="Example: kg plot evidence MSC-EVs --graph my-graph --out evidence.png")
@click.argument("entity")
@graph_option
@click.option(
    "--role",
    type=click.Choice(["subject", "object", "either"]),
    default="subject",
    show_default=True,
    help="What it does, what is done to it, or both.",
)
@out_option
def evidence(entity: str, graph: Path, role: str, out: Path) -> None:
    """Draw how much is said of ENTITY, by setting and by direction."""
    from kg.analysis.evidence import profile
    from kg.plot.evidence import draw_evidence

    found = profile(graph, entity, role=role)
    draw_evidence(found, out)
    _write_csv(out, ("setting", "says", "statements", "papers"), found.table())


def _write_csv(picture: Path, head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with picture.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
