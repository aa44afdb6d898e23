"""The sides of a comparison: who has a change, and against whom it is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.claims.adjectives import is_adjective
from extractors.claims.frame import Frame, Place
from extractors.claims.heads import HOLLOW, TAKING
from extractors.claims.walk import Walker
from extractors.claims.words import Role, Word, listed

ARMS = frozenset({"in", "for", "with", "among", "within", "by", "after", "following", "during", "on", "at", "under"})
GIVERS = frozenset(
    {"by", "with", "after", "following", "through", "via", "from", "upon", "during", "due to", "because of", "using"}
    | {
        "secondary to",
        "in response to",
        "owing to",
        "as a result of",
        "as a consequence of",
        "under",
        "in",
        "on",
        "for",
    }
)
MEASURED = frozenset(
    {"in", "of", "for", "on", "in terms of", "with respect to", "with regard to", "regarding", "concerning"}
)
# "between the weekly and daily groups".
_HALVES = listed(
    "obese lean weekly daily monthly early late low high young old older younger male female risk standard single "
    "normal"
)
# "rose by 0.3 mmol/l".
_RATE = re.compile(r"[a-zµμ]{1,5}/(?:[dmµμ]?l|min|m?g|kg|m2?|h|d|day|week|month|year)")
_NO_ARM = frozenset({"unlike", "despite", "from", "at"})


def takes(place: Place) -> bool:
    """Tell whether a phrase says that something is taken away or held up, and what: "loss of X"."""
    return place.change or (place.word in TAKING and place.end - place.start > len(place.word))


class Sides(Walker):
    """Find arms and comparators; every index is one of ``items``."""

    def _comparator(self, at: int, end: int) -> Place | None:
        for here in range(at, end):
            if self.items[here].kind == "compare":
                phrase = self._phrase_after(here + 1)
                if phrase is None:
                    return None
                rival = self._lacking(phrase) or self.place(phrase)
                of = self._word(here + 1) in {"that", "those"} and self._word(here + 2) == "of"
                return replace(rival, led="that of") if of and phrase == here + 3 else rival
        return None

    def _lacking(self, at: int) -> Place | None:
        """Return "without X" of "those without X" where a phrase is X: nothing is said of X itself."""
        if self._word(at - 1) != "without" or self._kind(at - 2) not in {
            "prep",
            "compare",
            "pronoun",
            "comma",
            "relative",
        }:
            return None
        end = self.items[at].end
        return Place(start=self.items[at - 1].start, end=end, reach_end=end, word=self._word(at), led="without")

    def _arm(self, at: int, end: int, prepositions: frozenset[str] = ARMS) -> Place | None:
        """Return the phrase of the first "in", "with", "after" ... from an item to the end of its clause."""
        for here in range(at, end):
            item = self.items[here]
            if item.kind == "compare" or (item.kind == "conj" and self._opens_change(here + 1)):
                return None
            if item.kind in {"prep", "cause"} and item.word in prepositions:
                if item.word == "by" and (
                    self._kind(here + 1) in {"prep", "compare", ""}
                    or _RATE.fullmatch(self._word(here + 1))
                    or self._is_before(here, at)
                ):
                    # "fell by 8 % over the year": the number is gone, and what follows is no agent, nor the unit of
                    # the number; nor is what stands in "rose before the detection of X by Y".
                    continue
                if self._kind(here + 1) == "change" and self._word(here + 2) in {"of", "in"}:
                    # "by the loss of X".
                    return replace(self._whole(here + 1), led=item.word)
                phrase = self._phrase_after(here + 1)
                if phrase is not None and phrase < end and self._word(phrase) not in HOLLOW:
                    return replace(self._with_change(phrase), led=item.word)
        return None

    def _opens_change(self, at: int) -> bool:
        """Tell whether a phrase tells of another change: "a rise in A and a fall in B"."""
        while self._kind(at) == "adjective":
            at += 1
        return self._kind(at) == "change" and self._word(at + 1) in {"in", "of"}

    def _is_before(self, at: int, first: int) -> bool:
        """Tell whether the phrase before an item says only before or until when."""
        return at - 2 >= first and self._kind(at - 1) == "np" and self._word(at - 2) in {"before", "until", "prior to"}

    def _fronted(self, at: int) -> Place | None:
        """Return the phrase of "In the X group, ..." at the beginning of the clause."""
        for here in range(at - 1, -1, -1):
            if self.items[here].kind == "comma" and here > 0 and self.items[here - 1].kind == "np":
                start = here - 1
                while start > 0 and self._kind(start - 1) in {"np", "prep", "cause", "verb", "compare"}:
                    start -= 1
                if self._kind(start) in {"prep", "cause", "compare"} and (
                    start == 0 or self._kind(start - 1) in {"comma", "stop"}
                ):
                    phrase = self._phrase_after(start + 1)
                    compared = self._kind(start) == "compare" or self._word(start) in _NO_ARM
                    named = phrase is not None and self._word(phrase) not in HOLLOW
                    return self.place(phrase) if phrase is not None and named and not compared else None
        return None

    def _headed_by(self, prepositions: frozenset[str]) -> Place | None:
        """Return the phrase of "With respect to pain, ..." at the beginning of the sentence."""
        comma = next((here for here, item in enumerate(self.items) if item.kind == "comma"), None)
        if comma is None or self._word(0) not in prepositions or self._kind(0) != "prep":
            return None
        phrase = self._phrase_after(1)
        return self.place(phrase) if phrase is not None and phrase < comma else None

    def _fronted_comparator(self, at: int) -> Place | None:
        """Return the phrase of "Compared with X, ..." at the beginning of the sentence."""
        if self._kind(0) != "compare":
            return None
        comma = next((here for here in range(1, at) if self._kind(here) == "comma"), None)
        phrase = self._phrase_after(1) if comma is not None else None
        return self.place(phrase) if phrase is not None and comma is not None and phrase < comma else None

    def _inserted_comparator(self, at: int) -> Place | None:
        """Return B of "A compared with B lowered Y" and of "A, compared with B, lowered Y"."""
        here = at - 1
        while here >= 0 and (self._kind(here) in {"aux", "to"} or self._carries(here)):
            here -= 1
        here -= self._kind(here) == "comma"
        head = self._compared_head(here)
        return self.place(head) if head is not None else None

    def _carries(self, at: int) -> bool:
        """Tell whether an item is a verb that only carries a word of change, or the preposition after it."""
        item = self.items[at - 1] if self._kind(at) == "prep" and at else self.items[at]
        return item.kind == "verb" and item.sense is not None and item.sense.role is Role.LIGHT

    def _compared_head(self, at: int) -> int | None:
        """Return the head of the chain that ends at an item where "compared with" leads it and a phrase goes before."""
        if self._kind(at) != "np":
            return None
        head = self._chain(at)[0]
        led = self._kind(head - 1) == "compare" and self._word(head - 1) != "than"
        return (
            head
            if led and self._kind(head - 2) in {"np", "comma"} and head > 2 - (self._kind(head - 2) == "np")
            else None
        )

    def _frames_for(self, subjects: list[Place], objects: list[Place], base: Frame) -> Iterator[Frame]:
        holders: Sequence[Place | None] = subjects or [None]
        for subject in holders:
            for order, place in enumerate(objects):
                yield replace(base, subject=subject, object=place, order=order)

    def _base(self, rule: str, at: int, sense: Word, place: Place, end: int, *, pronoun: bool = False) -> Frame:
        item = self.items[at]
        return Frame(
            rule=rule,
            predicate=sense.predicate,
            direction=sense.direction,
            object=place,
            trigger_start=item.start,
            trigger_end=item.end,
            comparator=self._comparator(at + 1, end) or self._fronted_comparator(at) or self._inserted_comparator(at),
            pronoun=pronoun,
        )

    def _between(self, at: int, end: int) -> tuple[Place | None, Place | None]:
        for here in range(at, min(end + 3, len(self.items))):
            if self._word(here) in {"among", "amongst"} and self._arm(at + 1, here) is not None:
                # "higher in A and lower among B".
                return None, None
            if self._word(here) in {"between", "among", "amongst"}:
                phrase = self._phrase_after(here + 1)
                if phrase is None:
                    return None, None
                if self._word(phrase + 1) in {"and", "versus", "vs", "or"} and self._kind(phrase + 2) == "np":
                    if self._is_half(phrase):
                        return replace(self.place(phrase + 2), start=self.items[phrase].start, led="both"), None
                    return self.place(phrase), self.place(phrase + 2)
                return self.place(phrase), None
        return None, None

    def _is_half(self, at: int) -> bool:
        """Tell whether a phrase is one adjective, whose noun stands after the next: "between obese and lean mice"."""
        item = self.items[at]
        return item.end - item.start == len(item.word) and (is_adjective(item.word) or item.word in _HALVES)

    def _arms(self, at: int, end: int) -> list[Place]:
        """Return who brings a change, by the prepositions after it or at the head: "in A and in B"."""
        arm = self._arm(at, end, GIVERS) or self._fronted(at)
        if arm is None:
            return []
        return [arm, *self._fellows(arm, end)]

    def _fellows(self, arm: Place, end: int) -> Iterator[Place]:
        """Yield what is joined to an arm: "in A and in B", "by A and B"."""
        here = self._index_after(arm.end)
        while self._kind(here) == "conj" and self._word(here) != "but" and here + 1 < end:
            here += 2 if self._word(here + 1) == arm.led else 1
            follows = self._kind(here + 1) in {"", "comma", "stop", "compare", "relative", "conj", "prep"}
            if self._kind(here) != "np" or not follows:
                return
            fellow = replace(self.place(here), led=arm.led)
            lost = takes(arm) and fellow.word not in TAKING
            yield replace(fellow, whole=(arm.start, fellow.end)) if lost else fellow
            here += 1

    def _inner_arm(self, place: Place, at: int) -> Place | None:
        """Return the arm inside the subject: "pain in the X group was lower than in Y"."""
        first = self._index_after(place.end)
        arm = self._arm(first, at, frozenset({"in", "with", "within", "among", "after", "following"}))
        return arm or self._arm(first, at, frozenset({"for", "on"}))
