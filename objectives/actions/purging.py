"""Removing for good what people deleted long ago; what became history stays."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, Q, RestrictedError

from objectives.models import IdempotencyRecord
from objectives.models.fields import SoftDeleted

DELETED_DAYS = 30  # how long a deleted row can be brought back
REPEAT_DAYS = 7  # how long a creation answers a repeated Idempotency-Key as before


def purge(*, now: datetime) -> int:
    """Remove deleted rows and old idempotency keys; the number of rows that people had deleted.

    Check-ins, decisions, budgets and confirmed plans are never removed, so a row that carries some stays hidden.
    """
    IdempotencyRecord.objects.filter(made_at__lt=now - timedelta(days=REPEAT_DAYS)).delete()
    expired = Q(deleted_at__lt=now - timedelta(days=DELETED_DAYS))
    return sum(_remove(row) for model in _deletable() for row in model.objects.filter(expired).iterator())


def _deletable() -> Iterator[Any]:
    """The models whose rows people delete."""
    return (model for model in apps.get_models() if issubclass(model, SoftDeleted))


def _remove(row: models.Model) -> bool:
    """Whether the row and everything on it went: foreign keys and triggers keep what is history."""
    try:
        with transaction.atomic():
            row.delete()
    except (ProtectedError, RestrictedError, IntegrityError):
        return False
    return True
