"""Check-ins: append-only. The value, its audit and the mark for the recompute are one transaction."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from objectives.access import objective_of, require_recorder
from objectives.actions import saving
from objectives.core.checks import number_problem
from objectives.core.vocabulary import CheckInSource, ObjectiveState
from objectives.models import CheckIn, Measure, Objective
from okrplan import audit, clock
from okrplan.people.models import User
from okrplan.refusals import Refusal, WrongState


@transaction.atomic
def record(
    *,
    measure: Measure,
    by: User,
    day: date,
    value: Decimal,
    today: date,
    note: str = "",
    confidence: int | None = None,
    source: CheckInSource = CheckInSource.WEB,
) -> CheckIn:
    """Record a measure's value on a day, for the department the person contributes to.

    For a `sum` the value is the running total of the measure's own period. Raises Forbidden, WrongState for an
    objective that is not active, Refusal for a number no column can hold or a day that has not come.
    """
    department = require_recorder(by, measure)
    _check(measure, day, value, today, confidence, note)
    check_in = CheckIn(
        measure=measure,
        department_id=department,
        day=day,
        value=value,
        note=note.strip(),
        confidence=confidence,
        author=by,
        source=source.value,
        recorded_at=clock.now(),
    )
    return _insert(check_in, by, "recorded")


@transaction.atomic
def record_many(
    *, entries: Sequence[Mapping[str, Any]], by: User, today: date, source: CheckInSource = CheckInSource.WEB
) -> list[CheckIn]:
    """Record all of these (each the arguments of `record`) or none; a refusal's field says which: "3.value".

    Objectives are marked in the order of their keys, so that two of these at once never wait for each other.
    """
    order = sorted(range(len(entries)), key=lambda place: objective_of(entries[place]["measure"]).pk)
    made: dict[int, CheckIn] = {}
    for place in order:
        try:
            made[place] = record(by=by, today=today, source=source, **entries[place])
        except Refusal as refusal:
            refusal.field = f"{place}.{refusal.field}" if refusal.field else str(place)
            raise
    return [made[place] for place in range(len(entries))]


@transaction.atomic
def correct(*, check_in: CheckIn, by: User, value: Decimal, today: date, note: str = "") -> CheckIn:
    """A new check-in for the same day that stands in place of a wrong one; both stay readable."""
    _check(check_in.measure, check_in.day, value, today, check_in.confidence, note)
    if not _stands(check_in):
        raise WrongState(_("This check-in has already been corrected or taken back."))
    better = CheckIn(
        measure=check_in.measure,
        department_id=check_in.department_id,
        day=check_in.day,
        value=value,
        note=note.strip(),
        confidence=check_in.confidence,
        author=by,
        source=CheckInSource.WEB.value,
        recorded_at=clock.now(),
        supersedes=check_in,
    )
    try:
        with transaction.atomic():
            return _insert(better, by, "corrected")
    except IntegrityError as error:  # somebody corrected it between the look and the write
        raise WrongState(_("This check-in has already been corrected or taken back.")) from error


@transaction.atomic
def retract(*, check_in: CheckIn, by: User) -> CheckIn:
    """Take a check-in back: it stays in the history and counts no more; what it corrected counts again."""
    objective = objective_of(check_in.measure)
    _require_active(saving.lock(objective))
    if not _stands(check_in):
        raise WrongState(_("This check-in has already been corrected or taken back."))
    check_in.retracted_at = clock.now()
    check_in.save(update_fields=["retracted_at"])
    audit.write(by=by, noun="check_in", row=check_in, verb="retracted", objective_id=objective.pk)
    saving.mark(objective.pk)
    return check_in


def _stands(check_in: CheckIn) -> bool:
    return CheckIn.objects.standing().filter(pk=check_in.pk).exists()


def _insert(check_in: CheckIn, by: User, verb: str) -> CheckIn:
    objective = objective_of(check_in.measure)
    check_in.save(force_insert=True)
    after = {
        "measure": check_in.measure.name,
        "day": check_in.day.isoformat(),
        "value": saving.plain(check_in.value),
        "note": check_in.note,
    }
    audit.write(by=by, noun="check_in", row=check_in, verb=verb, after=after, objective_id=objective.pk)
    saving.mark(objective.pk)
    return check_in


def _require_active(objective: Objective) -> None:
    if objective.state != ObjectiveState.ACTIVE:
        raise WrongState(_("Check-ins are for active objectives; this one is not confirmed yet, or closed."))


def _check(measure: Measure, day: date, value: Decimal, today: date, confidence: int | None, note: str) -> None:
    _require_active(objective_of(measure))
    if number_problem(value) is not None or value.copy_abs() >= Decimal(10) ** 11:
        raise Refusal(_("Enter an ordinary number of at most 15 digits."), field="value")
    if day > today:
        raise Refusal(_("This day has not come yet."), field="day")
    if confidence is not None and not 0 <= confidence <= 10:
        raise Refusal(_("Confidence runs from 0 to 10."), field="confidence")
    if len(note) > 500:
        raise Refusal(_("A note has at most 500 characters."), field="note")
