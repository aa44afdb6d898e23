"""Names that the tagger cut short: diseases as the lexicon has them or "and" joins them, variants as written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from extractors.mention import Mention
from ontologies.lexicon import Lexicon
from ontologies.term import Kind, Scope

Known = Callable[[str, bool], bool]
Support = Callable[[int, int, Kind], float]

# The words that a longer name adds need at least so much probability of belonging to a disease, and a name of several
# words around that of a chemical: iron overload.
_LEAST = 0.03
_LEAST_AROUND = 0.35
_CERTAIN = 0.95
_JOINED = re.compile(r"\b(?:and|or)\b|[,;/]")
_PIECE = r"[A-Za-z][A-Za-z-]*"
# What may stand before "and ovarian cancer", and behind "ventricular tachycardia".
_BEFORE = re.compile(rf"(?P<list>(?:{_PIECE}(?:\s{_PIECE})?,\s+)*{_PIECE}(?:\s{_PIECE})?),?\s+(?:and/or|and|or)\s+$")
_BEHIND = re.compile(rf",?\s+(?:and/or|and|or)\s+(?P<piece>{_PIECE})(?![\w-])")
_WORD = re.compile(r"\S+")
_REACH = 120
_SAME = frozenset({Scope.LABEL, Scope.EXACT})
_NEAR = _SAME | {Scope.RELATED, Scope.NARROW}
# Kinds of which the names inside a longer one give way to it.
_GIVING_WAY = frozenset({Kind.ANATOMY, Kind.PROCESS})


def known(lexicon: Lexicon) -> Known:
    """Return a test whether a name is that of a disease in the lexicon, with near synonyms or without.

    >>> is_known = known(Lexicon.open())
    >>> is_known("breast cancer", True), is_known("breast", True), is_known("pancreas", False)
    (True, False, False)
    """

    def is_known(name: str, near: bool) -> bool:
        scopes = _NEAR if near else _SAME
        entries = lexicon.lookup(name) if len(name) > 3 else ()
        return any(entry.kind in (Kind.DISEASE, Kind.PHENOTYPE) and entry.scope in scopes for entry in entries)

    return is_known


def taken_whole(
    text: str, mentions: Sequence[Mention], proposed: Iterable[Mention], support: Support, is_known: Known
) -> tuple[Mention, ...]:
    """Return the mentions of a paper, diseases longer where the text names more than the tagger took.

    ``proposed`` are those of lexicon and rules, ``support`` gives the probability that words belong to a kind.
    """
    proposed = tuple(proposed)
    longer = [
        *_listed(mentions, proposed, support),
        *_joined(text, mentions, is_known),
        *_around_chemicals(mentions, proposed, support),
    ]
    mentions = tuple(_notation(mentions, proposed))
    found = list(mentions)
    for mention in longer:
        touched = [one for one in found if one.start < mention.end and mention.start < one.end]
        if all(_gives_way(one, mention) for one in touched) or (
            len(touched) == 1 and _begins_with_chemical(mention, touched[0])
        ):
            found = [one for one in found if one not in touched] + [mention]
    return tuple(sorted(found, key=lambda mention: (mention.start, -mention.end)))


def _notation(mentions: Iterable[Mention], proposed: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the mentions, a variant whose notation goes on (p.Arg168*) as the rule has it."""
    ruled = {one.start: one for one in proposed if one.kind is Kind.VARIANT and one.score == 1.0}
    for mention in mentions:
        longer = ruled.get(mention.start) if mention.kind is Kind.VARIANT and not mention.given else None
        yield longer if longer is not None and longer.end == mention.end + 1 else mention


def _gives_way(mention: Mention, longer: Mention) -> bool:
    inside = longer.start <= mention.start and mention.end <= longer.end and not mention.given
    return inside and (mention.kind is Kind.DISEASE or mention.kind in _GIVING_WAY)


