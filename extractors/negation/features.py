"""What is told of a cue and of each place where its scope may begin or end."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.negation.words import FINITE, Words

# What opens a clause, and what another clause ends with; words that "as" belongs to.
_OPENERS = frozenset({"WH", "BUT"})
_STOPS = frozenset({",", ";", ":", "(", ")", "[", "]"})
_COMPARED = frozenset({"as", "so", "such", "same"})
_FAR = ((6, ""), (9, "6-8"), (13, "9-12"), (20, "13-19"))
_SURE = FINITE - {"VBD"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Hold a cue among the words of its sentence, and the scope that the rules give it.

    ``first`` and ``last`` count the words of the cue, ``rule_first`` and ``rule_last`` those of the scope; all four
    are inside.
    """

    words: Words
    text: str
    first: int
    last: int
    rule_first: int
    rule_last: int

    def features(self) -> list[str]:
        """Return what tells whether the cue denies."""
        spelling, kind = self.words.spelling, self.words.kind
        before, after, second = spelling(self.first - 1), spelling(self.last + 1), spelling(self.last + 2)
        near = any("significan" in spelling(self.last + step) for step in range(1, 5))
        told = (
            "", f"n{kind(self.last + 1)}", f"1{after}", f"12{after} {second}", f"-1{before}",
            f"p{kind(self.first - 1)}", f"-21{spelling(self.first - 2)} {before}", f"2{second}",
            f"first{self.first == 0}",
        )  # fmt: skip
        return [
            *(f"{self.text}|{one}" for one in told),
            f"1{after}", f"-1{before}", f"12{after} {second}", f"3{spelling(self.last + 3)}", f"near{near}",
            f"-2{spelling(self.first - 2)}", f"s{after[-3:]}",
        ]  # fmt: skip

    def ends(self) -> Iterator[list[str]]:
        """Yield what is told of each word from the cue's last one to that of the sentence, as the last of the scope."""
        kinds = self.words.classes
        commas = verbs = depth = joined = 0
        enclosed = int(_is_enclosed(kinds[: self.last]))
        own = (self.text, self.words.kind(self.last + 1), self.words.kind(self.first - 1))
        opener, compared = self._opener(), False
        for at in range(self.last, len(kinds)):
            if at > self.last:
                kind = kinds[at]
                commas, verbs, joined = commas + (kind == ","), verbs + (kind in FINITE), joined + (kind == "CC")
                depth += (kind in "([") - (kind in ")]")
                compared = compared or self.words.spelled[at] in _COMPARED
            state = (min(commas, 3), min(verbs, 2), f"{enclosed}{max(-1, min(1, depth))}", min(joined, 2))
            yield [*self._end(at, state, own), *self._clause(at, opener, verbs, compared)]

    def closed(self) -> Iterator[bool]:
        """Yield of each word from the cue's last one whether a scope may end there: not inside a bracket it opened."""
        depth, kinds = 0, self.words.classes
        shut = _never_shut(kinds[self.last :])
        for at in range(self.last, len(kinds)):
            if at > self.last:
                depth = max(0, depth + (kinds[at] in "([") - (kinds[at] in ")]"))
            yield depth == 0 or shut

    def _opener(self) -> str:
        """Return what opens the clause of the cue, where that stands a few words before it: "that", "if", a comma."""
        kinds, spelled = self.words.classes, self.words.spelled
        for at in range(self.first - 1, max(-1, self.first - 7), -1):
            if kinds[at] in _OPENERS:
                return f"{spelled[at]}{min(3, self.first - at)}"
            if kinds[at] in _STOPS:
                return kinds[at]
        return "^" if self.first < 7 else ""

    def _clause(self, at: int, opener: str, verbs: int, compared: bool) -> Iterator[str]:
        """Yield what is told by the clause: where it was opened, what its end would leave behind."""
        spelling, kind = self.words.spelling, self.words.kind
        w1, t1, t2 = spelling(at + 1), kind(at + 1), kind(at + 2)
        verb, seen = self._verb_follows(at + 1), min(verbs, 2)
        yield f"o{opener} {t1}"
        yield f"o{opener} {seen}{verb} {t1}"
        yield f"ov{opener} {seen}{self._looks_finite(at + 1)}"
        yield f"Fin{self._looks_finite(at + 1)}{seen} {kind(at)}"
        if w1 == "as":
            yield f"as{compared}"
        if t1 in "([":
            yield f"({spelling(at + 2)}"
            yield f"({self._after_bracket(at + 1)}"
        if t1 == "CC":
            own = kind(self.last + 1)
            yield f"&{own} {t2} {self._looks_finite(at + 2)}"
            yield f"&{own}={t2 == own} {seen}"
            yield f"&{spelling(at + 2)[-2:]}={spelling(self.last + 1)[-2:]}"

    def _looks_finite(self, at: int) -> str:
        """Return whether a word is a finite verb, sure (2), or by its ending and its neighbours (1)."""
        kind, after = self.words.kind(at), self.words.kind(at + 1)
        if kind in _SURE:
            return "2"
        if kind == "VBD":
            return "1b" if after in {"DET", "IN", "PRP", "BE"} else "1c"
        return "1" if kind == "NNS" and after in {"DET", "PRP", "WH", "RB"} else "0"

    def _after_bracket(self, at: int) -> str:
        """Return what follows the bracket that opens at a place, with how long it is."""
        depth = 0
        for place in range(at, len(self.words.classes)):
            depth += (self.words.classes[place] in "([") - (self.words.classes[place] in ")]")
            if depth == 0:
                return f"{_far(place - at)} {self.words.kind(place + 1)}"
        return "never"

    def _end(self, at: int, state: tuple[int, int, str, int], own: tuple[str, str, str]) -> list[str]:
        (w0, w1, w2), (t0, t1, t2, t3) = self._spellings(at), self._kinds(at)
        commas, verbs, depth, joined = state
        cue, after, before = own
        far, verb = _far(at - self.last), self._verb_follows(at + 1)
        side = _side(at, self.rule_last)
        back = self.words.kind(at - 1)
        told = [
            f"a{w0}", f"b{w1}", f"c{w2}", f"bc{w1} {w2}", f"ab{w0} {w1}", f"0{t0}", f"1{t1}", f"01{t0} {t1}",
            f"12{t1} {t2}", f"123{t1} {t2} {t3}", f"012{t0} {t1} {t2}", f"1234{t1} {t2} {t3} {self.words.kind(at + 4)}",
            f"-01{back} {t0} {t1}", f"sb{w1[-3:]}", f"sa{w0[-3:]}", f"b23{w1} {t2} {t3}", f"d{far}", f"d1{far} {t1}",
            f",1{commas} {t1}", f"v1{verbs} {t1}", f"vb{verbs} {w1}", f"({depth}", f"(b{depth} {w1}",
            f"&1{joined} {t1}", f"f1{verb} {t1}", f"fb{verb} {w1}", f"f1v{verb} {t1} {verbs}",
            f"f12{verb} {t1} {t2}", f"r{side}",
            f"r1{side} {t1}", f"rb{side} {w1}", f"rd{max(-6, min(6, at - self.rule_last))}", f"rD{side} {far}",
            f"rf{side} {verb}",
        ]  # fmt: skip
        told += (
            f"{cue}|1{t1}", f"{cue}|b{w1}", f"{cue}|d{far}", f"{cue}|r{side}", f"{cue}|01{t0} {t1}",
            f"{cue}|v1{verbs} {t1}", f"{cue}|,1{commas} {t1}",
            f"{after}>1{t1}", f"{after}>b{w1}", f"{after}>d{far}", f"{after}>r{side}",
            f"{before}<{cue}|1{t1}", f"{before}<{cue}|d{far}", f"{before}<{cue}|r{side}",
        )  # fmt: skip
        return told

    def _spellings(self, at: int) -> tuple[str, str, str]:
        return self.words.spelling(at), self.words.spelling(at + 1), self.words.spelling(at + 2)

    def _kinds(self, at: int) -> tuple[str, str, str, str]:
        kind = self.words.kind
        return kind(at), kind(at + 1), kind(at + 2), kind(at + 3)

    def _verb_follows(self, at: int) -> int:
        """Tell whether a finite verb comes before the next clause does."""
        for place, kind in enumerate(self.words.classes[at : at + 11]):
            if place and kind in {",", ";", ":", "BUT", "WH"}:
                return 0
            if kind in FINITE:
                return 1
        return 0

    def starts(self) -> Iterator[list[str]]:
        """Yield what is told of each word from the cue's first one back to that of the sentence, as the scope's."""
        kinds = self.words.classes
        commas = verbs = depth = 0
        own = self._voice()
        for at in range(self.first, -1, -1):
            if at < self.first:
                kind = kinds[at]
                commas, verbs = commas + (kind == ","), verbs + (kind in FINITE)
                depth += (kind in ")]") - (kind in "([")
            yield self._start(at, (min(commas, 3), min(verbs, 3), max(-1, min(1, depth))), own)

    def _voice(self) -> tuple[str, ...]:
        """Return what stands around the cue: whether a passive is denied decides whether its subject is too."""
        kind, spelling = self.words.kind, self.words.spelling
        at, voice = self.last + 1, ""
        while kind(at) in {"RB", "BE"}:
            voice, at = voice + kind(at)[0], at + 1
        voice += kind(at)
        before, word = kind(self.first - 1), spelling(self.first - 1)
        told = (
            "", f"p{before}", f"w{word}", f"n{kind(self.last + 1)}", f"1{spelling(self.last + 1)}",
            f"pv{before} {voice}", f"x{spelling(at)}", f"xp{spelling(at)[-3:]} {before}", f"wv{word} {voice}",
        )  # fmt: skip
        return (*(f"{self.text}|{one}" for one in told), f"v{voice} {before}")

    def _start(self, at: int, state: tuple[int, int, int], own: tuple[str, ...]) -> list[str]:
        spelling, kind = self.words.spelling, self.words.kind
        commas, verbs, depth = state
        w0, back, t0, before = spelling(at), spelling(at - 1), kind(at), kind(at - 1)
        side = _side(at, self.rule_first)
        told = [
            f"a{w0}", f"z{back}", f"yz{spelling(at - 2)} {back}", f"0{t0}", f"-1{before}", f"-10{before} {t0}",
            f"-210{kind(at - 2)} {before} {t0}", f"01{t0} {kind(at + 1)}", f"za{back} {w0}",
            f"d{_far(self.first - at)}",
            f",1{commas} {before}", f"v1{verbs} {before}", f"vz{verbs} {back}", f"(z{depth} {back}", f"r{side}",
            f"r1{side} {before}", f"rz{side} {back}", f"rd{max(-6, min(6, at - self.rule_first))}",
        ]  # fmt: skip
        told += (f"{at == self.first}|{one}" for one in own)
        told += (f"{own[1]}|{before}", f"{own[0]}|r{side}", f"{own[5]}|r{side}", f"{own[1]}|r{side}")
        told.append(f"{own[5]}|{verbs} {before}")
        return told


def _never_shut(kinds: tuple[str, ...]) -> bool:
    """Tell whether a bracket among the words is opened and never closed."""
    depth = 0
    for kind in kinds:
        depth = max(0, depth + (kind in "([") - (kind in ")]"))
    return depth > 0


@functools.lru_cache(maxsize=256)
def _far(distance: int) -> str:
    """Return a distance in words, the longer ones by classes."""
    return next((name or str(distance) for limit, name in _FAR if distance < limit), "20+")


def _side(at: int, place: int) -> str:
    return "=" if at == place else "<" if at < place else ">"


def _is_enclosed(kinds: tuple[str, ...]) -> bool:
    """Tell whether a bracket is open behind the words."""
    depth = 0
    for kind in reversed(kinds):
        depth += (kind in "([") - (kind in ")]")
        if depth > 0:
            return True
    return False
