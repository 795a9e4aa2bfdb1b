"""Figures as the pages print them, in the caller's language."""

from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from rest_framework import serializers

from objectives.core import numbers
from objectives.core.vocabulary import Language


class WordField(serializers.ChoiceField):
    """A word of the vocabulary, in an answer."""

    def __init__(self, kind: Any, **options: Any) -> None:
        super().__init__([one.value for one in kind], **{"read_only": True, **options})

    def to_representation(self, value: Any) -> Any:
        return str(value)


def language() -> Language:
    """The language of the answer."""
    return Language.CHINESE if (get_language() or "").startswith("zh") else Language.ENGLISH


def percent(share: Decimal | None) -> str | None:
    """ "35%" """
    return None if share is None else numbers.percent(share)


def amount(value: Decimal | None, unit: str, unit_other: str) -> str | None:
    """ "EUR 100,000" or "10万欧元": computed, so to three significant digits."""
    return None if value is None else numbers.amount(value, unit, language(), unit_other=unit_other or None)
