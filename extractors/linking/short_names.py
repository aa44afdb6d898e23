"""What the abbreviations of a paper stand for: the words to look up in their place, in the order to try them."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.mention import Mention
from extractors.pipeline import Extraction
from extractors.recognise import abbreviated
from ontologies.lexicon import Lexicon
from ontologies.term import Kind

_LONGEST = 10
_WORD = re.compile(r"\w+")
_CAUSE = (
    r"(?:induc|caus|toxic|abus|advers|side[ -]effect|overdos|provok|trigger|precipitat|secondary to|due to|following|"
    r"develop|associated with|complicat)"
)


class ShortNames:
    """Collect the short forms of a paper: those that it defines, and names in brackets right behind another."""

    def __init__(self, extraction: Extraction, lexicon: Lexicon) -> None:
        self._meanings = abbreviated.meanings(extraction.short_forms, extraction.mentions, lexicon)
        self._long = {form.short: form.long for form in reversed(extraction.short_forms)}
        self._beside = _appositions(extraction.document.text, extraction.mentions)
        self._text = extraction.document.text
        self.is_brought_about = functools.lru_cache(maxsize=256)(self._find_cause)

    @functools.cached_property
    def text(self) -> str:
        """Return the text of the paper in small letters."""
        return self._text.lower()

    def _find_cause(self, name: str) -> bool:
        """Tell whether some sentence of the paper says of what has a name that something brings it about."""
        word = re.escape(name.lower())
        return re.search(rf"{_CAUSE}[^.]*?\b{word}|\b{word}[^.]*?{_CAUSE}", self.text) is not None

    def meaning(self, mention: Mention) -> abbreviated.Meaning | None:
        """Return what the text of a mention means as an abbreviation of its kind, or None."""
        found = self._meanings.get(mention.text) or self._meanings.get(mention.text.removesuffix("s"))
        return found if found is not None and found.kind in (None, mention.kind) else None

    def long_names(self, mention: Mention) -> tuple[str, ...]:
        """Return the long forms of a mention, the likeliest first; empty for one that is no short form."""
        meaning = self.meaning(mention)
        beside = self._beside.get((mention.kind, mention.text))
        if meaning is None:
            return () if beside is None else (beside,)
        stated = self._long.get(meaning.short, meaning.name)
        return tuple(dict.fromkeys(name for name in (stated, meaning.name, beside) if name))

    def expanded(self, mention: Mention) -> str | None:
        """Return the text of a mention with the short forms inside it written out, or None where it has none.

        "GI bleeding" becomes "gastrointestinal bleeding" where the paper says what GI is.
        """
        if not self._long or (" " not in mention.text and "-" not in mention.text):
            return None
        text = _WORD.sub(lambda match: self._long.get(match[0], match[0]), mention.text)
        return text if text != mention.text else None


def _appositions(text: str, mentions: Sequence[Mention]) -> dict[tuple[Kind, str], str]:
    """Return the names that stand before a short one in brackets: "phlorizin (P)"; the first of each counts."""
    found: dict[tuple[Kind, str], str] = {}
    for long, short in pairwise(mentions):
        if (
            long.kind is short.kind
            and text[long.end : short.start] == " ("
            and text[short.end : short.end + 1] in (")", ";", ",")
            and len(short.text) <= _LONGEST
            and 2 * len(short.text) <= len(long.text)
            and " " not in short.text
            and any(char.isupper() for char in short.text)
            and short.text[0].lower() in {word[0].lower() for word in long.text.split()}
        ):
            found.setdefault((long.kind, short.text), long.text)
    return found
