"""The top of an objective's pages: where it stands, its title and status, the strip of figures, the tabs.

Computed figures come from the last recompute; while one is awaited the page says so and asks again.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from objectives import access
from objectives.core.facts import ObjectiveResult
from objectives.core.risks import NamedRisk, core_risk
from objectives.core.vocabulary import ObjectiveState, ReportState, RiskKind
from objectives.models import KeyResult, Measure, Objective, Risk
from objectives.queries import departments, figures
from objectives.words import figures as words
from okrplan.people.models import Department, User


class Page(StrEnum):
    """The pages of an objective, each by the name of its route."""

    PLAN = "plan"
    PROGRESS = "progress"
    REPORTS = "reports"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Header:
    """What templates/objectives/_header.html shows."""

    objective: Objective
    line: list[Department]
    chip: words.Chip
    figures: list[words.Figure]
    tabs: list[Tab]
    awaiting: bool  # a recompute is under way
    etag: str
    may_revise: bool
    may_change: bool  # the plan: it is not closed
    is_draft: bool
    is_active: bool


def header_of(user: User, objective: Objective, today: date, page: Page = Page.PLAN) -> Header:
    """The top of a page of an objective that the person may see (at most seven queries)."""
    result = figures.stored_result(objective)
    own = Measure.objects.alive().filter(objective=objective).first()
    key_results = {one.pk: one for one in KeyResult.objects.alive().filter(objective=objective)}
    may_revise = access.may_revise(user, objective)
    calculation = _address(Page.PROGRESS, objective)
    report = _address(Page.REPORTS, objective) if may_revise else ""
    return Header(
        objective=objective,
        line=departments.tree().line(objective.department_id),
        chip=words.chip(objective, key_results.get(objective.lowered_by_id or 0)),
        figures=[
            words.completion(result, calculation),
            words.forecast(result, objective.status, calculation),
            words.gap(objective.gap, own, calculation),
            words.days_left((objective.due_on - today).days),
            words.core_risk(_core_risk(objective, key_results, result), report),
        ],
        tabs=_tabs(user, objective, page),
        awaiting=objective.dirty_since is not None,
        etag=etag_of(user, objective, today),
        may_revise=may_revise,
        may_change=may_revise and objective.state != ObjectiveState.CLOSED,
        is_draft=objective.state == ObjectiveState.DRAFT,
        is_active=objective.state == ObjectiveState.ACTIVE,
    )


def etag_of(user: User, objective: Objective, today: date) -> str:
    """Changes with everything the top of the page depends on (no query beyond the person's standing)."""
    parts = (
        objective.pk,
        objective.version,
        objective.computed_at,
        objective.dirty_since is None,
        today,
        get_language(),
        access.may_revise(user, objective),
        access.may_see_money(user, objective),
    )
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:20]}"'


def _tabs(user: User, objective: Objective, page: Page) -> list[Tab]:
    """The objective's pages. Reports are for who may see its money."""
    labels = {Page.PLAN: _("Plan"), Page.PROGRESS: _("Progress")}
    if access.may_see_money(user, objective):
        count = _reports(user, objective)
        labels[Page.REPORTS] = _("Reports · %(n)s") % {"n": count} if count else _("Reports")
    labels[Page.HISTORY] = _("History")
    return [Tab(label, _address(one, objective), one is page) for one, label in labels.items()]


def _address(page: Page, objective: Objective) -> str:
    return reverse(f"objectives:{page.value}", args=[objective.pk])


def _reports(user: User, objective: Objective) -> int:
    """How many reports a person finds there: drafts are their managers' own."""
    rows = objective.reports.filter(deleted_at__isnull=True)
    if not access.may_revise(user, objective):
        rows = rows.exclude(state=ReportState.DRAFT.value)
    return rows.count()


def _core_risk(objective: Objective, key_results: dict[int, KeyResult], result: ObjectiveResult | None) -> str:
    if result is None or objective.state == ObjectiveState.DRAFT:
        return ""
    risks = {one.pk: one for one in Risk.objects.alive().filter(key_result__in=key_results).exclude(title="")}
    named = [NamedRisk(one.pk, one.key_result_id, RiskKind(one.kind)) for one in risks.values()]
    chosen = core_risk(result, named)
    measure = chosen.measure if chosen else None
    measures = {one.pk: one for one in Measure.objects.filter(pk=measure)} if measure else {}
    rows: dict[str, dict[int, KeyResult | Risk | Measure]] = {
        "key_results": {**key_results},
        "risks": {**risks},
        "measures": {**measures},
    }
    return words.risk_words(chosen, rows, result)
