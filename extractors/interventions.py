"""Keep composed interventions whole: what is given, from which cells, in which carrier, with which cargo and dose."""

from __future__ import annotations

import dataclasses
import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from extractors.document import BlockKind, Sentence
from extractors.link import Link
from extractors.mention import Intervention, Mention, Part, ShortForm
from extractors.pipeline import Extraction, Stage
from extractors.recognise.abbreviated import places
from extractors.recognise.items import Item, items_of, may_compose
from ontologies.crosswalk import Crosswalk
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.term import Kind

RECOGNISER = "interventions"


def stage(*, lexicon: Path | None = None) -> Stage:
    """Return the stage ``interventions.grammar.v1``; it needs sentences, short forms, mentions and links.

    It fills `Extraction.interventions` and adds a mention of the kind Intervention over each whole span, linked to no
    single term (rule ``nil:composed``). The mentions of its parts stay. A drug or a procedure alone is a mention and
    needs no composition.
    """
    grammar = Grammar(Lexicon.open(lexicon), Crosswalk.open(lexicon))

    def run(extraction: Extraction) -> Extraction:
        return _with(extraction, tuple(grammar.find(extraction)))

    return run


def _with(extraction: Extraction, found: tuple[Intervention, ...]) -> Extraction:
    taken = {(link.mention.start, link.mention.end) for link in extraction.links if link.term is not None}
    added = [
        Link(
            mention=Mention(
                start=whole.start, end=whole.end, text=whole.text, kind=Kind.INTERVENTION, recogniser=RECOGNISER
            ),
            term=None,
            rule="nil:composed",
        )
        for whole in found
        if (whole.start, whole.end) not in taken
    ]
    links = sorted((*extraction.links, *added), key=lambda link: (link.mention.start, -link.mention.end))
    mentions = tuple(link.mention for link in links)
    return dataclasses.replace(extraction, interventions=found, links=tuple(links), mentions=mentions)


# The grammar over the letters of `extractors.recognise.items`. Articles and some adjectives (a) may stand anywhere; a
# list of cargoes may be long.
_CARGO = "a*[GKS]+(?:s+a*[GKS]+)*"
_VESICLE = re.compile(
    rf"""
    E* a* E*
    (?: [GKS]+ (?:s[GKS]+)* L [Ea]* )?                    # miR-23b-loaded, and below between source and vesicle
    (?P<source> (?: a*T+[aDE]* )? (?: a*C+ )? D? ) [Ea]*
    (?: [GKS]+ L [Ea]* )?
    (?: V+ | W )
    (?: D*f (?P<from> a* (?: T+[aDE]* C+ | C+ | T+ ) ) )?  # exosomes from adipose-derived MSCs
    (?: D? L w? {_CARGO} (?: s+ L w? {_CARGO} )* )?        # carrying miR-23b and loaded with doxorubicin
    """,
    re.VERBOSE,
)
_CELLS = re.compile(rf"E+a*T*D?a*C+(?:Lw?{_CARGO})?|T*D?a*C+Lw?{_CARGO}")
_CAR = re.compile(r"G?UC")
_CONJUGATE = re.compile(r"[GK]+J")
_COMBINED = re.compile(r"K[QF]*(?:Pa*K[QF]*)+|(?:No|E)a*K(?:s+K)+|KKY|K(?:sK)+N")
_DOSED = re.compile(r"(?:R|Q+F*o?|F){0,3}a*K(?:[swoa]*[RQF]){0,4}")

_ROLES = {"E": "engineering", "T": "source tissue", "C": "source cell", "V": "vesicle", "G": "cargo", "K": "cargo",
          "S": "cargo"}  # fmt: skip
_AGENTS = {"K": "agent", "G": "agent", "C": "agent", "J": "agent", "U": "engineering", "R": "route", "Q": "dose",
           "F": "dose", "E": "engineering", "T": "source tissue"}  # fmt: skip
_CELL_ROLES = {**_ROLES, "C": "agent"}
_DRUG_ROLES = {letter: role for letter, role in _AGENTS.items() if letter not in "ET"}
_RULES: tuple[tuple[re.Pattern[str], Mapping[str, str]], ...] = (
    (_VESICLE, _ROLES),
    (_CONJUGATE, _AGENTS),
    (_CAR, {**_AGENTS, "G": "cargo"}),
    (_CELLS, _CELL_ROLES),
    (_COMBINED, _DRUG_ROLES),
    (_DOSED, _DRUG_ROLES),
)

_Known = dict[str, tuple[Part, ...]]


