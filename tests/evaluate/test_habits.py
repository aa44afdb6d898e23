from __future__ import annotations

from extractors.document import Annotation
from extractors.evaluate import habits
from extractors.link import Link
from extractors.mention import Mention
from ontologies import Kind
from ontologies.curie import Curie


def gold(name: str, taxon: str) -> Annotation:
    return Annotation(kind=Kind.SPECIES, name=name, curies=(Curie("NCBITaxon", taxon),), start=0, end=len(name))


def found(name: str, taxon: str) -> Link:
    mention = Mention(start=0, end=len(name), text=name, kind=Kind.SPECIES, recogniser="test")
    return Link(mention=mention, term=Curie("NCBITaxon", taxon), rule="test")


def ids(annotations: list[Annotation]) -> list[str]:
    return [curie.identifier for one in annotations for curie in one.curies]


def test_a_genus_counts_as_its_species_that_is_found() -> None:
    wanted = [gold("mice", "10088"), gold("Drosophila", "7215")]
    assert ids(habits.by_species(wanted, [found("mice", "10090"), found("Drosophila", "7227")])) == ["10090", "7227"]


def test_a_genus_of_which_no_species_or_several_are_found_stays() -> None:
    wanted = [gold("mice", "10088")]
    assert ids(habits.by_species(wanted, [found("rat", "10116")])) == ["10088"]
    assert ids(habits.by_species(wanted, [found("mice", "10090"), found("Mus spretus", "10096")])) == ["10088"]


def test_wide_groups_are_left_out_and_species_stay() -> None:
    wanted = [gold("vertebrates", "7742"), gold("zebrafish", "7955")]
    assert ids(habits.by_species(wanted, [])) == ["7955"]


def test_people_are_told_from_the_species() -> None:
    assert habits.marks_people([gold("human", "9606"), gold("women", "9606")])
    assert not habits.marks_people([gold("human", "9606")])
    links = [found("patients", "9606"), found("human", "9606"), found("mice", "10090")]
    assert [link.mention.text for link in habits.without_people(links)] == ["human", "mice"]


def test_ids_that_no_release_has_stay() -> None:
    assert ids(habits.by_species([gold("a teleost", "70862")], [])) == ["70862"]
