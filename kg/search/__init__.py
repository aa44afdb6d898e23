"""Find entities by any name, papers by title and claims by their words: an index beside the store of a graph.

One SQLite file with full-text tables (FTS5), made at the end of a build, or at the first search in a graph that has
none. It holds keys of names and words, no texts: what is shown of a hit comes from the graph.

    with Search.open("my-graph") as search:
        for entity in search.entities("mir 23b"):
            print(entity.label, entity.iri, entity.mentions)
"""

from __future__ import annotations

from kg.search.find import Entity, Paper, Search
from kg.search.make import FILE, write_search

__all__ = ["FILE", "Entity", "Paper", "Search", "write_search"]
