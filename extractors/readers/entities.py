"""Read the lists of entities on curated pages: "**Genes:** NAME (long name) [NCBI Gene 7] {aka OTHER, NAMES}"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.document import Annotation
from extractors.readers.kinds import curies_of, kind_of, known_prefixes, named_curie
from ontologies.curie import Curie
from ontologies.term import Kind

_LABEL = re.compile(r"[*_]{0,3}(?P<label>[^*_:(){}\[\]]{2,40}?)\s*(?::[*_]{0,3}|[*_]{1,3}\s*:)\s*")
_GROUP = re.compile(r"\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\](?:\([^()\s]*\))?|\{(?P<curly>[^{}]*)\}")
_ALSO = re.compile(r"^(?:aka|a\.k\.a\.|also known as|also|synonyms?|aliases)\b:?\s*", re.IGNORECASE)
_CURIE = re.compile(r"(?:" + "|".join(known_prefixes()) + r")[:_]\w[\w.:-]*", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>[A-Za-z][A-Za-z ]*?)(?:\s+ID)?[:#\s]+(?P<id>[A-Z]{0,5}_?\d[\w.-]*)")
_OPENING, _CLOSING = "([{", ")]}"


def read_entities(text: str, start: int, end: int, source: str) -> Iterator[Annotation]:
    """Yield the entities of one line of a list, with the span of each name; a line without a label gives none.

    The label before the colon is the type. In brackets after a name stand its identifiers (``MONDO:0004989``,
    ``NCBI Gene 407011``), a longer name, or further names after "aka".

    >>> line = "Genes: MIR23B (microRNA 23b) [NCBI Gene 407011] {aka MIRN23B, mir-23b}, TP53"
    >>> [(entity.name, [str(curie) for curie in entity.curies], entity.aliases)
    ...  for entity in read_entities(line, 0, len(line), "a page")]
    [('MIR23B', ['NCBIGene:407011'], ('microRNA 23b', 'MIRN23B', 'mir-23b')), ('TP53', [], ())]
    """
    label = _LABEL.match(text, start, end)
    if not label:
        return
    kind = kind_of(label.group("label"))
    for left, right in _items(text, label.end(), end):
        entity = _entity(text, left, right, kind=kind, label=label.group("label").strip(), source=source)
        if entity:
            yield entity


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts between commas and semicolons that stand outside of all brackets."""
    depth, left = 0, start
    for place in range(start, end):
        char = text[place]
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif char in ",;" and depth == 0 and text[place + 1 : place + 2] in ("", " "):
            yield left, place
            left = place + 1
    yield left, end


def _entity(text: str, start: int, end: int, *, kind: Kind, label: str, source: str) -> Annotation | None:
    item = text[start:end]
    groups = list(_GROUP.finditer(item))
    # A name may hold brackets of its own: the ones at the end, each after a space, describe it.
    first = next(
        (match.start() for match in groups if match.start() == 0 or item[match.start() - 1].isspace()), len(item)
    )
    name = item[:first].strip(" \t*_`.")
    if not name:
        return None
    curies: list[Curie] = []
    aliases: list[str] = []
    for match in groups:
        if match.start() >= first:
            _read_group(match, kind, curies, aliases)
    offset = start + item.index(name)
    return Annotation(
        kind=kind, name=name, curies=tuple(dict.fromkeys(curies)), aliases=tuple(dict.fromkeys(aliases)),
        source=source, label=label, start=offset, end=offset + len(name),
    )  # fmt: skip


def _read_group(match: re.Match[str], kind: Kind, curies: list[Curie], aliases: list[str]) -> None:
    content = next(group for group in match.groups() if group is not None).strip()
    found = [curie for part in re.split(r"\s*[,;|]\s*", content) for curie in _identifiers(part, kind)]
    if found:
        curies.extend(found)
        return
    names = _ALSO.sub("", content)
    listed = match.group("curly") is not None or names != content
    aliases.extend(part.strip() for part in (names.split(",") if listed else [names]) if part.strip())


def _identifiers(part: str, kind: Kind) -> tuple[Curie, ...]:
    if _CURIE.fullmatch(part):
        return curies_of(part, kind)
    named = _NAMED.fullmatch(part)
    curie = named_curie(named.group("name"), named.group("id")) if named else None
    return (curie,) if curie else ()
