"""Tables of NCBI Gene as the package ``goatools`` carries them: Python source with one record a line.

The source is read with patterns and literals, it is never run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ontologies.curie import Curie
from ontologies.errors import SourceError
from ontologies.readers.common import distinct
from ontologies.term import Kind, Scope, Term

_PRODUCT = re.compile(r"-P[A-Z]+$|^CG\d+ gene product")
_RECORD = re.compile(r"^\s*(\d+) : NtData\((.*)\),?\s*$")
_STRING = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_FIELD = re.compile(rf"\b(tax_id|Status|Symbol|Aliases|description|other_designations)=(?:(\d+)|{_STRING})")


def read_ncbi_gene(data: bytes, source: str) -> Iterator[Term]:
    """Yield the live genes: symbol, then description and aliases as exact names, then designations as related ones."""
    found = False
    for number, line in enumerate(data.decode("utf-8").split("\n"), start=1):
        match = _RECORD.match(line)
        if match:
            found = True
            fields = _fields(match[2], source, number)
            if fields.get("Status") == "live":
                yield _gene(match[1], fields)
    if not found:
        raise SourceError(source, None, "holds no line of the form `ID : NtData(...)`")


def _fields(text: str, source: str, line: int) -> dict[str, str]:
    fields = {m[1]: m[2] or ast.literal_eval(m[3]) for m in _FIELD.finditer(text)}
    missing = [name for name in ("Symbol", "tax_id", "description") if name not in fields]
    if missing:
        raise SourceError(source, line, f"a record without {', '.join(missing)}")
    return fields


def _gene(identifier: str, fields: dict[str, str]) -> Term:
    names = [(fields["Symbol"], Scope.LABEL), (fields["description"], Scope.EXACT)]
    names = [(text, scope) for text, scope in names if not _PRODUCT.search(text)]
    # Fly records repeat the symbol after the name of the species, and count off products by letters: noise, both.
    names += [(a, Scope.EXACT) for a in fields.get("Aliases", "").split(", ") if "\\" not in a and a != "Dmel_"]
    names += [(d, Scope.RELATED) for d in fields.get("other_designations", "").split("|") if not _PRODUCT.search(d)]
    return Term(
        curie=Curie("NCBIGene", identifier),
        kind=Kind.GENE,
        names=distinct(names),
        taxon=Curie("NCBITaxon", fields["tax_id"]),
    )
