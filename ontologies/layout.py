"""The files of a compiled snapshot and how an entry is packed into one number.

========================  =====================================================================================
``snapshot.json``         format number, releases, taxa, kinds of mappings, counts
``ids.marisa``            every compact identifier; the number of a key is the number of the term
``kinds.u8``              a byte a term: kind, `OBSOLETE` bit, or `FOREIGN` for an id that is only pointed at
``taxa.u8 origins.u8``    a byte a term: species (0: none said), release
``records.xz``            a row a term, in blocks that unpack one by one
``up.u8 up.u32``          how many parents a term has, and the first row of every 256th term in ``parent.u32``
``names.marisa``          every name key with a space after each token
``heads.u32 cases.u32``   a number a name: its only entry, or the place of its list; the capitals of that entry
``lists.u32``             lists of entries: how many, then entry and capitals in turn
``map_*``                 mappings in both directions, sorted by the first term
========================  =====================================================================================
"""

from __future__ import annotations

from pathlib import Path

from ontologies.curie import Curie
from ontologies.term import Kind, Scope

FORMAT = 3
DEFAULT_FOLDER = Path(__file__).parent / "snapshot" / "data"

# Papers are about these species in this order; where species share a name it decides what comes first.
SPECIES = (Curie("NCBITaxon", "9606"), Curie("NCBITaxon", "10090"), Curie("NCBITaxon", "10116"))

# Several names are parted by tabs, several ids by bars; no field holds a line break.
RECORD_FIELDS = ("names", "scopes", "definition", "replaced by", "tree numbers", "cross-references")

KINDS = tuple(Kind)
SCOPES = (Scope.LABEL, Scope.EXACT, Scope.PREVIOUS, Scope.NARROW, Scope.BROAD, Scope.RELATED)
SCOPE_LETTERS = "lepnbr"
OBSOLETE = 0x80
FOREIGN = 0x7F

MAX_TOKENS = 14
TERM_BITS = 24
LIST_SCOPE = 7
TERM_MASK = (1 << TERM_BITS) - 1


def pack_entry(term: int, scope: int, flags: int) -> int:
    """Pack a term number (24 bits), a scope number (3) and flags (5) into 32 bits."""
    return term | scope << TERM_BITS | flags << (TERM_BITS + 3)


def unpack_entry(packed: int) -> tuple[int, int, int]:
    """Return term number, scope number and flags of a packed entry.

    >>> unpack_entry(pack_entry(407011, 1, 9))
    (407011, 1, 9)
    """
    return packed & TERM_MASK, packed >> TERM_BITS & 7, packed >> (TERM_BITS + 3)


def species_rank(taxon: Curie | None) -> int:
    """Return the place of a species among those that papers are about; what has no species stands with the human."""
    if taxon is None:
        return 0
    return SPECIES.index(taxon) if taxon in SPECIES else len(SPECIES)
