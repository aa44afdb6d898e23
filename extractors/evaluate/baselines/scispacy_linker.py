"""scispaCy's own candidate generator, over our ontologies."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.errors import MissingModelError
from extractors.evaluate.baselines.vocabulary import VOCABULARIES, counterparts, terms
from extractors.link import Candidate, Link
from extractors.mention import Mention
from extractors.pipeline import Extraction, Stage
from ontologies.crosswalk import Crosswalk
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.term import Kind, Term

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# The defaults of scispaCy's entity linker: neighbours asked for and the least similarity. Its filter for terms with a
# definition is off, for most of our terms have none and would be lost.
NEIGHBOURS = 30
THRESHOLD = 0.7
# Trigrams in fewer names than this are left out of its index; small vocabularies keep all.
_MIN_NAMES = 10
_LARGE = 10_000


def stage(*, lexicon: Path | None = None) -> Stage:
    """Return a stage that links mentions as scispaCy's entity linker does with its defaults.

    Abbreviations are looked up by their long form; the candidate with the highest similarity is taken. An index for a
    kind is built when the first mention of the kind comes, which takes from seconds (cell types) to minutes
    (chemicals). Raises `MissingModelError` where scispaCy's candidate generator cannot be imported.
    """
    linker = _Linker(Lexicon.open(lexicon), Crosswalk.open(lexicon))

    def run(extraction: Extraction) -> Extraction:
        return dataclasses.replace(extraction, links=linker.link(extraction))

    return run


class _Linker:
    """Hold a candidate generator for each kind."""

    def __init__(self, lexicon: Lexicon, crosswalk: Crosswalk) -> None:
        self._lexicon = lexicon
        self._crosswalk = crosswalk
        self._generator = functools.cache(self._make)
        self._known: dict[tuple[Kind, str], tuple[Candidate, ...]] = {}

    def link(self, extraction: Extraction) -> tuple[Link, ...]:
        longs = {form.short: form.long for form in extraction.short_forms}
        links: dict[int, Link] = {}
        for kind in sorted({mention.kind for mention in extraction.mentions}):
            places = [place for place, mention in enumerate(extraction.mentions) if mention.kind is kind]
            mentions = [extraction.mentions[place] for place in places]
            links.update(zip(places, self._link_kind(kind, mentions, longs), strict=True))
        return tuple(links[place] for place in range(len(extraction.mentions)))

    def _link_kind(self, kind: Kind, mentions: Sequence[Mention], longs: dict[str, str]) -> list[Link]:
        if kind not in VOCABULARIES:
            return [Link(mention=mention, term=None, rule="nil:no vocabulary") for mention in mentions]
        texts = [longs.get(mention.text, mention.text) for mention in mentions]
        new = [text for text in dict.fromkeys(texts) if (kind, text) not in self._known]
        if new:
            found = self._generator(kind)(new, NEIGHBOURS)
            self._known.update(((kind, text), _ranked(each, kind)) for text, each in zip(new, found, strict=True))
        return [self._decide(mention, self._known[kind, text]) for mention, text in zip(mentions, texts, strict=True)]

    def _decide(self, mention: Mention, candidates: tuple[Candidate, ...]) -> Link:
        if not candidates:
            return Link(mention=mention, term=None, rule="nil:below threshold")
        term = candidates[0].curie
        mappings = counterparts(term, mention.kind, self._crosswalk)
        return Link(mention=mention, term=term, rule="scispacy", candidates=candidates, mappings=mappings)

    def _make(self, kind: Kind) -> Any:
        return make_generator(list(terms(kind, self._lexicon, self._crosswalk)))


def _ranked(found: Iterable[Any], kind: Kind) -> tuple[Candidate, ...]:
    """Return the candidates that are similar enough, the most similar first.

    scispaCy leaves open which of several equally similar comes first; here it is the one of the first vocabulary.
    """
    ranked = []
    for candidate in found:
        similarity = max(candidate.similarities)
        if similarity >= THRESHOLD:
            name = candidate.aliases[candidate.similarities.index(similarity)]
            curie = Curie.parse(candidate.concept_id)
            ranked.append(Candidate(curie=curie, name=name, score=min(1.0, similarity), rule="scispacy"))
    order = VOCABULARIES[kind].index
    return tuple(sorted(ranked, key=lambda one: (-round(one.score, 4), order(one.curie.prefix), one.curie)))


def make_generator(named: Sequence[tuple[Curie, Term]]) -> Any:
    """Return scispaCy's candidate generator over terms given with the ids they go by.

    Its TF-IDF vectors of character trigrams are made as scispaCy makes them. In place of its approximate index, whose
    making takes hours, the nearest names are searched exactly, which can only find more.
    """
    try:
        from scispacy.candidate_generation import CandidateGenerator
        from scispacy.linking_utils import KnowledgeBase
    except ImportError as error:
        raise MissingModelError(f"scispacy candidate generator ({error})") from error
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    base = KnowledgeBase(_entities(named))
    names = list(base.alias_to_cuis)
    rare = _MIN_NAMES if len(names) >= _LARGE else 1
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), min_df=rare, dtype=np.float32)
    vectors = vectorizer.fit_transform(names)
    return CandidateGenerator(
        ann_index=ExactIndex(vectors), tfidf_vectorizer=vectorizer, ann_concept_aliases_list=names, kb=base
    )


class ExactIndex:
    """Answer as the approximate index of scispaCy does, by multiplying with every name."""

    def __init__(self, vectors: csr_matrix) -> None:
        self._names = vectors.T.tocsr()

    def knnQueryBatch(self, vectors: csr_matrix, k: int) -> list[tuple[Any, Any]]:  # noqa: N802 (scispaCy calls it so)
        """Return the numbers of the nearest names and their cosine distances, the nearest first."""
        import numpy as np

        found = []
        for row in vectors @ self._names:
            best = np.argpartition(-row.data, min(k, len(row.data) - 1))[:k] if len(row.data) else row.indices
            order = best[np.lexsort((row.indices[best], -row.data[best]))]
            found.append((row.indices[order], 1.0 - row.data[order]))
        return found


def _entities(named: Iterable[tuple[Curie, Term]]) -> list[Any]:
    """Return one entity for each id; names of several terms that go by one id are put together."""
    from scispacy.linking_utils import Entity

    names: dict[Curie, dict[str, None]] = {}
    for curie, term in named:
        names.setdefault(curie, {}).update(dict.fromkeys(name.text for name in term.names))
    return [
        Entity(concept_id=str(curie), canonical_name=next(iter(known)), aliases=list(known))
        for curie, known in sorted(names.items())
        if known
    ]
