"""Rows of the list of reports: what waits for a boss, and what managers have drafted and sent."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from objectives.core.vocabulary import AskState, Language, ReportState
from objectives.models import Objective
from okrplan.people import standing
from okrplan.people.models import User
from reports import access
from reports.models import Report, ReportAsk, ReportRead

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A report in a list; `conclusion` and seconds are those frozen with it, empty for a draft."""

    report: Report
    conclusion: str
    seconds: int
    unread: bool
    waiting: int  # asks without a decision
    waiting_for_me: int
    decided: int

    @property
    def is_draft(self) -> bool:
        return bool(self.report.state == ReportState.DRAFT)


@dataclass(frozen=True, slots=True)
class Inbox:
    """For a boss what is addressed to them, unread first; for a manager their drafts and what they sent."""

    received: list[Row]
    drafts: list[Row]
    sent: list[Row]
    is_boss: bool
    is_manager: bool

    @property
    def unread(self) -> list[Row]:
        return [one for one in self.received if one.unread]

    @property
    def decisions(self) -> int:
        """Asks that wait for this person."""
        return sum(one.waiting_for_me for one in self.received)

    @property
    def seconds(self) -> int:
        """Reading that waits."""
        return sum(one.seconds for one in self.unread)


def inbox_of(user: User, language: Language) -> Inbox:
    """The newest reports that a person sees (six queries)."""
    place = standing.of(user)
    rows = _rows(user, access.visible_reports(user).order_by("-as_of", "-id")[: 2 * SHOWN], language)
    received = [one for one in rows if _is_received(user, one.report, place)]
    ours = [one for one in rows if one not in received]
    return Inbox(
        received=sorted(received, key=lambda one: (not one.unread, not one.waiting_for_me))[:SHOWN],
        drafts=[one for one in ours if one.report.state == ReportState.DRAFT],
        sent=[one for one in ours if one.report.state != ReportState.DRAFT][:SHOWN],
        is_boss=bool(place.led),
        is_manager=bool(place.managed),
    )


def reports_on(user: User, objective: Objective, language: Language) -> list[Row]:
    """The reports of one objective that a person sees, newest first."""
    return _rows(user, access.visible_reports(user).filter(objective=objective), language)


def open_draft_of(user: User, objective: Objective) -> Report | None:
    """The draft that a person has begun on an objective and not yet submitted."""
    drafts = Report.objects.alive().filter(objective=objective, author=user, state=ReportState.DRAFT.value)
    return drafts.order_by("-id").first()


def _is_received(user: User, report: Report, place: standing.Standing) -> bool:
    if report.state == ReportState.DRAFT or report.author_id == user.pk:
        return False
    return report.addressee_id == user.pk or report.objective.department_id in place.led


def _rows(user: User, reports: Any, language: Language) -> list[Row]:
    found = list(reports.annotate(words=F("facts__words")).defer("facts"))
    read = set(ReportRead.objects.filter(user=user, report__in=found).values_list("report_id", flat=True))
    asks: dict[int, list[tuple[AskState, bool]]] = defaultdict(list)
    places = ReportAsk.objects.filter(report__in=found).filter(Q(ask__deleted_at__isnull=True))
    for report, state, decider in places.values_list("report_id", "ask__state", "ask__decider_id"):
        asks[report].append((AskState(state), decider == user.pk))
    return [_row(one, one.addressee_id == user.pk and one.pk not in read, asks[one.pk], language) for one in found]


def _row(report: Report, unread: bool, asks: list[tuple[AskState, bool]], language: Language) -> Row:
    words: dict[str, Any] = next((one for one in report.words or () if one["language"] == language), {})  # type: ignore[attr-defined]
    return Row(
        report=report,
        conclusion=words.get("conclusion", ""),
        seconds=words.get("must_read_seconds", 0),
        unread=unread and report.state not in (ReportState.DRAFT, ReportState.WITHDRAWN),
        waiting=sum(state.is_open for state, _mine in asks),
        waiting_for_me=sum(state is AskState.SUBMITTED and mine for state, mine in asks),
        decided=sum(state.is_decided for state, _mine in asks),
    )
