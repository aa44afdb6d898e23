from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.document import Document
from extractors.link import Link
from extractors.linking import Linker
from extractors.linking.coordination import parts
from extractors.mention import Mention, ShortForm
from extractors.pipeline import Extraction
from ontologies import Crosswalk, Kind, Lexicon
from ontologies.mapping import Predicate

Make = Callable[..., Linker]


def ids(link: Link) -> list[str]:
    return [str(one.term) for one in link.each]


@pytest.mark.parametrize(
    ("text", "rule", "heading"),
    [
        ("Cancer of the breast", "turned", "MESH:D001943"),
        ("mammary carcinoma", "renamed", "MESH:D001943"),
        ("Crohn", "completed", "MESH:D003424"),
        ("renal damage", "broader", "MESH:D007674"),
        ("impairment of the kidney", "wider", "MESH:D007674"),
        ("the breast cancer (BC)", "plain", "MESH:D001943"),
    ],
)
def test_other_words_for_a_disease_lead_to_it(linker: Make, text: str, rule: str, heading: str) -> None:
    link = linker().link_text(text, Kind.DISEASE)
    assert (str(link.term), link.rule) == (heading, rule)


def test_joined_names_name_each_disease(linker: Make) -> None:
    link = linker().link_text("breast and ovarian cancers", Kind.DISEASE)
    assert (ids(link), link.rule) == (["MESH:D001943", "MESH:D010051"], "joined")


def test_a_shared_first_word_counts_for_all_joined_names(linker: Make) -> None:
    link = linker().link_text("ventricular tachycardia or fibrillation", Kind.DISEASE)
    assert ids(link) == ["MESH:D017180", "MESH:D014693"]


def test_joined_names_of_which_one_is_unknown_are_not_taken_apart(linker: Make) -> None:
    assert linker().link_text("breast and glorbic cancers", Kind.DISEASE).also == ()


def test_a_name_without_a_joint_has_no_parts() -> None:
    assert list(parts("breast cancer")) == []


def test_words_that_corpora_leave_out_are_left_out(linker: Make) -> None:
    weak, strong = linker(), linker(modifiers="Disease\tglorbic\t9\t0\n")
    assert weak.link_text("glorbic breast cancer", Kind.DISEASE).term is None
    link = strong.link_text("glorbic breast cancer", Kind.DISEASE)
    assert (str(link.term), link.rule) == ("MESH:D001943", "shorter")


def test_words_that_change_the_meaning_stay(linker: Make) -> None:
    assert linker(modifiers="Disease\tsevere\t0\t9\n").link_text("severe cancer", Kind.DISEASE).term is None


def test_nothing_is_left_out_of_a_name_whose_rest_says_nothing(linker: Make) -> None:
    assert linker().link_text("severe disorder", Kind.DISEASE).term is None


def test_a_class_without_a_heading_has_the_broad_one_of_the_class_above(linker: Make) -> None:
    link = linker().link_text("posterior infarct", Kind.DISEASE)
    assert str(link.term) == "MONDO:0004781"
    assert [(str(m.object), m.predicate) for m in link.mappings] == [("MESH:D009203", Predicate.BROAD)]


def test_a_class_without_a_heading_has_the_broad_one_of_fewer_words(linker: Make) -> None:
    link = linker(modifiers="Disease\tproximal\t5\t0\n").link_text("proximal Crohn disease", Kind.DISEASE)
    assert str(link.term) == "MONDO:0009999"
    assert [(str(m.object), m.predicate) for m in link.mappings] == [("MESH:D003424", Predicate.BROAD)]


def test_a_class_with_nothing_above_it_has_no_heading(linker: Make) -> None:
    assert linker().link_text("lonely disease of a kind", Kind.DISEASE).find("MESH") is None


