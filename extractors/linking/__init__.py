"""Decide which term each mention stands for, or that none does."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from extractors.link import Link
from extractors.linking.linker import Linker
from extractors.linking.places import links_by_place
from extractors.linking.taxa import HUMAN
from extractors.pipeline import Extraction, Stage
from ontologies.crosswalk import Crosswalk
from ontologies.lexicon import Lexicon
from ontologies.term import Kind

__all__ = ["HUMAN", "Linker", "links_by_place", "stage"]


def stage(*, lexicon: Path | None = None, weights: Path | None = None) -> Stage:
    """Return the stage ``links.lexicon.v1``: it fills `Extraction.links`, one for each mention, in their order.

    Anatomy and processes that the tagger alone saw and that no vocabulary has are no mentions afterwards: it learned
    these kinds from papers on mice alone, and guesses elsewhere.

    ``lexicon`` is the folder of a compiled snapshot in place of the packaged one, ``weights`` a folder with learned
    files in place of the packaged ``extractors/models``.
    """
    linker = Linker(Lexicon.open(lexicon), Crosswalk.open(lexicon), weights=weights)

    def run(extraction: Extraction) -> Extraction:
        links = tuple(link for link in linker.link(extraction) if link.term is not None or not _is_guess(link))
        return dataclasses.replace(extraction, mentions=tuple(link.mention for link in links), links=links)

    return run


def _is_guess(link: Link) -> bool:
    return link.mention.kind in (Kind.ANATOMY, Kind.PROCESS) and link.mention.recogniser == "tagger"
