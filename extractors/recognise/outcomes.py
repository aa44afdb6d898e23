"""Mentions of what studies measure: cell viability, overall survival, pain scores, serum levels."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extractors.mention import Mention
from extractors.pipeline import Extraction, Stage
from extractors.recognise.lexicon import readable
from extractors.screen import screened
from ontologies.term import Kind

RECOGNISER = "outcomes"


def stage() -> Stage:
    """Return the stage ``outcomes.patterns.v1``: it adds mentions of outcomes; it needs sentences and mentions.

    A process of the lexicon inside an outcome becomes that outcome ("apoptosis", "cell migration"). Other mentions
    inside stay beside it: "serum insulin level" is an outcome and names insulin. A disease or symptom that is all
    there is ("pain") stays a disease.
    """

    def run(extraction: Extraction) -> Extraction:
        found = list(find(extraction))
        return dataclasses.replace(extraction, mentions=_joined(extraction.mentions, found))

    return run


def find(extraction: Extraction) -> Iterator[Mention]:
    """Yield the outcomes of a document in the order of the text."""
    text = extraction.document.text
    ends = sorted((mention.end, mention.start) for mention in extraction.mentions)
    for sentence in readable(extraction.document, extraction.sentences):
        last = sentence.start
        for match in _HEAD.finditer(text, sentence.start, sentence.end):
            start = _widen(text, max(last, sentence.start), match.start(), ends)
            if match["weak"] and (start == match.start() or _NO_OUTCOME.fullmatch(text, start, match.end())):
                continue
            last = match.end()
            yield Mention.cut(text, start, match.end(), Kind.OUTCOME, RECOGNISER, 0.8 if match["strong"] else 0.6)


# Words that name an outcome by themselves, and words that do so with another in front ("pain score", "tumour size").
_STRONG = (
    r"viability|survival|mortality|apoptosis|proliferation|migration|invasion|invasiveness|motility|clonogenicity|"
    r"cytotoxicity|angiogenesis|tumou?rigenesis|tumou?rigenicity|chemosensitivity|radiosensitivity|senescence|autophagy|"
    r"remission|relapse|recurrence|hospitali[sz]ations?|readmissions?|adherence|quality\sof\slife|blood\spressure|"
    r"heart\srate|body\sweight|body\smass\sindex|weight\s(?:loss|gain)|length\sof\sstay|cell\sdeath|wound\shealing|"
    r"colony\sformation|cell\sgrowth|tumou?r\sgrowth|lifespan|life\sexpectancy|morbidity|fertility|bioavailability|"
    r"ejection\sfraction|response\srates?|adverse\s(?:events?|effects?|reactions?)|side\seffects?|glyc(?:a)?emic\scontrol"
)
_WEAK = (
    r"growth|rates?|scores?|levels?|concentrations?|expression|time|volumes?|size|weight|function|activity|activities|"
    r"index|indices|response|responses|risk|incidence|prevalence|ratio|duration|number|numbers|frequency|severity|"
    r"symptoms?|intensity|density|mass|thickness|pressures?|counts?|production|secretion|release|uptake|clearance|"
    r"consumption|burden|load|status|performance|capacity|intake|requirements?|success|failure|complications?|events?|"
    r"deaths?|formation|adhesion|progression|regression|sensitivity|resistance|permeability|integrity|recovery|"
    r"stability|content|length|strength|tolerance|satisfaction|loss|gain"
)
_HEAD = screened(rf"(?<![\w-])(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))(?![\w-])", re.IGNORECASE)

# Measures of how arms differ, and what cells do: "the hazard ratio was", "cells release exosomes".
_NO_OUTCOME = re.compile(
    r"(?:[\w-]+\s)*(?:(?:hazards?|odds|risk|rate|likelihood|prevalence|incidence|mean|median)\s(?:rate\s)?ratio"
    r"|\w+(?<![isu])s\s(?:release|function|gain))",
    re.IGNORECASE,
)
# Words that end the walk to the left: small words, verbs of change and degree, and numbers.
_STOP = re.compile(
    r"(?:a|an|the|this|that|these|those|its|their|our|his|her|of|in|on|at|to|for|from|by|with|within|without|and|or|but|"
    r"nor|not|no|any|some|all|both|each|every|either|than|as|is|are|was|were|be|been|being|has|have|had|did|does|do|can|"
    r"could|may|might|will|would|should|must|also|only|even|more|most|less|least|much|many|few|fewer|very|such|same|"
    r"other|another|different|similar|significant|marked|further|through|via|between|among|during|after|before|over|"
    r"under|per|versus|vs|while|when|where|which|who|whose|whether|if|because|including|however|thus|there|it|they|we|"
    r"high|higher|highest|low|lower|lowest|great|greater|better|worse|poor|poorer|good|large|larger|small|smaller|long|"
    r"longer|short|shorter|new|first|second|one|two|three|mainly|about|up|down|regard|term|terms|"
    r"key|main|major|moderate|considerable|substantial|adjusted|unadjusted|absolute|specific|certain|several|potent|strong|weak|overall(?=\s+(?:increase|decrease))|requires?|needs?|important|known|possible|potential|positive|negative|treatment|study|studies|group|groups|"
    r"(?:re|pre)?(?:reduc|increas|decreas|inhibit|suppress|enhanc|improv|promot|attenuat|alleviat|induc|affect|alter|"
    r"chang|rais|lower|elevat|prevent|impair|stimulat|block|abolish|prolong|show|exhibit|reveal|measur|assess|evaluat|"
    r"compar|associat|influenc|determin|regulat|modulat|caus|produc|mediat|predict|examin|investigat|observ|report|"
    r"demonstrat|involv|includ|maintain|restor|revers|ameliorat|accelerat|delay|diminish|aggravat|exacerbat|trigger|"
    r"facilitat|control|limit|lead|driv|support|confirm|suggest|indicat|us)(?:e|es|ed|ing|s|ion|ions|ting|ted|t)?|"
    r"\w+ly|\d[\d.,%]*)",
    re.IGNORECASE,
)
_LEFT = re.compile(r"(?P<word>[^\W_][\w'\u2019+-]*)(?P<gap>[ \u2010-\u2013-]|\s)\Z")
_MODIFIERS = 4


def _widen(text: str, limit: int, start: int, ends: Sequence[tuple[int, int]]) -> int:
    """Return where the noun phrase that ends in a head begins: up to four words in front, a mention counts as one."""
    for _ in range(_MODIFIERS):
        gap = text[limit:start]
        bare = limit + len(gap.rstrip(" \n-\u2010\u2013"))
        if bare == start or bare <= limit:
            return start
        at = bisect_right(ends, (bare, start)) - 1
        if at >= 0 and ends[at][0] == bare and ends[at][1] >= limit:
            start = ends[at][1]
            continue
        word = _LEFT.search(text, max(limit, start - 40), start)
        if word is None or word.start() < limit or _STOP.fullmatch(word["word"]):
            return start
        start = word.start("word")
    return start


_GIVES_WAY = frozenset({Kind.PROCESS, Kind.ANATOMY})


def _joined(mentions: Sequence[Mention], outcomes: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return both in the order of the text; a process within an outcome and an outcome within a mention are dropped."""
    spans = {(mention.start, mention.end): mention for mention in mentions}
    added: list[Mention] = []
    for outcome in outcomes:
        same = spans.get((outcome.start, outcome.end))
        inside = any(
            mention.start <= outcome.start and outcome.end <= mention.end and mention.kind not in _GIVES_WAY
            for mention in mentions_near(mentions, outcome)
        )
        if (same is None or same.kind in _GIVES_WAY) and not inside:
            added.append(outcome)
    covered = [(outcome.start, outcome.end) for outcome in added]
    starts = [start for start, _ in covered]

    def replaced(mention: Mention) -> bool:
        at = bisect_right(starts, mention.start) - 1
        return mention.kind is Kind.PROCESS and at >= 0 and mention.end <= covered[at][1]

    kept = [mention for mention in mentions if not replaced(mention)]
    return tuple(sorted((*kept, *added), key=lambda mention: (mention.start, -mention.end)))


def mentions_near(mentions: Sequence[Mention], span: Mention) -> Iterator[Mention]:
    """Yield the mentions that may overlap a span; mentions are in the order of the text and do not overlap."""
    at = bisect_right(mentions, span.start, key=lambda mention: mention.start)
    for mention in mentions[max(0, at - 2) :]:
        if mention.start >= span.end:
            return
        yield mention
