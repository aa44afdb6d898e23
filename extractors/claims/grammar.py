"""From parsed sentences to frames: who changes what, which way, against what.

Each rule looks at one kind of trigger and walks to its arguments. A frame holds spans of text only; what they stand for
is decided in `extractors.claims.arguments`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.claim import Direction, Predicate
from extractors.claims.tokens import Item
from extractors.claims.words import HOLLOW, RAISING, Role, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Mark an argument: the noun phrase, and the wider stretch in which its name may stand.

    "treatment of cells with aspirin" is the phrase "treatment of cells" with the reach up to "aspirin".
    """

    start: int
    end: int
    reach_end: int
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Hold one relation as spans; ``subject`` is None where it must be carried on from before.

    ``trigger_start`` and ``trigger_end`` mark the words that say what happens: negation and hedges are read there.
    """

    rule: str
    predicate: Predicate
    direction: Direction
    object: Place
    trigger_start: int
    trigger_end: int
    subject: Place | None = None
    comparator: Place | None = None
    pronoun: bool = False
    denied: bool = False
    order: int = 0


_FINITE = frozenset({"active", "passive", "intransitive"})
_STOPS = frozenset({"stop"})
_ARMS = frozenset({"in", "for", "with", "among", "within", "by", "after", "following", "during", "on", "at", "under"})
_GIVERS = frozenset({"by", "with", "after", "following", "through", "via", "from", "upon", "during", "due to", "because of",
                     "secondary to", "in response to", "using", "owing to", "as a result of", "under", "in", "on", "for"})  # fmt: skip


_MEASURED = frozenset(
    {"in", "of", "for", "on", "in terms of", "with respect to", "with regard to", "regarding", "concerning"}
)
# Who is counted is not what is measured: "more patients relapsed".
_COUNTED = frozenset({"patients", "participants", "subjects", "individuals", "women", "men", "children", "adults", "people", "animals",
                      "proportion", "proportions", "number", "numbers", "percentage", "infants", "cases"})  # fmt: skip


class Grammar:
    """Find the frames of one parsed sentence."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items

    def frames(self) -> Iterator[Frame]:
        """Yield the frames in the order of their triggers."""
        for at, item in enumerate(self.items):
            if item.kind == "verb":
                yield from self._verb(at, item)
            elif item.kind == "change":
                yield from self._change(at, item)
            elif item.kind == "link":
                yield from self._link_noun(at, item)
            elif item.kind == "adjective":
                yield from self._comparative(at, item)

    # Small steps

    def _kind(self, at: int) -> str:
        return self.items[at].kind if 0 <= at < len(self.items) else ""

    def _word(self, at: int) -> str:
        return self.items[at].word if 0 <= at < len(self.items) else ""

    def place(self, at: int) -> Place:
        """Return the noun phrase at an index with its modifiers within reach."""
        item = self.items[at]
        return Place(start=item.start, end=item.end, reach_end=self._reach(at), word=item.word)

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
        while self._kind(after) in {"np", "prep"}:
            after += 1
        return self._kind(after) == "aux" or (self._kind(after) == "verb" and self.items[after].voice in _FINITE)

    # Subjects

    def _chain(self, at: int) -> list[int]:
        """Walk left from a noun phrase to the head of its chain: "use of X in Y", "cells treated with X"; add its fellows."""
        heads = [at]
        while at > 1:
            before, earlier = self.items[at - 1], self.items[at - 2]
            if before.kind == "prep" and earlier.kind in {"np", "change", "link"}:
                at -= 2
                heads = [at]
            elif before.kind == "prep" and earlier.kind == "verb" and earlier.voice != "active":
                step = self._participle_head(at - 2)
                if step is None:
                    break
                at, heads = step, [step]
            elif before.kind == "verb" and before.voice == "gerund" and earlier.kind == "np":
                at -= 2
                heads = [at]
            elif before.kind == "verb" and earlier.kind == "to" and at > 3 and self.items[at - 3].voice == "reduced":
                step = self._participle_head(at - 3)
                if step is None:
                    break
                at, heads = step, [step]
            elif before.kind == "conj" and earlier.kind == "np":
                at -= 2
                heads = [at, *heads] if len(heads) < 4 else heads
            elif (
                before.kind == "comma"
                and earlier.kind == "np"
                and len(heads) > 1
                and self._kind(at - 3) not in {"prep", "verb"}
            ):
                at -= 2
                heads = [at, *heads]
            else:
                break
        return heads

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

    def _subject(self, at: int) -> tuple[list[Place], bool]:
        """Return the places of a verb's subject and whether it is a pronoun; none where it is to be carried on."""
        here = at - 1
        while here >= 0 and (self._kind(here) in {"aux", "to"} or self._raises(here)):
            here -= 1
        kind = self._kind(here)
        if kind == "comma" and self._kind(at) in {"verb", "aux"}:
            opening = self._insertion(here)
            if opening is None:
                return self._shared(at)
            here, kind = opening, self._kind(opening)
        if kind == "conj":
            return self._shared(at)
        if kind == "relative":
            here -= 2 if self._kind(here - 1) == "comma" else 1
            return ([self.place(here)], False) if self._kind(here) == "np" else ([], self._word(here + 1) != "that")
        if kind == "pronoun":
            return [], True
        if kind in {"np", "change", "link"}:
            heads = self._chain(here)
            if self._kind(heads[0] - 1) == "prep" and heads[0] == 1:
                return [], False
            return [self.place(head) for head in heads], False
        if kind == "verb" and self.items[here].voice in {"reduced", "passive"}:
            head = self._participle_head(here)
            return ([self.place(head)], False) if head is not None else ([], False)
        return [], False

    def _raises(self, at: int) -> bool:
        item = self.items[at]
        raising = item.sense is None or item.sense.lemma in RAISING or item.sense.role is Role.LIGHT
        return item.kind == "verb" and raising and self._kind(at + 1) == "to"

    def _insertion(self, comma: int) -> int | None:
        """Return the phrase before an insertion that ends at the comma: "X, a new drug, lowered Y"."""
        for here in range(comma - 1, 0, -1):
            item = self.items[here]
            if item.kind == "comma":
                return here - 1 if self._kind(here - 1) == "np" else None
            if item.kind in {"stop", "change"} or (
                item.kind == "verb" and item.voice in _FINITE and self._kind(here - 1) == "np"
            ):
                return None
        return None

    def _shared(self, at: int) -> tuple[list[Place], bool]:
        """Return the subject of the verb before, in the same sentence: "X lowered A and raised B"."""
        for here in range(at - 1, -1, -1):
            item = self.items[here]
            if item.kind == "stop":
                break
            if item.kind == "verb" and item.voice in _FINITE:
                before = self._kind(here - 1)
                if before in {"comma", "conj"}:
                    continue
                return self._subject(here)
            if item.kind == "aux" and self._kind(here - 1) in {"np", "pronoun"} and self._kind(here + 1) != "verb":
                return self._subject(here)
        return [], False

    # Objects

    def _objects(self, at: int, end: int) -> list[Place]:
        """Return the coordinated noun phrases that start at an item, up to the end of the clause."""
        found: list[Place] = []
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
            found.append(stretched)
            at = self._index_after(stretched.end)
            at = self._step_over_places(at, end)
            step = self._next_conjunct(at, end)
            if step is None:
                break
            at = step
        return found

    def _with_change(self, at: int) -> Place:
        """Return a phrase with a noun of change that ends it: "dormancy induction", "AKT activation"."""
        place = self.place(at)
        if self._kind(at + 1) == "change" and self._word(at + 2) != "of":
            item = self.items[at + 1]
            return replace(place, end=item.end, reach_end=item.end, word=item.word)
        return place

    def _index_after(self, end: int) -> int:
        return next((at for at, item in enumerate(self.items) if item.start >= end), len(self.items))

    def _step_over_places(self, at: int, end: int) -> int:
        """Step over "in mice" and "of the liver" where a further conjunct follows them."""
        here = at
        while here < end and self._kind(here) == "prep" and self._kind(here + 1) == "np":
            here += 2
        return here if here < end and self._kind(here) == "comma" else at

    def _next_conjunct(self, at: int, end: int) -> int | None:
        here = at
        while here < end and self._kind(here) in {"comma", "conj"}:
            here += 1
        if here == at or here >= end or self._starts_clause(here):
            return None
        while self._kind(here) == "adjective":
            here += 1
        after = self._kind(here + 1)
        followed = after == "verb" and self.items[here + 1].voice in {"active", "passive", "intransitive"}
        return here if self._kind(here) == "np" and after != "aux" and not followed else None

    def _comparator(self, at: int, end: int) -> Place | None:
        for here in range(at, end):
            if self.items[here].kind == "compare":
                phrase = self._phrase_after(here + 1)
                return self.place(phrase) if phrase is not None else None
        return None

    def _arm(self, at: int, end: int, prepositions: frozenset[str] = _ARMS) -> Place | None:
        """Return the phrase of the first "in", "with", "after" ... from an item to the end of its clause."""
        for here in range(at, end):
            item = self.items[here]
            if item.kind == "compare":
                return None
            if item.kind in {"prep", "cause"} and item.word in prepositions:
                phrase = self._phrase_after(here + 1)
                if phrase is not None and phrase < end and self._word(phrase) not in HOLLOW:
                    return self.place(phrase)
        return None

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
                    compared = self._kind(start) == "compare" or self._word(start) in {
                        "unlike",
                        "despite",
                        "from",
                        "at",
                    }
                    return self.place(phrase) if phrase is not None and not compared else None
        return None

    # Rules

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

    def _frames_for(self, subjects: list[Place], objects: list[Place], base: Frame) -> Iterator[Frame]:
        for subject in subjects or [None]:
            for order, place in enumerate(objects):
                yield replace(base, subject=subject, object=place, order=order)

    def _active(self, at: int, sense: Word, voice: str) -> Iterator[Frame]:
        end = self._clause_end(at)
        first = at + 1
        if voice == "gerund" and self._kind(at - 2) == "verb" and self._kind(at - 1) in {"to", "prep"}:
            led = self.items[at - 2].sense
            if led is not None and led.role is Role.LINK:
                return
        if sense.particles and self._word(first) in sense.particles:
            first += 1
        elif sense.particles and sense.role is not Role.LINK:
            return
        direction, first = self._inner_change(first, sense.direction)
        objects = self._objects(first, end)
        subjects, pronoun = self._gerund_subject(at) if voice == "gerund" else self._subject(at)
        if objects:
            base = replace(self._base("active", at, sense, objects[0], end, pronoun), direction=direction)
            yield from self._frames_for(subjects, objects, base)

    def _inner_change(self, at: int, outer: Direction) -> tuple[Direction, int]:
        """Return direction and object of "attenuated the rise in X": less of a rise is less, less of a fall is more."""
        if self._kind(at) != "change" or self._word(at + 1) not in {"in", "of"}:
            return outer, at
        inner = self.items[at].sense
        falls = inner is not None and inner.direction is Direction.DECREASE
        if not falls or outer is Direction.NONE:
            return outer, at + 2
        return Direction.INCREASE if outer is Direction.DECREASE else Direction.DECREASE, at + 2

    def _gerund_subject(self, at: int) -> tuple[list[Place], bool]:
        before = self._kind(at - 1)
        if before == "np":
            return [self.place(at - 1)], False
        if before == "to":
            return self._subject(at)
        return self._shared(at)

    def _base(self, rule: str, at: int, sense: Word, place: Place, end: int, pronoun: bool = False) -> Frame:
        item = self.items[at]
        return Frame(
            rule=rule,
            predicate=sense.predicate,
            direction=sense.direction,
            object=place,
            trigger_start=item.start,
            trigger_end=item.end,
            comparator=self._comparator(at + 1, end),
            pronoun=pronoun,
        )

    def _passive(self, at: int, sense: Word) -> Iterator[Frame]:
        end = self._clause_end(at)
        objects, pronoun = self._subject(at)
        agent = self._arm(at + 1, end, _GIVERS) or self._fronted(at)
        if objects:
            base = self._base("passive", at, sense, objects[0], end, pronoun)
            yield from self._frames_for([agent] if agent else [], objects, base)

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
            arm = self._arm(at + 1, end, _GIVERS) or self._fronted(at)
            yield from self._frames_for(
                [arm] if arm else [], objects, self._base("intransitive", at, sense, objects[0], end)
            )

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
            yield from self._frames_for(subjects, objects, self._base("light", at, causes, objects[0], end, pronoun))

    def _holder(self, at: int, end: int) -> tuple[list[Place], bool, bool]:
        """Return who shows a change that a noun or adjective names: the subject of its light verb, or the arm after"
        " it."""
        here = at - 1
        while (
            here >= 0
            and self._kind(here) in {"adjective", "np", "conj", "comma", "change", "to", "prep"}
            and at - here < 12
        ):
            if self._kind(here) == "prep" and self._word(here) not in {"in", "with", "to", "into", "of"}:
                break
            here -= 1
        item = self.items[here] if here >= 0 else None
        if item is not None and item.kind == "verb" and item.voice in {"active", "gerund"}:
            subjects, pronoun = self._gerund_subject(here) if item.voice == "gerund" else self._subject(here)
            return subjects, pronoun, True
        if item is not None and item.kind == "aux" and item.word in {"had", "has", "have", "having"}:
            subjects, pronoun = self._subject(here)
            return subjects, pronoun, True
        return [], False, False

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
        base = self._base("nominal", at, sense, objects[0], end, pronoun)
        yield from self._frames_for(subjects or arms, objects, base)

    def _after_pronouns(self, at: int) -> int:
        while self._kind(at) in {"pronoun", "adjective"} and self._kind(at + 1) in {"np", "adjective"}:
            at += 1
        return at

    def _arms(self, at: int, end: int) -> list[Place]:
        arm = self._arm(at, end, _GIVERS) or self._fronted(at)
        return [arm] if arm else []

    def _effect_of(self, at: int, sense: Word, end: int) -> Iterator[Frame]:
        """Read "effect of X on Y" and "X had no effect on Y"."""
        subjects, pronoun, _ = self._holder(at, end)
        here = at + 1
        if self._word(here) == "of":
            phrase = self._phrase_after(here + 1)
            if phrase is None:
                return
            subjects, here = [self.place(phrase)], phrase + 1
        while here < end and self._word(here) not in {"on", "upon", "in", "for"}:
            here += 1
        objects = self._objects(self._after_pronouns(here + 1), end) if here < end else []
        if objects:
            yield from self._frames_for(subjects, objects, self._base("effect", at, sense, objects[0], end, pronoun))

    def _difference(self, at: int, sense: Word, end: int) -> Iterator[Frame]:
        """Read "no difference in pain between A and B"; the sign is not said, so it is a finding only where denied."""
        first, second = self._between(at, end)
        objects: list[Place] = []
        for here in range(at + 1, min(end + 2, len(self.items))):
            if self.items[here].kind == "prep" and self._word(here) in _MEASURED:
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

    def _differ(self, at: int, sense: Word) -> Iterator[Frame]:
        """Read "pain did not differ between A and B" and "A and B did not differ in pain"."""
        end = self._clause_end(at)
        holders, pronoun = self._subject(at)
        first, second = self._between(at, end)
        outcome = self._arm(at + 1, end, _MEASURED)
        if first is None and outcome is not None and len(holders) > 1:
            base = replace(self._base("difference", at, sense, outcome, end), comparator=holders[1])
            yield from self._frames_for(holders[:1], [outcome], base)
        elif holders:
            base = self._base("difference", at, sense, holders[0], end, pronoun)
            base = replace(base, comparator=second or base.comparator)
            arm = first or outcome
            yield from self._frames_for([arm] if arm else [], holders, base)

    def _between(self, at: int, end: int) -> tuple[Place | None, Place | None]:
        for here in range(at, min(end + 3, len(self.items))):
            if self._word(here) in {"between", "among", "amongst"}:
                phrase = self._phrase_after(here + 1)
                if phrase is None:
                    return None, None
                if self._word(phrase + 1) in {"and", "versus", "vs", "or"} and self._kind(phrase + 2) == "np":
                    return self.place(phrase), self.place(phrase + 2)
                return self.place(phrase), None
        return None, None

    def _comparative(self, at: int, item: Item) -> Iterator[Frame]:
        """Read "X had lower pain than Y", "pain was lower in X than in Y", "lower pain was seen with X"."""
        sense = item.sense
        assert sense is not None
        end = self._clause_end(at)
        before = self._kind(at - 1)
        if sense.predicate is Predicate.APPROVED_FOR:
            yield from self._approved(at, sense, end)
            return
        if before == "aux" and self._word(at - 1) not in {"had", "has", "have", "having"}:
            yield from self._predicative(at, sense, end)
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
        yield from self._frames_for(subjects, objects, self._base("comparative", at, sense, objects[0], end, pronoun))

    def _with_verb(self, place: Place, end: int) -> Place:
        """Return "patients who relapsed" for "more patients relapsed in A": what is counted with what it does."""
        if place.word not in _COUNTED:
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
        if sense.lemma.endswith("likely to"):
            yield from self._likely(at, sense, objects, end)
            return
        compared = [here for here in range(at, end) if self.items[here].kind == "compare"]
        arm = self._arm(at + 1, compared[0] if compared else end)
        first, second = self._between(at, end)
        subject = arm or first or self._fronted(at) or self._inner_arm(objects[0], at)
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
        } and (self._word(at + 1) in {"to", "than"} or (compared and arm is None)):
            # "A was superior to B (in pain)": what is judged stands first, the outcome after.
            yield from self._judged(at, sense, objects, end, arm)
            return
        base = self._base("predicative", at, sense, objects[0], end, pronoun)
        base = replace(base, comparator=second or base.comparator)
        yield from self._frames_for([subject] if subject else [], objects, base)

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
        if sense.particles and self._word(here) not in sense.particles:
            return
        if item.voice == "reduced" or self._kind(at - 1) == "np":
            subjects, pronoun = [self.place(self._chain(at - 1)[0])] if self._kind(at - 1) == "np" else [], False
        else:
            subjects, pronoun = self._subject(at)
        first = here + 1 if sense.particles else here
        direction, first = self._leading_change(first)
        objects = self._objects(first, end)
        if objects:
            base = replace(self._base("link", at, sense, objects[0], end, pronoun), direction=direction)
            yield from self._frames_for(subjects, objects, base)

    def _leading_change(self, at: int) -> tuple[Direction, int]:
        """Read the change in "associated with lower risk", "linked to supporting growth", "linked to a fall in pain"."""
        item = self.items[at] if at < len(self.items) else None
        if item is None or item.sense is None or item.kind not in {"adjective", "change", "verb"}:
            return Direction.NONE, at
        if item.kind == "verb" and item.voice != "gerund":
            return Direction.NONE, at
        after = at + 1 + (item.kind == "change" and self._word(at + 1) in {"in", "of", "for"})
        return item.sense.direction, after

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
        elif first is None and self._word(at + 1) == "with":
            phrase = self._phrase_after(at + 2)
            second = self.place(phrase) if phrase is not None else None
            subjects, _, _ = self._holder(at, end)
            first = subjects[0] if subjects else None
        if first is not None and second is not None:
            yield replace(self._base("link noun", at, sense, second, at + 1), subject=first)
