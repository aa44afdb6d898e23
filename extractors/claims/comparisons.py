"""Rules for nouns and adjectives of change: "a fall in Y", "lower Y than", "no difference in Y between A and B"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.claim import Direction, Predicate
from extractors.claims.frame import Frame, Place
from extractors.claims.subjects import Subjects
from extractors.claims.tokens import Item
from extractors.claims.walk import ARMS, COUNTED, MEASURED
from extractors.claims.words import BE, COMPARATIVES, HAVE, HOLLOW, LEADING, LINKING, Role, Word, listed

# "a targeted programme", "induced sputum": such participles only name their noun.
_NAMING = frozenset({Predicate.REGULATES, Predicate.CAUSES, Predicate.INTERACTS, Predicate.TREATS})
# "more likely to be in work": what follows says the outcome.
_BEING = frozenset({"be", "be in", "have", "from", "in", "on", "to be"})
_EFFECTIVE = frozenset({"effective", "efficacious"})
_MEANS = listed("treatment treatments therapy therapies strategy strategies option options intervention drug agent")


_PARTICLES = frozenset({"in", "of", "for", "on", "to"})
_OCCURRING = listed("occurred occurs occur arose developed")
_BRINGING = listed("dependent induced mediated related associated stimulated driven evoked")
_OF_EFFECTS = {
    **dict.fromkeys(listed("inhibitory suppressive depressant inhibiting suppressing"), Direction.DECREASE),
    **dict.fromkeys(listed("little minimal negligible scant"), Direction.NO_CHANGE),
    **dict.fromkeys(listed("stimulatory stimulating enhancing activating promoting"), Direction.INCREASE),
}
_REPORTED = listed("reported experienced showed had developed achieved reached suffered received required needed")
_SEEN = listed("seen observed found noted detected reported confirmed revealed evident apparent find saw")


class ComparisonRules(Subjects):
    """Read relations from words of change and comparison."""

    @staticmethod
    def _tells(item: Item) -> bool:
        """Tell whether a verb itself says the direction, so that the noun after it makes no claim of its own."""
        sense = item.sense
        return sense is not None and sense.role is Role.CHANGE and sense.predicate is not Predicate.CAUSES

    def _change(self, at: int, item: Item) -> Iterator[Frame]:
        """Read "reduction in pain", "pain reduction", "effect of X on Y", with who brings it."""
        assert item.sense is not None
        end, particle = self._clause_end(at), self._word(at + 1)
        if item.sense.lemma == "affect":
            yield from self._effect_of(at, item.sense, end)
        elif item.sense.lemma == "differ":
            yield from self._difference(at, item.sense, end)
        elif particle in {"in", "of"} and self._kind(at - 1) == "verb" and self._tells(self.items[at - 1]):
            return
        elif item.sense.lemma != "benefit" or particle != "of":
            # "the benefits of X": X is what does good.
            yield from self._told(at, self._graded(at, item.sense), end)

    def _told(self, at: int, sense: Word, end: int) -> Iterator[Frame]:
        """Read a noun of change by what stands after it: its object, a rival or a verb of seeing."""
        subjects, pronoun, held = self._holder(at, end)
        if self._kind(at + 1) == "compare" and held:
            yield from self._beside(at, sense, end, subjects, pronoun=pronoun)
        elif self._kind(at + 1) == "aux" and self._kind(at - 1) != "np":
            yield from self._was_seen(at, sense, end)
        else:
            objects = self._of_what(at, end)
            if objects:
                last = max(at + 1, self._index_after(objects[-1].end))
                arms = [] if subjects or held else self._bringing(at) or self._arms(last, self._before_verb(last, end))
                base = self._base("nominal", at, sense, objects[0], end, pronoun=pronoun)
                yield from self._frames_for(subjects or arms, objects, base)

    def _before_verb(self, at: int, end: int) -> int:
        """Return where the next finite verb stands: what follows "a fall in X made" brings no fall; "was seen" may."""
        for here in range(at, end):
            item = self.items[here]
            links = item.sense is not None and item.sense.role is Role.LINK
            finite = item.kind in {"aux", "verb"} and (item.voice not in {"reduced", "gerund"} or links)
            if item.kind == "relative" or (finite and item.word not in _SEEN | BE | HAVE):
                return here
        return end

    def _bringing(self, at: int) -> list[Place]:
        """Return X of "X-dependent rise in Y"."""
        before = self.items[at - 1] if self._kind(at - 1) == "np" else None
        first, _, last = before.word.rpartition("-") if before is not None else ("", "", "")
        if before is None or not first or last not in _BRINGING:
            return []
        end = before.end - len(last) - 1
        return [Place(start=before.start, end=end, reach_end=end, word=first)]

    def _of_what(self, at: int, end: int) -> list[Place]:
        """Return what a noun of change is a change of: "pain reduction", "reduction in pain and fever"."""
        particle = self._word(at + 1)
        if self._kind(at - 1) == "np" and particle != "of" and self._word(at) not in LEADING and not self._bringing(at):
            return [self.place(at - 1)]
        leading = LEADING.get(self._word(at), _PARTICLES)
        return self._objects(self._after_pronouns(at + 2), end) if particle in leading else []

    def _graded(self, at: int, sense: Word) -> Word:
        """Return the sense of a change that is less than another's: a smaller fall leaves more."""
        before = self.items[at - 1].sense if self._kind(at - 1) == "adjective" else None
        if before is None or self._word(at - 1) not in COMPARATIVES or before.direction is not Direction.DECREASE:
            return sense
        turned = {Direction.INCREASE: Direction.DECREASE, Direction.DECREASE: Direction.INCREASE}
        return replace(sense, direction=turned.get(sense.direction, sense.direction))

    def _beside(self, at: int, sense: Word, end: int, subjects: list[Place], *, pronoun: bool) -> Iterator[Frame]:
        """Read "had more improvement than B in pain": what changes stands after the rival."""
        rival = self._phrase_after(at + 2)
        if rival is None or self._word(rival + 1) not in {"in", "on"}:
            return
        objects = self._objects(self._after_pronouns(rival + 2), end)
        if objects:
            yield from self._frames_for(
                subjects, objects, self._base("nominal", at, sense, objects[0], end, pronoun=pronoun)
            )

    def _was_seen(self, at: int, sense: Word, end: int) -> Iterator[Frame]:
        """Read "no change was seen in pain"."""
        here = at + 1
        while self._kind(here) == "aux":
            here += 1
        if self._word(here) not in _SEEN or self._word(here + 1) not in {"in", "for", "on", "with regard to"}:
            return
        objects = self._objects(self._after_pronouns(here + 2), end)
        if objects:
            last = self._index_after(objects[-1].end)
            yield from self._frames_for(
                self._arms(last, end), objects, self._base("nominal", at, sense, objects[0], end)
            )

    def _effect_of(self, at: int, sense: Word, end: int) -> Iterator[Frame]:
        """Read "effect of X on Y" and "X had no effect on Y", "X had an inhibitory effect on Y"."""
        sense = replace(sense, direction=_OF_EFFECTS.get(self._word(at - 1), sense.direction))
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
            if self._kind(here) == "verb" and self._word(here) not in _SEEN:
                # "the effect varies on the way".
                return
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
            stated
            or "there" in {item.word for item in self.items[max(0, at - 5) : at]}
            or (self._kind(at - 1) == "aux" and self._kind(at - 2) == "pronoun")
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
            objects = [place for place in self._spoken_of(at) if place.word not in HOLLOW][:1]
        if not objects and first is not None:
            # "There was no difference between A and B": what did not differ, the sentence before says.
            objects = [Place(start=first.start, end=first.start, reach_end=first.start)]
        if objects:
            base = self._base("difference", at, sense, objects[0], end)
            base = replace(base, comparator=second or base.comparator)
            yield from self._frames_for(subjects, objects, base)

    def _spoken_of(self, at: int) -> list[Place]:
        """Return the subject of the first verb of the sentence: "rates were 3 and 4, yet no difference was seen"."""
        first = next((here for here, item in enumerate(self.items[:at]) if item.kind in {"aux", "verb"}), None)
        return self.subjects_of(first) if first is not None and first > 0 and self._kind(first - 1) == "np" else []

    def _comparative(self, at: int, item: Item) -> Iterator[Frame]:
        """Read "X had lower pain than Y", "pain was lower in X than in Y", "lower pain was seen with X"."""
        sense = item.sense
        assert sense is not None
        end = self._clause_end(at)
        before, after = self._kind(at - 1), self._kind(at + 1)
        if sense.lemma == "different":
            yield from self._different(at, sense, end)
        elif sense.predicate is Predicate.APPROVED_FOR:
            yield from self._approved(at, sense, end)
        elif sense.predicate in _NAMING:
            return
        elif before == "aux" and self._word(at - 1) not in HAVE:
            yield from self._predicative(at, sense, end)
        elif sense.lemma in _EFFECTIVE or (self._word(at - 1) == "with" and self._word(at - 2) in COUNTED):
            # "men with raised cholesterol" are only described.
            return
        elif self._word(at - 1) in LINKING and after in {"prep", "compare"}:
            yield from self._predicative(at, sense, end, verb=at - 1)
        elif before == "np" and self._kind(at - 2) == "aux" and item.word in COMPARATIVES:
            # "was 12 minutes longer".
            yield from self._predicative(at, sense, end, verb=at - 2)
        elif self._word(at - 1) in _SEEN | _OCCURRING and before == "verb" and after in {"prep", "compare"}:
            # "relapse occurred more often with A than with B".
            yield from self._predicative(at, sense, end, verb=at - 1)
        elif before in {"np", "conj"} and after in {"prep", "compare"}:
            yield from self._bare(at, sense, end)
        elif after in {"np", "adjective"}:
            yield from self._attributive(at, sense, end)

    def _attributive(self, at: int, sense: Word, end: int) -> Iterator[Frame]:
        """Read "X had lower pain than Y" and "lower pain was seen with X"."""
        objects = self._objects(at + 1, end)
        if not objects:
            return
        subjects, pronoun, held = self._holder(at, end)
        counted = list(self._counted(at, sense, objects[0], end)) if objects[0].word in COUNTED and not held else []
        if counted:
            yield from counted
            return
        objects = [self._with_verb(objects[0], end)] if len(objects) == 1 else objects
        if not held:
            after = self._index_after(objects[-1].end)
            subjects = self._arms(after, end)
            objects = self._occurring(at) or objects
            if self._comparator(at, end) is None and not self._has_passive(after, end):
                return
        base = self._base("comparative", at, sense, objects[0], end, pronoun=pronoun)
        yield from self._frames_for(subjects, objects, base)

    def _occurring(self, at: int) -> list[Place]:
        """Return Y of "Y occurred with a higher frequency in A"."""
        led = self._word(at - 1) in {"with", "at"} and self._word(at - 2) in _OCCURRING
        return self._subject(at - 2)[0] if led else []

    def _has_passive(self, at: int, end: int) -> bool:
        return any(
            item.kind == "verb" and item.voice == "passive" and item.word in _SEEN for item in self.items[at:end]
        )

    def _different(self, at: int, sense: Word, end: int) -> Iterator[Frame]:
        """Read "pain was not different between A and B"; the sign is not said."""
        objects, pronoun = self._subject(at)
        if not objects:
            return
        first, second = self._between(at, end)
        arm = first or self._arm(at + 1, end, ARMS) or self._fronted(at) or self._inner_arm(objects[0], at)
        base = self._base("difference", at, sense, objects[0], end, pronoun=pronoun)
        base = replace(base, comparator=second or base.comparator)
        yield from self._frames_for([arm] if arm else [], objects, base)

    def _bare(self, at: int, sense: Word, end: int) -> Iterator[Frame]:
        """Read "with pain lower in A than in B" and "was raised in A and unaffected by B", where no verb is near."""
        arm = self._arm(at + 1, end)
        if arm is None or (self._kind(at - 1) == "np" and self._comparator(at + 1, end) is None):
            return
        objects = [self.place(at - 1)] if self._kind(at - 1) == "np" else self._shared(at)[0]
        if objects:
            yield from self._frames_for([arm], objects, self._base("predicative", at, sense, objects[0], end))

    def _counted(self, at: int, sense: Word, people: Place, end: int) -> Iterator[Frame]:
        """Read "fewer patients given A relapsed than B" and "more patients in the A group had pain"."""
        here = self._index_after(people.end)
        led = self._word(here)
        arm = self._phrase_after(here) if self._kind(here) in {"prep", "verb"} else None
        if arm is None or (self._kind(here) == "verb" and self.items[here].voice not in {"reduced", "gerund"}):
            return
        first = arm + 1
        rival = first + 1 if self._kind(first) == "conj" and self._kind(first + 1) == "np" else None
        first = rival + 1 if rival is not None else first
        if self._kind(first) not in {"verb", "aux"}:
            return
        last = first
        while last + 1 < end and self.items[last + 1].kind in {"verb", "np", "prep", "adjective", "to", "aux"}:
            last += 1
        told = self.items[first]
        start = (
            told.start if self._kind(first) == "verb" and told.word not in _REPORTED else self.items[first + 1].start
        )
        if last == first and start != told.start:
            return
        place = Place(start=start, end=self.items[last].end, reach_end=self.items[last].end, word=self._word(last))
        base = self._base("comparative", at, sense, place, end)
        base = replace(base, comparator=base.comparator or (self.place(rival) if rival is not None else None))
        yield from self._frames_for([replace(self.place(arm), led=led if led in ARMS else "")], [place], base)

    def _with_verb(self, place: Place, end: int) -> Place:
        """Return "patients who relapsed" for "more patients relapsed in A": what is counted with what it does."""
        if place.word not in COUNTED:
            return place
        at = last = self._index_after(place.end)
        while at < end and self.items[at].kind in {"verb", "aux", "relative", "np", "to", "adjective"}:
            if self._kind(at) == "aux" and self._word(at + 1) in _SEEN:
                break
            at, last = at + 1, at
        return replace(place, end=self.items[last].end) if at > last or self._kind(last) == "verb" else place

    def _approved(self, at: int, sense: Word, end: int) -> Iterator[Frame]:
        """Read "approved X for Y" and "approved Y treatment"; there subject and object stand in one phrase."""
        if self._kind(at + 1) == "np":
            subject = self.place(at + 1)
            target = self._arm(at + 2, end, frozenset({"for", "in", "against"})) or subject
            yield replace(self._base("approved", at, sense, target, end), subject=subject)

    def _predicative(self, at: int, sense: Word, end: int, *, verb: int | None = None) -> Iterator[Frame]:
        objects, pronoun = self._subject(at if verb is None else verb)
        if not objects:
            return
        if sense.lemma in _EFFECTIVE and self._word(at + 1) not in {"to", "than"}:
            yield from self._effective(at, sense, objects, end, pronoun=pronoun)
            return
        graded = sense.lemma in {"more", "less"} and self._comparator(at + 2, min(end, at + 6)) is not None
        if (
            graded
            and self._kind(at + 1) == "np"
            and self._kind(at + 2) == "compare"
            and self._inner_arm(objects[0], at) is None
        ):
            # "A is more toxic than B": an adjective names no outcome.
            return
        if self._kind(at + 1) == "np" and not sense.lemma.endswith("likely to") and not graded:
            # "X is a stronger predictor of Y": the adjective grades another noun.
            return
        if sense.lemma.endswith("likely to"):
            yield from self._likely(at, sense, objects, end)
            return
        compared = [here for here in range(at, end) if self.items[here].kind == "compare"]
        arm = self._arm(at + 1, compared[0] if compared else end)
        first, second = self._between(at, end)
        inner = self._inner_arm(objects[0], at)
        # "In those with X, pain with A was lower than with B": where arms are compared, the nearer one is meant.
        subject = first or arm or (inner if compared else None) or self._fronted(at) or inner
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
        for place in objects:
            target, direction = self._changed(place, base.direction) if place.change else (place, base.direction)
            fellows = self._fellows(subject, end) if subject is not None and second is None else ()
            arms = [subject, *fellows] if subject else []
            yield from self._frames_for(arms, [target], replace(base, direction=direction))

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
            here = at + 1
            while here < last and self._word(here) in _BEING:
                here += 1
            first = self.items[here]
            place = Place(start=first.start, end=self.items[last].end, reach_end=self.items[last].end, word=first.word)
            yield from self._frames_for(subjects[:1], [place], self._base("predicative", at, sense, place, end))

    def _judged(self, at: int, sense: Word, subjects: list[Place], end: int, outcome: Place | None) -> Iterator[Frame]:
        target = self._arm(at + 1, end, frozenset({"in", "for", "regarding", "on", "in terms of", "with respect to"}))
        target = target or (self._headed_by(MEASURED) if outcome is None else None)
        rival = self._phrase_after(at + 2)
        place = target or outcome
        if place is not None and rival is not None:
            base = replace(self._base("judged", at, sense, place, end), comparator=self.place(rival))
            yield from self._frames_for(subjects, [place], base)
