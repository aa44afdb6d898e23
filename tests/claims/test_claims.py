from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from extractors.claim import Certainty, Claim, Design, Direction, Evidence, Predicate, Setting, Status
from extractors.claims import find_claims, stage
from extractors.document import Genre, Role
from extractors.evidence import stage as evidence_stage
from tests.claims.builders import document, extraction

UP, DOWN, SAME, NONE = Direction.INCREASE, Direction.DECREASE, Direction.NO_CHANGE, Direction.NONE
NAMES = {
    "zinc": "drug MESH:D015032", "Zinc": "drug MESH:D015032", "aspirin": "drug MESH:D001241",
    "Aspirin": "drug MESH:D001241",
    "colds": "disease MESH:D003139", "stroke": "disease MESH:D020521", "migraine": "disease MESH:D008881",
    "TP53": "gene NCBIGene:7157", "MDM2": "gene NCBIGene:4193", "HeLa": "line CVCL_0030",
    "mice": "species NCBITaxon:10090",
    "nephropathy": "disease MESH:D007674", "apoptosis": "process GO:0006915",
}  # fmt: skip


def read(
    text: str,
    names: Mapping[str, str] = NAMES,
    role: Role = Role.RESULTS,
    title: str = "",
    genre: Genre = Genre.ARTICLE,
) -> list[Claim]:
    made = extraction(document((role, text), title=title, genre=genre), names)
    # What the grammar reads, however sure: made-up sentences are short.
    return list(find_claims(evidence_stage()(made), least=0.0))


