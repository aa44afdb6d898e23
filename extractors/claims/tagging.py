"""Cut a sentence into tokens and decide what each of them is: a part of a noun phrase, a verb, or a small word."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.claim import Direction, Predicate
from extractors.claims import function_words, heads, words
from extractors.claims.words import Form, Role, Word


@dataclass(slots=True)
class Token:
    """Hold a word with its tag; ``closed`` says that it lies within a recognised name."""

    start: int
    end: int
    lower: str
    tag: str = "N"
    form: Form | None = None
    closed: bool = False


# "12", "1,000", and "1-10,000" as one.
_NUMBERS = r"\d+(?:[.,]\d+)*(?:[-–]\d+(?:[.,]\d+)*)*"


@functools.cache
def _token_pattern() -> re.Pattern[str]:
    compounds = "|".join(
        re.escape(found).replace(r"\ ", r"\s+") for found in sorted(function_words.COMPOUNDS, key=len, reverse=True)
    )
    return re.compile(
        rf"\b(?:{compounds})(?![\w-])|{_NUMBERS}\s?%?(?![\w-])|\w+(?:['’.&/+^-]\w+)*\+?|\+/-|[^\w\s]", re.IGNORECASE
    )


# Tag -> words; a later line wins where two have the same word.
_TAGS: tuple[tuple[str, Iterable[str]], ...] = (
    ("P", function_words.COMPOUNDS),
    ("P", function_words.PREPOSITIONS),
    ("A", function_words.ADVERBS),
    ("Q", function_words.PRONOUNS),
    ("R", function_words.RELATIVES),
    ("D", function_words.DETERMINERS),
    ("C", function_words.CONJUNCTIONS),
    ("B", function_words.BE),
    ("H", function_words.HAVE),
    ("M", (*function_words.MODALS, "'d")),
    ("<", function_words.COMPARISONS),
    ("~", function_words.CAUSES),
    ("T", ("to", "in order to")),
    (",", (",",)),
    (";", (";", ":", "—", "–")),
    ("R", ("such as", "rather than")),
    ("A", (*function_words.SETTINGS, *function_words.OPENERS, "not")),
    ("P", ("prior to", "full of")),
    ("D", ("no",)),
)
_SMALL = {word: tag for tag, found in _TAGS for word in found}
_PUNCTUATION = frozenset("\"'“”‘’.*=<>±~|#") | {"+/-"}


# "different" says something after "was" only; elsewhere it is a part of a noun phrase.
_PREDICATIVE = "different"


def _named_by_number(word: str) -> bool:
    """Tell whether a word that begins with a digit is a name, "5-lox" or "5-ht2a", and no number with its unit."""
    return _NUMBERED.fullmatch(word) is not None and _COUNTED.search(word) is None


_NUMBERED_THINGS = words.listed("group groups arm arms cohort diet formulation")
_NUMBERED = re.compile(r"\d{1,3}(?:-[a-z]|[a-z][\w-])[\w-]*")
_COUNTED = re.compile(
    r"\d-?(?:fold|day|week|month|year|hour|min|point|item|step|arm|h|d|wk|mo|yr|mg|g|kg|ml|l|mm|cm|m|nm|times|x|st|nd|rd|th"
    r"|s|way|hz|gy|mmol|iu|u|c|w|mcg|ug|µg|μg|pm|am|degree|mmhg|percent|dose)s?(?:\b|$)"
)


def _raw_tag(token: Token) -> None:
    word = token.lower
    if word in words.COMPARATIVES and word != _PREDICATIVE:
        token.tag = "J"
    elif word in _SMALL:
        token.tag = _SMALL[word]
    elif word in words.verb_forms() and word not in words.NEVER_VERBS:
        token.form = words.verb_forms()[word]
        token.tag = "VK" if word in words.noun_forms() else "V"
    elif word in words.noun_forms():
        token.tag = "K"
    elif word in words.link_nouns():
        token.tag = "S"
    elif word[0].isdigit() and not _named_by_number(word):
        token.tag = "#"
    elif word in _PUNCTUATION:
        token.tag = "_"
    elif word.endswith("ly") and len(word) > 4 and word not in function_words.NO_ADVERBS:
        token.tag = "A"
    elif len(word) == 1 and not word.isalnum():
        token.tag = "P" if word in "/+" else "_"


def _awaits_verb(tokens: Sequence[Token]) -> bool:
    """Tell whether only a verb can follow: "did not", "may", "to"."""
    last = next((token for token in reversed(tokens) if token.tag != "A"), None)
    return last is not None and last.tag in {"M", "T"}


def tokenise(text: str, start: int, end: int, closed: Sequence[tuple[int, int]]) -> list[Token]:
    """Return the tokens of a sentence outside brackets, with the tags that need no neighbours; verbs are yet open."""
    tokens: list[Token] = []
    depth = position = 0
    for match in _token_pattern().finditer(text, start, end):
        word = match.group()
        if word in "([{":
            depth += 1
        elif word in ")]}":
            depth = max(0, depth - 1)
        elif depth == 0:
            while position < len(closed) and closed[position][1] <= match.start():
                position += 1
            token = Token(match.start(), match.end(), " ".join(word.lower().split()).replace("’", "'"))
            inside = position < len(closed) and closed[position][0] <= match.start() < closed[position][1]
            # A name may be spelled like a small word; in lower case the small word is meant.
            if inside and token.lower in words.verb_forms() and _awaits_verb(tokens):
                # "did not affect": a verb where only a verb can stand, though a name is spelled so.
                inside = closed[position] != (match.start(), match.end())
            if word == "A" and tokens and tokens[-1].tag not in {";", "_"}:
                # "group A" is no article.
                inside = True
            if not inside or token.lower in function_words.COMPOUNDS or (word.islower() and token.lower in _SMALL):
                _raw_tag(token)
            if token.tag == "#" and tokens and tokens[-1].lower in _NUMBERED_THINGS and token.lower.isdigit():
                token.tag = "N"
            token.closed = inside
            if token.tag != "_":
                tokens.append(token)
    return tokens


_MEANS = words.listed("treatment treatments therapy therapies drug drugs agent agents medication medications regimen")
_PARTICIPLES = frozenset({"ed", "en"})


def _is_plural(word: str) -> bool:
    return word.endswith("s") or word in heads.PLURALS


def _opens_phrase(tag: str) -> bool:
    return tag in {"D", "N", "K", "E", "S", "J", "#", "VK", "Q"}


class Tagger:
    """Decide what each verb form is, from its neighbours; adverbs between do not count."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.seen_verb = False
        self.relative = False
        self.commas = 0
        self.told = False
        self.many = False

    def _next(self, at: int) -> Token | None:
        return next((token for token in self.tokens[at + 1 :] if token.tag != "A"), None)

    def run(self) -> None:
        """Turn the tags V and VK into Vact, Vpas, Vred, Vint, Vger, E (adjective), K or N."""
        before = "^"
        last: Token | None = None
        for at, token in enumerate(self.tokens):
            following = self._next(at)
            if token.lower in {"more", "less"} and following is not None and _is_graded(following):
                token.tag = "A"
            if token.tag in {"V", "VK"}:
                token.tag = self._decide(token, before, last, self._next(at))
                if token.tag == "Vact" and before == "C" and self._is_noun_phrase(at):
                    token.tag = "E"
                self.seen_verb = self.seen_verb or token.tag in {"Vact", "Vpas", "Vint"}
                self.told = self.told or (token.tag == "Vact" and _fills_clause(token))
            elif token.tag == "N" and before == "M" and self._is_verb_after_modal(token, at):
                token.tag = "Vint"
            elif token.lower == _PREDICATIVE and before == "B":
                token.tag = "J"
            elif token.tag == "N" and before == "N" and token.lower.endswith("ed") and following is not None:
                # A word in "-ed" between a noun and an article is a verb, known or not.
                token.tag = "Vact" if following.tag == "D" and not token.closed else token.tag
            elif before == "B" and (token.lower in words.RAISING or (token.tag == "N" and token.lower.endswith("ed"))):
                token.tag = "Vpas"
            self.commas = 0 if token.tag in {";", "R"} else self.commas + (token.tag == ",")
            if token.tag in {";", "R", ",", "C"}:
                self.told = False
            self._note_head(token, last, before)
            if token.tag in {";", "R"}:
                self.seen_verb = self.seen_verb and token.tag == "R" and token.lower not in {"whereas", "while"}
            if token.tag == "R":
                # "X that lowered Y" against "showed that lowered Y": only after a noun does it stand for the subject.
                self.relative = token.lower in {"which", "who", "that"} and before in {"N", "K", ","}
            if token.tag != "A":
                before, last = token.tag, token

    def _note_head(self, token: Token, last: Token | None, before: str) -> None:
        """Note whether a phrase is of many things: in "mutations in X cause Y" the verb goes with the head."""
        if token.tag == "P" and last is not None and before in {"N", "K"}:
            self.many = self.many or _is_plural(last.lower)
        elif token.tag not in {"N", "A", "D", "K", "E", "J", "#", "P"}:
            self.many = False

    @staticmethod
    def _is_verb_after_modal(token: Token, at: int) -> bool:
        """Tell whether an unknown word stands where only a verb can: "will inform practice"."""
        return at > 1 and token.lower.isalpha() and not token.closed

    def _is_noun_phrase(self, at: int) -> bool:
        """Tell whether a participle after "and" opens a new subject: "..., and increased stress is part of it"."""
        form = self.tokens[at].form
        if form is None or form.shape not in _PARTICIPLES or self._opens_with_article(at):
            return False
        for token in self.tokens[at + 1 :]:
            if token.tag in {"B", "H", "M"} or token.lower in words.STANDING:
                return True
            if token.tag not in {"N", "A", "P", "K", "E", "J"}:
                return False
        return False

    def _opens_with_article(self, at: int) -> bool:
        following = self._next(at)
        return following is not None and following.tag in {"D", "Q"}

    def _decide(self, token: Token, before: str, last: Token | None, after: Token | None) -> str:
        assert token.form is not None
        shape = token.form.shape
        next_tag = after.tag if after else "$"
        if next_tag == "V" and after and after.form:
            # "increased use", "reduced treated area": after a verb the next verb form is a noun or an adjective.
            next_tag = (
                "E"
                if after.form.shape in {"ed", "en", "ing"}
                else "N"
                if after.form.word.role is Role.PLAIN
                else next_tag
            )
        if shape in _PARTICIPLES:
            return self._participle(token, before, next_tag, after)
        if shape == "ing":
            return self._gerund(token, before, next_tag, last, after)
        if shape == "past":
            return "Vact" if _opens_phrase(next_tag) else "Vint"
        return self._present(token, before, next_tag, last, after)

    def _participle(self, token: Token, before: str, next_tag: str, after: Token | None) -> str:  # noqa: PLR0911
        assert token.form is not None
        word = token.form.word
        opens = _opens_phrase(next_tag)
        led = after is not None and after.lower in word.particles
        if before == "B":
            return "Vpas"
        if before in {"H", "M"}:
            return "Vact" if opens or word.particles else "Vint"
        if before in {"R", ",", "C"}:
            return self._after_border(before, opens, led)
        attributive = before in {"D", "P", "J", "T", "Vger", "^", "#", ";", "<", "~"}
        if attributive or (before == "Vact" and (word.role is Role.CHANGE or opens)) or (before == "E" and opens):
            return "E" if opens or next_tag == "C" else "Vred"
        if self.told and opens and next_tag != "D" and word.role is Role.CHANGE:
            # "attenuates the allergen induced changes": the clause has its verb already.
            return "E"
        if token.form.shape == "en" and not led:
            # "islands grown on silicon": by itself it is never finite.
            return "Vred"
        return self._after_noun(word, opens=opens, led=led, after=after)

    def _after_border(self, before: str, opens: bool, led: bool) -> str:
        """Decide "..., reduced X" and "which reduced X": a finite verb where a subject can be found."""
        if before == "R":
            finite = "Vact" if opens else "Vint"
            return "E" if opens and not self.relative else finite
        if not self.seen_verb and self.commas < 2:
            return "E" if opens else "Vred"
        return "Vact" if opens or led else "Vpas"

    @staticmethod
    def _after_noun(word: Word, *, opens: bool, led: bool, after: Token | None) -> str:
        """Decide "X reduced Y" (finite), "apoptosis induced by X" (reduced) and "pain decreased" (intransitive)."""
        if after is not None and after.tag == "#" and word.lemma in words.BY_THEMSELVES:
            # "pain decreased 12 points".
            return "Vint"
        if opens or led:
            return "Vact" if word.role is not Role.LINK else "Vred"
        stands_alone = word.role is Role.CHANGE and word.predicate not in _TRANSITIVE
        return "Vint" if stands_alone and (after is None or after.lower != "by") else "Vred"

    @staticmethod
    def _gerund(token: Token, before: str, next_tag: str, last: Token | None, after: Token | None) -> str:
        assert token.form is not None
        if before == "B":
            return "Vact"
        if before == "^" and next_tag in {"D", "N"} and token.form.word.role is Role.CHANGE:
            return "Vger"
        if before == "N" and (next_tag == "E" or (after is not None and after.lower in _MEANS)):
            # "TP53 silencing decreased growth", "glucose lowering drugs".
            return "N"
        # "a first worsening heart failure event".
        counted = last is not None and last.lower in {"first", "any", "further", "recurrent"}
        if (
            counted
            or before in {"D", "J", "E", "^"}
            or (last is not None and last.lower in {"with", "of"} and before == "P")
        ):
            return "Vger" if last is not None and last.lower == "of" and _opens_phrase(next_tag) else "N"
        if _opens_phrase(next_tag) or token.form.word.particles:
            return "Vger"
        return "N"

    def _present(self, token: Token, before: str, next_tag: str, last: Token | None, after: Token | None) -> str:  # noqa: PLR0911
        assert token.form is not None
        noun = token.lower in words.noun_forms()
        if token.lower in words.STANDING and before in {"N", "K", "S", "E", "C", "R", "Q"}:
            return "Vint"
        if before in {"M", "T"} or (last is not None and last.lower in {"to", "n't"}):
            return "Vact" if _opens_phrase(next_tag) or token.form.word.particles else "Vint"
        if before in {"D", "J", "E", "P", "#", "^", "<", "Vact", "Vpas", "~", "Vger", "H"}:
            return "K" if noun else "N"
        grade = last is not None and (last.lower in heads.GRADES or last.lower.endswith(("ive", "ful", "ant", "ous")))
        led = after is not None and after.lower in token.form.word.particles
        if token.form.shape == "s" and not grade and (_opens_phrase(next_tag) or led):
            return "Vact"
        plain = token.form.word.role is Role.CHANGE and token.form.word.lemma not in words.NOUN_LIKE and not noun
        if token.form.shape == "base" and plain and (next_tag in {"D", "N", "E", "J", "Q"} or led):
            return "Vact"
        many = self.many or (last is not None and _is_plural(last.lower))
        plural = many or before in {"Q", "C", ",", "R"}
        if token.form.shape == "base" and plural and not grade and (next_tag in {"D", "N", "E", "J"} or led):
            return "Vact"
        return "K" if noun else "N"


def _is_graded(token: Token) -> bool:
    """Tell whether "more" before a word only grades it: "more reduced", "more severe"."""
    form = token.form
    falls = (
        form is not None
        and form.shape in _PARTICIPLES
        and form.word.direction in {Direction.INCREASE, Direction.DECREASE}
    )
    return token.tag in {"J", "E"} or falls


# A participle of these right after a noun belongs to it ("apoptosis induced ..."); others may stand alone.
_TRANSITIVE = frozenset(
    {Predicate.CAUSES, Predicate.TREATS, Predicate.PREVENTS, Predicate.REGULATES, Predicate.INTERACTS}
)


def _fills_clause(token: Token) -> bool:
    """Tell whether a verb takes a plain object; after "found" or "showed" another clause may follow."""
    return token.form is not None and token.form.word.role in {Role.CHANGE, Role.LINK}