class Grammar:
    """Read composed interventions from the items of each sentence."""

    def __init__(self, lexicon: Lexicon, crosswalk: Crosswalk) -> None:
        self._lexicon = lexicon
        self._crosswalk = crosswalk
        self._curies = functools.lru_cache(maxsize=4096)(self._look_up)

    def find(self, extraction: Extraction) -> Iterator[Intervention]:
        """Yield the composed interventions of a document in the order of the text, without overlaps."""
        text = extraction.document.text
        links = [link for link in extraction.links if link.mention.kind is not Kind.OUTCOME]
        starts = [link.mention.start for link in links]

        def near(start: int, end: int) -> list[Link]:
            return links[bisect_left(starts, start) : bisect_right(starts, end)]

        known: _Known = {}
        for form in extraction.short_forms:
            if form.short not in known:
                whole = self._long_form(text, form, near(form.long_start, form.long_end))
                if whole is not None:
                    known[form.short] = whole.parts
        references = [block for block in extraction.document.blocks if block.kind is BlockKind.REFERENCE]
        for sentence in extraction.sentences:
            if not any(block.start <= sentence.start < block.end for block in references):
                yield from self._read(text, sentence, near(sentence.start, sentence.end), known)

    def _long_form(self, text: str, form: ShortForm, links: Sequence[Link]) -> Intervention | None:
        """Return what the long form of an abbreviation composes, where it is all of it: "... vesicles (MSC-EVs)"."""
        found = items_of(text, form.long_start, form.long_end, links)
        letters = "".join(item.letter for item in found)
        for match in _VESICLE.finditer(letters):
            if match.end() == len(letters):
                return self._compose(text, found[match.start() :], _ROLES, {})
        return None

    def _read(self, text: str, sentence: Sentence, links: Sequence[Link], known: _Known) -> Iterator[Intervention]:
        shorts = _shorts(sentence, known)
        if not shorts and not may_compose(sentence.text):
            return
        found = items_of(text, sentence.start, sentence.end, links, shorts)
        letters = "".join(item.letter for item in found)
        if not _WORTH.search(letters):
            return
        taken: set[int] = set()
        composed: list[Intervention] = []
        for pattern, roles in _RULES:
            for match in pattern.finditer(letters):
                if match.end() > match.start() and not taken.intersection(range(*match.span())):
                    whole = self._compose(text, found[match.start() : match.end()], roles, known)
                    if whole is not None:
                        taken.update(range(*match.span()))
                        composed.append(whole)
        yield from sorted(composed, key=lambda whole: whole.start)

    def _compose(
        self, text: str, found: Sequence[Item], roles: Mapping[str, str], known: _Known
    ) -> Intervention | None:
        """Return the intervention that the items make, or None where they have fewer than two parts."""
        parts: list[Part] = []
        for item in found:
            if item.letter == "W":
                parts.extend(
                    dataclasses.replace(part, start=item.start, end=item.end, text=item.text)
                    for part in known[item.name]
                )
            elif item.letter in roles:
                parts.append(self._part(item, roles[item.letter]))
        parts = _joined_doses(text, parts)
        if len({(part.role, part.start, part.curies) for part in parts}) < 2 or not _has_core(parts):
            return None
        start, end = min(part.start for part in parts), max(part.end for part in parts)
        return Intervention(start=start, end=end, text=text[start:end], parts=tuple(parts))

    def _part(self, item: Item, role: str) -> Part:
        curies = item.curies or (self._curies(item.name) if item.name else ())
        return Part(role=role, start=item.start, end=item.end, text=item.text, curies=curies)

    def _look_up(self, name: str) -> tuple[Curie, ...]:
        """Return the terms that have the usual name of a carrier, cell or tissue, the finer vocabulary first."""
        entries = [entry for entry in self._lexicon.lookup(name) if entry.kind in _PART_KINDS]
        curies = dict.fromkeys(entry.curie for entry in entries)
        for curie in tuple(curies):
            curies.update(dict.fromkeys(mapping.object for mapping in self._crosswalk.translate(curie, "MESH")))
        return tuple(sorted(curies, key=lambda curie: _ORDER.index(curie.prefix) if curie.prefix in _ORDER else 99))


_PART_KINDS = frozenset({Kind.CELL_TYPE, Kind.ANATOMY, Kind.CHEMICAL, Kind.PROCESS, Kind.OTHER, Kind.INTERVENTION})
_ORDER = ("GO", "CL", "UBERON", "MESH", "CHEBI")
# Letters without which no rule applies: most sentences have none of these.
_WORTH = re.compile(r"[VWJU]|[EL].*C|C.*[EL]|K.*[PNQFR]|[PNQFRE].*K|KKY")


def _shorts(sentence: Sentence, known: _Known) -> list[Item]:
    """Return an item for each place of a composed abbreviation in a sentence."""
    return [
        Item("W", sentence.start + start, sentence.start + end, sentence.text[start:end], name=short)
        for start, end, short in places(sentence.text, known)
    ]


def _joined_doses(text: str, parts: Iterable[Part]) -> list[Part]:
    """Join an amount and the frequency beside it to one dose: "500 mg twice daily"."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last and part.role == last.role == "dose" and not text[last.end : part.start].strip():
            joined[-1] = dataclasses.replace(last, end=part.end, text=text[last.start : part.end])
        else:
            joined.append(part)
    return joined


def _has_core(parts: Iterable[Part]) -> bool:
    """Tell whether something is given at all: a dose and a route alone are no intervention."""
    return any(part.role in ("agent", "vesicle", "source cell") for part in parts)
