"""Decide whether the words of a mention name one gene at all, or a family, a complex, or nothing that is known."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.linking.gene_paper import Scored
from extractors.linking.gene_weights import GeneWeights
from extractors.mention import Mention

_FAMILY_WORD = re.compile(
    r"\b(?:famil(?:y|ies)|superfamily|complex(?:es)?|proteins|receptors|genes|kinases|enzymes|factors|molecules|"
    r"isoforms|subunits|domains?|motifs?|repeats?|members?|channels|transporters|chains|proteases|phosphatases|"
    r"ligands|antibod(?:y|ies)|cytokines|chemokines|integrins|histones?|caspases|interleukins|immunoglobulins?)$",
    re.IGNORECASE,
)
# Classes that some record has for a synonym (of penicillin-binding proteins, which bacteria have, a fly's ribosome has
# one), and what is measured in blood and shares its letters with a gene.
_CLASS = re.compile(
    r"(?:(?:peptide |steroid |sex |nuclear )?hormone|steroid|nuclear|growth factor|cytokine|chemokine) receptors?|"
    r"growth factors?|(?:(?:receptor )?tyrosine|protein|serine/threonine|lipid) kinases?|cytokines?|chemokines?|"
    r"(?:V?L|H|I)DL(?:-C)?|(?:penicillin[- ]binding protein |PBP ?)\d[A-Z]?",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?:\d[A-Za-z]{0,2}|alpha|beta|gamma|delta|[\u03b1-\u03c9]|\b[IVX]+|\b[A-Z])$")
_PLURAL = re.compile(r"[A-Za-z]{2}s$")
_BEHIND = re.compile(
    r"\s*[-\u2010-\u2013]?\s*(famil(?:y|ies)|superfamily|complex(?:es)?|members?|isoforms|proteins|receptors|genes|"
    r"domains?|motifs?|subunits|pathways?|signal(?:l)?ing|like|kinases|binding|gene|protein|receptor|mRNA|expression)\b",
    re.IGNORECASE,
)


def is_class(text: str) -> bool:
    """Tell whether words name a whole class of proteins, whatever gene has them for a synonym.

    >>> is_class("hormone receptors"), is_class("growth hormone receptor")
    (True, False)
    """
    return _CLASS.fullmatch(text) is not None


def features(
    mention: Mention, text: str, ranked: Sequence[Scored], weights: GeneWeights
) -> Iterator[tuple[str, float]]:
    """Yield what speaks for and against the best candidate of a mention being a gene that the words name.

    ``text`` is that of the paper.
    """
    best = ranked[0]
    yield "bias", 1.0
    yield "belief", best.belief
    yield "log odds", max(-4.0, min(4.0, math.log((best.belief + 1e-4) / (1.0001 - best.belief))))
    yield from ((name, value) for name, value in best.named.features if name.startswith(_KEPT))
    same = sum(each.named.taxon == best.named.taxon for each in ranked)
    yield f"same name {min(same, 4)}", 1.0
    yield from _form(mention.text)
    genes, families = weights.counts(mention.text)
    yield "known gene", math.log1p(genes)
    yield "known family", math.log1p(families)
    if genes + families:
        yield "share of families", families / (genes + families)
    else:
        yield "unknown name", 1.0
    behind = _BEHIND.match(text, mention.end)
    if behind:
        yield f"behind {behind[1].lower()}", 1.0


_KEPT = ("scope", "rule", "lent", "papers", "taught", "made", "other database", "case")


def _of_form(text: str) -> Iterator[tuple[str, float]]:
    letters = sum(char.isalnum() for char in text)
    words = text.split()
    yield f"length {min(letters, 5)}", 1.0
    yield f"words {min(len(words), 4)}", 1.0
    if _FAMILY_WORD.search(text):
        yield "family word", 1.0
    if _PLURAL.search(text):
        yield "plural", 1.0
    yield "numbered" if _ENDS.search(text) else "not numbered", 1.0
    if text.islower():
        yield "small letters", 1.0
        if not any(char.isdigit() for char in text) and len(words) == 1:
            yield "a word", 1.0
    if text.isupper() and text.isalpha():
        yield "acronym", 1.0


@functools.lru_cache(maxsize=1 << 14)
def _form(text: str) -> tuple[tuple[str, float], ...]:
    return tuple(_of_form(text))


def probability(found: Iterator[tuple[str, float]], weights: Mapping[str, float]) -> float:
    """Return how likely the best candidate is meant, in 0..1; 1 without weights."""
    if not weights:
        return 1.0
    total = sum(weights.get(name, 0.0) * value for name, value in found)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
