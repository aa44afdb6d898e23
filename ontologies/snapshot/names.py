"""Choose the names of the snapshot's terms that go into the index."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ontologies.curie import Curie
from ontologies.entry import Flag
from ontologies.mapping import Mapping, Predicate
from ontologies.release import Release
from ontologies.snapshot.taxa import abbreviated
from ontologies.term import Kind, Name, Scope, Term

# Characters. Longer names hardly occur in running text as their source writes them.
LONGEST: dict[Kind, int] = {**dict.fromkeys(Kind, 70), Kind.CHEMICAL: 45, Kind.GENE: 60, Kind.PROCESS: 60}
# Releases whose terms lend names to MeSH headings and borrow theirs.
_LENDERS = ("mondo", "mesh", "go", "cl", "uberon", "ncbitaxon")
# Symbols that NCBI makes of a gene's number while nobody has named it.
_NAMELESS = re.compile(r"LOC\d+$")


class Names:
    """Give the names of a term to index: its own without the hopeless ones, and names lent by terms mapped to it."""

    def __init__(self, filed: Iterable[tuple[Release, tuple[Term, ...]]], mappings: Iterable[Mapping]) -> None:
        terms = {term.curie: term for release, group in filed if release.name in _LENDERS for term in group}
        self._lent: dict[Curie, list[Name]] = defaultdict(list)
        self._abbreviated = {m.subject for m in mappings if m.subject.prefix == "NCBITaxon"}
        self._abbreviated |= {m.object for m in mappings if m.object.prefix == "NCBITaxon"}
        for mapping in sorted(mappings):
            pair = mapping.inverse if mapping.subject.prefix == "MESH" else mapping
            same = pair.predicate in (Predicate.EXACT, Predicate.CLOSE)
            if same and pair.object.prefix == "MESH" and pair.subject in terms and pair.object in terms:
                self._lend(terms[pair.subject], pair.object)
                if pair.predicate is Predicate.EXACT:
                    self._lend(terms[pair.object], pair.subject)

    def lend(self, borrower: Curie, text: str, scope: Scope = Scope.EXACT) -> None:
        """Add a name that another term lends."""
        self._lent[borrower].append(Name(text=text, scope=scope))

    def of(self, term: Term) -> Iterator[tuple[Name, Flag]]:
        """Yield the names of a term to index, with `Flag.VARIANT` on those that its source does not have."""
        if _is_protein_record(term):
            return
        longest = LONGEST[term.kind]
        own = (name for name in term.names if len(name.text) <= longest and not _NAMELESS.match(name.text))
        yield from ((name, Flag(0)) for name in own)
        yield from ((name, Flag.VARIANT) for name in self._lent.get(term.curie, ()) if len(name.text) <= longest)
        if term.curie in self._abbreviated:
            yield from ((name, Flag.VARIANT) for name in abbreviated(term.label))

    def _lend(self, lender: Term, borrower: Curie) -> None:
        firm = (name.text for name in lender.names if name.scope in (Scope.LABEL, Scope.EXACT))
        self._lent[borrower] += [Name(text=text, scope=Scope.EXACT) for text in firm]


def _is_protein_record(term: Term) -> bool:
    """Tell whether a term is a MeSH supplementary record of a protein: those are found as genes."""
    return term.kind is Kind.OTHER and term.curie.prefix == "MESH" and term.curie.identifier.startswith("C")
