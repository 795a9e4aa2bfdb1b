"""The only doors to reports.

A draft exists for the managers of the owning department; a submitted report for them, for the bosses above and for
the person it is addressed to. Nobody else sees one: administrators and staff get the answer for an unknown id.
"""

from typing import TypeVar

from django.db.models import Q, QuerySet

from objectives.access import Need, may_revise
from objectives.core.vocabulary import ReportState
from objectives.models import Ask
from okrplan.people import standing
from okrplan.people.models import User
from okrplan.refusals import Forbidden, Invisible
from reports.models import Finding, NextStep, Report

Row = TypeVar("Row")


def visible_reports(user: User) -> QuerySet[Report]:
    """Reports that exist for this person."""
    place = standing.of(user)
    submitted = ~Q(state=ReportState.DRAFT.value) & (Q(objective__department_id__in=place.led) | Q(addressee=user))
    return (
        Report.objects.alive()
        .filter(
            Q(objective__department_id__in=place.managed) | submitted,
            objective__deleted_at__isnull=True,
        )
        .select_related("objective__department", "objective__cycle", "author", "addressee")
    )


def report_for(user: User, pk: int, need: Need = Need.READ) -> Report:
    """The report for a purpose: READ, or REVISE (draft, submit, withdraw: managers of the owning department)."""
    report = visible_reports(user).filter(pk=pk).first()
    if report is None:
        raise Invisible
    if need is Need.REVISE and not may_revise(user, report.objective):
        raise Forbidden
    return report


def next_step_for(user: User, report: Report, pk: int) -> NextStep:
    """A next step of a report that the person may revise."""
    step = NextStep.objects.filter(report=report_for(user, report.pk, Need.REVISE), pk=pk).first()
    return _there(step)


def finding_for(user: User, report: Report, pk: int) -> Finding:
    """A finding of a report that the person may revise."""
    finding = Finding.objects.filter(report=report_for(user, report.pk, Need.REVISE), pk=pk).first()
    return _there(finding)


def ask_on(report: Report, pk: int) -> Ask:
    """An ask that stands on a report which the person has come through the door to."""
    ask = (
        Ask.objects.alive()
        .filter(report_places__report=report, pk=pk)
        .select_related("objective__department", "author", "decider", "key_result")
        .first()
    )
    return _there(ask)


def _there(row: Row | None) -> Row:
    if row is None:
        raise Invisible
    return row
