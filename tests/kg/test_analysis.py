"""What a body of papers says: agreement, chains, neighbourhoods, ranks, link tables."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from bodies import paper, store
from pyoxigraph import Store

from extractors.claim import Certainty, Direction, Setting, Status
from kg.analysis import (
    Scope,
    agreement,
    central,
    communities,
    contradictions,
    entity_graph,
    link_table,
    neighbourhood,
    paths,
    profile,
    statements,
    to_networkx,
    wheel,
)
from kg.errors import QueryError

UP, DOWN, SAME = Direction.INCREASE, Direction.DECREASE, Direction.NO_CHANGE
MICE = (Setting.IN_VIVO,)


@pytest.fixture(scope="module")
def tea() -> Store:
    """Return papers that disagree about tea, and some that lead on from there."""
    return store(
        (
            paper("One 2001", subject="tea", thing="sleep", direction=DOWN),
            paper("Two 2002", subject="tea", thing="sleep", direction=UP),
            paper("Three 2003", subject="tea", thing="sleep", direction=UP, negated=True),
            paper("Four 2004", subject="tea", thing="sleep", direction=DOWN, settings=MICE),
            paper("Five 2005", subject="tea", thing="sleep", direction=DOWN, settings=(), certainty=Certainty.POSSIBLE),
            paper("Six 2006", subject="sleep", thing="memory", direction=UP),
            paper("Seven 2007", subject="coffee", thing="memory", direction=SAME),
            paper("Eight 2008", subject="tea", thing="nausea", risk=True),
            paper("Nine 2009", subject="walks", thing="mood", direction=UP),
            paper("Ten 2010", subject="tea", thing="mood", direction=UP, status=Status.METHOD),
        )
    )


def test_papers_are_counted_by_setting_and_a_denied_rise_is_no_fall(tea: Store) -> None:
    found = {one.setting: one for one in agreement(tea, "tea", "sleep")}
    assert {name: one.verdict for name, one in found.items()} == {
        "clinical": "contradict", "in vivo": "one paper", "not stated": "one paper"
    }  # fmt: skip
    assert [found["clinical"].count(way) for way in ("increase", "decrease", "no change")] == [1, 1, 1]


def test_a_contradiction_needs_one_setting_and_two_papers(tea: Store) -> None:
    (found,) = contradictions(tea, "tea")
    assert (found.setting, found.one.paper, found.other.paper) == ("clinical", "Two 2002", "One 2001")
    assert contradictions(tea, "tea", "sleep", Scope(setting=("in vivo",))) == ()


def test_a_paper_does_not_contradict_itself() -> None:
    both = paper("A 2001", subject="tea", thing="sleep", direction=UP)
    both = paper("A 2001", subject="tea", verb="cut", thing="sleep", direction=DOWN, also=both)
    assert contradictions(store([both]), "tea") == ()


def test_statements_come_with_their_evidence(tea: Store) -> None:
    one = statements(tea, subject="tea", object="sleep")[-1]
    assert (one.paper, one.year, one.stance, one.settings) == ("Two 2002", "2002", "increase", ("clinical",))
    assert one.designs == ("randomised controlled trial",)
    assert one.sentence.startswith("tea reduced sleep")
    with pytest.raises(ValueError, match="about"):
        statements(tea)


def test_a_scope_leaves_out_what_was_not_asked_for(tea: Store) -> None:
    def papers(scope: Scope) -> list[str]:
        return [one.paper.split()[0] for one in statements(tea, subject="tea", scope=scope)]

    assert papers(Scope(certainty=("possible",))) == ["Five"]
    assert papers(Scope(setting=("in vivo", "in vitro"))) == ["Four"]
    assert set(papers(Scope(stated=True))) == {"One", "Two", "Four", "Five", "Eight"}
    assert "Eight" not in papers(Scope(risks=False))
    with pytest.raises(QueryError, match="there are: asserted"):
        Scope(certainty=("sure",))


def test_what_a_paper_relates_as_a_whole_is_no_claim_of_it() -> None:
    graph = store(
        (
            paper("One 2001", subject="tea", thing="sleep", direction=UP),
            paper("Two 2002", subject="tea", thing="sleep", direction=DOWN, rule="learned, across sentences"),
        )
    )
    (found,) = agreement(graph, "tea", "sleep")
    assert found.verdict == "one paper"
    assert contradictions(graph, "tea") == ()
    assert [one.related for one in statements(graph, subject="tea", scope=Scope(related=True))] == [False, True]
    assert sorted(data["type"] for *_, data in to_networkx(graph).edges(data=True)) == ["claim", "relation"]


def test_a_chain_has_the_evidence_of_each_step(tea: Store) -> None:
    (chain,) = paths(tea, "tea", "memory")
    assert str(chain) == "tea -[4]- sleep -[1]- memory"
    assert [one.paper for one in chain.steps[1].statements] == ["Six 2006"]
    assert paths(tea, "tea", "coffee") == (), "nothing changed is no step"
    assert str(paths(tea, "tea", "coffee", scope=Scope())[0]).endswith("memory -[1]- coffee")
    assert paths(tea, "tea", "memory", longest=1) == ()
    assert paths(tea, "tea", "memory", avoid=("sleep",)) == ()


def test_a_neighbourhood_grows_step_by_step(tea: Store) -> None:
    def names(steps: int, **scope: object) -> dict[str, int]:
        network = neighbourhood(tea, "tea", steps=steps, scope=Scope(stated=True, **scope))  # type: ignore[arg-type]
        return {facts["label"]: facts["distance"] for _, facts in network.nodes(data=True)}

    assert names(1) == {"tea": 0, "sleep": 1, "nausea": 1}
    assert names(2) == {"tea": 0, "sleep": 1, "nausea": 1, "memory": 2}
    assert names(1, setting=("in vivo",)) == {"tea": 0, "sleep": 1}


def test_the_whole_network_is_every_claim_between_two_things(tea: Store) -> None:
    network = to_networkx(tea)
    assert (network.number_of_nodes(), network.number_of_edges()) == (7, 10)
    facts = [facts for *_, facts in network.edges(data=True) if facts["paper"] == "Three 2003"]
    assert [(one["negated"], one["direction"], one["setting"]) for one in facts] == [(True, "increase", "clinical")]


def test_entities_are_ranked_and_grouped_the_same_each_time(tea: Store) -> None:
    network = entity_graph(tea)
    first = central(network, limit=2)
    assert [(one.label, one.neighbours, one.papers) for one in first] == [("sleep", 2, 5), ("tea", 2, 5)]
    assert central(network) == central(tea)
    assert {one.label for one in central(network, by="degree", limit=2)} == {"sleep", "tea"}
    groups = communities(network, smallest=2)
    assert groups == communities(tea, smallest=2)
    assert {one.label for one in groups[-1].members} == {"walks", "mood"}
    assert entity_graph(tea, papers=3).number_of_edges() == 1
    with pytest.raises(ValueError, match="pagerank"):
        central(network, by="fame")


def test_a_link_table_counts_denials_apart(tea: Store, tmp_path: Path) -> None:
    table = link_table(tea)
    place = {name: number for number, name in enumerate(table.labels)}
    row = next(n for n in range(len(table)) if (table.head[n], table.tail[n]) == (place["tea"], place["sleep"]))
    from kg.analysis.tables import FEATURES

    values = dict(zip(FEATURES, table.features[row].tolist(), strict=True))
    shown = {name: values[name] for name in ("papers", "increase", "decrease", "no change", "possible", "in vivo")}
    assert shown == {"papers": 5, "increase": 1, "decrease": 3, "no change": 1, "possible": 1, "in vivo": 1}
    assert (values["first year"], values["last year"]) == (2001, 2005)
    assert table.triples().shape == (len(table), 3)
    assert table.triples().dtype == np.int64
    table.write(tmp_path / "links.csv")
    assert len((tmp_path / "links.csv").read_text(encoding="utf-8").splitlines()) == len(table) + 1
    assert list(table.frame().loc[row, ["head_label", "tail_label", "papers"]]) == ["tea", "sleep", 5]


def test_a_profile_shows_where_nothing_was_seen(tea: Store) -> None:
    found = profile(tea, "tea")
    assert ("clinical", "risk", 1, 1) in found.table()
    assert not any(row[0] == "in vitro" for row in found.table())
    assert profile(tea, "memory", role="object").table() == (
        ("clinical", "increase", 1, 1), ("clinical", "no change", 1, 1)
    )  # fmt: skip
    with pytest.raises(ValueError, match="subject, object, either"):
        profile(tea, "tea", role="hero")


def test_a_wheel_has_what_acts_and_what_is_acted_on(tea: Store) -> None:
    found = wheel(tea, "sleep")
    assert ([one.label for one in found.acting], [one.label for one in found.acted_on]) == (["tea"], ["memory"])
    assert found.acting[0].papers == 5
    assert wheel(tea, "tea", limit=1).left_out == 2
