"""How a sentence says what it says: denied or not, how certain, and whose statement it is.

Three things stay apart: negation (`extractors.negation`), certainty from hedging words, and status from the section,
the citations and the phrases that say who found it. Questions and aims say nothing; `find_aims` marks them.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass

from extractors.claim import Certainty, Status
from extractors.document import Block, BlockKind, Citation, Document, Genre, Role, Sentence, Span
from extractors.negation import Scope, find_denials, find_negations
from extractors.screen import Screened, screened

__all__ = ["Assertion", "Hedge", "Scope", "assess", "find_aims", "find_citations", "find_hedges", "find_negations"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """Mark words that lower certainty, and the stretch of text that they lower; offsets count in the searched text."""

    start: int
    end: int
    reach_start: int
    reach_end: int
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """Hold what can be said of a sentence before its claims are known.

    ``claimless`` marks stretches that state nothing: aims, and a question as a whole.
    """

    negations: tuple[Scope, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    claimless: tuple[Span, ...] = ()
    status: Status = Status.FINDING

    def is_negated(self, start: int, end: int) -> bool:
        """Tell whether a span is within an odd number of negation scopes: two make a positive statement."""
        return sum(scope.covers(start, end) and scope.cue_start != start for scope in self.negations) % 2 == 1

    def certainty_at(self, start: int, end: int) -> Certainty:
        """Return the lowest certainty that a hedge gives to the span."""
        reached = [hedge.certainty for hedge in self.hedges if hedge.reach_start <= start and end <= hedge.reach_end]
        return max(reached, key=_ORDER.index, default=Certainty.ASSERTED)

    def states(self, start: int, end: int) -> bool:
        """Tell whether the span states something: False inside aims and questions."""
        return not any(span.start < end and start < span.end for span in self.claimless)


_ORDER = (Certainty.ASSERTED, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.HYPOTHETICAL)

# Words by certainty. RIGHT reaches from the cue to the end of its clause; CLAUSE reaches the whole clause.
_HEDGES: dict[tuple[str, Certainty], tuple[str, ...]] = {
    ("RIGHT", Certainty.PROBABLE): (
        r"suggest(?:s|ed|ing|ive)?", r"impl(?:y|ies|ied|ying)(?= that)", r"(?:appear|seem|tend)(?:s|ed|ing)?(?= to\b)",
        r"(?:thought|believed|considered|assumed|presumed|reported|predicted|expected)(?= to\b)", r"presumably",
        r"(?:un)?likely(?= to\b)", r"unlikely(?= that\b)",
        r"support(?:s|ed|ing)?(?= the (?:hypothesis|idea|notion|view|concept))",
        r"(?:we|authors?|researchers) (?:believe|think|propose|speculate)",
    ),
    ("RIGHT", Certainty.POSSIBLE): (
        r"(?-i:may)", r"might", r"could", r"possibl[ey]", r"possibility", r"perhaps", r"potential(?:ly)?",
        r"(?:cannot|can not|could not|not) (?:be )?(?:rule[d]? out|exclude[d]?)", r"suspected",
    ),
    ("RIGHT", Certainty.HYPOTHETICAL): (
        r"whether", r"(?<!as )if(?! not\b)", r"hypothesi[sz](?:e[sd]?|ing)", r"hypothesis(?! was)", r"would", r"unless",
        r"(?:unclear|unknown|uncertain)", r"(?:assuming|suppos(?:e|ing)|imagin(?:e|ing))",
        r"questions? (?=about|whether|if)", r"theoretical(?:ly)?", r"in theory",
    ),
    ("CLAUSE", Certainty.PROBABLE): (
        r"probabl[ey]", r"likely(?! to\b)", r"(?<!is )(?<!was )(?<!are )(?<!were )apparent(?:ly)?", r"preliminary",
    ),
    ("CLAUSE", Certainty.POSSIBLE): (
        r"sometimes", r"occasionally", r"in (?:some|certain|a few|rare) (?:\w+ )?(?:settings?|cases?|circumstances"
            r"|contexts?|models?|studies|patients|people)",
        r"remains? (?:unclear|unknown|uncertain|to be (?:\w+))",
        r"conflicting(?= (?:\w+ )?(?:results?|evidence|data|findings|reports))", r"controversial",
    ),
}  # fmt: skip


@functools.cache
def _hedge_pattern() -> Screened:
    parts = [f"(?P<H{i}>{'|'.join(words)})" for i, words in enumerate(_HEDGES.values())]
    return screened(rf"\b(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


# A clause ends where another with its own certainty begins.
_CLAUSE_BORDER = re.compile(
    r"[;:]\s|,?\s(?:but|whereas|while|although|though|because|however|however,)\s|,\s(?:and|which|so)\s|\s[–—]\s",
    re.IGNORECASE,
)


# Claims, risks and relations ask for the same sentences, the sentences of one paper after the other.
@functools.lru_cache(maxsize=512)
def find_hedges(text: str, start: int = 0, end: int | None = None) -> tuple[Hedge, ...]:
    """Return the hedging words of a sentence ``text[start:end]``, in order, with what they reach.

    >>> hedge, = find_hedges("The drug may reduce pain, but it helps sleep.")
    >>> hedge.certainty.value, "The drug may reduce pain, but it helps sleep."[hedge.reach_start : hedge.reach_end]
    ('possible', 'may reduce pain')
    """
    stop = len(text) if end is None else end
    matches = list(_hedge_pattern().finditer(text, start, stop))
    if not matches:
        return ()
    borders = list(_CLAUSE_BORDER.finditer(text, start, stop))
    keys = list(_HEDGES)
    hedges = []
    for match in matches:
        reach, certainty = keys[next(i for i in range(len(keys)) if match[f"H{i}"])]
        low = max((b.end() for b in borders if b.end() <= match.start()), default=start)
        high = min((b.start() for b in borders if b.start() >= match.end()), default=stop)
        hedges.append(
            Hedge(
                start=match.start(),
                end=match.end(),
                reach_start=match.start() if reach == "RIGHT" else low,
                reach_end=high,
                certainty=certainty,
            )
        )
    return tuple(hedges)


_STUDY_VERBS = (
    r"(?:investigate|evaluate|assess|determine|examine|explore|test|compare|study|analy[sz]e|clarify|elucidate|"
    r"identify|understand|establish|ascertain|review|describe|estimate|find out|address|measure|quantify|verify)"
)


@functools.cache
def _aim_pattern() -> Screened:
    return screened(
        rf"\b(?:aim(?:s|ed)?|objectives?|purpose|goal)s?\b(?=[^.]*\b(?:to|was|were|is|of|at)\b)"
        rf"|\b(?:in order )?to (?:\w+ly )?(?:further )?{_STUDY_VERBS}\b"
        rf"|\b(?:we|this (?:study|review|trial|paper|work)|the (?:present |current )?(?:study|trial)|the authors)"
        rf" (?:have |has )?(?:also )?"
        r"(?:investigat|evaluat|assess|examin|explor|test|compar|studi|analy[sz]|review|sought|ask|wanted|plan"
        r"|hypothesi[sz]|set out)\w*\b"
        r"|\b(?:is|are|was|were|be|been) (?:being )?(?:currently )?(?:investigated|evaluated|assessed|examined"
        r"|explored|tested|compared|studied|analy[sz]ed)\b(?= (?:the|whether|for|to|if|how|in order))"
        r"|\b(?:further|more|future|additional|larger) (?:\w+ ){0,3}(?:studies|research|trials|work|investigations?)"
        r" (?:is|are|will be|should)\b",
        re.IGNORECASE,
    )


_FINDING_AFTER = screened(
    r"(?:,|;|\band\b|\bbut\b)\s+(?:(?:and|but)\s)?(?:we |it |they |which |this )?(?:was |were |have |has )?"
    r"(?:also )?(?:found|show(?:s|ed|n)?|demonstrat\w+|reveal\w*|observ\w+|identif\w+|report\w*|reduc\w+|increas\w+)\b",
    re.IGNORECASE,
)


# "To describe a case of ...", "we evaluated a patient who ...": what follows was seen.
_CASES = screened(
    r"\b(?:describe|report|present|document|discuss|evaluated|studied|examined|review) "
    r"(?:an?|the|our|one|two|three|four|five|six|seven|eight|nine|ten|\d+) (?:[\w-]+ ){0,4}?"
    r"(?:cases?(?! series| reports?)|patients?|child(?:ren)?|infants?|(?:wo)?m[ae]n|boy|girl|occurrence)"
    r" (?:of|with|who|in whom|that|developing)\b",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=512)
def find_aims(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Return the stretches of a sentence that state nothing: a question as a whole, an aim up to the next finding.

    >>> find_aims("Does the drug work?")
    (Span(start=0, end=19),)
    >>> find_aims("The drug works.")
    ()
    """
    stop = len(text) if end is None else end
    if text[start:stop].rstrip(" \"'”’)").endswith("?"):
        return (Span(start=start, end=stop),)
    spans = []
    for match in _aim_pattern().finditer(text, start, stop):
        if _CASES.search(text, match.start(), min(stop, match.end() + 80)):
            continue
        after = _FINDING_AFTER.search(text, match.end(), stop)
        opener = text.find(", ", match.end(), stop) if not text[start : match.start()].strip() else -1
        ends = [place for place in (after.start() if after else -1, opener) if place >= 0]
        spans.append(Span(start=match.start(), end=min(ends, default=stop)))
    return tuple(spans)


