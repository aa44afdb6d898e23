"""Short forms that a paper does not define stand for a disease only where something speaks for it."""

from __future__ import annotations

import pytest

from extractors.document import Document
from extractors.linking import Linker
from extractors.linking.acronyms import Acronyms
from extractors.linking.learned import Learned
from extractors.mention import Mention, ShortForm
from extractors.pipeline import Extraction
from ontologies import Crosswalk, Kind
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon

MENKES = Curie.parse("MESH:D007706")


@pytest.fixture(scope="module")
def acronyms(tmp_path_factory: pytest.TempPathFactory) -> Acronyms:
    return Acronyms(Lexicon.open(), Learned(tmp_path_factory.mktemp("nothing learned")))


def test_letters_alone_are_not_believed(acronyms: Acronyms) -> None:
    assert not acronyms.believable("MD", MENKES, "the md was computed")


def test_the_words_of_a_name_speak_for_the_letters(acronyms: Acronyms) -> None:
    assert acronyms.believable("MD", MENKES, "boys with md, that is menkes disease")


def test_only_all_longer_words_of_a_name_count(acronyms: Acronyms) -> None:
    nasu_hakola = Curie.parse("MESH:C536329")
    assert not acronyms.believable("NHD", nasu_hakola, "the nhd domain, sclerosing lesions")


def test_names_that_are_no_short_forms_are_not_judged(acronyms: Acronyms) -> None:
    assert acronyms.believable("asthma", MENKES, "")


def test_four_letters_that_name_nothing_else_are_believed(acronyms: Acronyms) -> None:
    stress = Curie.parse("MESH:D013313")
    assert acronyms.believable("PTSD", stress, "ptsd had been excluded")
    assert not acronyms.believable("PTSD", MENKES, "ptsd had been excluded")


def test_letters_that_the_paper_defines_are_not_read_as_words() -> None:
    text = "Carbapenem-resistant Acinetobacter baumannii (CRAB) spread. CRAB infection was treated."
    form = ShortForm(short="CRAB", long=text[:44], short_start=46, short_end=50, long_start=0, long_end=44)
    start = text.index("CRAB infection")
    mention = Mention.cut(text, start, start + len("CRAB infection"), Kind.DISEASE, "test")
    document = Document(id="x", text=text, source="x", format="text")
    found = Extraction(document=document, mentions=(mention,), short_forms=(form,))
    (link,) = Linker(Lexicon.open(), Crosswalk.open()).link(found)
    assert link.term is None


def test_letters_that_the_paper_spells_out_in_unknown_words_need_the_words_of_their_candidate() -> None:
    text = "Resection of colorectal liver metastases (CLM) was done."
    form = ShortForm(short="CLM", long=text[13:40], short_start=42, short_end=45, long_start=13, long_end=40)
    found = Extraction(
        document=Document(id="x", text=text, source="x", format="text"),
        mentions=(Mention.cut(text, 42, 45, Kind.DISEASE, "test"),),
        short_forms=(form,),
    )
    (link,) = Linker(Lexicon.open(), Crosswalk.open()).link(found)
    assert (link.term, link.rule) == (None, "nil:letters")


def test_letters_that_a_trial_gives_to_an_arm_are_no_chemical_of_that_name() -> None:
    text = "We gave mefloquine and sulfadoxine thrice (MS3). Dizziness followed MS3."
    form = ShortForm(short="MS3", long=text[8:41], short_start=43, short_end=46, long_start=8, long_end=41)
    start = text.rindex("MS3.")
    mention = Mention.cut(text, start, start + 3, Kind.INTERVENTION, "test")
    document = Document(id="x", text=text, source="x", format="text")
    found = Extraction(document=document, mentions=(mention,), short_forms=(form,))
    (link,) = Linker(Lexicon.open(), Crosswalk.open()).link(found)
    assert (link.term, link.rule) == (None, "nil:letters")