def read(linker: Linker, text: str, *names: tuple[str, Kind], short: tuple[str, str] | None = None) -> list[Link]:
    """Link names at their first places in a text, with an abbreviation that the text defines."""
    mentions = [Mention.cut(text, text.index(name), text.index(name) + len(name), kind, "gold") for name, kind in names]
    forms: tuple[ShortForm, ...] = ()
    if short:
        at, long_at = text.index(short[0]), text.index(short[1])
        forms = (
            ShortForm(
                short=short[0],
                long=short[1],
                short_start=at,
                short_end=at + len(short[0]),
                long_start=long_at,
                long_end=long_at + len(short[1]),
            ),
        )
    document = Document(id="t", text=text, source="t.txt", format="text")
    extraction = Extraction(document=document, short_forms=forms, mentions=tuple(mentions))
    return list(linker.link(extraction))


def test_an_abbreviation_is_what_its_long_form_is_whoever_found_it(linker: Make) -> None:
    text = "Myocardial infarction (MI) is common."
    links = read(
        linker(),
        text,
        ("Myocardial infarction", Kind.DISEASE),
        ("MI", Kind.DISEASE),
        short=("MI", "Myocardial infarction"),
    )
    assert [(str(link.term), link.rule) for link in links] == [
        ("MESH:D009203", "exact"),
        ("MESH:D009203", "abbreviation"),
    ]


def test_a_short_name_in_brackets_behind_a_name_is_that_name(linker: Make) -> None:
    links = joined(linker(), "Phlorhizin (Ph) was given.", (0, 10), (12, 14))
    assert [str(link.term) for link in links] == ["MESH:D010695", "MESH:D010695"]


def test_a_short_name_without_brackets_keeps_its_own_meaning(linker: Make) -> None:
    links = joined(linker(), "Phlorhizin and Ph were given.", (0, 10), (15, 17))
    assert [str(link.term) for link in links] == ["MESH:D010695", "MESH:D010758"]


def joined(linker: Linker, text: str, *spans: tuple[int, int]) -> tuple[Link, ...]:
    """Link chemicals at their places."""
    mentions = tuple(Mention.cut(text, start, end, Kind.CHEMICAL, "gold") for start, end in spans)
    document = Document(id="t", text=text, source="t.txt", format="text")
    return linker.link(Extraction(document=document, mentions=mentions))


def test_where_the_long_form_is_unknown_the_letters_decide(linker: Make) -> None:
    text = "Glorbic anion (Ph) was given."
    links = read(linker(), text, ("Ph", Kind.CHEMICAL), short=("Ph", "Glorbic anion"))
    assert str(links[0].term) == "MESH:D010758"


def test_a_chemical_in_the_singular_is_no_class(linker: Make) -> None:
    one, many = (linker().link_text(text, Kind.CHEMICAL) for text in ("alcohol", "alcohols"))
    assert (str(one.term), str(many.term)) == ("MESH:D000431", "MESH:D000438")


def test_short_forms_inside_a_name_are_written_out(linker: Make) -> None:
    text = "Myocardial (MC) damage, then MC infarction."
    links = read(linker(), text, ("MC infarction", Kind.DISEASE), short=("MC", "Myocardial"))
    assert str(links[0].term) == "MESH:D009203"


def test_less_of_a_function_is_a_disease_of_the_organ(linker: Make) -> None:
    assert str(linker().link_text("decreased renal function", Kind.DISEASE).term) == "MESH:D007674"


def test_other_diseases_in_a_list_are_the_wider_one(linker: Make) -> None:
    link = linker().link_text("breast, ovarian and other cancers", Kind.DISEASE)
    assert ids(link) == ["MESH:D001943", "MESH:D010051", "MESH:D009369"]


def test_a_disease_is_a_disease_before_it_is_an_abnormality() -> None:
    linker = Linker(Lexicon.open(), Crosswalk.open())
    link = linker.link_text("small intestinal bacterial overgrowth", Kind.DISEASE)
    assert [candidate.curie.prefix for candidate in link.candidates] == ["MONDO", "HP"]
