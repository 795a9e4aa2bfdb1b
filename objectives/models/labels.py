"""The words people read for the vocabulary's values, in one place."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from objectives.core import vocabulary as v

# Pairs, not a dict by member: equal values of two vocabularies ("draft" of a plan, an ask, a report) are one key there.
_WORDS: tuple[tuple[StrEnum, Any], ...] = (
    (v.Direction.INCREASE, _("Increase to the target")),
    (v.Direction.DECREASE, _("Decrease to the target")),
    (v.Direction.AT_LEAST, _("Hold at or above the limit")),
    (v.Direction.AT_MOST, _("Hold at or under the limit")),
    (v.Direction.MILESTONE, _("Milestone: done by its day")),
    (v.Accumulation.SUM, _("Running total")),
    (v.Accumulation.LEVEL, _("Level: the last value stands")),
    (v.Rhythm.DAILY, _("Daily")),
    (v.Rhythm.WEEKLY, _("Weekly")),
    (v.Rhythm.MONTHLY, _("Monthly")),
    (v.Status.ON_TRACK, _("on track")),
    (v.Status.BEHIND, _("behind")),
    (v.Status.AT_RISK, _("at risk")),
    (v.Status.TOO_EARLY, _("too early to say")),
    (v.Status.NO_DATA, _("no data")),
    (v.Basis.KEY_RESULTS, _("Mean of the key results")),
    (v.Basis.OWN_METRIC, _("The objective's own metric")),
    (v.ObjectiveState.DRAFT, pgettext_lazy("objective", "draft")),
    (v.ObjectiveState.ACTIVE, pgettext_lazy("objective", "active")),
    (v.ObjectiveState.CLOSED, pgettext_lazy("objective", "closed")),
    (v.CycleKind.YEAR, _("Year")),
    (v.CycleKind.HALF, _("Half-year")),
    (v.CycleKind.QUARTER, _("Quarter")),
    (v.CycleKind.MONTH, _("Month")),
    (v.CycleKind.CUSTOM, _("Custom period")),
    (v.TaskKind.SUMMARY, _("Summary")),
    (v.TaskKind.TASK, _("Task")),
    (v.TaskKind.MILESTONE, _("Milestone")),
    (v.TaskState.TODO, pgettext_lazy("task", "to do")),
    (v.TaskState.DOING, pgettext_lazy("task", "in progress")),
    (v.TaskState.BLOCKED, pgettext_lazy("task", "blocked")),
    (v.TaskState.DONE, pgettext_lazy("task", "done")),
    (v.DurationUnit.WORKING, _("working days")),
    (v.DurationUnit.ELAPSED, _("calendar days")),
    (v.Transport.SEA, _("Sea freight")),
    (v.Transport.RAIL, _("Rail freight")),
    (v.Transport.AIR, _("Air freight")),
    (v.Transport.OTHER, _("Other transport")),
    (v.LinkType.FS, _("starts after it finishes (FS)")),
    (v.LinkType.SS, _("starts after it starts (SS)")),
    (v.LinkType.FF, _("finishes after it finishes (FF)")),
    (v.LinkType.SF, _("finishes after it starts (SF)")),
    (v.TaskRoleKind.CONSULTED, _("Consulted")),
    (v.TaskRoleKind.INFORMED, _("Informed")),
    (v.CauseKind.TEAM, _("team")),
    (v.CauseKind.RESOURCES, _("resources")),
    (v.CauseKind.ABILITY, _("ability")),
    (v.CauseKind.EXTERNAL, _("external")),
    (v.RiskKind.PLATFORM, _("platform or account")),
    (v.RiskKind.LOGISTICS, _("logistics")),
    (v.RiskKind.PAYMENT, _("payment")),
    (v.RiskKind.COMPLIANCE, _("compliance")),
    (v.RiskKind.TARIFF, _("tariff")),
    (v.RiskKind.EXCHANGE_RATE, _("exchange rate")),
    (v.RiskKind.OTHER, _("other risk")),
    (v.AskKind.MONEY, _("Money")),
    (v.AskKind.PEOPLE, _("People")),
    (v.AskKind.PERMISSION, _("Permission")),
    (v.AskKind.OTHER, _("Something else")),
    (v.AskState.DRAFT, pgettext_lazy("ask", "draft")),
    (v.AskState.SUBMITTED, pgettext_lazy("ask", "waiting for the decision")),
    (v.AskState.APPROVED, pgettext_lazy("ask", "approved")),
    (v.AskState.TRIMMED, pgettext_lazy("ask", "approved, trimmed")),
    (v.AskState.DECLINED, pgettext_lazy("ask", "declined")),
    (v.AskState.ASKED_BACK, pgettext_lazy("ask", "asked back")),
    (v.AskState.WITHDRAWN, pgettext_lazy("ask", "withdrawn")),
    (v.Answer.APPROVE, _("Approve")),
    (v.Answer.TRIM, _("Trim")),
    (v.Answer.DECLINE, _("Decline")),
    (v.Answer.ASK_BACK, _("Ask back")),
    (v.AskTurnKind.SUBMIT, _("submitted")),
    (v.AskTurnKind.ASK_BACK, _("asked back")),
    (v.AskTurnKind.ANSWER, _("answered")),
    (v.AskTurnKind.WITHDRAW, _("withdrew")),
    (v.AskTurnKind.DECIDE, _("decided")),
    (v.BudgetKind.PLANNED, _("planned")),
    (v.BudgetKind.APPROVED, _("approved")),
    (v.BudgetKind.SPENT, _("spent")),
    (v.CheckInSource.WEB, _("on the page")),
    (v.CheckInSource.API, _("by the API")),
    (v.CheckInSource.IMPORT, _("by import")),
    (v.Verdict.PASS, _("passes")),
    (v.Verdict.QUESTION, _("open question")),
    (v.Verdict.FAIL, _("fails")),
    (v.ReportState.DRAFT, pgettext_lazy("report", "draft")),
    (v.ReportState.SUBMITTED, pgettext_lazy("report", "submitted")),
    (v.ReportState.DECIDED, pgettext_lazy("report", "decided")),
    (v.ReportState.WITHDRAWN, pgettext_lazy("report", "withdrawn")),
    (v.Visibility.EVERYONE, _("Everyone signed in")),
    (v.Visibility.DEPARTMENT, _("The department only")),
)
_BY_KIND = {(type(kind), kind.value): words for kind, words in _WORDS}


def label(kind: StrEnum) -> Any:
    """The (lazy) words for one value of the vocabulary."""
    return _BY_KIND[type(kind), kind.value]


def choices(kinds: type[StrEnum]) -> list[tuple[str, Any]]:
    """A model's or form's choices for one vocabulary."""
    return [(kind.value, label(kind)) for kind in kinds]
