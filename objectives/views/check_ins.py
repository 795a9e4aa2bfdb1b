"""Check-ins: record one, correct it, take it back, accept a milestone's step; and the list of a measure's.

A check-in is written and answered at once, with the measure's new percentage from the rules. The objective's own number
comes from the recompute in the background: the answer holds a fragment that asks for it.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import retarget, trigger_client_event

from objectives import access
from objectives.access import Need
from objectives.actions import check_ins, measures
from objectives.actions.once import once
from objectives.core.facts import MeasureResult
from objectives.core.rollup import measure_result
from objectives.core.vocabulary import ObjectiveState
from objectives.forms.check_ins import CheckInForm, CorrectionForm
from objectives.models import CheckIn, Measure
from objectives.queries import check_ins as check_in_queries
from objectives.queries import figures, headers, sharing, work
from objectives.views.shared import fills, reads, writes
from objectives.words import progress as words
from objectives.words.sharing import joint_words
from okrplan.people.requests import PersonRequest
from okrplan.refusals import Invisible

WORK = "work"  # the form stands on a card of My work; else in the list of a measure's check-ins


@writes
def record(request: PersonRequest, pk: int) -> HttpResponse:
    """Record a value; bad input comes back as typed with a sentence beside the field."""
    measure = access.measure_for(request.user, pk, Need.CHECK_IN)
    form = CheckInForm(request.POST, measure=measure, today=request.today, last=_last_if_same(request, measure))
    made = form.submit(lambda typed: _record_once(request, measure, typed))
    if made is None:
        return _refused(request, measure, form)
    said = words.saved(measure, made, request.today, typed=_typed(request))
    if not _by_htmx(request):
        messages.success(request, said)
        return redirect(_page(request, measure))
    if _at_work(request):
        return _checked_in(request, measure, made, said)
    return _listed(request, measure, said)


def _record_once(request: PersonRequest, measure: Measure, typed: dict[str, Any]) -> CheckIn:
    content = {"measure": measure.pk, "value": typed["value"], "day": typed["day"], "note": typed["note"]}
    return once(
        by=request.user,
        key=typed["key"],
        content=content,
        rows=CheckIn,
        write=lambda: check_ins.record(
            measure=measure,
            by=request.user,
            day=typed["day"],
            value=typed["value"],
            note=typed["note"],
            today=request.today,
        ),
    )


def _last_if_same(request: PersonRequest, measure: Measure) -> Decimal | None:
    """The value that "no change" repeats: the last one of the person's own department."""
    if not request.POST.get("same"):
        return None
    department = access.contributing_department(request.user, measure)
    return check_in_queries.last_value(measure, department)


def _typed(request: PersonRequest) -> str:
    return "" if request.POST.get("same") else request.POST.get("value", "")


