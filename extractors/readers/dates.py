"""Dates of publications as ISO 8601 text of the precision that the source gives."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_ISO = re.compile(r"\b((?:1[5-9]|20)\d\d)-(\d\d)(?:-(\d\d))?(?!\d)")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Z][a-z]{2,8})\.?,?\s+((?:1[5-9]|20)\d\d)\b")
_MONTH_FIRST = re.compile(r"\b([A-Z][a-z]{2,8})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?,?\s+((?:1[5-9]|20)\d\d)\b")


def iso(year: str, month: str = "", day: str = "") -> str:
    """Return the ISO date of the parts; a part that is no date part ends it. Months may be numbers or English names.

    >>> iso("2019", "Dec", "3"), iso("2019", "Winter"), iso("n. d.")
    ('2019-12-03', '2019', '')
    """
    found = _YEAR.search(year)
    if not found:
        return ""
    number = _month(month)
    if not number:
        return found.group()
    digits = day.strip()
    if not (digits.isascii() and digits.isdigit() and 1 <= int(digits) <= 31):
        return f"{found.group()}-{number:02d}"
    return f"{found.group()}-{number:02d}-{int(digits):02d}"


def _month(text: str) -> int:
    name = text.strip().lower()
    if name.isascii() and name.isdigit():
        return int(name) if 1 <= int(name) <= 12 else 0
    return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0


def find_date(text: str) -> str:
    """Return the first full or partial date in the text as ISO, or an empty text.

    >>> find_date("Posted 9 December 2025"), find_date("2025-12-09T10:00:00Z"), find_date("May 2020")
    ('2025-12-09', '2025-12-09', '2020-05')
    """
    if match := _ISO.search(text):
        return iso(match[1], match[2], match[3] or "")
    if (match := _DAY_FIRST.search(text)) and _month(match[2]):
        return iso(match[3], match[2], match[1])
    if (match := _MONTH_FIRST.search(text)) and _month(match[1]):
        return iso(match[3], match[1], match[2] or "")
    return ""


def find_year(text: str) -> str:
    """Return the last four-digit year in the text that stands alone, or an empty text."""
    years = re.findall(r"(?<![\d/.-])((?:1[5-9]|20)\d\d)(?![\d/-])", text)
    return years[-1] if years else ""
