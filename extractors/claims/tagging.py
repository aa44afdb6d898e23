"""Decide what each token of a sentence is, by its neighbours: a part of a noun phrase, a verb, or a small word."""

from __future__ import annotations

from extractors.claim import Direction, Predicate
from extractors.claims import heads, words
from extractors.claims.adjectives import is_adjective
from extractors.claims.lexing import PREDICATIVE, Token
from extractors.claims.words import Role, Word

_MEANS = words.listed("treatment treatments therapy therapies drug drugs agent agents medication medications regimen")
_PARTICIPLES = frozenset({"ed", "en"})


def _is_plural(word: str) -> bool:
    return word.endswith("s") or word in heads.PLURALS


def _opens_phrase(tag: str) -> bool:
    return tag in {"D", "N", "K", "E", "S", "J", "#", "VK", "Q"}


# Tags after which a word that no table has may be a verb.
_BEFORE_VERBS = frozenset({"M", "R", "N", "^", ";"})


def _tokens_after(tokens: list[Token]) -> list[Token | None]:
    """Return for each token the next that is no adverb; what "more" turns into later lies behind by then."""
    after: list[Token | None] = []
    following: Token | None = None
    for token in reversed(tokens):
        after.append(following)
        following = following if token.tag == "A" else token
    after.reverse()
    return after


