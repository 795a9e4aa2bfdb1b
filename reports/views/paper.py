"""The page of a report: read, answered on, printed, kept as a PDF."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from objectives.access import Need, may_decide, may_revise
from objectives.actions import asks as ask_actions
from objectives.core.vocabulary import Language, ReportState
from objectives.forms.asks import DecisionForm, ReplyForm
from objectives.forms.base import PlanForm
from objectives.models import Ask
from objectives.views.shared import reads, writes
from okrplan.people.requests import PersonRequest
from okrplan.refusals import Forbidden, Stale, WrongState
from reports import access, pdf
from reports.actions import answers, submission
from reports.models import Report
from reports.queries.dossiers import page_of
from reports.queries.reading import Card, Reading, document_of, reading_of

SHEETS = {Language.CHINESE: "看中文版", Language.ENGLISH: "Read it in English"}


@never_cache
@reads
def paper(request: PersonRequest, pk: int) -> HttpResponse:
    """The one page with its appendix. Opening it is reading it; the back button asks for it anew: it may be decided."""
    report = access.report_for(request.user, pk)
    if report.state != ReportState.DRAFT and report.author_id != request.user.pk:
        submission.mark_read(report=report, by=request.user)
    return render(request, "reports/paper.html", _facts(request, report))


@reads
def document(request: PersonRequest, pk: int) -> HttpResponse:
    """The PDF: the one that was kept at submission, or a fresh one of a draft, which says so."""
    report = access.report_for(request.user, pk)
    language = language_of(request)
    kept = document_of(report, language)
    content = bytes(kept.pdf) if kept else pdf.render(page_of(report, language))
    response = HttpResponse(content, content_type="application/pdf")
    name = f"report-{report.objective_id}-{report.number}-{report.as_of:%Y%m%d}-{language.value}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    if kept:
        response["ETag"] = f'"{kept.sha256}"'
    return response


@writes
def decide(request: PersonRequest, pk: int, ask_pk: int) -> HttpResponse:
    """The boss's answer to one ask; the page shows it in place."""
    report, ask = _ask(request, pk, ask_pk)
    if not may_decide(request.user, ask):
        raise Forbidden
    form = DecisionForm(request.POST, row=ask)

    def write(_values: dict[str, Any]) -> Ask:
        return answers.decide(
            ask=ask,
            by=request.user,
            answer=form.chosen,
            today=request.today,
            version=form.seen_version,
            amount=form.amount_given,
            text=form.cleaned_data["text"],
        )

    return _answered(request, report, ask, form, write)


@writes
def reply(request: PersonRequest, pk: int, ask_pk: int) -> HttpResponse:
    """The author's answer to a question."""
    report, ask = _ask(request, pk, ask_pk)
    _require_manager(request, report)
    form = ReplyForm(request.POST, row=ask)

    def write(values: dict[str, Any]) -> Ask:
        return ask_actions.answer_question(ask=ask, by=request.user, text=values["text"], today=request.today)

    return _answered(request, report, ask, form, write)


@writes
def withdraw_ask(request: PersonRequest, pk: int, ask_pk: int) -> HttpResponse:
    report, ask = _ask(request, pk, ask_pk)
    _require_manager(request, report)
    answers.withdraw(ask=ask, by=request.user, today=request.today)
    return redirect("reports:paper", pk)


@writes
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the report back while nothing on it is decided."""
    report = access.report_for(request.user, pk, Need.REVISE)
    submission.withdraw(report=report, by=request.user, version=None, today=request.today)
    messages.success(request, _("The report is withdrawn, and its open requests with it."))
    return redirect("reports:paper", pk)


def language_of(request: HttpRequest) -> Language:
    """The sheet's language: as asked for, else the reader's."""
    asked = request.GET.get("language") or get_language() or ""
    return Language.CHINESE if asked.startswith("zh") else Language.ENGLISH


def other_sheet(language: Language) -> dict[str, Any]:
    """The other language a sheet can be read in, and its word on the switch, in that language."""
    other = next(one for one in Language if one is not language)
    return {"other_language": other.value, "other_sheet_word": SHEETS[other]}


def _ask(request: PersonRequest, pk: int, ask_pk: int) -> tuple[Report, Ask]:
    report = access.report_for(request.user, pk)
    return report, access.ask_on(report, ask_pk)


def _require_manager(request: PersonRequest, report: Report) -> None:
    if not may_revise(request.user, report.objective):
        raise Forbidden


def _answered(request: PersonRequest, report: Report, ask: Ask, form: PlanForm, write: Any) -> HttpResponse:
    """The page after an answer; what was refused stands beside its field, what came too late above the asks."""
    try:
        done = form.submit(write)
    except (WrongState, Stale) as late:
        if not request.htmx:  # type: ignore[attr-defined]
            raise
        return _fragment(request, report, late.status, refusal=late)
    if done is None:
        return _fragment(request, report, form.status, bound=(ask.pk, form))
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("reports:paper", report.pk)
    return _fragment(request, report, HTTPStatus.OK)


def _fragment(request: PersonRequest, report: Report, status: HTTPStatus, **more: Any) -> HttpResponse:
    report.refresh_from_db()
    template = "reports/_paper.html" if request.htmx else "reports/paper.html"  # type: ignore[attr-defined]
    return render(request, template, _facts(request, report, **more), status=status)


def _facts(
    request: PersonRequest, report: Report, bound: tuple[int, PlanForm] | None = None, refusal: Any = None
) -> dict[str, Any]:
    language = language_of(request)
    reading = reading_of(request.user, report, language)
    manages = may_revise(request.user, report.objective)
    state = ReportState(report.state)
    return {
        "report": report,
        "objective": report.objective,
        "reading": reading,
        "page": reading.page,
        "cards": _with_forms(reading, bound),
        "links": True,
        "refusal": refusal,
        "language": language.value,
        **other_sheet(language),
        "is_draft": state is ReportState.DRAFT,
        "may_edit": manages and state is ReportState.DRAFT,
        "may_withdraw": manages and state is ReportState.SUBMITTED,
    }


def _with_forms(reading: Reading, bound: tuple[int, PlanForm] | None) -> list[dict[str, Any]]:
    """Every ask with the forms that this person may send; a refused one comes back as it was typed."""
    pk, form = bound or (None, None)
    return [_card(one, form if one.row.pk == pk else None) for one in (*reading.cards, *reading.more)]


def _card(card: Card, bound: PlanForm | None) -> dict[str, Any]:
    decision = bound if isinstance(bound, DecisionForm) else DecisionForm(row=card.row)
    answer = bound if isinstance(bound, ReplyForm) else ReplyForm(row=card.row)
    return {
        "card": card,
        "decision": decision if card.may_decide else None,
        "reply": answer if card.may_reply else None,
        "open": bound is not None,
    }
