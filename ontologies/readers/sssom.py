"""SSSOM tables of mappings: comment lines, a header, tab-separated rows."""

from __future__ import annotations

from collections.abc import Iterator

from ontologies.errors import SourceError
from ontologies.mapping import Mapping, Predicate
from ontologies.readers.common import parse

_NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
# A predicate of SSSOM files that says the same as one of SKOS.
_PREDICATES = {
    "owl:equivalentClass": Predicate.EXACT,
    "owl:sameAs": Predicate.EXACT,
    "oboInOwl:hasDbXref": Predicate.CLOSE,
}


def read_sssom(data: bytes, source: str) -> Iterator[Mapping]:
    """Yield the mappings between registered prefixes with a SKOS predicate; negated rows are passed over."""
    header: list[str] = []
    for number, line in enumerate(data.decode("utf-8").split("\n"), start=1):
        if line.startswith("#") or not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        if not header:
            header = _checked(cells, source, number)
        elif len(cells) != len(header):
            raise SourceError(source, number, f"has {len(cells)} columns, the header {len(header)}")
        elif mapping := _mapping(dict(zip(header, cells, strict=True)), source):
            yield mapping


def _checked(header: list[str], source: str, line: int) -> list[str]:
    missing = [column for column in _NEEDED if column not in header]
    if missing:
        raise SourceError(source, line, f"no column {', '.join(missing)} in the header")
    return header


def _mapping(row: dict[str, str], source: str) -> Mapping | None:
    subject, object_ = parse(row["subject_id"]), parse(row["object_id"])
    stated = row["predicate_id"]
    known = stated in list(Predicate) or stated in _PREDICATES
    if subject is None or object_ is None or not known or row.get("predicate_modifier"):
        return None
    return Mapping(
        subject=subject,
        predicate=_PREDICATES.get(stated) or Predicate(stated),
        object=object_,
        justification=row["mapping_justification"],
        source=row.get("mapping_source") or source,
    )
