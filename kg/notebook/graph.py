"""The object that `kg.open` gives."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from kg.errors import QueryError
from kg.notebook.html import framed
from kg.notebook.results import Results, value_of
from kg.notebook.source import LocalSource, wait_for
from kg.notebook.views import Entity, Paper, table_of
from kg.pages.ask import ask
from kg.pages.known import know
from kg.pages.reading import find_paper, read_paper
from kg.pages.statement import find_statements
from kg.query import resolve
from kg.search import Search

_COUNTED = ("papers", "claims", "risks", "mentions", "sentences", "quads")
_MOST = 100_000


class Graph:
    """Look at one version of a graph, the one that was current when it was opened."""

    def __init__(self, folder: Path | str) -> None:
        self._source = LocalSource(folder)
        self._search: Search | None = None

    @property
    def folder(self) -> Path:
        """Return the folder of the graph."""
        return self._source.folder.path

    @property
    def counts(self) -> dict[str, int]:
        """Return how many papers, claims and so on the graph holds, by name."""
        return dict(self._source.facts["counts"])

    @property
    def papers(self) -> Results:
        """Return the papers with title, journal, date and more."""
        return self.query("papers")

    def query(self, query: str, /, **params: str) -> Results:
        """Return the answer to a SELECT: the name of a named query, a file of SPARQL, or SPARQL itself.

        Raise `QueryError` for a query that does not parse, another sort of query, or a parameter that it does not have.
        """
        table = self._source.run(query, params)
        return Results(table.columns, tuple(tuple(value_of(cell) for cell in row) for row in table.rows))

    def claims(self, *, subject: str = "", object: str = "", paper: str = "") -> Results:
        """Return claims by what acts, by the outcome, or of a paper, by names or ids; all of them without any."""
        given = {"subject": subject, "object": object, "paper": paper}
        return self.query("claims", **{name: value for name, value in given.items() if value})

    def risks(self, *, agent: str = "", paper: str = "") -> Results:
        """Return risks of something, or of a paper; all of them without any."""
        return self.query("risks", **{name: value for name, value in (("agent", agent), ("paper", paper)) if value})

    def paper(self, name: str) -> Paper:
        """Return a paper by its id; raise `QueryError` where there is none."""
        found = wait_for(find_paper(self._source, name))
        if found is None or found[1]:
            raise QueryError(f"this graph holds no paper called {name!r}; .papers lists them")
        return Paper(wait_for(read_paper(self._source, found[0], _web_address)))

    def entity(self, name: str) -> Entity:
        """Return the entity that a name, an id or an IRI stands for: of several the one that is most spoken of.

        Raise `QueryError` where there is none.
        """
        known = wait_for(know(self._source, self._iri(name)))
        if known is None:
            raise QueryError(f"this graph says nothing of {name!r}")
        return Entity(known, self._source)

    def find(self, words: str, *, limit: int = 10) -> Results:
        """Return the entities whose name begins so, or that have all these words in one."""
        found = self._index().entities(words, limit=limit)
        columns = ("label", "kind", "id", "mentions", "statements", "iri")
        rows = ((one.label, one.kind, one.curie, one.mentions, one.statements, one.iri) for one in found)
        return Results(columns, tuple(rows))

    def statements(self, words: str, *, limit: int = 20) -> Results:
        """Return claims and risks whose sentence has all the words."""
        return table_of(wait_for(find_statements(self._source, self._index().statements(words, limit=limit))))

    def proposition(self, iri: str) -> Results:
        """Return the statements that state one proposition."""
        rows = wait_for(ask(self._source, "proposition", proposition=iri, most=_MOST))
        return table_of(wait_for(find_statements(self._source, [row["statement"] for row in rows])))

    def _index(self) -> Search:
        if self._search is None:
            self._search = Search.open(self.folder)
        return self._search

    def _iri(self, name: str) -> str:
        if name.startswith(("http://", "https://")):
            return name
        found = self._index().entities(name, limit=1)
        return found[0].iri if found else resolve(self._source.store, name, "term")[0].value

    def _repr_html_(self) -> str:
        counts = self.counts
        said = ", ".join(f"{counts[name]:,} {name}" for name in _COUNTED if name in counts)
        return framed(Markup("<h3>{}</h3><p>{}</p>").format(self.folder.name, said))

    def __repr__(self) -> str:
        return (
            f"Graph({str(self.folder)!r}: {self.counts.get('papers', 0)} papers, {self.counts.get('claims', 0)} claims)"
        )


def open_graph(folder: Path | str) -> Graph:
    """Open the current version of a graph to look at it; raise `NoGraphError` where there is none.

    Nothing is read but what is asked for. A version that a later build makes is not seen: open it again.
    """
    return Graph(folder)


def _web_address(iri: str) -> str:
    return iri if iri.startswith(("http://", "https://")) else ""
