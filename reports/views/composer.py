"""The composer: a draft's parts on the left, the page as it would be submitted on the right.

A changed field is saved at once. The answer carries the new page and the new version of what was saved, each put in its
place beside the forms, so that nobody's typing is disturbed; only what was refused replaces its own form.
"""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from objectives.access import Need
from objectives.core.vocabulary import Language, ReportState
from objectives.forms.asks import AskForm
from objectives.forms.base import PlanForm
from objectives.models import Ask, KeyResult
from objectives.queries.asks import options_of
from objectives.views.shared import reads, writes
from okrplan.people.requests import PersonRequest
from okrplan.refusals import Invisible, WrongState
from reports import access
from reports.actions import drafts, parts, submission
from reports.forms import FindingForm, NextStepForm, WordsForm
from reports.models import Finding, Report
from reports.queries import composing
from reports.views.advice import sentences
from reports.views.paper import language_of, other_sheet


@reads
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """The whole composer; a report that is submitted is read instead."""
    report = access.report_for(request.user, pk, Need.REVISE)
    if report.state != ReportState.DRAFT:
        return redirect("reports:paper", pk)
    return render(request, "reports/edit.html", _facts(request, report))


@reads
def preview(request: PersonRequest, pk: int) -> HttpResponse:
    """The page of the draft, in the language asked for."""
    report = _draft(request, pk)
    return render(request, "reports/_preview.html", _preview(request, report))


@writes
def words(request: PersonRequest, pk: int) -> HttpResponse:
    """The report's own words, addressee and day."""
    report = _draft(request, pk)
    form = WordsForm(request.POST, row=report, addressees=drafts.addressees(report.objective, report.author))
    saved = form.submit(
        lambda values: drafts.change(
            report=report, by=request.user, version=form.seen_version, values=values, today=request.today
        )
    )
    return _saved(request, report) if saved else _refused(request, report, form, "_words")


@writes
def finding(request: PersonRequest, pk: int, key_result: int) -> HttpResponse:
    """The root cause of a key result: set, changed, or taken off when it is emptied."""
    report = _draft(request, pk)
    row = KeyResult.objects.alive().filter(objective=report.objective, pk=key_result).first()
    if row is None:
        raise Invisible
    found = Finding.objects.filter(report=report, key_result=row).first()
    form = FindingForm(request.POST, key_result=row, row=found)

    def write(values: dict[str, Any]) -> Finding | None:
        return parts.set_finding(
            report=report, key_result=row, by=request.user, values=values, version=form.seen_version
        )

    if form.is_valid() and not form.cleaned_data["text"]:
        if found:
            parts.delete_finding(finding=found, by=request.user)
        return _saved(request, report, FindingForm(key_result=row))
    saved = form.submit(write)
    if saved:
        return _saved(request, report, FindingForm(key_result=row, row=saved))
    return _refused(request, report, form, "_finding")


@writes
def add_step(request: PersonRequest, pk: int) -> HttpResponse:
    report = _draft(request, pk)
    form = NextStepForm(request.POST, people=composing.people_for([]))
    saved = form.submit(lambda values: parts.add_next_step(report=report, by=request.user, values=values))
    return _section(request, report, "_steps", None if saved else form)


@writes
def step(request: PersonRequest, pk: int, step: int) -> HttpResponse:
    report = _draft(request, pk)
    row = access.next_step_for(request.user, report, step)
    people = composing.people_for([row])
    form = NextStepForm(request.POST, row=row, people=people)
    saved = form.submit(
        lambda values: parts.change_next_step(step=row, by=request.user, version=form.seen_version, values=values)
    )
    if saved:
        return _saved(request, report, NextStepForm(row=saved, people=people))
    return _refused(request, report, form, "_step")


@writes
def delete_step(request: PersonRequest, pk: int, step: int) -> HttpResponse:
    report = _draft(request, pk)
    parts.delete_next_step(step=access.next_step_for(request.user, report, step), by=request.user)
    return _section(request, report, "_steps")


@writes
def add_ask(request: PersonRequest, pk: int) -> HttpResponse:
    report = _draft(request, pk)
    form = AskForm(request.POST, options=options_of(report.objective, report.author))
    saved = form.submit(lambda values: parts.add_ask(report=report, by=request.user, values=values))
    return _section(request, report, "_asks", None if saved else form)


@writes
def ask(request: PersonRequest, pk: int, ask_pk: int) -> HttpResponse:
    report = _draft(request, pk)
    row = access.ask_on(report, ask_pk)
    form = AskForm(request.POST, row=row, options=options_of(report.objective, report.author))
    saved = form.submit(
        lambda values: parts.change_ask(
            report=report, ask=row, by=request.user, version=form.seen_version, values=values
        )
    )
    return _section(request, report, "_asks", None if saved else form)


