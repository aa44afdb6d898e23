"""Statistics in running text: effect sizes, intervals, p values, heterogeneity and counts, with exact spans.

Each small pattern finds one atom (a measure with its value, an interval, a p value, an I2, a count). Atoms that stand
together with nothing but punctuation between them are one `Effect`; a second measure starts a new one. `numbers` reads
what is printed, `measures` knows names, `patterns` finds atoms, `atoms` reads them (`named`, `averages`, `counts` and
`intervals` some of them), `estimates` reads those that a list or an interval tells, `grouping` puts them together.
"""

from __future__ import annotations

from extractors.effects.grouping import find_effects
from extractors.effects.numbers import to_count, to_decimal

__all__ = ["find_effects", "to_count", "to_decimal"]
