"""Whether a query reaches out to servers that it may not ask. Where that is not sure the answer is yes."""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.server.errors import RefusedError

# A keyword may follow a number, `true` or `false` without a space, and the target may follow without one too. What
# stands in a string or comment is not left out: the store's parser reads `1 <#x> """` as a comparison and a comment
# where any simpler reader sees a string begin, and could so be led past a SERVICE.
_SPACE = r"(?:\s|#[^\r\n]*+)*+"
_NAME = r"""[^\s{}()<>"'?$#:]"""
_REACH = re.compile(
    rf"(?<![?$:/#\-_a-df-zA-DF-Z])(SERVICE|LOAD){_SPACE}(?:SILENT{_SPACE})?(?:[<?$]|{_NAME}{{0,255}}+:|{_NAME}{{256}})",
    re.IGNORECASE,
)
_IRI = re.compile(r"<([^\x00-\x20<>\"{}|^`\\]*)>")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check_reach(text: str, keywords: tuple[str, ...] = ("SERVICE",), allowed: Collection[str] = ()) -> None:
    """Raise `RefusedError` where a text may ask for another server's data by one of the keywords.

    A string that has the keyword with an IRI, a variable or a prefixed name behind it is refused too. The IRIs that are
    ``allowed`` may be asked where they are written out behind the keyword.

    >>> check_reach("SELECT * { ?service ?p 'service' }")
    >>> check_reach("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    kg.server.errors.RefusedError: SERVICE is not allowed here: ...
    >>> check_reach("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }", allowed=["https://example.org/"])
    """
    for form in (text, _ESCAPE.sub(lambda match: chr(min(int(match[1] or match[2], 16), 0x10FFFF)), text)):
        for match in _REACH.finditer(form):
            if match[1].upper() in keywords and not _is_allowed(form, match, allowed):
                raise RefusedError(f"{match[1].upper()} is not allowed here: {_hint(allowed)}")


def _is_allowed(form: str, match: re.Match[str], allowed: Collection[str]) -> bool:
    """Tell whether the target is an IRI of the list, letter by letter; LOAD is never allowed."""
    target = _IRI.match(form, match.end() - 1)
    return match[1].upper() == "SERVICE" and target is not None and target[1] in allowed


def _hint(allowed: Collection[str]) -> str:
    if allowed:
        return f"this server asks only {', '.join(f'<{iri}>' for iri in allowed)}, written out behind SERVICE"
    return "this server asks no other; fetch the data yourself, or build it into the graph"
