"""The stage that lets a trained tagger decide what the lexicon and the rules proposed."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path

import numpy as np

from extractors.document import Genre, Sentence
from extractors.mention import Mention
from extractors.pipeline import Extraction, Stage
from extractors.recognise import abbreviated, classes, given, whole
from extractors.recognise.authors import without_authors
from extractors.recognise.biologicals import is_drug
from extractors.recognise.layered import places_of, settle
from extractors.recognise.lexicon import Match, readable
from extractors.recognise.organisms import Groups
from extractors.recognise.phrases import find as trial
from extractors.recognise.phrases.decode import is_bare_dose
from extractors.recognise.phrases.words import Passage
from extractors.recognise.phrases.words import describe as describe_passage
from extractors.recognise.plausible import plausible
from extractors.recognise.senses import is_everyday, is_organism
from extractors.recognise.tagger.decode import runs, spans
from extractors.recognise.tagger.features import Features, describe, place
from extractors.recognise.tagger.network import OUTSIDE, Network, load
from extractors.recognise.tagger.words import split
from extractors.weights import PACKAGED
from extractors.windows import WindowNetwork
from ontologies.curie import Curie
from ontologies.entry import Flag
from ontologies.lexicon import Lexicon
from ontologies.term import Kind, Scope

RECOGNISER = "tagger"
FILE = "tagger.npz"

_HUMAN = Curie("NCBITaxon", "9606")
# What a proposed mention needs to stay without the network's own finding, and a repeated name to be taken again.
_KEEP = 0.5
_REPEAT = 0.1
# Diseases of several words by their very name in the lexicon are mostly right where the network sees but little of them
# (BC5CDR's dev part marks 11 of 17 such, and the others are vague), and so are Latin names of species,
# not of genera, and dogs.
_KEEP_NAMES = 0.1
_CERTAIN = 0.95
_LEXICON = "lexicon"
_BINOMIAL = re.compile(r"[A-Z][a-z-]{2,} [a-z-]{3,}")
# What MeSH files among diseases and papers take for none, unless the network does.
_VAGUE = re.compile(
    r"(?:rare|common) diseases?|disease progressions?|adverse drug (?:reaction|event)s?|body weights?|.*chromosom.*"
    r"|\w+ instability",
    re.IGNORECASE,
)
# Kinds of which the corpora have too little to overrule the lexicon: some ninety cell lines; of anatomy and processes
# the parts of the mouse and of two branches of GO, no vesicles and no dormancy.
_TRUSTED = frozenset({Kind.CELL_LINE, Kind.ANATOMY, Kind.PROCESS})
# What papers mention beside their subject, learned from one corpus: gives way to all others.
_BACKGROUND = frozenset({Kind.ANATOMY, Kind.PROCESS})
# What a trial does and measures: phrases that may hold names of other kinds. They were learned from reports of trials;
# in other papers the network takes instruments and primers for interventions.
_PHRASES = frozenset({Kind.INTERVENTION, Kind.OUTCOME})


def stage(*, lexicon: Path | None = None, weights: Path | None = None) -> Stage:
    """Return the stage ``mentions.tagger.v1``: it decides `Extraction.mentions` of the kinds that it was trained on.

    It reads the mentions of the layered stage as hints. ``weights`` is a folder with ``tagger.npz`` in place of the
    packaged one; a folder of weights need not have the file, and the rules decide then. Raises `WeightsError` where
    the file does not fit.
    """
    from extractors.recognise.lexicon import shared

    path = (weights or PACKAGED) / FILE
    if weights is not None and not path.exists():
        return lambda extraction: extraction
    network = load(path)
    abstracts = trial.load_beside(path, network)
    names = shared(Lexicon.open(lexicon))
    groups = Groups(names.lexicon)
    is_known, is_symbol = whole.known(names.lexicon), symbols(names.lexicon)

    def run(extraction: Extraction) -> Extraction:
        sentences = list(readable(extraction.document, extraction.sentences))
        features = list(features_of(extraction, sentences, lambda text: names.matches(text)[1]))
        reading = Reading(extraction.document.text, network, sentences, features, is_symbol)
        text, proposed = extraction.document.text, extraction.mentions
        mentions = whole.taken_whole(text, join(proposed, reading), proposed, reading.support, is_known)
        mentions = _named(without_authors(text, mentions), proposed)
        mentions = tuple(plausible(text, mentions, names.lexicon))
        acting = tuple(classes.mentions(text, ((one, names.matches(one.text).classes) for one in sentences)))
        known = abbreviated.meanings(extraction.short_forms, (*mentions, *acting), names.lexicon)
        short = list(reading.believed(abbreviated.find(extraction, known), known))
        meant = tuple(mention for mention in _meant(text, mentions, known) if not _is_group(mention, groups))
        mentions = _named(_beside(meant, short), (*short, *extraction.mentions))
        phrases = (*acting, *_phrases(extraction, reading, abstracts))
        return dataclasses.replace(extraction, mentions=_around(mentions, phrases))

    return run


def features_of(
    extraction: Extraction, sentences: Iterable[Sentence], matches: Callable[[str], Iterable[Match]]
) -> Iterator[Features]:
    """Yield what the network is told of each sentence; what the input gives is kept from it, here and in training."""
    shorts = frozenset(form.short for form in extraction.short_forms)
    mentions = [mention for mention in extraction.mentions if not given.is_given(mention)]
    first = 0
    for sentence in sentences:
        while first < len(mentions) and mentions[first].end <= sentence.start:
            first += 1
        inside = takewhile(lambda mention, end=sentence.end: mention.start < end, mentions[first:])  # type: ignore[misc]
        yield describe(split(sentence.text), matches(sentence.text), inside, shorts, sentence.start)


class Reading:
    """What the network says of one text."""

    def __init__(
        self,
        text: str,
        network: Network,
        sentences: Sequence[Sentence],
        features: list[Features],
        is_symbol: Callable[[str], bool],
    ) -> None:
        self._text, self._network, self._is_symbol = text, network, is_symbol
        self._features = features
        self._starts = [sentence.start for sentence in sentences]
        self._words = [[word.start for word in one.words] for one in features]
        self._first, self._logs = network.read(features)
        outside = np.exp(self._logs[..., OUTSIDE])
        # Plain numbers: spans are a few words long, for which numpy takes longer.
        self._outside: dict[Kind | None, list[float]] = dict(zip(network.kinds, outside.T.tolist(), strict=True))
        self._ends = np.cumsum([len(words) for words in self._words], dtype=int)
        self._borders = [0, *self._ends.tolist()]
        self._runs = tuple(runs(self._logs, self._ends, network.thresholds))

    @functools.cached_property
    def names(self) -> frozenset[Kind]:
        """Return the kinds of names that the network finds; phrases are none."""
        return frozenset(kind for kind in self._network.kinds if kind is not None) - _PHRASES

    def mentions(self, kinds: frozenset[Kind]) -> Iterator[Mention]:
        """Yield what the network finds, sentence by sentence; names of two kinds may overlap."""
        for number, at, first, last in self._runs:
            kind = self._network.kinds[at]
            if kind not in kinds:
                continue
            words, offset = self._features[number].words[first - self._borders[number] :], self._starts[number]
            for span in spans(self._logs[first:last, at], self._network.thresholds[at]):
                start, end = offset + words[span.first].start, offset + words[span.last - 1].end
                yield Mention.cut(self._text, start, end, kind, RECOGNISER, round(span.score, 3))

    def phrases(self, start: int) -> Iterator[Mention]:
        """Yield the interventions and outcomes of a report of a trial behind a place."""
        return (mention for mention in self.mentions(_PHRASES) if mention.start >= start)

    def passage(self, end: int) -> Passage | None:
        """Return the words of the sentences that begin before a place; None where there are none."""
        size = bisect_left(self._starts, end)
        if size == 0:
            return None
        words = slice(self._ends[size - 1])
        return describe_passage(self._features[:size], self._starts[:size], self._first[words], self._logs[words])

    def background(self) -> Iterator[Mention]:
        """Yield anatomy and processes; of the latter names of several words, since CRAFT marks verbs too: regulates."""
        for one in self.mentions(_BACKGROUND):
            if (one.kind is not Kind.PROCESS or " " in one.text) and not is_everyday(one.text):
                yield one

    def support(self, start: int, end: int, kind: Kind) -> float:
        """Return the mean probability that the words of a span belong to a name of the kind."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or kind not in self._outside:
            return 0.0
        words, offset = self._features[at].words, self._starts[at]
        first, last = place(self._words[at], words, start - offset, end - offset)
        if first >= last:
            return 0.0
        border = self._borders[at]
        return 1.0 - sum(self._outside[kind][border + first : border + last]) / (last - first)

    def allows(self, mention: Mention, least: float = _KEEP) -> bool:
        """Tell whether a mention that the rules propose stands beside what the network finds."""
        if mention.kind not in self.names or mention.kind in _TRUSTED:
            return True
        if mention.kind is Kind.CHEMICAL and is_drug(mention.text):
            return True
        if mention.kind is Kind.GENE and mention.score >= _CERTAIN and self._is_symbol(mention.text):
            return True
        if mention.recogniser == _LEXICON and _is_full_name(mention):
            least = min(least, _KEEP_NAMES)
        return self.support(mention.start, mention.end, mention.kind) >= least

    def believed(self, short: Iterable[Mention], known: Mapping[str, abbreviated.Meaning]) -> Iterator[Mention]:
        """Yield the short forms without those that only the lexicon has for a name, and the network nowhere: mRNA."""
        for text, places in itertools.groupby(sorted(short, key=lambda one: one.text), key=lambda one: one.text):
            group = list(places)
            meaning = known.get(text) or known[text.removesuffix("s")]
            if meaning.name != meaning.short or any(map(self.allows, group)):
                yield from group

    def repeated(self, found: Sequence[Mention]) -> Iterator[Mention]:
        """Yield the other places of found names, where the network gives them some probability."""
        kinds = {name: mention.kind for mention in found for name in _written(mention.text)}
        taken = {mention.start for mention in found}
        for name, kind in kinds.items():
            for start, end in places_of(self._text, name):
                likely = 0.0 if start in taken else self.support(start, end, kind)
                if likely >= _REPEAT:
                    yield Mention.cut(self._text, start, end, kind, RECOGNISER, round(likely, 3))


