"""A statistic of a table in the making."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.claim import Effect
from extractors.document import Cell
from extractors.effects.measures import CONTRASTS
from extractors.tables.shapes import Content, Shape

_CHANGES = frozenset({"fold change", "log2 fold change", "percent change"})
_WITH_TEST = CONTRASTS | _CHANGES | {"estimate"}
_OF_ONE_ARM = frozenset({"mean", "median", "percentage", "events"}) | _CHANGES
_NEEDS_MORE = (CONTRASTS | {"estimate"}) - {"correlation", "SMD", "Hedges g", "Cohen d"}


@dataclass(slots=True)
class Draft:
    """Hold what is known of a statistic while its row is read; one without a measure waits for a neighbour.

    ``lone`` marks a p value that belongs to no value; ``last`` is the last cell beside that is part of it.
    """

    cell: Cell
    content: Content
    value: Decimal | None = None
    measure: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    level: Decimal | None = None
    spread: str = ""
    sd: Decimal | None = None
    p: Content | None = None
    n: int | None = None
    last: Cell | None = None
    lone: bool = False

    @property
    def is_contrast(self) -> bool:
        """Tell whether a p value beside the draft is its own."""
        return self.value is not None and (self.measure in _WITH_TEST or (self.low is not None and not self._is_range))

    @property
    def is_of_one_arm(self) -> bool:
        """Tell whether the draft says how one group of people was; the p value beside two such compares them."""
        return self.measure in _OF_ONE_ARM

    @property
    def _is_range(self) -> bool:
        return self.spread in {"IQR", "range"}

    @property
    def is_done(self) -> bool:
        """Tell whether the draft says something: a ratio or a difference alone, without how sure it is, does not."""
        if self.lone or not self.measure:
            return self.lone
        bare = self.low is None and self.p is None and self.sd is None
        return not bare or self.measure not in _NEEDS_MORE

    def takes(self, kind: str) -> bool:
        """Tell whether an interval ("CI", "IQR"), a deviation ("SD") or a share ("%") beside may be added."""
        if self.value is None or self.lone:
            return False
        single = self.content.shape is Shape.NUMBER
        match kind:
            case "CI":
                return self.low is None and (single or self.measure in CONTRASTS)
            case "range" | "IQR":
                return self.low is None and self.sd is None and single and self.measure in {"mean", "median"}
            case "SD":
                return self.sd is None and single
            case _:
                return not self.measure and single and self.content.whole

    @property
    def takes_aside(self) -> bool:
        """Tell whether a number in brackets of the next cell may belong to the value."""
        return not self.lone and self.content.shape is Shape.NUMBER and self.sd is None and self.low is None

    def joined(self, cell: Cell, aside: Content) -> Draft:
        """Return the draft as if the brackets of the next cell stood in its own."""
        percent = self.content.percent + 2 * aside.percent
        self.content = replace(self.content, shape=Shape.BRACKET, second=aside.first, percent=percent)
        self.measure, self.last = "", cell
        return self

    def effect(self, text: str) -> Effect:
        """Return the statistic; its span reaches from the value to the last cell beside it."""
        start, end = self.cell.start, (self.last or self.cell).end
        ends = (self.low, self.high)
        interval, around = ((None, None), ends) if self._is_range else (ends, (None, None))
        return Effect(
            start=start,
            end=end,
            text=text[start:end],
            measure=self.measure,
            value=None if self.lone else self.value,
            ci_low=interval[0],
            ci_high=interval[1],
            ci_level=None if interval[0] is None else self.level,
            p=self.p.first if self.p else None,
            p_comparator=(self.p.comparator or "=") if self.p else "",
            n=self.n,
            sd=self.sd,
            spread=self.spread,
            spread_low=around[0],
            spread_high=around[1],
        )
