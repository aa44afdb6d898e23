"""Which statistic belongs to which claim of a sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.claim import Effect
from extractors.claims.contrasts import BARE, OF_AN_ARM, Pair, Span, arm_order, find_pairs
from extractors.effects.numbers import to_count, to_decimal
from extractors.effects.patterns import UNIT

# Measures that compare or relate: these, a p value or an interval say how large a claim is. A count alone does not.
POOLABLE = frozenset({"SMD", "MD", "WMD", "OR", "RR", "HR", "RD", "IRR", "PR", "Hedges g", "Cohen d"})


def is_statistic(effect: Effect) -> bool:
    """Tell whether an effect says more than a number of people or studies."""
    return bool(effect.measure) or effect.p is not None or effect.ci_low is not None or effect.i2_low is not None


_ONE_EACH = POOLABLE | {"correlation", "AUC", "beta"}
_FAR = 40
_RATIOS = frozenset({"OR", "RR", "HR", "IRR", "PR"})


def by_chance(effects: Sequence[Effect]) -> bool:
    """Tell whether the statistics of a claim leave it to chance.

    They do where every p is at or above 0.05, or where no p is given and the interval holds the value of no effect.
    The usual threshold of five in a hundred is meant; a p value given only as below a larger bound says nothing.

    >>> from extractors.effects import find_effects
    >>> by_chance(find_effects("(P = .40)")), by_chance(find_effects("(P < .05)"))
    (True, False)
    """
    values = [effect for effect in effects if effect.p is not None]
    if values:
        return all(e.p is not None and e.p >= Decimal("0.05") and e.p_comparator in {"=", ">", ">="} for e in values)
    spans = [e for e in effects if e.measure in POOLABLE and e.ci_low is not None and e.ci_high is not None]
    none = {e.start: Decimal(1 if e.measure in _RATIOS else 0) for e in spans}
    return bool(spans) and all(
        e.ci_low < none[e.start] < e.ci_high for e in spans if e.ci_low is not None and e.ci_high is not None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """Mark where a claim stands in its sentence: its trigger and arguments, as spans; None for what stands elsewhere.

    ``compares`` says that the claim compares arms, so that the values of two arms can be its own. ``values`` are the
    numbers of subject and comparator that make the claim.
    """

    trigger: Span
    object: Span
    subject: Span | None = None
    comparator: Span | None = None
    compares: bool = False
    values: tuple[Span, Span] | None = None

    @property
    def end(self) -> int:
        """Return the end of trigger or object, whichever comes last."""
        return max(self.trigger[1], self.object[1])


def bind(text: str, span: Span, effects: Sequence[Effect], claims: Sequence[Anchors]) -> list[tuple[Effect, ...]]:
    """Return for each claim of the sentence ``text[span]`` the effects that belong to it, in the order of the text.

    What stands in one bracket belongs together. A bracket right after an argument belongs to the claims of that
    argument; any other effect to the claims that end last before it within the same clause, or within one before to
    which "it" or "this" points back. Claims of one trigger that get none share those of the next. With "respectively"
    as many effects as claims pair off in order. An effect before all claims goes to the first of its clause. Of several
    estimates of one measure after a claim, those that words part from the first are of other things and stay free.
    Values of two arms that are set against each other are told apart by the words beside them, else by their order.
    """
    if not claims:
        return []
    pairs = find_pairs(text, *span, effects)
    bare = [one for pair in pairs for one in (pair.first, pair.second) if one not in effects]
    known = [one for one in (*effects, *bare) if is_statistic(one)]
    bare += [one for claim in claims for value in claim.values or () for one in _unread(text, value, known)]
    statistics = sorted((one for one in (*effects, *bare) if is_statistic(one)), key=lambda one: one.start)
    if not statistics:
        return [() for _ in claims]
    binder = _Binder(text, span, claims)
    found = binder.respectively(statistics) or binder.in_turn(statistics) or binder.nearest(statistics)
    taken = [value for claim in claims for value in claim.values or ()]
    return [
        _valued(claim.values, statistics, own, taken) if claim.values else _with_arms(text, claim, own, pairs)
        for claim, own in zip(claims, found, strict=True)
    ]


def _unread(text: str, span: Span, effects: Iterable[Effect]) -> Iterator[Effect]:
    """Yield the number of an arm as an effect of its own where none holds it."""
    if any(one.start < span[1] and span[0] < one.end for one in effects):
        return
    unit, among = _UNIT.match(text, span[1]), _AMONG.fullmatch(text, *span)
    end, value = unit.end() if unit else span[1], to_decimal(among[1] if among else text[slice(*span)])
    told = unit[1] if unit else ""
    name = "events" if among else "percentage" if told == "%" else BARE
    n = to_count(among[2]) if among else None
    if value is not None:
        yield Effect(start=span[0], end=end, text=text[span[0] : end], measure=name, value=value, unit=told, n=n)


def _valued(
    values: tuple[Span, Span], statistics: Sequence[Effect], own: Sequence[Effect], taken: Sequence[Span]
) -> tuple[Effect, ...]:
    """Return the effects of a claim that two numbers make: these, with their arms, and what else is its own.

    Values that make other claims (``taken`` holds all that make some), and those before its own, are left out.
    """
    arms: dict[int, str] = {}
    for arm, (start, end) in zip(("subject", "comparator"), values, strict=True):
        arms |= {one.start: arm for one in statistics if one.start < end and start < one.end}
    told = [replace(one, arm=arms[one.start]) for one in statistics if one.start in arms]
    first = min(start for start, _ in values)
    others = [
        one
        for one in own
        if one.start not in arms
        and (
            one.measure not in OF_AN_ARM
            or (one.start > first and not any(one.start < end and start < one.end for start, end in taken))
        )
    ]
    return tuple(sorted((*told, *others), key=lambda one: one.start))


_UNIT = re.compile(rf"\s?({UNIT})(?!\w)")
_AMONG = re.compile(r"(\d[\d,]*)\D+(\d[\d,]*)")
_CLAUSES = re.compile(r";\s|,?\s(?:but|whereas|while|although|though|however)\s")
_BACK = re.compile(r"\b(?:it|this|which|that|these|they|the (?:difference|change|effect)s?)\b")
_ASIDE = re.compile(r"[(\[][^()\[\]]*(?:[(\[][^()\[\]]*[)\]][^()\[\]]*)*[)\]]")
# What may stand between an argument and its bracket: the rest of its phrase.
_REST = re.compile(r"\s*(?:(?!and\b|or\b|in\b|on\b|at\b|with\b|than\b|for\b|was\b|were\b)[A-Za-z][\w-]*\s+){0,2}?,?\s*")


class _Binder:
    """Know the brackets and clauses of one sentence."""

    def __init__(self, text: str, span: Span, claims: Sequence[Anchors]) -> None:
        self._text, self._span, self._claims = text, span, claims
        self._asides = [match.span() for match in _ASIDE.finditer(text, *span)]
        borders = (match.start() for match in _CLAUSES.finditer(text, *span))
        self._borders = [at for at in borders if not any(low < at < high for low, high in self._asides)]
        self._ends = sorted({claim.end for claim in claims})

    def respectively(self, statistics: Sequence[Effect]) -> list[list[Effect]]:
        """Return the pairs of a sentence with "respectively"; nothing where the numbers do not agree."""
        if "respectively" not in self._text[slice(*self._span)] or not 1 < len(self._ends) == len(statistics):
            return []
        pairs = dict(zip(self._ends, statistics, strict=True))
        return [[pairs[claim.end]] for claim in self._claims]

    def in_turn(self, statistics: Sequence[Effect]) -> list[list[Effect]]:
        """Return the brackets of a list that follow the objects of one trigger: "A and B rose by 3 (..) and 4 (..)"."""
        units: dict[int, list[Effect]] = {}
        for effect in statistics:
            units.setdefault(self._anchor(effect), []).append(effect)
        one = len({claim.trigger for claim in self._claims}) == 1
        brackets = all(self._text[at] in "([" and at >= self._ends[-1] for at in units)
        if not one or not brackets or not 1 < len(self._ends) == len(units):
            return []
        pairs = dict(zip(self._ends, units.values(), strict=True))
        return [list(pairs[claim.end]) for claim in self._claims]

    def _anchor(self, effect: Effect) -> int:
        """Return where the bracket of an effect begins, or the effect itself where it is in none."""
        return next((low for low, high in self._asides if low < effect.start < high), effect.start)

    def nearest(self, statistics: Sequence[Effect]) -> list[list[Effect]]:
        """Return the effects of each claim by place."""
        bound: list[list[Effect]] = [[] for _ in self._claims]
        first: dict[tuple[tuple[int, ...], str], Effect] = {}
        for effect in statistics:
            owners = self._owners(effect)
            earlier = first.setdefault((owners, effect.measure), effect)
            if effect.measure in _ONE_EACH and effect.start - earlier.end > _FAR and not self._beside(effect, earlier):
                # "and between A and B (r = .56)": words stand between, so it is about something that no claim names.
                continue
            for at in owners:
                bound[at].append(effect)
        self._share(bound)
        return bound

    def _beside(self, effect: Effect, earlier: Effect) -> bool:
        """Tell whether two effects stand in one bracket."""
        return any(low <= earlier.start and effect.end <= high for low, high in self._asides)

    def _owners(self, effect: Effect) -> tuple[int, ...]:
        anchor = self._anchor(effect)
        return self._holding(effect) or self._beside_argument(anchor) or self._in_clause(anchor)

    def _holding(self, effect: Effect) -> tuple[int, ...]:
        """Return the claims whose words of change an effect begins with: "lowered pain by 25%"."""
        triggers = [claim.trigger[0] for claim in self._claims if effect.start <= claim.trigger[0] < effect.end]
        last = max(triggers, default=-1)
        return tuple(at for at, claim in enumerate(self._claims) if claim.trigger[0] == last)

    def _beside_argument(self, anchor: int) -> tuple[int, ...]:
        """Return the claims one of whose arguments ends right before a bracket."""
        if self._text[anchor] not in "([":
            return ()
        touching: dict[int, int] = {}
        for at, claim in enumerate(self._claims):
            # What stands in brackets after an arm is of it alone only where the verb is still to come.
            ahead = anchor <= claim.trigger[0]
            for part in (claim.object, *((claim.subject, claim.comparator) if ahead else ())):
                if part is not None and part[1] <= anchor and _REST.fullmatch(self._text, part[1], anchor):
                    touching[at] = max(part[1], touching.get(at, 0))
        nearest = max(touching.values(), default=0)
        return tuple(at for at, end in touching.items() if end == nearest)

    def _in_clause(self, anchor: int) -> tuple[int, ...]:
        before = [claim.end for claim in self._claims if claim.end <= anchor]
        if before:
            near = [at for at, claim in enumerate(self._claims) if claim.end == max(before)]
        else:
            near = [at for at, claim in enumerate(self._claims) if claim.end == self._ends[0]]
        clause = self._clause(anchor)
        same = [at for at in near if self._clause(self._claims[at].trigger[0]) == clause]
        return tuple(same) if same else tuple(near) if before and self._points_back(clause) else ()

    def _clause(self, at: int) -> int:
        return bisect_right(self._borders, at)

    def _points_back(self, clause: int) -> bool:
        """Tell whether a clause without a claim of its own speaks of the one before it."""
        if any(self._clause(claim.trigger[0]) == clause for claim in self._claims):
            return False
        starts = [self._span[0], *self._borders, self._span[1]]
        return _BACK.search(self._text, starts[clause], starts[clause + 1]) is not None

    def _share(self, bound: list[list[Effect]]) -> None:
        """Give claims without an effect those of the next claim of the same trigger: "lowered A and B (P < .01)"."""
        claims = self._claims
        order = sorted(range(len(claims)), key=lambda at: (claims[at].end, claims[at].trigger[0]), reverse=True)
        last: dict[int, list[Effect]] = {}
        for at in order:
            trigger = claims[at].trigger[0]
            if bound[at]:
                last[trigger] = bound[at]
            else:
                bound[at] = list(last.get(trigger, ()))


def _with_arms(text: str, claim: Anchors, own: Sequence[Effect], pairs: Sequence[Pair]) -> tuple[Effect, ...]:
    """Say of the values of two arms whose they are; bare numbers stay with claims that compare alone."""
    arms: dict[int, str] = {}
    for pair in pairs:
        order = _order(text, claim, pair)
        if order is not None:
            arms |= {pair.first.start: order[0], pair.second.start: order[1]}
    found = (replace(one, arm=arms[one.start]) if one.start in arms else one for one in own)
    return tuple(one for one in found if one.arm or not _is_bare(one, pairs))


def _is_bare(effect: Effect, pairs: Sequence[Pair]) -> bool:
    return effect.measure in {"percentage", BARE} and effect.ci_low is None and effect.p is None


def _order(text: str, claim: Anchors, pair: Pair) -> tuple[str, str] | None:
    subject, comparator = (text[slice(*part)] if part else "" for part in (claim.subject, claim.comparator))
    told = arm_order(pair, subject, comparator)
    if told is not None:
        return told
    if not pair.strong or not claim.compares:
        return None
    last = claim.subject is not None and claim.comparator is not None and claim.comparator < claim.subject
    return ("comparator", "subject") if last else ("subject", "comparator")


def pooled(own: Sequence[Effect], around: Sequence[Effect]) -> tuple[Effect, ...]:
    """Add the heterogeneity that a paper gives for its pooled analysis as a whole to a pooled claim without its own."""
    if not any(effect.measure in POOLABLE for effect in own) or any(effect.i2_low is not None for effect in own):
        return tuple(own)
    general = [effect for effect in around if not effect.measure and effect.i2_low is not None]
    return (*own, *general[:1])
