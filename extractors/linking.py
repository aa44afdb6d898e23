"""Decide which term each mention stands for, or that none does."""

from __future__ import annotations

import dataclasses
import functools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.link import Candidate, Link
from extractors.mention import Mention
from extractors.pipeline import Extraction, Stage
from extractors.recognise import abbreviated, derived, given, patterns
from extractors.recognise.senses import AT_HOME
from ontologies.crosswalk import Crosswalk
from ontologies.curie import Curie
from ontologies.entry import Entry, Flag
from ontologies.lexicon import Lexicon
from ontologies.mapping import Mapping, Predicate
from ontologies.term import Kind, Scope

HUMAN = Curie("NCBITaxon", "9606")

# Kinds of terms that a mention of a kind may stand for.
_KINDS: dict[Kind, frozenset[Kind]] = {
    Kind.DISEASE: frozenset({Kind.DISEASE, Kind.PHENOTYPE}),
    Kind.PHENOTYPE: frozenset({Kind.PHENOTYPE, Kind.DISEASE}),
    Kind.INTERVENTION: frozenset({Kind.INTERVENTION, Kind.CHEMICAL}),
    Kind.OUTCOME: frozenset({Kind.OUTCOME, Kind.PROCESS, Kind.PHENOTYPE, Kind.DISEASE}),
    Kind.CELL_TYPE: frozenset({Kind.CELL_TYPE, Kind.ANATOMY}),
}
# The vocabulary that names a kind first, then those that it is mapped to.
_VOCABULARIES: dict[Kind, tuple[str, ...]] = {
    Kind.DISEASE: ("MESH", "MONDO", "HP"),
    Kind.PHENOTYPE: ("HP", "MESH", "MONDO"),
    Kind.CHEMICAL: ("MESH", "CHEBI"),
    Kind.GENE: ("NCBIGene", "HGNC", "MGI", "RGD"),
    Kind.CELL_LINE: ("CVCL",),
    Kind.CELL_TYPE: ("CL", "MESH"),
    Kind.ANATOMY: ("UBERON", "MESH"),
    Kind.PROCESS: ("GO", "MESH"),
    Kind.OUTCOME: ("GO", "MESH", "HP"),
    Kind.SPECIES: ("NCBITaxon",),
    Kind.INTERVENTION: ("MESH", "CHEBI"),
}
_SCOPES: dict[Scope, float] = {
    Scope.LABEL: 0.88,
    Scope.EXACT: 0.84,
    Scope.PREVIOUS: 0.64,
    Scope.NARROW: 0.59,
    Scope.RELATED: 0.54,
    Scope.BROAD: 0.44,
}
_FIRST_VOCABULARY = 0.12
_OTHER_CASE = 0.88
_MADE_SPELLING = 0.97
# The score of a label or an exact synonym in its own case.
_SAME_NAME = 0.84


def stage(*, lexicon: Path | None = None) -> Stage:
    """Return the stage ``links.lexicon.v1``: it fills `Extraction.links`, one for each mention, in their order."""
    linker = Linker(Lexicon.open(lexicon), Crosswalk.open(lexicon))

    def run(extraction: Extraction) -> Extraction:
        return dataclasses.replace(extraction, links=linker.link(extraction))

    return run