def gist(claim: Claim) -> tuple[str, Predicate, Direction, str]:
    return claim.subject.text, claim.predicate, claim.direction, claim.object.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zinc shortened the duration of colds.", ("Zinc", Predicate.AFFECTS, DOWN, "duration of colds")),
        ("The risk of stroke was reduced by aspirin.", ("aspirin", Predicate.AFFECTS, DOWN, "risk of stroke")),
        ("Aspirin led to a fall in body temperature.", ("Aspirin", Predicate.AFFECTS, DOWN, "body temperature")),
        ("A reduction in pain was seen with aspirin.", ("aspirin", Predicate.AFFECTS, DOWN, "pain")),
        ("Pain intensity fell after aspirin.", ("aspirin", Predicate.AFFECTS, DOWN, "Pain intensity")),
        ("Treatment with zinc improved sleep quality.", ("zinc", Predicate.IMPROVES, UP, "sleep quality")),
        ("Zinc worsened renal function.", ("Zinc", Predicate.WORSENS, DOWN, "renal function")),
        ("Pain scores were lower with aspirin than with placebo.", ("aspirin", Predicate.AFFECTS, DOWN, "Pain scores")),
        ("Patients given zinc had higher energy levels than controls.", ("zinc", Predicate.AFFECTS, UP,
        "energy levels")),
        ("There was no difference in weight between zinc and placebo.", ("zinc", Predicate.AFFECTS, SAME, "weight")),
        ("Weight did not differ between zinc and placebo.", ("zinc", Predicate.AFFECTS, SAME, "Weight")),
        ("Zinc had no effect on appetite.", ("Zinc", Predicate.AFFECTS, SAME, "appetite")),
        ("TP53 activates MDM2.", ("TP53", Predicate.REGULATES, UP, "MDM2")),
        ("Apoptosis induced by zinc was strong.", ("zinc", Predicate.CAUSES, UP, "Apoptosis")),
        ("Zinc is required for apoptosis.", ("Zinc", Predicate.AFFECTS, UP, "apoptosis")),
        ("Zinc plays a role in apoptosis.", ("Zinc", Predicate.REGULATES, Direction.NONE, "apoptosis")),
        ("There were zinc-dependent increases in sleep quality.", ("zinc", Predicate.AFFECTS, UP, "sleep quality")),
        ("Swelling diminished more in the zinc group than with placebo.",
        ("zinc", Predicate.AFFECTS, DOWN, "Swelling")),
        ("Nephropathy occurred with a higher frequency with zinc than with placebo.",
        ("zinc", Predicate.AFFECTS, UP, "Nephropathy")),
        ("Zinc-induced nephropathy is rare.", ("Zinc", Predicate.CAUSES, UP, "nephropathy")),
        ("We saw nephropathy due to zinc.", ("zinc", Predicate.CAUSES, UP, "nephropathy")),
        ("Zinc levels were associated with stroke.", ("Zinc", Predicate.ASSOCIATED, NONE, "stroke")),
        ("Zinc was associated with lower mortality.", ("Zinc", Predicate.ASSOCIATED, DOWN, "mortality")),
        ("TP53 expression correlated with tumour stage.", ("TP53", Predicate.CORRELATED, NONE, "tumour stage")),
        ("Aspirin prevents stroke.", ("Aspirin", Predicate.PREVENTS, DOWN, "stroke")),
        ("Aspirin is approved for migraine.", ("Aspirin", Predicate.APPROVED_FOR, NONE, "migraine")),
        ("Zinc lozenges for colds were bought.", ("Zinc", Predicate.STUDIED_FOR, NONE, "colds")),
        ("Aspirin attenuated the rise in blood pressure.", ("Aspirin", Predicate.AFFECTS, DOWN, "blood pressure")),
        ("Zinc was more effective than placebo in reducing fever.", ("Zinc", Predicate.AFFECTS, DOWN, "fever")),
        ("Pain was not different in the zinc group (p = 0.4).", ("zinc", Predicate.AFFECTS, SAME, "Pain")),
        ("Colds grew rarer, with fever lower with zinc than with placebo.", ("zinc", Predicate.AFFECTS, DOWN, "fever")),
        ("The fall in pain was greater with zinc than with placebo.", ("zinc", Predicate.AFFECTS, DOWN, "pain")),
        ("A smaller rise in weight was seen with zinc than with placebo.", ("zinc", Predicate.AFFECTS, DOWN, "weight")),
        ("Zinc is an inhibitor of apoptosis.", ("Zinc", Predicate.AFFECTS, DOWN, "apoptosis")),
        ("This nephropathy, a common trouble, is due to zinc.", ("zinc", Predicate.CAUSES, UP, "nephropathy")),
        ("A positive correlation exists between zinc and stroke.", ("zinc", Predicate.CORRELATED, UP, "stroke")),
        ("Zinc was inversely associated with stroke.", ("Zinc", Predicate.ASSOCIATED, DOWN, "stroke")),
        ("The fever lowering effect of zinc was strong.", ("zinc", Predicate.AFFECTS, DOWN, "fever")),
        ("Zinc shed an odour in cells that promotes apoptosis.", ("odour in cells", Predicate.AFFECTS, UP,
        "apoptosis")),
        ("Aspirin, the older drug, is a salt that lowers fever.", ("Aspirin", Predicate.AFFECTS, DOWN, "fever")),
        ("With respect to pain, zinc was superior to aspirin.", ("zinc", Predicate.IMPROVES, DOWN, "pain")),
        ("Fewer patients given zinc had nausea than controls.", ("zinc", Predicate.AFFECTS, DOWN, "nausea")),
        ("Pain was higher with placebo than with zinc (p < 0.01).", ("zinc", Predicate.AFFECTS, DOWN, "Pain")),
        ("Pain was 3.1 with zinc and 4.2 with placebo (p = 0.01).", ("zinc", Predicate.AFFECTS, DOWN, "Pain")),
        ("Pain was 3.1 with zinc and 4.2 with placebo (p = 0.31).", ("zinc", Predicate.AFFECTS, SAME, "Pain")),
        ("Pain differed between zinc (3.1) and placebo (4.2).", ("zinc", Predicate.AFFECTS, DOWN, "Pain")),
        ("Pain was 12 minutes shorter with zinc (p < 0.05).", ("zinc", Predicate.AFFECTS, DOWN, "Pain")),
        ("Zinc had no significant effect on appetite (p = 0.3).", ("Zinc", Predicate.AFFECTS, SAME, "appetite")),
        ("Pain remained lower with zinc than with placebo.", ("zinc", Predicate.AFFECTS, DOWN, "Pain")),
        ("Nausea was more common with zinc (p = 0.01).", ("zinc", Predicate.AFFECTS, UP, "Nausea")),
        ("Time to relapse was better with zinc (p = 0.01).", ("zinc", Predicate.IMPROVES, UP, "Time to relapse")),
        ("Zinc did not affect appetite.", ("Zinc", Predicate.AFFECTS, SAME, "appetite")),
    ],
)  # fmt: skip
def test_reads_the_usual_ways_to_say_it(text: str, expected: tuple[str, Predicate, Direction, str]) -> None:
    assert expected in [gist(claim) for claim in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Fever rose by ten beats a minute.",
        "Smith et al. reported a decrease in fever of 7%.",
        "Men with moderately raised cholesterol took zinc.",
        "Zinc is recommended to reduce fever.",
    ],
)
def test_amounts_authors_and_descriptions_bring_nothing(text: str) -> None:
    assert not read(text)


