from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from extractors.claim import Design, Evidence, Setting, Status
from extractors.document import Genre, Role
from extractors.evidence import LEVELS, count_settings, evidence_at, evidence_for, find_evidence, level_of, stage
from extractors.evidence.claim import clause_around
from extractors.pipeline import Extraction
from extractors.readers import read_file
from extractors.stages import default_pipeline
from tests.claims.builders import document, extraction, sentences


def evidence(text: str, title: str = "", **options: object) -> Evidence:
    return find_evidence(extraction(document((Role.ABSTRACT, text), title=title, **options)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "text", "design", "setting", "level"),
    [
        ("Zinc for colds: a randomised trial", "We assigned 90 patients to zinc.", Design.RCT, Setting.CLINICAL,
         "randomised trial"),
        ("Zinc: systematic review and meta-analysis", "Trials in adults were pooled.", Design.META_ANALYSIS,
         Setting.CLINICAL, "clinical synthesis"),
        ("Zinc on cells: a meta-analysis of in vitro studies", "In vitro data on cell lines were pooled.",
         Design.META_ANALYSIS, Setting.IN_VITRO, "in vitro synthesis"),
        ("Zinc in mice", "Mice were randomised to zinc.", Design.ANIMAL, Setting.IN_VIVO, "animal study"),
        ("Zinc in HeLa cells", "HeLa cells were cultured and transfected.", Design.CELL, Setting.IN_VITRO,
         "in vitro study"),
        ("Zinc poisoning", "We report a case of a 34-year-old man who took zinc.", Design.CASE_REPORT,
         Setting.CLINICAL, "case report"),
        ("Zinc and colds", "In this retrospective cohort of patients, zinc users had fewer colds.", Design.COHORT,
         Setting.CLINICAL, "controlled or cohort study"),
        ("Zinc: a review", "This review discusses zinc for patients.", Design.REVIEW, Setting.CLINICAL,
         "secondary account"),
    ],
)  # fmt: skip
def test_the_words_of_a_paper_give_design_setting_and_level(
    title: str, text: str, design: Design, setting: Setting, level: str
) -> None:
    found = evidence(text, title)
    assert (found.designs[0], found.settings[0], found.level) == (design, setting, level)


def test_publication_types_come_before_words() -> None:
    found = evidence("Patients were followed in a cohort.", types=["Randomized Controlled Trial"])
    assert (found.designs[0], found.rule) == (Design.RCT, "publication type")


def test_a_lay_article_is_a_lay_account_whatever_it_reports() -> None:
    found = evidence("Pooling 58 laboratory studies, the review of lab-dish work was hopeful.", genre=Genre.LAY)
    assert (found.designs, found.level, found.studies) == ((Design.LAY,), "lay account", 58)
    assert found.settings == (Setting.IN_VITRO,)


def test_counts_studies_of_a_synthesis_and_people_of_a_trial() -> None:
    assert evidence("We pooled twelve trials with 1,204 participants.", "Zinc: a meta-analysis").studies == 12
    assert evidence("We enrolled 40 patients at random.", "Zinc: randomised trial").n == 40


def test_a_remark_on_animals_is_no_part_of_a_synthesis_of_cell_studies() -> None:
    paper = evidence("We pooled 20 in vitro studies on cell lines in vitro.", "Zinc: a meta-analysis of in vitro work")
    remark = evidence_for(paper, "Zinc was linked to relapse in vivo.")
    assert (remark.settings, remark.designs, remark.studies) == ((Setting.IN_VIVO,), (Design.REVIEW,), None)
    assert remark.level == "secondary account"
    assert evidence_for(paper, "Zinc lowered growth.") == paper


def test_a_cell_line_puts_a_sentence_in_vitro_unless_it_names_animals() -> None:
    paper = Evidence(settings=(Setting.CLINICAL,), designs=(Design.COHORT,))
    assert evidence_for(paper, "MCF-7 growth fell.", cell_line=True).settings == (Setting.IN_VITRO,)
    assert evidence_for(paper, "MCF-7 tumours in nude mice shrank.", cell_line=True).settings == (Setting.IN_VIVO,)