def join(proposed: Sequence[Mention], reading: Reading) -> tuple[Mention, ...]:
    """Return the mentions of a paper: what its file gives, what the network finds, and what it does not contradict.

    A name that the network finds in one place is taken in the others too, unless the network rules it out there: a
    name has one meaning throughout a paper. Kinds that the network was not trained on stay as the rules have them.
    """
    found = settle([*filter(given.is_given, proposed), *reading.mentions(reading.names - _BACKGROUND)], _by_likelihood)
    found = _beside(found, reading.background())
    found = _beside(found, reading.repeated(found))
    return _beside(found, [mention for mention in proposed if reading.allows(mention)])


def symbols(lexicon: Lexicon) -> Callable[[str], bool]:
    """Return a test whether letters are the approved symbol of a human gene and no word.

    >>> is_symbol = symbols(Lexicon.open())
    >>> is_symbol("TTR"), is_symbol("STAT"), is_symbol("MET")
    (True, False, False)
    """

    @functools.lru_cache(maxsize=1 << 12)
    def is_symbol(text: str) -> bool:
        return any(
            entry.kind is Kind.GENE
            and entry.scope is Scope.LABEL
            and entry.taxon == _HUMAN
            and entry.agrees(text)
            and Flag.COMMON not in entry.flags
            for entry in lexicon.lookup(text)
        )

    return is_symbol