def test_of_two_signs_in_one_list_each_thing_has_its_own() -> None:
    found = read("Patients given zinc had higher energy levels and lower levels of pain (p < 0.05).")
    assert [(claim.direction, claim.object.text) for claim in found] == [
        (UP, "energy levels"),
        (DOWN, "levels of pain"),
    ]


def test_arms_named_by_a_letter_or_a_number_are_arms() -> None:
    (first,) = read("Fever was higher in group A than in group B (p < 0.05).")
    (second,) = read("Fever was higher in group 2 than in group 1 (p < 0.05).")
    assert (first.subject.text, second.subject.text) == ("group A", "group 2")


def test_what_is_excepted_from_a_denial_is_not_denied() -> None:
    text = "No differences were seen with the exception of higher fever with zinc than with placebo (p < 0.01)."
    assert ("zinc", UP, False) in [(c.subject.text, c.direction, c.negated) for c in read(text)]


def test_a_title_that_asks_claims_nothing() -> None:
    assert not read("Does zinc shorten the duration of colds", role=Role.TITLE)


def test_coordinated_verbs_share_their_subject_and_keep_their_own_statistics() -> None:
    text = "Zinc reduced fever (SMD = –0.79), inhibited coughing (SMD = –0.70), and increased sleep (SMD = +1.16)."
    found = read(text)
    assert [(c.subject.text, c.direction, c.object.text) for c in found] == [
        ("Zinc", DOWN, "fever"), ("Zinc", DOWN, "coughing"), ("Zinc", UP, "sleep"),
    ]  # fmt: skip
    assert [claim.statistics[0].value for claim in found] == [Decimal("-0.79"), Decimal("-0.70"), Decimal("1.16")]


def test_coordinated_objects_share_the_statistic_that_follows_them() -> None:
    found = read("Aspirin lowered pain and fever (P = .01).")
    assert [(claim.object.text, claim.statistics[0].p) for claim in found] == [
        ("pain", Decimal("0.01")), ("fever", Decimal("0.01")),
    ]  # fmt: skip


def test_a_difference_that_may_be_chance_is_no_change() -> None:
    assert read("Pain was lower with aspirin than with placebo (P = .40).")[0].direction is SAME
    assert read("Pain was lower with aspirin than with placebo (P = .04).")[0].direction is DOWN
    assert read("Mortality was lower with aspirin than with placebo (RR 0.9, 95% CI 0.7 to 1.2).")[0].direction is SAME


def test_names_the_arm_that_is_compared_against() -> None:
    (claim,) = read("Aspirin lowered pain compared with zinc.")
    assert claim.comparator is not None
    assert (claim.comparator.text, str(claim.comparator.curies[0])) == ("zinc", "MESH:D015032")


def test_denied_hedged_and_cited_statements_keep_that() -> None:
    (denied,) = read("Zinc did not shorten colds.")
    assert (denied.negated, denied.direction, denied.benefit) == (True, DOWN, None)
    (hedged,) = read("Zinc may shorten colds.")
    assert hedged.certainty is Certainty.POSSIBLE
    (cited,) = read("Zinc shortens colds [4].", role=Role.DISCUSSION)
    assert (cited.status, cited.cites) == (Status.BACKGROUND, ("4",))


def test_no_approved_treatment_is_a_denied_approval() -> None:
    for text in ("There is no approved zinc lozenge for colds.", "There is no approved zinc-based colds treatment."):
        (claim,) = [found for found in read(text) if found.predicate is Predicate.APPROVED_FOR]
        assert (claim.subject.text, claim.object.text, claim.negated) == ("zinc", "colds", True)


@pytest.mark.parametrize(
    "text",
    [
        "Does zinc shorten colds?",
        "We aimed to test whether zinc shortens colds.",
        "The results of this study are presented below.",
        "Two groups were formed.",
    ],
)
def test_questions_aims_and_empty_words_claim_nothing(text: str) -> None:
    assert read(text) == []


def test_references_and_funding_claim_nothing() -> None:
    assert read("Zinc shortened colds.", role=Role.REFERENCES) == []
    assert read("Zinc shortened colds.", role=Role.FUNDING) == []


