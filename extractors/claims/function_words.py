"""The small words that hold a sentence together: articles, prepositions, conjunctions, auxiliaries, pronouns."""

from __future__ import annotations

from extractors.claims.words import TIMES_AS, listed

DETERMINERS = listed(
    "the a an this these those their its his her our any some all both each every such no another either neither "
    "several most many my your whose same two three four five six seven eight nine ten"
)
PREPOSITIONS = listed(
    "in on at with for from during within across among amongst between after before following following "
    "throughout through via by into onto over under upon without against toward towards per despite until at "
    "about above below regarding concerning except of to as than like versus vs vs. given using beyond inside"
)
CONJUNCTIONS = frozenset({"and", "or", "as well as", "but", "nor", "&", "plus", "but also"})
BE = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "'s", "'re", "am", "isn't", "aren't", "wasn't", "weren't"]
)
HAVE = frozenset(["has", "have", "had", "having", "hasn't", "haven't", "hadn't"])
MODALS = listed(
    "may might can could will would shall should must do does did doesn't don't didn't can't cannot couldn't "
    "won't wouldn't shouldn't"
)
RELATIVES = listed(
    "which that who whom whereas while whilst although though because since when where if unless whether how why "
    "so thus hence therefore however indicating suggesting showing demonstrating implying and/or whereby"
)
PRONOUNS = listed("it they them we he she i you this these that those there us both itself themselves none one")
ADVERBS = listed(
    "itself themselves "
    "albeit somewhat slightly likewise meanwhile nonetheless nevertheless besides off down "
    "ever much not also only even still yet further well very most more-or-less respectively both again instead"
    " thereby "
    "thus then twice once n't never often always sometimes overall together alone therefore however indeed too "
    "perhaps maybe rather quite almost just soon notably moreover furthermore additionally interestingly importantly"
)
NO_ADVERBS = listed(
    "daily weekly monthly yearly early elderly family assembly anomaly supply likely unlikely friendly bodily"
    " multiply reply "
    "orderly costly timely deadly july italy"
)
COMPARISONS = (
    "as compared with", "as compared to", "compared with", "compared to", "compared against", "in comparison with",
    "in comparison to", "when compared with", "when compared to", "relative to", "in contrast to", "versus", "vs.",
    "vs",
    "than", "over and above", "as opposed to", "compared with that of", "v",
)  # fmt: skip
# Words that name nothing and lead nothing: at the head of a sentence, or before an amount.
OPENERS = (
    "up to", "in particular", "in general", "in turn", "in fact", "of note", "for example", "for instance",
    "by contrast", "in contrast", "in addition",
)  # fmt: skip
SETTINGS = ("in vivo", "in vitro", "ex vivo", "in silico", "in situ", "in utero")
CAUSES = (
    "due to", "because of", "secondary to", "as a result of", "as a consequence of", "owing to", "in response to",
    "attributable to", "following", "after", "upon", "during",
)  # fmt: skip
COMPOUNDS = (
    *COMPARISONS, *CAUSES[:7], "attributable to", "as well as", "such as", "rather than", "in order to",
    "in addition to", "according to",
    "but also", "prior to", "along with", "full of", "together with", "in combination with", "combined with",
    "in terms of", "independent of", "independently of", "regardless of", "irrespective of", "instead of",
    *SETTINGS, *OPENERS,
    "with respect to", "with regard to", "in the presence of", "in patients with", "more likely to",
    "less likely to", "more likely", "less likely",
    *TIMES_AS, "more common", "more frequent", "more prevalent", "less common", "less frequent",
    "less prevalent",
)  # fmt: skip
