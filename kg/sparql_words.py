"""What the words of a query say before it runs: its dataset, whether its answer may change, how many rows it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Nothing here looks twice at what it passed, so that no text takes long.
_TOKEN = re.compile(
    r'"""(?:\\.|(?!""").)*+"""|' r"'''(?:\\.|(?!''').)*+'''|"
    r'"(?:\\.|[^"\\\r\n])*+"|' r"'(?:\\.|[^'\\\r\n])*+'|"
    r'<[^<>"{}|^`\\\x00-\x20]*+>|#[^\r\n]*+|[?$@]\w++|:[\w.:%\\-]*+|'
    r"(?P<word>[\w.-]++)(?P<local>:[\w.:%\\-]*+)?|(?P<brace>[{}])",
    re.DOTALL,
)  # fmt: skip
_LIMIT = re.compile(r"\bLIMIT\s+(\d+)(\s+OFFSET\s+\d+)?\s*\Z", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z]\w*")
_CHANGING = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE", "SERVICE"})


def names_dataset(text: str) -> bool:
    """Tell whether a query says with FROM what it asks; then the union of all graphs is not meant.

    >>> names_dataset("SELECT * FROM <https://example.org/g> { ?s ?p ?o }")
    True
    >>> names_dataset("SELECT * { ?from ?p 'FROM' }  # FROM")
    False
    """
    return any(word == "FROM" for word, _ in top_words(text))


def is_changing(text: str) -> bool:
    """Tell whether the same query may have another answer on the same graph, as by ``NOW()`` or ``SERVICE``.

    >>> is_changing("SELECT (now() AS ?x) {}")
    True
    """
    return any(word in _CHANGING for word, _, _ in _words(text))


def limited(text: str, most: int) -> str:
    """Return a query that gives at most so many rows; a limit stands before the VALUES at its end.

    >>> limited("SELECT * { ?s ?p ?o } LIMIT 900000", 10)
    'SELECT * { ?s ?p ?o } LIMIT 10'
    >>> limited("SELECT * { ?s ?p ?o } # all", 10)
    'SELECT * { ?s ?p ?o } # all\\nLIMIT 10'
    >>> limited("SELECT * { ?s ?p ?o } VALUES ?p { 1 }", 10)
    'SELECT * { ?s ?p ?o }\\nLIMIT 10\\nVALUES ?p { 1 }'
    """
    values = next((start for word, start in top_words(text) if word == "VALUES"), len(text))
    body, behind = text[:values], "\n" + text[values:] if text[values:] else ""
    stated = _LIMIT.search(body)
    if stated is None:
        return f"{body.rstrip()}\nLIMIT {most}{behind}"
    return body[: stated.start()] + f"LIMIT {min(int(stated[1]), most)}{stated[2] or ''}{behind}"


def top_words(text: str) -> Iterator[tuple[str, int]]:
    """Yield the bare words outside of all braces, in capitals, with where they begin."""
    return ((word, start) for word, start, depth in _words(text) if not depth)


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the bare words of a query in capitals, where they begin, and how many braces are open there."""
    depth = 0
    for token in _TOKEN.finditer(text):
        if token["brace"]:
            depth += 1 if token["brace"] == "{" else -1
        elif token["word"] and token["local"] is None:
            for word in _NAME.finditer(token["word"]):
                yield word[0].upper(), token.start() + word.start(), depth