def test_a_pronoun_takes_the_subject_of_the_sentence_before() -> None:
    first, second = read("Zinc shortened colds. It also improved sleep.")
    assert (second.subject, second.object.text, "carried on" in second.rule) == (first.subject, "sleep", True)
    assert second.score < first.score


def test_a_relative_clause_and_an_insertion_find_their_subject() -> None:
    assert ("zinc", DOWN, "fever") in [
        (c.subject.text, c.direction, c.object.text) for c in read("We gave zinc, which reduced fever.")
    ]
    assert ("Zinc", DOWN, "fever") in [
        (c.subject.text, c.direction, c.object.text) for c in read("Zinc, a cheap metal, reduced fever.")
    ]


def test_a_linked_outcome_keeps_its_terms_and_an_unlinked_one_its_words() -> None:
    (claim,) = read("Zinc lowered the incidence of stroke.")
    assert str(claim.object.curies[0]) == "MESH:D020521"
    (plain,) = read("Zinc lowered daily coughing.")
    assert (plain.object.text, plain.object.curies) == ("daily coughing", ())


def test_a_composed_intervention_is_kept_whole() -> None:
    whole = "zinc-loaded exosomes"
    made = extraction(document((Role.RESULTS, f"{whole} reduced fever.")), NAMES, [whole])
    (claim,) = find_claims(made)
    assert claim.subject.intervention is not None
    assert claim.subject.text == whole


def test_context_is_what_the_sentence_names_beside_the_arguments() -> None:
    (claim,) = read("In mice with stroke, zinc at 10 mg/kg reduced fever after 3 days.")
    found = {(qualifier.role, qualifier.argument.text) for qualifier in claim.qualifiers}
    assert found >= {("species", "mice"), ("disease", "stroke"), ("dose", "10 mg/kg"), ("time", "3 days")}


@pytest.mark.parametrize(
    ("text", "object", "contexts"),
    [
        ("Zinc caused migraine [3], severe colds (in 4 %), and stroke.", "migraine", set()),
        ("Zinc caused migraine, colds and stroke in mice with nephropathy.", "stroke", {"nephropathy", "mice"}),
        ("In nephropathy, zinc prevented colds and migraine.", "colds", {"nephropathy"}),
        ("In nephropathy, colds and migraine were reduced by zinc.", "migraine", {"nephropathy"}),
        ("Zinc prevented colds in migraine and stroke.", "colds", {"migraine", "stroke"}),
    ],
)
def test_what_stands_in_a_list_with_an_argument_is_no_condition_of_it(
    text: str, object: str, contexts: set[str]
) -> None:
    found = [claim for claim in read(text) if object in claim.object.text]
    assert {qualifier.argument.text for claim in found[:1] for qualifier in claim.qualifiers} == contexts
    assert found


@pytest.mark.parametrize(
    ("text", "title", "benefit"),
    [
        ("Zinc reduced pain.", "", True),
        ("Zinc increased mortality.", "", False),
        ("Zinc improved sleep.", "", True),
        ("Zinc reduced cell viability.", "Zinc in breast cancer", True),
        ("Zinc increased apoptosis.", "Zinc in breast cancer", True),
        ("Zinc reduced cell viability.", "Zinc in wound healing", None),
        ("Zinc raised plasma volume.", "", None),
        ("Zinc did not reduce pain.", "", None),
    ],
)
def test_benefit_depends_on_what_changes_and_where(text: str, title: str, benefit: bool | None) -> None:
    assert read(text, title=title)[-1].benefit is benefit


def test_pooled_claims_get_the_heterogeneity_and_the_studies_of_the_whole() -> None:
    text = (
        "We identified 12 eligible studies of zinc in vitro. Zinc reduced viral growth (SMD = –2.10) and increased "
        "survival (SMD = 1.40). Heterogeneity was moderate (I2 = 40%–60%)."
    )
    found = read(text, role=Role.ABSTRACT, title="Zinc: a systematic review and meta-analysis of in vitro studies")
    pooled = [claim for claim in found if claim.statistics]
    assert len(pooled) == 2
    for claim in pooled:
        assert (claim.statistics[-1].i2_low, claim.statistics[-1].i2_high) == (Decimal(40), Decimal(60))
        assert (claim.evidence.studies, claim.evidence.level) == (12, "in vitro synthesis")
        assert claim.evidence.designs[0] is Design.META_ANALYSIS


