"""OBO flat files, format 1.2 and 1.4."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ontologies.curie import Curie
from ontologies.errors import SourceError
from ontologies.readers.common import distinct, kind_of, parse
from ontologies.term import Kind, Scope, Term

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\s*(EXACT|NARROW|BROAD|RELATED)?')
_ESCAPED = re.compile(r"\\(.)")
_SCOPES = {"EXACT": Scope.EXACT, "NARROW": Scope.NARROW, "BROAD": Scope.BROAD, "RELATED": Scope.RELATED}
_NAMESPACES = {"cellular_component": Kind.ANATOMY, "molecular_function": Kind.OTHER}

_Tags = dict[str, list[str]]


def read_obo(data: bytes, source: str) -> Iterator[Term]:
    """Yield the ``[Term]`` frames whose id has a registered prefix; other frames are passed over.

    ``alt_id`` lines yield obsolete terms that the frame replaces. Qualifiers in braces and comments are dropped.
    """
    for line, tags in _frames(data, source):
        if len(tags["id"]) != 1:
            raise SourceError(source, line, f"a [Term] with {len(tags['id'])} id lines, expected one")
        identifier = parse(tags["id"][0].split(" ")[0])
        if identifier is not None:
            term = _term(identifier, tags)
            yield term
            yield from _former(term, tags)


def _frames(data: bytes, source: str) -> Iterator[tuple[int, _Tags]]:
    start, tags, wanted = 0, _Tags(), False
    lines = data.decode("utf-8").splitlines()
    for number, line in enumerate(map(str.strip, lines), start=1):
        if line.startswith("["):
            if wanted:
                yield start, tags
            start, tags, wanted = number, defaultdict(list), line == "[Term]"
        elif wanted and line and not line.startswith("!"):
            tag, colon, value = line.partition(":")
            if not colon:
                raise SourceError(source, number, f"expected `tag: value`, found {line[:40]!r}")
            tags[tag].append(value.strip())
    if wanted:
        yield start, tags


def _term(identifier: Curie, tags: _Tags) -> Term:
    label = _plain(tags["name"][0]) if tags["name"] else ""
    synonyms = (_QUOTED.match(value) for value in tags["synonym"])
    names = [(label.removeprefix("obsolete "), Scope.LABEL)]
    names += [(_plain(m[1]), _SCOPES[m[2] or "RELATED"]) for m in synonyms if m]
    definition = _QUOTED.match(tags["def"][0]) if tags["def"] else None
    return Term(
        curie=identifier,
        kind=_NAMESPACES.get("".join(tags["namespace"]), kind_of(identifier)),
        names=distinct(names),
        parents=_curies(tags["is_a"]),
        definition=_plain(definition[1]) if definition else "",
        obsolete="true" in tags["is_obsolete"],
        replaced_by=_curies(tags["replaced_by"]),
        xrefs=tuple(sorted(set(_curies(tags["xref"])))),
    )


def _former(term: Term, tags: _Tags) -> Iterator[Term]:
    for identifier in _curies(tags["alt_id"]):
        yield Term(curie=identifier, kind=term.kind, names=term.names[:1], obsolete=True, replaced_by=(term.curie,))


def _curies(values: list[str]) -> tuple[Curie, ...]:
    found = (parse(value.split(" ")[0]) for value in values)
    return tuple(identifier for identifier in found if identifier)


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda match: {"n": " ", "t": " ", "W": " "}.get(match[1], match[1]), text)
