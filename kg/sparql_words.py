"""What the words of a query say before it runs: whether it names its dataset, and whether its answer may change."""

from __future__ import annotations

import re

# Nothing here looks twice at what it passed, so that no text takes long.
_TOKEN = re.compile(
    r'"""(?:\\.|(?!""").)*+"""|' r"'''(?:\\.|(?!''').)*+'''|"
    r'"(?:\\.|[^"\\\r\n])*+"|' r"'(?:\\.|[^'\\\r\n])*+'|"
    r'<[^<>"{}|^`\\\x00-\x20]*+>|#[^\r\n]*+|[?$@]\w++|:[\w.:%\\-]*+|'
    r"(?P<word>[\w.-]++)(?P<local>:[\w.:%\\-]*+)?|(?P<brace>[{}])",
    re.DOTALL,
)  # fmt: skip
_CHANGING = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})


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
    found: set[str] = set()
    depth = 0
    for token in _TOKEN.finditer(text):
        if token["brace"]:
            depth += 1 if token["brace"] == "{" else -1
        elif token["word"] and token["local"] is None and not (before_group and depth):
            found.update(re.findall(r"[A-Z]\w*", token["word"].upper()))
    return found
