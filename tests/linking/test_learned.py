from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from extractors.linking import Linker
from extractors.linking.learned import Learned
from ontologies import Curie, Kind

Make = Callable[..., Linker]

MOOD = "Disease\tlow mood\tMESH:D003866=3\tMESH:D003863=1\n"


def test_what_most_papers_mean_comes_before_what_the_lexicon_lists(linker: Make) -> None:
    listed = linker().link_text("low mood", Kind.DISEASE)
    taught = linker(MOOD).link_text("low mood", Kind.DISEASE)
    assert (str(listed.term), str(taught.term)) == ("MESH:D003863", "MESH:D003866")


def test_the_reading_of_the_lexicon_stays_a_candidate(linker: Make) -> None:
    link = linker(MOOD).link_text("low mood", Kind.DISEASE)
    assert [str(one.curie) for one in link.candidates] == ["MESH:D003866", "MESH:D003863"]


def test_papers_that_agree_with_the_lexicon_keep_its_rule(linker: Make) -> None:
    link = linker("Disease\tdepression\tMESH:D003863=2\n").link_text("depression", Kind.DISEASE)
    assert (str(link.term), link.rule) == ("MESH:D003863", "exact")


def test_a_name_that_only_papers_have_is_learned(linker: Make) -> None:
    link = linker("Disease\tfeeling blue\tMESH:D003863=2\n").link_text("Feeling blue", Kind.DISEASE)
    assert (str(link.term), link.rule) == ("MESH:D003863", "learned")


def test_several_ids_of_one_meaning_stay_together(linker: Make) -> None:
    link = linker("Disease\tbreast ovary\tMESH:D001943|MESH:D010051=1\n").link_text("breast-ovary", Kind.DISEASE)
    assert [str(one.term) for one in link.each] == ["MESH:D001943", "MESH:D010051"]


def test_a_name_that_papers_give_no_id_has_none(linker: Make) -> None:
    assert linker("Disease\tcancer\t=4\tMESH:D009369=1\n").link_text("cancer", Kind.DISEASE).term is None


def test_an_id_that_the_releases_do_not_know_is_passed_over(linker: Make) -> None:
    link = linker("Disease\tcancer\tMESH:D999999=4\n").link_text("cancer", Kind.DISEASE)
    assert str(link.term) == "MESH:D009369"


def test_a_vocabulary_says_nothing_of_the_terms_of_another(linker: Make) -> None:
    link = linker("Disease\tcancer\tMONDO:0000001=9\n").link_text("cancer", Kind.DISEASE)
    assert str(link.term) == "MESH:D009369"


def test_a_folder_without_the_file_teaches_nothing(tmp_path: Path) -> None:
    assert Learned(tmp_path).meanings("cancer", Kind.DISEASE) == ()


def test_the_packaged_file_knows_common_names() -> None:
    meanings = Learned().meanings("Breast cancers", Kind.DISEASE)
    assert meanings[0][0] == (Curie.parse("MESH:D001943"),)
