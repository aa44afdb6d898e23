"""Effects as pages show them: the number, its interval, p, and what it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from kg.analysis.reported import RATIOS
from kg.pages.ask import NOTHING, Thing, Things
from kg.vocab import spread_names

MINUS = "\u2212"
_INTERVALS = ("http://purl.obolibrary.org/obo/STATO_0000231", "http://purl.obolibrary.org/obo/STATO_0000196")
_P = "http://purl.obolibrary.org/obo/OBI_0000175"
_I2 = "http://purl.obolibrary.org/obo/STATO_0000420"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectView:
    """Hold one effect; numbers as they are written in the graph, "" for none."""

    iri: str
    measure: str
    value: str
    unit: str
    low: str
    high: str
    level: str
    p: str
    i2: str
    n: str
    studies: str
    words: str
    spread: str = ""

    @property
    def plain(self) -> str:
        """Return the effect in one line: measure, value, spread, interval, p.

        >>> EffectView(iri="", measure="OR", value="1.50", unit="", low="1.1", high="2", level="95", p="<0.01",
        ...            i2="", n="", studies="", words="").plain
        'OR 1.50, 95 % CI 1.1 to 2, p < 0.01'
        """
        parts = [" ".join(part for part in (self.measure, _signed(self.value), self.unit) if part)]
        if self.spread:
            parts.append(self.spread)
        if self.low or self.high:
            level = f"{self.level} % " if self.level else ""
            parts.append(f"{level}CI {_signed(self.low) or '…'} to {_signed(self.high) or '…'}")
        if self.p:
            sign, number = (self.p[0], self.p[1:]) if self.p[0] in "<>≤≥=" else ("=", self.p)
            parts.append(f"p {sign} {number}")
        if self.i2:
            parts.append(f"I² {self.i2} %")
        return ", ".join(part for part in parts if part)

    @property
    def drawable(self) -> bool:
        """Tell whether it can stand in a forest plot: a value and both limits, in order, on its measure's scale."""
        try:
            value, low, high = float(self.value), float(self.low), float(self.high)
        except ValueError:
            return False
        return low <= value <= high and low < high and (self.measure not in RATIOS or low > 0)


def read_effect(thing: Thing, around: Things) -> EffectView:
    """Read an effect; ``around`` holds its statistics."""
    statistics = [around.get(iri, NOTHING) for iri in thing.all("cg:statistic")]
    interval = _of_type(statistics, *_INTERVALS)
    p, spread = _of_type(statistics, _P), _of_type(statistics, _I2)
    ends = dict.fromkeys(end for end in (spread.one("cg:lower"), spread.one("cg:upper")) if end)
    return EffectView(
        iri=thing.iri,
        measure=thing.one("biolink:effect_type"),
        value=thing.one("biolink:effect_size"),
        unit=thing.one("schema:unitText"),
        low=interval.one("cg:lower"),
        high=interval.one("cg:upper"),
        level=interval.one("cg:level"),
        p=p.one("rdf:value") and p.one("cg:relation").replace("=", "") + p.one("rdf:value"),
        i2="–".join(ends),
        n=thing.one("cg:sampleSize"),
        studies=thing.one("cg:studyCount"),
        words=" ".join(thing.one("nif:anchorOf").split()),
        spread=_spread(_of_type(statistics, *spread_names())),
    )


def _spread(found: Thing) -> str:
    """Return what stands around a mean or median: "SD 2.1", "IQR 4 to 9"."""
    name = next((spread_names()[kind] or "±" for kind in found.all("rdf:type") if kind in spread_names()), "")
    ends = [_signed(end) for end in (found.one("cg:lower"), found.one("cg:upper")) if end]
    return " ".join(part for part in (name, found.one("rdf:value"), " to ".join(ends)) if part)


def _of_type(statistics: list[Thing], *classes: str) -> Thing:
    found = (one for one in statistics if set(classes) & set(one.all("rdf:type")))
    return next(found, NOTHING)


def _signed(number: str) -> str:
    return MINUS + number[1:] if number.startswith("-") else number