class Linker:
    """Link mentions by the names of a lexicon; keep its judgements, since papers repeat their names."""

    def __init__(self, lexicon: Lexicon, crosswalk: Crosswalk) -> None:
        self._lexicon = lexicon
        self._crosswalk = crosswalk
        self.counterparts = functools.lru_cache(maxsize=1 << 15)(self._counterparts)
        self._ancestors = functools.lru_cache(maxsize=1 << 12)(self._find_ancestors)
        self._label = functools.lru_cache(maxsize=1 << 14)(self._find_label)
        self._taxon = functools.lru_cache(maxsize=1 << 14)(self._find_taxon)
        self._scored = functools.lru_cache(maxsize=1 << 15)(self._score_entries)

    def link(self, extraction: Extraction) -> tuple[Link, ...]:
        """Return one decision for each mention of the extraction, in the order of the mentions.

        Species and cell lines come first, since genes of several species share their names: the species that the
        sentence names decides, then the one that the paper names most; without any it is the human gene.
        """
        names = abbreviated.meanings(extraction.short_forms, extraction.mentions, self._lexicon)
        taxa = _Taxa(extraction)
        links: dict[int, Link] = {}
        later: list[int] = []
        for index, mention in enumerate(extraction.mentions):
            if mention.kind is Kind.GENE and not mention.given:
                later.append(index)
                continue
            links[index] = self._decide(mention, names, None)
            taxa.add(mention, links[index], self._taxon_of(links[index]))
        for index in later:
            mention = extraction.mentions[index]
            links[index] = self._decide(mention, names, taxa.around(mention))
        return tuple(links[index] for index in range(len(extraction.mentions)))

    def link_text(self, text: str, kind: Kind) -> Link:
        """Return the decision for words without a paper around them.

        >>> from ontologies import Crosswalk, Lexicon
        >>> link = Linker(Lexicon.open(), Crosswalk.open()).link_text("breast cancer", Kind.DISEASE)
        >>> str(link.find("MESH")), str(link.find("MONDO"))
        ('MESH:D001943', 'MONDO:0007254')
        """
        mention = Mention(start=0, end=len(text), text=text, kind=kind, recogniser="text")
        return self._decide(mention, {}, None)

    def _decide(self, mention: Mention, names: dict[str, abbreviated.Meaning], taxa: _Weights | None) -> Link:
        if mention.given:
            return self._given(mention)
        fixed = _fixed(mention)
        if fixed is not None:
            return fixed
        meaning = names.get(mention.text) or names.get(mention.text.removesuffix("s"))
        short = mention.recogniser == abbreviated.RECOGNISER and meaning is not None
        text = meaning.name if short and meaning else mention.text
        candidates = self.candidates(text, mention.kind, taxa)
        if taxa is not None and candidates:
            candidates = self._with_ortholog(candidates, taxa)
        if not candidates:
            return Link(mention=mention, term=None, rule="nil:abbreviation" if short else self._why_nil(text, mention))
        best = candidates[0]
        rule = "abbreviation" if short else best.rule
        return Link(
            mention=mention,
            term=best.curie,
            rule=rule,
            candidates=candidates,
            mappings=self.mappings(candidates, mention.kind),
        )

    def _with_ortholog(self, candidates: tuple[Candidate, ...], taxa: _Weights) -> tuple[Candidate, ...]:
        """Add the gene of the expected species that has the symbol of the best candidate, where its own names fail.

        Papers call rat genes by names that only the human record lists. Symbols of orthologs differ in case only.
        """
        best = candidates[0]
        wanted = taxa.expected
        if wanted is None or any(self._taxon(candidate.curie) == wanted for candidate in candidates):
            return candidates
        symbol = self._label(best.curie)
        found = [entry for entry, _ in self._scored(symbol, Kind.GENE) if entry.taxon == wanted]
        same = [entry for entry in found if entry.scope is Scope.LABEL]
        if len({entry.curie for entry in same}) != 1:
            return candidates
        return (Candidate(curie=same[0].curie, name=best.name, score=best.score, rule="ortholog"), *candidates)

    def _find_label(self, curie: Curie) -> str:
        return self._lexicon.term(curie).label

    def _find_taxon(self, curie: Curie) -> Curie | None:
        return next(
            (entry.taxon for entry, _ in self._scored(self._label(curie), Kind.GENE) if entry.curie == curie), None
        )

    def _why_nil(self, text: str, mention: Mention) -> str:
        known = any(self._scored(name, mention.kind) for name, _ in _spellings(text, mention.kind))
        return "nil:other species" if known else "nil:no name"

    def candidates(self, text: str, kind: Kind, taxa: _Weights | None = None) -> tuple[Candidate, ...]:
        """Return the terms that the words can stand for as the kind, ranked, best first."""
        ranked: dict[Curie, Candidate] = {}
        for name, rule in _spellings(text, kind):
            for entry, base in self._scored(name, kind):
                score = round(base * (taxa.of(entry.taxon) if taxa else 1.0), 4)
                if not score:
                    continue
                known = ranked.get(entry.curie)
                if known is None or score > known.score:
                    ranked[entry.curie] = Candidate(curie=entry.curie, name=name, score=score, rule=rule)
            if ranked:
                break
        return tuple(sorted(ranked.values(), key=lambda candidate: (-candidate.score, _number(candidate.curie))))

    def _score_entries(self, name: str, kind: Kind) -> tuple[tuple[Entry, float], ...]:
        """Return what a name can stand for as a kind with the score of each, before the paper counts."""
        kinds = _KINDS.get(kind, frozenset({kind}))
        entries = [entry for entry in self._lexicon.lookup(name) if entry.kind in kinds]
        if kind in (Kind.PROCESS, Kind.OUTCOME) and not any(entry.scope is Scope.LABEL for entry in entries):
            # What papers call dormancy is GO's "dormancy process"; the bare word is a synonym of another term there.
            processes = self._lexicon.lookup(f"{name} process")
            entries += [entry for entry in processes if entry.scope is Scope.LABEL and entry.kind in kinds]
        scored = [(entry, _score(entry, name, kind)) for entry in entries]
        if kind is Kind.SPECIES and len(entries) > 1:
            return tuple((entry, score + self._finer(entry, entries)) for entry, score in scored)
        return tuple(scored)

    def _finer(self, entry: Entry, entries: Sequence[Entry]) -> float:
        """Return a sum that puts a species before the genus or family of the same name: mouse, Drosophila."""
        above = {other.curie: other.scope for other in entries if other.curie != entry.curie}
        seen = next((scope for curie, scope in above.items() if curie in self._ancestors(entry.curie)), None)
        return 0.0 if seen is None else 0.4 if seen is Scope.LABEL else 0.1

    def _find_ancestors(self, curie: Curie) -> frozenset[Curie]:
        found: set[Curie] = set()
        waiting = [curie]
        while waiting:
            number = self._lexicon.number_of(waiting.pop())
            for parent in () if number is None else self._lexicon.parent_numbers(number):
                above = self._lexicon.curie_of(int(parent))
                if above not in found:
                    found.add(above)
                    waiting.append(above)
        return frozenset(found)

    def _given(self, mention: Mention) -> Link:
        """Keep what the input says: its id in the first vocabulary of the kind is the term, the others candidates."""
        order = _VOCABULARIES.get(mention.kind, ())
        ranked = sorted(mention.given, key=lambda curie: order.index(curie.prefix) if curie.prefix in order else 99)
        rule = "given" if mention.recogniser.startswith(given.PREFIX) else "abbreviation"
        candidates = tuple(Candidate(curie=curie, name=mention.text, score=1.0, rule="given") for curie in ranked)
        named = [other for other in self.candidates(mention.text, mention.kind) if other.curie not in mention.given]
        return Link(
            mention=mention,
            term=ranked[0],
            rule=rule,
            candidates=candidates,
            mappings=self.mappings((candidates[0], *named), mention.kind),
        )

    def _counterparts(self, curie: Curie, kind: Kind) -> tuple[Mapping, ...]:
        """Return the mappings of a term into the other vocabularies of its kind, the closest of each first."""
        return tuple(
            mapping
            for prefix in _VOCABULARIES.get(kind, ())
            if prefix != curie.prefix
            for mapping in self._crosswalk.translate(curie, prefix)
        )

    def mappings(self, candidates: Sequence[Candidate], kind: Kind) -> tuple[Mapping, ...]:
        """Return the mappings of the first candidate that hold for these words, vocabulary by vocabulary.

        A vocabulary may have a class for the tumour and one for the cancer where another has one for both: of several
        mappings the one to a class that has the words for a name too comes first, then the closest. Where no mapping
        is stated, a class with the very name is taken for a close match.
        """
        first, *others = candidates
        named = {other.curie for other in others if other.score >= _SAME_NAME}
        found: list[Mapping] = []
        for prefix in _VOCABULARIES.get(kind, ()):
            stated = [mapping for mapping in self.counterparts(first.curie, kind) if mapping.object.prefix == prefix]
            closest = [mapping for mapping in stated if mapping.predicate == stated[0].predicate]
            found.extend(dict.fromkeys([mapping for mapping in stated if mapping.object in named] + closest))
            same = [other.curie for other in others if other.curie in named and other.curie.prefix == prefix]
            if not stated and prefix != first.curie.prefix and len(same) == 1 and kind is not Kind.GENE:
                found.append(_by_name(first.curie, same[0]))
        return tuple(found)

    def _taxon_of(self, link: Link) -> Curie | None:
        if link.term is None or link.mention.kind not in (Kind.SPECIES, Kind.CELL_LINE):
            return None
        if link.mention.kind is Kind.SPECIES:
            return link.term
        return next((entry.taxon for entry, _ in self._scored(link.mention.text, Kind.CELL_LINE)), None)


