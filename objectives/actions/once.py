"""A form that is sent twice is written once.

Each rendered form carries a one-time key. The key and what was typed make one name; the row written under it is kept
in the same transaction, so a double tap, a repeated request or two at the same instant find the first answer. The same
form sent again with other content (the browser's way back, another value typed) is a new wish and is written.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from objectives.models import IdempotencyRecord
from okrplan.people.models import User
from okrplan.refusals import WrongState

Row = TypeVar("Row", bound=models.Model)
CREATED = 201


def once(*, by: User, key: str, content: Mapping[str, Any], rows: type[Row], write: Callable[[], Row]) -> Row:
    """The row that `write` makes, or the one it made for the same person, key and content before.

    Raises whatever `write` raises; nothing is kept then, so that a refused form can be sent again. Without a key the
    row is simply written.
    """
    if not key:
        return write()
    name = hashlib.sha256(repr((key, sorted(content.items()))).encode()).hexdigest()
    if (made := _made(by, name, rows)) is not None:
        return made
    try:
        with transaction.atomic():
            row = write()
            IdempotencyRecord.objects.create(
                user=by, key=name, fingerprint=name, status=CREATED, body={rows._meta.model_name: row.pk}
            )
            return row
    except (IntegrityError, WrongState):  # its twin was quicker: what we wrote is rolled back
        if (made := _made(by, name, rows)) is None:
            raise
        return made


def _made(by: User, name: str, rows: type[Row]) -> Row | None:
    body = IdempotencyRecord.objects.filter(user=by, key=name).values_list("body", flat=True).first()
    return rows._default_manager.filter(pk=body[rows._meta.model_name]).first() if body else None
