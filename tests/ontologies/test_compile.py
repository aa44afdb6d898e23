"""A compiled snapshot of a few own terms: what goes in comes out."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontologies import (
    Crosswalk,
    Curie,
    Flag,
    Kind,
    Lexicon,
    Mapping,
    Name,
    Ontology,
    Predicate,
    Release,
    Retractions,
    Scope,
    Term,
    compile_snapshot,
)
from ontologies.errors import SnapshotError, UnknownTermError
from ontologies.normalise import tokens
from ontologies.readers import read
from ontologies.retractions import write_retractions

HUMAN, MOUSE = Curie("NCBITaxon", "9606"), Curie("NCBITaxon", "10090")
OWN = Release(name="own", title="Own", version="1", licence="CC0 1.0", licence_url="https://example.org")


def a_term(curie: str, kind: Kind, label: str, *exact: str, taxon: Curie | None = None, parents: str = "") -> Term:
    names = (Name(text=label, scope=Scope.LABEL), *(Name(text=text, scope=Scope.EXACT) for text in exact))
    above = tuple(Curie.parse(parent) for parent in parents.split())
    return Term(curie=Curie.parse(curie), kind=kind, names=names, taxon=taxon, parents=above)


TERMS = (
    a_term("MONDO:1", Kind.DISEASE, "breast cancer", "cancer, mammary", parents="MONDO:2"),
    a_term("MONDO:2", Kind.DISEASE, "cancer", parents="MONDO:3"),
    a_term("MONDO:3", Kind.DISEASE, "disease"),
    a_term("MONDO:4", Kind.DISEASE, "lung cancer", parents="MONDO:2"),
    a_term("NCBIGene:1", Kind.GENE, "CAT", "catalase", taxon=HUMAN),
    a_term("NCBIGene:2", Kind.GENE, "Cat", taxon=MOUSE),
    a_term("CVCL_0062", Kind.CELL_LINE, "MDA-MB-231"),
)
LINKS = (
    Mapping(
        subject=Curie("MONDO", "1"),
        predicate=Predicate.BROAD,
        object=Curie("MESH", "D001943"),
        justification="semapv:ManualMappingCuration",
        source="own",
    ),
    Mapping(
        subject=Curie("MONDO", "1"),
        predicate=Predicate.EXACT,
        object=Curie("MESH", "D999999"),
        justification="semapv:LexicalMatching",
        source="own",
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("snapshot")
    compile_snapshot((), place, releases=[(OWN, TERMS)], mappings=LINKS, common={"cat"})
    return place


@pytest.fixture(scope="module")
def lexicon(folder: Path) -> Iterator[Lexicon]:
    return Lexicon.open(folder)


def ids(lexicon: Lexicon, text: str) -> list[str]:
    return [str(entry.curie) for entry in lexicon.lookup(text)]


def test_every_term_comes_back_as_it_went_in(lexicon: Lexicon) -> None:
    assert [lexicon.term(term.curie) for term in TERMS] == list(TERMS)


def test_names_are_found_in_any_spelling_that_shares_their_key(lexicon: Lexicon) -> None:
    assert ids(lexicon, "Breast-Cancers") == ["MONDO:1"]
    assert ids(lexicon, "cancer mammary") == ["MONDO:1"]
    assert ids(lexicon, "MDAMB231") == ["CVCL_0062"]
    assert ids(lexicon, "breast") == []


def test_human_genes_come_before_those_of_mice(lexicon: Lexicon) -> None:
    assert ids(lexicon, "cat") == ["NCBIGene:1", "NCBIGene:2"]


def test_symbols_that_are_words_say_so_and_know_their_case(lexicon: Lexicon) -> None:
    human, mouse = lexicon.lookup("cat")
    assert Flag.SYMBOL | Flag.COMMON in human.flags
    assert human.agrees("CAT")
    assert not human.agrees("cat")
    assert mouse.agrees("Cat")


def test_made_spellings_are_flagged(lexicon: Lexicon) -> None:
    (entry,) = lexicon.lookup("MDAMB231")
    assert Flag.VARIANT in entry.flags
    assert lexicon.name_of(entry).text == "MDA-MB-231"


def test_scan_gives_all_names_longest_first_and_none_across_punctuation(lexicon: Lexicon) -> None:
    found = tokens("Breast cancer; breast. Cancer of the breast/lung cancer")
    spans = [(first, last, lexicon.key_of(name)) for first, last, name in lexicon.scan(found)]
    assert spans == [
        (0, 2, "breast cancer"),
        (1, 2, "cancer"),
        (5, 6, "cancer"),
        (9, 11, "lung cancer"),
        (10, 11, "cancer"),
    ]


@given(st.text(st.sampled_from(list("breast cnlug.-CAT ")), max_size=60))
def test_scan_finds_what_lookup_finds(text: str) -> None:
    lexicon = _packed_once()
    found = tokens(text)
    for first, last, name in lexicon.scan(found):
        assert lexicon.key_of(name) == " ".join(token.key for token in found[first:last])
        assert lexicon.entries(name) == lexicon.lookup(lexicon.key_of(name))


def _packed_once(cache: dict[str, Lexicon] = {}) -> Lexicon:  # noqa: B006
    if not cache:
        import tempfile

        place = Path(tempfile.mkdtemp())
        compile_snapshot(TERMS, place)
        cache["lexicon"] = Lexicon.open(place)
    return cache["lexicon"]


def test_unknown_terms_are_none_or_an_error(lexicon: Lexicon) -> None:
    foreign = Curie("MESH", "D001943")
    for curie in (Curie("MONDO", "99"), foreign):
        assert lexicon.find_term(curie) is None
        assert lexicon.kind_of(curie) is None
        assert lexicon.release_of(curie) is None
        with pytest.raises(UnknownTermError, match=str(curie)):
            lexicon.term(curie)


def test_releases_count_terms_and_names(lexicon: Lexicon) -> None:
    (release,) = lexicon.releases()
    assert (release.name, release.terms, release.names) == ("own", 7, 9)
    assert lexicon.release_of(Curie("MONDO", "1")) == release


def test_a_pickled_lexicon_opens_the_same_files(lexicon: Lexicon) -> None:
    again: Lexicon = pickle.loads(pickle.dumps(lexicon))
    assert again.lookup("cancer") == lexicon.lookup("cancer")


def test_the_same_terms_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    compile_snapshot((), tmp_path, releases=[(OWN, TERMS)], mappings=LINKS, common={"cat"})
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_missing_and_foreign_snapshots_are_reported(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(SnapshotError, match="kg ontologies build"):
        Lexicon.open(tmp_path)
    (tmp_path / "snapshot.json").write_text('{"format": 0}')
    with pytest.raises(SnapshotError, match="format 0"):
        Lexicon.open(tmp_path)


def test_a_damaged_block_is_reported(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    packed = bytearray((tmp_path / "records.xz").read_bytes())
    packed[-20:] = b"\xff" * 20
    (tmp_path / "records.xz").write_bytes(bytes(packed))
    with pytest.raises(SnapshotError, match="damaged"):
        Lexicon.open(tmp_path).term(Curie("MONDO", "1"))


def test_names_of_a_withdrawn_term_stand_for_its_one_successor(tmp_path: Path) -> None:
    own = read(Path(__file__).parent / "data" / "own.obo")
    compile_snapshot(own, tmp_path)
    lexicon = Lexicon.open(tmp_path)
    (entry,) = lexicon.lookup("ink fever")
    assert (str(entry.curie), entry.scope) == ("MONDO:9000001", Scope.PREVIOUS)
    assert lexicon.term(Curie("MONDO", "9000002")).replaced_by == (Curie("MONDO", "9000001"),)


def test_search_forgives_a_slip_an_order_and_an_unfinished_word(lexicon: Lexicon) -> None:
    for typed in ("breast cancer", "brest cancer", "cancer breast", "breast can"):
        assert str(lexicon.search(typed)[0].curie) == "MONDO:1", typed
    assert lexicon.search("cancer", limit=1)[0].score == 1.0
    assert lexicon.search("  ") == ()


class TestOntology:
    def test_is_a_mapping_of_the_terms_of_a_release(self, lexicon: Lexicon) -> None:
        ontology = Ontology(lexicon, "own")
        assert len(ontology) == len(TERMS)
        assert set(ontology) == {term.curie for term in TERMS}
        assert ontology[Curie("MONDO", "2")].label == "cancer"
        assert Curie("MESH", "D001943") not in ontology

    def test_walks_up_and_down(self, lexicon: Lexicon) -> None:
        ontology = Ontology(lexicon)
        one, two, three, four = (Curie("MONDO", number) for number in "1234")
        assert ontology.parents(one) == (two,)
        assert ontology.ancestors(one) == (two, three)
        assert set(ontology.children(two)) == {one, four}
        assert set(ontology.descendants(three)) == {one, two, four}
        assert ontology.is_a(one, three)
        assert ontology.is_a(one, one)
        assert not ontology.is_a(two, one)

    def test_refuses_unknown_terms_and_releases(self, lexicon: Lexicon) -> None:
        with pytest.raises(UnknownTermError):
            Ontology(lexicon).ancestors(Curie("MONDO", "99"))
        with pytest.raises(KeyError, match="own"):
            Ontology(lexicon, "nobody")

    def test_survives_a_circle(self, tmp_path: Path) -> None:
        circle = [a_term(f"MONDO:{n}", Kind.DISEASE, f"name {n}", parents=f"MONDO:{3 - n}") for n in (1, 2)]
        compile_snapshot(circle, tmp_path)
        assert Ontology.open(path=tmp_path).ancestors(Curie("MONDO", "1")) == (Curie("MONDO", "2"),)


class TestCrosswalk:
    def test_gives_the_closest_first(self, folder: Path) -> None:
        found = Crosswalk.open(folder).translate(Curie("MONDO", "1"), "MESH")
        assert [(m.predicate, str(m.object)) for m in found] == [
            (Predicate.EXACT, "MESH:D999999"),
            (Predicate.BROAD, "MESH:D001943"),
        ]

    def test_reads_a_mapping_from_the_other_end_inverted(self, folder: Path) -> None:
        (found,) = Crosswalk.open(folder).mappings(Curie("MESH", "D001943"))
        assert found == LINKS[0].inverse
        assert found.predicate is Predicate.NARROW

    def test_has_none_for_what_it_does_not_know(self, folder: Path) -> None:
        crosswalk = Crosswalk.open(folder)
        assert crosswalk.mappings(Curie("MONDO", "3")) == ()
        assert crosswalk.mappings(Curie("OMIM", "1")) == ()
        assert len(crosswalk) == len(LINKS)


@given(st.sets(st.integers(1, 2**32 - 1)), st.integers(1, 2**32 - 1))
def test_retractions_hold_what_was_written(pmids: set[int], other: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        write_retractions(list(pmids), Path(place))
        retractions = Retractions.open(place)
        assert all(retractions.is_retracted(pmid) for pmid in pmids)
        assert retractions.is_retracted(str(other)) == (other in pmids)
        assert not retractions.is_retracted("PMC1")
