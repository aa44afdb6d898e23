"""Rules for verbs and nouns that join two things: "X lowers Y", "Y was lowered by X", "X is linked to Y"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.claim import Direction, Predicate
from extractors.claims.frame import Frame, Place
from extractors.claims.function_words import BE
from extractors.claims.heads import PEOPLE
from extractors.claims.sides import GIVERS, MEASURED
from extractors.claims.subjects import Subjects
from extractors.claims.tokens import Item
from extractors.claims.words import JUDGING, Role, Word, listed

# "the ability of X to lower Y": what it can do is a claim, what it is for is none.
_ARMS = listed("groups arms treatments conditions interventions cohorts")
_ABLE = listed("ability capacity potential power failure tendency propensity efficacy effectiveness shown found")


_BEARING = _ARMS | PEOPLE | {"mice", "rats", "animals", "cells"}
_EARLIER = listed("baseline before pretreatment pre-treatment start zero chance values value levels level")
_LACKING = listed("needed required necessary warranted")
_EFFORTS = listed(
    "efforts effort improvements improvement work strategies approaches interventions methods therapies treatments "
    "measures drugs agents attention tools action actions steps support training education awareness campaigns"
)


class VerbRules(Subjects):
    """Read relations from verbs."""

    def _verb(self, at: int, item: Item) -> Iterator[Frame]:
        sense = item.sense
        if sense is None or sense.role is Role.PLAIN:
            return
        if sense.lemma == "differ":
            yield from self._differ(at, sense)
            return
        if sense.role is Role.LIGHT:
            if item.voice != "passive":
                yield from self._light(at, sense)
            return
        if sense.role is Role.LINK:
            yield from self._link_verb(at, sense)
        elif item.voice == "passive":
            yield from self._passive(at, sense)
        elif item.voice == "reduced":
            yield from self._reduced(at, sense)
        elif item.voice == "intransitive":
            yield from self._intransitive(at, sense)
        else:
            yield from self._active(at, sense, item.voice)

    def _active(self, at: int, sense: Word, voice: str) -> Iterator[Frame]:
        end = self._clause_end(at)
        first = at + 1
        if sense.predicate is not Predicate.PREVENTS and self._is_purpose(at):
            return
        if sense.lemma == "support" and voice == "gerund" and self._kind(at - 1) == "comma":
            # "..., supporting the view that": what was found supports it.
            return
        if self._word(first) in {"more", "less"} and self._kind(first + 1) in {"prep", "compare", "cause"}:
            # "fell more with A than with B".
            yield from self._intransitive(at, sense)
            return
        if voice == "gerund" and self._kind(at - 2) == "verb" and self._kind(at - 1) in {"to", "prep"}:
            led = self.items[at - 2].sense
            if led is not None and led.role is Role.LINK:
                return
        if sense.particles and self._word(first) in sense.particles:
            first += 1
        elif sense.particles and sense.role is not Role.LINK:
            return
        if (
            voice == "gerund"
            and self._kind(at - 1) == "np"
            and self._kind(first) == "change"
            and self._word(first + 1) == "of"
        ):
            yield from self._working(at, sense, end)
            return
        bare = first
        causes = sense.predicate is Predicate.CAUSES
        direction, first = self._inner_change(first, sense.direction, causes=causes)
        if first > bare and causes:
            # "induced a rise in X" changes X; it does not bring it about.
            sense = replace(sense, predicate=Predicate.AFFECTS)
        objects = self._objects(first, end)
        subjects, pronoun = self._gerund_subject(at) if voice == "gerund" else self._subject(at)
        if objects:
            base = replace(self._base("active", at, sense, objects[0], end, pronoun=pronoun), direction=direction)
            yield from self._frames_for(subjects, objects, base)

    def _working(self, at: int, sense: Word, end: int) -> Iterator[Frame]:
        """Read "the pain lowering effect of X"."""
        phrase = self._phrase_after(at + 3)
        if phrase is not None and phrase < end:
            target = self.place(at - 1)
            yield from self._frames_for([self.place(phrase)], [target], self._base("nominal", at, sense, target, end))

    def _is_purpose(self, at: int) -> bool:
        """Tell whether a verb only says what something is for: "a diet to lower weight", not "able to lower weight"."""
        before = self._kind(at - 2)
        if self._kind(at - 1) == "to" and self._word(at - 2) in _LACKING and self._word(at - 3) in BE:
            # "Further work is needed to lower X".
            return any(place.change or place.word in _EFFORTS for place in self.subjects_of(at - 2))
        if self._kind(at - 1) == "to" and before in {"comma", "conj"}:
            return not any(self._raises(here) for here in range(at - 2))
        return self._kind(at - 1) == "to" and before == "np" and self._word(at - 2) not in _ABLE

    def _inner_change(self, start: int, outer: Direction, *, causes: bool) -> tuple[Direction, int]:
        """Return direction and object of "attenuated the rise in X": less of a rise is less, less of a fall is more."""
        at = start
        graded = self.items[at] if at < len(self.items) else None
        if outer is Direction.INCREASE and causes and graded is not None and graded.kind == "adjective":
            # "caused lower yields": what is caused is less of it.
            sense = graded.sense
            if self._kind(at + 1) == "np" and sense is not None and sense.direction is not Direction.NONE:
                return sense.direction, at + 1
        while self._kind(at) == "adjective" or (self._kind(at) == "np" and self._kind(at + 1) == "change"):
            if self._kind(at + 1) not in {"adjective", "np", "change"}:
                return outer, start
            at += 1
        inner = self.items[at].sense if self._kind(at) == "change" else None
        affects = inner is not None and inner.lemma == "affect"
        on = self._word(at + 3) == "on"
        if (
            inner is None
            or self._word(at + 1) not in {"in", "of"}
            or (affects and self._word(at + 1) == "of" and not on)
        ):
            # "mediated the effect of X": no change of X.
            return outer, start
        if inner.direction is Direction.NONE and inner.lemma != "impair":
            # "abolished the effect of X on Y".
            return Direction.NONE, at + (4 if affects and on else 2)
        falls = inner.direction is Direction.DECREASE or inner.lemma == "impair"
        if not falls or outer is Direction.NONE:
            return outer, at + 2
        return Direction.INCREASE if outer is Direction.DECREASE else Direction.DECREASE, at + 2

    def _passive(self, at: int, sense: Word) -> Iterator[Frame]:
        end = self._clause_end(at)
        if sense.lemma == "limit" and self._word(at + 1) == "by":
            # "The study is limited by its size": a fault, no change.
            return
        objects, pronoun = self._subject(at)
        given = sense.predicate is Predicate.TREATS
        # "In an open trial, patients were treated": what stands at the head is no remedy.
        agent = self._arm(at + 1, end, GIVERS) if given else self._brought_by(at, end, objects)
        if objects:
            base = self._base("passive", at, sense, objects[0], end, pronoun=pronoun)
            more = self._fellows(agent, end) if agent else ()
            yield from self._frames_for([agent, *more] if agent else [], objects, base)

    def _reduced(self, at: int, sense: Word) -> Iterator[Frame]:
        """Read "apoptosis induced by X"."""
        if self._kind(at - 1) == "np" and self._word(at + 1) in {"by", "with"}:
            phrase = self._phrase_after(at + 2)
            if phrase is not None:
                base = self._base("participle", at, sense, self.place(at - 1), at + 1)
                yield replace(base, subject=self.place(phrase))

    def _intransitive(self, at: int, sense: Word) -> Iterator[Frame]:
        """Read "pain fell after X" and "pain fell in the X group"."""
        end = self._clause_end(at)
        objects, pronoun = self._subject(at)
        if objects and not pronoun:
            arm = self._brought_by(at, end, objects)
            yield from self._frames_for(
                [arm, *self._fellows(arm, end)] if arm else [],
                objects,
                self._base("intransitive", at, sense, objects[0], end),
            )

    def _brought_by(self, at: int, end: int, objects: list[Place]) -> Place | None:
        """Return who lowered it in "pain fell after X", "after X, pain fell" and "pain in the X group fell"."""
        arm = self._arm(at + 1, end, GIVERS) or self._fronted(at)
        if arm is not None and arm.led == "for" and self._comparator(at + 1, end) is None:
            # "was limited for oxygen".
            arm = None
        return arm or (self._inner_arm(objects[0], at) if objects else None)

    def _light(self, at: int, sense: Word) -> Iterator[Frame]:
        """Read "X led to liver damage"; where a word of change follows, that word makes the frame."""
        first = at + 1 + (self._word(at + 1) in sense.particles)
        plain = self._kind(first) == "np" and (self._kind(first + 1) != "change" or self._word(first + 2) == "of")
        if sense.lemma not in {"lead", "result", "produce"} or not plain or (sense.particles and first == at + 1):
            return
        end = self._clause_end(at)
        subjects, pronoun = self._subject(at) if self.items[at].voice != "gerund" else self._gerund_subject(at)
        objects = self._objects(first, end)
        causes = Word(lemma=sense.lemma, predicate=Predicate.CAUSES, direction=Direction.INCREASE)
        if objects:
            yield from self._frames_for(
                subjects, objects, self._base("light", at, causes, objects[0], end, pronoun=pronoun)
            )

    def _link_verb(self, at: int, sense: Word) -> Iterator[Frame]:
        """Read "X was associated with Y", "X correlated with Y", "linked to supporting Y"."""
        item = self.items[at]
        end = self._clause_end(at)
        here = at + 1
        while (
            here < min(end, at + 4)
            and self._word(here) not in sense.particles
            and self._kind(here) in {"pronoun", "adjective", "np"}
        ):
            if not sense.particles:
                break
            here += 1
        approval = sense.predicate is Predicate.APPROVED_FOR and item.voice == "passive"
        if sense.particles and self._word(here) not in sense.particles and not approval:
            return
        if sense.predicate is Predicate.APPROVED_FOR and item.voice != "passive" and here > at + 1:
            # "The agency approved X for Y": X is for Y, whoever said so.
            subjects, pronoun = self._heads(here - 1)[:1], False
        elif item.voice == "reduced" or self._kind(at - 1) == "np":
            subjects, pronoun = self._heads(at - 1)[:1], False
        else:
            subjects, pronoun = self._subject(at)
        first = here + 1 if sense.particles else here
        direction, first = self._leading_change(first)
        if sense.lemma == "correspond" and direction is Direction.NONE:
            # "the bars correspond to the means": one stands for the other.
            return
        direction = sense.direction or direction
        if self._word(first) in JUDGING and self._kind(first + 1) == "np":
            # "poor overall survival": the outcome is linked by its own name, what is thought of it stays before it.
            first += 1
        objects = self._objects(first, end, graded=True)
        if not objects and sense.predicate is Predicate.APPROVED_FOR and item.voice == "passive" and subjects:
            # "No drug for X is approved": what it is for stands within the subject.
            aim = self._arm(self._index_after(subjects[0].start), at, frozenset({"for", "against"}))
            objects = [aim] if aim is not None else []
        if objects and sense.predicate is Predicate.CAUSES:
            yield from self._attributed(at, sense, subjects, objects, end)
        elif objects:
            rule = "link phrase" if item.voice == "reduced" and self._has_verb(end) else "link"
            base = replace(self._base(rule, at, sense, objects[0], end, pronoun=pronoun), direction=direction)
            for frame in self._frames_for(subjects, objects, base):
                yield replace(frame, direction=self._own_level(frame) or direction)

    def _own_level(self, frame: Frame) -> Direction:
        """Return what a later object of a list says of itself: "with a higher risk of A and a lower risk of B"."""
        at = self._index_after(frame.object.start)
        sense = self.items[at - 1].sense if frame.order and self._kind(at - 1) == "adjective" else None
        return sense.direction if sense is not None else Direction.NONE

    def _attributed(self, at: int, sense: Word, effects: list[Place], causes: list[Place], end: int) -> Iterator[Frame]:
        """Read "Y was attributed to X": X brings it; a fall in Y that is attributed to X is less of Y."""
        for effect in effects:
            base = replace(self._base("link", at, sense, effect, end), direction=Direction.INCREASE)
            if effect.change:
                target, direction = self._changed(effect, Direction.INCREASE)
                base = replace(base, predicate=Predicate.AFFECTS, object=target, direction=direction)
            yield from self._frames_for(causes, [base.object], base)

    def _has_verb(self, end: int) -> bool:
        """Tell whether a clause has a finite verb, so that a participle in it is none."""
        return any(
            item.kind == "aux" or (item.kind == "verb" and item.voice in {"active", "passive", "intransitive"})
            for item in self.items[:end]
        )

    def _leading_change(self, at: int) -> tuple[Direction, int]:
        """Read the change in "linked to lower risk", "linked to supporting growth", "linked to a fall in pain"."""
        item = self.items[at] if at < len(self.items) else None
        if item is None or item.sense is None or item.kind not in {"adjective", "change", "verb"}:
            return Direction.NONE, at
        if item.kind == "verb" and item.voice != "gerund":
            return Direction.NONE, at
        after = at + 1 + (item.kind == "change" and self._word(at + 1) in {"in", "of", "for"})
        direction = item.sense.direction if item.sense.lemma != "differ" else Direction.NONE
        return direction, after

    def _link_noun(self, at: int, item: Item) -> Iterator[Frame]:
        """Read "association between A and B", "correlation of A with B"."""
        sense = item.sense
        assert sense is not None
        end = self._clause_end(at)
        first, second = self._between(at, end)
        if first is None and self._word(at + 1) == "of":
            phrase = self._phrase_after(at + 2)
            first = self.place(phrase) if phrase is not None else None
            second = self._arm(phrase + 1, end, frozenset({"with", "to"})) if phrase is not None else None
            if second is None and phrase is not None and self._kind(phrase + 1) == "conj":
                # "the association of A and B".
                second = self.place(phrase + 2) if self._kind(phrase + 2) == "np" else None
        elif first is None and self._word(at + 1) == "with":
            phrase = self._phrase_after(at + 2)
            second = self.place(phrase) if phrase is not None else None
            subjects, _, _ = self._holder(at, end)
            first = subjects[0] if subjects else None
        if first is not None and second is not None:
            yield replace(self._base("link noun", at, sense, second, at + 1), subject=first)

    def _differ(self, at: int, sense: Word) -> Iterator[Frame]:
        """Read "pain did not differ between A and B" and "A and B did not differ in pain"."""
        end = self._clause_end(at)
        holders, pronoun = self._subject(at)
        first, second = self._between(at, end)
        outcome = self._arm(at + 1, end, MEASURED)
        rival = holders[1] if len(holders) > 1 else self._differs_from(at)
        people = rival is not None or (bool(holders) and holders[0].word in _ARMS | PEOPLE)
        if first is None and outcome is not None and people:
            base = replace(self._base("difference", at, sense, outcome, end), comparator=rival)
            yield from self._frames_for(holders[:1], self._objects(self._index_after(outcome.start), end), base)
        elif holders:
            base = self._base("difference", at, sense, holders[0], end, pronoun=pronoun)
            base = replace(base, comparator=second or base.comparator)
            arm = first or outcome
            yield from self._frames_for([arm] if arm else [], holders, base)

    def _differs_from(self, at: int) -> Place | None:
        """Return Y of "X did not differ from Y in pain"; what differs "from baseline in the X group" is no arm."""
        there = (
            self._word(at + 1) == "from" and self._kind(at + 2) == "np" and self._word(at + 3) in {"in", "regarding"}
        )
        arm = there and self._word(at + 2) not in _EARLIER and self._word(at + 4) not in _BEARING
        return self.place(at + 2) if arm else None
