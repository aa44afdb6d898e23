"""Warnings of articles for the general public, by what a sentence speaks of, in whatever words and order.

Journalists seldom word a doubt twice alike: phrases (`doubts`, `warnings`) that were written for some articles found
one in ten of the warnings of others. A frame asks only that a few ideas stand near each other: little, and evidence;
somebody, and must not. In a paper that would be far too loose.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from extractors.claim import RiskKind
from extractors.screen import Screened, screened

_LITTLE = (
    r"no|not|never|nobody|no[- ]one|none|nothing|hardly(?: any)?|barely|scarcely|few|little|lack(?:s|ing)?|without|weak"
    r"|thin|scant|tiny|handful|small|sparse|shaky|patchy|poor|mixed|early(?:[- ]stage)?|preliminary|anecdotal|limited"
    r"|inconclusive|\w+n['’]t"
)
_EVIDENCE = (
    r"evidence|data|stud(?:y|ies)|trials?|research|science|figures|proof|reports|placebo|comparison group"
    r"|been (?:\w+ )?(?:proven|proved|shown|tested|published|confirmed|replicated|approved|studied)|be known"
    r"|recommends?"
)
_WANTING = (
    r"weak(?:er)?|thin(?:ner)?|scant|tiny|sparse|shak(?:y|ier)|patch(?:y|ier)|poor(?:er)?|mixed|unclear|uncertain"
    r"|unknown|unproven|early|preliminary|anecdotal|missing|limited|inconclusive|lacking|a handful|few|small|short"
    r"|no(?:t|ne|thing)?|yet to|far from|hard to (?:find|come by)|in its infancy"
)
_BENCH = (
    r"rats|mice|animals|rodents|worms|flies|rabbits|monkeys|test tubes?|(?:a |the )?dish(?:es)?|the lab(?:oratory)?"
)
_PEOPLE = (
    r"people|anyone|anybody|everyone|those|women|men|children|kids|toddlers|babies|infants|patients|adults|teenagers"
    r"|mothers|parents|users|customers|athletes|diabetics|smokers"
)
_CARE = (
    r"care|treatments?|therap(?:y|ies)|medicines?|medication|meds|chemotherapy|chemo|surgery|operations?|tablets|pills"
    r"|insulin|inhalers?|antibiotics|vaccin\w+|jabs?|mammograms?|check-?ups?|screening|scans?|colonoscop\w+|biops\w+"
    r"|appointments?|doctors?|hospitals?|diagnos\w+|exercises?|prescriptions?|symptoms|causes?|physio\w*|(?<!self-)help"
    r"|\w+ologists?|p(?:a)?ediatricians?|GP"
)
_GOODS = (
    r"brands?|products?|vials?|bottles?|samples?|jars?|capsules?|batch(?:es)?|supplements?|pills?|powders?|drops"
    r"|gummies|creams?|packets?"
)
_HARMS = (
    r"harm(?:s|ed|ful)?|hurt|damag\w+|injur\w+|kill\w*|bleed\w*|infections?|immune reactions?|clots?"
    r"|scars?|scarring|toxic\w*|burns?|poison\w*|strokes?|heart attacks?|miscarriages?|birth defects?|addict\w+"
    r"|seizures?|blindness|death|side effects|liver failure|kidney failure"
)
_DRUGS = (
    r"blood thinners?|warfarin|statins?|antidepressants?|contracepti\w+|(?:other |some |many )?(?:medicines|medications"
    r"|drugs)|alcohol|insulin|sedatives?|digoxin|ciclosporin|anticoagulants?|painkillers?"
)


class Frame(NamedTuple):
    """Name ideas that make a warning where they stand within ``gap`` characters, and what speaks against it.

    ``ordered`` ones count only in the order in which they are named.
    """

    kind: RiskKind
    ideas: tuple[str, ...]
    gap: int
    unless: str = ""
    ordered: bool = False


_GOOD_TURNS = (
    r"\b(?:improv\w*|help\w*|key to|prevent\w*|lower\w*|reduc\w+|protect\w*|fight\w*|against|treat\w*|helps?"
    r"|eas(?:e[sd]?|ing)|detect\w*|spot\w*"
    r"|find\w*|cures?|cut(?:s|ting)?|avoid\w*|surviv\w+|history of|patients with|people with|fewer|less|stop(?:s|ped)?"
    r"|no (?:more|sign|evidence|increase|link)|not? (?:raise|increase|harm|cause|damage)|kills? (?:\w+ )?(?:cancer"
    r"|tumou?r"
    r"|bacteria|germs|parasites|viruses|the virus))\b"
)
FRAMES: dict[str, Frame] = {
    "little known": Frame(
        RiskKind.EVIDENCE_LIMITATION,
        (
            rf"(?:{_LITTLE})(?: [\w-]+){{0,4}}? (?:{_EVIDENCE})(?! (?:has |have )?(?:found|finds|shows?|suggests?"
            rf"|says)\b)"
            rf"|(?:{_EVIDENCE})(?: [\w-]+){{0,4}}? (?:is|are|was|were|remains?|amounts? to|ha(?:s|ve|d)|comes?)"
            rf"(?: [\w-]+){{0,3}}? (?:{_WANTING})"
            r"|(?:benefits?|gains?|effects?) (?:is|are|was|were|remains?) (?:\w+ )?(?:slim|small|modest|tiny|disputed"
            r"|unproven)",
        ),
        100,
        r"\b(?:not only|no doubt|little doubt|(?:no|not|never)\b[^.;]{0,60}\b(?:harm\w*|danger\w*|risks?|side effects"
        r"|worse|difference))\b",
    ),
    "seen at the bench": Frame(
        RiskKind.EVIDENCE_LIMITATION,
        (
            r"(?:most|all|only|so far|nearly|mainly|largely|mostly|just|almost)",
            r"(?:stud(?:y|ies)|research|known|evidence|data|results?|findings|tests?|tested|seen|shown|work|done)",
            rf"(?:in|from|on|with) (?:\w+ )?(?:{_BENCH})",
        ),
        70,
    ),
    "money": Frame(
        RiskKind.EVIDENCE_LIMITATION,
        (
            r"(?:paid (?:by|in)|shares|stocks?|invest(?:s|ed) in|royalt\w+|patents?|payroll|bankroll\w*|stake in"
            r"|consultant|(?:financial|commercial|close) ties|(?:funded|sponsored|financed) by (?:\w+ ){0,3}?(?:firms?"
            r"|compan(?:y|ies)|makers?|manufacturers?|sellers?|industry))",
            r"(?:directors?|authors?|professors?|researchers?|scientists?|investigators?|founders?|stud(?:y|ies)"
            r"|trials?"
            r"|surveys?|experts?|doctors?|reviews?)",
        ),
        70,
    ),
    "false alarm": Frame(
        RiskKind.SAFETY_CONCERN,
        (
            r"(?:false alarms?|turn(?:s|ed)? out to be (?:nothing|benign|harmless)|benign|needless(?:ly)?|unnecessar\w+"
            r"|for nothing|overdiagnos\w+|chain of)",
            r"(?:scans?|tests?|screening|biops\w+|surgery|operat\w+|customers|patients|lumps?|spots|tumou?rs?|bills"
            r"|treatments?)",
        ),
        90,
    ),
    "people hurt": Frame(
        RiskKind.SAFETY_CONCERN,
        (
            r"(?:died|(?:\w+ )?deaths|killed|fatal(?:ly)?|lost (?:part of )?(?:his|her|their|a|an) (?:\w+ )?(?:legs?"
            r"|arms?"
            r"|kidneys?|sight|vision|hearing|li(?:fe|ves)|bab(?:y|ies)|hair|teeth|foot|fingers?|liver)|bled"
            r"|ventilators?"
            r"|(?:in|to|into) (?:hospital|intensive care)|hospitali[sz]ed|collapsed|passed out|overdosed|poisoned"
            r"|blinded"
            r"|paraly[sz]ed|sickened|(?:fell|fallen|became|been made) (?:seriously |badly )?ill|made (?:\d+ |many "
            r"|several |some )?(?:people|customers|users) ill|swollen|drowsy|dizzy)",
        ),
        0,
        r"\b(?:cells?|bacteria|tumou?rs?|suicide|natural causes|(?:a|each|every|per) year|leading cause|saved?"
        r"|prevent\w*|on the way|walk\w*|before|brought|drove)\b",
    ),
    "may harm": Frame(
        RiskKind.SAFETY_CONCERN,
        (
            r"(?:can|could|may|might|worr(?:y|ies|ied|ying)|fears?|concerns?|dangers?|dangerous|warn\w*|risks? of)",
            rf"(?:{_HARMS})",
        ),
        90,
        _GOOD_TURNS,
        ordered=True,
    ),
    "not what it says": Frame(
        RiskKind.SAFETY_CONCERN,
        (
            rf"(?:{_GOODS})",
            r"(?:contaminated|tainted|spiked|(?:contain(?:s|ed)?|held|had) (?:no|less|more|almost no|hardly any)|ranged"
            r"|varied|label(?:led|s)?|printed on|listed on|undeclared|counterfeit)",
        ),
        110,
    ),
    "must not": Frame(
        RiskKind.CONTRAINDICATION,
        (
            rf"(?:{_PEOPLE})(?:,)? (?:with|who|on|taking|under|over|whose|aged)",
            r"(?:(?:should|must|ought to|need to|had better) (?:\w+ ){0,4}?(?:not|never|only|avoid|skip|first|wait|keep"
            r" away|steer clear|stay away|ask|consult|see an?)|cannot|can['’]t|may not|mustn['’]t|shouldn['’]t)",
        ),
        80,
    ),
    "care missed": Frame(
        RiskKind.DELAY_OF_CARE,
        (
            r"(?:skip(?:s|ped|ping)?|a miss|miss(?:es|ed)? (?:out on )?(?:the|their|her|his|an?)|stop(?:s|ped|ping)?"
            r"|quit\w*|put(?:s|ting)? off|delay\w*|postpon\w*|forgo\w*|ditch\w*|abandon\w*|instead of|rather than"
            r"|paper(?:s|ed)? over|mask(?:s|ed|ing)?|hid(?:e|es|den|ing)|ignor\w*|too late|turn\w* (?:down|away from)"
            r"|swap\w*|refus\w*|cancel\w*)",
            rf"(?:{_CARE})",
        ),
        45,
    ),
    "stronger together": Frame(
        RiskKind.INTERACTION,
        (
            r"(?:mak(?:e|es|ing)|boost\w*|strengthen\w*|weaken\w*|rais\w+|lower\w*|blunt\w*|block\w*|interact\w*"
            r"|clash\w*"
            r"|mix\w*|combin\w+)",
            rf"(?:{_DRUGS})",
            r"(?:strong\w*|weak\w*|levels?|effects?|potent|work (?:less|better)|interact\w*|clash\w*|mix\w*|combin\w+"
            r"|dangerous\w*|toxic)",
        ),
        80,
    ),
    "sold as more": Frame(
        RiskKind.OVERCLAIMING,
        (
            r"(?:firms?|compan(?:y|ies)|clinics?|sellers?|influencers?|websites?|makers?|start-?ups?|brands?"
            r"|celebrit\w+"
            r"|forums?|labels?|ads?|adverts?|videos?|fans|promoters|social media|TikTok|Instagram)",
            r"(?:promis\w+|claim\w*|says?|boast\w*|insist\w*|advertis\w*|tout\w*|hail\w*|bill(?:s|ed)|swears?|market\w*"
            r"|call(?:s|ed)?|tells?)",
            r"(?:cures?|heals?|melts?|revers\w+|saved?|detox\w*|boosts?|younger|miracles?|fix(?:es)?|knits?|sheds?"
            r"|erases?"
            r"|wipes?|ends?|burns? fat)",
        ),
        90,
    ),
}


@functools.cache
def _compiled() -> tuple[tuple[str, Frame, tuple[Screened, ...], Screened | None], ...]:
    return tuple(
        (
            rule,
            frame,
            tuple(screened(rf"\b(?:{idea})(?!\w)", re.IGNORECASE) for idea in frame.ideas),
            screened(frame.unless, re.IGNORECASE) if frame.unless else None,
        )
        for rule, frame in FRAMES.items()
    )


def find_framed(sentence: str) -> Iterator[tuple[str, RiskKind, int, int]]:
    """Yield the rule, the kind and the span of each frame that a sentence fills, in the order of the table.

    The span goes on for the words of its clause, at most eight.

    >>> [rule for rule, *_ in find_framed("For children the evidence is far weaker.")]
    ['little known']
    """
    for rule, frame, ideas, unless in _compiled():
        span = _narrowest(sentence, ideas, frame)
        if span is not None and (unless is None or unless.search(sentence) is None):
            rest = _REST.match(sentence, span[1])
            yield rule, frame.kind, span[0], rest.end() if rest else span[1]


_REST = re.compile(r"(?:\s+(?!(?:and|but|so|because|while|which|who)\b)[^\s.,;:?!\"”]+){0,8}(?<!\s)")


def _narrowest(sentence: str, ideas: Sequence[Screened], frame: Frame) -> tuple[int, int] | None:
    """Return the shortest span with one place of every idea, all apart and near enough."""
    places = [[match.span() for match in idea.finditer(sentence)] for idea in ideas]
    if not all(places):
        return None
    found = []
    for chosen in product(*places):
        row = list(chosen) if frame.ordered else sorted(chosen)
        start, end = row[0][0], row[-1][1]
        apart = all(one[1] <= other[0] for one, other in pairwise(row))
        if apart and end - start <= frame.gap + _WORDS and ";" not in sentence[start:end]:
            found.append((end - start, start, end))
    return min(found)[1:] if found else None


# Letters that the ideas themselves take.
_WORDS = 40
