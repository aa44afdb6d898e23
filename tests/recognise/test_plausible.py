"""What cannot be a name of its kind."""

from __future__ import annotations

import pytest

from extractors.mention import Mention
from extractors.recognise.plausible import plausible
from ontologies import Kind, Lexicon


@pytest.fixture(scope="module")
def packaged() -> Lexicon:
    return Lexicon.open()


def kept(text: str, kind: Kind, names: list[str], lexicon: Lexicon) -> list[str]:
    found = [Mention.cut(text, text.index(name), text.index(name) + len(name), kind, "tagger") for name in names]
    return [mention.text for mention in plausible(text, found, lexicon)]


@pytest.mark.parametrize(
    "name", ["R175H", "rs6265", "c.35G>A", "deletion of exon 3", "Val66Met", "arginine84", "C-to-T"]
)
def test_a_variant_has_a_sign_of_a_change(name: str, packaged: Lexicon) -> None:
    assert kept(f"We saw {name} twice.", Kind.VARIANT, [name], packaged) == [name]


@pytest.mark.parametrize("name", ["April 2004", "T-shirt", "Ergomedic 839E", "oven at 100-120°C"])
def test_without_one_it_is_none(name: str, packaged: Lexicon) -> None:
    assert kept(f"We saw {name} twice.", Kind.VARIANT, [name], packaged) == []


@pytest.mark.parametrize(
    ("text", "name", "stays"),
    [
        ("Antibiotics | Yes | No", "Yes", False),
        ("Those who met the criteria", "met", False),
        ("The Met receptor was blocked", "Met", True),
        ("YES was blocked", "YES", True),
    ],
)
def test_an_everyday_word_is_a_gene_only_among_words_for_genes(
    text: str, name: str, stays: bool, packaged: Lexicon
) -> None:
    assert (kept(text, Kind.GENE, [name], packaged) == [name]) is stays


def test_another_gene_beside_it_makes_a_gene_of_an_everyday_word(packaged: Lexicon) -> None:
    assert kept("We blocked Bcl2 and Bad.", Kind.GENE, ["Bcl2", "Bad"], packaged) == ["Bcl2", "Bad"]


def test_what_has_no_letter_is_no_name(packaged: Lexicon) -> None:
    assert kept("a † in a table", Kind.GENE, ["†"], packaged) == []


@pytest.mark.parametrize(
    ("text", "stays"),
    [("PB2 E627K was found in one isolate.", False), ("Cells of the line PB2 were grown.", True)],
)
def test_a_few_letters_and_digits_are_a_cell_line_only_near_a_word_for_cells(
    text: str, stays: bool, packaged: Lexicon
) -> None:
    assert kept(text, Kind.CELL_LINE, ["PB2"], packaged) == (["PB2"] if stays else [])


def test_lipoproteins_are_chemicals_whatever_gene_has_their_letters(packaged: Lexicon) -> None:
    found = [Mention.cut("HDL rose.", 0, 3, Kind.GENE, "tagger")]
    assert [mention.kind for mention in plausible("HDL rose.", found, packaged)] == [Kind.CHEMICAL]


def test_what_the_kidney_filters_is_no_gene(packaged: Lexicon) -> None:
    assert kept("Serum eGFR and EGFR were measured.", Kind.GENE, ["eGFR", "EGFR"], packaged) == ["EGFR"]


@pytest.mark.parametrize(
    ("name", "given", "kind"),
    [
        ("HbA1c", Kind.GENE, Kind.CHEMICAL),
        ("G93A", Kind.GENE, Kind.VARIANT),
        ("Glycogen", Kind.GENE, Kind.GENE),
    ],
)
def test_the_form_of_a_name_says_its_kind(name: str, given: Kind, kind: Kind, packaged: Lexicon) -> None:
    found = [Mention.cut(f"{name} was found.", 0, len(name), given, "tagger")]
    assert [mention.kind for mention in plausible(f"{name} was found.", found, packaged)] == [kind]


