"""Words beside a name that tell what kind of thing it is."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.recognise.senses import words
from ontologies.term import Kind

# Key tokens (see `ontologies.normalise`: small letters, singular) right behind a name, per kind.
_AFTER: dict[Kind, frozenset[str]] = {
    Kind.CELL_LINE: words(
        "cell line xenograft clone subline spheroid tumour tumor allograft monolayer bearing derived"
    ),
    Kind.GENE: words(
        "gene mrna protein expression promoter transcript transcription polymorphism mutation mutant allele genotype "
        "knockout knockdown sirna shrna deficient null receptor kinase inhibitor antibody pathway signaling signalling "
        "level overexpression locus isoform variant phosphorylation haplotype exon intron cdna activity family "
        "agonist antagonist binding ligand secretion overexpressing silencing homolog ortholog"
    ),
    Kind.DISEASE: words("patient disease syndrome symptom diagnosis case severity susceptibility risk"),
    Kind.CHEMICAL: words(
        "treatment treated mg dose administration concentration induced exposure therapy infusion injection tablet "
        "solution monotherapy uptake level toxicity intake"
    ),
    Kind.SPECIES: words("strain infection isolate genome embryo egg larva seedling plant serotype"),
    Kind.CELL_TYPE: words("cell population culture"),
}
_BEFORE: dict[Kind, frozenset[str]] = {
    Kind.CELL_LINE: words("cell line"),
    Kind.GENE: words(
        "gene protein anti mrna recombinant phosphorylated phospho receptor transcription mutant encoding encode "
        "kinase cytokine chemokine"
    ),
    Kind.DISEASE: words("diagnosed suffering"),
    Kind.CHEMICAL: words("mg mm um nm µm oral intravenous drug agent inhibitor µg mol"),
}
# The same with one small word between: "expression of X", "patients with X".
_BEFORE_OF: dict[Kind, frozenset[str]] = {
    Kind.GENE: words(
        "expression mutation overexpression level knockdown transcription inhibition activation role deletion "
        "phosphorylation polymorphism variant silencing secretion production promoter member loss"
    ),
    Kind.DISEASE: words("patient diagnosis treatment risk history case child people prevalence incidence"),
    Kind.CHEMICAL: words("treated dose administration concentration injection effect mg infusion treatment exposure"),
    Kind.CELL_LINE: words("line cell"),
}
_SMALL = words("of in with for by to the on and")
_STRONG = 0.3
_WEAK = 0.2


def cue(keys: Sequence[str], kind: Kind, first: int, last: int) -> float:
    """Return what the words around the key tokens ``first`` to ``last`` add to the weight of a kind; never negative."""
    after = keys[last] if last < len(keys) else ""
    if after in _AFTER.get(kind, ()):
        return _STRONG
    before = keys[first - 1] if first else ""
    if before in _BEFORE.get(kind, ()):
        return _STRONG
    if before in _SMALL and first > 1:
        before = keys[first - 2]
        if before in _SMALL and first > 2:
            before = keys[first - 3]
        if before in _BEFORE_OF.get(kind, ()):
            return _WEAK
    return 0.0