_OWN = screened(
    r"\b(?:we|our|ours|herein|the present (?:study|trial|work|analysis|review|meta-analysis)|this (?:study|trial|work"
    r"|analysis|review|meta-analysis|"
    r"case|report|paper)|in the current study|these (?:results|findings|data))\b",
    re.IGNORECASE,
)
_OTHERS = screened(
    r"\b(?:previous(?:ly)?|prior|earlier|recent|several|many|most|numerous|other|some) (?:\w+ )?(?:stud(?:y|ies)"
    r"|reports?|"
    r"work|research|trials|reviews?|authors|investigators|meta-analys[ei]s|evidence|observations)\b|\bpreviously"
    r" (?:been )?"
    r"(?:reported|shown|described|demonstrated|published|found|identified)\b|\bet al\b|\b(?:has|have) (?:\w+ )?been "
    r"(?:\w+ly )?(?:reported|shown|demonstrated|described|implicated|linked|associated|suggested|proposed|established|"
    r"found|observed|used)\b|(?:\b[Tt]hey|\b[Tt]he(?:se)? (?:authors|investigators|researchers)|\bet al\.?|\bcolleagues"
    r"|\bco-?workers) (?:\w+ )?(?:suggest(?:ed)?|report(?:ed)?|found|show(?:ed)?|observed|demonstrated|concluded"
    r"|described)\b|\b(?:is|are) (?:\w+ )?(?:well[- ])?(?:known|established|recognized|recognised|thought|"
    r"believed|considered) (?:to|that|as)\b|\bit is (?:well[- ])?known\b|\bknown to\b|\baccording to\b|\bin the"
    r" literature\b",
    re.IGNORECASE,
)
_LIMITS = screened(
    r"\blimitations?\b|\blimited (?:by|sample|number|evidence|data)\b"
    r"|\b(?:study|stud(?:y|ies)|data|evidence|findings|results?|conclusions?|analys[ei]s) (?:\w+ )?(?:is|are|was"
    r"|were) limited to\b"
    r"|\b(?:interpreted|viewed|generali[sz]ed) with"
    r" caution\b"
    r"|\bshould be (?:interpreted|treated) (?:\w+ )?(?:with caution|cautiously)\b|\bsmall (?:sample|number|cohort"
    r"|patient)"
    r"|\brisk of bias\b|\b(?:lack|absence) of (?:\w+ )?(?:control|blinding|randomi[sz]ation|long-term|follow-up|human"
    r"|clinical)"
    r"|\bonly (?:\w+ )?in[- ]vitro\b|\bsingle[- ]cent(?:er|re)\b|\bunderpowered\b|\bcannot be (?:excluded|ruled out"
    r"|generali[sz]ed)\b",
    re.IGNORECASE,
)
_METHOD_TEXT = screened(
    r"\b(?:was|were) (?:\w+ly )?(?:randomi[sz]ed|randomly|assigned|allocated|recruited|enrolled|included in|excluded"
    r"|measured|performed|"
    r"carried out|conducted|collected|obtained from|purchased|searched|extracted|calculated|administered|defined as"
    r"|recorded|given|fed)\b|"
    r"\bwill be (?:\w+ly )?(?!needed|required|necessary)\w+ed\b|\bcomprehensive search\b|\beligib(?:le|ility)\b"
    r"|\bapproved by\b|\binformed consent\b",
    re.IGNORECASE,
)
# "(Smith et al., 2010)", "[12]", "[3, 4]", a superscript number after the last word.
_WRITTEN_CITATION = re.compile(
    r"\[\d+(?:\s?[,–-]\s?\d+)*\]|\((?:[A-Z][\w'’-]+(?: et al\.?| and [A-Z][\w'’-]+)?,? (?:19|20)\d\d[a-z]?(?:; )?)+\)"
)
_RESULT_ROLES = frozenset({Role.RESULTS, Role.KEY_FINDINGS, Role.SUMMARY, Role.FIGURE, Role.TABLE, Role.CONCLUSION})


