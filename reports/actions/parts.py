"""Writes to the parts of a draft: root causes, next steps, the asks it carries."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from objectives.actions import asks as ask_actions
from objectives.actions import saving
from objectives.core.vocabulary import AskState
from objectives.models import Ask, KeyResult
from okrplan.people.models import User
from okrplan.refusals import Refusal, WrongState
from reports.actions.drafts import open_draft, touch
from reports.models import Finding, NextStep, Report, ReportAsk

FINDING = frozenset(["kind", "text", "text_other", "language"])
NEXT_STEP = frozenset(["text", "text_other", "language", "responsible", "due_on", "position"])


@transaction.atomic
def set_finding(
    *, report: Report, key_result: KeyResult, by: User, values: Mapping[str, Any], version: int | None = None
) -> Finding:
    """The root cause of a key result in this report, in place of the one before."""
    row = open_draft(report)
    if key_result.objective_id != row.objective_id:
        raise Refusal(_("Choose a key result of the same objective."), field="key_result")
    finding = Finding.objects.filter(report=row, key_result=key_result).first()
    if finding is None:
        saved = saving.create(Finding(report=row, key_result=key_result, **values), by=by, objective=row.objective)
    else:
        saved = saving.change(finding, values, by=by, version=version, objective=row.objective)
    touch(row)
    return saved


@transaction.atomic
def delete_finding(*, finding: Finding, by: User) -> None:
    """Take a root cause off the report."""
    row = open_draft(finding.report)
    saving.note_removal(finding, by=by, objective=row.objective, verb="deleted")
    finding.delete()
    touch(row)


@transaction.atomic
def add_next_step(*, report: Report, by: User, values: Mapping[str, Any]) -> NextStep:
    """One more step: what, one person, one day."""
    row = open_draft(report)
    last = row.next_steps.aggregate(last=Max("position"))["last"] or 0
    step = NextStep(report=row, **{"position": last + 1, **values})
    _check_step(step)
    saved = saving.create(step, by=by, objective=row.objective)
    touch(row)
    return saved


@transaction.atomic
def change_next_step(*, step: NextStep, by: User, version: int | None, values: Mapping[str, Any]) -> NextStep:
    row = open_draft(step.report)
    fresh = NextStep.objects.select_related("responsible", "report").get(pk=step.pk)
    saved = saving.change(fresh, values, by=by, version=version, objective=row.objective, check=_check_step)
    touch(row)
    return saved


@transaction.atomic
def delete_next_step(*, step: NextStep, by: User) -> None:
    row = open_draft(step.report)
    saving.note_removal(step, by=by, objective=row.objective, verb="deleted")
    step.delete()
    touch(row)


@transaction.atomic
def add_ask(*, report: Report, by: User, values: Mapping[str, Any]) -> Ask:
    """A new draft ask of the objective, put on the report."""
    row = open_draft(report)
    ask = ask_actions.make(objective=row.objective, by=by, values=values)
    _place(row, ask, by)
    return ask


@transaction.atomic
def change_ask(*, report: Report, ask: Ask, by: User, version: int | None, values: Mapping[str, Any]) -> Ask:
    """Change a draft ask that stands on the report."""
    row = open_draft(report)
    changed = ask_actions.change(ask=ask, by=by, version=version, values=values)
    touch(row)
    return changed


@transaction.atomic
def place_ask(*, report: Report, ask: Ask, by: User) -> ReportAsk:
    """Put a draft ask of the objective on the report, behind the others."""
    row = open_draft(report)
    if ask.objective_id != row.objective_id:
        raise Refusal(_("Choose a request of the same objective."), field="ask")
    if ask.state != AskState.DRAFT:
        raise WrongState(_("This request has already been submitted."))
    return _place(row, ask, by)


@transaction.atomic
def remove_ask(*, report: Report, ask: Ask, by: User) -> None:
    """Take an ask off the report; the draft stays with the objective."""
    row = open_draft(report)
    place = ReportAsk.objects.filter(report=row, ask=ask).first()
    if place is None:
        raise Refusal(_("This request is not on the report."), field="ask")
    saving.note_removal(place, by=by, objective=row.objective, verb="removed")
    place.delete()
    touch(row)


def _place(report: Report, ask: Ask, by: User) -> ReportAsk:
    last = report.ask_places.aggregate(last=Max("position"))["last"] or 0
    place = saving.create(ReportAsk(report=report, ask=ask, position=last + 1), by=by, objective=report.objective)
    touch(report)
    return place


def _check_step(step: NextStep) -> None:
    if step.due_on and step.due_on < step.report.as_of:
        raise Refusal(_("A next step lies ahead: choose a day after the report's."), field="due_on")
    if step.responsible_id and not step.responsible.is_active:
        raise Refusal(_("This person has left; choose somebody else."), field="responsible")
