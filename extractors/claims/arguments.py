"""What the places of a frame stand for: a composed intervention, a linked entity, or plain words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extractors.claim import Argument
from extractors.claims.frame import Place
from extractors.claims.groups import CARRIERS, GIVEN, LETTERS, is_arm, is_carrier
from extractors.claims.words import (
    BARE,
    DETERMINERS,
    GRADES,
    HOLLOW,
    MEASURABLE,
    Role,
    link_nouns,
    listed,
    noun_forms,
    verb_forms,
)
from extractors.link import Link
from extractors.mention import Intervention
from ontologies.term import Kind

# Nouns that say which side of a gene, chemical or disease is meant: "TP53 expression" is about TP53.
_ASPECTS = listed(
    "expression level levels activity mrna protein proteins concentration concentrations production secretion "
    "phosphorylation signaling signalling release gene genes pathway transcription abundance content uptake "
    "synthesis risk risks incidence rate rates prevalence development occurrence episode episodes symptom "
    "symptoms severity onset burden events event progression treatment therapy administration supplementation use "
    "exposure co-administration coadministration ingestion consumption instillation inhalation application addition "
    "group groups arm infusion injection injections intake users monotherapy dose doses treated patients "
    "cases attacks lozenge lozenges tablet tablets capsule capsules cream ointment gel solution patch spray drops"
    " syrup "
    "based loaded containing alone"
)
_TREATMENTS = listed(
    "treatment therapy intervention interventions supplementation training exercise programme program surgery "
    "injection injections infusion administration drug drugs medication medications regimen diet vaccine "
    "vaccination group groups arm arms chemotherapy radiotherapy transplantation stimulation rehabilitation "
    "agent agents education counseling counselling acupuncture massage monotherapy device vesicles "
    "exosomes evs extract "
    "compound compounds inhibitor inhibitors agonist agonists antagonist antagonists antibody antibodies placebo "
    "control controls treatments therapies procedure technique"
)
_TRIM = re.compile(
    r"^(?:(?:(?-i:RESULTS?|CONCLUSIONS?|BACKGROUND|CONTEXT|OBJECTIVES?|METHODS|FINDINGS|INTERPRETATION|PURPOSE|AIMS?)|the|a|an|this|that|these|those|their|its|his|her|our|both|all|any|each|such|no|other|another|some"
    r"|several|many|most|significant|significantly|overall|further|potential|subsequent|following|respective|certain"
    r"|various|different|two|three|four|one|more|less|\d+)\s+)+",
    re.IGNORECASE,
)
_AGENTS = frozenset(Kind) - {
    Kind.OUTCOME,
    Kind.ANATOMY,
    Kind.CELL_LINE,
    Kind.EVIDENCE,
    Kind.STATISTIC,
    Kind.PUBLICATION_TYPE,
}
_THINGS = frozenset(
    {Kind.DISEASE, Kind.PHENOTYPE, Kind.OUTCOME, Kind.PROCESS, Kind.GENE, Kind.CHEMICAL, Kind.CELL_TYPE, Kind.CELL_LINE}
)
# Where several names stand in one place, the more telling kind is meant: the drug, not the patients who take it.
_RANK = (
    Kind.INTERVENTION, Kind.CHEMICAL, Kind.GENE, Kind.VARIANT, Kind.DISEASE, Kind.PHENOTYPE, Kind.PROCESS, Kind.OUTCOME,
    Kind.OTHER, Kind.CELL_TYPE, Kind.CELL_LINE, Kind.ANATOMY, Kind.SPECIES,
)  # fmt: skip


_LACK = re.compile(
    r"\b(?:low(?:er|est)?|reduced|decreased|diminished|deficient|insufficient|inadequate|absent|lacking"
    r"|lack of|depleted|down-?regulated)\s+(?:(?:levels?|concentrations?|expression|activity|intake|serum|plasma"
    r"|circulating|blood|dietary|baseline|urinary|tumou?r|nuclear|total|free|mean|of|the|in)\s+)*$",
    re.IGNORECASE,
)


def lack_before(text: str, start: int) -> int | None:
    """Return where words begin that say before a name that there is little of it; None where there are none.

    >>> lack_before("Low serum levels of zinc", 20), lack_before("low-dose aspirin", 9)
    (0, None)
    """
    match = _LACK.search(text, max(0, start - 60), start)
    return match.start() if match is not None else None


class Resolver:
    """Turn places of one document into arguments."""

    def __init__(self, text: str, links: Sequence[Link], interventions: Sequence[Intervention]) -> None:
        self.text = text
        self._links = sorted(links, key=lambda link: (link.mention.start, -link.mention.end))
        self._starts = [link.mention.start for link in self._links]
        self._interventions = sorted(interventions, key=lambda whole: whole.start)
        self._whole_starts = [whole.start for whole in self._interventions]

    @staticmethod
    def named(link: Link) -> Argument:
        """Return a link as the argument that its own mention is."""
        mention = link.mention
        return Argument(start=mention.start, end=mention.end, text=mention.text, kind=mention.kind, curies=link.curies)

    @staticmethod
    def composed(whole: Intervention) -> Argument:
        """Return a composed intervention as an argument."""
        return Argument(start=whole.start, end=whole.end, text=whole.text, kind=Kind.INTERVENTION, intervention=whole)

    def links_in(self, start: int, end: int) -> list[Link]:
        """Return the links whose mention lies within a span, in order."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [link for link in self._links[first:last] if link.mention.end <= end]

    def interventions_in(self, start: int, end: int) -> list[Intervention]:
        """Return the composed interventions that begin within a span or reach into it."""
        first = max(0, bisect_left(self._whole_starts, start) - 1)
        last = bisect_left(self._whole_starts, end)
        return [whole for whole in self._interventions[first:last] if whole.end > start]

    def closed(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans of names within a sentence, longest first where they nest, none overlapping."""
        spans: list[tuple[int, int]] = []
        for link in self.links_in(start, end):
            mention = link.mention
            if mention.kind is not Kind.OUTCOME and (not spans or mention.start >= spans[-1][1]):
                spans.append((mention.start, mention.end))
        return spans

    def subject(self, place: Place, *, people: bool = False) -> Argument | None:
        """Return what acts; None where the words name nothing that can. With ``people`` a bare group counts as well."""
        if place.led == "without":
            return self._till(place, place.end)
        found = self._subject(place, people=people)
        # "Low vitamin D" does what vitamin D does not: the phrase stays whole, as "loss of X" does.
        start = lack_before(self.text, found.start) if found is not None and found.curies else None
        if found is None or start is None or start < place.start - 12:
            return found
        end = max(found.end, place.end)
        return Argument(start=start, end=end, text=self.text[start:end], kind=Kind.OTHER)

    def _subject(self, place: Place, *, people: bool) -> Argument | None:  # noqa: PLR0911
        if place.change:
            # "the fall in pain improved sleep": the fall does, not the pain.
            return self._plain(place, Kind.OTHER)
        used = self._used_on(place)
        if used is not None:
            return used
        whole = next(iter(self.interventions_in(place.start, place.end)), None)
        whole = whole or next(iter(self.interventions_in(place.end, place.reach_end)), None)
        if whole is not None:
            return self.composed(whole)
        every = [
            link
            for link in self.links_in(place.start, place.end)
            if link.mention.kind in _AGENTS and not self._only_modifies(link)
        ]
        near = [link for link in every if link.mention.text.lower() not in _GENERIC]
        if len(near) < len(every) and not any(link.mention.kind in GIVEN for link in near):
            return self._specific(place, every[-1])
        head = self._headed(near, place)
        if head is not None and head.mention.kind is Kind.SPECIES:
            # "X-treated patients": what they got acts.
            head = self._best([link for link in near if link.mention.kind is not Kind.SPECIES]) or head
            reached = [link for link in self.links_in(place.end, place.reach_end) if link.mention.kind in GIVEN]
            head = reached[0] if reached and head.mention.kind is Kind.SPECIES else head
        if any(_LOST.match(self.text, link.mention.end) for link in self.links_in(place.start, place.end)):
            # "TP53-deficient mice" show what is without TP53.
            return self._plain(place, Kind.OTHER)
        if head is not None and head.mention.kind is Kind.SPECIES:
            return self._told_apart(head, place, people=people)
        if (
            head is not None
            and head.mention.kind in _ILLS
            and _TREATING.search(self.text, place.start, head.mention.start)
        ):
            # "imiquimod treatment of keratosis": what is given acts, not what it is given for.
            return next((self.named(link) for link in near if link.mention.kind in GIVEN), None)
        if head is not None:
            return None if head.mention.text.lower() in DETERMINERS else self.named(head)
        if place.word in _TURNING and near:
            # "PDE4 inhibitor" does the opposite of PDE4: the phrase stays whole.
            return self._plain(place, Kind.INTERVENTION)
        best = self._best(near or self._within_reach(place))
        if best is not None and place.reach_end > place.end and place.word in _TREATMENTS | CARRIERS:
            lacking = _WITHOUT.match(self.text, place.end) is not None
            return self._till(place, best.mention.end) if lacking else self.named(best)
        if place.word in CARRIERS and not (people and place.reach_end == place.end):
            told = self._received(place) or self._having(place)
            return told or (self._plain(place, Kind.OTHER) if people else self._acting(place))
        return self._plain(place, Kind.OTHER) if people else self._acting(place)

    def _specific(self, place: Place, link: Link) -> Argument | None:
        """Return what a name such as "regimen" is of: what reaches it, or the whole phrase, "Ca2+ signalling"."""
        reached = self._best(self._within_reach(place)) if place.reach_end > place.end else None
        return self.named(reached) if reached else self._plain(place, link.mention.kind) or self.named(link)

    def _told_apart(self, head: Link, place: Place, *, people: bool) -> Argument | None:
        """Return what tells people or animals from others: what they got or have."""
        received = self._received(place)
        if received is not None or people or not is_carrier(head.mention.text):
            return received or self._having(place) or self.named(head)
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
        if not given or not self.text[: given[0].mention.start].endswith(("with ", "using ", "by ")):
            return None
        return self.named(given[0])

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
        start = place.start if place.led == "without" else _trimmed(self.text, place.start, place.end)
        return Argument(start=start, end=end, text=self.text[start:end], kind=Kind.OTHER)

    def _having(self, place: Place) -> Argument | None:
        """Return "patients with X" as a whole: the disease tells them from others."""
        match = _WITH.match(self.text, place.end)
        ills = self.links_in(match.end(), match.end() + 60) if match is not None else []
        ill = next((link for link in ills if link.mention.kind in _ILLS), None)
        if match is None or ill is None or self.text[match.end() : ill.mention.start].count(" ") > 2:
            return None
        start = _trimmed(self.text, place.start, place.end)
        return self._linked(ill, start, ill.mention.end)

    def _within_reach(self, place: Place) -> list[Link]:
        """Return the names that complete a phrase; what a treatment is for is none of them."""
        if place.word not in _TREATMENTS:
            fitting = _AGENTS
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
        return " " not in self.text[_trimmed(self.text, place.start, place.end) : place.end].strip()

    def _only_modifies(self, link: Link) -> bool:
        """Tell whether a name is glued to a word that makes it say something else: "actin-capping", "asthma-like"."""
        match = _GLUED.match(self.text, link.mention.end)
        return match is not None and match[1].lower() not in _ASPECTS | _BRINGS

    def _acting(self, place: Place) -> Argument | None:
        """Return words that no recogniser knows as a subject; None where they name nothing in particular."""
        found = self._plain(place, Kind.INTERVENTION if place.word in _TREATMENTS else Kind.OTHER)
        if found is None or found.kind is Kind.INTERVENTION:
            return found
        if _AUTHORS.search(found.text):
            return None
        words = found.text.lower().split()
        vague = (
            set(words) <= _VAGUE | BARE | noun_forms().keys() | link_nouns().keys()
            or words[0] in _NEVER_FIRST
            or words[-1] in _PEOPLE | _NO_AGENTS
            or (words[0] in _NO_AGENTS and place.word == words[0])
        )
        return None if vague else found

    def object(self, place: Place) -> Argument | None:
        """Return what is acted on: an entity where the phrase names one, else the phrase as an outcome with no term."""
        whole = [w for w in self.interventions_in(place.start, place.end) if w.end >= place.end]
        if whole:
            return self.composed(whole[0])
        links = [link for link in self.links_in(place.start, place.end) if link.mention.kind in _THINGS]
        head = self._headed([link for link in links if link.mention.text.lower() not in DETERMINERS], place)
        whole_name = self._cut_short(place)
        if head is None and whole_name is not None:
            return self.named(whole_name)
        if head is not None:
            whole_phrase = head.mention.kind is not Kind.OUTCOME or _LED.search(
                self.text[place.start : head.mention.start]
            )
            start = _trimmed(self.text, place.start, place.end) if whole_phrase else head.mention.start
            return self._linked(head, min(start, head.mention.start), max(place.end, head.mention.end))
        found = self._plain(place, Kind.OUTCOME)
        return None if found is not None and self._is_no_outcome(found) else found

    def _is_no_outcome(self, found: Argument) -> bool:
        """Tell whether words name people, a part of the body, a unit or a verb: none of these rises or falls."""
        words = found.text.lower().split()
        if len(words) == 1 and words[0] in BARE:
            return True
        if set(words) <= _PEOPLE or (words[-1] in _PEOPLE and "of" not in words) or words[0] == "be":
            return True
        if set(re.split(r"[\s/]+", found.text.lower())) <= _UNITS:
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
                if link.mention.kind is Kind.OUTCOME and link.mention.start < place.end < link.mention.end
            ),
            None,
        )

    def _headed(self, links: Sequence[Link], place: Place) -> Link | None:
        """Return the name that heads the phrase: it ends it, or only words of aspect follow or lead it."""
        fitting = []
        for link in links:
            after = self.text[link.mention.end : place.end].lower().replace("-", " ").split()
            before = self.text[place.start : link.mention.start].lower().split()
            led = before[-1:] == ["of"] and set(before[:-1]) & _ASPECTS
            if (not after or set(after) <= _ASPECTS) and (led or "of" not in before):
                fitting.append(link)
            elif after and after[0] == "of" and before == []:
                # "inhibitors of X": the head stands first.
                fitting.append(link)
        return self._best(fitting)

    @staticmethod
    def _best(links: Sequence[Link]) -> Link | None:
        def rank(link: Link) -> tuple[int, int, int]:
            mention = link.mention
            order = _RANK.index(mention.kind) if mention.kind in _RANK else len(_RANK)
            return (link.term is None, order, -(mention.end - mention.start))

        return min(links, key=rank, default=None)

    def _linked(self, link: Link, start: int, end: int) -> Argument:
        end = self._whole_end(start, end)
        return Argument(start=start, end=end, text=self.text[start:end], kind=link.mention.kind, curies=link.curies)

    def _plain(self, place: Place, kind: Kind) -> Argument | None:
        empty = HOLLOW - MEASURABLE if kind is Kind.OUTCOME else HOLLOW
        start = self._with_span(_trimmed(self.text, place.start, place.end))
        place = replace(place, end=self._whole_end(start, place.end))
        words = self.text[start : place.end].lower().split()
        head = place.word.rstrip(".")
        if (
            not words
            or _CUT.match(self.text, place.end) is not None
            or (len(words) == 1 and _is_verb(words[0]))
            or all(_is_adjective(word) or word in GRADES for word in words)
            or head in empty
            or (words[0] in empty and len(words) == 1)
            or len(words) > 14
            or not (re.search(r"[a-z]{2}", words[-1]) or is_arm(" ".join(words)) or self._is_letters(place, kind))
        ):
            return None
        return Argument(start=start, end=place.end, text=self.text[start : place.end], kind=kind)

    def _whole_end(self, start: int, end: int) -> int:
        """Return where a phrase ends with a bracket glued to it, "Ca(2+)", and without a last "present"."""
        glued = _GLUED_BRACKET.match(self.text, end)
        if glued is not None:
            return glued.end()
        loose = _LOOSE.search(self.text, start, end)
        return loose.start() if loose is not None else end

    def _with_span(self, start: int) -> int:
        """Return where a phrase begins with the "6-month" or "20-mg" before it."""
        match = _SPAN.search(self.text, max(0, start - 24), start)
        if match is None and _UNIT.match(self.text, start):
            match = _AMOUNT.search(self.text, max(0, start - 12), start)
        return match.start() if match is not None else start

    def _is_letters(self, place: Place, kind: Kind) -> bool:
        """Tell whether an arm is named by capitals: "with F and with Z"."""
        return kind is not Kind.OUTCOME and LETTERS.fullmatch(self.text, place.start, place.end) is not None

    def is_measured(self, argument: Argument) -> bool:
        """Tell whether an argument holds the words of an outcome, with a term or without."""
        return any(link.mention.kind is Kind.OUTCOME for link in self.links_in(argument.start, argument.end))

    def recognised(self, argument: Argument) -> bool:
        """Tell whether an argument is a known entity or contains one."""
        if argument.curies or argument.intervention:
            return True
        return any(
            link.term is not None and link.mention.kind in _AGENTS
            for link in self.links_in(argument.start, argument.end)
        )


# "Ca(2+)", "D(2) receptor": a short bracket without a space before it is a part of the name.
_GLUED_BRACKET = re.compile(r"(?<=\w)\([\w+/-]{1,4}\)(?!\w)")
_LOOSE = re.compile(r"\s+(?:present|alone|available|observed|respectively|involved)$")
_SPAN = re.compile(r"(?<![\w-])\d+(?:[.,]\d+)?-(?:[a-z]+-)?[a-z]+\s$")
# "the 50 mg group".
_UNIT = re.compile(r"(?:[mµμn]?g|kg|m[lL]|IU|Gy|percent|weeks?|months?|days?|years?|h|min)\s")
_AMOUNT = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)?\s?$")
_ADJECTIVE = re.compile(
    r"\w{3,}(?:ive|ous|able|ible|ful|ic|al|iest)$|^un\w+ed$|\w+[-–](?:dependent|independent|like|specific|related"
    r"|associated|based|induced|mediated|treated|free|derived|term|lived|lasting)$|^(?:adjusted|observed|mean|median|new|other|ovarian)$"
)
_NOUNS = listed(
    "survival withdrawal removal signal metal animal mineral interval potential hospital refusal arousal renewal"
    " retrieval "
    "disposal table cable initiative adjective objective motive topic clinic music logic arsenic alcohol total"
    " control goal "
    "olive relative variable vegetable handful trial meal material journal referral epidemic pandemic antibiotic metric"
)


# "face- but not word-based": a word goes on elsewhere.
_CUT = re.compile(r"[-–](?=\s)")


def _is_verb(word: str) -> bool:
    """Tell whether a word by itself is a verb that names nothing: "appear", "replaced"."""
    form = verb_forms().get(word)
    return form is not None and form.word.role is Role.PLAIN and form.shape != "ing" and word not in _ALSO_NOUNS


def _is_adjective(word: str) -> bool:
    return _ADJECTIVE.search(word) is not None and word not in _NOUNS


_ALSO_NOUNS = listed("release stay share spread culture test tests measure measures score scores range record survey")
# What a name may be glued to and still act: "zinc-treated cells".
_BRINGS = listed(
    "induced treated mediated dependent related associated exposed fed stimulated driven derived releasing"
)
_BODIES = frozenset({Kind.ANATOMY, Kind.SPECIES})
_TURNING = listed(
    "inhibitor inhibitors antagonist antagonists blocker blockers antibody antibodies antiserum sirna shrna"
)
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
_USING = re.compile(r"\s+using (?:the |an? )?([\w-]+(?:\s[\w-]+){0,4})$")
_UNITS = listed(
    "mg g kg ml l mmol mol nm mm µg ug iu u h min minutes hours days weeks months years points kpa mmhg cm cm2"
    " percent times"
)
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
# "Smith et al. reported a fall in pain": who reports it does not bring it.
_AUTHORS = re.compile(r"\bet al\b|\bcolleagues$|\bco-?workers$")
_GLUED = re.compile(r"[-–]([a-z]{3,})")
_ILLS = frozenset({Kind.DISEASE, Kind.PHENOTYPE})
# Words that name nothing in particular: a phrase of these alone is no subject.
_VAGUE = listed(
    "change changes turn cope package association adverse ability diagnosis already right left both "
    "other others such same main new central first second third two three single individual "
    "proteins protein genes gene compound compounds molecules molecule agents agent factors factor products product "
    "samples sample dataset datasets data test independent mutations mutation variants variant polymorphisms "
    "population populations items item ingredient ingredients system systems process processes form forms shortest "
    "features feature component components property properties state states stage stages level high low large small "
    "events event changes strategy strategies power power-analysis program programme programs programs topic many "
    "sequence sequences region regions site sites position positions line lines set sets class classes series cohort "
    "cohorts countries country society world pathway pathways balance contact regimen regimens signaling signalling "
    "complex activity injection injections dose doses mechanism"
)
_NEVER_FIRST = listed(
    "inform identified including h hr hrs min already despite where when which who that because compared using and or "
    "but not because"
)
# Nobody does these: "over the last decade", "failure to cure", "panels show".
# Known by name, but naming nothing by themselves.
_GENERIC = listed(
    "injection injections infusion infusions administration treatment treatments therapy therapies regimen regimens "
    "signaling signalling intervention interventions"
)
_NO_AGENTS = listed(
    "focus cases quartiles tertiles doses parameters mediators errors decade decades century past points failure "
    "inability panels panel bars histogram histograms curves curve arrows "
    "asterisks percentage percentages proportion rows columns software authors people necessity importance"
)
_PEOPLE = listed(
    "patients patient participants subjects individuals women men children adults people volunteers persons males "
    "females groups group arms arm items bodies older elderly healthy young younger students"
)


def _trimmed(text: str, start: int, end: int) -> int:
    """Return where a phrase begins without its articles and counting words."""
    match = _TRIM.match(text[start:end])
    return start + match.end() if match and match.end() < end - start else start
