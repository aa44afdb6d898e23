"""The words that claims are made with: verbs, nouns and comparatives of change, and the small words around them.

One table per kind; everything else in this package reads them. Verbs are listed by what they do to their object and are
inflected by rule; a lemma with slashes gives its past and participle ("rise/rose/risen").
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from enum import StrEnum

from extractors.claim import Direction, Predicate


def listed(words: str) -> frozenset[str]:
    """Return the words of a table that is written as running text."""
    return frozenset(words.split())


_UP, _DOWN, _SAME, _NONE = Direction.INCREASE, Direction.DECREASE, Direction.NO_CHANGE, Direction.NONE


class Role(StrEnum):
    """Say how a verb builds its sentence."""

    CHANGE = "change"
    """Takes the thing changed as object: "reduces pain"."""
    LIGHT = "light"
    """Carries a noun or adjective of change: "showed lower pain", "led to a fall in pain"."""
    LINK = "link"
    """Joins two things without direction: "associated with", "correlated with"."""
    PLAIN = "plain"
    """Any other verb; it only marks where noun phrases end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Say what a trigger word means; ``particles`` are the prepositions that lead its object, if it needs any."""

    lemma: str
    role: Role = Role.CHANGE
    predicate: Predicate = Predicate.AFFECTS
    direction: Direction = _NONE
    particles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Form:
    """Pair a word with its inflection: base, s, past, ing, ed, or en (a participle that is no past: "grown")."""

    word: Word
    shape: str


VERBS: dict[tuple[Predicate, Direction], str] = {
    (Predicate.AFFECTS, _DOWN): (
        "reduce decrease lower/lowered/lowered diminish attenuate suppress inhibit block abolish abrogate deplete"
        " shorten slow "
        "limit minimize minimise weaken kill eliminate decline fall/fell/fallen drop restrict retard"
        " shrink/shrank/shrunk "
        "curb dampen cut/cut/cut slash trim quell disrupt lessen arrest blunt halve reverse counteract antagonize"
        " antagonise neutralize neutralise "
        "impede hamper delay drop regress down-modulate clear eradicate combat hinder curtail decelerate perturb "
        "destabilize destabilise oppose abate"
    ),
    (Predicate.AFFECTS, _UP): (
        "increase raise elevate enhance augment boost potentiate promote stimulate accelerate prolong extend"
        " strengthen "
        "heighten amplify facilitate support rise/rose/risen grow/grew/grown double triple maximize maximise "
        "intensify lift quicken speed/sped/sped foster favor favour encourage drive/drove/driven expand elongate "
        "accentuate bolster stabilize stabilise"
    ),
    (Predicate.IMPROVES, _NONE): "improve ameliorate benefit restore rescue optimize optimise normalize normalise",
    (Predicate.IMPROVES, _DOWN): "alleviate relieve mitigate ease",
    (Predicate.WORSENS, _NONE): "worsen exacerbate aggravate deteriorate impair compromise damage harm",
    (Predicate.TREATS, _NONE): "treat cure",
    (Predicate.PREVENTS, _DOWN): "prevent avert avoid",
    (Predicate.CAUSES, _UP): "cause induce trigger provoke elicit evoke precipitate underlie/underlay/underlain",
    (Predicate.REGULATES, _UP): "upregulate up-regulate activate transactivate overexpress",
    (Predicate.REGULATES, _DOWN): "downregulate down-regulate repress silence inactivate deactivate",
    (Predicate.REGULATES, _NONE): "regulate modulate control mediate target govern",
    (Predicate.AFFECTS, _NONE): "affect influence alter change modify impact",
    (Predicate.AFFECTS, _SAME): "differ",
    (Predicate.INTERACTS, _NONE): "bind/bound/bound",
}  # fmt: skip
# Verbs whose object stands after a preposition.
PARTICLE_VERBS: dict[tuple[Predicate, Direction], dict[str, str]] = {
    (Predicate.CAUSES, _UP): {"contribute": "to", "predispose": "to"},
    (Predicate.PREVENTS, _DOWN): {"protect": "against from"},
    (Predicate.INTERACTS, _NONE): {"interact": "with", "interfere": "with"},
    (Predicate.AFFECTS, _UP): {"synergize": "with", "synergise": "with"},
}
LIGHT_VERBS: dict[str, str] = {
    "show/showed/shown": "", "demonstrate": "", "exhibit": "", "display": "", "produce": "", "yield": "",
    "experience": "",
    "achieve": "", "report": "", "provide": "", "have/had/had": "", "undergo/underwent/undergone": "", "attain": "",
    "lead/led/led": "to", "result": "in", "cause": "", "induce": "", "confer": "", "carry": "", "pose": "", "offer": "",
    "gain": "", "reveal": "",
    "present": "with", "translate": "into", "require": "", "receive": "", "need": "", "develop": "", "exert": "",
    "reach": "", "perform": "", "suffer": "", "maintain": "", "lose/lost/lost": "", "possess": "",
}  # fmt: skip
LINK_VERBS: dict[str, tuple[Predicate, str]] = {
    "associate": (Predicate.ASSOCIATED, "with to"), "link": (Predicate.ASSOCIATED, "to with"),
    "relate": (Predicate.ASSOCIATED, "to with"), "correlate": (Predicate.CORRELATED, "with to"),
    "connect": (Predicate.ASSOCIATED, "to with"), "correspond": (Predicate.ASSOCIATED, "to with"),
    "tie": (Predicate.ASSOCIATED, "to"), "unrelate": (Predicate.ASSOCIATED, "to"),
    "implicate": (Predicate.ASSOCIATED, "in"), "involve": (Predicate.ASSOCIATED, "in"),
    "attribute": (Predicate.CAUSES, "to"), "predict": (Predicate.ASSOCIATED, ""),
    "approve": (Predicate.APPROVED_FOR, "for in"), "license": (Predicate.APPROVED_FOR, "for"),
    "licence": (Predicate.APPROVED_FOR, "for"), "authorize": (Predicate.APPROVED_FOR, "for"),
    "authorise": (Predicate.APPROVED_FOR, "for"),
}  # fmt: skip
PLAIN_VERBS = (
    "want design implement create build/built/built apply employ select choose/chose/chosen find/found/found"
    " see/saw/seen observe measure assess evaluate determine use perform compare detect identify"
    " suggest indicate "
    "conclude include contain express occur remain become/became/become appear seem take/took/taken give/gave/given"
    " make/made/made "
    "investigate examine study analyze analyse test consider describe propose hypothesize expect know/knew/known"
    " think/thought/thought "
    "believe confirm establish obtain follow survive die start begin/began/begun stop end continue complete"
    " randomize randomise assign allocate "
    "enroll enrol recruit administer treat inject expose incubate culture transfect load engineer carry derive "
    "release secrete isolate collect discontinue withdraw/withdrew/withdrawn rate score note document record estimate"
    " calculate adjust "
    "define conduct review discuss summarize summarise highlight emphasize help tend allow enable serve play"
    " represent constitute "
    "emerge evolve exist arise/arose/arisen act respond tolerate accept fail aim seek/sought/sought ask say/said/said"
    " tell/told/told mean/meant/meant "
    "explain understand/understood/understood support return rely depend vary range encode lack share cover require"
    " come/came/come go/went/gone spread remain refuse participate reside belong coincide attend adhere"
    " agree"
    " decide discover persist exceed add notice recognize recognise characterize characterise illustrate reflect imply"
    " permit prescribe"
    " sustain utilize utilise warrant inform stay recommend phosphorylate methylate acetylate save ubiquitinate cleave"
    " degrade translocate catalyze catalyse hydrolyze hydrolyse convert oxidize transcribe interpret"
)  # fmt: skip
# Verbs that join a comparative to its subject: "remained lower".
LINKING = listed("remained remains remain became becomes become seemed seems appeared appears stayed stays")
# Verbs without an object, in a form that is hardly ever a noun: after a noun they are verbs, whatever follows.
STANDING = listed("acts occurs exists remains appears seems depends arises becomes belongs emerges relies participates")
# Verbs of change that need no object: a number after them is by how much.
BY_THEMSELVES = listed("increase decrease decline rise fall drop grow improve worsen shrink")
# Forms of verbs that are nouns in what papers measure.
NEVER_VERBS = listed("scores rates measures tests mean")
# Verbs that say that a change was found.
SEEN = listed("seen observed found noted detected reported confirmed revealed evident apparent find saw")
# Subject -> verb -> "to" -> verb: the subject of the second is that of the first.
RAISING = listed(
    "report show find found see demonstrate appear seem tend know think believe consider expect predict suggest "
    "help prove able likely unlikely fail observe need require use begin continue claim estimate presume assume "
    "say suspect want"
)
# "is recommended to lower": what something is for, not what it does.
AIMING = frozenset({"recommended", "intended", "advised", "encouraged", "supposed"})

# Noun of change -> lemma of its verb (or of its nearest sense).
NOUNS: dict[str, str] = {
    "reduction": "reduce", "decrease": "decrease", "decline": "decline", "drop": "drop", "fall": "fall",
    "inhibition": "inhibit",
    "suppression": "suppress", "attenuation": "attenuate", "loss": "reduce", "downregulation": "downregulate",
    "down-regulation": "downregulate", "increase": "increase", "rise": "rise", "elevation": "elevate",
    "improvement": "improve",
    "enhancement": "enhance", "upregulation": "upregulate", "up-regulation": "upregulate", "promotion": "promote",
    "induction": "induce", "activation": "activate", "stimulation": "stimulate", "worsening": "worsen",
    "deterioration": "deteriorate", "exacerbation": "exacerbate", "prevention": "prevent", "alleviation": "alleviate",
    "prolongation": "prolong", "gain": "increase", "acceleration": "accelerate", "amelioration": "ameliorate",
    "impairment": "impair", "augmentation": "augment", "potentiation": "potentiate", "relief": "relieve",
    "reversal": "reverse", "depletion": "deplete", "lowering": "lower", "diminution": "diminish",
    "shortening": "shorten",
    "growth": "grow", "change": "change", "alteration": "alter", "difference": "differ", "effect": "affect",
    "impact": "affect", "influence": "affect", "benefit": "benefit", "modulation": "modulate", "regulation": "regulate",
    "blockade": "block", "destruction": "eliminate", "elimination": "eliminate", "eradication": "eradicate",
    "abrogation": "abrogate", "restoration": "restore", "disruption": "disrupt", "modification": "modify",
    "increment": "increase", "decrement": "decrease", "protection": "protect",
}  # fmt: skip
# Nouns that name a change only before "in" or "of"; elsewhere they are parts of names ("hair growth", "weight gain").
WEAK_NOUNS = frozenset(
    {"growth", "loss", "gain", "relief", "impairment", "activation", "stimulation", "regulation", "change"}
)
# Nouns of change that other prepositions lead on: "protection against stroke".
LEADING = {"protection": frozenset({"against", "from"})}
LINK_NOUNS: dict[str, Predicate] = {
    "association": Predicate.ASSOCIATED, "relationship": Predicate.ASSOCIATED, "link": Predicate.ASSOCIATED,
    "correlation": Predicate.CORRELATED, "relation": Predicate.ASSOCIATED, "connection": Predicate.ASSOCIATED,
}  # fmt: skip
# "three times as common with X".
TIMES_AS = tuple(
    f"{many} as {much}"
    for many in ("times", "twice")
    for much in ("common", "frequent", "prevalent", "high", "large", "great", "long", "likely to")
)
COMPARATIVES: dict[str, tuple[Predicate, Direction]] = {
    **dict.fromkeys(
        listed(
        "lower smaller shorter fewer less weaker slower milder lesser earlier"
        ), (Predicate.AFFECTS, _DOWN)),
    **dict.fromkeys(
        listed(
        "higher greater larger longer more stronger faster elevated later heavier broader bigger"
        ), (Predicate.AFFECTS, _UP)
    ),
    **dict.fromkeys(
        listed(
        "better superior favorable favourable effective efficacious"
        ), (Predicate.IMPROVES, _NONE)),
    **dict.fromkeys(
        listed(
        "worse inferior poorer"
        ), (Predicate.WORSENS, _NONE)),
    **dict.fromkeys(
        listed(
        "similar comparable unchanged unaffected equivalent equal identical unaltered noninferior non-inferior"
        ),
        (Predicate.AFFECTS, _SAME),
    ),
    "different": (Predicate.AFFECTS, _NONE),
    **dict.fromkeys(("more common", "more frequent", "more prevalent"), (Predicate.AFFECTS, _UP)),
    **dict.fromkeys(("less common", "less frequent", "less prevalent"), (Predicate.AFFECTS, _DOWN)),
    **dict.fromkeys(TIMES_AS, (Predicate.AFFECTS, _UP)),
    "more likely to": (Predicate.AFFECTS, _UP),
    "less likely to": (Predicate.AFFECTS, _DOWN),
    "more likely": (Predicate.AFFECTS, _UP),
    "less likely": (Predicate.AFFECTS, _DOWN),
}  # fmt: skip

# How much there is of what another thing goes with: "associated with low vitamin D".
LEVELS: dict[str, Direction] = {
    **dict.fromkeys(listed("low reduced decreased diminished deficient insufficient"), _DOWN),
    **dict.fromkeys(listed("high elevated raised increased excessive"), _UP),
}  # fmt: skip
# What is thought of an outcome, without a change: "associated with poor survival".
JUDGING: dict[str, bool] = {
    **dict.fromkeys(listed("better improved superior favorable favourable good"), True),
    **dict.fromkeys(listed("worse worsened poorer poor inferior unfavorable unfavourable adverse dismal"), False),
}  # fmt: skip


# "a beneficial effect on", "adversely affects": what is thought of a change that has no direction of its own.
_GOOD = "positive beneficial favorable favourable protective salutary"
_BAD = "negative adverse detrimental deleterious harmful unfavorable unfavourable"
JUDGED: dict[str, Predicate] = {
    **{word + end: Predicate.IMPROVES for word in _GOOD.split() for end in ("", "ly")},
    **{word + end: Predicate.WORSENS for word in _BAD.split() for end in ("", "ly")},
    "favorably": Predicate.IMPROVES, "favourably": Predicate.IMPROVES,
    "unfavorably": Predicate.WORSENS, "unfavourably": Predicate.WORSENS,
}  # fmt: skip
_STEERED = {"positively": Direction.INCREASE, "negatively": Direction.DECREASE}


def steered(word: Word, beside: str) -> Word:
    """Return the sense of a change that has no direction with what an adjective or adverb beside it says.

    >>> steered(verb_forms()["affects"].word, "adversely").predicate.value
    'worsens'
    """
    if word.role is not Role.CHANGE or word.direction is not Direction.NONE:
        return word
    if word.predicate is Predicate.REGULATES and word.lemma not in {"target", "control"}:
        return replace(word, direction=_STEERED.get(beside, word.direction))
    judged = JUDGED.get(beside) if word.lemma in {"affect", "influence", "impact"} else None
    return replace(word, predicate=judged) if judged is not None else word


def inflect(lemma: str) -> dict[str, str]:
    """Return form -> shape for a verb; a lemma with slashes names its irregular past and participle.

    >>> inflect("carry"), inflect("rise/rose/risen")["rose"]
    ({'carry': 'base', 'carries': 's', 'carried': 'ed', 'carrying': 'ing'}, 'past')
    """
    base, *irregular = lemma.split("/")
    stem = base
    if base.endswith("e") and not base.endswith("ee"):
        stem = base[:-1]
    elif base in _DOUBLED:
        stem = base + base[-1]
    third = base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeo" else base + "s"
    if base.endswith(("s", "sh", "ch", "x", "z", "go")):
        third = base + "es"
    past = base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeo" else stem + "ed"
    forms = {base: "base", third: "s", past: "ed", stem + "ing": "ing"}
    if irregular:
        forms = {base: "base", third: "s", irregular[0]: "past", irregular[1]: "en", stem + "ing": "ing"}
        if irregular[0] == irregular[1] or irregular[1] == base:
            forms[irregular[0]] = "ed"
    return forms


_DOUBLED = frozenset({"confer", "drop", "stop", "control", "plan", "occur", "transfer", "enrol", "begin", "refer"})
# Verbs of change whose base form is a noun as well.
NOUN_LIKE = listed(
    "control target support cause trigger delay limit block influence impact benefit drive damage harm ease slow "
    "grow clear lower double triple compromise arrest cure"
)  # fmt: skip


def _words() -> list[tuple[str, Word]]:
    made: list[tuple[str, Word]] = []
    made += [(lemma, Word(lemma=lemma.split("/")[0], role=Role.PLAIN)) for lemma in PLAIN_VERBS.split()]
    for lemma, particle in LIGHT_VERBS.items():
        word = Word(lemma=lemma.split("/")[0], role=Role.LIGHT, particles=frozenset(particle.split()))
        made.append((lemma, word))
    for lemma, (link, particles) in LINK_VERBS.items():
        word = Word(lemma=lemma, role=Role.LINK, predicate=link, particles=frozenset(particles.split()))
        made.append((lemma, replace(word, direction=_SAME) if lemma == "unrelate" else word))
    for (predicate, direction), lemmas in VERBS.items():
        for lemma in lemmas.split():
            made.append((lemma, Word(lemma=lemma.split("/")[0], predicate=predicate, direction=direction)))
    for (predicate, direction), pairs in PARTICLE_VERBS.items():
        for lemma, particles in pairs.items():
            word = Word(lemma=lemma, predicate=predicate, direction=direction, particles=frozenset(particles.split()))
            made.append((lemma, word))
    return made


@functools.cache
def verb_forms() -> dict[str, Form]:
    """Return every inflected form of every verb; a verb of change wins over its other readings."""
    return {form: Form(word, shape) for lemma, word in _words() for form, shape in inflect(lemma).items()}


@functools.cache
def noun_forms() -> dict[str, Word]:
    """Return nouns of change, singular and plural, with the sense of their verb."""
    senses = {word.lemma: word for _, word in _words()}
    forms: dict[str, Word] = {}
    for noun, lemma in NOUNS.items():
        forms[noun] = senses[lemma]
        forms[f"{noun}s"] = senses[lemma]
    return forms


@functools.cache
def link_nouns() -> dict[str, Word]:
    """Return nouns that join two things, singular and plural."""
    return {
        form: Word(lemma=noun, role=Role.LINK, predicate=predicate)
        for noun, predicate in LINK_NOUNS.items()
        for form in (noun, f"{noun}s")
    }
