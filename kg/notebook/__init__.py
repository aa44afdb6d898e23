"""A graph in Python and in notebooks: `kg.open` gives an object that shows itself.

import kg
graph = kg.open("my-graph")
graph                                   # what it holds
graph.entity("miR-23b")                 # names, claims, risks, pictures
graph.paper("PMC12775850")              # its text with what it names and claims
graph.claims(subject="miR-23b").to_pandas()
graph.query("SELECT ?doi { ?paper prism:doi ?doi }")
"""

from __future__ import annotations

from kg.notebook.graph import Graph
from kg.notebook.graph import open_graph as open

__all__ = ["Graph", "open"]
