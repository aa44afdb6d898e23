"""Rules for nouns of change: "a fall in Y", "effect of X on Y", "no difference in Y between A and B"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.claim import Direction, Predicate
from extractors.claims.adjectives import is_adjective
from extractors.claims.frame import Frame, Place
from extractors.claims.function_words import BE, HAVE
from extractors.claims.heads import HOLLOW
from extractors.claims.sides import MEASURED
from extractors.claims.subjects import Subjects
from extractors.claims.tokens import Item
from extractors.claims.walk import FINITE
from extractors.claims.words import COMPARATIVES, LEADING, SEEN, Role, Word, listed

_PARTICLES = frozenset({"in", "of", "for", "on", "to"})
_BRINGING = listed("dependent induced mediated related associated stimulated driven evoked")
_OF_EFFECTS = {
    **dict.fromkeys(listed("inhibitory suppressive depressant inhibiting suppressing"), Direction.DECREASE),
    **dict.fromkeys(listed("little minimal negligible scant"), Direction.NO_CHANGE),
    **dict.fromkeys(listed("stimulatory stimulating enhancing activating promoting"), Direction.INCREASE),
}


_COMPARED = listed("treatment treatments group groups between-group arm intergroup sex gender age")
_SHEETS = listed("figure figures fig figs fig. figs. table tables")
_MEASURING = listed(
    "assessed measured evaluated determined analysed analyzed examined quantified monitored recorded calculated "
    "estimated defined investigated studied tested scored rated graded"
)


class ChangeRules(Subjects):
    """Read relations from nouns of change."""

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
        if not held and not self._bringing(at) and (self._is_topic(at) or self._is_only_measured(end)):
            return
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

    def _is_topic(self, at: int) -> bool:
        """Tell whether a change is only spoken of: "trials on prevention of X"."""
        before = at - 1
        while self._kind(before) in {"adjective", "np"}:
            before -= 1
        return self._word(before) in {"on", "about", "regarding", "concerning"} and self._kind(before - 1) in {
            "np",
            "verb",
            "",
        }

    def _is_only_measured(self, end: int) -> bool:
        """Tell whether all that a clause says is that something was measured: "loss of X was assessed by Y"."""
        finite = [item for item in self.items[:end] if item.kind == "verb" and item.voice in FINITE]
        return bool(finite) and all(item.word in _MEASURING and item.voice == "passive" for item in finite)

    def _before_verb(self, at: int, end: int) -> int:
        """Return where the next finite verb stands: what follows "a fall in X made" brings no fall; "was seen" may."""
        for here in range(at, end):
            item = self.items[here]
            links = item.sense is not None and item.sense.role is Role.LINK
            finite = item.kind in {"aux", "verb"} and (item.voice not in {"reduced", "gerund"} or links)
            if item.kind == "relative" or (finite and item.word not in SEEN | BE | HAVE):
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
        bare = is_adjective(self._word(at - 1)) and particle in _PARTICLES
        if (
            self._kind(at - 1) == "np"
            and not bare
            and particle != "of"
            and self._word(at) not in LEADING
            and not self._bringing(at)
        ):
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
        if self._word(here) not in SEEN or self._word(here + 1) not in {"in", "for", "on", "with regard to"}:
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
            if self._kind(here) == "verb" and self._word(here) not in SEEN:
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
        if any(item.word in _SHEETS for item in self.items[at:end]):
            # "The effects of X on Y are shown in Figure 2."
            return False
        stated = any(
            item.kind == "verb" and (item.word in SEEN or (item.sense is not None and item.sense.role is Role.LIGHT))
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
        if not objects and self._kind(at - 1) == "np" and self._word(at - 1) not in _COMPARED:
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
