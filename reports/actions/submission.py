"""From draft to decided: submit, read, withdraw, and the decision when every ask has its answer."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from objectives.actions import asks as ask_actions
from objectives.actions import saving
from objectives.actions import tasks as task_actions
from objectives.core.vocabulary import AskState, Language, ReportState
from objectives.models import Ask
from okrplan import audit, clock
from okrplan.messages.actions import notify
from okrplan.messages.models import NoticeKind
from okrplan.people.models import User
from okrplan.refusals import Refusal, Stale, WrongState
from reports import pdf
from reports.actions.drafts import addressees, nearest_boss, open_draft
from reports.core import dossier as frozen
from reports.core.dossier import Dossier
from reports.models import NextStep, Report, ReportDocument, ReportRead
from reports.queries.dossiers import asks_of, draft_of, page_of, worded

TRIES = 3  # a check-in may arrive while the pages are set


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything a submission stores, made before its transaction begins."""

    at: datetime
    addressee: User
    dossier: Dossier
    documents: dict[Language, bytes]


def submit(*, report: Report, by: User, version: int | None, today: date, prepared: Prepared | None = None) -> Report:
    """Freeze the report and put it before its addressee.

    Its draft asks go to their deciders (the addressee where none is named), its next steps become tasks of the
    objective with the author accountable, and the page is kept as a PDF in both languages. Pages are set outside the
    transaction (by the caller's `prepare` where it has one around this); what changed meanwhile sets them again.
    Raises WrongState, Stale, Refusal.
    """
    for _try in range(TRIES):
        submitted = _freeze(report, by, version, today, prepared or prepare(report=report))
        if submitted is not None:
            return submitted
        prepared = None
    raise Stale(_("The figures change at this very moment. Look at the page again and submit it then."))


def prepare(*, report: Report) -> Prepared:
    """Set the pages of a draft as it stands. Raises WrongState, Refusal."""
    with transaction.atomic():  # one picture of the rows
        row = open_draft(report)
        addressee = row.addressee or nearest_boss(row.objective, row.author)
        if addressee is None or addressee not in addressees(row.objective, row.author):
            raise Refusal(
                _("Nobody above this department can receive the report: an administrator gives it a boss."),
                field="addressee",
            )
        at = clock.now()
        dossier = worded(row, draft_of(row, submitted_at=at, addressee=addressee))
    documents = {language: pdf.render(page_of(row, language, dossier.facts)) for language in Language}
    return Prepared(at, addressee, dossier, documents)


@transaction.atomic
def _freeze(report: Report, by: User, version: int | None, today: date, made: Prepared) -> Report | None:
    """Store what was prepared; None when the rows have moved on since."""
    row = open_draft(report)
    saving.check_version(row, {}, version)
    if draft_of(row, submitted_at=made.at, addressee=made.addressee) != replace(made.dossier, words=()):
        return None
    _steps_become_tasks(row, by)
    for ask in asks_of(row):
        if ask.state == AskState.DRAFT:
            ask_actions.submit(ask=ask, by=by, decider=made.addressee, today=today)
    row.state, row.addressee, row.submitted_at = ReportState.SUBMITTED.value, made.addressee, made.at
    row.facts = frozen.to_json(made.dossier)
    row.version += 1
    saving.clean(row)
    row.save(update_fields=["state", "addressee", "submitted_at", "facts", "version"])
    for language, document in made.documents.items():
        ReportDocument.objects.create(
            report=row, language=language.value, pdf=document, sha256=sha256(document).hexdigest()
        )
    _note(row, by, "submitted", {"as_of": row.as_of, "addressee": saving.plain(made.addressee)})
    _tell(row, made, by)
    return row


def _steps_become_tasks(report: Report, by: User) -> None:
    for step in NextStep.objects.filter(report=report).select_related("responsible"):
        task = task_actions.make(
            objective=report.objective,
            by=by,
            values={
                "title": step.text,
                "title_other": step.text_other,
                "language": step.language,
                "responsible": step.responsible,
                "accountable": report.author,
                "due_on": step.due_on,
            },
        )
        step.task = task
        step.save(update_fields=["task"])


def _tell(report: Report, made: Prepared, by: User) -> None:
    said = {one.language: one.conclusion for one in made.dossier.words}
    facts = {
        "report": said[Language.CHINESE],
        "report_other": said[Language.ENGLISH],
        "language": Language.CHINESE.value,
        "by": str(by),
    }
    notify(
        user=made.addressee,
        kind=NoticeKind.REPORT_SUBMITTED,
        facts=facts,
        url=f"/reports/{report.pk}/",
        key=f"report {report.pk}",
    )


@transaction.atomic
def mark_read(*, report: Report, by: User) -> ReportRead:
    """Note when somebody first opened a submitted report."""
    read, made = ReportRead.objects.get_or_create(report=report, user=by, defaults={"at": clock.now()})
    if made:
        _note(report, by, "read", {})
    return read


@transaction.atomic
def withdraw(*, report: Report, by: User, version: int | None, today: date) -> Report:
    """Take a submitted report back with its open asks, while none of them is decided."""
    row = _submitted(report)
    saving.check_version(row, {}, version)
    asks = list(asks_of(row))
    if any(AskState(one.state).is_decided for one in asks):
        raise WrongState(_("A request of this report has already been decided."))
    for ask in asks:
        if AskState(ask.state).is_open:
            ask_actions.withdraw(ask=ask, by=by, today=today)
    return _to(row, ReportState.WITHDRAWN, by, "withdrew")


@transaction.atomic
def settle(*, ask: Ask) -> None:
    """A report is decided once none of its asks is open and at least one has its decision. Safe to run twice."""
    saving.lock(ask.objective)
    for report in Report.objects.filter(ask_places__ask=ask, state=ReportState.SUBMITTED.value):
        states = [AskState(one.state) for one in asks_of(report)]
        if any(one.is_decided for one in states) and not any(one.is_open for one in states):
            report.decided_at = clock.now()
            report.save(update_fields=["decided_at"])
            _to(report, ReportState.DECIDED, None, "decided")


def _submitted(report: Report) -> Report:
    saving.lock(report.objective)
    row = Report.objects.select_related("objective").get(pk=report.pk)
    if row.state != ReportState.SUBMITTED:
        raise WrongState(_("Only a submitted report that waits for its answers can be withdrawn."))
    return row


def _to(report: Report, state: ReportState, by: User | None, verb: str) -> Report:
    return saving.change(report, {"state": state.value}, by=by, objective=report.objective, verb=verb)


def _note(report: Report, by: User, verb: str, after: dict[str, object]) -> None:
    audit.write(by=by, noun="report", row=report, verb=verb, after=after, objective_id=report.objective_id)
