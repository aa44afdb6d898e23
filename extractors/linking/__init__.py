"""Decide which term each mention stands for, or that none does."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from extractors.linking.linker import Linker
from extractors.linking.places import links_by_place
from extractors.linking.taxa import HUMAN
from extractors.pipeline import Extraction, Stage
from ontologies.crosswalk import Crosswalk
from ontologies.lexicon import Lexicon

__all__ = ["HUMAN", "Linker", "links_by_place", "stage"]


def stage(*, lexicon: Path | None = None, weights: Path | None = None) -> Stage:
    """Return the stage ``links.lexicon.v1``: it fills `Extraction.links`, one for each mention, in their order.

    ``lexicon`` is the folder of a compiled snapshot in place of the packaged one, ``weights`` a folder with learned
    files in place of the packaged ``extractors/models``.
    """
    linker = Linker(Lexicon.open(lexicon), Crosswalk.open(lexicon), weights=weights)

    def run(extraction: Extraction) -> Extraction:
        return dataclasses.replace(extraction, links=linker.link(extraction))

    return run
