"""Rules for nouns and adjectives of change: "a fall in Y", "lower Y than", "no difference in Y between A and B"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.claim import Predicate
from extractors.claims.frame import Frame, Place
from extractors.claims.tokens import Item
from extractors.claims.walk import COUNTED, MEASURED, Walker
from extractors.claims.words import Role, Word, listed

_EFFECTIVE = frozenset({"effective", "efficacious"})
_MEANS = listed("treatment treatments therapy therapies strategy strategies option options intervention drug agent")


_SEEN = listed("seen observed found noted detected reported confirmed revealed evident apparent find saw")


class ComparisonRules(Walker):
    """Read relations from words of change and comparison."""

    @staticmethod
    def _tells(item: Item) -> bool:
        """Tell whether a verb itself says the direction, so that the noun after it makes no claim of its own."""
        sense = item.sense
        return sense is not None and sense.role is Role.CHANGE and sense.predicate is not Predicate.CAUSES

    def _change(self, at: int, item: Item) -> Iterator[Frame]:
        """Read "reduction in pain", "pain reduction", "effect of X on Y", with who brings it."""
        sense = item.sense
        assert sense is not None
        end = self._clause_end(at)
        if sense.lemma == "affect":
            yield from self._effect_of(at, sense, end)
            return
        if sense.lemma == "differ":
            yield from self._difference(at, sense, end)
            return
        particle = self._word(at + 1)
        if self._kind(at - 1) == "verb" and self._tells(self.items[at - 1]) and particle in {"in", "of"}:
            return
        if sense.lemma == "benefit" and particle == "of":
            # "the benefits of X": X is what does good.
            return
        subjects, pronoun, held = self._holder(at, end)
        compound = self._kind(at - 1) == "np" and particle != "of"
        if particle in {"in", "of", "for", "on", "to"} and not compound:
            objects = self._objects(self._after_pronouns(at + 2), end)
            last = self._index_after(objects[-1].end) if objects else at + 2
        elif compound:
            objects, last = [self.place(at - 1)], at + 1
        else:
            return
        if not objects:
            return
        arms = [] if subjects or held else self._arms(last, end)
        base = self._base("nominal", at, sense, objects[0], end, pronoun=pronoun)
        yield from self._frames_for(subjects or arms, objects, base)

    def _effect_of(self, at: int, sense: Word, end: int) -> Iterator[Frame]:
        """Read "effect of X on Y" and "X had no effect on Y"."""
        subjects, pronoun, _ = self._holder(at, end)
        here = at + 1
        if self._word(here) == "of":
            phrase = self._phrase_after(here + 1)
            if phrase is None:
                return
            subjects, here = [self.place(phrase)], phrase + 1
            if not self._is_seen(at, end):
                return
        while here < end and self._word(here) not in {"on", "upon", "in", "for"}:
            here += 1
        objects = self._objects(self._after_pronouns(here + 1), end) if here < end else []
        if objects:
            yield from self._frames_for(
                subjects, objects, self._base("effect", at, sense, objects[0], end, pronoun=pronoun)
            )

    def _is_seen(self, at: int, end: int) -> bool:
        """Tell whether "the effect of X on Y" is stated to be there: as a bare topic it says nothing."""
        stated = any(
            item.kind == "verb" and (item.word in _SEEN or (item.sense is not None and item.sense.role is Role.LIGHT))
            for item in self.items[max(0, at - 6) : end]
        )
        return (
            stated or self._word(at - 2) == "there" or (self._kind(at - 1) == "aux" and self._kind(at - 2) == "pronoun")
        )

    def _difference(self, at: int, sense: Word, end: int) -> Iterator[Frame]:
        """Read "no difference in pain between A and B"; the sign is not said, so it is a finding only where denied."""
        first, second = self._between(at, end)
        objects: list[Place] = []
        for here in range(at + 1, min(end + 2, len(self.items))):
            if self.items[here].kind == "prep" and self._word(here) in MEASURED:
                found = self._objects(self._after_pronouns(here + 1), len(self.items))
                objects = [place for place in found if first is None or place.start != first.start]
                if objects:
                    break
        if not objects and self._kind(at - 1) == "np":
            objects = [self.place(at - 1)]
        holders = self._holder(at, end)[0]
        if not objects and first is not None:
            # "X showed no difference between A and B".
            objects, holders = holders, []
        subjects = [first] if first else holders
        if not objects and first is not None:
            # "There was no difference between A and B": what did not differ, the sentence before says.
            objects = [Place(start=first.start, end=first.start, reach_end=first.start)]
        if objects:
            base = self._base("difference", at, sense, objects[0], end)
            base = replace(base, comparator=second or base.comparator)
            yield from self._frames_for(subjects, objects, base)

    def _comparative(self, at: int, item: Item) -> Iterator[Frame]:
        """Read "X had lower pain than Y", "pain was lower in X than in Y", "lower pain was seen with X"."""
        sense = item.sense
        assert sense is not None
        end = self._clause_end(at)
        before = self._kind(at - 1)
        if sense.predicate is Predicate.APPROVED_FOR:
            yield from self._approved(at, sense, end)
            return
        if sense.predicate in {Predicate.REGULATES, Predicate.CAUSES, Predicate.INTERACTS, Predicate.TREATS}:
            # "a targeted programme", "induced sputum": such participles only name their noun.
            return
        if before == "aux" and self._word(at - 1) not in {"had", "has", "have", "having"}:
            yield from self._predicative(at, sense, end)
            return
        if sense.lemma in _EFFECTIVE:
            return
        objects = self._objects(at + 1, end) if self._kind(at + 1) in {"np", "adjective"} else []
        if not objects:
            return
        subjects, pronoun, held = self._holder(at, end)
        objects = [self._with_verb(objects[0], end)] if len(objects) == 1 else objects
        if not held:
            after = self._index_after(objects[-1].end)
            subjects = self._arms(after, end)
            comparator = self._comparator(at, end)
            if comparator is None and not any(
                self._kind(here) == "verb" and self.items[here].voice == "passive" for here in range(after, end)
            ):
                return
        yield from self._frames_for(
            subjects, objects, self._base("comparative", at, sense, objects[0], end, pronoun=pronoun)
        )

    def _with_verb(self, place: Place, end: int) -> Place:
        """Return "patients who relapsed" for "more patients relapsed in A": what is counted with what it does."""
        if place.word not in COUNTED:
            return place
        at = last = self._index_after(place.end)
        while at < end and self.items[at].kind in {"verb", "aux", "relative", "np", "to", "adjective"}:
            at, last = at + 1, at
        return replace(place, end=self.items[last].end) if at > last or self._kind(last) == "verb" else place

    def _approved(self, at: int, sense: Word, end: int) -> Iterator[Frame]:
        """Read "approved X for Y" and "approved Y treatment"; there subject and object stand in one phrase."""
        if self._kind(at + 1) == "np":
            subject = self.place(at + 1)
            target = self._arm(at + 2, end, frozenset({"for", "in", "against"})) or subject
            yield replace(self._base("approved", at, sense, target, end), subject=subject)

    def _predicative(self, at: int, sense: Word, end: int) -> Iterator[Frame]:
        objects, pronoun = self._subject(at)
        if not objects:
            return
        if sense.lemma in _EFFECTIVE and self._word(at + 1) not in {"to", "than"}:
            yield from self._effective(at, sense, objects, end, pronoun=pronoun)
            return
        if self._kind(at + 1) == "np" and not sense.lemma.endswith("likely to"):
            # "X is a stronger predictor of Y": the adjective grades another noun.
            return
        if sense.lemma.endswith("likely to"):
            yield from self._likely(at, sense, objects, end)
            return
        compared = [here for here in range(at, end) if self.items[here].kind == "compare"]
        arm = self._arm(at + 1, compared[0] if compared else end)
        first, second = self._between(at, end)
        subject = first or arm or self._fronted(at) or self._inner_arm(objects[0], at)
        if sense.lemma in {
            "superior",
            "inferior",
            "better",
            "worse",
            "effective",
            "efficacious",
            "equivalent",
            "comparable",
            "similar",
            "noninferior",
            "non-inferior",
        } and (self._word(at + 1) in {"to", "than"} or (compared and arm is None)):
            # "A was superior to B (in pain)": what is judged stands first, the outcome after.
            yield from self._judged(at, sense, objects, end, arm)
            return
        base = self._base("predicative", at, sense, objects[0], end, pronoun=pronoun)
        base = replace(base, comparator=second or base.comparator)
        yield from self._frames_for([subject] if subject else [], objects, base)

    def _effective(self, at: int, sense: Word, subjects: list[Place], end: int, *, pronoun: bool) -> Iterator[Frame]:
        """Read "X is effective against Y" and "X is an effective treatment for Y"; a gerund after it speaks itself."""
        here = at + 1 + (self._word(at + 1) in _MEANS)
        after = self._objects(here + 1, end) if self._word(here) in {"for", "against", "in"} else []
        if after:
            yield from self._frames_for(
                subjects, after, self._base("judged", at, sense, after[0], end, pronoun=pronoun)
            )

    def _likely(self, at: int, sense: Word, subjects: list[Place], end: int) -> Iterator[Frame]:
        """Read "X were more likely to relapse than Y": what they do is the outcome."""
        last = at
        while last + 1 < end and self.items[last + 1].kind in {"verb", "np", "prep", "adjective", "to", "aux"}:
            last += 1
        if last > at:
            first = self.items[at + 1]
            place = Place(start=first.start, end=self.items[last].end, reach_end=self.items[last].end, word=first.word)
            yield from self._frames_for(subjects[:1], [place], self._base("predicative", at, sense, place, end))

    def _inner_arm(self, place: Place, at: int) -> Place | None:
        """Return the arm inside the subject: "pain in the X group was lower than in Y"."""
        return self._arm(
            self._index_after(place.end), at, frozenset({"in", "with", "among", "after", "following", "for", "on"})
        )

    def _judged(self, at: int, sense: Word, subjects: list[Place], end: int, outcome: Place | None) -> Iterator[Frame]:
        target = self._arm(at + 1, end, frozenset({"in", "for", "regarding", "on", "in terms of", "with respect to"}))
        rival = self._phrase_after(at + 2)
        if (target or outcome) and rival is not None:
            place = target or outcome
            assert place is not None
            base = replace(self._base("judged", at, sense, place, end), comparator=self.place(rival))
            yield from self._frames_for(subjects, [place], base)
