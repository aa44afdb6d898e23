from __future__ import annotations

import pytest

from extractors.document import Role
from extractors.readers import text

_PLAIN = (
    "Zinc for colds\n\nBackground: Colds are common and last for a week in most of those who catch one.\n\n"
    "Methods: We gave zinc to ninety adults.\n\nFindings: Colds were short.\n\nNote: it rained.\n"
)


@pytest.mark.parametrize(
    ("words", "role"),
    [("Colds are", Role.INTRODUCTION), ("We gave", Role.METHODS), ("were short", Role.RESULTS), ("rained", Role.OTHER)],
)
def test_a_label_before_a_paragraph_of_plain_text_gives_it_its_role(words: str, role: Role) -> None:
    assert text.document(_PLAIN, "a.txt").role_at(_PLAIN.index(words)) is role
