"""What a document has spoken of so far: with it, a frame is told what its places stand for, or what they refer to."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from extractors.claim import Argument, Direction, Predicate
from extractors.claims.arguments import Resolver
from extractors.claims.frame import Frame, Place
from extractors.claims.groups import BEARERS, is_arm, is_carrier, is_group, may_act, refers_back
from extractors.claims.meaning import COMPARING, OF_THE_PAPER, Found
from extractors.claims.numbers import told_by_numbers
from extractors.claims.title import Title
from extractors.claims.whole import is_bland
from extractors.claims.words import listed
from extractors.document import Role
from extractors.pipeline import Extraction
from ontologies.term import Kind

_MEASURED = re.compile(r"\b(?:levels?|concentrations?|expression|activity)\b")
_ILLS = frozenset({Kind.DISEASE, Kind.PHENOTYPE})
# Sections that speak of other papers as much as of this one.
_OF_OTHERS = frozenset({Role.INTRODUCTION, Role.METHODS, Role.DISCUSSION})
# A sentence that gives a p value or an interval tells of arms that were tested against each other.
_TESTED = re.compile(
    r"\b[Pp]\s?[<>=≤≥]|\b[Pp][- ]values?\b|\bCI\b|\bn\.?s\.?\b|\bsignifican|\d\s?% (?:higher|lower|more|less|great|few)"
    r"|\d[- ]?fold\b|\btimes (?:higher|lower|more|less|great)"
)
# "rose by ten beats": an amount brings nothing.
_AMOUNT = re.compile(
    r"\bby\s+(?:(?:approximately|about|around|almost|nearly|over|up to|at least|more than"
    r"|an? (?:mean|average|median) of)\s+)?"
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|half)\s*[\w%/-]*\s*$"
)


# "gamma-secretase expression and activity": the second has the name of the first, which it says nothing without.
_SHARING = listed(
    "expression activity activities level levels secretion production release phosphorylation synthesis transcription "
    "abundance content signaling signalling maturation accumulation uptake translocation"
)


@functools.lru_cache(maxsize=16)
def _is_tested(sentence: str) -> bool:
    return _TESTED.search(sentence) is not None


class Discourse:
    """Remember the last subject and the last outcome of one document; sentences are to be asked of in order."""

    def __init__(self, extraction: Extraction, resolver: Resolver, title: Title) -> None:
        self._text, self._sentences = extraction.document.text, extraction.sentences
        self._document, self._resolver, self._title = extraction.document, resolver, title
        self._subject: tuple[int, Argument] | None = None
        self._object: tuple[int, Argument] | None = None

    def resolve(self, at: int, frame: Frame) -> Found | None:
        """Return a frame of the sentence with the index ``at`` with what its places stand for.

        None where one of them stands for nothing, or where what it names brings nothing about.
        """
        if frame.subject is not None and frame.subject == frame.object:
            return self._split(frame)
        frame = self._with_owner(frame)
        tested = frame.comparator is not None or _is_tested(self._sentences[at].text)
        target = self._target(at, frame)
        named = self._named(frame, tested=tested)
        if frame.subject is not None and not self._brings(frame.subject, named, frame, tested=tested):
            return None
        subject, carried = self._meant(at, frame, named, tested=tested)
        if target is None or subject is None or self._are_one_thing(subject, target):
            return None
        if not carried:
            self._subject = (at, subject)
        self._object = (at, target)
        if frame.rule == "difference" and frame.comparator is not None and not carried:
            sign = told_by_numbers(self._text, self._sentences[at], subject, frame.comparator)
            frame = replace(frame, direction=sign)
        return Found(
            frame=frame,
            subject=subject,
            object=target,
            carried=carried,
            known=(self._resolver.recognised(subject), self._resolver.recognised(target)),
            measured=self._resolver.is_measured(target),
        )

    def _with_owner(self, frame: Frame) -> Frame:
        """Return "the peak of X was higher than that of Y" as said of the peak and X."""
        rival, place = frame.comparator, frame.object
        if frame.subject is not None or frame.rule != "predicative" or rival is None or rival.led != "that of":
            return frame
        head, of, owner = self._said(place).rpartition(" of ")
        if not of or not head:
            return frame
        end = place.start + len(head)
        measured = replace(place, end=end, reach_end=end, word=head.rsplit(maxsplit=1)[-1].lower())
        return replace(frame, object=measured, subject=replace(place, start=place.end - len(owner)))

    def _named(self, frame: Frame, *, tested: bool) -> Argument | None:
        """Return what the subject of a frame stands for by its own words; where arms are compared, people count."""
        if frame.subject is None:
            return None
        compares = frame.rule in COMPARING or (frame.rule == "passive" and frame.comparator is not None)
        place = frame.subject
        if frame.predicate is Predicate.APPROVED_FOR and place.end <= frame.object.start < place.reach_end:
            # "No treatment for pain is approved": what it is for is the object.
            place = replace(place, reach_end=place.end)
        if place.led == "sort":
            # "zinc patients" got zinc; "women of a certain age" are of no arm.
            sort, _, people = self._said(place).rpartition(" ")
            if people.lower() != place.word:
                return None
            end = place.start + len(sort)
            place = replace(place, end=end, reach_end=end, word=sort.rpartition(" ")[2].lower())
        return self._resolver.subject(place, people=tested and compares)

    def _brings(self, place: Place, named: Argument | None, frame: Frame, *, tested: bool) -> bool:
        """Tell whether a subject can bring about what its frame says: no amount, no mere place, no group untested."""
        if _AMOUNT.search(self._text, max(0, place.start - 40), place.start) is not None:
            return False
        if named is None:
            return True
        if not _is_side(named, place, frame):
            return False
        if named.text.lower() in BEARERS and frame.rule == "active" and _MEASURED.search(self._said(frame.object)):
            return False
        arms = frame.comparator is not None or (tested and named.kind is not Kind.ANATOMY)
        same = frame.rule == "difference" or frame.direction is Direction.NO_CHANGE
        return may_act(named, place, compared=arms) and (same or tested or not _is_bare_group(named))

    def _said(self, place: Place) -> str:
        return self._text[place.start : place.end]

    def _meant(self, at: int, frame: Frame, named: Argument | None, *, tested: bool) -> tuple[Argument | None, bool]:
        """Return who is meant by the subject of a frame, and whether that stands elsewhere."""
        subject, carried, refers = named, named is None, frame.pronoun
        if named is not None and frame.subject is not None and _is_bare_group(named):
            # "No difference between the groups": the title may say what they got.
            studied = self._studied(at, frame)
            own = self._document.role_at(self._sentences[at].start) not in _OF_OTHERS
            subject = studied or (self._resolver.subject(frame.subject) if own else None)
            carried = studied is not None
        if subject is not None and is_bland(subject) and frame.predicate is not Predicate.APPROVED_FOR:
            return self._particular(at, frame, subject, tested=tested)
        if subject is not None:
            return subject, carried
        place = frame.subject
        if place is not None and refers_back(place, self._text[max(0, place.start - 6) : place.start]):
            carried = refers = True
        # "Levels were raised" may be anybody's doing: without a test it is not taken as the last subject's.
        theirs = frame.rule != "passive" or tested
        if theirs and (place is None or refers):
            subject = self._carried(at, frame, refers=refers) or self._studied(at, frame, refers=refers)
        return subject, carried

    def _particular(self, at: int, frame: Frame, bland: Argument, *, tested: bool) -> tuple[Argument | None, bool]:
        """Return what "the intervention" is, and True; where that is not told the words, among results of arms only."""
        place = frame.subject
        meant = self._studied(at, frame) if frame.rule == "difference" else None
        if place is not None and refers_back(place, self._text[max(0, place.start - 6) : place.start]):
            meant = self._carried(at, frame, refers=True) or self._studied(at, frame, refers=True)
        if meant is not None:
            return meant, True
        own = self._document.role_at(self._sentences[at].start) not in _OF_OTHERS
        return (bland if own and (tested or self._title.of_trial) else None), False

    def _are_one_thing(self, subject: Argument, target: Argument) -> bool:
        """Tell whether two arguments overlap, are cells of a table, or one phrase: "tumour promoting signals"."""
        if subject.start < target.end and target.start < subject.end:
            return True
        between = self._text[min(subject.end, target.end) : max(subject.start, target.start)]
        names = subject.kind in _ILLS and self._text[subject.end : target.start].strip().endswith("ing")
        return "|" in between or names

    def _target(self, at: int, frame: Frame) -> Argument | None:
        if frame.object.start < frame.object.end:
            shared = frame.order and self._said(frame.object).lower() in _SHARING
            return None if shared else self._resolver.object(frame.object)
        # An empty place: what did not differ, the sentence before says.
        return self._object[1] if self._object and at - self._object[0] == 1 else None

    def _split(self, frame: Frame) -> Found | None:
        """Return the parts of one phrase that names both: "approved X-based cancer treatment"."""
        place = frame.object
        links = self._resolver.links_in(place.start, place.end)
        diseases = [link for link in links if link.mention.kind is Kind.DISEASE]
        if not diseases:
            return None
        target = self._resolver.named(diseases[-1])
        subject = self._resolver.subject(replace(place, end=target.start))
        if subject is None or subject.end > target.start:
            return None
        return Found(frame=frame, subject=subject, object=target)

    def _studied(self, at: int, frame: Frame, *, refers: bool = False) -> Argument | None:
        """Return what the title studies, where the paper's own results compare without arms or "the intervention"."""
        role = self._document.role_at(self._sentences[at].start)
        return self._title.studied if (refers or frame.rule in OF_THE_PAPER) and role not in _OF_OTHERS else None

    def _carried(self, at: int, frame: Frame, *, refers: bool) -> Argument | None:
        """Return the last subject where it stands in the sentence itself or in the one before it."""
        if self._subject is None or at - self._subject[0] > 1:
            return None
        last = self._subject[1]
        telling = bool(last.curies or last.intervention) or last.kind is Kind.INTERVENTION
        return last if telling and (self._subject[0] == at or refers or frame.rule in COMPARING) else None


_CLUSTERS = listed("villages schools communities clusters clinics wards practices households formulations regions")


def _is_side(named: Argument, place: Place, frame: Frame) -> bool:
    """Tell whether what "in" or "on" leads to may be an arm without a rival; "fell in one domain" names none.

    Nor do people of a sort, "fewer older patients"; those called by what they got, "fewer zinc patients", do.
    """
    if place.led == "sort":
        return bool(named.curies or named.intervention) or named.text.split()[0].isupper()
    if place.led not in {"in", "on"} or frame.comparator is not None or named.kind is not Kind.OTHER:
        return True
    arm = is_carrier(named.text) or is_arm(named.text) or is_group(named.text)
    cluster = named.text.lower().rsplit(maxsplit=1)[-1] in _CLUSTERS
    return arm or cluster or named.text.isupper() or " who " in named.text


def _is_bare_group(argument: Argument) -> bool:
    return not argument.curies and is_group(argument.text)
