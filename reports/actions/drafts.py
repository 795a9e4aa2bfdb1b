"""Writes to a draft as a whole: begin one, its own words and addressee, delete it."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from objectives.actions import saving
from objectives.core.assess import assess
from objectives.core.vocabulary import AskState, ObjectiveState, ReportState
from objectives.models import Ask, Cause, Objective
from objectives.queries import figures
from okrplan.people import standing
from okrplan.people.models import User
from okrplan.refusals import Refusal, WrongState
from reports.core.advice import lags
from reports.models import Finding, Report, ReportAsk

EDITABLE = frozenset(["lede", "lede_other", "language", "addressee", "as_of"])


@transaction.atomic
def draft(*, objective: Objective, by: User, today: date, values: Mapping[str, Any] | None = None) -> Report:
    """A new draft as of today, to the nearest boss above, unless `values` say otherwise.

    It begins with what is known: the causes of the key results that lag, and the draft asks of the objective.
    """
    row = saving.lock(objective)
    if row.state == ObjectiveState.DRAFT:
        raise WrongState(_("Confirm the plan first; then there is something to report on."))
    last = Report.objects.filter(objective=row).aggregate(last=Max("number"))["last"] or 0
    begun: dict[str, Any] = {"addressee": nearest_boss(row, by), "as_of": today}
    if by.language:
        begun["language"] = by.language
    report = Report(objective=row, number=last + 1, author=by, **{**begun, **(values or {})})
    _check(report, today, addressed="addressee" in (values or {}))
    saved = saving.create(report, by=by, objective=row)
    _begin_with_causes(saved, by)
    _begin_with_asks(saved, by)
    return saved


@transaction.atomic
def change(*, report: Report, by: User, version: int | None, values: Mapping[str, Any], today: date) -> Report:
    """Change a draft's second sentence, addressee or day (never a day to come)."""
    row = open_draft(report)
    check = partial(_check, today=today, addressed="addressee" in values)
    return saving.change(row, values, by=by, version=version, objective=row.objective, check=check)


@transaction.atomic
def delete(*, report: Report, by: User, version: int | None = None) -> Report:
    """Delete a draft; its asks stay with the objective."""
    row = open_draft(report)
    return saving.delete(row, by=by, objective=row.objective, version=version)


def addressees(objective: Objective, author: User) -> list[User]:
    """Who may receive a report on an objective: the bosses above, nearest first, but not its author."""
    return [one for one in standing.bosses_above(objective.department_id) if one.pk != author.pk]


def nearest_boss(objective: Objective, author: User) -> User | None:
    return next(iter(addressees(objective, author)), None)


def open_draft(report: Report) -> Report:
    """The draft behind its objective's lock. Raises WrongState once it is submitted."""
    saving.lock(report.objective)
    row = Report.objects.select_related("objective__department", "objective__cycle", "author", "addressee").get(
        pk=report.pk
    )
    if row.state != ReportState.DRAFT:
        raise WrongState(_("A submitted report does not change any more; write the next one."))
    return row


def touch(report: Report) -> None:
    """A part of the draft has changed: whoever submits the report they saw before is told."""
    report.version += 1
    report.save(update_fields=["version"])


def _check(report: Report, today: date, addressed: bool) -> None:
    if report.as_of > today:
        raise Refusal(_("This day has not come yet."), field="as_of")
    if addressed and report.addressee not in addressees(report.objective, report.author):
        raise Refusal(_("Choose a boss above the department, other than yourself."), field="addressee")


def _begin_with_causes(report: Report, by: User) -> None:
    objective = report.objective
    result = assess(figures.facts_of([objective])[objective.pk], report.as_of, figures.bands())
    behind = [one.key for one in result.key_results if lags(one.status, one.loss)]
    for cause in Cause.objects.filter(key_result__in=behind):
        finding = Finding(
            report=report,
            key_result_id=cause.key_result_id,
            kind=cause.kind,
            text=cause.text,
            text_other=cause.text_other,
            language=cause.language,
        )
        saving.create(finding, by=by, objective=objective)


def _begin_with_asks(report: Report, by: User) -> None:
    drafts = Ask.objects.alive().filter(objective=report.objective, state=AskState.DRAFT.value)
    for position, ask in enumerate(drafts, start=1):
        saving.create(ReportAsk(report=report, ask=ask, position=position), by=by, objective=report.objective)