def _is_full_name(mention: Mention) -> bool:
    if mention.kind is Kind.SPECIES:
        return _BINOMIAL.fullmatch(mention.text) is not None or is_organism(mention.text)
    several = mention.kind is Kind.DISEASE and mention.score >= _CERTAIN and " " in mention.text
    return several and _VAGUE.fullmatch(mention.text) is None


# Viruses are named for what they bring about and whom they infect: white spot syndrome virus.
_VIRUS = re.compile(r".* virus(?:es)?", re.DOTALL)


def _phrases(extraction: Extraction, reading: Reading, abstracts: WindowNetwork | None) -> Iterator[Mention]:
    """Yield the phrases of a report of a trial; its abstract is read as a whole, what follows sentence by sentence.

    An article for the general public is none, and is not written like one.
    """
    end = trial.end_of_abstract(extraction.document)
    if end == 0 or extraction.document.metadata.genre is Genre.LAY:
        return
    passage = reading.passage(end) if abstracts is not None else None
    if abstracts is not None and passage is not None:
        yield from trial.find(extraction.document.text, passage, abstracts, extraction.short_forms)
    yield from filter(None, map(_nominal, reading.phrases(end if passage is not None else 0)))


# With these a clause begins: "the catheter was placed" names a catheter.
_VERB = re.compile(r"(?:^|\s+)(?:was|were|is|are|had|has|have|underwent|received|will|should)\b", re.IGNORECASE)


def _nominal(phrase: Mention) -> Mention | None:
    """Return an intervention without the clause that its words begin, None where nothing else is left."""
    verb = _VERB.search(phrase.text) if phrase.kind is Kind.INTERVENTION else None
    if verb is None:
        return phrase
    text = phrase.text[: verb.start()].rstrip(" ,;:(")
    return dataclasses.replace(phrase, end=phrase.start + len(text), text=text) if text else None


def _by_likelihood(mention: Mention) -> tuple[bool, bool, float, int, Kind]:
    virus = mention.kind is Kind.SPECIES and _VIRUS.fullmatch(mention.text) is not None
    return not given.is_given(mention), not virus, -mention.score, mention.start, mention.kind


def _is_group(mention: Mention, groups: Groups) -> bool:
    return mention.kind is Kind.SPECIES and not given.is_given(mention) and groups.named(mention.text)


