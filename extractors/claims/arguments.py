"""What the places of a frame stand for: a composed intervention, a linked entity, or plain words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from extractors.claim import Argument
from extractors.claims.frame import Place
from extractors.claims.words import HOLLOW, MEASURABLE, listed
from extractors.link import Link
from extractors.mention import Intervention
from ontologies.term import Kind

# Nouns that say which side of a gene, chemical or disease is meant: "TP53 expression" is about TP53.
_ASPECTS = listed(
    "expression level levels activity mrna protein proteins concentration concentrations production secretion "
    "phosphorylation signaling signalling release gene genes pathway transcription abundance content uptake "
    "synthesis risk risks incidence rate rates prevalence development occurrence episode episodes symptom "
    "symptoms severity onset burden events event progression treatment therapy administration supplementation use "
    "exposure group groups arm infusion injection injections intake users monotherapy dose doses treated patients "
    "cases attacks lozenge lozenges tablet tablets capsule capsules cream ointment gel solution patch spray drops"
    " syrup "
    "based loaded containing alone"
)
_TREATMENTS = listed(
    "treatment therapy intervention interventions supplementation training exercise programme program surgery "
    "injection injections infusion administration drug drugs medication medications regimen diet vaccine "
    "vaccination group groups arm arms chemotherapy radiotherapy transplantation stimulation rehabilitation "
    "education counseling counselling acupuncture massage monotherapy device vesicles exosomes evs extract "
    "compound compounds inhibitor inhibitors agonist agonists antagonist antagonists antibody antibodies placebo "
    "control controls treatments therapies procedure technique"
)
_TRIM = re.compile(
    r"^(?:(?:the|a|an|this|that|these|those|their|its|his|her|our|both|all|any|each|such|no|other|another|some"
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
_GIVEN = frozenset({Kind.CHEMICAL, Kind.GENE, Kind.INTERVENTION})
_THINGS = frozenset(
    {Kind.DISEASE, Kind.PHENOTYPE, Kind.OUTCOME, Kind.PROCESS, Kind.GENE, Kind.CHEMICAL, Kind.CELL_TYPE, Kind.CELL_LINE}
)
# Where several names stand in one place, the more telling kind is meant: the drug, not the patients who take it.
_RANK = (
    Kind.INTERVENTION, Kind.CHEMICAL, Kind.GENE, Kind.VARIANT, Kind.DISEASE, Kind.PHENOTYPE, Kind.PROCESS, Kind.OUTCOME,
    Kind.OTHER, Kind.CELL_TYPE, Kind.CELL_LINE, Kind.ANATOMY, Kind.SPECIES,
)  # fmt: skip


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

    def subject(self, place: Place) -> Argument | None:
        """Return what acts; None where the words name nothing that can."""
        whole = next(iter(self.interventions_in(place.start, place.end)), None)
        whole = whole or next(iter(self.interventions_in(place.end, place.reach_end)), None)
        if whole is not None:
            return self.composed(whole)
        near = [link for link in self.links_in(place.start, place.end) if link.mention.kind in _AGENTS]
        head = self._headed(near, place)
        if head is not None and head.mention.kind is Kind.SPECIES:
            # "X-treated patients": what they got acts.
            head = self._best([link for link in near if link.mention.kind is not Kind.SPECIES]) or head
            reached = [link for link in self.links_in(place.end, place.reach_end) if link.mention.kind in _GIVEN]
            head = reached[0] if reached and head.mention.kind is Kind.SPECIES else head
        if head is not None:
            return self.named(head)
        if place.reach_end > place.end and (place.word in _TREATMENTS or place.word in _CARRIERS):
            wide = [link for link in self.links_in(place.end, place.reach_end) if link.mention.kind in _AGENTS]
            best = self._best(near or wide)
            if best is not None:
                return self.named(best)
        return self._plain(place, Kind.INTERVENTION if place.word in _TREATMENTS else Kind.OTHER)

    def object(self, place: Place) -> Argument | None:
        """Return what is acted on: an entity where the phrase names one, else the phrase as an outcome with no term."""
        whole = [w for w in self.interventions_in(place.start, place.end) if w.end >= place.end]
        if whole:
            return self.composed(whole[0])
        links = [link for link in self.links_in(place.start, place.end) if link.mention.kind in _THINGS]
        head = self._headed(links, place)
        if head is not None:
            start = (
                _trimmed(self.text, place.start, place.end)
                if head.mention.kind is not Kind.OUTCOME
                else head.mention.start
            )
            return self._linked(head, min(start, head.mention.start), max(place.end, head.mention.end))
        return self._plain(place, Kind.OUTCOME)

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
        return Argument(start=start, end=end, text=self.text[start:end], kind=link.mention.kind, curies=link.curies)

    def _plain(self, place: Place, kind: Kind) -> Argument | None:
        empty = HOLLOW - MEASURABLE if kind is Kind.OUTCOME else HOLLOW
        start = _trimmed(self.text, place.start, place.end)
        words = self.text[start : place.end].lower().split()
        head = place.word.rstrip(".")
        if (
            not words
            or (len(words) == 1 and _is_adjective(words[0]))
            or head in empty
            or (words[0] in empty and len(words) == 1)
            or len(words) > 14
            or not re.search(r"[a-z]{2}", words[-1])
        ):
            return None
        return Argument(start=start, end=place.end, text=self.text[start : place.end], kind=kind)

    def recognised(self, argument: Argument) -> bool:
        """Tell whether an argument is a known entity or contains one."""
        if argument.curies or argument.intervention:
            return True
        return any(
            link.term is not None and link.mention.kind in _AGENTS
            for link in self.links_in(argument.start, argument.end)
        )


_ADJECTIVE = re.compile(r"\w{3,}(?:ive|ous|able|ible|ful|ic|al|iest)$")
_NOUNS = listed(
    "survival withdrawal removal signal metal animal mineral interval potential hospital refusal arousal renewal"
    " retrieval "
    "disposal table cable initiative adjective objective motive topic clinic music logic arsenic alcohol total"
    " control goal "
    "olive relative variable vegetable handful trial meal material journal referral epidemic pandemic antibiotic metric"
)


def _is_adjective(word: str) -> bool:
    return _ADJECTIVE.search(word) is not None and word not in _NOUNS


def is_carrier(text: str) -> bool:
    """Tell whether words end in people, cells or animals."""
    return text.lower().split()[-1] in _CARRIERS


# People, cells and animals bring nothing about: what they got or lack does.
_CARRIERS = listed(
    "patients participants subjects individuals women men children adults people mice rats animals cells group "
    "groups those volunteers users recipients infants neonates pigs rabbits dogs arm arms treatment use "
    "administration exposure combination addition presence absence inhibition loss overexpression knockdown "
    "deletion expression levels level lines tumors tumours"
)


def _trimmed(text: str, start: int, end: int) -> int:
    """Return where a phrase begins without its articles and counting words."""
    match = _TRIM.match(text[start:end])
    return start + match.end() if match and match.end() < end - start else start