class Tagger:
    """Decide what each verb form is, from its neighbours; adverbs between do not count."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.after = _tokens_after(tokens)
        self.seen_verb = False
        self.relative = False
        self.commas = 0
        self.told = False
        self.many = False
        self.listing = False

    def run(self) -> None:
        """Turn the tags V and VK into Vact, Vpas, Vred, Vint, Vger, E (adjective), K or N."""
        before = "^"
        last: Token | None = None
        for at, token in enumerate(self.tokens):
            following = self.after[at]
            if following is not None and _grades(token, following, before):
                token.tag = "A"
            if token.tag in {"V", "VK"}:
                token.tag = self._decide(at, before, last)
                if token.tag == "Vact" and before == "C" and self._is_noun_phrase(at):
                    token.tag = "E"
                self.seen_verb = self.seen_verb or token.tag in {"Vact", "Vpas", "Vint"}
                self.told = self.told or (token.tag == "Vact" and _fills_clause(token))
            elif token.tag == "N" and before in _BEFORE_VERBS and not token.closed:
                token.tag = self._guess(at, before, last) or "N"
            elif token.lower == PREDICATIVE and before == "B":
                token.tag = "J"
            elif before == "B" and (token.lower in words.RAISING or (token.tag == "N" and token.lower.endswith("ed"))):
                token.tag = "Vpas"
            if self.listing or token.tag in {"R", ";"} or token.lower == "by":
                self.listing = self._lists_things(token, before, last)
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

    def _guess(self, at: int, before: str, last: Token | None) -> str:
        """Return what a word that no table has is where only a verb can stand; nothing elsewhere."""
        word = self.tokens[at].lower
        if before != "M" and not word.endswith(("ed", "ing")):
            return ""
        following = self.after[at]
        tag = following.tag if following is not None else ""
        if before == "M" and self._is_verb_after_modal(self.tokens[at], at):
            return "Vint"
        if word.endswith("ed") and before == "R" and self._stands_for_subject(last):
            # "those who witnessed the fall".
            return "Vact" if _opens_phrase(tag) else "Vint"
        if tag == "D" and ((before == "N" and word.endswith("ed")) or (before in {"^", ";"} and word.endswith("ing"))):
            # Before an article: "the drug outlived the hype", "Supplementing a diet with zinc".
            return "Vger" if word.endswith("ing") else "Vact"
        return ""

    def _lists_things(self, token: Token, before: str, last: Token | None) -> bool:
        """Tell whether a list of things goes on, which "such as" opens or a colon, and any verb ends."""
        if token.lower == "by" and last is not None and last.lower in _HAVING:
            # "is characterised by pain, reduced sleep and fever".
            return True
        if token.lower == "such as" or (token.lower == ":" and before in {"N", "K", "P", "~"}):
            return True
        return self.listing and token.tag not in {";", "R", "B", "H", "M", "Vact", "Vint", "Vpas", "D"}

    def _note_head(self, token: Token, last: Token | None, before: str) -> None:
        """Note whether a phrase is of many things: in "mutations in X cause Y" the verb goes with the head."""
        if token.tag in {"P", "Vred", "Vger"} and last is not None and before in {"N", "K"}:
            self.many = self.many or _is_plural(last.lower)
        elif token.tag not in {"N", "A", "D", "K", "E", "J", "#", "P", "Vred", "Vger"}:
            self.many = False

    def _stands_for_subject(self, last: Token | None) -> bool:
        """Tell whether a relative is the subject of its clause: "who", or "that" after a noun."""
        return self.relative or (last is not None and last.lower == "who")

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

    def _is_graded_after(self, at: int) -> bool:
        """Tell whether an adverb in "-ly" stands right after a token and no word that it could grade after that."""
        following = self.tokens[at + 1 : at + 3]
        if not following or following[0].tag != "A" or not following[0].lower.endswith("ly"):
            return False
        return len(following) == 1 or following[1].tag in {"P", "T", "~", "<", ",", ";", "C"}

    def _is_attributive(self, at: int) -> bool:
        """Tell whether a participle after a noun belongs to the next: "gadolinium enhanced imaging was"."""
        for token in self.tokens[at + 1 :]:
            if token.tag in {";", "R", "C", ",", "Q", "<", "~", "D", "T"}:
                return False
            if token.tag in {"B", "H", "M"}:
                return token.lower not in {"be", "been", "being", "having"}
        return False

    def _opens_with_article(self, at: int) -> bool:
        following = self.after[at]
        return following is not None and following.tag in {"D", "Q"}

    def _decide(self, at: int, before: str, last: Token | None) -> str:
        token, after = self.tokens[at], self.after[at]
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
            if before == "N" and _opens_phrase(next_tag) and (_looks_adjective(last) or self._is_attributive(at)):
                return "E"
            return self._participle(token, before, next_tag, after)
        if shape == "ing":
            return self._gerund(token, before, next_tag, last, after)
        if shape == "past":
            return "Vact" if _opens_phrase(next_tag) else "Vint"
        return self._present(at, before, next_tag, last, after)

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
            return self._after_border(before, next_tag, led)
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

    def _after_border(self, before: str, next_tag: str, led: bool) -> str:
        """Decide "..., reduced X" and "which reduced X": a finite verb where a subject can be found."""
        opens = _opens_phrase(next_tag)
        if self.listing and before != "R" and opens:
            # "such as a fall in X, raised Y or Z": what is listed are things.
            return "E"
        if before == "R":
            finite = "Vact" if opens else "Vint"
            return "E" if opens and not self.relative else finite
        if before == "C" and next_tag == "D":
            # "was better but raised the cost": no adjective stands before an article.
            return "Vact"
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

    def _present(self, at: int, before: str, next_tag: str, last: Token | None, after: Token | None) -> str:  # noqa: PLR0911
        token = self.tokens[at]
        assert token.form is not None
        noun = token.lower in words.noun_forms()
        if token.lower in words.STANDING and before in {"N", "K", "S", "E", "C", "R", "Q"}:
            return "Vint"
        if token.form.shape == "s" and before == "N" and self._is_graded_after(at):
            # "X increases progressively".
            return "Vint"
        that = after is not None and after.lower == "that"
        if that and token.form.word.role is Role.PLAIN and before in {"N", "K", "S"}:
            # "The result suggests that".
            return "Vact"
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
        if many and before in {"N", "K"} and token.lower in _SEEMING:
            return "Vint"
        plural = many or before in {"Q", "C", ",", "R"}
        if token.form.shape == "base" and plural and not grade and (next_tag in {"D", "N", "E", "J"} or led):
            return "Vact"
        return "K" if noun else "N"


_SURELY = ("ous", "ful", "ible", "tive", "sive", "ical", "onal", "ual", "mean", "median")


def _looks_adjective(token: Token | None) -> bool:
    """Tell whether a word is an adjective by its ending, so that a participle after it is one too."""
    return token is not None and not token.closed and is_adjective(token.lower) and token.lower.endswith(_SURELY)


_HAVING = words.listed("characterised characterized accompanied manifested marked defined represented")
_SEEMING = words.listed("appear seem tend remain exist occur act depend")


def _grades(token: Token, following: Token, before: str) -> bool:
    """Tell whether a word says no more than how much or how sure: "more reduced", "which likely reduces pain"."""
    if token.lower == "likely":
        return before != "B" and following.form is not None
    return token.lower in {"more", "less"} and _is_graded(following)


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
