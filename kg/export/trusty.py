"""Trusty IRIs: names that hold a hash of what they name, by module RA of the trusty URI specification, version 1."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

# Stands for the hash while it is not known; no IRI can hold a space, so nothing else can have it.
_BLANK = " "


def artifact_code(quads: Iterable[Quad], hole: str) -> str:
    """Return the code of quads whose own name holds ``hole`` in place of the code.

    The code is "RA" and the SHA-256 of the quads, sorted, in the URL-safe letters of Base64. IRIs come before
    literals, and compare by code points with the hole read as a space.

    >>> a = NamedNode("https://example.org/np/HOLE#a")
    >>> artifact_code([Quad(a, a, a, a)], "HOLE") == artifact_code([Quad(a, a, a, a)] * 2, "HOLE")
    True
    >>> len(artifact_code([Quad(a, a, a, a)], "HOLE"))
    45
    """
    rows = {tuple(_fields(node, hole) for node in _parts(quad)) for quad in quads}
    digest = hashlib.sha256()
    for row in sorted(rows):
        for _, *value in row:
            digest.update(_write(*value).encode())
    return "RA" + base64.urlsafe_b64encode(digest.digest()).decode("ascii").rstrip("=")


def _parts(quad: Quad) -> tuple[NamedNode | Literal, ...]:
    parts = (quad.graph_name, quad.subject, quad.predicate, quad.object)
    assert all(isinstance(part, NamedNode | Literal) for part in parts)
    return parts  # type: ignore[return-value]


def _fields(node: NamedNode | Literal, hole: str) -> tuple[bool, str, str, str]:
    if isinstance(node, NamedNode):
        return False, node.value.replace(hole, _BLANK), "", ""
    language = (node.language or "").lower()
    return True, node.value, "" if language else node.datatype.value, language


def _write(value: str, datatype: str, language: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("\n", "\\n")
    if language:
        return f"@{language} {escaped}\n"
    return f"^{datatype} {escaped}\n" if datatype else f"{value}\n"
