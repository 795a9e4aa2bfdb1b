"""People's texts as the report's core takes them."""

from typing import Any

from objectives.core.vocabulary import Language
from reports.core.facts import Text


def text(row: Any, field: str) -> Text:
    """The text `field` of a row, in both languages where it has both."""
    written = getattr(row, field) or ""
    other = getattr(row, f"{field}_other", "") or ""
    if Language(row.language) is Language.CHINESE:
        return Text(en=other, zh=written, language=Language.CHINESE)
    return Text(en=written, zh=other, language=Language.ENGLISH)
