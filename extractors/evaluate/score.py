"""Counts of agreement, and what follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Count agreements and disagreements with a gold standard.

    >>> score = Score(right=8, spurious=2, missed=2)
    >>> score.precision, score.recall, round(score.f1, 3)
    (0.8, 0.8, 0.8)
    """

    right: int = 0
    spurious: int = 0
    missed: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            right=self.right + other.right, spurious=self.spurious + other.spurious, missed=self.missed + other.missed
        )

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right; 0 where nothing was found."""
        return self.right / (self.right + self.spurious) if self.right else 0.0

    @property
    def recall(self) -> float:
        """Return the share of the gold that was found; 0 where nothing was found."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.spurious + self.missed) if self.right else 0.0


def compare(gold: Iterable[object], found: Iterable[object]) -> Score:
    """Compare two bags of hashable facts; a fact counts as often as both hold it.

    >>> compare(["a", "b"], ["b", "c"])
    Score(right=1, spurious=1, missed=1)
    """
    wanted, given = Counter(gold), Counter(found)
    right = sum((wanted & given).values())
    return Score(right=right, spurious=sum(given.values()) - right, missed=sum(wanted.values()) - right)


def compare_overlap(gold: Iterable[tuple[int, int]], found: Iterable[tuple[int, int]]) -> Score:
    """Compare spans that need only share a character; each span is matched at most once, in the order of the text.

    >>> compare_overlap([(0, 5), (10, 12)], [(3, 8)])
    Score(right=1, spurious=0, missed=1)
    """
    open_gold = sorted(gold)
    right, spurious = 0, 0
    for start, end in sorted(found):
        partner = next((span for span in open_gold if span[0] < end and start < span[1]), None)
        if partner is None:
            spurious += 1
        else:
            open_gold.remove(partner)
            right += 1
    return Score(right=right, spurious=spurious, missed=len(open_gold))
