"""User text in two languages: as written, with an optional text in the other language.

A row keeps `language` (of what was written), and for each text a field `x` and its translation `x_other`.
Where the translation is missing the text is shown as written and marked with its language.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models


@dataclass(frozen=True, slots=True)
class Said:
    """A text as a reader gets it: `as_written` is True when it is not in the reader's language."""

    text: str
    language: str
    as_written: bool

    def __str__(self) -> str:
        return self.text


def said(row: Any, field: str, language: str) -> Said:
    """The text `field` of `row` in `language` ("en" or "zh-hans") where there is one, else as written."""
    written = getattr(row, field) or ""
    if row.language == language or not written:
        return Said(written, language, as_written=False)
    other = getattr(row, f"{field}_other") or ""
    if other:
        return Said(other, language, as_written=False)
    return Said(written, row.language, as_written=True)


class Written(models.Model):
    """Base of rows that hold user text: the language of what was written."""

    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="zh-hans")

    class Meta:
        abstract = True
