"""Which words are adjectives by their ending: a phrase of these alone names nothing."""

from __future__ import annotations

import functools
import re

from extractors.claims.words import listed

_ENDINGS = re.compile(
    r"\w{3,}(?:ive|ous|able|ible|ful|ic|al|iest|[tls]ory|ular|onary)$|^un\w+ed$|\w+fold$"
    r"|^(?:pre|post)[-–]\w+$"
    r"|\w+[-–](?:dependent|independent|like|specific|related|associated|based|induced|mediated|treated"
    r"|free|derived|term|lived|lasting)$"
    r"|^(?:adjusted|observed|mean|median|new|other|ovarian|evident|apparent|present|absent|pregnant|nonpregnant|non-pregnant"
    r"|recurrent|persistent|frequent|sufficient|insufficient|resistant|abundant|dominant|adjacent|largest|greatest|highest|lowest|smallest|longest|shortest|strongest|primary|secondary|urinary|dietary|salivary|biliary|hereditary|voluntary)$"
)
_NOUNS = listed(
    "survival withdrawal removal signal metal animal mineral interval potential hospital refusal arousal renewal "
    "retrieval disposal table cable initiative adjective objective motive topic clinic music logic arsenic alcohol "
    "total control goal olive relative variable vegetable handful trial meal material journal referral epidemic "
    "pandemic antibiotic metric analgesic anesthetic anaesthetic diuretic mimetic probiotic prebiotic narcotic "
    "sedative memory history laboratory inventory additive preservative laxative derivative radical pharmaceutical"
)


@functools.lru_cache(maxsize=1 << 13)
def is_adjective(word: str) -> bool:
    """Tell whether a word, in lower case, is an adjective.

    >>> is_adjective("chronic"), is_adjective("dose-dependent"), is_adjective("clinic")
    (True, True, False)
    """
    return _ENDINGS.search(word) is not None and word not in _NOUNS
