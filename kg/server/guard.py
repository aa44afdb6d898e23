"""What can be said of a query from its words, before it runs: whether it reaches out, names a dataset, or depends on
the moment.

The parser of the store is not asked for this, so each answer errs to the side that is safe.
"""

from __future__ import annotations

import re

from kg.server.errors import RefusedError

# A keyword may follow a number, `true` or `false` without a space, and the target may follow without one too. What
# stands in a string or comment is not left out: the store's parser reads `1 <#x> """` as a comparison and a comment
# where any simpler reader sees a string begin, and could so be led past a SERVICE.
_SPACE = r"(?:\s|#[^\r\n]*)*"
_REACH = re.compile(
    rf"(?<![?$:/#\-_a-df-zA-DF-Z])(SERVICE|LOAD){_SPACE}(?:SILENT{_SPACE})?(?:<|[?$]\w|[\w.-]*:)", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r'"""(?:\\.|(?!""").)*"""|' r"'''(?:\\.|(?!''').)*'''|"
    r'"(?:\\.|[^"\\\r\n])*"|' r"'(?:\\.|[^'\\\r\n])*'|"
    r'<[^<>"{}|^`\\\x00-\x20]*>|#[^\r\n]*|[?$@]\w+|[\w.-]*:[\w.:%\\-]*|(?P<word>[A-Za-z]\w*)|(?P<mark>[{}])',
    re.DOTALL,
)  # fmt: skip
_CHANGING = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})


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


def names_dataset(text: str) -> bool:
    """Tell whether a query says with FROM what it asks; then the union of all graphs is not meant.

    >>> names_dataset("SELECT * FROM <https://example.org/g> { ?s ?p ?o }")
    True
    >>> names_dataset("SELECT * { ?from ?p 'FROM' }  # FROM")
    False
    """
    return "FROM" in _words(text, before_group=True)


def is_changing(text: str) -> bool:
    """Tell whether the same query may have another answer on the same graph, as by ``NOW()``.

    >>> is_changing("SELECT (now() AS ?x) {}")
    True
    """
    return not _CHANGING.isdisjoint(_words(text))


def _words(text: str, *, before_group: bool = False) -> set[str]:
    """Return the bare words of a query in capitals; optionally only those outside of all braces."""
    found, depth = set(), 0
    for token in _TOKEN.finditer(text):
        if token["mark"]:
            depth += 1 if token["mark"] == "{" else -1
        elif token["word"] and not (before_group and depth):
            found.add(token["word"].upper())
    return found
