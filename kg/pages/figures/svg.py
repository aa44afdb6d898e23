"""The few shapes that the pictures are made of; every text in them is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape


def element(name: str, content: str | Markup = "", /, **attributes: str | float) -> Markup:
    """Return an element; an underscore at the end of an attribute's name is dropped, others become hyphens.

    >>> print(element("text", "a < b", x=1.25, class_="note", text_anchor="end"))
    <text x="1.2" class="note" text-anchor="end">a &lt; b</text>
    """
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items())
    inner = escape(content)
    return Markup(f"<{name}{written}>{inner}</{name}>") if inner else Markup(f"<{name}{written}/>")


def drawing(
    width: float, height: float, title: str, shapes: Iterable[Markup], *, name: str, links: bool = False
) -> Markup:
    """Return a picture; its title is what a screen reader says of it. ``name`` keeps ids apart on a page.

    One with links in it is a group, so that they can be reached.
    """
    head = element("title", title, id=f"{name}-title")
    return element(
        "svg", Markup("").join([head, *shapes]), xmlns="http://www.w3.org/2000/svg",
        class_=f"figure {name.partition('-')[0]}",
        viewBox=f"0 0 {_value(width)} {_value(height)}", width=width, height=height,
        role="group" if links else "img", aria_labelledby=f"{name}-title",
    )  # fmt: skip


def text(x: float, y: float, words: str, **attributes: str | float) -> Markup:
    """Return words at a place."""
    return element("text", words, x=x, y=y, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, **attributes: str | float) -> Markup:
    """Return a line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def short(words: str, most: int) -> str:
    """Return words cut to a number of characters.

    >>> short("adenocarcinoma", 6)
    'adeno…'
    """
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _value(value: str | float) -> Markup:
    return escape(f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value)
