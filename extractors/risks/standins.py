"""Words that stand for what was named before: "it can cause kidney failure", "users reported cramps"."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.claim import Argument
from extractors.document import Sentence
from extractors.screen import Screened, screened

_GOODS = (
    r"(?:drugs?|pills?|tablets?|capsules?|drops|powders?|liquids?|creams?|gels?|injections?|jabs?|shots?|infusions?"
    r"|lozenges?|patch(?:es)?|vials?|supplements?|remed(?:y|ies)|products?|herbs?|extracts?|oils?|teas?|potions?"
    r"|mixtures?|solutions?|compounds?|substances?|chemicals?|medicines?|medications?|treatments?|therap(?:y|ies)"
    r"|vaccines?|implants?|devices?|cells|vesicles|bubbles)"
)
# What a drug does to those who get it; other things that "it" may be do not.
_DOES = (
    r"(?:(?:can|could|may|might|will|would)(?: \w+ly| also| even| still| sometimes)? (?:cause|lead|trigger|induce"
    r"|provoke|raise|increase|damage|harm|result|bring|produce|worsen|interact|put|be (?:toxic|fatal|lethal))"
    r"|(?:(?:ha[sv]e?|had) )?(?:\w+ly |also |even |sometimes )?(?:caus(?:es?|ed)|leads?|led|trigger(?:s|ed)?"
    r"|induc(?:es?|ed)|provok(?:es?|ed)|rais(?:es?|ed)|increas(?:es?|ed)|damag(?:es?|ed)|result(?:s|ed)|worsen(?:s|ed)"
    r"|(?:been |is |are )?(?:linked|tied|associated|connected) (?:to|with)))\b"
)
_OPENING = (
    r"(?:(?:but|and|yet|so|still|worse|also|however|in (?:rare|some|many) cases|at high doses|rarely|sometimes),? )*"
)
_PATTERN = (
    rf"^{_OPENING}(?P<first>(?:it|they|these|this|(?:the|these|this|such) (?:[\w-]+ )?{_GOODS}))(?= {_DOES})"
    r"|\b(?P<people>(?:users|takers|customers|clients|drinkers|buyers))(?= (?:\w+ )?(?:have|had|report|develop|suffer"
    r"|experienc|complain|may|can|could|might|went|ended|fell|became|got|died)\w*\b)"
    rf"|\b(?:after|from|by|to|with|on|taking|using|of|against|inject\w+|swallow\w+|drinking) "
    rf"(?P<goods>(?:the|these|this|such) {_GOODS})\b"
    r"|\b(?:linked|tied|connected|attributed|traced|blamed) (?P<object>it|them|the \w+)(?= (?:to|with|for)\b)"
)


@functools.cache
def _pattern() -> Screened:
    return screened(_PATTERN, re.IGNORECASE)


def stand_in(sentence: Sentence, meant: Argument | None) -> Argument | None:
    """Return the words of a sentence that stand for an agent named before, with its ids; None where none do.

    ``meant`` is what was spoken of. The words are "it" and "these drops" before what a drug does, those who take it,
    and a product with "the" after a word of use.
    """
    if meant is None:
        return None
    for match in _pattern().finditer(sentence.text):
        name = match.lastgroup
        if name is not None:
            start, end = match.span(name)
            return replace(meant, start=sentence.start + start, end=sentence.start + end, text=match[name])
    return None


def topic(agents: Sequence[Argument], title_end: int) -> Argument | None:
    """Return the agent that a text is about: the only one of its title, or the one named far more than all others."""
    titled = {agent.key: agent for agent in agents if agent.end <= title_end}
    if len(titled) == 1:
        return next(iter(titled.values()))
    counts = Counter(agent.key for agent in agents).most_common(2)
    if not counts or counts[0][1] < _OFTEN or (len(counts) > 1 and counts[0][1] < _FAR * counts[1][1]):
        return None
    return next(agent for agent in agents if agent.key == counts[0][0])


# How often a topic is named at least, and how many times as often as the next.
_OFTEN, _FAR = 3, 2


class Spoken:
    """Keep what a text spoke of last, sentence by sentence; ``about`` is what it speaks of where nothing else is named.

    ``memory`` is for how many sentences a name is meant by "it".
    """

    def __init__(self, about: Argument | None, memory: int) -> None:
        self._about, self._memory = about, memory
        self._last: Argument | None = None
        self._since = 0

    def hear(self, agents: Sequence[Argument]) -> None:
        """Take note of the agents of one more sentence."""
        self._since += 1
        if agents:
            self._last = agents[0] if len({agent.key for agent in agents}) == 1 else None
            self._since = 0

    @property
    def of(self) -> Argument | None:
        """Return what is meant now: what the last sentences named alone, else what the text is about."""
        return self._last if self._last is not None and self._since < self._memory else self._about