def _begins_with_chemical(mention: Mention, inside: Mention) -> bool:
    chemical = inside.kind is Kind.CHEMICAL and not inside.given
    return chemical and inside.start == mention.start and inside.end < mention.end and " " in mention.text


def _around_chemicals(mentions: Sequence[Mention], proposed: Iterable[Mention], support: Support) -> Iterator[Mention]:
    """Yield the diseases of the lexicon that begin with a chemical of the tagger and are hardly anything else."""
    starts = {mention.start: mention for mention in mentions if mention.kind is Kind.CHEMICAL}
    for one in proposed:
        inside = starts.get(one.start)
        if inside is None or one.kind is not Kind.DISEASE or one.recogniser != "lexicon" or one.score < _CERTAIN:
            continue
        if _begins_with_chemical(one, inside) and support(one.start, one.end, Kind.DISEASE) >= _LEAST_AROUND:
            yield one


def _listed(mentions: Sequence[Mention], proposed: Iterable[Mention], support: Support) -> Iterator[Mention]:
    """Yield the diseases of the lexicon around those of the tagger, where it does not rule out what they add."""
    starts = {mention.start: mention for mention in mentions if mention.kind is Kind.DISEASE}
    ends = {mention.end: mention for mention in starts.values()}
    for one in proposed:
        first, last = starts.get(one.start), ends.get(one.end)
        if one.kind is not Kind.DISEASE or one.recogniser != "lexicon" or first == last or _JOINED.search(one.text):
            continue
        inside = [
            mention for mention in (first, last) if mention and one.start <= mention.start < mention.end <= one.end
        ]
        if inside and _added(one, inside, support) >= _LEAST:
            yield one


def _added(longer: Mention, inside: Sequence[Mention], support: Support) -> float:
    """Return the least probability of the words that a name adds to those inside it."""
    start, end = min(one.start for one in inside), max(one.end for one in inside)
    edges = [(longer.start, start), (end, longer.end)]
    return min((support(left, right, Kind.DISEASE) for left, right in edges if left < right), default=1.0)


def _joined(text: str, mentions: Sequence[Mention], is_known: Known) -> Iterator[Mention]:
    """Yield diseases with the pieces that share a word with them: "breast and" before "ovarian cancer"."""
    for mention in mentions:
        words = mention.text.split()
        if mention.kind is not Kind.DISEASE or mention.given or len(words) < 2 or _JOINED.search(mention.text):
            continue
        start = _first_piece(text, mention, words, is_known)
        end = _last_piece(text, mention, words, is_known) if start == mention.start else mention.end
        if (start, end) != (mention.start, mention.end):
            yield Mention.cut(text, start, end, mention.kind, mention.recogniser, mention.score)


def _first_piece(text: str, mention: Mention, words: Sequence[str], is_known: Known) -> int:
    """Return where the pieces before a mention begin that are names only with its last words; else its own start."""
    start, before = mention.start, text[max(0, mention.start - _REACH) : mention.start]
    match = _BEFORE.search(before) if before.rstrip().endswith(("and", "or")) else None
    if match is None:
        return start
    offset = mention.start - len(match[0])
    shared = [" ".join(words[-many:]) for many in range(1, min(3, len(words)))]
    for piece in reversed(list(re.finditer(rf"{_PIECE}(?:\s{_PIECE})?", match["list"]))):
        for at in [word.start() for word in _WORD.finditer(piece[0])]:
            name = piece[0][at:]
            if not is_known(name, False) and any(is_known(f"{name} {tail}", True) for tail in shared):
                start = offset + piece.start() + at
                break
        else:
            return start
        if at:  # words before it belong to the sentence, so the list begins here
            return start
    return start


def _last_piece(text: str, mention: Mention, words: Sequence[str], is_known: Known) -> int:
    """Return where the piece behind a mention ends that is a name only with its first words; else its own end."""
    match = _BEHIND.match(text, mention.end)
    if match and not is_known(match["piece"], False) and is_known(" ".join((*words[:-1], match["piece"])), True):
        return match.end()
    return mention.end
