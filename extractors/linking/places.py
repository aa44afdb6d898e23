"""Links by where their mentions stand."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.link import Link


def links_by_place(links: Sequence[Link]) -> dict[tuple[int, int], Link]:
    """Return the links by the span of their mention; of two with one span the first."""
    places: dict[tuple[int, int], Link] = {}
    for link in links:
        places.setdefault((link.mention.start, link.mention.end), link)
    return places
