"""What a paper relates, learned from corpora: pairs of chemicals, genes, variants and diseases.

`entities` gathers the mentions of a passage, `features` and `candidates` say what is known of two of them, `model`
judges, `reading` chooses the passages, `statements` makes claims and risks of what was judged.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extractors.document import Genre
from extractors.pipeline import Extraction, Stage
from extractors.relations.candidates import Encoder
from extractors.relations.model import load
from extractors.relations.statements import add_to, find
from extractors.weights import PACKAGED
from ontologies.lexicon import Lexicon

__all__ = ["FILE", "stage"]

FILE = "relations.npz"


def stage(*, lexicon: Path | None = None, weights: Path | None = None) -> Stage:
    """Return the stage ``relations.learned.v1``: it adds claims and risks, and raises the scores of those it confirms.

    It reads sentences, links, claims and risks. ``weights`` is a folder with ``relations.npz`` in place of the packaged
    one; a folder need not have the file, and nothing is added then. Raises `WeightsError` where the file
    does not fit. It was learned from abstracts: of an article for the general public it judges nothing.
    """
    path = (weights or PACKAGED) / FILE
    if not path.exists():
        return lambda extraction: extraction
    model = load(path)
    encoder = Encoder(Lexicon.open(lexicon))

    def run(extraction: Extraction) -> Extraction:
        if extraction.document.metadata.genre is Genre.LAY:
            return extraction
        claims, risks = add_to(extraction, find(extraction, encoder, model))
        return replace(extraction, claims=claims, risks=risks)

    return run
