"""Templates: escaped by themselves, with what every page needs."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from kg.pages.ask import vocabulary
from kg.pages.kinds import kind_of
from kg.pages.links import id_of, page_of
from kg.pages.page import Figure
from kg.vocab import VALUE

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
STATIC = HERE / "static"


@functools.lru_cache(maxsize=8)
def environment(base: str) -> Environment:
    """Return the templates for a graph whose own IRIs begin with ``base``; all that they show is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        page=lambda iri: page_of(iri, base), curie=id_of, count=grouped, kind=kind_of, plural=plural, cut=cut
    )
    made.globals.update(asset=asset, meaning=meaning)
    return made


def meaning(word: str) -> str:
    """Return what a stated value means, by its label; nothing for other words.

    >>> meaning("in vitro")
    'In cells or molecules outside an organism.'
    """
    return _meanings().get(word, "")


@functools.cache
def _meanings() -> dict[str, str]:
    found: dict[str, str] = {}
    for iri, facts in sorted(vocabulary().items()):
        if iri.startswith(VALUE) and "definition" in facts:
            found.setdefault(facts.get("label", ""), facts["definition"])
    return found


def asset(name: str) -> str:
    """Return the address of a script or style."""
    return f"/static/{name}?v={asset_version(name)}"


@functools.cache
def asset_version(name: str) -> str:
    """Return a mark that changes with the content of a script or style."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]


def grouped(number: int | str) -> str:
    """Write a number with thin spaces between groups of three.

    >>> grouped(1234567) == "1\u202f234\u202f567"
    True
    """
    return f"{int(number):,}".replace(",", "\u202f")


def plural(number: int | str, one: str, many: str = "") -> str:
    """Write a number with its noun.

    >>> plural(1, "claim"), plural(2, "claim"), plural(0, "study", "studies")
    ('1 claim', '2 claims', '0 studies')
    """
    return f"{grouped(number)} {one if int(number) == 1 else many or one + 's'}"


def cut(text: str, most: int = 60) -> str:
    """Shorten text at a space.

    >>> cut("one two three", 8)
    'one two…'
    """
    if len(text) <= most:
        return text
    return (text[:most].rsplit(" ", 1)[0] or text[:most]) + "…"


def standalone(figure: Figure) -> str:
    """Return a picture as a file of its own, with its style."""
    style = (STATIC / "figures.css").read_text(encoding="utf-8")
    svg = str(figure.svg)
    head, _, rest = svg.partition(">")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}>\n<style>{style}</style>{rest}\n'
