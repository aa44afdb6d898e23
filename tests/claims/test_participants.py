from __future__ import annotations

import pytest

from extractors.claim import Design, Evidence, Setting
from extractors.document import Role
from extractors.evidence import find_evidence, studied_in
from extractors.evidence.participants import counts_in
from tests.claims.builders import document, extraction


def participants(*sections: tuple[Role, str], title: str = "Zinc for colds: a randomised trial") -> int | None:
    return find_evidence(extraction(document(*sections, title=title))).n


@pytest.mark.parametrize(
    ("abstract", "n"),
    [
        ("Forty-one patients were randomised to zinc and 40 patients to rest. They were seen for 90 days.", 81),
        ("Patients were randomised (n = 812, mean age 50 years) to zinc (n = 406) or rest (n = 406).", 812),
        ("Of 3,004 people with a runny nose, 512 were enrolled. Colds were short.", 512),
        ("Three hundred and twelve, otherwise healthy children were randomised to zinc or rest.", 312),
        ("In 14 clinics, 642 adults whose colds had not gone were randomly assigned to zinc or rest.", 642),
        ("We saw 240 healthy women with colds. These were randomised to zinc or rest.", 240),
        ("1,090 children took part. Nine schools were randomised to zinc and nine schools to rest.", 1090),
        ("We conducted a randomised trial in 10 patients with gout and 12 patients with a cold.", None),
        ("In all, 61 patients in the zinc group and 58 patients in the rest group got well.", None),
        ("Patients were followed for 60 days. Rash was seen in 9 patients (12%).", None),
        ("The mean score of 3 to 5 patients was low on zinc.", None),
        ("To detect this, 300 patients would be needed.", None),
    ],
)
def test_the_whole_of_a_trial_took_part_and_no_arm_of_it(abstract: str, n: int | None) -> None:
    assert participants((Role.ABSTRACT, abstract)) == n


def test_methods_and_results_say_who_was_randomised_where_the_abstract_does_not() -> None:
    abstract = (Role.ABSTRACT, "Patients took zinc or rested.")
    drawn = "Of these, 88 were randomised to the zinc group and 87 to the rest group."
    assert participants(abstract, (Role.RESULTS, drawn)) == 175
    assert participants(abstract, (Role.DISCUSSION, drawn)) is None


def test_patients_beside_work_on_animals_do_not_count_as_animals() -> None:
    abstract = "Forty mice were randomly divided into zinc and water. Mice got well. Sera of 120 patients were kept."
    assert participants((Role.ABSTRACT, abstract), title="Zinc in mice") == 40


def test_a_sentence_of_a_trial_counts_only_those_enrolled() -> None:
    seen = Evidence(settings=(Setting.CLINICAL,), designs=(Design.COHORT,))
    trial = Evidence(settings=(Setting.CLINICAL,), designs=(Design.RCT,))
    assert studied_in("In biopsies of 34 patients, zinc was low.", seen) == 34
    assert studied_in("In biopsies of 34 patients, zinc was low.", trial) is None
    assert studied_in("In the 90 patients enrolled, zinc was low.", trial) == 90


def test_counts_of_an_unknown_setting_are_none() -> None:
    assert counts_in("Forty patients took zinc.", Setting.IN_VITRO) == ()
