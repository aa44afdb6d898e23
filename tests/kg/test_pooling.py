"""Pooled effects, against published figures, and what must never be pooled."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import pytest
from bodies import paper, store
from click.testing import CliRunner

from extractors.claim import Design, Direction, Setting, Status
from extractors.document import Role
from kg.analysis import estimates, forest, pool
from kg.analysis.forests import write_csv
from kg.analysis.meta import is_lopsided, random_effects, standard_error
from kg.cli import cli
from kg.errors import ExportError, QueryError

pytest.importorskip("statsmodels")

# Cases and others of the vaccinated and of the controls in thirteen trials of BCG against tuberculosis: Colditz and
# others (1994), as tabulated in textbooks of meta-analysis.
BCG = {
    "Aronson 1948": (4, 119, 11, 128),
    "Ferguson 1949": (6, 300, 29, 274),
    "Stein 1953": (180, 1361, 372, 1079),
    "Rosenthal 1960": (3, 228, 11, 209),
    "Rosenthal 1961": (17, 1699, 65, 1600),
    "Coetzee 1968": (29, 7470, 45, 7232),
    "Comstock 1969": (5, 2493, 3, 2338),
    "Frimodt 1973": (33, 5036, 47, 5761),
    "Vandiviere 1973": (8, 2537, 10, 619),
    "Comstock 1974": (186, 50448, 141, 27197),
    "Comstock 1976": (27, 16886, 29, 17825),
    "Hart 1977": (62, 13536, 248, 12619),
    "Madras 1980": (505, 87886, 499, 87892),
}
OPEN = Direction.NONE


def risk_ratio(a: int, b: int, c: int, d: int) -> tuple[float, float]:
    """Return the logarithm of a risk ratio and its standard error."""
    return math.log(a / (a + b) * (c + d) / c), math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))


def written(value: float, error: float) -> tuple[str, str, str, str]:
    """Return a risk ratio as papers print it."""
    value, low, high = (f"{math.exp(value + shift * error):.3f}" for shift in (0, -1.96, 1.96))
    return "RR", value, low, high


def test_the_bcg_trials_come_to_the_published_figures() -> None:
    summary = random_effects(*zip(*(risk_ratio(*counts) for counts in BCG.values()), strict=True))
    assert summary.q == pytest.approx(152.23, abs=0.005)
    assert summary.i2 == pytest.approx(92.12, abs=0.005)
    assert summary.tau2 == pytest.approx(0.318, abs=0.0005), "Paule and Mandel"
    assert math.exp(summary.value) == pytest.approx(0.489, abs=0.0005)
    assert (math.exp(summary.low), math.exp(summary.high)) == pytest.approx((0.330, 0.726), abs=0.0005)
    assert summary.interval == "Hartung-Knapp"
    assert sum(summary.weights) == pytest.approx(100)


def test_what_papers_print_gives_the_same_pool() -> None:
    trials = [paper(name, effects=[written(*risk_ratio(*counts))], direction=OPEN) for name, counts in BCG.items()]
    (pooled,), left = pool(store(trials), "vaccine", "tuberculosis")
    assert left == ()
    assert [one.study for one in pooled.estimates] == list(BCG)
    assert pooled.value == pytest.approx(0.489, abs=0.001)
    assert (pooled.predicted_low, pooled.predicted_high) == pytest.approx((0.133, 1.80), abs=0.01)


def test_studies_that_hardly_differ_have_no_variance_between_them() -> None:
    summary = random_effects([0.1, 0.11, 0.12], [0.2, 0.2, 0.2])
    assert (summary.tau2, summary.i2, summary.interval) == (0, 0, "normal")
    assert summary.high - summary.value == pytest.approx(1.96 * 0.2 / math.sqrt(3), abs=0.001)
    assert random_effects([0.1, 0.2], [0.1, 0.1]).predicted_low is None


def test_errors_come_from_intervals_of_any_level() -> None:
    assert standard_error(-1.645, 1.645, 90) == pytest.approx(1, abs=0.001)
    assert is_lopsided(7.04, 0.9, 7.2)
    assert not is_lopsided(math.log(0.53), math.log(0.39), math.log(0.74))


def reasons(*papers: object) -> list[str]:
    pooled, left = pool(store(papers), "vaccine", "tuberculosis")  # type: ignore[arg-type]
    assert pooled == ()
    return [one.reason for one in left]


FINE = ("RR", "0.50", "0.25", "1.00")
LONE = "the only study of its measure and setting"


def test_a_dish_is_never_pooled_with_people() -> None:
    found = reasons(
        paper("A 2001", effects=[FINE]), paper("B 2002", effects=[FINE], settings=(Setting.IN_VITRO,))
    )  # fmt: skip
    assert found == [LONE, LONE]


def test_an_odds_ratio_is_never_pooled_with_a_risk_ratio() -> None:
    assert reasons(paper("A 2001", effects=[FINE]), paper("B 2002", effects=[("OR", *FINE[1:])])) == [LONE, LONE]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"designs": (Design.META_ANALYSIS,)}, "itself pooled from several studies"),
        ({"studies": 7}, "itself pooled from several studies"),
        ({"status": Status.BACKGROUND}, "reported from elsewhere"),
        ({"designs": (Design.LAY,)}, "reported from elsewhere"),
        ({"effects": [("RR", "0.50", "", "")]}, "no interval"),
        ({"effects": [("RR", "0.90", "0.20", "1.00")]}, "the interval does not fit the value"),
        ({"effects": [("RR", "0.50", "0", "1.00")]}, "a ratio that is not above zero"),
        ({"effects": [("mean", "0.50", "0.25", "0.75")]}, "no comparison of two groups"),
        ({"settings": ()}, "the setting is not known"),
        ({"settings": (Setting.IN_VITRO, Setting.IN_VIVO)}, "several settings at once"),
        ({"direction": Direction.INCREASE}, "the sentence says the opposite of the number"),
    ],
)
def test_what_cannot_be_compared_is_left_out_with_its_reason(changes: dict[str, object], reason: str) -> None:
    given = {"effects": [FINE], **changes}
    assert reasons(paper("A 2001", **given), paper("B 2002", effects=[FINE])) == [reason, LONE]  # type: ignore[arg-type]


def test_a_paper_counts_once_by_its_abstract() -> None:
    results = paper("A 2001", effects=[("RR", "0.70", "0.49", "1.00")])
    both = paper("A 2001", verb="again cut", effects=[FINE], role=Role.ABSTRACT, also=results)
    rounded = paper("A 2001", verb="clearly cut", effects=[("RR", "0.5", "0.25", "1.00")], also=both)
    found = store([rounded, paper("B 2002", effects=[FINE])])
    (pooled,), left = pool(found, "vaccine", "tuberculosis")
    assert [(one.study, str(one.value)) for one in pooled.estimates] == [("A 2001", "0.5"), ("B 2002", "0.5")]
    assert [one.reason for one in left] == ["another estimate of the same paper", "the same effect again"]


def test_a_difference_is_pooled_with_its_own_unit_and_kin() -> None:
    found = [
        paper(f"{name} 200{n}", effects=[(name, "-0.5", "-0.9", "-0.1")]) for n, name in enumerate(("SMD", "Hedges g"))
    ]
    (pooled,), _ = pool(store(found), "vaccine", "tuberculosis")
    assert (pooled.measure, round(pooled.value, 3)) == ("SMD", -0.5)


def test_the_table_has_studies_the_pooled_row_and_the_rest() -> None:
    bare = paper("C 2003", effects=[("RR", "2", "", "")])
    made = store([paper("A 2001", effects=[FINE]), paper("B 2002", effects=[FINE]), bare])
    found = forest(made, "vaccine", "tuberculosis")
    out = io.StringIO()
    write_csv(found, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [(row["row"], row["study"], row["value"]) for row in rows] == [
        ("study", "A 2001", "0.5"), ("study", "B 2002", "0.5"), ("pooled", "", "0.5"), ("not pooled", "C 2003", "2"),
    ]  # fmt: skip
    assert (rows[2]["i2"], rows[0]["weight"]) == ("0", "50.00")


def test_measure_and_setting_narrow_the_forest() -> None:
    made = store([paper("A 2001", effects=[FINE, ("OR", "0.4", "0.2", "0.8")])])
    assert [group.measure for group in forest(made, "vaccine", "tuberculosis").groups] == ["OR", "RR"]
    assert [group.measure for group in forest(made, "vaccine", "tuberculosis", measure="OR").groups] == ["OR"]
    assert forest(made, "vaccine", "tuberculosis", setting="in vitro").empty


def test_an_unknown_outcome_is_said_so() -> None:
    with pytest.raises(QueryError, match="measles"):
        estimates(store([paper("A 2001", effects=[FINE])]), "vaccine", "measles")


def test_the_same_forest_gives_the_same_picture(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from kg.plot.forest import draw_forest

    found = forest(
        store([paper("A 2001", effects=[FINE]), paper("B $x$ 2002", effects=[("RR", "0.9", "0.5", "1.6")])]),
        "vaccine", "tuberculosis",
    )  # fmt: skip
    for name in ("one.svg", "two.svg", "one.png", "two.png"):
        draw_forest(found, tmp_path / name)
    for end in ("svg", "png"):
        assert (tmp_path / f"one.{end}").read_bytes() == (tmp_path / f"two.{end}").read_bytes()
    assert b"<dc:date>" not in (tmp_path / "one.svg").read_bytes()
    with pytest.raises(ExportError, match=r"\.svg"):
        draw_forest(found, tmp_path / "one.gif")


def test_commands_draw_and_pool(graph: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    runner, where = CliRunner(), ["--graph", str(graph)]
    pooled = runner.invoke(cli, ["pool", "MSC-EVs", "viability", *where])
    assert (pooled.exit_code, "itself pooled from several studies" in pooled.output) == (0, True)
    for command in (["forest", "MSC-EVs", "viability"], ["network", "MSC-EVs"], ["evidence", "MSC-EVs"]):
        picture = tmp_path / f"{command[0]}.svg"
        done = runner.invoke(cli, ["plot", *command, *where, "--out", str(picture)])
        assert done.exit_code == 0, done.output
        assert picture.stat().st_size > 1000
        assert len(picture.with_suffix(".csv").read_text(encoding="utf-8").splitlines()) > 1
    assert (
        runner.invoke(cli, ["plot", "network", "unheard-of", *where, "--out", str(tmp_path / "x.svg")]).exit_code == 2
    )
