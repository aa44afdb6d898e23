"""What several papers say is one proposition; what only looks the same is not."""

from __future__ import annotations

from dataclasses import replace

from graph_builders import other

from extractors.claim import Argument, Claim, Qualifier
from extractors.mention import ShortForm
from extractors.spelling import stage
from ontologies.term import Kind


def words(text: str) -> Argument:
    return Argument(start=0, end=len(text), text=text, kind=Kind.OTHER)


def claim(subject: str, paper: str = "A", **changes: object) -> Claim:
    base = replace(other().claims[0], paper=paper, subject=words(subject), object=words("walking speed"))
    return replace(base, **changes)  # type: ignore[arg-type]


def test_wordings_that_differ_in_number_case_or_article_state_one_proposition() -> None:
    assert claim("The singing-lesson", "A").key == claim("Singing lessons", "B").key


def test_the_conditions_under_which_a_paper_saw_it_are_no_part_of_what_it_says() -> None:
    plain = claim("singing lessons")
    conditioned = replace(plain, qualifiers=(Qualifier(role="population", argument=words("older adults")),))
    assert conditioned.key == plain.key
    assert conditioned.id != plain.id
    assert replace(plain, comparator=words("waiting list")).id != plain.id


def test_the_groups_of_two_papers_are_two_things() -> None:
    assert claim("the intervention group", "A").key != claim("the intervention group", "B").key
    assert claim("Group 2", "A").key == claim("group 2", "A").key
    assert words("intervention group").key_in("A") != words("intervention group").key_in("B")
    assert words("usual care").key_in("A") == words("usual care").key_in("B")


def test_opposite_directions_and_denials_stay_apart() -> None:
    from extractors.claim import Direction

    stated = {claim("tea").key, claim("tea", negated=True).key, claim("tea", direction=Direction.DECREASE).key}
    assert len(stated) == 3


def test_short_forms_mean_what_their_paper_says() -> None:
    def told(subject: str, thing: str, **forms: str) -> Claim:
        made = replace(claim(subject), object=words(thing))
        short_forms = tuple(
            ShortForm(short=short, long=long, short_start=0, short_end=1, long_start=2, long_end=3)
            for short, long in forms.items()
        )
        return stage()(replace(other(), claims=(made,), short_forms=short_forms)).claims[0]

    one = told("singing", "median OS", OS="overall survival")
    assert one.object.key == words("Median overall survival").key
    assert one.object.text == "median OS"
    assert (
        told("singing", "OS", OS="osteosarcoma").object.key != told("singing", "OS", OS="overall survival").object.key
    )
    assert told("IG", "pain", IG="intervention group").subject.key_in("A").startswith("A: ")
    assert told("singing", "overall survival (OS)", OS="overall survival").object.spelled == ""
    assert told("singing", "GLOSS", OS="overall survival").object.spelled == ""
