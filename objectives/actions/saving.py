"""How every action saves: one lock, one check, one audit row.

A write to anything on an objective first locks the objective's row, so that two people never plan the same
objective at the same instant, and marks it for the recompute. Changes carry the version they were made on.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from objectives.models import Objective
from okrplan import audit, clock, jobs
from okrplan.models import Activity
from okrplan.people.models import User
from okrplan.refusals import Stale, from_validation

Row = TypeVar("Row", bound=models.Model)
RECOMPUTE = "objectives.recompute"


def noun(row: models.Model | type[models.Model]) -> str:
    """The kind of row as the audit names it: "key_result"."""
    name = row._meta.object_name or ""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def lock(objective: Objective) -> Objective:
    """The objective's row, locked until the transaction ends; everything on it is written behind this lock."""
    return Objective.objects.select_for_update().get(pk=objective.pk)


def mark(objective_id: int) -> None:
    """Ask for a recompute. Only the first mark sends a message: what follows is seen by the same recompute.

    Waits for the objective's row: a recompute under way has read what was there before, and would clear a mark that
    it has not seen.
    """
    list(Objective.objects.select_for_update().filter(pk=objective_id).values_list("pk"))
    marked = Objective.objects.filter(pk=objective_id, dirty_since__isnull=True).update(
        dirty_since=clock.now(), recompute_failures=0
    )
    if marked:
        jobs.enqueue(RECOMPUTE, objective_id)


def create(row: Row, *, by: User | None, objective: Objective | None = None, verb: str = "made") -> Row:
    """Check and insert a row; a broken rule is a Refusal with its field."""
    clean(row)
    row.save(force_insert=True)
    after = {name: value for name, value in values_of(row).items() if value not in (None, "")}
    _note(row, by=by, verb=verb, after=after, objective=objective)
    return row


def change(
    row: Row,
    values: Mapping[str, Any],
    *,
    by: User | None,
    version: int | None = None,
    objective: Objective | None = None,
    verb: str = "changed",
    check: Callable[[Row], None] | None = None,
) -> Row:
    """Set fields of a row that was read behind the lock, hold it against `check` and its own rules, and save it.

    `version` is the one the person saw; another one now raises Stale with what the other person changed. Nothing is
    written when nothing differs.
    """
    check_version(row, values, version)
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    differing = [name for name in values if before[name] != getattr(row, name)]
    if not differing:
        return row
    if check is not None:
        check(row)
    clean(row)
    if hasattr(row, "version"):
        row.version += 1  # type: ignore[attr-defined]
        differing.append("version")
    row.save(update_fields=differing)
    changed = [name for name in differing if name != "version"]
    _note(
        row,
        by=by,
        verb=verb,
        before={name: plain(before[name]) for name in changed},
        after={name: plain(getattr(row, name)) for name in changed},
        objective=objective,
    )
    return row


def delete(row: Row, *, by: User, objective: Objective | None = None, version: int | None = None) -> Row:
    """Hide a row; it can be brought back for 30 days. Raises Stale when it moved on since `version` was read."""
    if version is not None:
        row.refresh_from_db(fields=["version"])  # the row was read before the lock
        check_version(row, {}, version)
    row.deleted_at = clock.now()  # type: ignore[attr-defined]
    row.deleted_by = by  # type: ignore[attr-defined]
    row.save(update_fields=["deleted_at", "deleted_by"])
    _note(row, by=by, verb="deleted", before={"title": str(row)}, objective=objective)
    return row


def restore(row: Row, *, by: User, objective: Objective | None = None) -> Row:
    """Bring a deleted row back; a rule broken meanwhile (its number was taken) is a Refusal."""
    row.deleted_at = None  # type: ignore[attr-defined]
    row.deleted_by = None  # type: ignore[attr-defined]
    clean(row)
    row.save(update_fields=["deleted_at", "deleted_by"])
    _note(row, by=by, verb="restored", after={"title": str(row)}, objective=objective)
    return row


def check_version(row: models.Model, values: Mapping[str, Any], version: int | None) -> None:
    """Raise Stale when the row moved on since the person read it, naming what differs and who did it."""
    current = getattr(row, "version", None)
    if version is None or current is None or version == current:
        return
    latest = Activity.objects.filter(noun=noun(row), object_id=row.pk).select_related("actor").first()
    by = str(latest.actor) if latest and latest.actor else ""
    raise Stale(
        changes=[
            {"field": name, "theirs": plain(getattr(row, name)), "yours": plain(value), "by": by}
            for name, value in values.items()
            if getattr(row, name) != value
        ]
    )


def clean(row: models.Model) -> None:
    """The row's own rules and constraints, as a Refusal with a sentence a person can read."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise from_validation(error) from error


def values_of(row: models.Model) -> dict[str, Any]:
    """The editable columns of a row as the audit keeps them."""
    kept = (one for one in row._meta.concrete_fields if one.editable and not one.primary_key)
    return {one.name: plain(getattr(row, one.name)) for one in kept}


def plain(value: Any) -> Any:
    """A value as JSON and people read it: rows by their key and name."""
    if isinstance(value, models.Model):
        return {"id": value.pk, "name": str(value)}
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value


def _note(row: models.Model, *, by: User | None, verb: str, objective: Objective | None, **states: Any) -> None:
    audit.write(by=by, noun=noun(row), row=row, verb=verb, objective_id=objective.pk if objective else None, **states)


def note_removal(row: models.Model, *, by: User, objective: Objective | None, verb: str) -> None:
    """Audit a row that is about to go for good (a link, a role)."""
    _note(row, by=by, verb=verb, before=values_of(row), objective=objective)