def _by_name(subject: Curie, target: Curie) -> Mapping:
    return Mapping(
        subject=subject,
        predicate=Predicate.CLOSE,
        object=target,
        justification="semapv:LexicalMatching same-name",
        source="claimgraph",
    )


def _score(entry: Entry, text: str, kind: Kind) -> float:
    """Score one entry by scope, case and vocabulary, in 0..1."""
    score = _SCOPES[entry.scope]
    if (Flag.SYMBOL in entry.flags or Flag.ACRONYM in entry.flags) and not entry.agrees(text):
        score *= _OTHER_CASE
    if Flag.VARIANT in entry.flags:
        score *= _MADE_SPELLING
    order = _VOCABULARIES.get(kind, ())
    return score + (_FIRST_VOCABULARY if order and entry.curie.prefix == order[0] else 0.0)


def _number(curie: Curie) -> tuple[str, int, str]:
    """Order ids of one vocabulary by number: older records are the ones that papers mean more often."""
    digits = "".join(char for char in curie.identifier if char.isdigit())
    return curie.prefix, int(digits or 0), curie.identifier


def _fixed(mention: Mention) -> Link | None:
    """Return the decision for mentions whose form says it all: people and variants."""
    if mention.kind is Kind.SPECIES and patterns.is_person(mention.text):
        candidate = Candidate(curie=HUMAN, name=mention.text, score=1.0, rule="person")
        return Link(mention=mention, term=HUMAN, rule="person", candidates=(candidate,))
    if mention.kind is Kind.VARIANT:
        if re.fullmatch(r"[rs]s\d+", mention.text):
            curie = Curie("dbSNP", mention.text)
            candidate = Candidate(curie=curie, name=mention.text, score=1.0, rule="pattern")
            return Link(mention=mention, term=curie, rule="pattern", candidates=(candidate,))
        return Link(mention=mention, term=None, rule="nil:variant")
    return None


