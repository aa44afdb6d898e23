"""Steps over a parsed sentence: the reach of a phrase, the chain that it is part of, the end of a clause, objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.claim import Direction
from extractors.claims.frame import Place
from extractors.claims.groups import CARRIERS
from extractors.claims.heads import BARE, UNITS
from extractors.claims.tokens import Item
from extractors.claims.words import COMPARATIVES

FINITE = frozenset({"active", "passive", "intransitive"})
_STOPS = frozenset({"stop"})
_THINGS = frozenset({"np", "change", "link"})


class Walker:
    """Walk over the items of one sentence; every index is one of ``items``."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items

    def _kind(self, at: int) -> str:
        return self.items[at].kind if 0 <= at < len(self.items) else ""

    def _word(self, at: int) -> str:
        return self.items[at].word if 0 <= at < len(self.items) else ""

    def place(self, at: int) -> Place:
        """Return the noun phrase at an index with its modifiers within reach."""
        item = self.items[at]
        start, end = item.start, item.end
        if self._word(at - 1) in {"treated", "untreated"} and item.word in CARRIERS:
            start = self.items[at - 1].start
        led = {"for", "on", "to", "in"} if item.word in {"change", "changes"} else {"for", "on"}
        if item.word in BARE and end - item.start == len(item.word) and self._word(at + 1) in led:
            # "the score for pain" is of pain.
            end = self.items[at + 2].end if self._kind(at + 2) == "np" else end
        return Place(start=start, end=end, reach_end=max(end, self._reach(at)), word=item.word)

    def _reach(self, at: int) -> int:
        """Return where the modifiers of a phrase end: "patients treated with aspirin", "cells lacking TP53"."""
        end = self.items[at].end
        at += 1
        while at < len(self.items):
            item = self.items[at]
            reduced = item.kind == "verb" and item.voice in {"reduced", "gerund"}
            if not reduced and item.kind not in {"prep", "np"}:
                break
            if item.kind == "np":
                end = item.end
            at += 1
        return end

    def _phrase_after(self, at: int) -> int | None:
        """Return the first noun phrase after a preposition, a verb or "than", stepping over "that in" and gerunds."""
        while at < len(self.items):
            item = self.items[at]
            if item.kind == "np":
                return at
            gerund = item.kind == "verb" and item.voice in {"gerund", "reduced"}
            if item.kind not in {"prep", "pronoun", "adjective", "compare"} and not gerund and item.word != "that":
                return None
            at += 1
        return None

    def _clause_end(self, at: int) -> int:
        """Return the index where the clause of an item ends: a stop, a subordinate, or a new subject with its verb."""
        for here in range(at + 1, len(self.items)):
            item = self.items[here]
            if item.kind in _STOPS or (item.kind == "relative" and item.word not in {"that", "rather than", "such as"}):
                return here
            if item.kind in {"comma", "conj"} and self._starts_clause(here + 1):
                return here
        return len(self.items)

    def _starts_clause(self, at: int) -> bool:
        if self._kind(at) == "conj":
            at += 1
        if self._kind(at) not in {"np", "pronoun", "adjective", "change"}:
            return False
        after = at + 1
        while self._kind(after) in {"np", "prep", "to"} or (self._kind(after) == "conj" and self._is_long(at, after)):
            after += 1
        return self._kind(after) == "aux" or (self._kind(after) == "verb" and self.items[after].voice in FINITE)

    def _is_long(self, at: int, here: int) -> bool:
        """Tell whether a conjunction joins what completes a phrase: "the binding of A with B and C is"."""
        return self._kind(here + 1) == "np" and any(self._kind(step) == "prep" for step in range(at, here))

    def _chain(self, at: int) -> list[int]:
        """Walk left from a phrase to the head of its chain ("use of X in Y", "cells given X") and add its fellows."""
        heads = [at]
        while at > 1:
            outer = self._outer(at)
            if outer is not None:
                at, heads = outer, [outer]
                continue
            fellow = self._fellow(at, listed=len(heads) > 1)
            if fellow is None:
                break
            heads = [fellow, *heads] if len(heads) < 4 else heads
            at = fellow
        return heads

    def _outer(self, at: int) -> int | None:
        """Return the phrase that a phrase only completes: what it is of, in or for, or what was given it."""
        before, earlier = self.items[at - 1], self.items[at - 2]
        led = before.kind == "prep" or (before.kind == "cause" and before.word not in {"because of", "owing to"})
        if (led or before.kind == "to") and earlier.kind in _THINGS:
            return at - 2
        if led and earlier.kind == "verb" and earlier.voice != "active":
            return self._participle_head(at - 2)
        if (led or before.kind == "to") and earlier.word == "given" and self._kind(at - 3) == "np":
            return at - 3
        return self._outer_by_verb(at) if before.kind == "verb" else None

    def _outer_by_verb(self, at: int) -> int | None:
        """Return X of "X lacking Y", "X used to reach Y", "X by treating Y" and "X to reach Y"."""
        before, earlier = self.items[at - 1], self.items[at - 2]
        if before.voice == "gerund" and earlier.kind == "np":
            return at - 2
        if earlier.kind == "to" and at > 3 and self.items[at - 3].voice == "reduced":
            return self._participle_head(at - 3)
        completes = earlier.kind == "to" or (before.voice == "gerund" and earlier.kind == "prep")
        return at - 3 if completes and self._kind(at - 3) in _THINGS else None

    def _fellow(self, at: int, *, listed: bool) -> int | None:
        """Return the phrase that an "and" or, in a list, a comma joins to one from before."""
        before, earlier = self.items[at - 1], self.items[at - 2]
        if before.kind == "conj" and earlier.kind == "np":
            # "fever was treated with A and pain was": the second is the subject of a clause of its own.
            told = (
                self._kind(at - 3) == "prep" and self._kind(at - 4) == "verb" and self.items[at - 4].voice == "passive"
            )
            return None if told else at - 2
        if before.kind == "conj" and earlier.kind == "comma" and self._lists(at - 3):
            # "A, B, and C".
            return at - 3
        joined = before.kind == "comma" and earlier.kind == "np" and listed
        told = self._kind(at - 3) == "prep" and self._word(at - 3) != "of" and not self._reduces(at - 4)
        return at - 2 if joined and not told and self._kind(at - 3) != "verb" and not self._is_fronted(at - 2) else None

    def _is_fronted(self, at: int) -> bool:
        """Tell whether a phrase only opens its clause: "In contrast to A and B, C and D lowered Y"."""
        while self._kind(at) in {"np", "conj", "prep", "compare", "cause"} or self._reduces(at):
            at -= 1
        opens = self._kind(at + 1) in {"prep", "compare", "cause"} and self._word(at + 1) != "of"
        return opens and self._kind(at) in {"", "comma", "stop", "relative"}

    def _reduces(self, at: int) -> bool:
        return self._kind(at) == "verb" and self.items[at].voice in {"reduced", "gerund"}

    def _lists(self, at: int) -> bool:
        """Tell whether a phrase is the second of a list at least: "A, B" before ", and C"."""
        return self._kind(at) == "np" and self._kind(at - 1) == "comma" and self._kind(at - 2) == "np"

    def _participle_head(self, at: int) -> int | None:
        """Return the phrase that a participle belongs to, stepping over "loaded with A and modified with"."""
        if self._kind(at - 1) == "conj":
            at -= 1
            while at > 0 and self.items[at].kind in {"np", "prep", "conj"}:
                at -= 1
            if self.items[at].kind != "verb":
                return None
        if self._kind(at - 1) == "comma":
            at -= 1
        return at - 1 if self._kind(at - 1) == "np" else None

    def _whole(self, at: int) -> Place:
        """Return a phrase; one that a noun of change heads with what it is a change of: "reduction in pain"."""
        place = self.place(at)
        if self._kind(at) != "change":
            return place
        after = self.place(at + 2) if self._word(at + 1) in {"in", "of"} and self._kind(at + 2) == "np" else place
        before = self.items[at - 1].start if self._kind(at - 1) == "np" and after is place else place.start
        return Place(start=before, end=after.end, reach_end=after.reach_end, word=after.word, change=True)

    def _changed(self, place: Place, direction: Direction) -> tuple[Place, Direction]:
        """Return what changes and which way where the change itself grows: a greater fall in pain is less pain."""
        at = self._index_after(place.start)
        if self._kind(at) == "np" and self._kind(at + 1) == "change":
            inner, sense = self.place(at), self.items[at + 1].sense
        elif self._kind(at) == "change" and self._kind(at + 2) == "np":
            inner, sense = self.place(at + 2), self.items[at].sense
        else:
            return place, direction
        own = sense.direction if sense is not None else Direction.NONE
        if own is Direction.INCREASE:
            return inner, direction
        if own is Direction.DECREASE:
            turned = {Direction.INCREASE: Direction.DECREASE, Direction.DECREASE: Direction.INCREASE}
            return inner, turned.get(direction, direction)
        return place, direction

    def _objects(self, at: int, end: int, *, graded: bool = False) -> list[Place]:
        """Return the coordinated noun phrases that start at an item, up to the end of the clause.

        With ``graded`` the list goes on over "and lower Y", which elsewhere speaks for itself.
        """
        found: list[Place] = []
        denied = False
        while at < end and self._kind(at) in {"np", "change", "adjective", "pronoun", "verb"}:
            if self._kind(at) != "np":
                # "increased apoptosis", "reduction of pain": the change within an object is not its name.
                skip = self._kind(at) in {"adjective", "pronoun"} or (
                    self._kind(at) == "verb" and self.items[at].voice == "gerund"
                )
                if not skip or (not found and self._kind(at + 1) != "np"):
                    break
                at += 1
                continue
            stretched = self._with_change(at)
            found.append(replace(stretched, led="but") if denied else stretched)
            at = self._index_after(stretched.end)
            at = self._step_over_amount(self._step_over_places(at, end))
            step = self._next_conjunct(at, end, graded=graded)
            if len(found) > 1 or step is not None:
                found[-1] = replace(found[-1], whole=self._list_around(found, step))
            if step is None:
                break
            # "lowered A, but not B".
            denied = denied or any(item.word == "but" for item in self.items[at:step])
            at = step
        return found

    def _list_around(self, found: Sequence[Place], step: int | None) -> tuple[int, int]:
        """Return the span of the last phrase with the one before it, if any is, and else with the next."""
        last = found[-1]
        if len(found) > 1:
            return found[-2].start, last.end
        return last.start, self.items[step].end if step is not None else last.end

    def objects_at(self, at: int) -> list[Place]:
        """Return the coordinated noun phrases that start at an item, within its clause."""
        at = self._after_pronouns(at)
        return [self._whole(at)] if self._kind(at) == "change" else self._objects(at, self._clause_end(at - 1))

    def _with_change(self, at: int) -> Place:
        """Return a phrase with a noun of change that ends it: "dormancy induction", "AKT activation"."""
        place = self.place(at)
        if self._kind(at + 1) == "change" and self._word(at + 2) != "of":
            item = self.items[at + 1]
            return replace(place, end=item.end, reach_end=item.end, word=item.word)
        if place.word in BARE and self._word(at + 1) == "of" and self._kind(at + 2) == "change":
            # "the odds of relapse", "the degree of improvement".
            item = self.items[at + 2]
            return replace(place, end=item.end, reach_end=max(place.reach_end, item.end), word=item.word)
        return place

    def _index_after(self, end: int) -> int:
        return next((at for at, item in enumerate(self.items) if item.start >= end), len(self.items))

    def _step_over_places(self, at: int, end: int) -> int:
        """Step over "in mice" and "of the liver" where a further conjunct follows them."""
        here = at
        while here < end and self._kind(here) == "prep" and self._kind(here + 1) == "np":
            here += 2
        return here if here < end and self._kind(here) == "comma" else at

    def _step_over_amount(self, at: int) -> int:
        """Step over "by 18%" and "by 2 kg" before a further conjunct; the numbers are no items."""
        if self._word(at) != "by":
            return at
        after = at + 1 + (self._word(at + 1) in UNITS)
        return after if self._kind(after) in {"comma", "conj"} else at

    def _next_conjunct(self, at: int, end: int, *, graded: bool = False) -> int | None:
        here = at
        while here < end and self._kind(here) in {"comma", "conj"}:
            here += 1
        if here == at or here >= end or self._starts_clause(here):
            return None
        if self._kind(here) == "prep" and self._kind(here - 1) == "conj" and self._word(here) == self._word(at - 2):
            # "associated with A and with B".
            here += 1
        while self._kind(here) == "adjective":
            if self._word(here) in COMPARATIVES and not graded:
                # "higher A and lower B": the second speaks for itself.
                return None
            here += 1
        after = self._kind(here + 1)
        followed = after == "verb" and self.items[here + 1].voice in {"active", "passive", "intransitive"}
        return here if self._kind(here) == "np" and after != "aux" and not followed else None

    def _after_pronouns(self, at: int) -> int:
        while self._kind(at) in {"pronoun", "adjective"} and self._kind(at + 1) in {"np", "adjective"}:
            at += 1
        return at
