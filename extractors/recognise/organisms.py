"""Species by their Latin names: those beyond the lexicon, and those with the genus cut to a letter."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

from extractors.mention import Mention
from extractors.pipeline import Extraction
from extractors.recognise.lexicon import readable
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.organisms import Organisms
from ontologies.term import Kind

RECOGNISER = "organisms"

_FULL = re.compile(r"(?<![\w-])(?P<genus>[A-Z][a-z]{2,}) (?P<epithet>[a-z]{3,}(?:-[a-z]+)?)(?![\w-])")
_SHORT = re.compile(r"(?<![\w.-])(?P<genus>[A-Z][a-z]?)\. ?(?P<epithet>[a-z]{4,}(?:-[a-z]+)?)(?![\w-])")


def recogniser(lexicon: Lexicon) -> Callable[[Extraction], Iterator[Mention]]:
    """Return the recogniser; it yields species, full names before short ones, each in the order of the text.

    A genus cut to a letter stands for one that the paper writes out, with this species or with another: after "Culex
    pipiens", C. tarsalis is Culex tarsalis. The mention brings the id along, since its own words do not tell it.
    """
    organisms = Organisms.open(lexicon.folder)
    known = functools.lru_cache(maxsize=1 << 14)(functools.partial(_find, lexicon, organisms))

    def find(extraction: Extraction) -> Iterator[Mention]:
        text = extraction.document.text
        genera: dict[str, None] = {}
        sentences = list(readable(extraction.document, extraction.sentences))
        short = _SHORT.search(text) is not None
        for sentence in sentences:
            for match in _FULL.finditer(text, sentence.start, sentence.end):
                if organisms.find(match[0]) is not None:
                    yield Mention.cut(text, *match.span(), Kind.SPECIES, RECOGNISER, 0.9)
                    genera[match["genus"]] = None
                elif short and known(match[0]) is not None:
                    genera[match["genus"]] = None
        for sentence in sentences if genera else ():
            for match in _SHORT.finditer(text, sentence.start, sentence.end):
                meant = (known(f"{genus} {match['epithet']}") for genus in genera if genus.startswith(match["genus"]))
                taxon = next(filter(None, meant), None)
                if taxon is not None:
                    yield Mention(
                        start=match.start(),
                        end=match.end(),
                        text=match[0],
                        kind=Kind.SPECIES,
                        recogniser=RECOGNISER,
                        score=0.9,
                        given=(taxon,),
                    )

    return find


def _find(lexicon: Lexicon, organisms: Organisms, name: str) -> Curie | None:
    """Return the species of a name of two words in the lexicon or beyond it."""
    found = (e.curie for e in lexicon.lookup(name) if e.kind is Kind.SPECIES and e.curie.prefix == "NCBITaxon")
    return next(found, None) or organisms.find(name)
