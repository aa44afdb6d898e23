"""A statistic of a table in the making."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractors.claim import Effect
from extractors.document import Cell
from extractors.effects.measures import CONTRASTS
from extractors.tables.shapes import Content, Shape

_NEEDS_MORE = CONTRASTS - {"correlation", "SMD", "Hedges g", "Cohen d"}


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
        return self.value is not None and (self.measure in CONTRASTS or (self.low is not None and not self._is_range))

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
        """Tell whether an interval ("CI"), a deviation ("SD") or a share ("%") of a cell apart may be added."""
        if self.value is None or self.lone:
            return False
        single = self.content.shape is Shape.NUMBER
        match kind:
            case "CI":
                return self.low is None and (single or self.measure in CONTRASTS)
            case "SD":
                return self.sd is None and single
            case _:
                return not self.measure and single and self.content.whole

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