@writes
def retract(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a check-in back: it stays readable and counts no more."""
    check_in = access.check_in_for(request.user, pk, Need.OWN)
    check_ins.retract(check_in=check_in, by=request.user)
    said = _("Taken back. It stays in the history and counts no more.")
    return _after(request, check_in.measure, said)


@vary_on_headers("HX-Request")
@fills
def correct(request: PersonRequest, pk: int) -> HttpResponse:
    """A better value for the same day; both stay readable."""
    check_in = access.check_in_for(request.user, pk, Need.OWN)
    measure, data = check_in.measure, request.POST if request.method == "POST" else None
    form = CorrectionForm(data, initial={"value": check_in.value, "note": check_in.note})
    made = form.submit(lambda typed: _correct_once(request, check_in, typed)) if data is not None else None
    if made is not None:
        return _after(request, measure, words.saved(measure, made, request.today, typed=_typed(request)))
    facts = {"check_in": check_in, "measure": measure, "form": form, "today": request.today}
    template = "objectives/_correct.html" if _by_htmx(request) else "objectives/correct.html"
    response = render(request, template, facts, status=400 if form.errors else 200)
    return retarget(response, "closest tr") if form.errors and _by_htmx(request) else response


def _correct_once(request: PersonRequest, check_in: CheckIn, typed: dict[str, Any]) -> CheckIn:
    return once(
        by=request.user,
        key=typed["key"],
        content={"check_in": check_in.pk, "value": typed["value"], "note": typed["note"]},
        rows=CheckIn,
        write=lambda: check_ins.correct(
            check_in=check_in, by=request.user, value=typed["value"], note=typed["note"], today=request.today
        ),
    )


@writes
def accept_step(request: PersonRequest, pk: int, step: int) -> HttpResponse:
    """Accept a milestone's step today, or take that back."""
    measure = access.measure_for(request.user, pk, Need.CHECK_IN)
    row = measure.steps.select_related("measure__objective", "measure__key_result__objective").filter(pk=step).first()
    if row is None:
        raise Invisible
    day: date | None = None if request.POST.get("accepted") == "no" else request.today
    measures.accept_step(step=row, by=request.user, day=day)
    return _after(request, measure, _("Step accepted.") if day else _("The step is open again."))


@vary_on_headers("HX-Request")
@reads
def listed(request: PersonRequest, pk: int) -> HttpResponse:
    """The check-ins of a measure, with a form for those who may record: a page, or a fragment of the progress page."""
    measure = access.measure_for(request.user, pk)
    return _listed(request, measure) if _by_htmx(request) else _list_page(request, measure)


@reads
def now(request: PersonRequest, pk: int) -> HttpResponse:
    """The objective's figures after a check-in, as soon as the recompute has them; 304 until then."""
    measure = access.measure_for(request.user, pk)
    objective = access.objective_of(measure)
    etag = headers.etag_of(request.user, objective, request.today)
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    facts = {"measure": measure, "objective": objective, "awaiting": objective.dirty_since is not None}
    response = render(request, "objectives/_now.html", facts)
    response["ETag"] = etag
    return response


# --- where an answer is shown -----------------------------------------------------------------------------------


def _by_htmx(request: PersonRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def _at_work(request: PersonRequest) -> bool:
    return request.POST.get("place") == WORK


def _page(request: PersonRequest, measure: Measure) -> str:
    return reverse("objectives:my_work") if _at_work(request) else reverse("objectives:check_ins", args=[measure.pk])


def _after(request: PersonRequest, measure: Measure, said: str) -> HttpResponse:
    if not _by_htmx(request):
        messages.success(request, said)
        return redirect(_page(request, measure))
    return _owed(request, measure, said=said) if _at_work(request) else _listed(request, measure, said)


def _refused(request: PersonRequest, measure: Measure, form: CheckInForm) -> HttpResponse:
    if not _by_htmx(request):
        return _list_page(request, measure, form=form)
    return _owed(request, measure, form=form) if _at_work(request) else _listed(request, measure, form=form)


def _owed(request: PersonRequest, measure: Measure, *, said: str = "", form: CheckInForm | None = None) -> HttpResponse:
    """The card of My work again."""
    owed = work.owed_measure(request.user, measure, request.today)
    facts = {
        "owed": owed,
        "form": form or CheckInForm(measure=owed.row, today=request.today, last=owed.last_value),
        "today": request.today,
        "said": said,
    }
    return render(request, "objectives/_owed.html", facts, status=400 if form else 200)


def _checked_in(request: PersonRequest, measure: Measure, made: CheckIn, said: str) -> HttpResponse:
    """The answer on a card: what was understood, the measure's new percentage, and the fragment that waits."""
    result = measure_result(figures.known_measure(measure, request.today), request.today)
    facts = {
        "measure": measure,
        "check_in": made,
        "result": result,
        "before": measure.progress if measure.progress != result.progress else None,
        "objective": access.objective_of(measure),
        "awaiting": True,
        "said": said,
        "joint": _joint(measure, made, result),
        "today": request.today,
    }
    return render(request, "objectives/_checked_in.html", facts)


def _joint(measure: Measure, made: CheckIn, result: MeasureResult) -> str:
    """One's own part beside what all departments have together; empty for what is not shared."""
    if result.last is None or not sharing.is_joint(measure):
        return ""
    return joint_words(measure, check_in_queries.last_value(measure, made.department_id), result.last.value)


def _listed(
    request: PersonRequest, measure: Measure, said: str = "", *, form: CheckInForm | None = None
) -> HttpResponse:
    facts = _list_facts(request, measure, form)
    response = render(request, "objectives/_check_ins.html", {**facts, "said": said}, status=400 if form else 200)
    # The other fragments of the page need not wait for their next turn to ask.
    return trigger_client_event(response, "okr:ask", after="settle") if said else response


def _list_page(request: PersonRequest, measure: Measure, *, form: CheckInForm | None = None) -> HttpResponse:
    return render(
        request, "objectives/check_ins.html", _list_facts(request, measure, form), status=400 if form else 200
    )


def _list_facts(request: PersonRequest, measure: Measure, form: CheckInForm | None) -> dict[str, Any]:
    lines = check_in_queries.lines_of(request.user, measure)
    department = access.contributing_department(request.user, measure)
    objective = access.objective_of(measure)
    may_check_in = department is not None and objective.state == ObjectiveState.ACTIVE
    last = check_in_queries.standing_last(lines, department)
    return {
        "measure": measure,
        "objective": objective,
        "lines": lines,
        "steps": list(measure.steps.all()),
        "may_check_in": may_check_in,
        "is_joint": may_check_in and sharing.is_joint(measure),
        "one_owner": access.ONE_OWNER if access.is_shared_level(request.user, measure) else "",
        "form": form or CheckInForm(measure=measure, today=request.today, last=last.value if last else None),
        "last": last,
        "today": request.today,
    }