@pytest.mark.parametrize(
    ("text", "name", "stays"),
    [
        ("CPAP use was low.", "CPAP", False),
        ("CPAP mutations were found.", "CPAP", True),
        ("The hs-CRP fell.", "hs", False),
    ],
)
def test_letters_of_the_ward_are_genes_only_among_words_for_genes(
    text: str, name: str, stays: bool, packaged: Lexicon
) -> None:
    assert (kept(text, Kind.GENE, [name], packaged) == [name]) is stays


def test_a_genus_is_no_chemical(packaged: Lexicon) -> None:
    assert kept("Bifidobacterium rose.", Kind.CHEMICAL, ["Bifidobacterium"], packaged) == []


@pytest.mark.parametrize(("name", "stays"), [("Anyone", False), ("Everyone", False), ("Naloxone", True)])
def test_a_pronoun_is_no_ketone(name: str, stays: bool, packaged: Lexicon) -> None:
    assert kept(f"{name} may help.", Kind.CHEMICAL, [name], packaged) == ([name] if stays else [])


@pytest.mark.parametrize(
    ("text", "name", "kind", "stays"),
    [
        ("Carriers of the CC genotype had more pain", "CC", Kind.GENE, False),
        ("CC was expressed in the liver", "CC", Kind.GENE, True),
        ("see http://example.org/6J4VHhPk4 for more", "6J4VHhPk4", Kind.GENE, False),
        ("needles at the point LI 10 of both arms", "LI 10", Kind.CELL_LINE, False),
        ("LI 10 cells were grown", "LI 10", Kind.CELL_LINE, True),
        ("an affectionate partner", "affectionate", Kind.CHEMICAL, False),
        ("given as propionate", "propionate", Kind.CHEMICAL, True),
    ],
)
def test_what_stands_around_a_name_can_rule_it_out(
    text: str, name: str, kind: Kind, stays: bool, packaged: Lexicon
) -> None:
    assert (kept(text, kind, [name], packaged) == [name]) is stays


def test_a_disease_begins_with_no_preposition(packaged: Lexicon) -> None:
    assert kept("a cause of back pain", Kind.DISEASE, ["of back pain"], packaged) == ["back pain"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The nurse offered labour analgesia.", Kind.INTERVENTION),
        ("Two babies developed neuromuscular blockade after magnesium.", Kind.DISEASE),
        ("The nurse asked about pain.", Kind.DISEASE),
    ],
)
def test_a_procedure_is_no_disease_unless_somebody_develops_it(text: str, kind: Kind, packaged: Lexicon) -> None:
    name = next(name for name in ("analgesia", "neuromuscular blockade", "pain") if name in text)
    start = text.index(name)
    [found] = plausible(text, [Mention.cut(text, start, start + len(name), Kind.DISEASE, "tagger")], packaged)
    assert found.kind is kind


@pytest.mark.parametrize(
    ("text", "name", "stays"),
    [
        ("Falls were commoner (aHR 1.45, 95% CI 1.1 to 1.9).", "aHR", False),
        ("Falls were commoner; the aHR was 1.45.", "aHR", False),
        ("AHR was silenced in 3 clones.", "AHR", True),
    ],
)
def test_a_ratio_with_its_number_is_no_gene(text: str, name: str, stays: bool, packaged: Lexicon) -> None:
    assert (kept(text, Kind.GENE, [name], packaged) == [name]) is stays


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Red blood cells were counted. Fever was rarer in the MAS3 group.", False),
        ("Fever was rarer with the longer regimen (MAS3).", False),
        ("The MAS3 group got MAS3 cells under the skin.", True),
        ("MAS3 grew in plates of cells.", True),
    ],
)
def test_an_arm_of_a_trial_is_no_cell_line(text: str, stays: bool, packaged: Lexicon) -> None:
    start = text.index("MAS3")
    line = Mention.cut(text, start, start + 4, Kind.CELL_LINE, "lexicon")
    assert bool(list(plausible(text, [line], packaged))) is stays