def find_citations(document: Document, start: int, end: int) -> tuple[Citation, ...]:
    """Return the places within ``start``-``end`` that point to a reference, in order."""
    return tuple(citation for citation in document.citations if start <= citation.start and citation.end <= end)


# "As previously described [9]", "amplified by PCR ... [16]": how it was done, whoever did it first.
_PROCEDURE = re.compile(
    r"\b(?:was|were|is|are|been) (?:\w+ly |then |first )?(?:\w{3,}ed|done|made|grown|given|taken|drawn|kept|cut|run"
    r"|bought)\b"
    r"|\bas (?:\w+ )?(?:described|reported)\b|\baccording to\b|\busing\b",
    re.IGNORECASE,
)
# What such articles state, others found; a review that pools studies has findings.
_TELLING_OF_OTHERS = frozenset(
    {"review", "review-article", "editorial", "comment", "commentary", "article-commentary", "commentary-article",
     "book-review", "news", "discussion"}
)  # fmt: skip
_POOLING = frozenset({"meta-analysis", "systematic review", "systematic-review"})


def _tells_of_others(document: Document) -> bool:
    types = {name.lower() for name in document.metadata.publication_types}
    return bool(types & _TELLING_OF_OTHERS and not types & _POOLING)


@functools.lru_cache(maxsize=512)
def _status(text: str, role: Role, *, cited: bool, lay: bool, of_others: bool) -> Status:  # noqa: PLR0911
    """Return whose statement a sentence is.

    ``cited`` says that it points to a reference, ``lay`` and ``of_others`` what sort of document it stands in.
    """
    own = _OWN.search(text) is not None
    if role is Role.LIMITATIONS or _LIMITS.search(text):
        return Status.LIMITATION
    if role is Role.METHODS and _PROCEDURE.search(text):
        return Status.METHOD
    if lay or (not own and of_others):
        return Status.BACKGROUND
    if not own and (cited or _OTHERS.search(text) or _WRITTEN_CITATION.search(text)) and role not in {Role.TITLE}:
        return Status.BACKGROUND
    if role is Role.INTRODUCTION and not own:
        return Status.BACKGROUND
    if role is Role.METHODS or (role not in _RESULT_ROLES and not own and _METHOD_TEXT.search(text)):
        return Status.METHOD
    return Status.FINDING


