"""From parsed sentences to frames: who changes what, which way, against what.

Each rule looks at one kind of trigger and walks to its arguments. A frame holds spans of text only; what they stand for
is decided in `extractors.claims.arguments`.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.claims.changes import ChangeRules
from extractors.claims.comparisons import ComparisonRules
from extractors.claims.frame import Frame
from extractors.claims.verbs import VerbRules


class Grammar(VerbRules, ChangeRules, ComparisonRules):
    """Find the frames of one parsed sentence.

    >>> from extractors.claims.tokens import parse
    >>> text = "Zinc reduced fever and raised appetite."
    >>> [(f.direction.value, text[f.object.start : f.object.end]) for f in Grammar(parse(text, 0, len(text))).frames()]
    [('decrease', 'fever'), ('increase', 'appetite')]
    """

    def frames(self) -> Iterator[Frame]:
        """Yield the frames in the order of their triggers."""
        for at, item in enumerate(self.items):
            if item.kind == "verb":
                yield from self._verb(at, item)
            elif item.kind == "change":
                yield from self._change(at, item)
            elif item.kind == "link":
                yield from self._link_noun(at, item)
            elif item.kind == "adjective":
                yield from self._comparative(at, item)
