"""Writing the audit. Every action calls `write` once, inside its own transaction."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import models

from okrplan import clock
from okrplan.models import Activity

if TYPE_CHECKING:
    from okrplan.people.models import User


def write(
    *,
    by: "User | None",
    noun: str,
    row: models.Model | None,
    verb: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    objective_id: int | None = None,
) -> Activity:
    """Note that `by` (None: the product itself) did `verb` to `row`; before and after hold the changed fields only.

    Values may be anything JSON knows besides days, instants and Decimals, which are stored as text.
    """
    return Activity.objects.create(
        actor=by,
        at=clock.now(),
        noun=noun,
        object_id=row.pk if row is not None else None,
        objective_id=objective_id,
        verb=verb,
        before=dict(before or {}),
        after=dict(after or {}),
    )
