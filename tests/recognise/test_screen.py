"""Screened patterns answer as the patterns alone do, on every text."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractors.screen import Choice, Needs, Screened, folded, needs, screened

TEXT = (
    "In-vivo data of 12 rats, In Vivo; RATS and mice were CARED for. No significan\u017ft effect: the rate "
    "(p < 0.05) of tumours, tumor or \u0130nfection; a\u00b5g, not re-treated rats-like cat's indicated\nmice\n"
)
PATTERNS = (
    r"\b(?:mice|rats?|in[- ]vivo)\b",
    r"(?<![\w-])(?:treated|cat|mice)(?![\w-])",
    r"\b(?:no|not) (?:\w+ ){0,3}effect",
    r"(?:rat|cat)",
    r"\w+(?:ated|ours?)\b",
    r"(?P<one>tumou?r)s?(?:, (?P=one))?",
    r"\b\d+ rats|\bp\s?<\s?0",
    r"(?:mice)?",
    r"mice$",
    r"^mice",
    r"(?<=no )signific\w+",
    r"infect(?:ion|s)|significanst",
    r"rate(?!s)|[^\W\d]{4,}ed (?=for)",
    r"\u03bcg|\bif\b",
    r"(?:(?:mice|rats) )+and",
    r"ra{1,2}t|r[aeiou]t(?:s|e)??\b",
)


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.IGNORECASE | re.DOTALL, re.MULTILINE])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_finds_what_the_pattern_finds_wherever_it_is_asked(pattern: str, flags: int) -> None:
    alone, screen = re.compile(pattern, flags), screened(pattern, flags)
    for start in range(0, len(TEXT), 7):
        for end in range(start, len(TEXT) + 9, 5):
            expected = [(match.span(), match.groups()) for match in alone.finditer(TEXT, start, end)]
            assert [(match.span(), match.groups()) for match in screen.finditer(TEXT, start, end)] == expected
            for ask in ("search", "match", "fullmatch"):
                first, same = getattr(alone, ask)(TEXT, start, end), getattr(screen, ask)(TEXT, start, end)
                assert (first and (first[0], first.span())) == (same and (same[0], same.span()))


@pytest.mark.parametrize("text", ["Mice in vivo, IN-VITRO", "a rat", "cats", "7 dogs", ""])
def test_a_choice_leaves_out_no_pattern_that_matches(text: str) -> None:
    patterns = [screened(raw, re.IGNORECASE) for raw in (r"\b(?:mice|rats?)\b", r"\d+", r"in[- ]vitro", r"(?:ca)?ts")]
    chosen = Choice(patterns).may_match(text)
    assert chosen == sorted(chosen)
    assert {at for at, pattern in enumerate(patterns) if pattern.search(text)} <= set(chosen)


def test_a_choice_leaves_out_what_cannot_match() -> None:
    assert Choice([screened(r"\bmice\b"), screened(r"\brats\b")]).may_match("Three blind mice.") == [0]


def test_letters_that_ignoring_case_joins_fold_to_one_in_its_place() -> None:
    letters = [chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000]
    assert all(len(folded(letter)) == 1 for letter in letters)
    plain = "abcdefghijklmnopqrstuvwxyz\u03b1\u03b2\u03b3\u03b4\u03b5\u03b8\u03ba\u03bc\u03c0\u03c1\u03c3\u03c6\u00e9"
    alike = {one: re.compile(one, re.IGNORECASE) for one in plain}
    joined = [(one, letter) for one, pattern in alike.items() for letter in letters if pattern.fullmatch(letter)]
    assert len(joined) > 2 * len(plain)
    assert all(folded(letter) == one for one, letter in joined)


def words(found: Needs) -> list[str]:
    return sorted(found.words)


@pytest.mark.parametrize(
    ("pattern", "needed", "begin"),
    [
        (r"\b(?:patients?|wom[ae]n)\b", ["patient", "woman", "women"], True),
        (r"(?:the )?(?:drug|dose)s?", ["dose", "drug", "the dose", "the drug"], True),
        (r"\w+ (?:days|weeks)", [" days", " weeks"], False),
        (r"\d+", [], False),
        (r"[a-z]+|mice", [], False),
        (r"(?:mice)?", [], False),
        (r"(?:mice)*rats", ["rats"], False),
    ],
)
def test_knows_what_a_match_cannot_do_without(pattern: str, needed: list[str], begin: bool) -> None:
    found = needs(pattern)
    assert words(found) == needed
    assert found.begin == (begin and bool(needed))


def test_answers_as_its_pattern_on_all_that_a_build_asks(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractors.pipeline import Extraction
    from extractors.readers import read
    from extractors.stages import default_pipeline

    asked: set[str] = set()
    ask, find = Screened.finditer, Screened.search

    def compared(self: Screened, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        found = list(ask(self, text, pos, endpos))
        expected = [match.span() for match in self.pattern.finditer(text, pos, endpos)]
        assert [match.span() for match in found] == expected, self.pattern.pattern
        asked.add(self.pattern.pattern)
        return iter(found)

    def first(self: Screened, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        found, expected = find(self, text, pos, endpos), self.pattern.search(text, pos, endpos)
        assert (found and found.span()) == (expected and expected.span()), self.pattern.pattern
        asked.add(self.pattern.pattern)
        return found

    monkeypatch.setattr(Screened, "finditer", compared)
    monkeypatch.setattr(Screened, "search", first)
    documents: Any = list(read([str(root / "kg" / "demo")]))
    results = [default_pipeline().run_one(document) for document in documents]
    assert results
    assert all(isinstance(result, Extraction) for result in results)
    assert len(asked) > 50
