"""The terms of a kind as a linker of any make can take them: ids, names, counterparts."""

from __future__ import annotations

from collections.abc import Iterator

from ontologies.crosswalk import Crosswalk
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.mapping import Mapping, Predicate
from ontologies.term import Kind, Term

# The vocabulary that gives a kind its ids, then those whose names are lent to it through exact counterparts.
VOCABULARIES: dict[Kind, tuple[str, ...]] = {
    Kind.DISEASE: ("MESH", "MONDO", "HP"),
    Kind.CHEMICAL: ("MESH", "CHEBI"),
    Kind.GENE: ("NCBIGene",),
    Kind.SPECIES: ("NCBITaxon",),
    Kind.CELL_LINE: ("CVCL",),
    Kind.CELL_TYPE: ("CL",),
    Kind.ANATOMY: ("UBERON",),
    Kind.PHENOTYPE: ("HP",),
    Kind.PROCESS: ("GO",),
}
_ALIKE = {Kind.DISEASE: (Kind.DISEASE, Kind.PHENOTYPE)}


def terms(kind: Kind, lexicon: Lexicon, crosswalk: Crosswalk) -> Iterator[tuple[Curie, Term]]:
    """Yield every term of a kind with the id it goes by: its exact counterpart in the first vocabulary, else its own.

    So a linker that is given these names has the same names as ours, under the ids that the corpora use.
    """
    prefixes = VOCABULARIES.get(kind, ())
    kinds = _ALIKE.get(kind, (kind,))
    for number in range(lexicon.id_count):
        if lexicon.is_foreign(number):
            continue
        curie = lexicon.curie_of(number)
        if curie.prefix in prefixes and lexicon.kind_of(curie) in kinds:
            yield _leading(curie, prefixes[0], crosswalk), lexicon.term(curie)


def counterparts(curie: Curie, kind: Kind, crosswalk: Crosswalk) -> tuple[Mapping, ...]:
    """Return the mappings of a term into the other vocabularies of its kind."""
    others = (prefix for prefix in VOCABULARIES.get(kind, ()) if prefix != curie.prefix)
    return tuple(mapping for prefix in others for mapping in crosswalk.translate(curie, prefix))


def _leading(curie: Curie, first: str, crosswalk: Crosswalk) -> Curie:
    if curie.prefix == first:
        return curie
    mapped = crosswalk.translate(curie, first)
    return mapped[0].object if mapped and mapped[0].predicate is Predicate.EXACT else curie
