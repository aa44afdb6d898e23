"""GraphML: entities and the claims between them, by networkx."""

from __future__ import annotations

from typing import IO

from pyoxigraph import Store

from kg.analysis import to_networkx


def write_graphml(store: Store, out: IO[bytes]) -> None:
    """Write the claims as GraphML, for Gephi, Cytoscape, yEd and the like."""
    import networkx as nx

    nx.write_graphml_xml(to_networkx(store), out, encoding="utf-8", prettyprint=True)
