"""Whether a query reaches out to other servers. Where that is not sure the answer is yes."""

from __future__ import annotations

import re

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
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check_reach(text: str, keywords: tuple[str, ...] = ("SERVICE",)) -> None:
    """Raise `RefusedError` where a text may ask for another server's data by one of the keywords.

    A string that has the keyword with an IRI, a variable or a prefixed name behind it is refused too.

    >>> check_reach("SELECT * { ?service ?p 'service' }")
    >>> check_reach("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    kg.server.errors.RefusedError: SERVICE is not allowed here: ...
    """
    for form in (text, _ESCAPE.sub(lambda match: chr(min(int(match[1] or match[2], 16), 0x10FFFF)), text)):
        for match in _REACH.finditer(form):
            if match[1].upper() in keywords:
                raise RefusedError(
                    f"{match[1].upper()} is not allowed here: this server asks no other; "
                    "fetch the data yourself, or build it into the graph"
                )