_EITHER = re.compile(r"(\w+)\s?/\s?\w+")
_MIRNA_PREFIX = re.compile(r"^[a-z]{3}-(?=mi|let)", re.IGNORECASE)
_MIRNA_HEAD = re.compile(r"^(?:microRNA|miRNA|miRs?)s?[-\u2010-\u2013 ]?(?=\d)", re.IGNORECASE)
_MIRNA_ARM = re.compile(r"(?:[-\u2010-\u2013][35]p)?\*?$")


def _spellings(text: str, kind: Kind) -> Iterable[tuple[str, str]]:
    """Yield the words and, where they are not known, less exact spellings of them, each with the rule's name."""
    yield text, "exact"
    if kind is Kind.DISEASE:
        noun = derived.noun_of(text)
        if noun != text:
            yield noun, "adjective"
        for name in derived.broader_of(text):
            yield name, "broader"
    elif kind is Kind.OUTCOME:  # "cancer cell viability": the end of it that has a name
        words = text.split()
        yield from ((" ".join(words[first:]), "end of it") for first in range(1, len(words)))
        yield f"cell {words[-1]}", "of cells"
    elif kind is Kind.CELL_TYPE:
        yield _EITHER.sub(r"\1", text), "first of several"
    elif kind is Kind.CELL_LINE:
        yield f"{text} cells", "with cells"
    if kind is Kind.GENE and "/" in text:  # ERK1/2: the first of them
        yield text.partition("/")[0], "first of several"
    if kind is Kind.GENE and patterns.MIRNA.fullmatch(text):
        plain = _MIRNA_HEAD.sub("miR-", _MIRNA_PREFIX.sub("", text))
        yield plain, "mirna"
        yield _MIRNA_ARM.sub("", plain), "mirna"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weights:
    """Weigh the species that a gene may belong to."""

    near: frozenset[Curie]
    counted: tuple[tuple[Curie, int], ...]

    @property
    def expected(self) -> Curie | None:
        """Return the one species that a gene here should belong to, or None where that is open."""
        if len(self.near) == 1:
            return next(iter(self.near))
        return self.counted[0][0] if self.counted else None

    def of(self, taxon: Curie | None) -> float:
        """Return 1 for the species that is meant most likely, less for others, 0 for those that are not spoken of."""
        if taxon is None:
            return 0.7
        named = any(taxon == other for other, _ in self.counted)
        if not named and taxon not in AT_HOME:
            return 0.0
        if self.near:
            return 1.0 if taxon in self.near else 0.8 if named else 0.7
        if not self.counted:
            return 1.0 if taxon == HUMAN else 0.8
        if taxon == self.counted[0][0]:
            return 1.0
        return 0.85 if taxon == HUMAN or named else 0.7


class _Taxa:
    """Collect the species that a paper names, by sentence and altogether."""

    def __init__(self, extraction: Extraction) -> None:
        self._starts = [sentence.start for sentence in extraction.sentences]
        self._by_sentence: dict[int, set[Curie]] = {}
        self._counted: Counter[Curie] = Counter()
        self._ranked: tuple[tuple[Curie, int], ...] | None = None

    def add(self, mention: Mention, link: Link, taxon: Curie | None) -> None:
        """Count the species of a mention; "patients" says little of the genes in its sentence, "human" does."""
        if taxon is None:
            return
        self._counted[taxon] += 1
        if link.rule != "person" or mention.text.lower().startswith("human"):
            self._by_sentence.setdefault(self._sentence(mention), set()).add(taxon)

    def around(self, mention: Mention) -> _Weights:
        """Return the weights that hold at a mention."""
        if self._ranked is None:
            self._ranked = tuple(sorted(self._counted.items(), key=lambda pair: (-pair[1], pair[0] != HUMAN, pair[0])))
        near = self._by_sentence.get(self._sentence(mention), set())
        return _Weights(near=frozenset(near), counted=self._ranked)

    def _sentence(self, mention: Mention) -> int:
        return bisect_right(self._starts, mention.start)


def links_by_place(links: Sequence[Link]) -> dict[tuple[int, int], Link]:
    """Return the links by the span of their mention; of two with one span the first."""
    places: dict[tuple[int, int], Link] = {}
    for link in links:
        places.setdefault((link.mention.start, link.mention.end), link)
    return places