def test_each_clause_has_its_own_setting() -> None:
    text = "Zinc slowed growth in vivo, whereas aspirin raised growth in vitro."
    assert [claim.evidence.settings for claim in read(text)] == [(Setting.IN_VIVO,), (Setting.IN_VITRO,)]


def test_every_span_is_its_text_and_every_claim_has_an_identity() -> None:
    text = "Zinc reduced fever (MD -1.2; P < .001) and TP53 activated MDM2 in HeLa cells. Aspirin may prevent stroke."
    made = extraction(document((Role.RESULTS, text)), NAMES)
    found = list(find_claims(made))
    source = made.document.text
    for claim in found:
        arguments = [claim.subject, claim.object, *(q.argument for q in claim.qualifiers)]
        assert all(source[a.start : a.end] == a.text for a in arguments)
        assert all(source[effect.start : effect.end] == effect.text for effect in claim.statistics)
        assert 0 < claim.score <= 1
    assert len({claim.id for claim in found}) == len(found)


def test_the_stage_is_repeatable() -> None:
    made = extraction(document((Role.RESULTS, "Zinc shortened colds and aspirin eased pain.")), NAMES)
    assert stage()(made).claims == stage()(stage()(made)).claims


def test_lists_with_a_last_comma_and_agents_joined_by_and_are_read_whole() -> None:
    found = read("Pain, fever, and stroke were lower with zinc than with placebo.")
    assert [claim.object.text for claim in found] == ["Pain", "fever", "stroke"]
    found = read("Fever was reduced by zinc and aspirin.")
    assert [claim.subject.text for claim in found] == ["zinc", "aspirin"]


def test_what_is_taken_away_is_not_taken_for_what_is_there() -> None:
    for text in ("TP53-deficient mice had less pain than controls.", "TP53 silencing reduced pain."):
        assert all(not claim.subject.curies for claim in read(text))


def test_what_does_something_to_a_dose_is_the_doing() -> None:
    assert read("Reducing the dose can increase survival.")[-1].subject.text == "Reducing the dose"


def test_known_things_make_a_claim_surer_than_words_nobody_knows() -> None:
    (unknown,), (known,) = read("The teacher increased the volume."), read("Zinc increased the risk of stroke.")
    assert unknown.score < known.score


def test_an_arm_that_is_compared_may_have_any_name() -> None:
    assert read("Fever was lower in the blue arm than in the red arm (P = .01).")[0].subject.text == "blue arm"


def test_a_paper_without_evidence_still_claims() -> None:
    assert read("Zinc shortened colds.")[0].evidence == Evidence()


@pytest.mark.parametrize(
    "text",
    [
        "There is no approved herbal therapy for migraine.",
        "No treatment for migraine is approved.",
        "No vaccine against migraine has been licensed.",
    ],
)
def test_an_unnamed_kind_of_treatment_can_lack_approval(text: str) -> None:
    (claim,) = [found for found in read(text) if found.predicate is Predicate.APPROVED_FOR]
    assert (claim.object.text, claim.negated) == ("migraine", True)


@pytest.mark.parametrize(
    "text",
    [
        "Zinc seems promising for colds due to its wide use.",
        "Pain was similar in both groups at baseline.",
        "Zinc raised unadjusted.",
        "Zinc-treated slides were mounted with Prolong Zinc Reagent.",
        "Older women had more aspirin.",
        "A budget to lower stroke was drawn up.",
    ],
)
def test_words_that_name_nothing_particular_make_no_claim(text: str) -> None:
    assert [gist(claim) for claim in read(text)] == []


def test_what_is_effective_is_the_subject() -> None:
    assert gist(read("Aspirin is effective for migraine.")[0]) == ("Aspirin", Predicate.IMPROVES, DOWN, "migraine")


def test_a_rise_that_is_induced_is_a_change_of_what_rises() -> None:
    assert gist(read("Zinc induced a dose-dependent rise in appetite.")[0]) == (
        "Zinc",
        Predicate.AFFECTS,
        UP,
        "appetite",
    )


def test_an_inhibitor_is_not_what_it_inhibits() -> None:
    (claim,) = read("A potent MDM2 inhibitor reduced fever.")
    assert "inhibitor" in claim.subject.text


def test_people_are_told_apart_by_what_they_got() -> None:
    assert gist(read("Children treated with newdrug had lower fever than controls.")[0])[0] == "newdrug"
