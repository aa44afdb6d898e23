"""Who does what a word of a sentence says: the subject of a verb, of a relative clause, of a change that is shown."""

from __future__ import annotations

from dataclasses import replace

from extractors.claims.frame import Place
from extractors.claims.function_words import BE
from extractors.claims.heads import HOLLOW, PLURALS, SHOWING, TAKING
from extractors.claims.sides import Sides, takes
from extractors.claims.walk import FINITE
from extractors.claims.words import AIMING, RAISING, Role


class Subjects(Sides):
    """Find subjects; every index is one of ``items``."""

    def told_of(self, at: int) -> Place | None:
        """Return the phrase that "due to" at an index tells of: the subject of "is due to", else the phrase before."""
        if self._kind(at - 1) == "aux":
            subjects, _ = self._subject(at)
            return subjects[0] if subjects else None
        before = next((here for here in range(at - 1, max(-1, at - 4), -1) if self._kind(here) == "np"), None)
        return None if before is None or self._word(before - 1) in {"for", "against", "in"} else self.place(before)

    def subjects_of(self, at: int) -> list[Place]:
        """Return the places of the subject of a verb or auxiliary."""
        return self._subject(at)[0]

    def _subject(self, at: int) -> tuple[list[Place], bool]:
        """Return the places of a verb's subject and whether it is a pronoun; none where it is to be carried on."""
        here = at - 1
        while here >= 0 and (self._kind(here) in {"aux", "to"} or self._raises(here) or self._concludes(here)):
            here -= 1
        if self._kind(here) == "comma" and self._kind(at) in {"verb", "aux", "cause"}:
            opening = self._insertion(here)
            if opening is None:
                return self._shared(at)
            here = opening
        if self._kind(here) == "conj":
            return self._shared(at)
        if self._kind(here) == "relative":
            return self._antecedent(here)
        if self._kind(here + 1) == "to" and self._changes_itself(here):
            # "X rises in order to lower Y".
            return self._subject(here)
        antecedent = self._before_relative(here)
        if antecedent is not None:
            # What its clause says of it completes it: "children who got X".
            reach = self.items[here].end
            return [replace(place, reach_end=max(place.reach_end, reach)) for place in self._heads(antecedent)], False
        rival = self._compared_head(here)
        if rival is not None and self._kind(rival - 2) == "np":
            # "A compared with B lowered": A does.
            here = rival - 2
        return self._heads(here), self._kind(here) == "pronoun"

    def _antecedent(self, at: int) -> tuple[list[Place], bool]:
        """Return what "which" stands for; after "that" without a noun there is nothing to carry on."""
        here = at - 2 if self._kind(at - 1) == "comma" else at - 1
        if self._kind(here) != "np":
            return [], self._word(at) != "that"
        if self._kind(here - 1) == "prep" and self._kind(here - 2) == "np" and not self._agrees(here, at + 1):
            # "an activity of X in cells that promotes Y": the verb tells one from many.
            here -= 2
        if self._kind(here - 1) == "aux" and self._word(here - 1) in BE and here == at - 1:
            # "X is a peptide that lowers Y": X lowers it.
            subjects, pronoun = self._subject(here - 1)
            if subjects:
                return subjects, pronoun
        return [self.place(here)], False

    def _changes_itself(self, at: int) -> bool:
        """Tell whether an item is a verb of change without an object, "X rises", or one of acting."""
        item = self.items[at]
        told = item.sense is not None and (item.sense.role is Role.CHANGE or item.sense.lemma == "act")
        return told and item.voice == "intransitive"

    def _before_relative(self, at: int) -> int | None:
        """Return X of "X that results in Y" where a phrase is Y: the next verb is said of X; None elsewhere."""
        if self._kind(at) not in {"np", "change"}:
            return None
        here = at - 1
        while self._kind(here) in {"np", "change", "prep", "cause", "conj", "to", "link", "adjective"}:
            here -= 1
        finite = self._kind(here) == "verb" and self.items[here].voice in FINITE
        if not finite:
            return None
        here -= 1
        while self._kind(here) == "aux":
            here -= 1
        relative = self._word(here) in {"that", "which", "who"} and self._kind(here) == "relative"
        named = self._kind(here - 1) == "np" and self._word(here - 1) not in HOLLOW
        return here - 1 if relative and named and self._kind(at - 1) != "conj" else None

    def _agrees(self, noun: int, verb: int) -> bool:
        """Tell whether a noun may be the subject of a verb by number; True where the verb does not tell."""
        word, form = self._word(noun), self._word(verb)
        plural = (word.endswith("s") and not word.endswith(("ss", "is", "us"))) or word in PLURALS
        sense = self.items[verb].sense if verb < len(self.items) else None
        singular = form in {"is", "was", "has"} or (sense is not None and form == sense.lemma + "s")
        many = form in {"are", "were", "have"} or (sense is not None and form == sense.lemma)
        return not (plural and singular) and not (many and not plural)

    def _heads(self, at: int) -> list[Place]:
        """Return the heads of the chain of phrases that ends at an item; none where it only opens the sentence."""
        if self._kind(at) in {"np", "change", "link"}:
            heads = self._chain(at)
            doing = self._doing(heads[0])
            if doing is not None:
                return [doing]
            lacking = self._lacking(heads[0])
            if lacking is not None:
                return [lacking]
            fronted = self._kind(heads[0] - 1) == "prep" and heads[0] == 1
            return [] if fronted else self._taken([self._whole(head) for head in heads])
        if self._kind(at) == "verb" and self.items[at].voice in {"reduced", "passive"}:
            head = self._participle_head(at)
            return [self.place(head)] if head is not None else []
        return []

    @staticmethod
    def _taken(heads: list[Place]) -> list[Place]:
        """Note what is taken away together: "loss of X and Y" is no Y, "X and Y inhibitors" are no X."""
        if len(heads) < 2:
            return heads
        first, last = heads[0], heads[-1]
        if takes(first):
            rest = [
                place if place.word in TAKING or place.change else replace(place, whole=(first.start, place.end))
                for place in heads[1:]
            ]
            return [first, *rest]
        if last.word in TAKING:
            return [*(replace(place, whole=(place.start, last.end)) for place in heads[:-1]), last]
        return heads

    def _doing(self, at: int) -> Place | None:
        """Return "Reducing the dose" where that opens a clause: the dose itself brings nothing."""
        before = self.items[at - 1] if at else None
        opens = self._kind(at - 2) in {"", "comma", "stop", "relative"}
        if before is None or before.voice != "gerund" or self._word(at) == "what" or not opens:
            return None
        last = at + 2 if self._word(at + 1) == "with" and self._kind(at + 2) == "np" else at
        return replace(self.place(at), start=before.start, end=self.items[last].end, change=True)

    def _concludes(self, at: int) -> bool:
        """Tell whether an item is the "therefore" of "may therefore lower"."""
        return self._word(at) in {"therefore", "thus", "hence", "however"} and self._kind(at - 1) == "aux"

    def _raises(self, at: int) -> bool:
        item = self.items[at]
        raising = item.sense is None or item.sense.lemma in RAISING or item.sense.role is Role.LIGHT
        raising = raising and item.word not in AIMING
        return item.kind == "verb" and raising and self._kind(at + 1) == "to"

    def _insertion(self, comma: int) -> int | None:
        """Return the phrase before an insertion that ends at the comma: "X, a new drug, lowered Y"."""
        for here in range(comma - 1, 0, -1):
            item = self.items[here]
            if item.kind == "comma":
                return here - 1 if self._kind(here - 1) == "np" else None
            if item.kind in {"stop", "change"} or (
                item.kind == "verb" and item.voice in FINITE and self._kind(here - 1) in {"np", "comma", "conj", "to"}
            ):
                return None
        return None

    def _shared(self, at: int) -> tuple[list[Place], bool]:
        """Return the subject of the verb before, in the same sentence: "X lowered A and raised B"."""
        for here in range(at - 1, -1, -1):
            item = self.items[here]
            if item.kind == "stop":
                break
            if (
                item.kind == "relative"
                and item.word in {"which", "who", "that"}
                and self._kind(here - 1) in {"np", "comma"}
            ):
                return self._antecedent(here)
            if item.kind == "verb" and item.voice in FINITE:
                before = self._kind(here - 1)
                if before in {"comma", "conj"}:
                    continue
                return self._subject(here)
            if item.kind == "aux" and self._kind(here - 1) in {"np", "pronoun"} and self._kind(here + 1) != "verb":
                return self._subject(here)
        return [], False

    def _holder(self, at: int, end: int) -> tuple[list[Place], bool, bool]:
        """Return who shows a change that a word names: the subject of its verb, whether a pronoun, whether any."""
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
            if item.sense is not None and item.sense.role is Role.PLAIN:
                # "explained the lower yield", "found a reduction": it shows no change of its own.
                return [], False, False
            subjects, pronoun = self._gerund_subject(here) if item.voice == "gerund" else self._subject(here)
            if subjects and all(place.word in HOLLOW or place.word in SHOWING for place in subjects):
                # "The trial failed to detect a difference": the trial does not show it by itself.
                return [], False, False
            return subjects, pronoun, True
        if item is not None and item.kind == "aux" and item.word in {"had", "has", "have", "having"}:
            subjects, pronoun = self._subject(here)
            return subjects, pronoun, True
        return [], False, False

    def _is_effect(self, at: int) -> bool:
        sense = self.items[at].sense
        return sense is not None and sense.lemma == "affect"

    def _gerund_subject(self, at: int) -> tuple[list[Place], bool]:
        before = self._kind(at - 1)
        if before == "np":
            return [self.place(at - 1)], False
        if self._word(at - 1) == "in" and self._kind(at - 2) == "change" and self._is_effect(at - 2):
            # "X had a good effect in lowering Y".
            return self._holder(at - 2, at)[:2]
        if self._word(at - 1) == "in" and self._kind(at - 2) == "np" and self._kind(at - 3) != "compare":
            # "the effect of X in lowering Y".
            return [self.place(at - 2)], False
        if before == "to":
            return self._subject(at)
        return self._shared(at)