@pytest.mark.parametrize(
    ("text", "design"),
    [
        ("We followed patients in an open trial. A randomised trial is needed to confirm this.", Design.CLINICAL_TRIAL),
        ("In a non-randomised study patients were given zinc.", Design.CLINICAL_TRIAL),
        ("Patients took zinc or placebo in a double-blind crossover study.", Design.CLINICAL_TRIAL),
        ("A 1.5-year-old boy presented with fever after zinc.", Design.CASE_REPORT),
        ("A patient who took zinc for years is presented.", Design.CASE_REPORT),
    ],
)
def test_a_design_that_is_wished_for_or_others_used_is_not_the_papers_own(text: str, design: Design) -> None:
    assert evidence(text).designs[0] is design


_PATIENTS = "Colds are common in patients of every age and a burden on schools, on clinics and on the people at home. "


def test_a_paper_without_work_of_its_own_is_a_review() -> None:
    told = _PATIENTS * 4 + "Data from large retrospective studies of patients agree."
    assert evidence(told).designs == (Design.REVIEW,)
    assert evidence(_PATIENTS).designs == ()


@pytest.mark.parametrize(
    ("did", "design"),
    [
        ("Forty patients received zinc and were examined after two weeks.", Design.COHORT),
        ("Forty patients were examined and zinc in blood was measured.", Design.CROSS_SECTIONAL),
    ],
)
def test_people_studied_without_a_named_design_were_followed_or_seen_once(did: str, design: Design) -> None:
    assert evidence(_PATIENTS * 4 + did).designs == (design,)


def test_survival_of_individuals_puts_no_paper_among_people() -> None:
    told = "Survival of single individuals and the mortality of bacterial mutants fell. Strains carried plasmids."
    assert evidence(told).settings == (Setting.IN_VITRO,)
    assert evidence("Survival and mortality fell in women.").settings == (Setting.CLINICAL,)


def test_a_research_article_is_no_review_however_little_it_says_of_its_work() -> None:
    assert evidence(_PATIENTS * 5, types=["research-article"]).designs == (Design.CROSS_SECTIONAL,)


def test_what_a_paper_quotes_of_molecules_is_not_where_the_paper_worked() -> None:
    trial = Evidence(settings=(Setting.CLINICAL,), designs=(Design.RCT,), level="randomised trial")
    cells = Evidence(settings=(Setting.IN_VITRO,), designs=(Design.CELL,), level="in vitro study")
    assert evidence_for(trial, "Zinc blocks prostaglandin synthesis.", status=Status.BACKGROUND).settings == ()
    assert evidence_for(trial, "Zinc shortens colds.", status=Status.BACKGROUND).settings == (Setting.CLINICAL,)
    assert evidence_for(cells, "Zinc shortens colds.", status=Status.BACKGROUND).settings == ()
    assert evidence_for(cells, "Zinc blocks growth.").settings == (Setting.IN_VITRO,)


@pytest.mark.parametrize(
    ("sentence", "setting"),
    [
        ("Rat hepatocytes took up zinc.", ()),
        ("Cultured rat hepatocytes took up zinc.", (Setting.IN_VITRO,)),
        ("Zinc fell in a placebo-controlled study.", (Setting.CLINICAL,)),
        ("Serum of patients was tested in an assay.", (Setting.CLINICAL,)),
        ("Mutant cells took up zinc.", (Setting.IN_VITRO,)),
        ("In the Cancer Genome Atlas, high zinc went with short survival.", (Setting.CLINICAL,)),
    ],
)
def test_a_sentence_tells_where_by_who_or_what_was_studied(sentence: str, setting: tuple[Setting, ...]) -> None:
    assert evidence_for(Evidence(), sentence).settings == setting


def test_headings_and_the_paragraph_tell_where_if_the_sentence_does_not() -> None:
    assert evidence_for(Evidence(), "Zinc rose.", headings=["Uptake", "Effects in mice"]).settings == (Setting.IN_VIVO,)
    assert evidence_for(Evidence(), "Zinc rose.", before="Cells were cultured.").settings == (Setting.IN_VITRO,)
    assert (
        evidence_for(Evidence(), "Zinc rises [1].", before="Cells were cultured.", status=Status.BACKGROUND).settings
        == ()
    )


def test_what_was_not_tested_in_people_puts_nothing_among_people() -> None:
    counts = count_settings("We studied cells in vitro, not drugs tested in animals or, crucially, in people.")
    assert list(counts) == [Setting.IN_VITRO]


