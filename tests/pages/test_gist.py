"""What a page says first of a paper."""

from __future__ import annotations

from dataclasses import fields, replace

from kg.pages.gist import FEW, FINDINGS, gist_of
from kg.pages.statement import Filler, Statement, Work

WORK = Work(iri="", name="p", title="", year="", journal="", genre="", retracted=False)
EMPTY: dict[str, object] = {field.name: "" for field in fields(Statement) if field.type == "str"}


def statement(at: int, **given: object) -> Statement:
    filled: dict[str, object] = {
        **EMPTY, "iri": f"urn:{at}", "kind": "claim", "work": WORK, "subject": Filler(words=f"s{at}", iri=""),
        "object": Filler(words=f"o{at}", iri=""), "status": "finding", "section": "results", "rank": 1, "score": "0.7",
        "start": 100 * at, "end": 100 * at + 50, "settings": (), "designs": (), "contexts": (), "effects": (),
        "mitigations": (), "negated": False, "associated": False, **given,
    }  # fmt: skip
    return Statement(**filled)  # type: ignore[arg-type]


def starts(found: list[Statement]) -> list[int]:
    return [one.start // 100 for one in found]


def test_few_statements_need_no_gist() -> None:
    assert gist_of([statement(at) for at in range(FEW - 1)]) is None


def test_findings_of_the_authors_own_summary_come_first_then_the_surest() -> None:
    given = [statement(at) for at in range(FEW)]
    given[6] = statement(6, section="conclusion")
    given[3] = statement(3, score="0.9")
    gist = gist_of(given)
    assert gist is not None
    assert starts(gist.findings) == [6, 3, 0, 1]
    assert len(gist.findings) == FINDINGS


def test_what_was_hardly_read_right_or_is_from_elsewhere_is_not_shown_first() -> None:
    given = [statement(at, score="0.59") for at in range(FEW)]
    given[2], given[5] = statement(2), statement(5, status="background")
    gist = gist_of(given)
    assert gist is not None
    assert starts(gist.findings) == [2]


def test_a_sentence_and_a_pair_of_things_are_shown_once() -> None:
    first = statement(0)
    again = replace(first, iri="urn:again", object=Filler(words="other", iri=""))
    same_pair = replace(statement(1), subject=Filler(words="S0", iri=""), object=Filler(words="O0", iri=""))
    gist = gist_of([first, again, same_pair, *(statement(at, status="background") for at in range(2, FEW))])
    assert gist is not None
    assert starts(gist.findings) == [0]


def test_harms_come_before_limits_of_the_evidence() -> None:
    claims = [statement(at) for at in range(FEW)]
    limit = statement(20, kind="risk", risk_kind="evidence limitation", status="limitation", section="conclusion")
    harm = statement(21, kind="risk", risk_kind="adverse event", section="results")
    gist = gist_of([*claims, limit, harm])
    assert gist is not None
    assert starts(gist.risks) == [21, 20]