# "Has not been reported before": it is now.
_FIRST = re.compile(
    r"\s+(?:yet |so far |to our knowledge )?(?:been )?(?:(?:previously|hitherto|heretofore|yet) (?:been )?(?:\w+ly )?"
    r"(?:reported|described|published|documented|recogni[sz]ed|noted|observed)|(?:reported|described|published"
    r"|documented|recogni[sz]ed) (?:\w+ )?(?:previously|before|earlier|yet|to date|in the (?:\w+ )?literature))\b",
    re.IGNORECASE,
)


def _is_new_to_all(text: str, scope: Scope, end: int) -> bool:
    return scope.cue in {"not", "never"} and _FIRST.match(text, scope.cue_end, end) is not None


# Where an abstract goes over from what is known to what was done.
_TURN = screened(
    r"\bhere(?:in)?,? we\b|\bin (?:this|the present|the current|our) (?:study|work|trial|paper|analysis|report)\b"
    r"|\bwe (?:therefore |thus |have |here |also |now )?(?:aim|sought|investigat|examin|assess|evaluat|test|compar"
    r"|hypothesi|studied|conduct|perform|report|analy[sz]|determin|explor|randomi|describe|present|show|found)\w*"
    r"|\b(?:aims?|objectives?|purpose|goal) of (?:this|the|our)\b|\bthis (?:study|trial|paper|report)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:was|were|had|did)\b|\bp\s?[<=>]|\d\s?%", re.IGNORECASE)