@writes
def place_ask(request: PersonRequest, pk: int, ask_pk: int) -> HttpResponse:
    """Put a draft ask of the objective on the report."""
    report = _draft(request, pk)
    row = Ask.objects.alive().filter(objective=report.objective, pk=ask_pk).first()
    if row is None:
        raise Invisible
    parts.place_ask(report=report, ask=row, by=request.user)
    return _section(request, report, "_asks")


@writes
def remove_ask(request: PersonRequest, pk: int, ask_pk: int) -> HttpResponse:
    report = _draft(request, pk)
    parts.remove_ask(report=report, ask=access.ask_on(report, ask_pk), by=request.user)
    return _section(request, report, "_asks")


@writes
def submit(request: PersonRequest, pk: int) -> HttpResponse:
    """Freeze it and put it before its addressee, on the version that was looked at."""
    report = access.report_for(request.user, pk, Need.REVISE)
    seen = request.POST.get("version", "")
    submitted = submission.submit(
        report=report,
        by=request.user,
        version=int(seen) if seen.isascii() and seen.isdigit() else None,
        today=request.today,
    )
    messages.success(request, _("Submitted to %(name)s.") % {"name": submitted.addressee})
    return redirect("reports:paper", pk)


@writes
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Delete the draft; its requests stay with the objective."""
    report = _draft(request, pk)
    drafts.delete(report=report, by=request.user)
    messages.success(request, _("The draft is deleted. Its requests stay with the objective."))
    address = reverse("reports:inbox")
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)  # type: ignore[attr-defined]


# --- answers -------------------------------------------------------------------------------------------------


def _draft(request: PersonRequest, pk: int) -> Report:
    report = access.report_for(request.user, pk, Need.REVISE)
    if report.state != ReportState.DRAFT:
        raise WrongState(_("A submitted report does not change any more; write the next one."))
    return report


def _saved(request: PersonRequest, report: Report, *forms: PlanForm) -> HttpResponse:
    """Saved in place: the new page, and the versions that the forms go on with."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("reports:edit", report.pk)
    facts = {**_preview(request, report), "forms": forms, "swapped": True}
    return render(request, "reports/_saved.html", facts)


def _refused(request: PersonRequest, report: Report, form: PlanForm, part: str) -> HttpResponse:
    """The one form again, with what was typed and why it was refused."""
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "reports/edit.html", _facts(request, report, form), status=form.status)
    response = render(request, f"reports/{part}.html", {"report": report, "form": form}, status=form.status)
    response["HX-Reswap"] = "outerHTML"
    return response


def _section(request: PersonRequest, report: Report, part: str, refused: PlanForm | None = None) -> HttpResponse:
    """A whole section of the composer, and the page beside it."""
    status = refused.status if refused else HTTPStatus.OK
    if request.htmx:  # type: ignore[attr-defined]
        facts = {**_facts(request, report, refused), "swapped": True, "part": f"reports/{part}.html"}
        return render(request, "reports/_section.html", facts, status=status)
    if refused is None:
        return redirect("reports:edit", report.pk)
    return render(request, "reports/edit.html", _facts(request, report, refused), status=status)


def _preview(request: PersonRequest, report: Report) -> dict[str, Any]:
    report.refresh_from_db()
    language = _sheet_language(request)
    shown = composing.preview_of(report, language)
    return _shown(report, shown, language)


def _shown(report: Report, shown: composing.Preview, language: Language) -> dict[str, Any]:
    addressees = drafts.addressees(report.objective, report.author)
    return {
        "report": report,
        "page": shown.page,
        "links": False,
        "hints": sentences(shown.hints),
        "seconds": round(shown.page.must_read_seconds),
        "generated_lede": shown.generated_lede,
        "words_form": WordsForm(row=report, addressees=addressees),
        "sheet": language.value,
        **other_sheet(language),
    }


def _facts(request: PersonRequest, report: Report, refused: PlanForm | None = None) -> dict[str, Any]:
    """The whole composer; a form that was refused stands as it was typed."""
    report.refresh_from_db()
    language = _sheet_language(request)
    draft = composing.composed(report)
    facts = _shown(report, composing.preview_of(report, language, draft.dossier), language)

    def standing(form: PlanForm) -> PlanForm:
        return refused if refused is not None and refused.auto_id == form.auto_id else form

    return {
        **facts,
        "objective": report.objective,
        "words_form": standing(facts["words_form"]),
        "findings": [
            {"lag": one, "form": standing(FindingForm(key_result=one.key_result, row=one.finding))}
            for one in draft.lagging
        ],
        "step_forms": [standing(NextStepForm(row=one, people=draft.people)) for one in draft.steps],
        "step_form": standing(NextStepForm(people=draft.people)),
        "ask_forms": [standing(AskForm(row=one, options=draft.options)) for one in draft.asks],
        "ask_form": standing(AskForm(options=draft.options)),
        "spare_asks": draft.spare_asks,
    }


def _sheet_language(request: PersonRequest) -> Language:
    asked = request.POST.get("sheet") or request.GET.get("sheet") or ""
    return Language(asked) if asked in set(Language) else language_of(request)