def _beside(first: Sequence[Mention], second: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the first mentions, which are in the order of the text, and those of the second that touch none."""
    added = settle(second, taken=first)
    return tuple(sorted((*first, *added), key=lambda mention: (mention.start, -mention.end)) if added else first)


def _around(mentions: Sequence[Mention], phrases: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the mentions, and the phrases that are none and stand in none; a phrase may stand around names.

    Of interventions that a phrase joins it is one too: "rest and exercise" are three.
    Of two in one place the first stays.
    """
    places = [(mention.start, mention.end) for mention in mentions]
    wider: dict[tuple[int, int], Mention] = {}
    for phrase in (_uncut(phrase, mentions) for phrase in phrases):
        for part in (*([phrase] if phrase.kind is Kind.INTERVENTION else []), *_parts(phrase)):
            inside = any(start <= part.start and part.end <= end for start, end in places)
            if not inside and not (part.kind is Kind.INTERVENTION and is_bare_dose(part.text)):
                wider.setdefault((part.start, part.end), part)
    return tuple(sorted((*mentions, *wider.values()), key=lambda mention: (mention.start, -mention.end)))


def _uncut(phrase: Mention, mentions: Sequence[Mention]) -> Mention:
    """Return a phrase with the whole of the names that it begins or ends within."""
    first = next((one for one in mentions if one.start < phrase.start < one.end), phrase)
    last = next((one for one in mentions if one.start < phrase.end < one.end), phrase)
    text = first.text[: phrase.start - first.start] + phrase.text + last.text[phrase.end - last.start :]
    return dataclasses.replace(phrase, start=first.start, end=last.end, text=text)


def _written(name: str) -> tuple[str, ...]:
    """Return how a name may be written again: as it is, and a longer one as at the start of a sentence, or within."""
    if len(name) < 3:
        return ()
    return (name, name[0].swapcase() + name[1:]) if len(name) > 4 and name[1:].islower() else (name,)


_JOINTS = re.compile(r"\s*(?:[,;:()\[\]]|\b(?:and|or|versus|vs)\b\.?)\s*", re.IGNORECASE)


def _parts(phrase: Mention) -> Iterator[Mention]:
    """Yield what a phrase lists, one by one: survival and pain are two outcomes."""
    at = 0
    for joint in (*_JOINTS.finditer(phrase.text), None):
        end = joint.start() if joint else len(phrase.text)
        if end - at > 2:
            start = phrase.start + at
            yield dataclasses.replace(phrase, start=start, end=phrase.start + end, text=phrase.text[at:end])
        at = joint.end() if joint else end


# What no gene is called, whatever the network sees in its letters: the plaque-reduction neutralization test (PRNT).
_MEASURE = re.compile(
    r".*\b(?:tests?|assays?|scores?|scales?|ind(?:ex|ices)|inventor(?:y|ies)|questionnaires?|surveys?|trials?|stud(?:y|ies)|"
    r"groups?|events?|outcomes?|rates?|ratios?|curves?|techniques?|methods?|procedures?|therap(?:y|ies)|treatments?|"
    r"interventions?|program(?:me)?s?|training|imaging|tomography|examinations?|units?|cent(?:er|re)s?|criteria|"
    r"classifications?|associations?|organi[sz]ations?|institutes?|hospitals?|years?|sessions?|visits?)",
    re.IGNORECASE | re.DOTALL,
)


def _meant(text: str, mentions: Iterable[Mention], known: Mapping[str, abbreviated.Meaning]) -> Iterator[Mention]:
    """Yield the mentions without those of short forms that stand for something else in this paper: CAT, a scan.

    What the paper says that they stand for takes their places. Genes are named for diseases (APC), and by long forms
    that nothing knows: then, where the network sees a gene in at least half of the places, it is believed.
    """
    mentions = list(mentions)
    seen = Counter((mention.text, mention.kind) for mention in mentions if mention.text in known)
    for mention in mentions:
        meaning = known.get(mention.text)
        if given.is_given(mention) or meaning is None or meaning.kind is mention.kind:
            yield mention
        elif (
            mention.kind is Kind.GENE and meaning.kind in (None, Kind.DISEASE) and not _MEASURE.fullmatch(meaning.name)
        ):
            places = sum(1 for _ in places_of(text, mention.text))
            if 2 * seen[mention.text, mention.kind] >= places:
                yield mention


def _named(mentions: Iterable[Mention], proposed: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the mentions, each as the rule has it that proposed the very same, where one did.

    What the rules know of a place (the meaning of an abbreviation, the species of a genus cut to a letter) is lost
    otherwise.
    """
    rules: dict[tuple[int, int, Kind], Mention] = {}
    for mention in proposed:
        rules.setdefault((mention.start, mention.end, mention.kind), mention)
    return tuple(rules.get((mention.start, mention.end, mention.kind), mention) for mention in mentions)