def test_a_denied_effect_does_not_deny_where_it_was_looked_for() -> None:
    assert count_settings("Zinc had no effect in mice.")[Setting.IN_VIVO] == 1
    assert count_settings("Zinc was not tested in mice or in people.") == {}


def test_every_level_that_the_rule_gives_is_in_the_scale() -> None:
    given = {level_of([design], [setting]) for design in Design for setting in Setting}
    given |= {level_of([design], []) for design in Design}
    assert given - {""} <= set(LEVELS)


def test_the_stage_fills_the_evidence_of_the_paper() -> None:
    made = stage()(extraction(document((Role.ABSTRACT, "Mice were fed zinc."))))
    assert made.evidence.settings == (Setting.IN_VIVO,)


HUMAN_SETTINGS = {"Animal": Setting.IN_VIVO, "Human": Setting.CLINICAL, "In": Setting.IN_VITRO}


@pytest.mark.shared
def test_the_setting_of_labelled_abstracts_is_right_in_nine_of_ten(shared: Path) -> None:
    right: Counter[bool] = Counter()
    with (shared / "corpora" / "study-type" / "val.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            wanted = HUMAN_SETTINGS.get(row["accepted_label"].split("-")[0])
            if wanted:
                found = evidence(row["abstract"], row["title"])
                right[found.settings[:1] == (wanted,)] += 1
    assert right[True] / right.total() >= 0.90


def test_a_paper_of_dishes_and_of_patients_lends_its_claims_no_setting() -> None:
    both = Evidence(settings=(Setting.IN_VITRO, Setting.CLINICAL), designs=(Design.REVIEW,), level="x")
    bench = Evidence(settings=(Setting.IN_VITRO, Setting.IN_VIVO), designs=(Design.CELL,), level="x")
    assert evidence_for(both, "The drug reduced growth.").settings == ()
    assert evidence_for(both, "The drug reduced growth in vitro.").settings == (Setting.IN_VITRO,)
    assert evidence_for(bench, "The drug reduced growth.").settings == bench.settings


def test_the_number_of_studies_is_found_in_a_structured_abstract(root: Path) -> None:
    (paper,) = read_file(root / "kg" / "demo" / "review.nxml")
    result = default_pipeline().run_one(paper)
    assert isinstance(result, Extraction)
    assert result.evidence.studies == 58
    assert {claim.evidence.studies for claim in result.claims if claim.statistics} == {58}


def test_plants_are_no_animals() -> None:
    plants = evidence("Seedlings were grown in vivo. Leaves of these plants and their roots were weighed.", "Wheat")
    assert Design.ANIMAL not in plants.designs
    fed = evidence("Mice were fed wheat plants in vivo. Leaves and roots were weighed.", "Mice and wheat")
    assert Design.ANIMAL in fed.designs


def test_what_failed_elsewhere_does_not_lend_its_setting_to_what_worked_in_a_dish() -> None:
    text = "The extract killed the cells in vitro and then failed in mice."
    assert clause_around(text, 0, len(text), 12) == "The extract killed the cells in vitro"
    assert clause_around(text, 0, len(text), text.index("failed")) == "failed in mice."


def test_people_who_are_named_to_be_denied_make_nothing_clinical() -> None:
    told = "Cells were grown, and the wash was not tested in animals or, sadly, in people."
    assert evidence_for(Evidence(), told).settings == ()
    assert evidence_for(Evidence(), "No patients fell ill.").settings == (Setting.CLINICAL,)


def test_in_vivo_in_people_is_clinical() -> None:
    assert evidence_for(Evidence(), "The tracer bound in vivo in healthy volunteers.").settings == (Setting.CLINICAL,)
    assert evidence_for(Evidence(), "The tracer bound in vivo in rats of volunteers.").settings == (Setting.IN_VIVO,)


_TRIAL = Evidence(settings=(Setting.CLINICAL,), designs=(Design.RCT,), level="randomised trial", n=400)
_DISH = Evidence(settings=(Setting.IN_VITRO,), designs=(Design.CELL,), level="in vitro study")


def test_what_others_found_takes_neither_design_nor_numbers_of_the_paper_that_tells_of_it() -> None:
    told = evidence_for(_TRIAL, "Zinc shortens colds in patients [3].", status=Status.BACKGROUND)
    assert (told.settings, told.designs, told.level, told.n) == ((Setting.CLINICAL,), (), "secondary account", None)
    assert evidence_for(_TRIAL, "Zinc shortens colds.", status=Status.BACKGROUND).level == "secondary account"
    assert evidence_for(_TRIAL, "Zinc shortens colds.") == _TRIAL


def test_what_a_lay_article_or_a_review_tells_keeps_its_level() -> None:
    lay = Evidence(settings=(Setting.CLINICAL,), designs=(Design.LAY,), level="lay account")
    review = Evidence(settings=(Setting.CLINICAL,), designs=(Design.REVIEW,), level="secondary account")
    assert evidence_for(lay, "Zinc shortens colds.", status=Status.BACKGROUND).level == "lay account"
    assert evidence_for(review, "Zinc shortens colds.", status=Status.BACKGROUND).designs == (Design.REVIEW,)


@pytest.mark.parametrize(
    ("sentence", "setting"),
    [
        ("In experimental models of asthma, zinc calmed the lung [3].", (Setting.IN_VIVO,)),
        ("In preclinical studies zinc calmed the lung [3].", ()),
        ("In models of asthma, zinc calmed the lung [3].", ()),
        ("Experimental evidence says that zinc calms the lung [3].", ()),
    ],
)
def test_what_was_seen_in_models_is_never_taken_for_seen_in_people(sentence: str, setting: tuple[Setting, ...]) -> None:
    assert evidence_for(_TRIAL, sentence, status=Status.BACKGROUND).settings == setting


@pytest.mark.parametrize(
    "sentence",
    [
        "Zinc protects the lung, and whether it does so in patients remains to be tested.",
        "Zinc protects the lung but should be tested in patients.",
        "Zinc protects the lung; it is unknown whether patients would gain.",
        "Zinc protects the lung, though clinical trials in patients are needed.",
        "Zinc protects the lung, and nobody has seen this in patients.",
    ],
)
def test_people_in_whom_a_thing_is_still_to_be_tested_make_nothing_clinical(sentence: str) -> None:
    assert evidence_for(_DISH, sentence).settings == (Setting.IN_VITRO,)


def test_what_a_paper_of_the_bench_sums_up_is_not_about_the_patients_it_named_last() -> None:
    before = "In biopsies of patients zinc was low."
    assert evidence_for(_DISH, "These results suggest that zinc protects.", before=before).settings == _DISH.settings
    assert evidence_for(_DISH, "Zinc went with copper.", before=before).settings == (Setting.CLINICAL,)


def test_a_design_is_one_that_can_be_made_where_the_thing_was_seen() -> None:
    assert evidence_for(_TRIAL, "Zinc lowered growth in vitro.").designs == (Design.CELL,)
    seen = evidence_for(_DISH, "In patients zinc was low.")
    assert (seen.designs, seen.level) == ((), "observational study")
    assert evidence_for(_TRIAL, "Zinc lowered growth in mice.").n is None


def test_letters_that_the_paper_never_calls_cells_put_no_trial_in_a_dish() -> None:
    for rest, settings in (("Two arms.", (Setting.CLINICAL,)), ("ZA3 cells were grown.", (Setting.IN_VITRO,))):
        paper = document((Role.ABSTRACT, f"Cure was quicker with ZA3. {rest}"))
        (first, *_) = sentences(paper)
        assert evidence_at(paper, _TRIAL, first, 0, cell_lines=["ZA3"]).settings == settings


def test_words_of_time_and_of_asking_make_no_cohort_and_no_survey_of_a_trial() -> None:
    told = "In a prospective trial 90 patients were randomised, with a questionnaire after follow-up for a year."
    assert evidence(told).designs == (Design.RCT,)
    assert evidence(told, headings=["Prospective Studies"]).designs == (Design.RCT,)
    both = "After a retrospective cohort study of 900 patients, 90 patients were randomised to zinc."
    assert evidence(both).designs == (Design.RCT, Design.COHORT)


def test_cells_counted_in_the_blood_of_people_are_in_no_dish() -> None:
    told = "Zinc raised circulating CD34, a marker of endothelial progenitor cells."
    assert evidence_for(_TRIAL, told).settings == (Setting.CLINICAL,)
    assert evidence_for(_TRIAL, "Zinc raised CD34 of endothelial progenitor cells.").settings == (Setting.IN_VITRO,)
