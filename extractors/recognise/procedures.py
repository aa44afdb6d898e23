"""Names of procedures that a network takes for diseases: analgesia, which is given."""

from __future__ import annotations

import re

from ontologies.lexicon import Lexicon
from ontologies.term import Kind, Scope

_OWN = frozenset({Scope.LABEL, Scope.EXACT})
_ILL = frozenset({Kind.DISEASE, Kind.PHENOTYPE})
_BEFALLEN = r"\b(?:develop\w*|suffer\w*(?: from)?|experienc\w+|complicated by)\s+(?:[\w-]+\s+){0,2}"


def is_procedure(text: str, name: str, lexicon: Lexicon) -> bool:
    """Tell whether the name of a disease in a text is one that vocabularies know for a procedure and for no disease.

    What somebody in the text develops or suffers from stays a disease: hemodilution, neuromuscular blockade.

    >>> is_procedure("Epidural analgesia was asked for.", "analgesia", Lexicon.open())
    True
    """
    own = {entry.kind for entry in lexicon.lookup(name) if entry.scope in _OWN}
    if Kind.INTERVENTION not in own or own & _ILL:
        return False
    return re.search(_BEFALLEN + re.escape(name), text, re.IGNORECASE) is None
