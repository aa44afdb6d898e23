"""What the places of a frame stand for: a composed intervention, a linked entity, or plain words."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.claim import Argument
from extractors.claims.adjectives import is_adjective
from extractors.claims.frame import Place
from extractors.claims.function_words import DETERMINERS
from extractors.claims.groups import BEARERS, CARRIERS, GIVEN, is_carrier
from extractors.claims.heads import (
    ASPECTS,
    BARE,
    BRINGS,
    EMPTY,
    GENERIC,
    LOSSES,
    NEVER_FIRST,
    NO_AGENTS,
    PEOPLE,
    TREATMENTS,
    TURNING,
    UNITS,
    VAGUE,
)
from extractors.claims.marks import MARKS, marked, whole_of
from extractors.claims.names import AGENTS, Names
from extractors.claims.plain import is_finite, plain, trimmed, whole_end
from extractors.claims.whole import completed, in_list
from extractors.claims.words import link_nouns, noun_forms
from extractors.link import Link
from extractors.screen import screened
from ontologies.term import Kind

_THINGS = frozenset(
    {Kind.DISEASE, Kind.PHENOTYPE, Kind.OUTCOME, Kind.PROCESS, Kind.GENE, Kind.CHEMICAL, Kind.CELL_TYPE, Kind.CELL_LINE}
)
_BODIES = frozenset({Kind.ANATOMY, Kind.SPECIES})
# After a name: it is taken away.
_LOST = re.compile(
    r"(?:\s?\(?[-−–+]/?\s?[-−–]|[-−–\s](?:KO|[Kk]nock-?(?:out|down)|null|deficien|deplet|silenc|delet|mutant|s[ih]RNA))"
)
_TREATING = re.compile(r"\b(?:treatments?|therapy|management|prevention) (?:of|for)\b", re.IGNORECASE)
# "time to recurrence" is the opposite of recurrence: such heads stay.
_LED = re.compile(
    r"\b(?:time to|need for|(?:resistance|sensitivity|adherence|response) to) (?:the |an? )?$", re.IGNORECASE
)
_USED = re.compile(r"(?:\w+ )?(?:pre-?)?(?:treatment|therapy|incubation|stimulation) of\b", re.IGNORECASE)
_TREATED_WITH = re.compile(r"\s+with (?:the |an? )?(?P<what>[\w-]+(?:\s(?!in\b|for\b|at\b|and\b|on\b)[\w-]+){0,5})$")
_USING = re.compile(r"\s+using (?:the |an? )?([\w-]+(?:\s[\w-]+){0,4})$")
_RECEIVED = re.compile(
    r"\s+(?:(?:who (?:had |were |was )?)?(?:treated with|given|receiving|received|taking|(?:assigned"
    r"|allocated|randomi[sz]ed)"
    r" to(?: receive)?|exposed to) (?:the |a |an |\d+ ?m?g )?(?P<what>[\w-]+(?: (?!group|arm|than|in"
    r"|for|and|had|were|was|did)[\w-]+)?)"
    r"|(?:in|of) (?:the )?(?P<arm>[Gg]roup \w{1,3}\b|[\w-]+"
    r"(?= (?:group|arm|condition|schools?|villages?|communit(?:y|ies)|clusters?|clinics?|practices|hospitals?)\b)))"
)
_WITHOUT = re.compile(r"\s+(?:without|who (?:had|did|were|have) no[t ]|not)\s", re.IGNORECASE)
_WITH = re.compile(r"\s+(?:with|suffering from|who (?:have|had)|having|diagnosed with|affected by)\s")
_SHARE = re.compile(
    r"(?:[\w-]+\s){0,3}?(?:proportions?|percentages?|numbers?|rates?|fractions?|shares?) of (?:[\w-]+\s){0,2}?"
    r"(?:patients|women|men|children|participants|people|subjects|individuals|adults|infants|cases|students|persons|girls|boys|mothers)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s(?:who\s(?!received|got|took|had received)|that\s|\w{3,}ing\s(?<!receiving\s)(?<!taking\s)(?<!using\s))"
    r"[^,;()]{3,60}$"
)
_BRACKET = re.compile(r"\([^()]*\)")
_WHO = re.compile(r"\s+(?:who|that|which)\s")
# "Smith et al. reported a fall in pain": who reports it does not bring it.
_LESSENING = re.compile(
    r"(?:replacing|substituting|reducing|lowering|restricting|limiting|avoiding|stopping|withdrawing|discontinuing"
    r"|skipping|omitting|cutting|removing|quitting)\s",
    re.IGNORECASE,
)
# What bears a thing is told apart by it: "tumours with high HER2", "microglia lacking TREM2".
_MARKED_BY = re.compile(
    r"\s+(?:with|carrying|harbou?ring|lacking|(?:stably )?(?:over)?expressing|(?:transfected|infected|transduced) with"
    r"|depleted of|devoid of|deficient (?:in|for))\s"
)
_MODIFIED = re.compile(r"\b(?!\w+(?:ed|ly|al|ic|ive|ous|ing|ar|ary)\s)[a-zA-Z][\w-]{2,}\s$")
_CONDITION = re.compile(
    r"(?:un)?treated|diabetic|obese|lean|infected|aged|fasted|trained|immunised|immunized", re.IGNORECASE
)
_TURNED = re.compile(
    r"[\s-](?:(?:blocking|neutrali[sz]ing|receptor) )?"
    r"(?:inhibitors?|antagonists?|blockers?|antibod(?:y|ies)|s[ih]RNAs?)\b"
)
# "overall survival": the first word is a part of the name.
_WHOLE = re.compile(r"(?:survival|response|mortality|health|quality|function)\b", re.IGNORECASE)
_AUTHORS = re.compile(r"\bet al\b|\bcolleagues$|\bco-?workers$")
_GLUED = re.compile(r"[-–]([a-z]{3,})")
_ILLS = frozenset({Kind.DISEASE, Kind.PHENOTYPE})
_GRADED = re.compile(r"\b(?:shorter|longer|earlier|later|faster|slower|larger|smaller|greater)\s$", re.IGNORECASE)
_APART = re.compile(r"[\s/]+")
_LACK = screened(
    r"\b(?:low(?:er|est)?|reduced|decreased|diminished|deficient|insufficient|inadequate|absent|lacking"
    r"|lack of|depleted|down-?regulated)\s+(?:(?:levels?|concentrations?|expression|activity|intake|serum|plasma"
    r"|circulating|blood|dietary|baseline|urinary|tumou?r|nuclear|total|free|mean|of|the|in|pre-?treatment|preoperative|postoperative|maternal|fetal|cord|salivary"
    r"|platelet|hepatic|renal|endogenous|intracellular|initial|admission)\s+)*$",
    re.IGNORECASE,
)


def lack_before(text: str, start: int) -> int | None:
    """Return where words begin that say before a name that there is little of it; None where there are none.

    >>> lack_before("Low serum levels of zinc", 20), lack_before("low-dose aspirin", 9)
    (0, None)
    """
    match = _LACK.search(text, max(0, start - 60), start)
    return match.start() if match is not None else None


_NO_OUTCOMES = BARE | EMPTY


@functools.cache
def _vague_words() -> frozenset[str]:
    """Return the words that name nothing in particular: a phrase of these alone is no subject."""
    return frozenset(VAGUE | BARE | noun_forms().keys() | link_nouns().keys())


def _ends_in_treatment(words: str | None) -> bool:
    return words is not None and words.lower().rsplit(maxsplit=1)[-1] in TREATMENTS


class Resolver(Names):
    """Turn places of one document into arguments."""

    def subject(self, place: Place, *, people: bool = False) -> Argument | None:
        """Return what acts; None where the words name nothing that can. With ``people`` a bare group counts as well."""
        if place.led == "without":
            return self._till(place, place.end)
        if place.led == "both":
            # "obese and lean mice": two arms in one phrase.
            return plain(self.text, place, Kind.OTHER)
        place = marked(self.text, place)
        found = whole_of(self.text, self._graded(self._subject(place, people=people)))
        found = self._taken(place, found) if place.whole is not None else found
        # "Low vitamin D" does what vitamin D does not: the phrase stays whole, as "loss of X" does.
        start = lack_before(self.text, found.start) if found is not None else None
        if found is None or start is None or start < place.start - 12:
            return found
        if not found.curies and " in " in self.text[start : found.start]:
            # "was lower in treated cells".
            return found
        end = max(found.end, place.end)
        return Argument(start=start, end=end, text=self.text[start:end], kind=Kind.OTHER)

    def _taken(self, place: Place, found: Argument | None) -> Argument | None:
        """Return the list that a subject is lost in, "loss of X and Y"; of "X and Y inhibitors" where X is a gene."""
        if found is None or place.whole is None or (place.whole[1] > place.end and found.kind is not Kind.GENE):
            return found
        start, end = place.whole
        return Argument(start=start, end=end, text=self.text[start:end], kind=Kind.OTHER)

    def _graded(self, found: Argument | None) -> Argument | None:
        """Return "shorter treatment" whole: it does what treatment does not."""
        if found is None or found.curies or " " in found.text:
            return found
        match = _GRADED.search(self.text, max(0, found.start - 10), found.start)
        start = match.start() if match is not None else found.start
        return replace(found, start=start, text=self.text[start : found.end])

    def _subject(self, place: Place, *, people: bool) -> Argument | None:
        if place.change:
            # "the fall in pain improved sleep": the fall does, not the pain.
            return plain(self.text, place, Kind.OTHER)
        told = self._used_on(place) or self._with_its_mark(place) or self._composed_in(place)
        if told is not None:
            return told
        every = [
            link
            for link in self.links_in(place.start, place.end)
            if link.mention.kind in AGENTS and not self._only_modifies(link)
        ]
        near = [link for link in every if link.mention.text.lower() not in GENERIC]
        if len(near) < len(every) and not any(link.mention.kind in GIVEN for link in near):
            return self._specific(place, every[-1])
        bracket = self.text.find("(", place.start, place.end) > 0
        if (bracket and MARKS.match(self.text, place.start, place.end)) or any(
            _LOST.match(self.text, link.mention.end) for link in self.links_in(place.start, place.end)
        ):
            # "TP53-deficient mice" show what is without TP53.
            return plain(self.text, place, Kind.OTHER)
        head = self._headed(near, place)
        return self._by_head(head, near, place, people=people) if head else self._headless(near, place, people=people)

    def _with_its_mark(self, place: Place) -> Argument | None:
        """Return a phrase with what follows it where only both together act: "Replacing X with Y", "tumours with X"."""
        taken = place.word in LOSSES and not any(
            link.mention.kind in GIVEN for link in self.links_in(place.end, place.reach_end)
        )
        if taken:
            # "knockdown of X in fish": X does the opposite.
            return plain(self.text, place, Kind.OTHER) or self._till(place, place.end)
        lessens = _LESSENING.match(self.text, place.start, place.end) is not None
        marked = place.word in BEARERS and _MARKED_BY.match(self.text, place.end, place.reach_end) is not None
        return self._till(place, place.reach_end) if lessens or marked else None

    def _composed_in(self, place: Place) -> Argument | None:
        """Return the first composed intervention of a phrase, else of what reaches it."""
        whole = next(iter(self.interventions_in(place.start, place.end)), None)
        whole = whole or next(iter(self.interventions_in(place.end, place.reach_end)), None)
        return self.composed(whole) if whole is not None else None

    def _by_head(self, head: Link, near: Sequence[Link], place: Place, *, people: bool) -> Argument | None:
        """Return what the name that heads a phrase stands for; "downregulation of X" stands for more than its head."""
        if self.text.startswith(" of ", head.mention.end) and head.mention.end + 4 < place.end:
            return plain(self.text, place, Kind.OTHER)
        if head.mention.kind is Kind.SPECIES:
            # "X-treated patients": what they got acts.
            head = self.best([link for link in near if link.mention.kind is not Kind.SPECIES]) or head
            reached = [link for link in self.links_in(place.end, place.reach_end) if link.mention.kind in GIVEN]
            head = reached[0] if reached and head.mention.kind is Kind.SPECIES else head
        if head.mention.kind is Kind.SPECIES:
            return self._told_apart(head, place, people=people)
        if head.mention.kind is Kind.PROCESS and _MODIFIED.search(self.text[place.start : head.mention.start]):
            # "reward learning" is not learning.
            return plain(self.text, place, Kind.PROCESS) or self.named(head)
        if head.mention.kind in _ILLS and _TREATING.search(self.text, place.start, head.mention.start):
            # "imiquimod treatment of keratosis": what is given acts, not what it is given for.
            return next((self.named(link) for link in near if link.mention.kind in GIVEN), None)
        return None if head.mention.text.lower() in DETERMINERS else self.named(head)

    def _headless(self, near: Sequence[Link], place: Place, *, people: bool) -> Argument | None:
        """Return what a phrase stands for that no name heads: a name beside or after its head, or its words."""
        aimed = completed(self.text, place) if place.word in TURNING else place
        if place.word in TURNING and (near or aimed is not place):
            # "PDE4 inhibitor" does the opposite of PDE4: the phrase stays whole, and "siRNA against PDE4".
            return plain(self.text, aimed, Kind.INTERVENTION)
        best = self.best(near or self._within_reach(place))
        if best is not None and place.reach_end > place.end and place.word in TREATMENTS | CARRIERS:
            return self._completing(best, place)
        received = self._received(place) if place.word in CARRIERS else None
        if received is not None or (place.word in CARRIERS and not (people and place.reach_end == place.end)):
            told = received or self._having(place) or self._who(place)
            return told or (plain(self.text, place, Kind.OTHER) if people else self._acting(place))
        return plain(self.text, place, Kind.OTHER) if people else self._acting(place)

    def _completing(self, link: Link, place: Place) -> Argument:
        """Return the name that completes a phrase; with a TREM2 antibody it is not TREM2 itself that is given."""
        received = _RECEIVED.match(self.text, place.end)
        if received is not None and _ends_in_treatment(received["what"]) and link.mention.start > received.end():
            # "children who received oxygen-rich treatment at 2 atm with X".
            return self._received(place) or self.named(link)
        turned = _TURNED.match(self.text, link.mention.end)
        if turned is not None:
            start, end = link.mention.start, turned.end()
            return Argument(start=start, end=end, text=self.text[start:end], kind=Kind.INTERVENTION)
        lacking = _WITHOUT.match(self.text, place.end) is not None
        return self._till(place, link.mention.end) if lacking else self.named(link)

    def _specific(self, place: Place, link: Link) -> Argument | None:
        """Return what a name such as "regimen" is of: what reaches it, or the whole phrase, "Ca2+ signalling"."""
        led = place.reach_end > place.end and place.word in TREATMENTS
        reached = self.best(self._within_reach(place)) if led else None
        whole = self.named(reached) if reached else plain(self.text, completed(self.text, place), link.mention.kind)
        alone = whole is None or (whole.start, whole.end) == (link.mention.start, link.mention.end)
        return self.named(link) if alone else whole

    def _told_apart(self, head: Link, place: Place, *, people: bool) -> Argument | None:
        """Return what tells people or animals from others: what they got or have."""
        received = self._received(place)
        if received is not None or people or not is_carrier(head.mention.text):
            told = place.start < head.mention.start and _CONDITION.match(self.text, place.start) is not None
            told_by = received or self._having(place) or self._who(place)
            return told_by or (self._till(place, place.end) if told else self.named(head))
        ill = [link for link in self.links_in(place.end, place.reach_end) if link.mention.kind in _ILLS]
        return self.named(ill[0]) if ill else None

    def _used_on(self, place: Place) -> Argument | None:
        """Return what is given in "treatment of lesions with X"."""
        if place.reach_end == place.end or _USED.match(self.text, place.start, place.end) is None:
            return None
        given = [link for link in self.links_in(place.end, place.reach_end) if link.mention.kind in GIVEN]
        way = _USING.match(self.text, place.end, place.reach_end)
        if not given and way is not None:
            return Argument(start=way.start(1), end=way.end(1), text=way[1], kind=Kind.INTERVENTION)
        if given and self.text[: given[0].mention.start].endswith(("with ", "using ", "by ")):
            return self.named(given[0])
        told = _TREATED_WITH.match(self.text, place.end, place.reach_end)
        if told is None:
            return None
        start, end = told.span("what")
        return plain(self.text, replace(place, start=start, end=end, word=told["what"].split()[-1]), Kind.INTERVENTION)

    def _received(self, place: Place) -> Argument | None:
        """Return what people got, known or not: "children treated with X", "carriers in the X group"."""
        match = _RECEIVED.match(self.text, place.end)
        if match is None:
            return None
        start, end = match.span("what" if match["what"] else "arm")
        given = [link for link in self.links_in(start, end) if link.mention.kind in GIVEN]
        if given:
            return self.named(given[0])
        return Argument(start=start, end=end, text=self.text[start:end], kind=Kind.INTERVENTION)

    def _till(self, place: Place, end: int) -> Argument:
        """Return a phrase with what follows it, as words: "those without stroke" are not about stroke."""
        start = place.start if place.led == "without" else trimmed(self.text, place.start, place.end)
        return Argument(start=start, end=end, text=self.text[start:end], kind=Kind.OTHER)

    def _who(self, place: Place) -> Argument | None:
        """Return people with the clause that tells them from others: "smokers who gave up"."""
        clause = _WHO.match(self.text, place.end, place.reach_end)
        return self._till(place, place.reach_end) if clause is not None else None

    def _having(self, place: Place) -> Argument | None:
        """Return "patients with X" as a whole: the disease tells them from others."""
        match = _WITH.match(self.text, place.end)
        ills = self.links_in(match.end(), match.end() + 60) if match is not None else []
        ill = next((link for link in ills if link.mention.kind in _ILLS), None)
        if match is None or ill is None or self.text[match.end() : ill.mention.start].count(" ") > 2:
            return None
        start = trimmed(self.text, place.start, place.end)
        return self._linked(ill, start, ill.mention.end)

    def _within_reach(self, place: Place) -> list[Link]:
        """Return the names that complete a phrase; what a treatment is for is none of them."""
        if place.word not in TREATMENTS:
            fitting = AGENTS
        elif self._is_bare(place):
            fitting = GIVEN | {Kind.CELL_TYPE}
        else:
            return []
        return [
            link
            for link in self.links_in(place.end, place.reach_end)
            if link.mention.kind in fitting and not self._only_modifies(link)
        ]

    def _is_bare(self, place: Place) -> bool:
        """Tell whether a phrase is one word: "treatment", not "exosome therapy"."""
        return " " not in self.text[trimmed(self.text, place.start, place.end) : place.end].strip()

    def _only_modifies(self, link: Link) -> bool:
        """Tell whether a name is glued to a word that makes it say something else: "actin-capping", "asthma-like"."""
        match = _GLUED.match(self.text, link.mention.end)
        return match is not None and match[1].lower() not in ASPECTS | BRINGS

    def _acting(self, place: Place) -> Argument | None:
        """Return words that no recogniser knows as a subject; None where they name nothing in particular."""
        place = completed(self.text, place)
        found = plain(self.text, place, Kind.INTERVENTION if place.word in TREATMENTS else Kind.OTHER)
        if found is None or found.kind is Kind.INTERVENTION:
            return found
        if _AUTHORS.search(found.text):
            return None
        words = found.text.lower().split()
        vague = (
            set(words) <= UNITS
            or _vague_words().issuperset(words)
            or words[0] in NEVER_FIRST
            or (words[-1] in PEOPLE or words[-1] in NO_AGENTS)
            or (words[0] in NO_AGENTS and place.word == words[0])
        )
        return None if vague else found

    def object(self, place: Place) -> Argument | None:
        """Return what is acted on: an entity where the phrase names one, else the phrase as an outcome with no term."""
        found = self._object(place)
        return found if found is None or place.whole is None else in_list(self.text, found, place)

    def _object(self, place: Place) -> Argument | None:
        if _WHOLE.match(self.text, place.start) and self.text[: place.start].lower().endswith("overall "):
            place = replace(place, start=place.start - len("overall "))
        whole = [w for w in self.interventions_in(place.start, place.end) if w.end >= place.end]
        if whole:
            return self.composed(whole[0])
        end, place = self._counted_end(place), marked(self.text, place, found=True)
        place = place if place.end == end else replace(place, end=end)
        links = [link for link in self.links_in(place.start, place.end) if link.mention.kind in _THINGS]
        head = self._headed([link for link in links if link.mention.text.lower() not in DETERMINERS], place)
        whole_name = self._cut_short(place)
        if head is None and whole_name is not None:
            return self.named(whole_name)
        if head is not None:
            whole_phrase = head.mention.kind is not Kind.OUTCOME or _LED.search(
                self.text[place.start : head.mention.start]
            )
            start = trimmed(self.text, place.start, place.end) if whole_phrase else head.mention.start
            return self._unless_empty(
                self._linked(head, min(start, head.mention.start), max(place.end, head.mention.end))
            )
        found = plain(self.text, place, Kind.OUTCOME)
        return None if found is not None and self._is_no_outcome(found) else found

    @staticmethod
    def _unless_empty(found: Argument) -> Argument | None:
        """Return an argument, None where adjectives are all that stands there: "concentric and eccentric torque"."""
        empty = not found.curies and all(is_adjective(word) for word in found.text.lower().split())
        return None if empty else found

    def _counted_end(self, place: Place) -> int:
        """Return where a share of people ends with what is counted: "proportion of women experiencing pain"."""
        if place.reach_end <= place.end or _SHARE.match(self.text, place.start, place.end) is None:
            return place.end
        told = _COUNTED.match(self.text, place.end, place.reach_end)
        return told.end() if told is not None else place.end

    def _is_no_outcome(self, found: Argument) -> bool:
        """Tell whether words name people, a part of the body, a unit or a verb: none of these rises or falls."""
        words = found.text.lower().split()
        if (len(words) == 1 and words[0] in _NO_OUTCOMES) or all(is_adjective(word) for word in words):
            return True
        if set(words) <= PEOPLE or (words[-1] in PEOPLE and "of" not in words) or words[0] == "be":
            return True
        if set(_APART.split(found.text.lower())) <= UNITS:
            return True
        links = self.links_in(found.start, found.end)
        return any(
            link.mention.kind in _BODIES and link.mention.start == found.start and link.mention.end == found.end
            for link in links
        )

    def _cut_short(self, place: Place) -> Link | None:
        """Return the outcome that goes on where the phrase ends: "health [related quality of life]"."""
        return next(
            (
                link
                for link in self.links_in(place.start, place.end + 80)
                if link.mention.kind is Kind.OUTCOME
                and link.mention.start < place.end < link.mention.end
                and not is_finite(self.text[place.end : link.mention.end])
            ),
            None,
        )

    def _headed(self, links: Sequence[Link], place: Place) -> Link | None:
        """Return the name that heads the phrase: it ends it, or only words of aspect follow or lead it."""
        fitting = []
        for link in links:
            after = _BRACKET.sub(" ", self.text[link.mention.end : place.end]).lower().replace("-", " ").split()
            before = self.text[place.start : link.mention.start].lower().split()
            led = before[-1:] == ["of"] and set(before[:-1]) & ASPECTS
            if (not after or set(after) <= ASPECTS) and (led or "of" not in before):
                fitting.append(link)
            elif after and after[0] == "of" and before == []:
                # "inhibitors of X": the head stands first.
                fitting.append(link)
        return self.best(fitting)

    def _linked(self, link: Link, start: int, end: int) -> Argument:
        end = whole_end(self.text, start, end)
        return Argument(start=start, end=end, text=self.text[start:end], kind=link.mention.kind, curies=link.curies)
