"""Whether a harm came up in what a sentence tells, or was there before, or is what is treated."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from extractors.claim import Argument
from extractors.document import Sentence
from extractors.screen import Screened, screened

_SOMEBODY = (
    r"patients?|people|wom[ae]n|m[ae]n|child(?:ren)?|adults?|subjects|individuals|boys?|girls?|infants?|neonates?"
    r"|those|persons?|rats|mice|animals|adolescents?|females?|males?|volunteers|survivors|recipients|famil(?:y|ies)"
    r"|siblings"
)
# Words before a harm that is what somebody has, is treated for or spared.
_TREATED = (
    rf"(?:\b(?:{_SOMEBODY}|cases?) (?:(?!present|develop|experienc|show|exhibit|admitted|report)\w+ ){{0,3}}?"
    r"(?:with|who had|having|suffering from|undergoing|whose(?: \w+)?)|history of"
    r"|(?:treatment|remission|relief|healing|cure"
    r"|resolution|disappearance) (?:of|for)"
    r"|therapy (?:of|for|in)|treat(?:s|ed|ing)?(?: \w+ for)?|management of|prevent(?:ion of|s|ed|ing)?"
    r"|prophylaxis (?:of|for|against)"
    r"|(?<!responsible )for(?: the treatment of)?(?: (?!\d)[\w-]+)?|indicated for|models? of|against|efficacy in"
    r"|effective in|diagnosis of|diagnosed with|underlying|pre-?existing|known|advanced|metastatic|refractory|untreated"
    r"|well-(?:controlled"
    r"|compensated)"
    r"|minimi[sz]\w*(?: the)? risks? of"
    r"|reliev(?:e[sd]?|ing)|(?:reduc|decreas|diminish)\w*(?: (?:of|in))?|attenuat\w+|ameliorat\w+|inhibit\w*"
    r"|protect\w* (?:against|from)|(?:lower|reduced|decreased|less|fewer|diminished) (?:\w+ )?(?:risks?|incidence"
    r"|rates?|frequency|severity|odds|numbers?) of|improv\w+|control(?:led|s)? of|resistant)"
    r"\s+(?:(?:the|a|an|his|her|their|severe|acute|chronic|advanced|early|stage|newly|diagnosed|primary|recurrent"
    r"|active|moderate|mild|mild-to-moderate|symptomatic|longstanding|long-standing|refractory|\w+[- ]resistant"
    r"|probable|suspected|(?:a )?(?:combination|form|type|episodes?|exacerbations?|attacks?|bouts?|symptoms|signs"
    r"|features) of"
    r"|\w+[- ]refractory|relapsed|relapsing-remitting|early|diffuse)\s+)*$"
)
# Words that go on with what somebody has: "with scleroderma and myositis", "multiple sclerosis (MS)".
_GOES_ON = (
    r"(?:\s?\(|,?\s(?:and|or|with|with coexistent|complicated by)\s|,\s|\)\s?(?:and|with)\s)(?:(?!who\b)[\w-]+\s){0,2}"
)
# A title says in whom: "stenosis in Wegener's granulomatosis".
_IN_THOSE_WITH = r"\s(?:in|complicating)\s(?:(?:[\w-]+\s)(?!and\b)){0,2}"
_BEGUN = (
    r"\b(?:develop(?:ed|s|ing|ment of)?|experienc(?:e[sd]?|ing)|suffer(?:ed|s|ing)?(?: from)?|complain\w* of"
    r"|present(?:ed|ing|s)? (?:with|as)|manifest\w*|sustain(?:ed|ing)|exhibit(?:ed|s|ing)?|show(?:ed|ing)"
    r"|progress\w* to"
    r"|(?:led|leads?|leading|lead) to|result\w* in|caus(?:e[sd]?|ing)|induc(?:e[sd]?|ing)|di(?:ed|es) (?:of|from)"
    r"|(?:admitted|hospitali[sz]ed|referred)(?: to (?:\w+ ){1,4})? (?:with|for|because of|due to)|revealed"
    r"|noted|noticed|became|followed by|accompanied by|got|caught|(?:fell|fallen|became) ill with|c[ao]me down with"
    r"|ended up with"
    r"|(?:describe|report|present|document|observed?|saw|had|have|evolving to)(?:ed|s)?"
    r"(?: on)?(?: here)?|(?:cases?|reports?|episodes?|occurrences?|onset|incidence|appearance|recurrence|exacerbations?"
    r"|worsening|aggravation|risks?|signs|symptoms|instances?|examples?|evidence|attacks?|clinical features|picture"
    r"|diagnosis|complications?|effects?|reactions?)"
    r" (?:of|with|such as|including|includ\w+|resembling|consistent with|:))"
    r"\s+(?:(?:the|an?|of|two|three|four|five|six|several|\d+|rare|unusual|first|new|typical)\s+)*"
    r"(?:(?!with\b|who\b|in\b|and\b|of\b|for\b|after\b)[\w-]+\s+){0,3}$"
)
_CAME_UP = (
    r"\s?(?:\([^()]{1,40}\)\s?)?(?:[\w-]+ ){0,2}?(?:occur\w*|develop(?:ed|s|ing|ment)|appear\w*|ensued|arose|emerged"
    r"|(?:was|were|has been|have been|is|are) (?:\w+ly |also |first )?(?:observed|noted|seen|diagnosed|detected|found"
    r"|attributed|thought|reported|described|considered|documented|induced|caused|recogni[sz]ed|associated|related"
    r"|unmasked|triggered|precipitated|exacerbated)"
    r"|induced|caused|secondary|due to|associated|related|attribut\w+|triggered|precipitated|unmasked|exacerbated"
    r"|aggravated|as an? (?:\w+ ){0,3}(?:complication|effect|reaction|manifestation|consequence|sequela)|during"
    r"|after|following|complicating|temporally|on)\b"
)


@functools.cache
def _compiled() -> tuple[Screened, ...]:
    return tuple(screened(raw, re.IGNORECASE) for raw in (_TREATED, _GOES_ON, _BEGUN, _CAME_UP, _IN_THOSE_WITH))


def find_present(text: str, sentence: Sentence, harms: Sequence[Argument]) -> frozenset[int]:
    """Return the starts of the harms that somebody has already, or that are treated or prevented.

    ``harms`` stand in the order of the text; what is listed with such a one is such a one.
    """
    treated, goes_on, begun, _, within = _compiled()
    found: set[int] = set()
    before: Argument | None = None
    for harm in harms:
        left = text[max(sentence.start, harm.start - 90) : harm.start]
        listed = before is not None and before.start in found and goes_on.fullmatch(text, before.end, harm.start)
        inside = before is not None and within.fullmatch(text, before.end, harm.start)
        if treated.search(left) or inside or (listed and not begun.search(left)):
            found.add(harm.start)
        before = harm
    return frozenset(found)


def is_new(text: str, sentence: Sentence, harm: Argument) -> bool:
    """Tell whether a harm came up: "developed a rash", "rash was noted", "a case of rash", or a title begins so."""
    _, _, begun, came_up, _ = _compiled()
    left = text[max(sentence.start, harm.start - 90) : harm.start]
    if begun.search(left) or came_up.match(text, harm.end, sentence.end):
        return True
    return harm.start - sentence.start <= _TITLE and len(left.split()) <= 2


# How far from its beginning the first words of a sentence reach.
_TITLE = 40