def _opens(document: Document, sentence: Sentence, role: Role) -> bool:
    """Tell whether a sentence opens an abstract with what was known before: the paper speaks of itself only later."""
    if role not in {Role.ABSTRACT, Role.OTHER} or _DONE.search(sentence.text) or _TURN.search(sentence.text):
        return False
    at = bisect_right(document.blocks, sentence.start, key=lambda block: block.start) - 1
    if at < 0 or (role is Role.OTHER and any(_is_text(document, block) for block in document.blocks[:at])):
        return False
    block, text = document.blocks[at], document.text
    before = text[block.start : sentence.start]
    turned = _TURN.search(before) or _DONE.search(before)
    return not turned and _TURN.search(text, sentence.end, block.end) is not None


def _is_text(document: Document, block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and document.role_at(block.start) is not Role.TITLE


def assess(document: Document, sentence: Sentence, role: Role, citations: tuple[Citation, ...] = ()) -> Assertion:
    """Return the negations, hedges, claimless stretches and status of a sentence; offsets count in the document.

    ``role`` is the section's and ``citations`` are those of the sentence. The status follows, in this order: words of
    limitation, a procedure among the methods, lay text, a review or comment, somebody else's work (a citation or
    "previous studies", unless "we" or "this study" owns the sentence), introduction, methods; all else is a finding,
    but for how an abstract opens.
    """
    text, start, end = document.text, sentence.start, sentence.end
    negations = (*find_negations(text, start, end), *find_denials(text, start, end))
    lay, of_others = document.metadata.genre is Genre.LAY, _tells_of_others(document)
    status = _status(sentence.text, role, cited=bool(citations), lay=lay, of_others=of_others)
    if status is Status.FINDING and _opens(document, sentence, role):
        status = Status.BACKGROUND
    return Assertion(
        negations=tuple(scope for scope in negations if not _is_new_to_all(text, scope, end)),
        hedges=find_hedges(text, start, end),
        claimless=find_aims(text, start, end),
        status=status,
    )
