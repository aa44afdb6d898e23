"""Rules for adjectives of change: "lower Y than", "Y was not different between A and B", "A was superior to B"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.claim import Direction, Predicate
from extractors.claims.frame import Frame, Place
from extractors.claims.function_words import HAVE
from extractors.claims.heads import COUNTED, PEOPLE
from extractors.claims.sides import ARMS, MEASURED
from extractors.claims.subjects import Subjects
from extractors.claims.tokens import Item
from extractors.claims.words import COMPARATIVES, LINKING, SEEN, Word, listed

# "a targeted programme", "induced sputum": such participles only name their noun.
_SORTS = listed(
    "delay stimulate support restrict limit extend kill block clear control cut encourage favor favour facilitate"
)
_NAMING = frozenset({Predicate.REGULATES, Predicate.CAUSES, Predicate.INTERACTS, Predicate.TREATS})
# "more likely to be in work": what follows says the outcome.
_BEING = frozenset({"be", "be in", "have", "from", "in", "on", "to be"})
_EFFECTIVE = frozenset({"effective", "efficacious"})
_MEANS = listed("treatment treatments therapy therapies strategy strategies option options intervention drug agent")


_ALIKE = frozenset({"similar", "comparable", "equivalent", "equal", "identical"})
_NEEDED = frozenset({"needed", "required"})
_OCCURRING = listed("occurred occurs occur arose developed")
_REPORTED = listed(
    "reported experienced showed had developed achieved reached suffered received required needed underwent attained"
)
_DONE_WITH = frozenset({"verb", "np", "prep", "adjective", "to", "aux", "change"})
_WHEN = frozenset({"during", "within", "by"})
# What was done with people before anything was given them.
_CHOSEN = listed(
    "randomised randomized assigned allocated included enrolled recruited analysed analyzed excluded screened selected"
)


class ComparisonRules(Subjects):
    """Read relations from adjectives of change and comparison."""

    def _comparative(self, at: int, item: Item) -> Iterator[Frame]:
        """Read "X had lower pain than Y", "pain was lower in X than in Y", "lower pain was seen with X"."""
        sense = item.sense
        assert sense is not None
        end = self._clause_end(at)
        before, after = self._kind(at - 1), self._kind(at + 1)
        if sense.lemma == "different":
            yield from self._different(at, sense, end)
        elif sense.lemma in _EFFECTIVE and self._word(at - 1) == self._word(at + 1) == "as":
            yield from self._as_good(at, sense, end)
        elif sense.predicate is Predicate.APPROVED_FOR:
            yield from self._approved(at, sense, end)
        elif sense.predicate in _NAMING or (sense.lemma in _SORTS and before != "aux"):
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
        elif self._word(at - 1) in SEEN | _OCCURRING and before == "verb" and after in {"prep", "compare"}:
            # "relapse occurred more often with A than with B".
            yield from self._predicative(at, sense, end, verb=at - 1)
        elif before in {"np", "conj"} and after in {"prep", "compare"}:
            yield from self._bare(at, sense, end)
        elif after in {"np", "adjective"}:
            yield from self._attributive(at, sense, end)

    def _as_good(self, at: int, sense: Word, end: int) -> Iterator[Frame]:
        """Read "X is as effective as Y in lowering pain" and "in the prevention of pain": they do not differ."""
        rival = self._phrase_after(at + 2)
        led = next((here for here in range(rival or end, end) if self._word(here) in {"in", "for", "at"}), None)
        subjects, pronoun = self._subject(at - 1)
        if rival is None or led is None or not subjects:
            return
        first = led + 1
        if self._kind(first) == "change" and self._word(first + 1) in {"of", "in"}:
            first += 2
        first += self._kind(first) == "verb" and self.items[first].voice == "gerund"
        objects = self._objects(first, end)
        if objects:
            alike = replace(sense, predicate=Predicate.AFFECTS, direction=Direction.NO_CHANGE)
            base = self._base("judged", at, alike, objects[0], end, pronoun=pronoun)
            yield from self._frames_for(subjects, objects, replace(base, comparator=self.place(rival)))

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
        telling = SEEN | _NEEDED
        return any(
            item.kind == "verb" and item.voice == "passive" and item.word in telling for item in self.items[at:end]
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
        """Read "fewer patients given A (than B) relapsed", "more in the A group had X" and "fewer A patients had X"."""
        arm, rival, first = self._counted_arms(people)
        told = self.items[first] if arm is not None and self._kind(first) in {"verb", "aux"} else None
        if arm is None or told is None or told.voice == "gerund":
            return
        last = what = first + (self._kind(first + 1) == "conj")
        while last + 1 < end and self.items[last + 1].kind in _DONE_WITH and self._word(last + 1) not in _WHEN:
            last += 1
        tells = told.kind == "verb" and told.word not in _REPORTED
        if (last == first and not tells) or self._word(first + (told.kind == "aux")) in _CHOSEN:
            return
        done = self.items[last]
        start = told.start if tells else self.items[what + 1].start
        place = Place(start=start, end=done.end, reach_end=done.end, word=done.word, led="who")
        base = self._base("comparative", at, sense, place, end)
        yield from self._frames_for([arm], [place], replace(base, comparator=base.comparator or rival))

    def _counted_arms(self, people: Place) -> tuple[Place | None, Place | None, int]:
        """Return whose people are counted, against whom, and where stands what they did."""
        here = self._index_after(people.end)
        if people.end - people.start > len(people.word) and people.word in PEOPLE:
            return replace(people, led="sort"), None, here
        led = self._word(here)
        arm = self._phrase_after(here) if self._kind(here) in {"prep", "verb"} else None
        if arm is None or (self._kind(here) == "verb" and self.items[here].voice not in {"reduced", "gerund"}):
            return None, None, here
        rival = arm + 2 if self._kind(arm + 1) == "conj" and self._kind(arm + 2) == "np" else None
        rival = self._phrase_after(arm + 2) if self._kind(arm + 1) == "compare" else rival
        place = replace(self.place(arm), led=led if led in ARMS else "")
        return place, self.place(rival) if rival is not None else None, (arm if rival is None else rival) + 1

    def _with_verb(self, place: Place, end: int) -> Place:
        """Return "patients who relapsed" for "more patients relapsed in A": what is counted with what it does."""
        if place.word not in COUNTED:
            return place
        at = last = self._index_after(place.end)
        while at < end and self.items[at].kind in {"verb", "aux", "relative", "np", "to", "adjective"}:
            if self._kind(at) == "aux" and self._word(at + 1) in SEEN:
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
        if not objects or (sense.lemma in {"better", "worse"} and self._word(at + 1) == "off"):
            # "Those with X are better off without it": whoever has X, not X, fares better.
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
        if sense.lemma.endswith("likely to") or (sense.lemma.endswith("likely") and self._kind(at + 1) == "compare"):
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
            if sense.lemma in _ALIKE and len(arms) == 2 and base.comparator is None:
                # "similar in A and B".
                arms, base = arms[:1], replace(base, comparator=arms[1])
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
        """Read "X were more likely to relapse than Y" and "than Y to relapse": what they do is the outcome."""
        to = at
        if not sense.lemma.endswith("to"):
            to = next((here for here in range(at + 2, len(self.items)) if self.items[here].kind == "to"), at)
            end = len(self.items) if to > at else to
        last = to
        while last + 1 < end and self.items[last + 1].kind in {"verb", "np", "prep", "adjective", "to", "aux"}:
            last += 1
        if last > to:
            here = to + 1
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
