"""Column types and bases shared by the nouns."""

from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

# 15 significant digits: SQLite keeps decimals as floats, which carry no more.
AMOUNT: dict[str, Any] = {"max_digits": 15, "decimal_places": 4}
SHARE: dict[str, Any] = {"max_digits": 15, "decimal_places": 8}
AMOUNT_LIMIT = Decimal(10) ** 11


def amount_field(**options: Any) -> models.DecimalField:
    """A quantity in a measure's or currency's unit: 11 digits before the point, 4 behind it."""
    return models.DecimalField(**AMOUNT, **options)


def share_field(**options: Any) -> models.DecimalField:
    """A share where 1 is 100 %, stored only to be sorted or filtered by."""
    return models.DecimalField(**SHARE, null=True, blank=True, editable=False, **options)


def finite(field: str) -> Q:
    """True for a number a column can hold; PostgreSQL sorts NaN above every number, so it fails this."""
    return Q(**{f"{field}__gt": -AMOUNT_LIMIT, f"{field}__lt": AMOUNT_LIMIT})


def one_of(field: str, kinds: type[StrEnum]) -> Q:
    """True when the column holds one of the vocabulary's values."""
    return Q(**{f"{field}__in": [kind.value for kind in kinds]})


class Versioned(models.Model):
    """A row whose changes carry the version they were made on; a stale write is refused."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Living(models.QuerySet[Any]):
    """Rows that are not deleted."""

    def alive(self) -> "Living":
        return self.filter(deleted_at__isnull=True)


class SoftDeleted(models.Model):
    """A row that a person may delete and get back for 30 days."""

    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[Any] = Living.as_manager()

    class Meta:
        abstract = True
