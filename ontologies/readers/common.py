"""What several readers share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ontologies.curie import PREFIXES, Curie
from ontologies.errors import SourceError
from ontologies.term import Kind, Name, Scope

_KINDS = {
    "MONDO": Kind.DISEASE,
    "DOID": Kind.DISEASE,
    "OMIM": Kind.DISEASE,
    "NCBIGene": Kind.GENE,
    "HGNC": Kind.GENE,
    "MGI": Kind.GENE,
    "RGD": Kind.GENE,
    "CL": Kind.CELL_TYPE,
    "CVCL": Kind.CELL_LINE,
    "CHEBI": Kind.CHEMICAL,
    "NCBITaxon": Kind.SPECIES,
    "HP": Kind.PHENOTYPE,
    "GO": Kind.PROCESS,
    "ECO": Kind.EVIDENCE,
    "STATO": Kind.STATISTIC,
    "UBERON": Kind.ANATOMY,
}
# How files spell prefixes that `ontologies.curie.PREFIXES` spells otherwise.
_ALIASES = {
    "MSH": "MESH",
    "MeSH": "MESH",
    "mesh": "MESH",
    "OMIMPS": "OMIM",
    "MIM": "OMIM",
    "NCI": "NCIT",
    "NCIt": "NCIT",
    "EGID": "NCBIGene",
    "ncbigene": "NCBIGene",
    "ENTREZGENE": "NCBIGene",
    "cellosaurus": "CVCL",
    "cas": "CAS",
}


def kind_of(curie: Curie) -> Kind:
    """Return the kind of thing that a vocabulary is about; MeSH says it by tree numbers instead."""
    return _KINDS.get(curie.prefix, Kind.OTHER)


def curie(prefix: str, identifier: str) -> Curie | None:
    """Return an id from the prefix and identifier of a cross-reference, or None where the prefix is not registered."""
    known = _ALIASES.get(prefix, prefix)
    if known not in PREFIXES:
        known = next((name for name in PREFIXES if name.lower() == prefix.lower()), "")
    if not known or not identifier or any(char.isspace() for char in identifier):
        return None
    return Curie.parse(f"{known}:{identifier}")


def parse(text: str) -> Curie | None:
    """Return the id in ``PREFIX:identifier``, or None where it is none of a registered prefix."""
    if text.startswith("CVCL_"):
        return Curie("CVCL", text[5:])
    prefix, colon, identifier = text.partition(":")
    return curie(prefix, identifier) if colon else None


def distinct(names: Iterable[tuple[str, Scope]]) -> tuple[Name, ...]:
    """Return the names, each text once, in order; empty ones are dropped and space is trimmed."""
    seen: dict[str, Scope] = {}
    for raw, scope in names:
        text = " ".join(raw.split())
        if text:
            seen.setdefault(text, scope)
    return tuple(Name(text=text, scope=scope) for text, scope in seen.items())


def load_json(data: bytes, source: str) -> Any:
    """Parse JSON; raise `SourceError` with the line."""
    try:
        return json.loads(data)
    except ValueError as error:
        raise SourceError(source, getattr(error, "lineno", None), f"is no JSON ({error})") from error


def rows(data: bytes, source: str, columns: int, *, more: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of a tab-separated table; raise `SourceError` for a row with other columns.

    With ``more`` a row may have more columns than that, though not fewer.
    """
    for number, line in enumerate(data.decode("utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        if len(cells) < columns or (len(cells) > columns and not more):
            raise SourceError(source, number, f"has {len(cells)} columns, expected {columns}, separated by tabs")
        yield number, cells
